"""The projects in examples/ run, and precisely the calls that the linter reports are those that Confluence refuses."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import jwt
import pytest
import yaml

from acceptance.example_apps import EXAMPLES, Example, Step, environment
from acceptance.fakes.connect import ConnectSite
from acceptance.fakes.gateway import SITE, Gateway
from acceptance.fakes.guard import Guard
from acceptance.fakes.server import Incoming, Request
from flake8_confluence_scopes import __version__
from tests.blocks import BLOCKS, block
from tests.support import ROOT, run_flake8

FOLDER = ROOT / "examples"
BY_NAME = {example.name: example for example in EXAMPLES}

_MESSAGE = re.compile(r"CFS101 (\S+) (\S+) (?:\(sent by \S+\) )?needs ")


class Call(NamedTuple):
    """A call as the linter names it, with ``{}`` for what the code leaves open."""

    method: str
    path: str

    def is_of(self, request: Request) -> bool:
        """Whether a request is this call; the code may leave out ``/wiki``."""
        pattern = re.escape(self.path.removeprefix("/wiki")).replace(r"\{\}", "[^/]+")
        return self.method == request.method and re.fullmatch(f"/wiki{pattern}", request.path) is not None


def call_of(request: Request, calls: set[Call]) -> Call:
    """The call that made a request: of ``content/search`` and ``content/{}`` the one with fewer holes."""
    return min((call for call in calls if call.is_of(request)), key=lambda call: call.path.count("{}"))


@pytest.fixture(params=BY_NAME)
def example(request: pytest.FixtureRequest) -> Example:
    return BY_NAME[request.param]


@pytest.fixture
def folder(example: Example, tmp_path: Path) -> Path:
    """A copy of the example, as a user's project."""
    return copied(example, tmp_path)


def copied(example: Example, place: Path) -> Path:
    return shutil.copytree(FOLDER / example.name, place / example.name, ignore=shutil.ignore_patterns("__pycache__"))


