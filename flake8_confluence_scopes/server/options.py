"""What the client sets, as one validated value; everything else is as flake8 has it from its config files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

SECTION = "confluence-scopes"
"""Under which clients keep these settings."""

SEVERITIES = {"error": 1, "warning": 2, "information": 3, "hint": 4}
DELAY = 150
"""Milliseconds after the last change before a document is looked at."""

_TEXTS = {
    "descriptor": "--confluence-descriptor",
    "catalog": "--confluence-catalog",
    "root": "--confluence-root",
    "keepScopes": "--confluence-keep-scopes",
    "config": "--config",
}
_LISTS = {
    "clients": "--confluence-clients",
    "scopes": "--confluence-scopes",
    "select": "--select",
    "extendSelect": "--extend-select",
    "ignore": "--ignore",
    "extendIgnore": "--extend-ignore",
}


class OptionsError(ValueError):
    """A bad setting, as one sentence that says what to do."""


class Options(NamedTuple):
    """``arguments`` are those of flake8's command line, ``severities`` by the beginnings of codes; ``delay`` counts
    milliseconds, ``project`` tells whether the whole project is looked at for what a descriptor declares in vain."""

    arguments: tuple[str, ...] = ()
    severities: tuple[tuple[str, int], ...] = ()
    delay: int = DELAY
    project: bool = True

    @property
    def config(self) -> str:
        """The config file that is named, as it is written; empty where none is."""
        named = (argument for argument in self.arguments if argument.startswith("--config="))
        return next(named, "").partition("=")[2]

    def severity(self, code: str, default: int) -> int:
        """The severity of a code: that of the longest beginning that is set."""
        fitting = [(len(start), number) for start, number in self.severities if code.startswith(start)]
        return max(fitting)[1] if fitting else default


def read(values: object) -> Options:
    """The options out of what a client sends: the settings themselves, or what holds them under ``SECTION``.

    Raises OptionsError.
    """
    if isinstance(values, Mapping) and SECTION in values:
        values = values[SECTION]
    if values is None:
        return Options()
    if not isinstance(values, Mapping):
        raise OptionsError(f"the settings of {SECTION} are no object; write names and values between braces")
    return _read(values)


def _read(values: Mapping[str, Any]) -> Options:
    arguments: list[str] = []
    options = Options()
    for name, value in values.items():
        if value is None:
            continue
        if name in _TEXTS:
            if not isinstance(value, str):
                raise OptionsError(f"the setting {name} is no text; write it between quotes")
            arguments += [f"{_TEXTS[name]}={value}"] if value else []
        elif name in _LISTS:
            if isinstance(value, str):
                value = value.split(",")
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise OptionsError(f"the setting {name} is no list of texts; write [\"...\", \"...\"]")
            arguments += [f"{_LISTS[name]}={','.join(value)}"] if value else []
        elif name == "severity":
            options = options._replace(severities=_severities(value))
        elif name == "delay":
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 60_000:
                raise OptionsError("the setting delay is no number of milliseconds; write one from 0 to 60000")
            options = options._replace(delay=int(value))
        elif name == "project":
            if not isinstance(value, bool):
                raise OptionsError("the setting project is neither true nor false; write one of them")
            options = options._replace(project=value)
        else:
            known = ", ".join(sorted((*_TEXTS, *_LISTS, "severity", "delay", "project")))
            raise OptionsError(f"there is no setting {name}; known are {known}")
    return options._replace(arguments=tuple(arguments))


def _severities(value: object) -> tuple[tuple[str, int], ...]:
    if not isinstance(value, Mapping) or not all(level in SEVERITIES for level in value.values()):
        raise OptionsError(
            'the setting severity gives no code one of error, warning, information, hint; write {"CFS101": "warning"}'
        )
    return tuple((str(start), SEVERITIES[level]) for start, level in value.items())
