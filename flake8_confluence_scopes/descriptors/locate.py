"""From a linted file to its project's descriptor."""

from __future__ import annotations

import os
from collections.abc import Sequence

from flake8_confluence_scopes import unsaved
from flake8_confluence_scopes.descriptors import kinds
from flake8_confluence_scopes.descriptors.below import MOST_ENTRIES, search_below
from flake8_confluence_scopes.descriptors.declaration import Declaration, NoDescriptor, UnreadableDescriptor
from flake8_confluence_scopes.descriptors.products import CONFLUENCE, Product, folder_tells
from flake8_confluence_scopes.descriptors.reading import look, read
from flake8_confluence_scopes.project_root import way_of

_NAMED_AT_MOST = 3
# Each is read whole, and more are named to the user in any case. Fewer than the results that ``look`` keeps.
_COMPARED_AT_MOST = 20
_ADVICE = "set confluence-descriptor or confluence-scopes"


def find(filename: str, *, root: str | None = None, cwd: str | None = None) -> Declaration:
    """What the project of a linted file declares.

    For the arguments see ``project_root.way_of``. A descriptor that can only be another product's is passed over. Never
    raises for anything that stands on the disk.
    """
    way = way_of(filename, root, cwd)
    others: list[str] = []
    foreign: dict[str, Product] = {}
    for directory in way.directories:
        paths = [os.path.join(directory, name) for name in kinds.FILE_NAMES]
        paths = [path for path in paths if unsaved.exists(path)]
        found = [path for path in paths if kinds.kind_of(path).is_one(path)]
        if ours := _without_foreign(found, foreign):
            return read(ours[0]) if len(ours) == 1 else _several(ours, directory)
        others += [path for path in paths if path not in found]
    below = _only_one_below(way.top, foreign) if way.top is not None else None
    # Where there is no other, a file that is broken is the one that is meant.
    return below or next(filter(_is_broken, map(read, others)), None) or _none(way.top, foreign)


def _only_one_below(top: str, foreign: dict[str, Product]) -> Declaration | None:
    paths, complete = search_below(top)
    if len(paths) > _COMPARED_AT_MOST:
        return _several(paths, top)
    ours = _without_foreign(paths, foreign)
    if len(ours) > 1:
        told = _told_by_folder(ours, top) if complete else None
        return read(told) if told else _several(ours, top)
    if not complete:
        return NoDescriptor(f"the project has more than {MOST_ENTRIES} files to look through; {_ADVICE}")
    return read(ours[0]) if ours else None


def _without_foreign(paths: Sequence[str], foreign: dict[str, Product]) -> list[str]:
    """The paths without those that can only be another product's, which join ``foreign``."""
    ours = []
    for path in paths:
        product = look(path).product
        if product is None or product.name == CONFLUENCE:
            ours.append(path)
        else:
            foreign[path] = product
    return ours


def _told_by_folder(paths: Sequence[str], top: str) -> str | None:
    """The only one that stands in a folder named after Confluence, unless what another one holds names Confluence."""
    told = [path for path in paths if folder_tells(os.path.dirname(os.path.relpath(path, top)))]
    sure = [path for path in paths if look(path).product]
    return told[0] if len(told) == 1 and all(path == told[0] for path in sure) else None


def _none(top: str | None, foreign: dict[str, Product]) -> NoDescriptor:
    if not foreign:
        where = "in the project" if top is not None else "beside the file or above it"
        return NoDescriptor(f"no {kinds.NAMED} {where}; {_ADVICE}")
    names = [
        f"{name} ({product.name}'s, {product.mark})" for name, product in zip(_names(list(foreign), top), foreign.values())
    ]
    return NoDescriptor(f"no descriptor but {_listed(names)}; {_ADVICE}")


def _is_broken(declaration: Declaration) -> bool:
    return isinstance(declaration, UnreadableDescriptor) and declaration.reason != kinds.OTHER


def _several(paths: Sequence[str], top: str) -> NoDescriptor:
    listed = _listed(_names(paths, top))
    return NoDescriptor(f"several descriptors, set confluence-descriptor to one of them: {listed}", tuple(paths))


def _names(paths: Sequence[str], top: str | None) -> list[str]:
    if top is None:
        return [os.path.basename(path) for path in paths]
    return [os.path.relpath(path, top).replace(os.sep, "/") for path in paths]


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED_AT_MOST
    return ", ".join(names[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
