"""The project's other modules: found on disk from the importing file, read and parsed, never run."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from flake8_confluence_scopes.calls.flow.blocks import Block, Definition, Module, Store
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.stores import names_set, stores_in
from flake8_confluence_scopes.calls.modules import store
from flake8_confluence_scopes.calls.modules.code_words import has_word
from flake8_confluence_scopes.calls.modules.project_files import inside, locate
from flake8_confluence_scopes.calls.reasons import Reason

MOST_READ = 1_000_000
"""Characters of the other modules that one file's calls are followed into, and as many again of those that bases of classes
lead to: what is only inherited leaves something for the way to a request. In some projects, nearly every module leads to
every other one; Python's parser takes a quarter of a microsecond for each character, and the rest at most as much again."""
_GLOBAL = re.compile(r"^\s*global\s|[:;]\s*global\s", re.MULTILINE)


class Modules:
    """The modules that one file's imports lead to. ``root`` is the project's top folder; with ``package``, only absolute
    imports of that top-level package are followed, as in a folder where packages of all kinds are installed."""

    def __init__(self, root: str | None, package: str | None = None) -> None:
        self.root = root
        self._package = package
        self._read_so_far = {False: 0, True: 0}
        self._bases_asked = 0
        self._not_read = ""
        self._by_path: dict[str, Module | None] = {}
        self._located: dict[tuple[str, str, int], tuple[str, ...]] = {}
        self._found: dict[tuple[str, str, int], Module | None] = {}
        self._globals: dict[Module, dict[str, list[tuple[Block, Definition]]]] = {}
        self._looked_through = 0
        self._setting: dict[str, list[Module]] = {}
        self._stores: dict[tuple[str, int], tuple[tuple[Block, Store], ...]] = {}
        self._mentions: dict[tuple[Module, tuple[str, ...]], bool] = {}
        self._naming: dict[tuple[Module, tuple[str, ...]], bool] = {}

    def add(self, module: Module) -> None:
        """The linted file itself, whose text may not be on disk yet."""
        self._by_path[module.path] = module

    @property
    def first(self) -> Module:
        """The linted file."""
        return next(module for module in self._by_path.values() if module is not None)

    def spent(self) -> tuple[str, ...]:
        """The reason why a module was not read any more, if there is one."""
        if not self._not_read:
            return ()
        name = os.path.relpath(self._not_read, self.root).replace(os.sep, "/") if self.root else self._not_read
        return (Reason.CHARACTERS.of(most=MOST_READ, name=name),)

    @contextmanager
    def for_bases(self) -> Iterator[None]:
        """While somebody finds out what the bases of a class are."""
        self._bases_asked += 1
        yield
        self._bases_asked -= 1

    def mention(self, *words: str) -> bool:
        """Whether the text of any module so far has one of the words, in small letters or large ones."""
        return any(self._mentions_one(module, words) for module in self._by_path.values() if module is not None)

    def name(self, *words: str) -> bool:
        """The same of the code of any module so far: a comment or a docstring is no evidence of what a request goes to."""
        return any(self._names_one(module, words) for module in self._by_path.values() if module is not None)

    def have(self, text: str) -> bool:
        """Whether one of the modules so far has a text."""
        return any(text in module.text for module in self._by_path.values() if module is not None)

    def find(self, importer: Module, name: str, level: int) -> Module | None:
        """The module that ``import name`` or ``from ..name import`` means; None outside of the project."""
        asked = os.path.dirname(importer.path), name, level
        if asked not in self._found:
            found = self._first(self._places(importer, name, level))
            if found is None and self._not_read:
                return None  # it may have been too much for what is asked of, but not for bases
            self._found[asked] = found
        return self._found[asked]

    def namespace(self, importer: Module, name: str) -> Module | None:
        """The folder without an ``__init__.py`` that ``import name`` means, as a module without names."""
        return self._folder(self._places(importer, name, 0))

    def _places(self, importer: Module, name: str, level: int) -> tuple[str, ...]:
        if not level and self._package not in (None, name.partition(".")[0]):
            return ()
        asked = os.path.dirname(importer.path), name, level
        if asked not in self._located:
            # Finding out where to look takes a tenth of the time of a project whose modules import each other a lot.
            self._located[asked] = tuple(locate(importer.path, name, level, self.root))
        return self._located[asked]

    def submodule(self, package: Module, name: str) -> Module | None:
        """A module inside a package, or a folder of modules."""
        if os.path.basename(package.path) != "__init__.py":
            return None
        places = tuple(inside(os.path.dirname(package.path), (name,)))
        return self._first(places) or self._folder(places)

    def exports(self, module: Module, name: str) -> bool:
        """Whether ``from module import *`` brings the name."""
        names: set[str] = set()
        complete = "__all__" in flow_of(module).every
        for definition in flow_of(module).every.get("__all__", ()):
            listed = getattr(definition, "expression", None)
            if isinstance(listed, (ast.List, ast.Tuple)):
                names.update(str(item.value) for item in listed.elts if isinstance(item, ast.Constant))
            else:
                complete = False
        return name in names or not (complete or name.startswith("_"))

    def set_elsewhere(self, module: Module, name: str) -> Sequence[tuple[Block, Definition]]:
        """What functions, and the blocks in them, assign to a name of the module that they declare ``global``."""
        if module not in self._globals:
            if module.has_global is None:
                # The expression takes a hundred times as long as looking for the word.
                module.has_global = "global" in module.text and _GLOBAL.search(module.text) is not None
            self._globals[module] = _set_globals(module) if module.has_global else {}
        return self._globals[module].get(name, ())

    def stores(self, name: str) -> Sequence[tuple[Block, Store]]:
        """What the modules so far set an attribute of that name to, of others than receivers of methods."""
        if self._looked_through < len(self._by_path):
            for module in filter(None, [*self._by_path.values()][self._looked_through :]):
                for attribute in names_set(module):
                    self._setting.setdefault(attribute, []).append(module)
            self._looked_through = len(self._by_path)
        modules = self._setting.get(name)
        if not modules:
            return ()
        if (name, len(modules)) not in self._stores:
            self._stores[name, len(modules)] = tuple(one for module in modules for one in stores_in(module, name))
        return self._stores[name, len(modules)]

    def _mentions_one(self, module: Module, words: tuple[str, ...]) -> bool:
        if (module, words) not in self._mentions:
            text = module.text.lower()
            self._mentions[module, words] = any(word in text for word in words)
        return self._mentions[module, words]

    def _names_one(self, module: Module, words: tuple[str, ...]) -> bool:
        if (module, words) not in self._naming:
            self._naming[module, words] = self._mentions_one(module, words) and has_word(module.tree, words)
        return self._naming[module, words]

    def _first(self, paths: Iterable[str]) -> Module | None:
        for path in paths:
            found = self._by_path[path] if path in self._by_path else self._read(path)
            if found is not None:
                return found
        return None

    def _read(self, path: str) -> Module | None:
        for_bases = self._bases_asked > 0
        if self._read_so_far[for_bases] > MOST_READ:
            self._not_read = self._not_read or (path if os.path.isfile(path) else "")
            return None
        module = self._by_path[path] = store.of_file(path)
        self._read_so_far[for_bases] += len(module.text) if module is not None else 0
        return module

    def _folder(self, paths: Iterable[str]) -> Module | None:
        for path in paths:
            folder, file = os.path.split(path)
            if file == "__init__.py" and os.path.isdir(folder):
                return Module(folder, None, path=path)
        return None


def _set_globals(module: Module) -> dict[str, list[tuple[Block, Definition]]]:
    """What the functions of a module assign to its names, and where."""
    found: dict[str, list[tuple[Block, Definition]]] = {}
    for block in _blocks(module):
        for name, items in flow_of(block).outer.items():
            found.setdefault(name, []).extend((block, item) for item in items)
    return found


def _blocks(module: Module) -> Iterator[Block]:
    """The blocks of a module, the ones around others first."""
    waiting: list[Block] = [module]
    while waiting:
        block = waiting.pop()
        yield block
        waiting.extend(flow_of(block).inner.values())
