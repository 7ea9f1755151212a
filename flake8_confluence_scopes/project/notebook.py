"""A notebook -> the text of one module, its code cells in their order, and where each line of it stands.

Source: nbformat's documentation, page "The Notebook file format"; version 3 has worksheets with cells, whose text is
``input``.
"""

from __future__ import annotations

import bisect
import itertools
import os
import re
import stat
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flake8_confluence_scopes.project import mentions
from flake8_confluence_scopes.project.cell_text import NoPython, as_python
from flake8_confluence_scopes.project.placed_json import NotJson, PlacedText, decode
from flake8_confluence_scopes.sources import UnreadableSource

ENDING = ".ipynb"
LARGEST_MIB = 32
"""Of the file, with all outputs; decoded, it takes a few times as much memory."""
MOST_CELLS = 20_000


class CellLine(NamedTuple):
    """Where a line stands: in the ``cell`` of this number, as the cell's ``line``, on ``file_line`` of the file, all from
    1. Of its start, ``shift`` characters are not in the module's text."""

    cell: int
    line: int
    file_line: int
    shift: int = 0


class UnreadCell(NamedTuple):
    """A part of a notebook that is not read. ``unchecked``: it should be Python; else it is of another language, and
    mentions a REST root. ``reason`` is a sentence without a place, or reads on behind one."""

    at: CellLine
    reason: str
    unchecked: bool


class Notebook(NamedTuple):
    """``lines`` has one place for each line of ``text``."""

    text: str
    lines: tuple[CellLine, ...]
    unread: tuple[UnreadCell, ...]


def lines_of(path: str) -> list[str] | None:
    """The lines of a notebook as they are analysed; None for any other file, or a notebook that cannot be read."""
    if not path.endswith(ENDING):
        return None
    try:
        return read(path).text.splitlines(keepends=True)
    except UnreadableSource:
        return None


def read(path: str) -> Notebook:
    """The notebook in a file. Raises UnreadableSource."""
    return of_data(_content(path))


def cell_lines(path: str, number: int) -> list[str]:
    """The lines of a cell, counted from 1, as they stand in the notebook; none where it has no such cell.

    Raises UnreadableSource.
    """
    _, value = _decoded(_content(path))
    for cell in itertools.islice(_cells(value), number - 1, number):
        return "".join(_source(cell) or ()).split("\n")
    return []


def of_data(data: bytes) -> Notebook:
    """The notebook in a file's content. Raises UnreadableSource."""
    text, value = _decoded(data)
    cells = list(itertools.islice(_cells(value), MOST_CELLS + 1))
    if len(cells) > MOST_CELLS:
        raise UnreadableSource(f"it has more than {MOST_CELLS} cells")
    reader = _Reader(text, _language(value))
    for number, cell in enumerate(cells, 1):
        reader.read(number, cell)
    return Notebook("".join(line + "\n" for line in reader.text), tuple(reader.lines), tuple(reader.unread))


def _decoded(data: bytes) -> tuple[str, Mapping[str, object]]:
    """The text and what it stands for."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeError:
        raise UnreadableSource("it is not text in UTF-8, as a notebook has to be") from None
    try:
        value = decode(text)
    except NotJson as error:
        raise UnreadableSource(f"it {error}") from None
    if not isinstance(value, dict):
        raise UnreadableSource("it is no notebook: it holds no object")
    return text, value


def _content(path: str) -> bytes:
    try:
        # A named pipe would be waited for.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise UnreadableSource("it is not a regular file")
        with open(path, "rb") as file:
            data = file.read((LARGEST_MIB << 20) + 1)
    except OSError as error:
        raise UnreadableSource(f"it cannot be read: {error.strerror}") from error
    if len(data) > LARGEST_MIB << 20:
        raise UnreadableSource(f"it is larger than {LARGEST_MIB} MiB; clear its outputs")
    return data


def _cells(notebook: Mapping[str, object]) -> Iterator[object]:
    sheets = [notebook] if "cells" in notebook else notebook.get("worksheets")
    if not isinstance(sheets, list) or not sheets:
        raise UnreadableSource("it is no notebook: it has no cells")
    for sheet in sheets:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        if not isinstance(cells, list):
            raise UnreadableSource("it is no notebook: its cells are no list")
        yield from cells


def _language(notebook: Mapping[str, object]) -> str:
    """The language of the notebook's kernel; Python where it names none."""
    metadata = notebook.get("metadata")
    for part, key in (("language_info", "name"), ("kernelspec", "language")):
        about = metadata.get(part) if isinstance(metadata, dict) else None
        name = about.get(key) if isinstance(about, dict) else None
        if isinstance(name, str) and name:
            return str(name)
    return "python"


