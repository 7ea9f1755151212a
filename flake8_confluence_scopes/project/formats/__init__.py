"""The formats of an audit: one module each, which renders audits as one text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flake8_confluence_scopes.project.formats import github, gitlab, json_text, markdown, sarif, text
from flake8_confluence_scopes.project.report import Audit

FORMATS: dict[str, Callable[[Sequence[Audit]], str]] = {
    "text": text.render,
    "json": json_text.render,
    "markdown": markdown.render,
    "sarif": sarif.render,
    "github": github.render,
    "gitlab": gitlab.render,
}
"""What each format's name stands for. A text ends with a line end, or is empty."""
