"""Targets for atheris: what reads texts that people bring, with inputs that coverage leads.

``python acceptance/fuzz/parsers.py TARGET CORPUS [-max_total_time=SECONDS]``: CORPUS is a folder, the options are libFuzzer's.
A target raises for a wrong answer, and so for any error that is not the reader's own word for an unreadable text.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[2]))

# Instrumented while they are imported: all of the package, and PyYAML's parser in Python.
atheris: Any = importlib.import_module("atheris")
with atheris.instrument_imports(include=["flake8_confluence_scopes", "yaml"], enable_loader_override=False):
    import yaml

    from flake8_confluence_scopes import scopes
    from flake8_confluence_scopes.calls import UncheckedFile, find_calls
    from flake8_confluence_scopes.calls import finder as _  # noqa: F401  # the package imports it late
    from flake8_confluence_scopes.descriptors import Unreadable, connect, edit_json, forge, json_values, template
    from flake8_confluence_scopes.path_template import PathTemplate
    from flake8_confluence_scopes.scopes.catalog_file import parse

_IN_C = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(reader: Callable[[bytes], tuple[str, ...]], data: bytes) -> tuple[str, ...] | None:
    """The declared scopes; None where the text is refused, in one sentence."""
    try:
        return reader(data)
    except Unreadable as error:
        assert len(str(error).splitlines()) == 1, error
        return None


def json_texts(data: bytes) -> None:
    """A Connect descriptor, its edit, and a catalog."""
    declared = read(connect.scopes, data)
    text = data.decode("utf-8", "replace")
    if declared is not None and not data.startswith(b"\xef\xbb\xbf") and not template.has_markup(text):
        try:
            after = edit_json.add(text, ["NEW"])
        except ValueError:
            after = ""
        if data.isascii() and after:
            assert connect.scopes(after.encode()) == (*declared, *(["NEW"] if "NEW" not in declared else []))
    try:
        mine = json_values.decode(text)
    except (ValueError, Unreadable):
        mine = None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    assert mine is not None or value is None or text.count("[") + text.count("{") > 200, text
    try:
        parse(value, "x")
    except scopes.CatalogError as error:
        assert len(str(error).splitlines()) == 1, error


def yaml_texts(data: bytes) -> None:
    """A Forge manifest, by both of PyYAML's parsers; where both can read it, they say the same."""
    answers = []
    for loader in (_IN_C, yaml.SafeLoader):
        vars(yaml)["CSafeLoader"] = loader
        answers.append(read(forge.scopes, data))
    assert None in answers or answers[0] == answers[1], answers


def template_texts(data: bytes) -> None:
    """A path with holes, asked of every catalog, and a descriptor that is a template of another language."""
    text = data.decode("utf-8", "replace")
    for path in (PathTemplate.of_url(text), PathTemplate.parse(text)):
        if path is not None:
            assert path.covers(path)
            assert PathTemplate.parse(str(path)) == path
            for name in scopes.names():
                for method in ("GET", "DELETE"):
                    scopes.load(name).requirement(method, path)
    read(connect.scopes, b'{{ x }} {"scopes": ' + data)


def url_texts(data: bytes) -> None:
    """A text literal of Python as a URL, with fields that ``%``, ``format`` or a function fills."""
    literal = ascii(data[1:].decode("utf-8", "replace"))
    form = _FORMS[data[0] % len(_FORMS) if data else 0].replace("{}", literal)
    try:
        calls = f"requests.get({form})\nrequests.request({literal}, '/rest/api/' + {form})\n"
        find_calls(_IMPORTS + calls, "/no/such/folder/app.py")
    except UncheckedFile:
        pass


_FORMS = (
    "{}", "{} % ('a', x)", "{}.format('a', *x, b=x)", "'/rest/api/' + {}.strip(x)", "quote({}, safe=x)", "urljoin(x, {})",
)  # fmt: skip
_IMPORTS = "import requests\nfrom urllib.parse import quote, urljoin\n"

TARGETS = {"json": json_texts, "yaml": yaml_texts, "template": template_texts, "url": url_texts}
SEEDS = {
    "json": (
        '{"key": "x", "scopes": ["READ", "\\u0057RITE"]}',
        '{"name": "{{ x }}", {# a #} "scopes": ["ADMIN"] {% if y %}, "n": -1e3, "m": [null, true, {}] {% endif %}}',
        '{"schema": 1, "name": "n", "family": "connect", "source": "s", "date": "d", "generator": "g", "rows": '
        '[{"path": "/rest/x/{version}/y", "versions": ["1"], "scopes": {"GET": "READ"}}]}',
        '{"schema": 1, "name": "n", "family": "oauth", "source": "s", "date": "d", "generator": "g", "operations": '
        '[{"method": "GET", "path": "/rest/x/{id}", "connect": "READ", "classic": [["a"]], "granular": []}]}',
    ),
    "yaml": (
        "app:\n  id: x\npermissions:\n  scopes:\n    - read:page:confluence\n    - 'a:b' # c\n",
        "app: {}\npermissions: {scopes: {a:b: {allowImpersonation: true}, ? c : d}}\n",
        "%YAML 1.1\n---\na: &a [x, !!str 1, 2020-01-01, ~, 1.5]\n<<: *a\npermissions:\n  scopes: *a\n...\n",
        "permissions:\n  scopes: [\"${X}\", |\n  text\n  ]\n",
    ),
    "template": (
        "https://x.example/wiki/rest/api/content/{id}/child/{{ type }}?a=b#c",
        "/api/v2/pages/{}/versions", "/download/attachments/1/2", "//host/rest/mywork/latest/task", '["READ"], "x": {% y %}}',
    ),
    "url": (
        "0/rest/api/content/%(a)s", "1/rest/api/content/%s/%*d%-5.2s%%", "2/rest/api/{0!r:>{1}}/{b[c].d}/{{}}", "3GET",
        "4a/b?c#d", "5https://[x]/wiki/api/v2/pages",
    ),
}  # fmt: skip
"""What the fuzzer starts from."""


def main() -> None:
    """Runs one target until it fails or libFuzzer's options end it."""
    name, corpus = sys.argv.pop(1), Path(sys.argv[1])
    for number, text in enumerate(SEEDS[name]):
        (corpus / f"seed{number}").write_text(text, encoding="utf-8")
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
