"""Texts of users as messages show them."""

from __future__ import annotations


def in_one_line(text: str) -> str:
    """The text with an escape for each character that would break its line or not show at all."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
