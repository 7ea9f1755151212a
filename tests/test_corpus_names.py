"""The package knows HTTP clients, and none of the packages whose calls measure how well it finds calls.

A name of the corpus in the package would mean that a rule was written for that one package.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import pytest

from flake8_confluence_scopes.calls.libraries.clients import CLIENTS, FUNCTIONS
from flake8_confluence_scopes.calls.libraries.models_in_force import PACKAGED
from tests.support import PACKAGE, ROOT

pytestmark = pytest.mark.once

LABELS = ROOT.parent / "shared" / "corpus" / "labels.jsonl"

CLIENT_LIBRARIES = {name.partition(".")[0] for name in (*CLIENTS, *FUNCTIONS)} | set(PACKAGED.values())
"""What the table of clients is about may be named, by the name that code imports it under, and what has a client model,
by that of its distribution."""

PRODUCT = "confluence"
"""A corpus package has a module of this name, which is what this plugin is about."""


def names(source: str, files: Iterable[str]) -> set[str]:
    """The names of a package: that of its distribution or repository, and those of its top-level modules.

    ``source`` is ``pypi: name==version`` or ``owner/name@commit``; ``files`` are those with labels, with slashes.
    Modules below the top have names such as ``api`` and ``client``, which belong to nobody.
    """
    found = re.sub(r"^pypi: *|==.*|@.*", "", source).rpartition("/")[2]
    return {found, *(file.partition("/")[0].removesuffix(".py") for file in files)}


def named(name: str, text: str) -> bool:
    """Whether a text has the name as words of its own, in any case and however they are joined."""
    words = "[-_.]?".join(map(re.escape, re.split("[-_.]+", name)))
    return re.search(f"(?<![a-z0-9]){words}(?![a-z0-9])", text, re.IGNORECASE) is not None


@pytest.mark.parametrize(
    ("source", "files", "found"),
    [
        ("pypi: Some-Wiki.Client==1.0rc1", ["somewiki/api.py", "somewiki/a/b.py"], {"Some-Wiki.Client", "somewiki"}),
        ("owner/wiki-export@0123abc", ["export.py", "src/x.py"], {"wiki-export", "export", "src"}),
    ],
)
def test_the_names_of_a_package(source: str, files: list[str], found: set[str]) -> None:
    assert names(source, files) == found


@pytest.mark.parametrize("text", ["import some_wiki", "x = SOME-WIKI", "_somewiki_", "see some.wiki."])
def test_a_name_in_a_text(text: str) -> None:
    assert named("Some-Wiki", text)


@pytest.mark.parametrize("text", ["awesome-wiki", "some_wikis", "some wiki", "some"])
def test_no_name_in_a_text(text: str) -> None:
    assert not named("Some-Wiki", text)


@pytest.mark.skipif(not LABELS.is_file(), reason="the labelled corpus is not in shared/ beside the repository")
def test_no_package_of_the_corpus_is_named() -> None:
    labelled: dict[str, set[str]] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labelled.setdefault(label["source"], set()).add(label["file"])
    searched = {name for source, files in labelled.items() for name in names(source, files)}
    allowed = CLIENT_LIBRARIES & searched | {PRODUCT}
    # The third is a publisher whose client class other projects import: its model says what that sends.
    assert allowed == {"atlassian", "atlassian-python-api", "md2cf", PRODUCT}
    assert allowed < searched
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.json")]
    texts = {str(path): path.read_text(encoding="utf-8") for path in files}
    assert [(name, file) for name in searched - allowed for file, text in texts.items() if named(name, text)] == []
