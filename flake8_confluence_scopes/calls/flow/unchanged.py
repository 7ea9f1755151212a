"""Names that no round of a loop changes: where one is used, what it was before the loop stands for the loop's start."""

from __future__ import annotations

from flake8_confluence_scopes.calls.flow.blocks import Definition, Definitions, Flow, Kept, Phi


def settle(flow: Flow) -> None:
    """Replace such starts of loops in a visited block's uses; a name without a definition is left as one from outside."""
    known: dict[Phi, Definitions] = {}
    outside = []
    for node, items in flow.uses.items() if flow.phis else ():
        if Phi not in map(type, items):
            continue
        settled: dict[Definition, None] = {}
        for item in items:
            if type(item) is not Phi:
                settled[item] = None
                continue
            if item not in known:
                known[item] = _settled(item)
            settled |= dict.fromkeys(known[item])
        flow.uses[node] = tuple(settled)
        if not settled:
            outside.append(node)
    for node in outside:
        del flow.uses[node]


def _settled(start: Phi) -> Definitions:
    """The only definition that the start of a loop stands for; itself where there are several, or where a branch's condition
    tells of that one."""
    found: dict[Definition, None] = {}
    seen = {start}
    waiting = [start]
    while waiting and len(found) < 2:
        for item in waiting.pop().operands:
            if type(item) is not Phi:
                found[item] = None
            elif item not in seen:
                seen.add(item)
                waiting.append(item)
    return (start,) if len(found) > 1 or any(type(item) is Kept for item in found) else tuple(found)
