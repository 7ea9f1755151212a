"""Other names for the local variables of code, so that it does the same as before."""

from __future__ import annotations

import symtable
from collections.abc import Iterator

import libcst as cst

PREFIX = "q_"
"""Before the name: what a name says of a thing, its last word says."""


def renamed(source: str) -> str:
    """The source with other names for its functions' variables, but for parameters, which callers may name, and for
    every name that means something else elsewhere in the module."""
    tables = list(_tables(symtable.symtable(source, "<source>", "exec")))
    symbols = [(table, symbol) for table in tables for symbol in table.get_symbols()]
    local = {symbol.get_name() for table, symbol in symbols if _is_variable(table, symbol)}
    other = {symbol.get_name() for table, symbol in symbols if not (_is_variable(table, symbol) or symbol.is_free())}
    found = {name for name in local - other if not name.startswith("__")}
    return cst.parse_module(source).visit(_Renamer(found)).code


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)


def _is_variable(table: symtable.SymbolTable, symbol: symtable.Symbol) -> bool:
    elsewhere = symbol.is_parameter() or symbol.is_imported() or symbol.is_namespace() or symbol.is_declared_global()
    return table.get_type() == "function" and symbol.is_local() and symbol.is_assigned() and not elsewhere


class _Renamer(cst.CSTTransformer):
    def __init__(self, names: set[str]) -> None:
        super().__init__()
        self.names = names
        self.kept: set[cst.CSTNode | None] = set()

    def visit_Attribute(self, node: cst.Attribute) -> None:
        self.kept.add(node.attr)

    def visit_Arg(self, node: cst.Arg) -> None:
        self.kept.add(node.keyword)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        if original_node in self.kept or original_node.value not in self.names:
            return updated_node
        return updated_node.with_changes(value=PREFIX + original_node.value)
