"""What ``fix`` says: what it did to a descriptor, and why, and what is left to people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flake8_confluence_scopes.one_line import in_one_line
from flake8_confluence_scopes.project.fix import Added, Change
from flake8_confluence_scopes.project.sites import Site, counted_needs

_SITES, _LEFT = 3, 10
"""Places that one line names, and problems that are listed."""


def lines(name: str, done: Change, calls: int, would: bool = False) -> Iterator[str]:
    """The report on one app, whose descriptor reports call ``name`` and that makes this many ``calls``; ``would`` where
    nothing is written."""
    verb = f"{name}: would {{}}" if would else f"{name}: {{}}"
    add, write, remove = ("add", "write", "remove") if would else ("added", "wrote", "removed")
    for one in done.add:
        yield f"{verb.format(add)} {_added(one)}"
    for old, new in done.replace:
        yield f"{verb.format(write)} {new} for {old}, which is no scope"
    for old, new in done.doubled:
        yield f"{verb.format(remove)} {old}, which is no scope: {new} is declared or implied"
    for scope in done.unused:
        yield f"{verb.format(remove)} {scope}, which nothing needs"
    if done.is_empty:
        yield f"{name}: {_nothing(done, calls)}"
    yield from _left(done)


def _added(one: Added) -> str:
    implied = f", which implies {' and '.join(one.implied)}" if one.implied else ""
    return f"{one.scope}{implied}, for {counted_needs(one.sites)}: {_named(one.sites)}"


def _named(sites: Sequence[Site]) -> str:
    shown = [f"{site.operation} at {site.in_file}" for site in sites[:_SITES]]
    more = [f"and {len(sites) - _SITES} more"] if len(sites) > _SITES else []
    return in_one_line(", ".join([*shown, *more]))


def _nothing(done: Change, calls: int) -> str:
    if done.left or done.undecided:
        return "nothing to add"
    if not calls:
        return "nothing to do, no call of Confluence was found"
    return f"nothing to do, it declares what the {'call needs' if calls == 1 else f'{calls} calls need'}"


def _left(done: Change) -> Iterator[str]:
    """What a person has to mend, each with the step to take."""
    groups: dict[tuple[str, str, str], list[Site]] = {}
    for entry in done.left:
        groups.setdefault((entry.code, entry.message, entry.helps[0]), []).extend(entry.sites)
    for (code, message, step), sites in [*groups.items()][:_LEFT]:
        yield f"left to you: {sites[0].place}: {code} {message}" + (
            f" (and at {len(sites) - 1} more)" if len(sites) > 1 else ""
        )
        yield f"  help: {step}"
    if len(groups) > _LEFT:
        yield f"left to you: {len(groups) - _LEFT} more; `confluence-scopes audit` lists them"
    if done.undecided:
        calls = "1 call that is" if done.undecided == 1 else f"{done.undecided} calls that are"
        yield f"left to you: {calls} not decided and may need more scopes"
        yield "  help: run `confluence-scopes audit`, which says why, and write the method and path so that they can be read"
