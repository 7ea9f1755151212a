"""A frame: one run of a block, as far as evaluation cares, with what is known of its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import libcst as cst

from flake8_confluence_scopes.calls.alternatives import unconditional
from flake8_confluence_scopes.calls.blocks import Block, ClassBlock, Definition, Definitions, Module, Step
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.values import Conditions, Given, Text, Values, is_conditional


@dataclass(eq=False, slots=True)
class Frame:
    """``bindings`` are the parameters' values, ``outer`` the frame of the block around, ``memo`` what has
    been evaluated here, by syntax node, definition or guard. The frame of one round of a comprehension has those
    of its syntax nodes ``inside``; all else is evaluated in the frame ``around`` it."""

    block: Block
    outer: Frame | None = None
    bindings: Mapping[str, Given] = field(default_factory=dict)
    memo: dict[object, Any] = field(default_factory=dict)
    around: Frame | None = None
    inside: frozenset[cst.CSTNode] = frozenset()

    def once(self, item: Values, source: cst.BaseExpression, inside: frozenset[cst.CSTNode]) -> Frame:
        """The frame of one round of a comprehension, which takes ``item`` from ``source``."""
        return Frame(self.block, self.outer, self.bindings, {(source, Step.EACH): item}, self, inside)

    def of(self, item: Definition) -> Frame:
        """The frame in which a definition of the block is evaluated."""
        frame = self
        while frame.around is not None and getattr(item, "expression", None) not in frame.inside:
            frame = frame.around
        return frame

    @property
    def module(self) -> Module:
        """The module that the frame's block stands in."""
        block: Block | None = self.block
        while not isinstance(block, Module):
            assert block is not None  # every block stands in a module
            block = block.parent
        return block

    def scopes(self) -> Iterator[Frame]:
        """The frames in which the block's free names are looked up: the module's own, and of those around all but
        classes."""
        if isinstance(self.block, Module):
            yield self
        frame = self.outer
        while frame is not None:
            if not isinstance(frame.block, ClassBlock):
                yield frame
            frame = frame.outer


def visible(frame: Frame, name: str) -> Definitions:
    """The definitions that a block inside, or a reader from outside, may see of a name."""
    flow = flow_of(frame.block)
    if frame.around is not None:
        inside = tuple(item for item in flow.rounds.get(name, ()) if frame.of(item) is frame)
        return inside or visible(frame.around, name)
    if isinstance(frame.block, (Module, ClassBlock)):
        return flow.exit.get(name, ())
    return tuple(flow.every.get(name, ()))


class Frames:
    """Every frame once: the same block with the same bindings shares what has been evaluated."""

    def __init__(self) -> None:
        self._known: dict[object, Frame] = {}
        self._others: list[Frame] = []

    def get(self, block: Block, outer: Frame | None, bindings: Mapping[str, Values] | None = None) -> Frame:
        """The frame of a block."""
        given = sorted((bindings or {}).items(), key=lambda item: item[0])
        conditions: list[Conditions] = []
        for position, (name, values) in enumerate(given):
            for value in values:
                if type(value) is Text:
                    conditions += (value.when,) if value.when else ()
                elif is_conditional(value):
                    # Two that are equal may stand under different conditions, which are no part of the key.
                    given[position] = (name, unconditional(values))
        key = (block, outer, tuple(given), tuple(conditions))
        frame = self._known.get(key)
        if frame is None:
            frame = self._known[key] = Frame(block, outer, dict(given))
        return frame

    def add(self, frame: Frame) -> Frame:
        """A frame that nothing else shares."""
        self._others.append(frame)
        return frame

    def forget(self) -> None:
        """Let go of all that has been evaluated: frames and values refer to each other in circles."""
        for frame in (*self._known.values(), *self._others):
            frame.memo.clear()
            frame.bindings = {}
