"""Whether a function's text has a name for anything but a call: a large class has a thousand methods, and hardly any sets the
attribute that somebody asks for. A look at the text takes a hundredth of a visit."""

from __future__ import annotations

import re

from flake8_confluence_scopes.calls.flow.blocks import Block, FunctionBlock, Module

_LINE_END = re.compile(r"\r\n?|\n")


def may_set(function: FunctionBlock, name: str) -> bool:
    """Whether the lines of a function may bind or change an attribute of that name."""
    module: Block | None = function
    while not isinstance(module, Module):
        assert module is not None  # every block stands in a module
        module = module.parent
    if module.starts is None:
        module.starts = [0, *(end.end() for end in _LINE_END.finditer(module.text)), len(module.text)]
    lines = module.text[module.starts[function.node.lineno - 1] : module.starts[function.node.end_lineno or -1]]
    # Python takes some letters for others: those of names that are written in a wider form.
    if not lines.isascii():
        return True
    return name in lines and re.search(rf"\b{name}\b(?!\s*\()", lines) is not None
