"""What is called unused, or taken out of a descriptor, is needed by no request that a run of the project sends.

``CFS_TEST_PROGRAMS`` sets how many projects are tried, ``CFS_TEST_SEED`` the first of their seeds.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from acceptance.fakes.guard import CHAIN, Guard
from flake8_confluence_scopes import descriptors
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.project import analysis, audit, fix
from flake8_confluence_scopes.project.analysis import App
from flake8_confluence_scopes.settings import Settings
from tests.fuzz.open_programs import Project, Target, run, targets, written

PROGRAMS = int(os.environ.get("CFS_TEST_PROGRAMS", "300"))
SEED = int(os.environ.get("CFS_TEST_SEED", "0"))
CATALOGS = {"connect": "connect", "oauth": "cloud"}


class Seen(NamedTuple):
    """What was checked of one project: the scopes that were called unused, the requests that were allowed before, and
    what ``fix`` changed."""

    unused: int
    allowed: int
    added: int
    removed: int


def declared(random: Random, family: str, sent: list[Target]) -> list[str]:
    """Scopes to declare: what opens most of the requests, and some more."""
    everything = every_scope(family)
    scopes = {scope for scope in everything if random.randrange(12) == 0} or {random.choice(everything)}
    for target in sent:
        if random.randrange(3):
            scopes |= set(random.choice(alternatives(family, target) or [[]]))
    found = sorted(scopes)
    random.shuffle(found)
    return found


@lru_cache
def every_scope(family: str) -> list[str]:
    """The scopes that operations of the catalogs need."""
    if family == "connect":
        return [*CHAIN]
    needed = (alternatives(family, target) for target in targets(family))
    return sorted({scope for several in needed for one in several for scope in one})


def alternatives(family: str, target: Target) -> list[list[str]]:
    """What each by itself opens a request, by the guard's tables."""
    return guard(family).alternatives(target.method, target.path)


@lru_cache(16)
def guard(family: str, *scopes: str) -> Guard:
    """The guard of a site that has granted the scopes."""
    return Guard(CATALOGS[family], scopes)


def saved(folder: Path, project: Project, family: str, scopes: list[str]) -> None:
    """Writes the project down, with a descriptor."""
    for name, text in project.modules.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    if family == "connect":
        (folder / "atlassian-connect.json").write_text(json.dumps({"key": "x", "baseUrl": "https://x", "scopes": scopes}))
    else:
        lines = "".join(f"    - {scope}\n" for scope in scopes)
        (folder / "manifest.yml").write_text("app:\n  id: x\npermissions:\n  scopes:\n" + lines)


def fixed(app: App, remove_unused: bool) -> tuple[list[str], fix.Change]:
    """What the descriptor declares after ``fix``."""
    change = fix.change(app, Settings(), remove_unused)
    assert isinstance(app.declaration, Descriptor) and app.declaration.path
    before, after = descriptors.edited(app.declaration.path, change.added, change.removed)
    descriptors.write(app.declaration.path, after)
    again = descriptors.declared(str(Path(app.declaration.path).with_name("app.py")))
    descriptors.write(app.declaration.path, before)
    assert isinstance(again, Descriptor)
    return list(again.scopes), change


def checked(folder: Path, seed: int) -> Seen:
    """Holds one project to the law."""
    family = ("oauth", "connect")[seed % 2]
    project = written(seed, family)
    sent = run(project)
    scopes = declared(Random(seed), family, sent)
    saved(folder, project, family, scopes)
    (app,) = analysis.analysed([str(folder)], Settings(), lambda path, reason: None)
    allowed = [target for target in sent if guard(family, *scopes).opens(*target)]

    def refused(rest: list[str]) -> list[Target]:
        return [target for target in allowed if not guard(family, *rest).opens(*target)]

    comparison = audit.compared(app, Settings())
    unused = [entry.subject for entry in comparison.audit.of("unused")]
    assert not refused([scope for scope in scopes if scope not in unused]), ("unused", unused)
    for entry in comparison.audit.of("over_broad"):
        rest = [scope for scope in scopes if scope != entry.subject]
        assert not refused([*rest, *entry.instead]), ("over-broad", entry.subject, entry.instead)
    for target in sent:
        several = alternatives(family, target)
        sole = set.intersection(*map(set, several)) if several else set()
        assert sole.isdisjoint(unused), ("unused", target, sole)
    with_more, change = fixed(app, remove_unused=False)
    assert set(with_more) >= set(scopes) and not change.removed
    without, change = fixed(app, remove_unused=True)
    assert not refused(without), ("fix", change)
    return Seen(len(unused), len(allowed), len(change.add), len(change.removed))


def test_no_scope_that_a_run_needs_is_called_unused(tmp_path_factory: pytest.TempPathFactory) -> None:
    total: Counter[str] = Counter()
    folder = tmp_path_factory.mktemp("projects")
    for seed in range(SEED, SEED + PROGRAMS):
        own = folder / str(seed)
        own.mkdir()
        # Where it fails, the files stay in a folder with the seed's name.
        seen = checked(own, seed)
        total.update({name: 1 for name, number in seen._asdict().items() if number})
        total["both"] += bool(seen.unused and seen.allowed)
    # Otherwise the law would say nothing.
    assert total["both"] > PROGRAMS // 6 and total["removed"] > PROGRAMS // 6 and total["added"] >= PROGRAMS // 30, total
