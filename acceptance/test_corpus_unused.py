"""Where a package of the corpus declared every scope, no scope that one of its labelled calls needs is called unused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from acceptance.fakes.guard import Guard
from flake8_confluence_scopes.project import analysis
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.settings import Settings
from tests.fuzz.open_programs import Target, targets
from tests.fuzz.test_unused_law import CATALOGS, every_scope
from tests.support import ROOT

CORPUS = ROOT / ".corpus"
LABELS = ROOT.parent / "shared" / "corpus" / "labels.jsonl"
PACKAGES = sorted(path for path in CORPUS.glob("*/") if path.is_dir())
KEY = "k7"
"""Stands in the holes of paths."""

pytestmark = pytest.mark.skipif(
    not (PACKAGES and LABELS.is_file()), reason="there is no corpus in .corpus, or no labels of it; run tox -e corpus first"
)


def labelled(package: Path) -> list[Target]:
    """The requests that a package's labels tell: with real segments in their holes, and of those whose labels have only
    the path's end, all of the catalogs that end so."""
    found: list[Target] = []
    for label in map(json.loads, LABELS.read_text(encoding="utf-8").splitlines()):
        name, version = label["source"].removeprefix("pypi:").strip().split("==")
        if f"{name}-{version}".replace("_", "-").lower() != package.name.lower() or not label["confluence"]:
            continue
        for path in filter(None, (label["path"], label["alt"])):
            filled = path.replace("{}", KEY)
            if label["kind"].startswith("rest"):
                found.append(Target(label["method"], "/wiki" + filled.removeprefix("/wiki")))
            elif label["kind"] == "tail-only":
                ends = re.compile(".*" + re.escape(filled).replace(KEY, "[^/]+"))
                possible = {target for family in CATALOGS for target in targets(family)}
                found += (it for it in possible if it.method == label["method"] and ends.fullmatch(it.path))
    return found


@pytest.mark.parametrize("family", CATALOGS)
@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_no_scope_of_a_labelled_call_is_unused(package: Path, family: str) -> None:
    everything = every_scope(family)
    settings = Settings(scopes=tuple(everything), root=".")
    (app,) = analysis.analysed([str(package)], settings, lambda path, reason: None)
    unused = {entry.subject for entry in audited(app, settings).of("unused")}
    before, after = (Guard(CATALOGS[family], scopes) for scopes in (everything, set(everything) - unused))
    allowed = [target for target in labelled(package) if before.opens(*target)]
    assert [target for target in allowed if not after.opens(*target)] == []
