"""Output of a terminal as SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

from tools.terminal_picture import COLUMNS, Terminal, picture

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[list[str]]:
    """The rows of each terminal."""
    windows = ElementTree.fromstring(svg).iter(f"{SVG}g")
    return [["".join(text.itertext()) for text in window.iter(f"{SVG}text")] for window in windows]


def test_a_terminal_shows_the_command_and_its_output() -> None:
    svg = picture("A <title>", [[Terminal("show <me>", "a < b\n\n  c\n")]])
    assert texts(svg) == [["$ show <me>", "a < b", "", "  c"]]
    assert "<title>A &lt;title&gt;</title>" in svg


def test_each_part_has_its_colour_and_weight() -> None:
    output = "\x1b[1;91mE1\x1b[0m \x1b[1m\x1b[94m-->\x1b[0m x \x1b[36m*\x1b[39m y \x1b[1m\x1b[32mz\x1b[m <"
    svg = picture("", [[Terminal("", output)]])
    assert re.findall(r'<tspan class="([a-z ]+)">([^<]*)', svg)[1:] == [
        ("bold red", "E1"),
        ("bold blue", "--&gt;"),
        ("cyan", "*"),
        ("bold green", "z"),
    ]
    assert texts(svg)[0][1] == "E1 --> x * y z <"


def test_a_long_line_breaks_where_the_terminal_ends() -> None:
    line = "x" * COLUMNS
    svg = picture("", [[Terminal("", f"{line}\n{line}\x1b[31m{line}y\x1b[0m")]])
    assert texts(svg)[0][1:] == [line, line, line, "y"]


def test_terminals_stand_beside_and_below_one_another() -> None:
    one = Terminal("one", "1")
    svg = picture("", [[one], [one, one]])
    places = [tuple(map(int, place)) for place in re.findall(r"translate\((\d+) (\d+)\)", svg)]
    sizes = {tuple(map(int, size)) for size in re.findall(r'<rect width="(\d+)" height="(\d+)"', svg)}
    ((width, height),) = sizes
    assert places == [(0, 0), (width + 16, 0), (width + 16, height + 16)]
    assert f'viewBox="0 0 {2 * width + 16} {2 * height + 16}"' in svg
