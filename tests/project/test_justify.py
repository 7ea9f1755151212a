"""The page for the security review: what stands on it, and that its HTML loads nothing and can be read by everybody."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.descriptors import Declaration, Descriptor, Event, NoDescriptor
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.project.formats import justify_html, picture
from flake8_confluence_scopes.project.justification import Justification, Operation, ScopeUse, justified
from flake8_confluence_scopes.project.justify import page
from flake8_confluence_scopes.project.sites import Site
from flake8_confluence_scopes.settings import Settings
from tests.calls.models import acme_file
from tests.project.projects import app, connect, forge
from tests.support import FIXTURES

HOSTILE = '"><script>alert(1)</script>&'


def of(declaration: Declaration, *operations: str) -> Justification:
    one = app(declaration, *operations)
    return justified(one, audited(one, Settings()))


def site(file: str, path: str = "/rest/api/content") -> Site:
    return Site(file, 1, 1, 1, 2, "requests.get", "GET", path)


def use(scope: str, *files: str) -> ScopeUse:
    return ScopeUse(scope, "", True, "For it.", (Operation("GET /rest/api/content", "", tuple(map(site, files))),))


def drawing(*uses: ScopeUse) -> Justification:
    return Justification("x.json", (), (), uses, (), (), ())


def test_each_scope_says_what_it_is_for() -> None:
    found = of(connect("READ"), "GET /rest/api/content", "PUT /rest/api/content/1", "PUT /rest/api/content/2")
    assert [(one.scope, one.is_declared, one.sentence) for one in found.scopes] == [
        ("READ", True, "For 1 operation."),
        ("WRITE", False, "For 2 operations. Not declared yet: `confluence-scopes fix` adds what is missing."),
    ]
    assert [one.words for one in found.scopes[0].operations] == ["read content"]


def test_a_named_method_counts_with_all_that_it_requests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text("import acme\nacme.Wiki('u').write_page('a', page_id=1)\n", encoding="utf-8")
    options = ["--confluence-root=.", "--confluence-scopes=WRITE", f"--confluence-clients={acme_file(tmp_path)}"]
    assert cli.main(["justify", *options]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("### ", "| `"))]
    assert rows == [
        "### READ",
        "| `GET /rest/api/content/{}/history` | read the history of a piece of content | [app.py:2](app.py#L2) |",
        "### WRITE",
        "| `PUT /rest/api/content/1` | change a piece of content | [app.py:2](app.py#L2) |",
    ]


def test_calls_that_no_scope_opens_and_undecided_ones_have_lists_of_their_own() -> None:
    found = of(forge("read:page:confluence"), "GET /wiki/rest/api/space", "GET /wiki/rest/api/nothing", "? /wiki/rest/api/space")
    assert [one.name for one in found.closed] == ["GET /wiki/rest/api/space", "GET /wiki/rest/api/nothing"]
    assert [one.name for one in found.undecided] == ["? /wiki/rest/api/space"]
    text = page([found])
    assert "\n### Calls that no scope opens\n\nThey fail whatever the app declares.\n\n| operation | why | where |\n" in text
    assert "\n### Calls that are not decided\n" in text


@pytest.mark.parametrize(
    ("event", "row"),
    [
        ("webhook:page_created", "| `webhook page_created` | no source tells which scopes it needs |"),
        ("avi:confluence:liked:page", "| `avi:confluence:liked:page` | needs read:confluence-content.summary |"),
        ("avi:confluence:trashed:page", "; at present also write:confluence-content |"),
        ("", "| `whose name cannot be read` |"),
    ],
)
def test_events_stand_there_with_what_they_need(event: str, row: str) -> None:
    declaration = Descriptor("manifest.yml", None, "forge", ("read:page:confluence",), (Event(event, 3),))
    assert row in page([of(declaration)])


def test_a_scope_that_an_event_needs_has_the_event() -> None:
    events = (Event("avi:confluence:liked:page", 3),)
    found = of(Descriptor("manifest.yml", None, "forge", ("read:page:confluence",), events))
    (needed, _) = found.scopes
    assert (needed.sentence, needed.is_declared) == (
        "For 1 event. Not declared yet: `confluence-scopes fix` adds what is missing.",
        False,
    )
    text = justify_html.page([found])
    assert "<p>Lets the app read summaries of content, without its bodies. For 1 event. Not declared yet: <code>" in text
    assert text.count('<tr><th scope="row"><code>avi:confluence:liked:page</code></th>') == 2


def test_without_a_descriptor_there_is_a_page() -> None:
    assert "\n## No descriptor\n\nDeclared: no scopes. Compared with cloud.\n" in page([of(NoDescriptor("none"))])
    assert [one.sentence for one in of(NoDescriptor("none"), "GET /wiki/api/v2/pages").scopes] == ["For 1 operation."]
    assert "<h2 id=\"app-1\" tabindex=\"-1\">No descriptor</h2>" in justify_html.page([of(NoDescriptor("none"))])


class Page(HTMLParser):
    """The elements of a page in their order, each with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def values(self, name: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(name)) is not None]


