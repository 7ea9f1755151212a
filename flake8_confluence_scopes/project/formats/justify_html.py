"""The page for the security review as one file of HTML, which loads nothing and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from flake8_confluence_scopes.project.formats import picture
from flake8_confluence_scopes.project.justification import Justification, Operation, ScopeUse
from flake8_confluence_scopes.project.justify import TITLE
from flake8_confluence_scopes.project.mentions import OWN_PAGE

_STYLE = """
:root { color-scheme: light dark; --text: #1c2430; --soft: #55606f; --ground: #fff; --box: #f3f5f8; --line: #cfd6df;
  --accent: #0b5cad; --flow: #7fb2e5; --warn: #8a4b00; }
@media (prefers-color-scheme: dark) { :root { --text: #e6eaf0; --soft: #a9b4c2; --ground: #12161c; --box: #1d242e;
  --line: #3a4553; --accent: #7db8f5; --flow: #2f6199; --warn: #f2b366; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
header, nav, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 2rem 0 .25rem; overflow-wrap: anywhere; }
p { margin: .25rem 0 .75rem; max-width: 46rem; }
a { color: var(--accent); }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; background: var(--ground); padding: .5rem 1rem; }
.skip:focus { left: 1rem; top: .5rem; }
nav ul { columns: 20rem; padding-left: 1.2rem; margin: .25rem 0 0; }
nav li { overflow-wrap: anywhere; break-inside: avoid; }
h3 code { font-size: 1em; font-weight: 600; }
code { font: .9em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; background: var(--box); color: var(--soft); font-weight: 600; }
tbody th { font-weight: 400; min-width: 13rem; }
td { min-width: 9rem; }
.tag { font-size: .8rem; font-weight: 400; color: var(--warn); border: 1px solid; border-radius: 4px; padding: 0 .4rem; }
.soft, footer { color: var(--soft); }
footer { margin: 3rem auto 2rem; border-top: 1px solid var(--line); padding-top: .75rem; font-size: .9rem; }
svg { display: block; min-width: 38rem; width: 100%; height: auto; padding: .5rem; }
svg text { font: 13px ui-monospace, monospace; fill: var(--text); }
svg rect { fill: var(--box); stroke: var(--line); }
svg rect.scope { stroke: var(--accent); }
svg .flow { fill: none; stroke: var(--flow); stroke-opacity: .75; }
@media print { nav, .skip { display: none; } .scroll { overflow: visible; border: 0; } }
"""

# Even if a name in the page should ever get out of its place, nothing is loaded and nothing runs.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(apps: Sequence[Justification]) -> str:
    """The page."""
    return "\n".join(_lines(apps)) + "\n"


def _lines(apps: Sequence[Justification]) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield OWN_PAGE
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f'<title>{TITLE}</title>\n<style>{_STYLE}</style>\n</head>\n<body>'
    yield '<a class="skip" href="#main">To the content</a>'
    yield f"<header>\n<h1>{TITLE}</h1>"
    yield "<p>What each scope lets the app do, which operations of Confluence need it, and where the code calls them.</p>"
    yield "</header>"
    yield from _contents(apps)
    yield '<main id="main" tabindex="-1">'
    for number, app in enumerate(apps, 1):
        yield from _app(app, number)
    yield "</main>"
    yield "<footer>Written by <code>confluence-scopes justify</code> from the source code of the app.</footer>\n</body>\n</html>"


def _contents(apps: Sequence[Justification]) -> Iterator[str]:
    yield '<nav aria-label="Contents">'
    for number, app in enumerate(apps, 1):
        yield f'<p><a href="#app-{number}">{escape(app.descriptor)}</a></p>\n<ul>'
        for place, use in enumerate(app.scopes, 1):
            yield f'<li><a href="#app-{number}-scope-{place}"><code>{escape(use.scope)}</code></a></li>'
        yield "</ul>"
    yield "</nav>"


def _app(app: Justification, number: int) -> Iterator[str]:
    name = f"app-{number}"
    yield f'<section aria-labelledby="{name}">\n<h2 id="{name}" tabindex="-1">{escape(app.descriptor)}</h2>'
    declared = ", ".join(f"<code>{escape(scope)}</code>" for scope in app.declared) or "no scopes"
    yield f"<p>Declared: {declared}. Compared with {escape(', '.join(app.catalogs) or 'no catalog')}.</p>"
    drawn = picture.drawn(app, number)
    if drawn:
        yield f'<h3 id="{name}-parts">Which part needs what</h3>'
        yield from _scrolled(drawn, f"{name}-parts")
    for place, use in enumerate(app.scopes, 1):
        yield from _scope(use, f"{name}-scope-{place}")
    others = (
        ("events", "Events", "The app is told of these by itself.", ("event", "scopes"), app.events),
        ("closed", "Calls that no scope opens", "They fail whatever the app declares.", ("operation", "why"), app.closed),
        ("undecided", "Calls that are not decided", "They may need more scopes.", ("operation", "why"), app.undecided),
    )
    for kind, title, sentence, columns, operations in others:
        if operations:
            yield f'<h3 id="{name}-{kind}">{title}</h3>\n<p>{sentence}</p>'
            rows = [(one.name, escape(one.note), one) for one in operations]
            yield from _table((*columns, "where"), rows, f"{name}-{kind}")
    yield "</section>"


def _scope(use: ScopeUse, name: str) -> Iterator[str]:
    tag = "" if use.is_declared else ' <span class="tag">not declared</span>'
    yield f'<h3 id="{name}" tabindex="-1"><code>{escape(use.scope)}</code>{tag}</h3>'
    lets = f"Lets the app {escape(use.words)}. " if use.words else ""
    yield f"<p>{lets}{_coded(use.sentence)}</p>"
    if use.operations:
        rows = [(one.name, escape(one.words), one) for one in use.operations]
        yield from _table(("operation", "what it does", "where"), rows, name)
    if use.events:
        yield from _table(("event", "", "where"), [(one.name, "", one) for one in use.events], name)


def _table(columns: Sequence[str], rows: Sequence[tuple[str, str, Operation]], name: str) -> Iterator[str]:
    places = [place for place, column in enumerate(columns) if column]
    lines = ["<table>", "<thead><tr>" + "".join(f'<th scope="col">{columns[place]}</th>' for place in places) + "</tr></thead>"]
    lines.append("<tbody>")
    for first, second, operation in rows:
        cells = ("", second, "<br>".join(f"<code>{escape(site.in_file)}</code>" for site in operation.sites))
        others = "".join(f"<td>{cells[place]}</td>" for place in places[1:])
        lines.append(f'<tr><th scope="row"><code>{escape(first)}</code></th>{others}</tr>')
    yield from _scrolled("\n".join([*lines, "</tbody>", "</table>"]), name)


def _scrolled(content: str, name: str) -> Iterator[str]:
    """What may be wider than a narrow window, and is scrolled with the keyboard as well."""
    yield f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0">\n{content}\n</div>'


def _coded(text: str) -> str:
    """Text with what stands between backquotes as code."""
    return re.sub("`([^`]*)`", r"<code>\1</code>", escape(text))
