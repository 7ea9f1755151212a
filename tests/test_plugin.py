"""The plugin class, without flake8's process around it."""

from __future__ import annotations

import ast
import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from flake8.exceptions import ExecutionError
from flake8.options.manager import OptionManager
from flake8.style_guide import Decision, DecisionEngine

from flake8_confluence_scopes import ISSUES, __version__, belonging, calls, checker, descriptors
from flake8_confluence_scopes.calls import UncheckedFile
from flake8_confluence_scopes.calls.modules.python_tree import MOST_COMMAS
from flake8_confluence_scopes.plugin import Plugin
from flake8_confluence_scopes.rules import RULES, Finding
from flake8_confluence_scopes.settings import Settings
from tests.calls.libraries.test_client_models import DATA

SOURCE = 'import requests\n\nrequests.delete("https://x.example/rest/api/content/1")\n'
MISSING = "CFS101 DELETE /rest/api/content/1 needs scope DELETE; atlassian-connect.json lacks it"
FAILED = (
    f"CFS902 the plugin failed with {{}}, the file's calls are not checked; please report it at {ISSUES}"
)

Results = list[tuple[int, int, str, type[Plugin]]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that declares READ, as the working directory; what a test configures is undone."""
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Plugin, "settings", Settings())
    return tmp_path


def lint(source: str = SOURCE, filename: str = "app.py") -> Results:
    return list(Plugin(ast.parse(source), filename, source.splitlines(keepends=True)).run())


def options(**values: object) -> Namespace:
    unset: dict[str, object] = dict.fromkeys(
        f"confluence_{name}" for name in ("descriptor", "scopes", "catalog", "root", "clients", "keep_scopes")
    )
    return Namespace(**(unset | {"select": None, "extend_select": None} | values))


def test_client_models_of_one_s_own(project: Path) -> None:
    (project / "my.json").write_text(json.dumps(DATA), encoding="utf-8")
    Plugin.parse_options(options(confluence_clients=["my.json"]))
    assert Plugin.settings == Settings(clients=("my.json",))
    lint()
    assert [model.name for model in calls.client_models()][0] == "acme"
    Plugin.parse_options(options())
    lint()
    assert "acme" not in [model.name for model in calls.client_models()]


def test_what_flake8_asks_for() -> None:
    assert (Plugin.name, Plugin.version) == ("flake8-confluence-scopes", __version__)


def test_the_options(project: Path) -> None:
    manager = OptionManager(version="7", plugin_versions="", parents=[], formatter_names=[])
    Plugin.add_options(manager)
    assert manager.extended_default_ignore == ["CFS106", "CFS301"]
    names = {"confluence_descriptor", "confluence_scopes", "confluence_catalog", "confluence_root"}
    asked = {name for name in manager.config_options_dict if "-" not in name}
    assert asked == names | {"confluence_clients", "confluence_keep_scopes"}
    arguments = ["--confluence-descriptor", "web/x.json", "--confluence-scopes", "READ, WRITE,"]
    parsed = manager.parse_args([*arguments, "--confluence-catalog=cloud", "--confluence-root=./src"])
    assert [getattr(parsed, name) for name in sorted(names)] == [
        "cloud",
        str(project / "web" / "x.json"),
        str(project / "src"),
        ["READ", "WRITE"],
    ]
    clients = manager.parse_args(["--confluence-clients=./a.json, b/c.json"]).confluence_clients
    assert clients == [str(project / "a.json"), str(project / "b" / "c.json")]
    assert [getattr(manager.parse_args([]), name) for name in sorted(names)] == [None] * 4


def test_valid_options_are_kept_on_the_class(project: Path) -> None:
    Plugin.parse_options(options(confluence_scopes=["READ"], confluence_root="."))
    assert Plugin.settings == Settings(scopes=("READ",), root=".")
    Plugin.parse_options(options())
    assert Plugin.settings == Settings()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"confluence_scopes": ["a b"]}, "--confluence-scopes: 'a b' is no scope name"),
        (
            {"confluence_descriptor": "no\u00ebl\udcff.json"},
            "--confluence-descriptor: there is no file no\\xebl\\udcff.json",
        ),
        ({"confluence_clients": ["no.json"]}, "--confluence-clients: no.json cannot be read: No such file or directory; name a"),
    ],
)
def test_a_bad_value_is_one_sentence_in_ascii(
    project: Path, values: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ExecutionError) as caught:
        Plugin.parse_options(options(**values))
    assert str(caught.value).startswith(sentence)
    assert str(caught.value).isascii()
    assert Plugin.settings == Settings()


@pytest.mark.parametrize(
    ("select", "extend_select", "on"),
    [
        (None, None, False),
        (["CFS"], ["CFS"], False),
        (["C"], ["CFS1", "CFS302", "E301"], False),
        (None, ["CFS301"], True),
        (["E", "CFS301"], None, True),
        ([], ["CFS3"], True),
    ],
)
def test_an_off_by_default_code_has_to_be_named(
    project: Path, select: list[str] | None, extend_select: list[str] | None, on: bool
) -> None:
    Plugin.parse_options(options(select=select, extend_select=extend_select))
    assert Plugin.settings.extra_codes == ({"CFS301"} if on else set())
    undecided = 'import requests\nrequests.request(verb, "/rest/api/content")\n'
    found = lint(undecided)
    assert [message.split(":")[0] for _, _, message, _ in found] == (
        ["CFS301 ? /rest/api/content is not checked"] if on else []
    )


@pytest.mark.parametrize(
    ("selected", "on"),
    [("CFS1", set()), ("CFS10", set()), ("CFS105", {"CFS105"}), ("CFS106", {"CFS106"}), ("CFS3", {"CFS301"}), ("", set())],
)
def test_a_group_of_codes_turns_on_none_that_is_off_by_default(project: Path, selected: str, on: set[str]) -> None:
    Plugin.parse_options(options(extend_select=[selected]))
    assert Plugin.settings.extra_codes == on


@pytest.mark.parametrize(
    ("select", "extend_select", "shown"),
    [
        (["E"], None, False),
        (["C9", "F"], ["W"], False),
        ([], None, False),
        (["CFS3"], ["CFS203"], True),
        ([], ["CFS101"], True),
        (["C"], None, True),
        (None, ["E9"], True),
    ],
)
def test_where_others_alone_are_selected_no_file_is_looked_at(
    project: Path, monkeypatch: pytest.MonkeyPatch, select: list[str] | None, extend_select: list[str] | None, shown: bool
) -> None:
    Plugin.parse_options(options(select=select, extend_select=extend_select))
    looks = Mock(return_value=())
    monkeypatch.setattr(Plugin, "_findings", looks)
    lint()
    assert looks.called == shown
    given = {"select": select, "extend_select": extend_select, "extended_default_select": ["CFS"]}
    ignored: dict[str, list[str]] = {"ignore": [], "extend_ignore": [], "extended_default_ignore": []}
    engine = DecisionEngine(Namespace(**given, **ignored))
    assert any(engine.decision_for(code) is Decision.Selected for code in RULES) == shown


def test_a_finding(project: Path) -> None:
    assert lint() == [(3, 16, MISSING, Plugin)]


def test_the_class_that_flake8_loaded_is_named(project: Path) -> None:
    class Wrapped(Plugin):
        pass

    ((*_, kind),) = Wrapped(ast.parse(SOURCE), "app.py", SOURCE.splitlines(keepends=True)).run()
    assert kind is Wrapped


@pytest.mark.parametrize("filename", ["stdin", "-", "no/such/folder/app.py", "./app.py", "\u00fc.py"])
def test_the_file_need_not_exist(project: Path, filename: str) -> None:
    assert lint(filename=filename) == lint(filename=str(project / filename)) == [(3, 16, MISSING, Plugin)]


def test_the_declaring_options(project: Path) -> None:
    (project / "other.json").write_text('{"scopes": ["WRITE"]}', encoding="utf-8")
    Plugin.settings = Settings(descriptor="other.json")
    assert [message for _, _, message, _ in lint()] == [
        "CFS101 DELETE /rest/api/content/1 needs scope DELETE; other.json lacks it"
    ]
    Plugin.settings = Settings(scopes=("DELETE",))
    assert lint() == []


def test_the_catalog_option(project: Path) -> None:
    Plugin.settings = Settings(catalog="connect-2016")
    source = 'import requests\nrequests.get("https://x.example/rest/ui/1/content")\n'
    ((_, _, message, _),) = lint(source)
    assert message.startswith("CFS103 GET /rest/ui/1/content is closed to apps: connect-2016 lists no such")


def test_the_project_s_root(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roots = []

    def spy(source: str, filename: str, *, root: str | None, **options: object) -> calls.FileCalls:
        roots.append((filename, root))
        return calls.FileCalls()

    monkeypatch.setattr(calls, "look_into", spy)
    (project / "app" / ".git").mkdir(parents=True)
    lint(filename="web/app.py")
    lint(filename="app/web/app.py")
    Plugin.settings = Settings(root="app")
    lint(filename="web/app.py")
    assert roots == [
        (str(project / "web" / "app.py"), str(project)),
        (str(project / "app" / "web" / "app.py"), str(project / "app")),
        (str(project / "web" / "app.py"), str(project / "app")),
    ]


def test_no_descriptor_is_looked_for_without_calls(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptors, "find", None)
    assert lint('import requests\nrequests.get("https://x.example/rest/api/2/issue/X-1")\n') == []
    assert lint('PATH = "/rest/api/content"\n') == []
    other = 'import requests\nrequests.get("https://x.example/rest/api/2/issue/X-1")\n'
    assert lint(f'PATH = "/rest/api/content"\n{other}') == []


@pytest.mark.parametrize("source", ["", "\n", "x = 1\n", 'PATH = "/rest/api/content"\n'])
def test_without_calls_nothing_is_checked(
    project: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setattr(belonging, "confluence_calls", None)
    assert lint(source) == []


def test_a_call_through_another_module(project: Path) -> None:
    wrapper = "import requests\n\n\ndef remove(path):\n    requests.delete('/rest/api' + path)\n"
    (project / "client.py").write_text(wrapper, encoding="utf-8")
    assert lint("from client import remove\n\nremove('/content/1')\n") == [(3, 7, MISSING, Plugin)]


def raising(error: BaseException) -> Callable[..., list[calls.Call]]:
    def fail(*arguments: object, **options: object) -> list[calls.Call]:
        raise error

    return fail


def test_an_unchecked_file(project: Path) -> None:
    source = SOURCE + f"x = '{',' * (MOST_COMMAS + 1)}'\n"
    message = f"CFS901 the file's calls are not checked: it has more than {MOST_COMMAS} commas"
    assert [found[:3] for found in lint(source)] == [(1, 0, message)]


class Panic(BaseException):
    """What a native extension may raise."""


@pytest.mark.parametrize(
    "error", [KeyError("x"), SyntaxError("x"), RecursionError(), MemoryError(), SystemExit(1), Panic()]
)
def test_an_internal_error(project: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    monkeypatch.setattr(calls, "look_into", raising(error))
    assert lint() == [(1, 0, FAILED.format(type(error).__name__), Plugin)]


@pytest.mark.parametrize("asked", ["", "1"])
def test_an_internal_error_tells_who_asks_where_it_comes_from(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    monkeypatch.setenv("CONFLUENCE_SCOPES_TRACEBACK", asked)
    monkeypatch.setattr(calls, "look_into", raising(KeyError("x")))
    assert lint() == [(1, 0, FAILED.format("KeyError"), Plugin)]
    errors = capsys.readouterr().err
    assert errors.startswith("Traceback") and errors.endswith("KeyError: 'x'\n") if asked else not errors


def test_an_interruption_passes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "look_into", raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        lint()


def test_the_generator_can_be_closed(project: Path) -> None:
    source = SOURCE + 'requests.put("https://x.example/rest/api/content/1")\n'
    results = Plugin(ast.parse(source), "app.py", source.splitlines(keepends=True)).run()
    assert next(results)[0] == 3
    results.close()
    assert list(results) == []


@pytest.mark.parametrize("error", [UncheckedFile("odd"), KeyError("x")])
def test_nothing_stands_in_an_empty_file(
    project: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(Plugin, "_findings", raising(error))
    assert lint("") == []


@pytest.mark.parametrize(("line", "shown"), [(-1, False), (0, False), (1, True), (3, True), (4, False)])
def test_a_finding_outside_of_the_file_is_not_shown(
    project: Path, monkeypatch: pytest.MonkeyPatch, line: int, shown: bool
) -> None:
    monkeypatch.setattr(checker, "check", lambda *arguments: [Finding(line, 2, "CFS101", "CFS101 x")])
    assert lint() == ([(line, 2, "CFS101 x", Plugin)] if shown else [])
