"""The test of the text alone: what it lets through, and how little it lets through."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from flake8_confluence_scopes.belonging import belongs
from flake8_confluence_scopes.calls import UncheckedFile
from flake8_confluence_scopes.calls.first_look import may_hold
from flake8_confluence_scopes.calls.first_look.may_hold import may_hold_calls
from flake8_confluence_scopes.calls.first_look.rest_roots import evidence_of

ROOTS = [
    "'/rest/api/content'", "'rest/api/content'", "f'{base}rest/api/content'", "'%srest/api/content'", "base + '/rest'",
    "'https://x/wiki/api/v2/pages'", "join('rest', 'api')", "'/'.join(['api', 'v2', 'pages'])", "'/download/temp/x'",
    "'/download/attachments/1/x.png'", "'/rest%s'", "f'/rest{path}'",
]  # fmt: skip
OTHERS = ["'rest of it'", "the rest/of it", "'/restart'", "v2 = 1", "'/download/files'", "from rest import x", "interest/", ""]


@pytest.mark.parametrize("text", ROOTS)
def test_roots(text: str) -> None:
    assert evidence_of(f"x = {text}")
    assert may_hold_calls(f"def f():\n    return [{text}]")
    assert may_hold_calls(f"x('é', {text}) # ")


@pytest.mark.parametrize("text", [text for text in ROOTS if text.endswith("'") and " " not in text])
def test_roots_in_prose(text: str) -> None:
    assert not may_hold_calls(text)
    assert not may_hold_calls(f"# {text}\nx = 1")
    assert not may_hold_calls(f"def f():\n    {text}\n    return 1")
    assert not may_hold_calls(f'x = """first\n{text}"""')
    assert not may_hold_calls(f"x = rf\"\"\"first\n{{y}}{text.removeprefix('f')}\"\"\"")


def test_a_string_may_go_on_in_the_next_line() -> None:
    assert may_hold_calls("x = (\n    'https://x'\n    '/rest/api/content'\n)")
    assert may_hold_calls("x = \"\"\"\n/rest/api/content\n\"\"\"")
    assert may_hold_calls("x = 1\x0c\ny = '/rest/api/content'")


def test_where_a_root_may_stand() -> None:
    for source in (
        "f(*a, b=[c for c in d if c != {root}])", "match a:\n    case {root}: pass", "try: a\nexcept b({root}): pass",
        "with a({root}) as b: pass", "lambda a={root}: a", "a: b = {root}", "a[{root}:b]", "x = f'{{a({root})}}'",
        "class A(b={root}): pass", "async def f():\n    return await a({root})",
    ):  # fmt: skip
        assert may_hold_calls(source.format(root='"/rest/api"'))


def test_a_text_with_a_great_many_roots_is_taken_for_one_that_has_one() -> None:
    assert may_hold_calls("# '/rest/api'\n" * 201)
    assert not may_hold_calls("# '/rest/api'\n" * 200)


def test_a_source_that_python_cannot_parse() -> None:
    with pytest.raises(UncheckedFile):
        may_hold_calls("x = '/rest/api' +")
    assert not may_hold_calls("x = '/other' +")


@pytest.mark.parametrize("text", OTHERS)
def test_other_texts(text: str) -> None:
    assert not evidence_of(text)
    assert not may_hold_calls(text)


IMPORTS = [
    "import api", "import os, api as x", "from api import get", "from api import (\n    get,\n    put)", "from . import api",
    "from .api import *", "if x: from api import get", "x = 1; import api", "from api \\\n    import get",
    "import os, \\\n    api", "  import api", "import pkg.api", "from pkg import api", "from pkg import b, api",
    "import space.api", "from space import api", "from space import (api)", "from .space import api", "import hop",
    "from hop import api",
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for place in ("api.py", "pkg/api.py", "space/api.py"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text("ROOT = '/rest/api'")
    (tmp_path / "pkg" / "__init__.py").write_text("")
    (tmp_path / "hop.py").write_text("import os\nfrom api import *\nimport hop, far")
    (tmp_path / "far.py").write_text("import farther")
    (tmp_path / "farther.py").write_text("import api")
    (tmp_path / "plain.py").write_text("import os, plain")
    return tmp_path


@pytest.mark.parametrize("source", IMPORTS)
def test_imported_roots(project: Path, source: str) -> None:
    path = str(project / "app.py")
    assert may_hold_calls(source, path, str(project))
    assert may_hold_calls(source, path)
    assert not may_hold_calls(source)


def test_a_module_that_a_module_imports_may_come_later(project: Path) -> None:
    path = str(project / "app.py")
    (project / "way.py").write_text("import late")
    assert not may_hold_calls("import way", path)
    (project / "late.py").write_text("ROOT = '/rest/api'")
    assert may_hold_calls("import way", path)


@pytest.mark.parametrize("name", ["Roots", "_roots", "roots2"])
def test_each_kind_of_name_that_a_module_may_have(name: str, project: Path) -> None:
    (project / f"{name}.py").write_text("ROOT = '/rest/api'")
    assert may_hold_calls(f"import {name}", str(project / "app.py"))


@pytest.mark.parametrize(
    "source",
    ["import plain", "import far", "important api", "from plain import api", "# import api", "from import x", "import os"],
)
def test_imports_that_lead_to_no_root(project: Path, source: str) -> None:
    assert not may_hold_calls(source, str(project / "app.py"), str(project))


def test_modules_that_cannot_be_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(project / "app.py")
    (project / "bad.py").write_bytes(b"\xff\xfe '/rest/api'")
    assert not may_hold_calls("import bad", path)
    (project / "gone.py").write_text("ROOT = '/rest/api'")
    assert may_hold_calls("import gone", path)
    (project / "gone.py").unlink()
    assert not may_hold_calls("import gone", path)
    (project / "dir.py").mkdir()  # as little to read as a pipe, which would wait for a writer
    (project / "big.py").write_text("ROOT = '/rest/api'  # " + "x" * 100)
    monkeypatch.setattr(may_hold, "LARGEST", 50)
    assert not may_hold_calls("import big, dir", path)

    def refused(*args: object, **kwargs: object) -> None:
        raise PermissionError

    (project / "closed.py").write_text("ROOT = '/rest/api'")
    monkeypatch.setattr("builtins.open", refused)
    assert not may_hold_calls("import closed", path)


def test_names_that_are_no_paths(project: Path) -> None:
    assert not may_hold_calls("from " + "a" * 5_000 + " import b", os.path.join(project, "app.py"))


@pytest.mark.parametrize("text", ["from " + "." * 300_000 + " 5\n", "from os import (\n" * 100_000], ids=["dots", "brackets"])
def test_what_only_looks_like_an_import_takes_no_time(text: str, project: Path) -> None:
    start = time.process_time()
    assert not may_hold_calls(f'"""\n{text}"""\nimport os\n', str(project / "app.py"), str(project))
    # Time that grows with the square would be an hour.
    assert time.process_time() - start < 10


def test_an_import_behind_the_last_bracket(project: Path) -> None:
    (project / "urls.py").write_text("ROOT = '/rest/api'\n", encoding="utf-8")
    imports = "from urls import ROOT"
    for source in (f"f(); {imports}", f"f()\n{imports}", "from urls import (ROOT)", "import os\nimport urls"):
        assert may_hold_calls(source, str(project / "app.py"), str(project)), source


@pytest.mark.parametrize(
    ("source", "passes"),
    [
        ("get('/rest/api/content')", True),
        ("get('/rest/api/2/issue')", False),
        ("get(host + '/rest/other/thing')", False),
        ("confluence.get('/rest/other/thing')", True),
        ("confluence.get('/rest/api/2/issue')", False),
        ("get('https://logs.example/api/v2/logs')", False),
        ("get(f'{host}/wiki/api/v2/logs')", True),
        ("get(f'{host}/api/v2/{what}')", True),
        ("get('/'.join([host, 'rest', 'api', what]))", True),
        ("get('%s/rest/api/%s' % (host, what))", True),
    ],
)
def test_own_paths_that_belong(source: str, passes: bool) -> None:
    assert may_hold_calls(source, belongs=belongs) is passes
    assert may_hold_calls(source)


@pytest.mark.parametrize(
    ("module", "source", "passes"),
    [
        ("get('/rest/api/content')", "page()", True),
        ("get('/rest/api/2/issue')", "confluence.get('content')", False),
        ("get('/rest/other/thing')", "page()", False),
        ("get('/rest/other/thing')", "confluence.page()", True),
        ("confluence.get('/rest/other/thing')", "page()", True),
        ("get(host + '/rest/api/' + what)", "get('content')", True),
        ("get(host + '/rest/api/' + what)", "get(f'/content/{page}/')", True),
        ("get(host + '/rest/api/' + what)", "get('%s/children' % page)", False),
        ("get(host + '/rest/api/' + what)", "get('issue')", False),
        ("get(host + '/rest/api/' + what)", "get('the content')", False),
        ("get(host + '/rest/api/' + what)", "get(content)", False),
        ("get(host + '/rest/api/' + what)", "page()", False),
        ("get(host + '/rest/api/' + what)", "confluence.page()", True),
        ("confluence.get(host + '/rest/api/' + what)", "page()", True),
        ("get(host + '/rest' + what)", "get('/mywork/1/task')", True),
        ("get(host + '/rest' + what)", "get('/api/content')", True),
        ("get(host + '/rest' + what)", "get('/pages')", False),
        ("get('%s/rest%s' % (host, what))", "get('/mywork/1/task')", True),
        ("get(join(host + '/rest/api', what))", "get('content')", True),
        ("get(join(host, 'rest', 'api', what))", "get('content')", True),
        ("get(join(host, 'api', 'v2', what))", "get('pages')", True),
        ("get(join(host, 'api', 'v2', what))", "get('logs')", False),
        ("get(host + '/download/temp/' + what)", "get('x.png')", True),
    ],
)
def test_imported_paths_that_belong(module: str, source: str, passes: bool, tmp_path: Path) -> None:
    (tmp_path / "api.py").write_text(module)
    path = str(tmp_path / "app.py")
    assert may_hold_calls(f"from api import page, get\n{source}", path, belongs=belongs) is passes
    assert may_hold_calls(f"from api import page, get\n{source}", path)


def test_a_root_and_the_name_of_the_product_may_stand_in_two_modules(tmp_path: Path) -> None:
    (tmp_path / "api.py").write_text("import site_paths")
    (tmp_path / "site_paths.py").write_text("ROOT = '/rest/api/'")
    path = str(tmp_path / "app.py")
    assert may_hold_calls("import api, confluence", path, belongs=belongs)
    assert not may_hold_calls("import api", path, belongs=belongs)


def test_a_text_with_a_great_many_strings_is_taken_for_one_that_names_a_resource(tmp_path: Path) -> None:
    (tmp_path / "api.py").write_text("get(host + '/rest/api/' + what)")
    path = str(tmp_path / "app.py")
    strings = "import api\n" + "".join(f"x = 'a{number}'\n" for number in range(5_001))
    assert may_hold_calls(strings, path, belongs=belongs)
    assert not may_hold_calls(strings.replace("x = 'a0'\n", ""), path, belongs=belongs)


def test_a_byte_order_mark_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "api.py").write_bytes("\ufeffBASE = '/rest/api'\n".encode())
    source = "import requests\nfrom api import BASE\nrequests.get(BASE + '/content')\n"
    path, root = str(tmp_path / "app.py"), str(tmp_path)
    assert may_hold_calls(source, path, root)
