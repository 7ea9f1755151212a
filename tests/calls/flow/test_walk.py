"""All nodes of a tree that can hold code, in the order of the source."""

from __future__ import annotations

import ast
import re
import sys

import pytest

from flake8_confluence_scopes.calls.flow.walk import descendants

# Each n stands where an expression may; what walks a tree meets them from left to right.
SOURCE = """
@n
def f(a: n = n, /, b: n = n, *c: n, d: n = n, **e: n) -> n:
    return n if n else n
@n(n, *n, key=n, **n)
class C(n, metaclass=n):
    x: n = n
    n += n
async def g():
    async with n as n, n:
        async for n in n:
            await n
        else:
            yield n
    yield from n
try:
    n
except n as e:
    n
except (n, n):
    raise n from n
else:
    n
finally:
    n
match n:
    case n.a if n:
        n
    case {n.b: n.c, n.d: _, **rest} | n.C(n.e, key=n.f) | [n.g, *rest]:
        n
while n:
    del n, n[n], n[n:n:n], n.a
else:
    assert n, n
if n:
    n = n = n
elif n:
    n, *n = {n: n, **n}, {n, *n}, [n, *n]
else:
    n < n <= n or n in n and not n is -n + n
lambda a, b=n, *c, d=n: n
[n for n in n if n for n in n]
{n: n for n in n}
(n for n in n)
(n := n)
f"{n} {n!r:{n}}" "" f"{n=}"
"""


NEWER = {
    (3, 11): "try:\n    n\nexcept* n as e:\n    n\n",
    (3, 12): "@n\ndef f[T: n](a: n) -> n: n\n@n\nclass C[T: n](n): n\ntype X[T: n] = n\n",
    (3, 13): "def f[T: n = n](): n\n",
}


@pytest.mark.parametrize("version", [(3, 10), *NEWER], ids=str)
def test_every_expression_in_the_order_of_the_source(version: tuple[int, int]) -> None:
    if sys.version_info < version:
        pytest.skip(f"Python {version[0]}.{version[1]} has this syntax first")
    marked = re.sub(r"\bn\b", lambda match: f"n{match.start()}", NEWER.get(version, SOURCE))
    found = [node.id for node in descendants(ast.parse(marked)) if isinstance(node, ast.Name)]
    assert [name for name in found if re.fullmatch(r"n\d+", name)] == re.findall(r"\bn\d+", marked)