@pytest.fixture(params=["quickstart", "oauth-integration", "forge-remote", "no-descriptor", "several-descriptors"])
def html(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.chdir(FIXTURES / request.param)
    assert cli.main(["justify", "--format=html"]) == 0
    output = capsys.readouterr().out
    assert output.startswith("<!doctype html>\n") and output.endswith("</html>\n")
    return output


def test_the_page_asks_nothing_of_any_other_place(html: str) -> None:
    found = Page(html)
    tags = {tag for tag, _ in found.elements}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "use", "image"})
    assert [target for target in found.values("href") if not target.startswith("#")] == []
    assert found.values("src") == found.values("srcset") == []
    assert re.findall(r"url\(|@import|https?://", html) == []
    assert "default-src 'none'; style-src 'unsafe-inline'" in found.values("content")


def test_everything_is_named_and_every_link_leads_somewhere(html: str) -> None:
    found = Page(html)
    names = found.values("id")
    assert len(names) == len(set(names))
    assert {target[1:] for target in found.values("href")} <= set(names)
    assert {name for value in found.values("aria-labelledby") for name in value.split()} <= set(names)
    tags = [tag for tag, _ in found.elements]
    assert [tags.count(tag) for tag in ("header", "nav", "main", "footer", "h1", "title")] >= [1, 1, 1, 1, 1, 1]
    assert tags.count("h1") == tags.count("main") == 1
    # The keyboard reaches what is scrolled.
    scrolled = [attributes for tag, attributes in found.elements if attributes.get("class") == "scroll"]
    assert [one for one in scrolled if (one["role"], one["tabindex"]) != ("region", "0")] == []
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert [pair for pair in zip(levels, levels[1:]) if pair[1] > pair[0] + 1] == []
    assert [attributes for tag, attributes in found.elements if tag == "th" and "scope" not in attributes] == []


def test_names_of_others_stay_text() -> None:
    hostile = drawing(use(HOSTILE, HOSTILE))._replace(
        descriptor=HOSTILE,
        declared=(HOSTILE,),
        catalogs=(HOSTILE,),
        closed=(Operation(HOSTILE, HOSTILE, (site(HOSTILE),), HOSTILE),),
    )
    found = Page(justify_html.page([hostile]))
    plain = drawing(use("x", "x"))._replace(
        descriptor="x", declared=("x",), catalogs=("x",), closed=(Operation("x", "x", (site("x"),), "x"),)
    )
    assert [tag for tag, _ in found.elements] == [tag for tag, _ in Page(justify_html.page([plain])).elements]


def test_the_picture_says_in_words_what_it_shows() -> None:
    text = picture.drawn(drawing(use("READ", "a.py", "b/c.py", "a.py"), use("WRITE", "a.py")), 3)
    assert '<svg viewBox="0 0 760 76" role="img" aria-labelledby="picture-3 picture-3-text">' in text
    assert ">a.py needs READ at 2 places; b/c.py needs READ at 1 place; a.py needs WRITE at 1 place.<" in text
    assert text.count('class="flow"') == 3


def test_without_calls_there_is_no_picture() -> None:
    assert picture.drawn(drawing(), 1) == ""


def test_many_files_are_drawn_by_their_folders() -> None:
    files = [f"src/{name}/deep/{number}.py" for name in "abc" for number in range(9)]
    assert {link.part: link.places for link in picture.links(drawing(use("READ", *files)))} == {
        "src/a/deep": 9,
        "src/b/deep": 9,
        "src/c/deep": 9,
    }


def test_more_parts_than_can_be_drawn_are_one() -> None:
    files = [f"{number:02}.py" for number in range(40)]
    counts = {link.part: link.places for link in picture.links(drawing(use("READ", *files)))}
    assert len(counts) == 16
    assert counts["other parts"] == 25


def test_a_long_name_is_drawn_by_its_end() -> None:
    assert ">..." + "d" * 32 + ".py<" in picture.drawn(drawing(use("READ", "d" * 80 + ".py")), 1)


def test_the_html_is_written_where_it_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES / "quickstart")
    file = tmp_path / "scopes.html"
    assert cli.main(["justify", "--format=html", "-o", str(file)]) == 0
    assert "not declared" in file.read_text(encoding="utf-8")
