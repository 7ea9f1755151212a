"""The audit and flake8 say the same of the packages of the corpus, as if each declared READ; their comments count."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.agreement import by_audit, by_flake8
from tests.support import ROOT

PACKAGES = sorted(path for path in (ROOT / ".corpus").glob("*/") if path.is_dir())
OPTIONS = ("--confluence-scopes=READ", "--confluence-root=.")


@pytest.fixture
def config(tmp_path: Path) -> str:
    """An option for both, so that the packages' own config files do not count. Other plugins only cost time."""
    (tmp_path / "only.cfg").write_text("[flake8]\nselect = CFS,E9\n")
    return f"--config={tmp_path / 'only.cfg'}"


@pytest.mark.skipif(not PACKAGES, reason="there is no corpus in .corpus; run tox -e corpus first")
def test_they_agree_on_every_package(config: str) -> None:
    total = 0
    for package in PACKAGES:
        said = by_flake8(package, config, *OPTIONS)
        assert by_audit(package, config, *OPTIONS) == said, package.name
        total += len(said.of_calls)
    assert total > 200


@pytest.mark.parametrize("package", PACKAGES[:1], ids=lambda package: package.name)
def test_they_differ_where_the_scopes_do(package: Path, config: str) -> None:
    assert by_audit(package, config, "--confluence-scopes=ADMIN", "--confluence-root=.") != by_flake8(
        package, config, *OPTIONS
    )
