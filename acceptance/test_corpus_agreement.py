"""The audit and flake8 say the same of the packages of the corpus, as if each declared READ."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.agreement import by_audit, by_flake8
from tests.support import ROOT

PACKAGES = sorted(path for path in (ROOT / ".corpus").glob("*/") if path.is_dir())
OPTIONS = ("--confluence-scopes=READ", "--confluence-root=.")


@pytest.mark.skipif(not PACKAGES, reason="there is no corpus in .corpus; run tox -e corpus first")
def test_they_agree_on_every_package() -> None:
    total = 0
    for package in PACKAGES:
        said = by_flake8(package, "--isolated", *OPTIONS)
        assert by_audit(package, *OPTIONS) == said, package.name
        total += len(said.of_calls)
    assert total > 300


@pytest.mark.parametrize("package", PACKAGES[:1], ids=lambda package: package.name)
def test_they_differ_where_the_scopes_do(package: Path) -> None:
    assert by_audit(package, "--confluence-scopes=ADMIN", "--confluence-root=.") != by_flake8(
        package, "--isolated", *OPTIONS
    )
