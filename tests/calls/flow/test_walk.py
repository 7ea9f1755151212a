"""All nodes of a tree that can hold code, in the order of the source."""

from __future__ import annotations

import re

import libcst as cst

from flake8_confluence_scopes.calls.flow.walk import descendants

# Each n stands where an expression may; what walks a tree meets them from left to right.
SOURCE = """
@n
def f[T: n](a: n = n, /, b: n = n, *c: n, d: n = n, **e: n) -> n:
    return n if n else n
@n(n, *n, key=n, **n)
class C[T: n](n, metaclass=n):
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
try:
    n
except* n as e:
    n
match n:
    case n.a if n:
        n
    case {n.b: n, **rest} | n.C(n, key=n) | [n, *rest]:
        n
type X[T: n] = n
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


def test_every_expression_in_the_order_of_the_source() -> None:
    marked = re.sub(r"\bn\b", lambda match: f"n{match.start()}", SOURCE)
    found = [node.value for node in descendants(cst.parse_module(marked)) if isinstance(node, cst.Name)]
    assert [name for name in found if re.fullmatch(r"n\d+", name)] == re.findall(r"\bn\d+", marked)