def confluence_scopes(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-m", "flake8_confluence_scopes", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def reported(folder: Path) -> set[Call]:
    """The calls that flake8 reports with the example's own configuration; it reports nothing else."""
    messages = [found.message for found in run_flake8(cwd=folder).findings()]
    matches = [match for match in map(_MESSAGE.match, messages) if match]
    assert len(matches) == len(messages), messages
    return {Call(match[1], match[2]) for match in matches}


def listed(folder: Path) -> set[Call]:
    """All calls of the example."""
    done = confluence_scopes("calls", "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return {Call(call["method"], call["path"]) for call in json.loads(done.stdout)}


def asked(steps: list[Step]) -> list[Request]:
    return [request for step in steps for request in step.requests]


def test_all_examples_are_here() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(BY_NAME)


def test_precisely_the_reported_calls_fail(example: Example, folder: Path) -> None:
    steps = example.use(folder)
    calls = listed(folder)
    failed = {call_of(request, calls) for request in asked(steps) if not request.succeeded}
    succeeded = {call_of(request, calls) for request in asked(steps) if request.succeeded}
    assert failed
    assert failed == reported(folder)
    assert succeeded == calls - failed
    assert [step.succeeded for step in steps] == [all(it.succeeded for it in step.requests) for step in steps]


def test_none_fails_after_the_fix(example: Example, folder: Path) -> None:
    before = example.declared(folder)
    done = confluence_scopes("fix", cwd=folder)
    if in_the_option := re.search("the scopes stand in no file; set --confluence-scopes to (.*)", done.stderr):
        example.declare(folder, in_the_option[1].split(","))
    else:
        assert done.returncode == 0, done.stderr
    assert set(before) < set(example.declared(folder))
    steps = example.use(folder)
    assert [step for step in steps if not step.succeeded] == []
    assert [request for request in asked(steps) if not request.succeeded] == []
    calls = listed(folder)
    assert {call_of(request, calls) for request in asked(steps)} == calls
    run = run_flake8(cwd=folder)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("name", "scope"),
    [(example.name, scope) for example in EXAMPLES for scope in example.declared(FOLDER / example.name)],
)
def test_the_linter_and_the_site_agree_with_one_scope_less(name: str, scope: str, tmp_path: Path) -> None:
    example = BY_NAME[name]
    folder = copied(example, tmp_path)
    example.declare(folder, [other for other in example.declared(folder) if other != scope])
    calls, refused = listed(folder), reported(folder)
    requests = asked(example.use(folder))
    assert requests
    assert [it for it in requests if it.succeeded == (call_of(it, calls) in refused)] == []


def test_flake8_has_nothing_else_to_say(folder: Path) -> None:
    assert run_flake8("--extend-ignore=CFS101", cwd=folder).findings() == []


def test_the_readme_shows_the_findings(example: Example, folder: Path) -> None:
    place = (f"examples/{example.name}/README.md", "What flake8 finds", "console")
    (shown,) = (one.text for one in BLOCKS if one[:3] == place)
    command, *lines = shown.splitlines()
    assert command.startswith("$ flake8 ")
    found = [f"{it.path}:{it.line}:{it.column + 1}: {it.message}" for it in run_flake8(cwd=folder).findings()]
    assert lines == [f"examples/{example.name}/{line}" for line in found]


def test_the_readme_shows_the_option_as_it_should_be() -> None:
    shown = block("examples/oauth-script/README.md", "The fix", "ini")
    done = confluence_scopes("fix", cwd=FOLDER / "oauth-script")
    _, _, scopes = done.stderr.strip().rpartition(" to ")
    assert (done.returncode, shown) == (2, "\n    ".join(["[flake8]\nconfluence-scopes =", *scopes.split(",")]) + "\n")


def test_the_ci_job_fails_on_the_findings(folder: Path) -> None:
    (file,) = (*folder.glob(".github/workflows/*.yml"), *folder.glob(".gitlab-ci.yml"))
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"flake8-confluence-scopes@(\S+)", text) == [f"v{__version__}"]
    jobs = yaml.safe_load(text)
    if file.name == ".gitlab-ci.yml":
        (job,) = jobs.values()
        (_, check), (report,) = job["script"], job["after_script"]
        assert job["artifacts"]["reports"]["codequality"] == report.partition(" > ")[2]
        entries = json.loads(confluence_scopes(*shlex.split(report.partition(" > ")[0])[1:], cwd=folder).stdout)
        assert {entry["check_name"] for entry in entries} == {"CFS101"}
    else:
        *_, step = jobs["jobs"]["scopes"]["steps"]
        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        given = step.get("with", {})
        assert given.keys() <= action["inputs"].keys()
        check = step.get("run") or action["runs"]["steps"][1]["run"].replace("$PATHS", given["paths"])
    program, *arguments = shlex.split(check)
    done = subprocess.run(
        [sys.executable, "-I", "-m", program, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert len(done.stdout.splitlines()) == len(run_flake8(cwd=folder).findings())


@pytest.mark.parametrize(
    ("secret", "issuer", "target", "status"),
    [
        (ConnectSite.secret, "app", "/rest/api/content/1?a=b&a=%2F", 200),
        (ConnectSite.secret, "app", "/rest/api/content/2?a=b&a=%2F", 401),
        (ConnectSite.secret, "another", "/rest/api/content/1?a=b&a=%2F", 401),
        ("a secret that nobody has given to the app", "app", "/rest/api/content/1?a=b&a=%2F", 401),
    ],
)
def test_the_connect_site_knows_its_app(secret: str, issuer: str, target: str, status: int) -> None:
    # The documentation's form: the values of a repeated name in one place, with %2F for a slash.
    text = "GET&/rest/api/content/1&a=%2F,b"
    claims = {"iss": issuer, "exp": int(time.time()) + 60, "qsh": hashlib.sha256(text.encode()).hexdigest()}
    headers = {"Authorization": f"JWT {jwt.encode(claims, secret, 'HS256')}"}
    with contextlib.closing(ConnectSite()) as site:
        site.admit("app", ["READ"])
        assert site.answer(Incoming("GET", f"/wiki{target}", headers, None)).status == status
        assert site.answer(Incoming("GET", f"/wiki{target}", {}, None)).status == 401


def test_the_gateway_knows_its_tokens() -> None:
    with contextlib.closing(Gateway()) as gateway:
        for token, status in ((gateway.token(["read:page:confluence"]), 200), (gateway.token([]), 401), ("unknown", 401)):
            headers = {"Authorization": f"Bearer {token}"}
            assert gateway.answer(Incoming("GET", f"{SITE}/wiki/api/v2/pages/1", headers, None)).status == status
        body = {"client_id": "c", "client_secret": "s", "refresh_token": gateway.refresh_token([])}
        refresh = Incoming("POST", "/oauth/token", {}, body)
        assert [gateway.answer(refresh).status for _ in range(2)] == [200, 403]


@pytest.mark.parametrize(
    ("catalog", "granted", "method", "path", "opened"),
    [
        ("connect-2014", ["READ"], "GET", "/wiki/rest/api/content/1", True),
        ("connect-2014", [], "GET", "/wiki/rest/api/content/1", False),
        ("connect-2014", ["WRITE"], "GET", "/wiki/rest/api/content/1", True),
        ("connect-2014", ["WRITE"], "DELETE", "/wiki/rest/api/content/1", False),
        ("connect-2014", ["ADMIN"], "POST", "/wiki/rest/api/space", False),
        ("connect-2014", ["ADMIN"], "GET", "/wiki/rest/api/contents", False),
        ("connect-2014", ["READ"], "GET", "/wiki/rest/applinks/2.0/entities", True),
        ("connect-2014", ["READ"], "GET", "/wiki/rest/applinks/3.0/entities", False),
        ("connect", ["READ"], "GET", "/wiki/rest/api/user/current", True),
        ("connect", ["READ"], "DELETE", "/wiki/rest/api/content/1/label/x", False),
        ("connect", ["WRITE"], "DELETE", "/wiki/rest/api/content/1/label/x", True),
        ("connect", ["WRITE"], "PUT", "/wiki/rest/mywork/1/action/2", True),
        ("connect", ["READ"], "PUT", "/wiki/rest/mywork/1/action/2", False),
        ("connect", ["ADMIN"], "GET", "/wiki/rest/api/audit", False),
        ("connect", ["ADMIN"], "GET", "/wiki/rest/likes/1.0/content/1", False),
        ("cloud", ["read:page:confluence"], "GET", "/wiki/api/v2/pages/1", True),
        ("cloud", ["write:page:confluence"], "GET", "/wiki/api/v2/pages/1", False),
        ("cloud", ["write:label:confluence"], "POST", "/wiki/rest/api/content/1/label", False),
        ("cloud", ["write:confluence-content"], "POST", "/wiki/rest/api/content/1/label", True),
        ("cloud", ["read:page:confluence"], "GET", "/wiki/api/v2/pages/1/no-such", False),
    ],
)
def test_what_the_fake_site_opens(catalog: str, granted: list[str], method: str, path: str, opened: bool) -> None:
    assert Guard(catalog, granted).opens(method, path) is opened
