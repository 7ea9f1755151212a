"""From a clean folder to a green run, with no other commands than those that the output names."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from tests.support import run_flake8_here

EXPECTED = Path(__file__).parent / "expected"
SITE = "https://a.atlassian.net/wiki"
CONNECT = {
    "atlassian-connect.json": '{\n  "key": "tidy",\n  "scopes": ["READ"]\n}\n',
    "tidy.py": f'import requests\n\n\ndef tidy(page):\n    requests.delete(f"{SITE}/rest/api/content/{{page}}")\n',
}
FORGE = {
    "manifest.yml": "app:\n  id: x\npermissions:\n  scopes:\n    - read:page:confluence # shown\nmodules: {}\n",
    "backend/pages.py": "import httpx\n\n\nasync def rename(page, title):\n"
    f'    async with httpx.AsyncClient(base_url="{SITE}") as client:\n'
    '        await client.put(f"/api/v2/pages/{page}", json={"title": title})\n',
}
SCRIPT = {
    "report.py": f'import requests\n\nSITE = "{SITE}"\nspaces = requests.get(SITE + "/api/v2/spaces").json()\n'
    'found = requests.get(f"{SITE}/rest/api/search", params={"cql": "type = page"}).json()\n'
}


class Journey:
    """Runs commands in the folder and keeps what was asked and said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.transcript = ""

    def run(self, command: str) -> str:
        """Runs a command as the output names it; gives what it prints."""
        program, *arguments = shlex.split(command)
        assert program == "confluence-scopes"
        code = cli.main(arguments)
        output, errors = self._capsys.readouterr()
        assert errors == ""
        self.transcript += f"$ {command}\n{output}[{code}]\n\n"
        return output

    def mend(self, command: str) -> None:
        """Runs a command whose words are no matter of this journey."""
        assert cli.main(shlex.split(command)[1:]) == 0
        self._capsys.readouterr()
        self.transcript += f"$ {command}\n\n"


@pytest.fixture
def journey(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Journey:
    """A clean folder with the files of the test's parameter."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".git").mkdir()
    for name, text in request.param.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Journey(capsys)


def named(output: str) -> str:
    """The last command that an output names."""
    *_, last = re.findall(r"`(confluence-scopes [^`]+)`", output)
    return str(last)


@pytest.mark.parametrize(
    ("journey", "name", "descriptor", "after"),
    [
        (CONNECT, "connect", "atlassian-connect.json", '{\n  "key": "tidy",\n  "scopes": ["READ", "DELETE"]\n}\n'),
        (
            FORGE,
            "forge",
            "manifest.yml",
            FORGE["manifest.yml"].replace("# shown\n", "# shown\n    - write:page:confluence\n"),
        ),
    ],
    indirect=["journey"],
)
def test_an_app_with_a_descriptor(journey: Journey, name: str, descriptor: str, after: str) -> None:
    journey.mend(named(journey.run("confluence-scopes check")))
    assert Path(descriptor).read_text(encoding="utf-8") == after
    journey.run("confluence-scopes check")
    assert journey.transcript == (EXPECTED / f"{name}.journey").read_text(encoding="utf-8")
    assert run_flake8_here("--isolated", "--select=CFS", cwd=Path.cwd()).findings() == []


@pytest.mark.parametrize("journey", [SCRIPT], indirect=True)
def test_a_script_with_a_token_and_no_descriptor(journey: Journey) -> None:
    output = journey.run(named(journey.run("confluence-scopes check")))
    first, *_ = re.findall(r"confluence-scopes = (\S+)", output)
    journey.run(f"confluence-scopes check --confluence-scopes={first}")
    assert journey.transcript == (EXPECTED / "script.journey").read_text(encoding="utf-8")
    Path(".flake8").write_text(f"[flake8]\nconfluence-scopes = {first}\n")
    assert run_flake8_here("--select=CFS", cwd=Path.cwd()).findings() == []
    assert journey.run("confluence-scopes check").startswith("No findings.\n")
