"""Lets the tests import ``tests`` and ``tools``; an installed package still comes before the source tree."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers

from flake8_confluence_scopes import fresh

# Tests change files faster than people do.
fresh.MOMENT = 1

sys.path.append(str(Path(__file__).resolve().parents[1]))

# Few examples, always the same, for every change; many new ones for whoever looks for counterexamples.
hypothesis.settings.register_profile("few", max_examples=10, deadline=None, derandomize=True)
hypothesis.settings.register_profile("many", max_examples=100, deadline=None)
hypothesis.settings.register_profile("fuzz", max_examples=400, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "many"))
# Else constants of the package's modules that are loaded so far join the examples, which then hang on the tests' order.
setattr(providers, "is_local_module_file", lambda path: False)
# A patch with the failing example, made by libcst's matchers, ends the run where zope's classes are loaded.
sys.modules["hypothesis.extra._patching"] = None  # type: ignore[assignment]


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps coverage out of processes that end in the middle, or may not write its files."""
    for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
        monkeypatch.delenv(name, raising=False)
