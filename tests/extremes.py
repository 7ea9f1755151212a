"""Sources that are deeper, longer or larger than any that a person writes, and both doors in bounded memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HEAD = 'import requests\nBASE = "/rest/api/content"\n'
CALL = "requests.delete(BASE)"
FOUND = "CFS101 DELETE /rest/api/content needs scope DELETE; --confluence-scopes lacks it"


class Form(NamedTuple):
    """One way to go too far. ``largest`` is the number that has to end well; ``deep`` where syntax nests, which Python's
    own parser refuses from some number on."""

    source: Callable[[int], str]
    largest: int = 100_000
    deep: bool = False


def deep(source: Callable[[int], str], largest: int = 100_000) -> Form:
    """A form that nests."""
    return Form(source, largest, deep=True)


def nested(head: str, count: int) -> str:
    """Blocks in blocks."""
    return HEAD + "".join(f"{' ' * level}{head}\n" for level in range(count)) + " " * count + CALL + "\n"


def subclasses(count: int) -> str:
    """Classes that each derive from the one before."""
    return HEAD + "".join(f"class C{n}(C{n - 1}): pass\n" for n in range(1, count)) + CALL + "\n"


def wrappers(count: int) -> str:
    """Functions that each pass their argument on to the one before."""
    lines = [f"def f{n}(path): f{n - 1}(path)\n" for n in range(1, count)]
    return HEAD + "def f0(path): requests.delete(path)\n" + "".join(lines) + f"f{count - 1}(BASE)\n"


FORMS = {
    "terms": deep(lambda count: HEAD + "x = BASE" + " + a" * count + f"\n{CALL}\n"),
    "calls_in_a_row": deep(lambda count: HEAD + CALL + ".json()" * count + "\n"),
    "attributes": deep(lambda count: HEAD + CALL + ".a" * count + "\n"),
    "subscripts": deep(lambda count: HEAD + CALL + "[0]" * count + "\n"),
    "signs": deep(lambda count: HEAD + "x = " + "-" * count + CALL + "\n"),
    "nots": deep(lambda count: HEAD + "if " + "not " * count + f"isinstance(a, A): pass\n{CALL}\n"),
    "repeated_terms": deep(lambda count: HEAD + "x = '/'\nwhile a: x = x" + " + a" * count + f"\nrequests.get(x)\n{CALL}\n"),
    "lambdas": deep(lambda count: HEAD + "x = " + "lambda: " * count + CALL + "\n"),
    "conditions": deep(lambda count: HEAD + "x = " + "a if b else " * count + CALL + "\n"),
    "or": deep(lambda count: HEAD + "x = " + "a or " * count + CALL + "\n"),
    "elif": deep(lambda count: HEAD + "if a: pass\n" + "elif a: pass\n" * count + f"else: {CALL}\n"),
    "strings_side_by_side": deep(lambda count: HEAD + "x = (" + "'a'\n" * count + f")\n{CALL}\n"),
    "square_brackets": deep(lambda count: HEAD + "x = " + "[" * count + CALL + "]" * count + "\n", 10_000),
    "parentheses": deep(lambda count: HEAD + "x = " + "(" * count + CALL + ")" * count + "\n", 10_000),
    "dicts": deep(lambda count: HEAD + "x = " + "{1: " * count + CALL + "}" * count + "\n", 10_000),
    "functions": deep(lambda count: nested("def f():", count), 10_000),
    "classes": deep(lambda count: nested("class A:", count), 10_000),
    "line": Form(lambda count: HEAD + "x = '" + "a" * count + f"'\n{CALL}\n", 100_000_000),
    "comment": Form(lambda count: HEAD + CALL + "  # " + "a" * count + "\n", 100_000_000),
    "constants": Form(lambda count: HEAD + "x = [\n" + "'a',\n" * count + f"]\n{CALL}\n", 1_000_000),
    "numbers": Form(lambda count: HEAD + "x = [" + "1, " * count + f"]\n{CALL}\n", 1_000_000),
    "assignments": Form(lambda count: HEAD + "x = " * count + "BASE\nrequests.delete(x)\n"),
    "statements": Form(lambda count: HEAD + "x = 1; " * count + CALL + "\n"),
    "arguments": Form(lambda count: HEAD + "print(" + "a, " * count + f")\n{CALL}\n"),
    "comparisons": Form(lambda count: HEAD + "x = a" + " < a" * count + f"\n{CALL}\n"),
    "replacement_fields": Form(lambda count: HEAD + "x = f'" + "{a}" * count + f"'\n{CALL}\n"),
    "decorators": Form(lambda count: HEAD + "@a\n" * count + f"def f(): {CALL}\n"),
    "withs": Form(lambda count: HEAD + "with a" + ", a" * count + f": {CALL}\n"),
    "alternatives": Form(lambda count: HEAD + "match BASE:\n case " + "'a' | " * count + f"'b': pass\n case _: {CALL}\n"),
    "subclasses": Form(subclasses),
    "wrappers": Form(wrappers, 20_000),
}

_BOTH_DOORS = """\
import ast, os, resource, sys, warnings
most = int(sys.argv[1]) << 20
resource.setrlimit(resource.RLIMIT_AS, (most, most))
from flake8_confluence_scopes.cli import main
from flake8_confluence_scopes.plugin import Plugin
from flake8_confluence_scopes.settings import Settings
warnings.simplefilter("ignore")
Plugin.settings = Settings(scopes=("READ",))
for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as file:
        text = file.read()
    try:
        tree = ast.parse(text)
    except (SyntaxError, RecursionError, MemoryError) as error:
        print(f"{name}\\tno tree: {type(error).__name__}")
    else:
        for line, column, message, _ in Plugin(tree, name, text.splitlines(keepends=True)).run():
            print(f"{name}\\t{message}")
    sys.stdout.flush()
    os.dup2(1, 2)
    status = main(["calls", name])
    assert status == 0, status
"""
"""What the plugin says of files behind Python's own parser, as flake8 calls it, and what the command line says."""


def both_doors(*files: Path, seconds: float, mebibytes: int) -> dict[str, list[str]]:
    """What both doors say of files, by the file's stem: the plugin's message, or the error of Python's own parser, with
    which flake8 ends or reports E999; then the line of ``confluence-scopes calls``.

    Raises AssertionError where the process does not end well by itself, and subprocess.TimeoutExpired.
    """
    done = subprocess.run(
        [sys.executable, "-I", "-c", _BOTH_DOORS, str(mebibytes), *(file.name for file in files)],
        cwd=files[0].parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, (done.returncode, done.stdout[-2000:])
    said: dict[str, list[str]] = {file.stem: [] for file in files}
    for line in filter(lambda line: ".py" in line, done.stdout.splitlines()):
        said[line.partition(".py")[0]].append(line.partition(".py")[2].lstrip("\t:"))
    return said
