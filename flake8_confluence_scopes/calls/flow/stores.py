"""Where a module sets an attribute of anything but a method's receiver: ``client.path = path``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from flake8_confluence_scopes.calls.flow.blocks import Block, ClassBlock, FunctionBlock, Module, Store
from flake8_confluence_scopes.calls.flow.setting import starts_of
from flake8_confluence_scopes.calls.flow.statements import flow_of

# On a line, maybe among other targets. The dot comes first: what begins with a character is looked for ten times as fast.
_SET = re.compile(r"\.(\w+)(?=\s*(?::[^=\n]*|[,)\]][^=\n]*)?=(?!=))")

# Of what has such a name, nobody outside of a class knows what it is.
_RECEIVER = re.compile(r"\b(?:self|cls)\Z")
_LONGEST = len(" self")


def stores_in(module: Module, name: str) -> Iterator[tuple[Block, Store]]:
    """What a module sets an attribute of that name to, the blocks around others first. Only the blocks are visited whose
    text shows that they may set it."""
    lines = names_set(module).get(name, ())
    waiting: list[Block] = [module] if lines else []
    while waiting:
        block = waiting.pop()
        flow = flow_of(block)
        yield from ((block, store) for store in flow.stores if store.target.attr == name)
        waiting += (inner for inner in flow.inner.values() if _has_one(inner, lines))


def names_set(module: Module) -> Mapping[str, Sequence[int]]:
    """The attributes that the text of a module may set, each with the lines."""
    if module.sets is None:
        module.sets = _lines_by_name(module)
    return module.sets


def _lines_by_name(module: Module) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    starts = starts_of(module)
    for match in _SET.finditer(module.text):
        if not _RECEIVER.search(module.text[max(0, match.start() - _LONGEST) : match.start()]):
            found.setdefault(match[1], []).append(bisect_right(starts, match.start()))
    return found


def _has_one(block: Block, lines: Sequence[int]) -> bool:
    assert isinstance(block, (ClassBlock, FunctionBlock))  # a module stands in no other block
    return any(block.node.lineno <= line <= (block.node.end_lineno or 0) for line in lines)
