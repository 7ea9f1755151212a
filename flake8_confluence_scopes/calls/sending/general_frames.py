"""The frames of blocks for callers that nobody knows."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Block, ClassBlock, FunctionBlock, Module
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import bindings, class_functions, classes, name_lookup
from flake8_confluence_scopes.calls.values.domain import ClassValue, Frame, Function, Value


def frames_of(ev: Evaluator, function: FunctionBlock, frame: Frame) -> Steps[tuple[Frame, ...]]:
    """The frames of a function that is defined in ``frame``, for callers that nobody knows: of a method one for its
    own class first, then one for each class of the same module that inherits it."""
    receivers: list[Value | None] = [None]
    if isinstance(frame.block, ClassBlock):
        own = ClassValue(frame.block, frame)
        heirs: tuple[ClassValue, ...] = yield classes.heirs_of(ev, own)
        receivers = list(dict.fromkeys(class_functions.general_receiver(function, cls) for cls in (own, *heirs)))
    found: list[Frame] = []
    for receiver in receivers:
        found.append((yield bindings.general_frame(ev, Function(function, frame, receiver))))
    return tuple(found)


def inner_frames(
    ev: Evaluator, block: Block, frames: tuple[Frame, ...]
) -> Steps[list[tuple[Block, tuple[Frame, ...]]]]:
    """A function's frames, and those of the functions and lambdas inside it, which run with it or later."""
    found = [(block, frames)]
    for outer_block, outers in found:
        for inner in flow_of(outer_block).inner.values():
            if not isinstance(inner, FunctionBlock):
                continue
            made: bool = yield ev.holds(inner.guard, outers[0])
            opened: list[Frame] = []
            for outer in outers if made else ():
                opened.append((yield bindings.general_frame(ev, Function(inner, outer))))
            if opened:
                found.append((inner, tuple(opened)))
    return found


def all_frames(ev: Evaluator, module: Module) -> Steps[list[tuple[Block, tuple[Frame, ...]]]]:
    """Every block of the module with its most general frames."""
    found: list[tuple[Block, tuple[Frame, ...]]] = [(module, (name_lookup.module_frame(ev, module),))]
    for block, frames in found:
        for inner in flow_of(block).inner.values():
            if not isinstance(inner, FunctionBlock):
                found.append((inner, (ev.frames.get(inner, frames[0]),)))
                continue
            opened: list[Frame] = []
            for frame in frames:
                opened.extend((yield frames_of(ev, inner, frame)))
            found.append((inner, tuple(opened)))
    return found
