"""The project that the README's first line lints."""

from __future__ import annotations

from tests.support import FIXTURES

QUICKSTART = FIXTURES / "quickstart"
FINDINGS = sum(file.read_text(encoding="utf-8").count("  # CFS") for file in QUICKSTART.rglob("*.py"))
"""As many lines as it marks with a code."""