def _is_python(language: object) -> bool:
    return isinstance(language, str) and re.fullmatch(r"i?python[\d.]*", language.lower()) is not None


class _Reader:
    """Collects the module's text cell by cell."""

    def __init__(self, json_text: str, language: str) -> None:
        self._language = language
        self._breaks = [found.start() for found in re.finditer("\n", json_text)]
        self.text: list[str] = []
        self.lines: list[CellLine] = []
        self.unread: list[UnreadCell] = []

    def read(self, number: int, cell: object) -> None:
        """Adds the text of a code cell."""
        kind = cell.get("cell_type") if isinstance(cell, dict) else None
        if not isinstance(cell, dict) or not isinstance(kind, str):
            self._refuse(CellLine(number, 1, 1), f"cell {number} has no type")
            return
        if kind != "code":
            return
        pieces = _source(cell)
        if pieces is None:
            self._refuse(CellLine(number, 1, self._file_line(kind)), f"cell {number} has no text")
            return
        lines = list(self._placed(number, pieces))
        language = cell.get("language", self._language)  # of a cell in version 3
        if _is_python(language):
            self._read_python(number, lines)
        else:
            self._look(lines, str(language))

    def _read_python(self, number: int, lines: list[tuple[str, CellLine]]) -> None:
        try:
            cell = as_python([line for line, _ in lines])
        except NoPython as error:
            self._refuse(lines[0][1], f"in cell {number}, {error}")
            return
        if cell.language:
            self._look(lines, f"a cell of %%{cell.language}")
            return
        for passed_over in cell.passed_over:
            self._look([lines[passed_over]], "a line for IPython or the shell")
        self.text += cell.lines
        self.lines += (place._replace(shift=shift) for (_, place), shift in zip(lines, cell.shifts))

    def _refuse(self, at: CellLine, reason: str) -> None:
        self.unread.append(UnreadCell(at, reason, True))

    def _look(self, lines: list[tuple[str, CellLine]], language: str) -> None:
        """Notes what is not read where it mentions a REST root."""
        mention = mentions.first_mention("\n".join(line for line, _ in lines))
        if mention:
            reason = f"mentions {mention.what}, and {mentions.not_read(language)}"
            self.unread.append(UnreadCell(lines[mention.line - 1][1], reason, False))

    def _placed(self, number: int, pieces: list[PlacedText]) -> Iterator[tuple[str, CellLine]]:
        """The cell's lines; a piece of the JSON may hold several, or only a part of one."""
        starts = [0, *itertools.accumulate(map(len, pieces))]
        place = 0
        for count, line in enumerate("".join(pieces).split("\n"), 1):
            piece = min(bisect.bisect_right(starts, place) - 1, len(pieces) - 1)
            file_line = self._file_line(pieces[piece]) if pieces else 1
            # Python takes a single return for the end of a line.
            yield line.removesuffix("\r").replace("\r", " "), CellLine(number, count, file_line)
            place += len(line) + 1

    def _file_line(self, text: str) -> int:
        return bisect.bisect_left(self._breaks, text.start) + 1 if isinstance(text, PlacedText) else 1


def _source(cell: object) -> list[PlacedText] | None:
    """The texts that make up a cell; None where there is another thing."""
    source = cell.get("source", cell.get("input")) if isinstance(cell, dict) else None
    if isinstance(source, PlacedText):
        return [source]
    if not isinstance(source, list) or not all(isinstance(piece, PlacedText) for piece in source):
        return None
    return list(source)
