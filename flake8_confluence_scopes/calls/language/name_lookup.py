"""Names as modules, classes and functions define them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow.blocks import (
    Block,
    ClassBlock,
    Definitions,
    FunctionBlock,
    Kept,
    Module,
    Phi,
    without_phis,
)
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import bindings, class_functions, told
from flake8_confluence_scopes.calls.libraries import clients, old_names
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    CIRCULAR,
    ClassValue,
    External,
    Frame,
    Function,
    ModuleValue,
    Values,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import closed

_OWN_CIRCULAR: Values = (unknown("a name defined by itself"),)


def own_name(ev: Evaluator, frame: Frame, name: str) -> Steps[Values]:
    """A name as a block defines it itself; none where it does not."""
    return ev.remember(frame, f"name {name}", lambda: _own_name(ev, frame, name), _OWN_CIRCULAR)


def _own_name(ev: Evaluator, frame: Frame, name: str) -> Steps[Values]:
    found: Values = yield ev.each_definition(visible(frame, name), frame)
    if not isinstance(frame.block, Module):
        return found
    for block, item in ev.modules.set_elsewhere(frame.block, name):
        setting: Frame = yield frame_of(ev, block)
        values: Values = yield ev.each_definition((item,), setting)
        # Whoever calls the function that sets the name, no caller of its readers has a part in it.
        found = union(found, map(closed, values))
    if found:
        return found
    for star in flow_of(frame.block).stars:
        module = ev.modules.find(frame.block, star.module, star.level)
        if module is not None and ev.modules.exports(module, name):
            found = yield own_name(ev, module_frame(ev, module), name)
            if found:
                return found
    return ()


def frame_of(ev: Evaluator, block: Block) -> Steps[Frame]:
    """The frame of a block of which nobody knows how it is run."""
    if block.parent is None:
        return ev.frames.get(block, None)
    outer: Frame = yield frame_of(ev, block.parent)
    if not isinstance(block, FunctionBlock):
        return ev.frames.get(block, outer)
    cls = ClassValue(block.parent, outer) if isinstance(block.parent, ClassBlock) else None
    receiver = class_functions.general_receiver(block, cls) if cls is not None else None
    frame: Frame = yield bindings.general_frame(ev, Function(block, outer, receiver))
    return frame


def module_frame(ev: Evaluator, module: Module) -> Frame:
    """The frame of a module's own statements."""
    return ev.frames.get(module, None)


def imported(ev: Evaluator, importer: Module, name: str, level: int, member: str | None) -> Steps[Values]:
    """What an import binds: a module or name of the project, or something external."""
    module = ev.modules.find(importer, name, level)
    if module is not None and member is not None:
        found: Values = yield own_name(ev, module_frame(ev, module), member)
        if found:
            return found
        submodule = ev.modules.submodule(module, member)
        return (ModuleValue(submodule),) if submodule is not None else (unknown(member),)
    if module is None and member is not None:
        module = ev.modules.find(importer, f"{name}.{member}" if name else member, level)
    elif module is None and name not in clients.PACKAGES and name not in sys.stdlib_module_names:
        module = ev.modules.namespace(importer, name)
    if module is not None:
        return (ModuleValue(module),)
    if level:
        return (unknown(member or name),)
    return (External(old_names.present(f"{name}.{member}" if member else name)),)


def visible(frame: Frame, name: str) -> Definitions:
    """The definitions that a block inside, or a reader from outside, may see of a name."""
    flow = flow_of(frame.block)
    if frame.around is not None:
        inside = tuple(item for item in flow.rounds.get(name, ()) if frame.of(item) is frame)
        return inside or visible(frame.around, name)
    if isinstance(frame.block, (Module, ClassBlock)):
        return flow.exit.get(name, ())
    return tuple(flow.every.get(name, ()))


def name(ev: Evaluator, node: ast.Name, frame: Frame) -> Steps[Values]:
    """The alternatives of a name."""
    flow = flow_of(frame.block)
    items = flow.uses.get(node, ())
    if not items:
        found = lookup(ev, node.id, frame)
    elif len(items) == 1 and type(items[0]) not in (Phi, Kept):
        found = ev.definition(items[0], frame)
    else:
        found = ev.remember(frame, node, lambda: _joined(ev, node, items, frame), CIRCULAR)
    # Only what is found is kept, not what is left of it: that may hold a provisional answer.
    return told.left_of(flow.told[node], found, node.id) if node in flow.told else found


def _joined(ev: Evaluator, node: ast.Name, items: Definitions, frame: Frame) -> Steps[Values]:
    # A loop's start stands for no definition at all where the name comes from outside the block.
    return ev.each_definition(items, frame) if without_phis(items) else lookup(ev, node.id, frame)


def lookup(ev: Evaluator, name: str, frame: Frame) -> Steps[Values]:
    """A name that is free at its use: from the blocks around, the module, or Python itself."""
    scopes = frame.scopes()
    for scope in scopes:
        found = own_name(ev, scope, name)
        if is_pending(found):
            return _looked_up(ev, name, found, scopes)
        if found:
            return found
    return (External(f"builtins.{name}"),)


def _looked_up(ev: Evaluator, name: str, first: Steps[Values], scopes: Iterator[Frame]) -> Steps[Values]:
    found: Values = yield first
    for scope in scopes:
        if found:
            break
        found = yield own_name(ev, scope, name)
    return found or (External(f"builtins.{name}"),)
