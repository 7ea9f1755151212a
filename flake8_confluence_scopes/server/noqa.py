"""The comment that silences a finding, in the form that flake8 reads."""

from __future__ import annotations

import io
import re
import tokenize

from flake8_confluence_scopes.server.lines import Json, Lines

_CODES = re.compile(r"#\s*noqa\s*:\s*[A-Z][0-9A-Z]*(?:\s*,\s*[A-Z][0-9A-Z]*)*", re.IGNORECASE)


def edit(lines: Lines, source: str, line: int, code: str) -> Json | None:
    """The edit that silences a code at a line, from 1; None where Python cannot tell where a comment may stand.

    A text of several lines, or a backslash, carries a line on: the comment stands at its end.
    """
    last = _last_line(source, line)
    if last is None:
        return None
    text = lines.line(last - 1)
    start = lines.at(last, 0)
    listed = None
    for listed in _CODES.finditer(text):
        pass
    if listed is not None:
        place = start + listed.end()
        return {"range": lines.range(place, place), "newText": f",{code}"}
    place = start + len(text.rstrip())
    return {"range": lines.range(place, start + len(text)), "newText": f"  # noqa: {code}"}


def _last_line(source: str, line: int) -> int | None:
    first = 1
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type in (tokenize.NL, tokenize.NEWLINE):
                if first <= line <= token.end[0]:
                    return token.start[0]
                first = token.start[0] + 1
    except (tokenize.TokenError, SyntaxError):
        pass
    return None
