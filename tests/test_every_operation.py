"""Every operation of every catalog, written as a call with f-string holes, through call finding and matching."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.belonging import confluence_calls
from flake8_confluence_scopes.calls import find_calls
from flake8_confluence_scopes.checker import check
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.path_template import PathTemplate
from flake8_confluence_scopes.scopes import Closed, Entry, Needs, Requirement, Undecided

_PARAMETER = re.compile(r"\{[^{}]*\}")
FIRST = 5
_ROOT = re.compile("/(?:rest|download|api/v2)/")


class Written(NamedTuple):
    """An operation as a call: ``url`` is the inside of an f-string."""

    entry: Entry
    url: str


def written(catalog: str) -> list[Written]:
    """The catalog's entries, those of a table with each version and something below."""
    found = []
    for entry in scopes.load(catalog).entries():
        path = re.sub(r"/\.[*+]$", "/{x}", entry.resource)
        for version in entry.versions or ("",):
            filled = path.replace("{version}", version) if version else path
            # The context path says that it is Confluence's, whatever else a hole leaves open.
            found.append(Written(entry, "{base}/wiki" + _PARAMETER.sub("{x}", filled.removeprefix("/wiki"))))
    return found


def source(calls: list[Written]) -> str:
    """A file with one call a line, from line ``FIRST`` on."""
    lines = [f'requests.request("{call.entry.method}", f"{call.url}")\n' for call in calls]
    return "import os\nimport requests\nbase = os.environ['BASE']\nx = os.environ['X']\n" + "".join(lines)


def answers(catalog: str, calls: list[Written]) -> Iterator[tuple[Written, PathTemplate, Requirement]]:
    """What the catalog says of each call, as found in a source file with one call a line."""
    found = confluence_calls(find_calls(source(calls), "app.py"), scopes.load(catalog))
    assert [call.place.line for call in found] == list(range(FIRST, FIRST + len(calls)))
    for call, one in zip(calls, found):
        assert one.method == call.entry.method
        answer = scopes.load(catalog).requirement(one.method, one.path)
        yield call, one.path, answer if one.decided else Undecided(one.reason)


def wanted(entry: Entry) -> Requirement:
    """The entry as an answer: OAuth scopes of a document, Connect scopes of a table."""
    alternatives = entry.connect if entry.oauth is None else entry.oauth
    return Needs(entry.resource, alternatives) if alternatives else Closed(entry.resource, ())


@pytest.mark.parametrize(("catalog", "count"), [("connect-2014", 168), ("connect-2016", 126), ("cloud", 398)])
def test_every_operation_resolves_to_itself(catalog: str, count: int) -> None:
    calls = written(catalog)
    assert len(calls) == count
    # Without a REST root in its path, nothing says that a call is one: three operations that were removed.
    rootless = [call for call in calls if not _ROOT.search(call.url)]
    assert {call.url for call in rootless} == (
        {"{base}/wiki/atlassian-connect/1/app/module/dynamic"} if catalog == "cloud" else set()
    )
    others = set()
    resolved = 0
    for call, _, answer in answers(catalog, [call for call in calls if call not in rootless]):
        resolved += 1
        if answer != wanted(call.entry):
            others.add(answer)
    assert resolved == count - len(rootless)
    # Where rows of the table overlap, the lowest scope decides: an app's own properties need none.
    properties = Needs("/rest/atlassian-connect/{version}/addons", ((),))
    assert others == ({properties} if catalog == "connect-2016" else set())


def opened(calls: list[Written]) -> Iterator[Written]:
    """Each call with a hole for each one of its literal segments behind the REST root."""
    for call in calls:
        parts = call.url.split("/")
        for index in range(4 if parts[2] == "api" else 3, len(parts)):
            if parts[index] != "{x}":
                yield Written(call.entry, "/".join([*parts[:index], "{x}", *parts[index + 1 :]]))


@pytest.mark.parametrize(
    ("catalog", "expected"),
    [
        ("connect-2014", {"undecided": 506, "right": 12}),
        ("connect-2016", {"undecided": 378, "right": 12}),
        ("cloud", {"undecided": 975, "the text of another operation": 11}),
    ],
)
def test_a_hole_for_a_literal_segment_is_right_or_undecided(catalog: str, expected: dict[str, int]) -> None:
    calls = [call for call in written(catalog) if _ROOT.search(call.url)]
    own = {(call.entry.method, call.url) for call in calls}
    kinds: Counter[str] = Counter()
    for call, path, answer in answers(catalog, list(opened(calls))):
        if isinstance(answer, Undecided):
            kinds["undecided"] += 1
        elif (call.entry.method, call.url) in own:
            # /content/{}, for one, made of /content/search: a hole stands for a parameter first.
            kinds["the text of another operation"] += 1
            assert isinstance(answer, (Needs, Closed))
            assert PathTemplate.parse(answer.resource) == PathTemplate.parse(str(path))
        else:
            assert answer[1:] == wanted(call.entry)[1:], (call.entry.method, path)
            kinds["right"] += 1
    assert kinds == expected


def test_the_findings_name_what_the_operation_needs() -> None:
    calls = [call for call in written("cloud") if _ROOT.search(call.url)]
    manifest = Descriptor("manifest.yml", "/app/manifest.yml", "forge", ())
    found = {finding.line - FIRST: finding for finding in check(find_calls(source(calls), "app.py"), manifest)}
    assert len(found) == len(calls)
    for index, call in enumerate(calls):
        needs = () if call.entry.lifecycle.removed else call.entry.oauth
        code = "CFS105" if call.entry.lifecycle.removed else "CFS101" if needs else "CFS102"
        assert found[index].code == code
        assert all(scope in found[index].message for names in needs or () for scope in names)
