"""A class by its full name, in the source of a project or of an installed package: found as files, read, and never imported."""

from __future__ import annotations

import glob
import os
import tokenize
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from flake8_confluence_scopes.calls import finder
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, Defined, Definitions, Module, without_phis
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import attributes, name_lookup
from flake8_confluence_scopes.calls.model import LARGEST, UncheckedFile
from flake8_confluence_scopes.calls.modules import store
from flake8_confluence_scopes.calls.modules.project_files import files_at
from flake8_confluence_scopes.calls.sending.request import Origin
from flake8_confluence_scopes.calls.values.domain import ClassValue, External, Values


class ClassSearchError(ValueError):
    """A class that is not found, as one sentence that says what to do."""


class Found(NamedTuple):
    """A class: the module that was asked for and where it stands, the names that lead to the class in it, the folder that the
    module's name counts from, and, where that holds all kinds of packages, the one in question."""

    module: str
    path: str
    inner: tuple[str, ...]
    folder: str
    package: str | None

    def evaluator(self) -> Evaluator:
        """A fresh one. Raises ClassSearchError."""
        module = self._read()
        return finder.evaluator(module, module.text, self.folder, True, Origin, self.package)

    def cls(self, ev: Evaluator) -> ClassValue:
        """The class, in an evaluator of this one's making. Raises ClassSearchError."""
        name = ".".join((self.module, *self.inner))
        values: Values = ev.run(name_lookup.own_name(ev, name_lookup.module_frame(ev, ev.modules.first), self.inner[0]))
        for inner in self.inner[1:]:
            values = ev.run(ev.for_each(values, lambda value: attributes.attribute(ev, value, inner)))
        found = [value for value in values if isinstance(value, ClassValue)]
        if len(found) > 1:
            lines = " and ".join(map(str, sorted(value.block.node.lineno for value in found)))
            raise ClassSearchError(f"{name} is one of several classes, at lines {lines}; keep one of them, and derive again")
        if found:
            return found[0]
        elsewhere = next((value.name for value in values if isinstance(value, External)), "")
        if elsewhere:
            raise ClassSearchError(f"{name} is {elsewhere}, which another package has; derive that one")
        raise ClassSearchError(f"{self.path} has no class {'.'.join(self.inner)}; {self._others(ev)}")

    def names(self, ev: Evaluator, cls: ClassValue) -> tuple[str, ...]:
        """The full names by which the class can be imported: as it was asked for, from where it is defined, and from the
        packages around that."""
        found = {".".join((self.module, *self.inner)): None}
        own = cls.block.name
        module = _dotted(cls.frame.module.path, self.folder)
        while module and cls.block.parent is cls.frame.module:
            place = _place(os.path.join(self.folder, *module.split(".")))
            read = store.of_file(place) if place else None
            if read is not None and cls in ev.run(name_lookup.own_name(ev, name_lookup.module_frame(ev, read), own)):
                found[f"{module}.{own}"] = None
            module = module.rpartition(".")[0]
        return tuple(found)

    def _read(self) -> Module:
        try:
            with tokenize.open(self.path) as file:
                return store.of_text(self.path, file.read(LARGEST + 1))
        except (OSError, SyntaxError, UnicodeError) as error:
            raise ClassSearchError(f"{self.path} cannot be read: {error}; mend it first") from None
        except UncheckedFile as error:
            raise ClassSearchError(f"{self.path} cannot be read: {error}; mend it first") from None

    def _others(self, ev: Evaluator) -> str:
        classes = [name for name, items in flow_of(ev.modules.first).exit.items() if _is_class(items)]
        near = get_close_matches(self.inner[0], classes, 1)
        if near:
            return f"did you mean {near[0]}?"
        return f"name one of {', '.join(sorted(classes)[:8])}" if classes else "name the module that has it"


def _is_class(items: Definitions) -> bool:
    return any(isinstance(item, Defined) and isinstance(item.block, ClassBlock) for item in without_phis(items))


def search(name: str, own: Sequence[str], installed: Sequence[str]) -> Found:
    """The class of this full name in the folders of the project, or else where packages are installed.

    Raises ClassSearchError.
    """
    parts = name.split(".")
    if len(parts) < 2 or not all(part.isidentifier() for part in parts):
        raise ClassSearchError(f"{name!r} is no full name of a class; write one such as my_package.client.Wiki")
    found = list(_in_folders(parts, own))
    if len(found) > 1:
        places = " and ".join(item.path for item in found)
        raise ClassSearchError(f"{found[0].module} is both {places}; say by --folder from which folder it counts")
    found += _in_folders(parts, installed)
    if not found:
        raise ClassSearchError(
            f"there is no module {'.'.join(parts[:-1])} here, and none is installed beside this program; "
            "say by --folder in which folder the package lies"
        )
    return found[0]


def _in_folders(parts: Sequence[str], folders: Sequence[str]) -> Iterator[Found]:
    """For each folder the longest beginning of a name that is a module in it."""
    for folder in dict.fromkeys(map(os.path.abspath, folders)):
        for length in range(len(parts) - 1, 0, -1):
            path = _place(os.path.join(folder, *parts[:length]))
            if path:
                package = parts[0] if glob.glob(os.path.join(glob.escape(folder), "*.dist-info")) else None
                yield Found(".".join(parts[:length]), path, tuple(parts[length:]), folder, package)
                break


def _place(base: str) -> str:
    """The package or the module at a place, in Python's order; empty where neither is."""
    return next((path for path in reversed(files_at(base)) if os.path.isfile(path)), "")


def _dotted(path: str, folder: str) -> str:
    """The name of the module at a path; empty for one outside of the folder."""
    inner = os.path.relpath(path, folder)
    parts = os.path.splitext(inner)[0].split(os.sep)
    names = parts[:-1] if parts[-1] == "__init__" else parts
    return ".".join(names) if all(name.isidentifier() for name in names) else ""
