"""Any descriptor, manifest, catalog or OpenAPI document is read, or refused with one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.descriptors import Unreadable, connect, edit, forge
from flake8_confluence_scopes.descriptors.kinds import Content
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes import Catalog, CatalogError, Closed, Needs
from flake8_confluence_scopes.scopes.catalog_file import parse, rendered
from flake8_confluence_scopes.scopes.openapi import read_openapi
from flake8_confluence_scopes.scopes.requirement import METHODS
from flake8_confluence_scopes.settings import Settings, SettingsError, validated
from tests.fuzz import documents
from tests.fuzz.linting import EVERYTHING, lint

RELAXED = settings(
    max_examples=2 * settings().max_examples,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SOURCE = 'import requests\nrequests.get("/wiki/rest/api/content/1")\nrequests.put("/wiki/api/v2/pages/1")\n'

CONNECT_TEXTS = documents.texts(documents.documents(documents.CONNECT).map(json.dumps))
FORGE_TEXTS = documents.texts(
    st.builds(
        lambda value, flow, aliases: str(yaml.dump([value, value] if aliases else value, default_flow_style=flow)),
        documents.documents(documents.FORGE),
        st.booleans(),
        st.integers(0, 9).map(lambda number: number == 9),
    )
)
PATHS = st.lists(st.sampled_from(("rest", "api", "x", "1", "content", "wiki", "v2", "download", HOLE, f"a{HOLE}"))).map("/".join)


PIECES = ("/rest/", "api/v2/", "wiki/", "/download/", "https://", "content", "1.0", *"{}/?#&:", "{x}", HOLE)


def one_sentence(error: Exception) -> str:
    """The error's text, which can be shown as it is."""
    text = str(error)
    assert text
    assert len(text.splitlines()) == 1
    return text


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML with its parser in C where it has one, and as it is on systems without one."""
    if request.param == "SafeLoader":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


def names_of(declared: tuple[str, ...]) -> None:
    """Declared scopes as they are to be: clean names, each once."""
    assert len(set(declared)) == len(declared)
    assert all(name and name == name.strip() for name in declared)


def lasting(content: Content) -> None:
    """What else is asked of each descriptor: an answer, which can be a key."""
    hash((content.events(), content.product()))
    assert all(event.line > 0 for event in content.events())


@RELAXED
@given(CONNECT_TEXTS)
@example(b'{"scopes": ["\\ud800"]}')
def test_connect_descriptors(data: bytes) -> None:
    try:
        content = connect.parse(data)
        names_of(content.scopes())
    except Unreadable as error:
        one_sentence(error)
    else:
        lasting(content)


@RELAXED
@given(data=FORGE_TEXTS)
def test_manifests(loader: None, data: bytes) -> None:
    try:
        content = forge.parse(data)
        names_of(content.scopes())
    except Unreadable as error:
        one_sentence(error)
    else:
        lasting(content)


EDITED = [
    ("atlassian-connect.json", CONNECT_TEXTS, ("READ", "WRITE", "ADMIN")),
    ("manifest.yml", FORGE_TEXTS, ("read:page:confluence", "storage:app", "write:x")),
]
"""The files' names, what may stand in them, and names of scopes."""


@RELAXED
@given(data=st.data())
@pytest.mark.parametrize(("name", "texts", "known"), EDITED)
def test_edits(tmp_path: Path, data: st.DataObject, name: str, texts: st.SearchStrategy[bytes], known: tuple[str, ...]) -> None:
    path = tmp_path / name
    path.write_bytes(data.draw(texts))
    add, remove = (data.draw(st.lists(st.sampled_from(known), max_size=2, unique=True)) for _ in range(2))
    remove = [one for one in remove if one not in add]
    read = connect.scopes if name.endswith(".json") else forge.scopes
    try:
        before, after = edit.edited(str(path), add, remove)
    except Unreadable as error:
        one_sentence(error)
        return
    wanted = dict.fromkeys([*read(before), *add])
    assert read(after) == tuple(one for one in wanted if one not in remove)
    if not set(add) - set(read(before)) and not set(remove) & set(read(before)):
        assert after == before


