"""A frame: one run of a block, as far as evaluation cares, with what is known of its parameters."""

from __future__ import annotations

from collections.abc import Mapping

from flake8_confluence_scopes.calls.flow.blocks import Block
from flake8_confluence_scopes.calls.values.alternatives import unconditional
from flake8_confluence_scopes.calls.values.domain import Conditions, Frame, Text, Values, is_conditional


class Frames:
    """Every frame once: the same block with the same bindings shares what has been evaluated."""

    def __init__(self) -> None:
        self._known: dict[object, Frame] = {}
        self._others: list[Frame] = []

    def get(self, block: Block, outer: Frame | None, bindings: Mapping[str, Values] | None = None) -> Frame:
        """The frame of a block; ``bindings`` are in the order of its parameters."""
        given = list(bindings.items()) if bindings else []
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
            frame.items = {}
