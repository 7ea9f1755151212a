"""What calls are compared with: the scopes that a project declares, and the catalogs that answer in their families."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.descriptors import Descriptor
from flake8_confluence_scopes.rules import OAUTH, ON, RULES
from flake8_confluence_scopes.scopes import Catalog, Needs

_CONNECT_DEFAULT = "connect"
_OAUTH_DEFAULT = "cloud"

_NO_OAUTH = "{catalog} knows Connect scopes only, and {descriptor} declares OAuth scopes; set confluence-catalog to cloud"


class View(NamedTuple):
    """A catalog, answering in one family of scopes; ``on_forge``: Connect scopes are spelled as Forge does."""

    catalog: Catalog
    on_forge: bool = False

    def alternatives(self, needs: Needs) -> list[tuple[str, ...]]:
        """What a call needs, in the descriptor's spelling."""
        if not self.on_forge:
            return list(needs.alternatives)
        return [tuple(map(scopes.on_forge, alternative)) for alternative in needs.alternatives]


class Project(NamedTuple):
    """What all calls of a project are compared with; a call is open where one of the views opens it.

    ``extra_codes`` are those that are not on everywhere, and that are wanted.
    """

    descriptor: Descriptor
    granted: frozenset[str]
    views: tuple[View, ...]
    extra_codes: frozenset[str] = frozenset()

    def reports(self, code: str) -> bool:
        """Whether a finding of this code is wanted of the project."""
        default = RULES[code].default
        by_default = default == ON or (default == OAUTH and any(view.catalog.family == "oauth" for view in self.views))
        return by_default or code in self.extra_codes

    @property
    def is_for_fix(self) -> bool:
        """Whether the declared scopes stand in a file that a program may edit."""
        return self.descriptor.kind != "option" and not self.descriptor.by_hand

    @property
    def meant(self) -> tuple[str, ...]:
        """The declared scopes, without those that mean nothing in this kind of descriptor."""
        return _meant(self.descriptor)


class NoAnswers(ValueError):
    """There is nothing to compare calls with: no declared scopes, or none that the chosen catalog knows; the text is the
    reason."""


def project_of(
    descriptor: Descriptor, catalog: Catalog | None = None, extra_codes: Collection[str] = ()
) -> Project:
    """What calls are compared with where ``descriptor`` declares the scopes; for the rest see ``check``.

    Raises NoAnswers.
    """
    views = _views(descriptor, catalog)
    if not views and catalog:
        raise NoAnswers(_NO_OAUTH.format(catalog=catalog.name, descriptor=descriptor.label))
    return Project(descriptor, scopes.granted(_meant(descriptor)), views, frozenset(extra_codes))


def _views(descriptor: Descriptor, chosen: Catalog | None) -> tuple[View, ...]:
    """The catalog in each family of scopes that the descriptor declares; none if it has no such answers.

    A Forge manifest may declare Connect scopes beside OAuth scopes, or while an app moves, instead of them.
    """
    names = _meant(descriptor)
    if descriptor.kind == "connect" or (descriptor.kind == "option" and not any(":" in name for name in names)):
        return (View((chosen or scopes.load(_CONNECT_DEFAULT)).for_connect()),)
    catalog = chosen or scopes.load(_OAUTH_DEFAULT)
    connect = [name for name in names if scopes.connect_scope(name)]
    views = []
    if catalog.family != "connect" and (not connect or any(_is_oauth_of_confluence(name) for name in names)):
        views.append(View(catalog))
    if connect:
        views.append(View(catalog.for_connect(), on_forge=any(":" in name for name in connect)))
    return tuple(views)


def _meant(descriptor: Descriptor) -> tuple[str, ...]:
    """The declared scopes, without those that mean nothing in this kind of descriptor."""
    if descriptor.kind != "forge":
        return descriptor.scopes
    return tuple(name for name in descriptor.scopes if name not in scopes.CONNECT_SCOPES)


def _is_oauth_of_confluence(name: str) -> bool:
    return "confluence" in name and scopes.connect_scope(name) is None


def main_family(declared: Iterable[str]) -> str:
    """The family of OAuth scopes that most declared ones are of, ``classic`` or ``granular``; empty for as many of both."""
    names = [name for name in declared if _is_oauth_of_confluence(name)]
    classic = sum(map(scopes.is_classic, names))
    return "" if 2 * classic == len(names) else "classic" if 2 * classic > len(names) else "granular"


def is_of_family(names: Iterable[str], family: str) -> bool:
    """Whether all of the scopes are of the family."""
    return all(scopes.connect_scope(name) is None and scopes.is_classic(name) == (family == "classic") for name in names)
