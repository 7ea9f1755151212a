"""Client models that people bring: files of the form that docs/clients.md shows, checked from end to end."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flake8_confluence_scopes.calls.libraries.client_models import SIDES, ClientModel, ClientModelError, version
from flake8_confluence_scopes.json_file import read_json_file

SCHEMA = 1
"""The version of the form that this module reads."""

KINDS = ("rest", "action", "rpc", "relative", "other")
"""What a request may be: one that catalogs know, a page of the user interface, JSON-RPC, one whose path counts from the URL that
the client was made with, and anything else."""

_TOP_LEVEL = "its top level"

_Check = Callable[[Any, str], None]

_NAME = re.compile(r"[A-Za-z_]\w*")
_PARAMETER = re.compile(r"\*|\*{0,2}[A-Za-z_]\w*")
_PATH = re.compile(r"(?:[^{}?#\s]|\{(?:[A-Za-z_]\w*)?\})+")
_METHOD = re.compile(r"[A-Z]+")


def read_files(paths: Sequence[str]) -> tuple[ClientModel, ...]:
    """The models in the files. A file is read again when its time or size has changed. Raises ClientModelError."""
    return _kept(tuple((path, *_state(path)) for path in paths))


def read_file(path: str) -> ClientModel:
    """The model in the file. Raises ClientModelError."""
    return parse(read_json_file(path, "a client model", ClientModelError), path)


def parse(data: object, label: str) -> ClientModel:
    """The model that decoded JSON describes. Raises ClientModelError, which calls the file ``label``."""
    try:
        top = _object(data, _TOP_LEVEL)
        schema = top.get("schema")
        if schema != SCHEMA or isinstance(schema, bool):
            only = f"write it in schema {SCHEMA}, the only one that this version reads"
            raise ClientModelError(f"its schema is {_shown(schema)}; {only}")
        _keys(top, _TOP_LEVEL, _TOP, _TOP.keys() - {"since"})
        first, last = top["versions"]["from"], top["versions"]["to"]
        if version(first) > version(last):
            raise ClientModelError(f"versions.from is {_shown(first)}, behind versions.to; write the oldest version as from")
        for name, kind in top["classes"].items():
            model, _, side = kind.partition(":")
            if model not in top["models"] or side not in ("", *SIDES):
                raise ClientModelError(f"classes.{name} is {_shown(kind)}; write one of {', '.join(top['models'])}")
    except ClientModelError as error:
        raise ClientModelError(f"{label} is no client model: {error}") from None
    return ClientModel(top)


def _state(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return (0, 0)  # Reading it says why.
    return (status.st_mtime_ns, status.st_size)


@functools.lru_cache(8)
def _kept(files: Iterable[tuple[str, int, int]]) -> tuple[ClientModel, ...]:
    return tuple(read_file(path) for path, _, _ in files)


def _shown(value: object) -> str:
    quoted = ascii(value)
    return quoted if len(quoted) <= 60 else quoted[:57] + "..."


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ClientModelError(f"{where} must be an object")
    return value


def _keys(value: Mapping[str, Any], where: str, checks: Mapping[str, _Check], needed: Iterable[str]) -> None:
    """Each key is known, has a right value, and none that is needed is missing."""
    for key in value:
        if key not in checks:
            raise ClientModelError(f"{where} has the unknown key {_shown(key)}; write only {', '.join(checks)}")
    for key in checks:
        if key in value:
            checks[key](value[key], key if where == _TOP_LEVEL else f"{where}.{key}")
        elif key in needed:
            raise ClientModelError(f"{where} has no {key!r}; add it")


def _said(wanted: str, is_right: Callable[[Any], object]) -> _Check:
    def check(value: Any, where: str) -> None:
        if not is_right(value):
            raise ClientModelError(f"{where} is {_shown(value)}; write {wanted}")

    return check


def _each(check: _Check) -> _Check:
    def checked(value: Any, where: str) -> None:
        if not isinstance(value, list):
            raise ClientModelError(f"{where} must be a list")
        for place, one in enumerate(value):
            check(one, f"{where}[{place}]")

    return checked


def _named(check: _Check) -> _Check:
    def checked(value: Any, where: str) -> None:
        for name, one in _object(value, where).items():
            check(one, f"{where}.{name}")

    return checked


def _of(checks: Mapping[str, _Check], *needed: str) -> _Check:
    return lambda value, where: _keys(_object(value, where), where, checks, needed)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_versions(value: Any) -> bool:
    ranges = [[version(end) for end in one.split("..")] for one in value.split(",")] if _is_text(value) else []
    return bool(ranges) and all(all(ends) and len(ends) <= 2 and ends[0] <= ends[-1] for ends in ranges)


def _is_parameter(value: Any) -> bool:
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(isinstance(name, str) and _PARAMETER.fullmatch(name) for name in names)


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("/") and _PATH.fullmatch(value) is not None


_TEXT = _said("a text", _is_text)
_VERSION = _said("a version such as 4.0.7", lambda value: _is_text(value) and version(value))
_VERSIONS = _said("versions such as 3.0.0..4.0.7", _is_versions)
_NAMES = _each(_said("a parameter's name", lambda value: isinstance(value, str) and _NAME.fullmatch(value)))
_LITERAL = _said(
    "a text, a number, true, false or null", lambda value: value is None or isinstance(value, (str, int, float))
)
_PARAMETERS = _each(_said("a name, or a list of names of which the first is the present one", _is_parameter))
_SIDES = _each(_said(" or ".join(SIDES), lambda value: value in SIDES))

_WHEN = _of(
    {
        "given": _NAMES,
        "absent": _NAMES,
        "equal": _named(_each(_LITERAL)),
        "unequal": _named(_each(_LITERAL)),
        "answer": _said("true or false", lambda value: isinstance(value, bool)),
    }
)
_REQUEST = _of(
    {
        "method": _said("a method such as GET", lambda value: isinstance(value, str) and _METHOD.fullmatch(value)),
        "path": _said("a path that begins with a slash, as in /rest/api/content/{page_id}", _is_path),
        "when": _WHEN,
        "on": _SIDES,
        "in": _VERSIONS,
        "kind": _said(" or ".join(KINDS), lambda value: value in KINDS),
    },
    "method",
    "path",
)
_SIGNATURE = _of({"in": _VERSIONS, "on": _SIDES, "parameters": _PARAMETERS}, "in", "parameters")
_NAMED_METHOD = _of(
    {
        "parameters": _PARAMETERS,
        "defaults": _named(_LITERAL),
        "signatures": _each(_SIGNATURE),
        "requests": _each(_REQUEST),
        "in": _named(_said("versions such as 3.0.0..4.0.7", lambda value: value == "" or _is_versions(value))),
        "incomplete": _VERSIONS,
    },
    "requests",
)
_TOP: dict[str, _Check] = {
    "schema": lambda value, where: None,
    "name": _TEXT,
    "package": _TEXT,
    "versions": _of({"from": _VERSION, "to": _VERSION, "executed": _each(_VERSION)}, "from", "to"),
    "date": _TEXT,
    "source": _TEXT,
    "generator": _TEXT,
    "classes": _named(_TEXT),
    "since": _named(_VERSIONS),
    "models": _named(_named(_NAMED_METHOD)),
}
