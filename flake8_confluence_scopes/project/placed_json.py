"""JSON whose texts know where they stand; nothing recurses, whatever the text nests."""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 200
"""Levels; a notebook has about ten."""

MOST_VALUES = 1_000_000
"""A notebook with as many is data."""

_DECODER = json.JSONDecoder(parse_int=lambda digits: 0, parse_float=lambda digits: 0)
"""For one text, number or word at a time. Numbers are not computed: Python refuses very long ones."""
_SPACE = re.compile(r"[ \t\n\r]*")


class PlacedText(str):
    """A text of the JSON, and where its first quotation mark stands."""

    start: int


class NotJson(ValueError):
    """``str(error)`` completes "it"."""


def decode(text: str) -> object:
    """The value of a JSON text, each text among its values a PlacedText. Of a repeated key the last one counts.

    Raises NotJson.
    """
    whole: list[object] = []
    opened: list[list[object] | dict[str, object]] = [whole]
    keys: list[str] = []

    def put(value: object) -> None:
        holder = opened[-1]
        if isinstance(holder, list):
            holder.append(value)
        else:
            holder[keys[-1]] = value

    def entered(place: int) -> int:
        """Where the next value of the innermost list or object begins, its key read."""
        if isinstance(opened[-1], list):
            return place
        if text[place : place + 1] != '"':
            raise _broken(text, place)
        keys[-1], place = _scalar(text, place)
        place = _skipped(text, place)
        if text[place : place + 1] != ":":
            raise _broken(text, place)
        return _skipped(text, place + 1)

    place = _skipped(text, 0)
    for _ in range(MOST_VALUES):
        mark = text[place : place + 1]
        if mark in ("[", "{"):
            value: list[object] | dict[str, object] = [] if mark == "[" else {}
            put(value)
            opened.append(value)
            keys.append("")
            if len(opened) > DEEPEST:
                raise NotJson("nests too deeply")
            place = _skipped(text, place + 1)
            if text[place : place + 1] not in ("]", "}"):
                place = entered(place)
                continue
        else:
            start = place
            scalar, place = _scalar(text, place)
            if isinstance(scalar, str):
                scalar = PlacedText(scalar)
                scalar.start = start
            put(scalar)
        while True:
            place = _skipped(text, place)
            mark = text[place : place + 1]
            if len(opened) == 1:
                if mark:
                    raise _broken(text, place)
                return whole[0]
            if mark == ("]" if isinstance(opened[-1], list) else "}"):
                opened.pop()
                keys.pop()
                place += 1
            elif mark == ",":
                place = entered(_skipped(text, place + 1))
                break
            else:
                raise _broken(text, place)
    raise NotJson(f"holds more than {MOST_VALUES} values")


def _skipped(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _scalar(text: str, place: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as error:
        raise _broken(text, error.pos) from None


def _broken(text: str, place: int) -> NotJson:
    return NotJson(f"is not JSON (line {text.count(chr(10), 0, place) + 1})")
