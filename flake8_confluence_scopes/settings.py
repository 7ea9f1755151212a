"""The options as one frozen, validated value."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_confluence_scopes.one_line import in_one_line

if TYPE_CHECKING:
    from flake8_confluence_scopes.scopes import Catalog

_KEPT = re.compile(r"([A-Za-z][A-Za-z0-9_.:-]*):\s+(\S.*)")
_SCOPE = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]*")


class SettingsError(ValueError):
    """A bad option value, as one sentence that says what to do."""


class Settings(NamedTuple):
    """What the user configured; None where an option is not set.

    Paths are as flake8 gives them: absolute, or relative to the working directory.
    """

    descriptor: str | None = None
    scopes: tuple[str, ...] | None = None
    catalog: str | None = None
    root: str | None = None
    extra_codes: frozenset[str] = frozenset()
    """The codes that are not on everywhere, and that the user turned on."""
    clients: tuple[str, ...] = ()
    """Files of client models."""
    keep_scopes: tuple[tuple[str, str], ...] = ()
    """Scopes that calls do not show, each with the reason why the project declares it."""
    shown: bool = True
    """Whether flake8 shows any of the plugin's codes."""

    def chosen_catalog(self) -> Catalog | None:
        """The catalog that ``catalog`` names. Raises CatalogError where its file has become unreadable since."""
        from flake8_confluence_scopes import scopes

        return scopes.load(self.catalog) if self.catalog else None


def validated(
    *,
    descriptor: str | None = None,
    scopes: list[str] | None = None,
    catalog: str | None = None,
    root: str | None = None,
    extra_codes: frozenset[str] = frozenset(),
    clients: list[str] | None = None,
    keep_scopes: str | None = None,
    shown: bool = True,
) -> Settings:
    """Settings out of raw option values; an empty value counts as not set.

    Raises SettingsError.
    """
    if descriptor and scopes:
        raise SettingsError(
            "--confluence-descriptor and --confluence-scopes exclude each other: set only one of them"
        )
    if descriptor and not os.path.lexists(descriptor):
        raise SettingsError(
            f"--confluence-descriptor: there is no file {in_one_line(descriptor)}; "
            "a path in a config file needs a leading ./ to count from that file"
        )
    if root and not os.path.isdir(root):
        raise SettingsError(f"--confluence-root: {in_one_line(root)} is no directory; name the project's top folder")
    for scope in scopes or ():
        if not _looks_like_a_scope(scope):
            raise SettingsError(
                f"--confluence-scopes: {scope!r} is no scope name; "
                "write names such as READ,WRITE, separated by commas"
            )
    if catalog:
        _check_catalog(catalog)
    return Settings(
        descriptor=descriptor or None,
        scopes=tuple(scopes) if scopes else None,
        catalog=catalog or None,
        root=root or None,
        extra_codes=extra_codes,
        clients=tuple(clients or ()),
        keep_scopes=tuple(_kept(keep_scopes or "")),
        shown=shown,
    )


def _kept(text: str) -> Iterator[tuple[str, str]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _KEPT.fullmatch(line)
        if match is None:
            raise SettingsError(
                f"--confluence-keep-scopes: {line!r} gives no reason; "
                "write one scope a line, such as ACT_AS_USER: impersonates the page author"
            )
        yield match[1], match[2]


def _looks_like_a_scope(text: str) -> bool:
    return _SCOPE.fullmatch(text) is not None


def _check_catalog(catalog: str) -> None:
    from flake8_confluence_scopes import scopes

    try:
        scopes.load(catalog)
    except scopes.CatalogError as error:
        raise SettingsError(f"--confluence-catalog: {error}") from error