@RELAXED
@given(data=st.data())
@pytest.mark.parametrize(("name", "texts"), [one[:2] for one in EDITED])
def test_what_stands_in_a_descriptor_fails_no_file(
    tmp_path: Path, data: st.DataObject, name: str, texts: st.SearchStrategy[bytes]
) -> None:
    (tmp_path / name).write_bytes(data.draw(texts))
    lint(SOURCE, str(tmp_path / "app.py"), EVERYTHING._replace(root=str(tmp_path)))


def answers(catalog: Catalog, paths: list[str]) -> None:
    """Asks a catalog of each path all that can be asked."""
    list(catalog.for_connect().entries())
    for template in filter(None, (PathTemplate.of_url("/" + path) for path in paths)):
        catalog.knows(template)
        for method in METHODS:
            for one in (catalog, catalog.for_connect()):
                answer = one.requirement(method, template)
                assert not isinstance(answer, Needs) or answer.alternatives
                assert not isinstance(answer, Closed) or method not in answer.methods
                one.lifecycle(method, template)


@RELAXED
@given(documents.documents(documents.CATALOGS), st.lists(PATHS, max_size=5))
def test_catalogs(data: object, paths: list[str]) -> None:
    try:
        catalog = parse(data, "my.json")
    except CatalogError as error:
        assert one_sentence(error).startswith("my.json is no catalog: ")
    else:
        answers(catalog, [*paths, *(path for path in documents.PATHS if "*" not in path)])


@RELAXED
@given(data=documents.documents(documents.OPENAPI))
def test_openapi_documents(tmp_path: Path, data: object) -> None:
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    try:
        found = read_openapi([str(file)], "x", "2026", "y")
    except CatalogError as error:
        one_sentence(error)
    else:
        text = rendered(found)
        assert json.loads(text) == found
        text.encode()
        answers(parse(found, "x"), ["rest/api/content"])


@RELAXED
@given(data=documents.texts(documents.documents(documents.CATALOGS).map(json.dumps)))
def test_catalog_files(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "my.json"
    file.write_bytes(data)
    for read in (lambda: scopes.load(str(file)), lambda: read_openapi([str(file)], "x", "2026", "y")):
        try:
            read()
        except CatalogError as error:
            one_sentence(error)


OPTION = st.none() | st.sampled_from(("", ".", "/", "\0", "a\nb", "connect-2014", "cloud", "no", "x" * 300)) | st.text(max_size=4)


@RELAXED
@given(
    OPTION,
    st.none() | st.lists(st.sampled_from(documents.NAMES) | st.text(max_size=4), max_size=3),
    OPTION,
    OPTION,
    st.none() | st.lists(st.sampled_from(("READ: why", "READ", ":", "", "READ:why", "\ud800: x")), max_size=3).map("\n".join),
)
def test_options(
    descriptor: str | None, scopes: list[str] | None, catalog: str | None, root: str | None, keep: str | None
) -> None:
    try:
        values = validated(descriptor=descriptor, scopes=scopes, catalog=catalog, root=root, keep_scopes=keep)
    except SettingsError as error:
        one_sentence(error)
    else:
        assert isinstance(values, Settings)
        lint(SOURCE, "app.py", values)


@RELAXED
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=2)).map("".join))
@example("/rest/api/content/{{ id }}/{a{b}c}")
def test_path_templates(url: str) -> None:
    for template in (PathTemplate.of_url(url), PathTemplate.parse(url)):
        if template is not None:
            assert template.covers(template)
            assert template.text.startswith("/")
            assert PathTemplate.parse(str(template)) == template
            assert all(template.segments)
            template.names_resource
            for name in scopes.names():
                scopes.load(name).requirement("GET", template)
