"""The table ``[tool.confluence-scopes]`` of a pyproject.toml: settings for the command line alone.

flake8 does not read it. It counts where flake8 has no config of its own, and says the same as that would.
"""

from __future__ import annotations

import configparser
import difflib
import importlib
import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from flake8_confluence_scopes.rules import doubted

FILE, NAME = "pyproject.toml", "[tool.confluence-scopes]"
PASSED_OVER = f"flake8 does not read {NAME} in {FILE}; set confluence-descriptor or confluence-scopes"
"""Why flake8 finds no scopes, as the reason of a missing descriptor."""

_OURS = "confluence-"
_CODES = ("select", "extend-select", "ignore", "extend-ignore")
_OF_FLAKE8 = (
    *_CODES,
    "per-file-ignores",
    "exclude",
    "extend-exclude",
    "disable-noqa",
)
_PATHS = ("descriptor", "root", "catalog")
_LINES = {"per-file-ignores": ":", "keep-scopes": ": "}
"""The keys that take a line for each pair, and what stands between its two sides."""
_HEADER = re.compile(r"""^\s*\[?\s*tool\s*\.\s*(["']?)confluence-scopes\1\s*[].=]""", re.MULTILINE)


class TableError(ValueError):
    """A table that cannot be read; the text is a sentence that says what to do."""


class Table(NamedTuple):
    """The settings as flake8's config files have them, and the folder that their paths count from."""

    config: configparser.RawConfigParser
    folder: str


def stands_in(folder: str) -> bool:
    """Whether the folder has the file with the table, as far as a look at its text tells."""
    return _HEADER.search(_text(folder)) is not None


def find() -> str | None:
    """The nearest folder with the table, from the working directory upward, as far as flake8 looks for its own."""
    folder, home = os.getcwd(), os.path.realpath(os.path.expanduser("~"))
    while not stands_in(folder):
        above = os.path.dirname(folder)
        if above == folder or os.path.realpath(above) == home:
            return None
        folder = above
    return folder


def read(folder: str, options: Collection[str]) -> Table | None:
    """The table in a folder, None where only the look at the text saw one. ``options`` are the names of all options that
    config files may hold. Raises TableError."""
    toml = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        data = toml.loads(_text(folder))
    except toml.TOMLDecodeError as error:
        raise TableError(f"{FILE} is not TOML: {error}; mend it, or take {NAME} out") from error
    tools = data.get("tool")
    values = tools.get("confluence-scopes") if isinstance(tools, dict) else None
    if values is None:
        return None
    if not isinstance(values, dict):
        raise TableError(f"{FILE}: confluence-scopes is no table there; write {NAME}")
    names = {name: name for name in _OF_FLAKE8} | {
        name.removeprefix(_OURS): name for name in options if name.startswith(_OURS)
    }
    config = configparser.RawConfigParser()
    config.read_dict({"flake8": dict(_settings(values, names, folder))})
    return Table(config, folder)


def _settings(values: Mapping[str, object], names: Mapping[str, str], folder: str) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            hint = f"did you mean {near[0]}?" if near else f"write some of {', '.join(names)}"
            raise TableError(f"{FILE}: {NAME} has no key {key}; {hint}")
        text = _as_text(key, value)
        if key in _CODES and (sentence := doubted(text.replace(",", " ").split(), alone=key == "select")):
            raise TableError(f"{FILE}: {key} of {NAME}: {sentence}")
        if key in _PATHS and (key != "catalog" or os.path.exists(os.path.join(folder, text))):
            text = os.path.join(folder, text)
        elif key == "clients":
            text = ",".join(os.path.join(folder, path.strip()) for path in text.split(",") if path.strip())
        yield names[key], text


def _as_text(key: str, value: object) -> str:
    """A value as a config file would have it."""
    if isinstance(value, bool) and key == "disable-noqa":
        return str(value).lower()
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value) and key not in _PATHS:
        return ("\n" if key in _LINES else ",").join(value)
    if isinstance(value, dict) and key in _LINES:
        return "\n".join(f"{name}{_LINES[key]}{_as_text('', other)}" for name, other in value.items())
    wanted = "true or false" if key == "disable-noqa" else "a text" if key in _PATHS else "a text or a list of texts"
    raise TableError(f"{FILE}: {NAME} has another kind of value for {key}; write {wanted}")


def _text(folder: str) -> str:
    try:
        with open(os.path.join(folder, FILE), encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
