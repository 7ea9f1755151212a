"""The project's modules: where they stand, what they export, what their functions set."""

from __future__ import annotations

import os
import sys
import textwrap
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls import look_into
from flake8_confluence_scopes.calls.flow.blocks import Module
from flake8_confluence_scopes.calls.modules import project, store
from tests.calls.snippets import found

CALLS = """
    import requests
    from consts import *
    requests.get(ROOT)
    requests.get(_PRIVATE)
    requests.get(OTHER)
"""
CONSTS = """
    ROOT = "https://x/rest/api/space"
    _PRIVATE = "https://x/rest/api/user"
    OTHER = "https://x/rest/api/group"
"""


@pytest.mark.parametrize(
    "exports, paths",
    [
        ("", ["space", "group"]),
        ("__all__ = ['ROOT', '_PRIVATE']", ["space", "user"]),
        ("__all__ = ('OTHER',)", ["group"]),
        ("__all__ = []", []),
        ("__all__ = ['ROOT'] + more()", ["space", "group"]),
        ("__all__ = ['ROOT', NAME]", ["space"]),
    ],
)
def test_a_star_brings_what_the_module_exports(tmp_path: Path, exports: str, paths: list[str]) -> None:
    expected = [f"GET /rest/api/{path}" for path in paths]
    assert found(CALLS, {"consts.py": CONSTS + f"    {exports}"}, project=tmp_path) == expected


def test_a_broken_module_is_unknown(tmp_path: Path) -> None:
    source = """
        import requests, broken, undecodable, gone
        requests.get(broken.ROOT + "/rest/api/space")
        requests.get(undecodable.ROOT + "/rest/api/space")
        requests.get(gone.ROOT + "/rest/api/space")
    """
    (tmp_path / "undecodable.py").write_bytes(b"ROOT = '\xff'")
    assert found(source, {"broken.py": "ROOT = ("}, project=tmp_path) == ["GET /rest/api/space"] * 3


def test_a_module_that_vanishes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanished(path: str) -> None:
        raise FileNotFoundError(path)

    files = {"consts.py": CONSTS + "    # vanishes\n"}
    monkeypatch.setattr("tokenize.open", vanished)
    assert found("import requests\nfrom consts import ROOT\nrequests.get(ROOT)", files, project=tmp_path) == []


def test_neither_pipes_nor_huge_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = """
        import requests, consts, pipe
        requests.get(consts.ROOT)
        requests.get(pipe.ROOT)
        requests.get("https://x/rest/api/user")
    """
    (tmp_path / "pipe.py").mkdir()
    monkeypatch.setattr(store, "LARGEST", 20)
    assert found(source, {"consts.py": CONSTS}, project=tmp_path) == ["GET /rest/api/user"]


def test_names_that_functions_set(tmp_path: Path) -> None:
    source = """
        import requests, state
        requests.get(f"https://x/rest/api/{state.KIND}")
        requests.get(f"https://x/rest/api/{state.LOCAL}/1")
        requests.get(f"https://x/rest/api/{state.FREE}/2")
    """
    state = """
        KIND = "space"
        LOCAL = "content"
        FREE = "user"
        def more(kind):
            global KIND, LOCAL
            KIND = "group"
            LOCAL = kind
            def inner():
                global FREE
                del FREE
    """
    assert found(source, {"state.py": state}, project=tmp_path) == [
        "GET /rest/api/group",
        "GET /rest/api/space",
        "GET /rest/api/content/1",
        "GET /rest/api/{}/1: the resource is not known: state.LOCAL",
        "GET /rest/api/user/2",
        "GET /rest/api/{}/2: the resource is not known: state.FREE",
    ]


def test_names_that_functions_set_from_what_they_know() -> None:
    assert found("""
        import requests
        root = path = plain = kind = None
        def connect(host, wiki):
            global root
            site = host + "/wiki"
            if wiki:
                root = site + "/rest/api"
            def inner():
                global path
                path = root + "/user"
        class Settings:
            global plain
            plain = "https://x/rest/api/content"
            name = "group"
            @classmethod
            def load(cls, site):
                global kind
                kind = site + "/rest/api/" + cls.name
        def fetch(page):
            requests.get(root + "/content/" + page)
            requests.get(path)
            requests.get(plain)
            requests.get(kind)
    """) == [
        "GET /wiki/rest/api/content/{}",
        "GET /wiki/rest/api/user",
        "GET /rest/api/content",
        "GET /rest/api/group",
    ]


@pytest.mark.parametrize(("decorator", "given"), [("@staticmethod", ""), ("", "self, "), ("@logged", "self, ")])
def test_names_that_methods_set(decorator: str, given: str) -> None:
    assert found(f"""
        import requests
        root = ""
        class Settings:
            {decorator}
            def load({given}host):
                global root
                root = host + "/rest/api"
        def fetch():
            requests.get(root + "/content")
    """) == ["GET /rest/api/content"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_name_that_is_no_path(tmp_path: Path) -> None:
    source = "import requests\nfrom " + "a" * 5_000 + " import ROOT\nrequests.get(ROOT + '/rest/api/space')"
    assert found(source, project=tmp_path) == ["GET /rest/api/space"]


def test_folders_without_an_init(tmp_path: Path) -> None:
    source = """
        import requests
        import space.consts
        from space import consts
        from space.deep import more
        import space
        requests.get(space.consts.ROOT)
        requests.get(consts.OTHER)
        requests.get(more.ROOT + "/a")
        requests.get(space.nothing.ROOT + "/rest/api/user")
    """
    files = {"space/consts.py": CONSTS, "space/deep/more.py": CONSTS}
    assert found(source, files, project=tmp_path) == [
        "GET /rest/api/space",
        "GET /rest/api/group",
        "GET /rest/api/space/a",
        "GET /rest/api/user",
    ]
    assert os.listdir(tmp_path) == ["space"]


def test_only_so_many_modules_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"m{number}.py": f"{CONSTS}    # {'x' * 1_000}\n" for number in range(3)}
    source = "import requests, m0, m1, m2\n" + "".join(f"requests.get(m{number}.ROOT)\n" for number in range(3))
    assert len(found(source, files, project=tmp_path)) == 3
    monkeypatch.setattr(project, "MOST_READ", 2_000)
    assert len(found(source, files, project=tmp_path)) == 2


LARGE = "# " + "x" * 1_000 + "\n"
WIKI = """
    import requests
    class Wiki:
        def __init__(self, root):
            self.root = root
        def pages(self):
            return requests.get(self.root + "/content")
"""
BASES = {
    "one.py": f"{LARGE}class First:\n    pass\n",
    "two.py": f"{LARGE}class Second:\n    wiki = None\n",
    "wiki.py": WIKI,
}
JOB = """
    from one import First
    from two import Second
    from wiki import Wiki
    class Job(First, Second):
        def __init__(self, site):
            self.wiki = Wiki(f"https://{site}/rest/api")
        def run(self):
            return self.wiki.pages()
"""


def spent(project: Path, source: str) -> tuple[str, ...]:
    """The bounds that were reached."""
    return look_into(textwrap.dedent(source), str(project / "app.py"), root=str(project), open_urls=False).spent


def test_what_a_constructor_sets_needs_no_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    of_file = store.of_file

    def noted(path: str) -> Module | None:
        read.append(os.path.basename(path))
        return of_file(path)

    monkeypatch.setattr(store, "of_file", noted)
    source = "from job import Job\ndef main(job: Job):\n    job.wiki.pages()\n"
    assert found(source, {**BASES, "job.py": JOB}, project=tmp_path) == ["GET /rest/api/content"]
    before = read[: read.index("wiki.py") + 1]
    assert before == ["job.py", "wiki.py"]


def test_bases_leave_something_for_the_way_to_a_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "MOST_READ", 500)
    assert found(JOB, BASES, project=tmp_path) == ["GET /rest/api/content"]
    # What the class does not set itself, its bases are asked for first.
    source = JOB + "\n        def more(self):\n            return self.other.pages()\n    Job('x').run()\n"
    assert found(source, BASES, project=tmp_path) == ["GET /rest/api/content"]
    said = "more than 500 characters of other modules would have to be read, two.py among them"
    assert spent(tmp_path, source) == (said,)


def test_a_base_that_sets_the_attribute_is_read(tmp_path: Path) -> None:
    job = JOB.replace("            self.wiki =", "            if site: self.wiki =")
    calls = "{}\n        def all(self):\n            return self.pages() or self.wiki.pages()\n"
    second = """
        from wiki import Wiki
        class Second(Wiki):
            def __init__(self):
                self.root = "https://x/rest/api/space"
                self.wiki = Wiki("https://x/rest/api/user")
    """
    assert found(calls.format(job), {**BASES, "two.py": second}, project=tmp_path) == [
        "GET /rest/api/content",
        "GET /rest/api/space/content",
        "GET /rest/api/content",
    ]


def test_a_base_is_read_for_what_the_constructor_leaves_open(tmp_path: Path) -> None:
    source = """
        import requests
        from base import Base
        class Job(Base):
            def __init__(self, root=None):
                self.root = root
            def run(self):
                return requests.get(self.root + "/content")
    """
    base = "class Base:\n    def __init__(self):\n        self.root = 'https://x/rest/api'\n"
    assert found(source, {"base.py": base}, project=tmp_path) == ["GET /rest/api/content"]


def test_modules_that_are_read_for_bases_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "MOST_READ", 500)
    source = """
        import requests
        from one import First
        from two import Second
        class Job(First, Second):
            def run(self):
                return requests.get(self.root + "/content")
    """
    files = {**BASES, "two.py": f"{LARGE}class Second:\n    root = 'https://x/rest/api'\n"}
    assert found(source, files, project=tmp_path) == []
    assert [one.endswith("two.py among them") for one in spent(tmp_path, source)] == [True]
    monkeypatch.undo()
    assert found(source, files, project=tmp_path) == ["GET /rest/api/content"]
    assert spent(tmp_path, source) == ()
