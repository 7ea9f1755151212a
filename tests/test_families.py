"""The three families of scopes end to end, through the real flake8: Connect, Forge Remote, OAuth."""

from __future__ import annotations

import pytest

from tests.support import FIXTURES, run_flake8

FORGE, OAUTH = "manifest.yml lacks", "--confluence-scopes lacks"


@pytest.mark.parametrize(
    ("project", "file", "expected"),
    [
        (
            "quickstart",
            "app.py",
            ["CFS101 DELETE /rest/mywork/latest/notification/{} needs scope DELETE; {lacks}"],
        ),
        (
            "forge-remote",
            "backend/confluence.py",
            [
                "CFS203 manifest.yml declares wirte:comment:confluence, which is no scope of Confluence; "
                "did you mean write:comment:confluence?",
                "CFS101 POST /wiki/rest/api/content/{}/label needs one of "
                "[read:label:confluence, write:label:confluence], [write:confluence-content]; "
                f"{FORGE} write:label:confluence",
                f"CFS101 POST /wiki/api/v2/footer-comments needs scope write:comment:confluence; {FORGE} it",
                f"CFS101 PUT /wiki/api/v2/pages/{{}}/title needs scope write:page:confluence; {FORGE} it",
                "CFS102 PATCH /wiki/api/v2/pages/{} is closed to apps: "
                "cloud opens only GET, PUT, DELETE of /wiki/api/v2/pages/{id}",
                "CFS103 GET /wiki/api/v2/users is closed to apps: cloud lists no such resource",
                "CFS102 POST /wiki/api/v2/admin-key is closed to apps in cloud",
            ],
        ),
        (
            "oauth-integration",
            "exporter.py",
            [
                f"CFS101 GET /wiki/api/v2/spaces needs scope read:space:confluence; {OAUTH} it",
                "CFS101 PUT /wiki/rest/api/content/{}/child/attachment needs one of "
                "[read:content-details:confluence, write:attachment:confluence], [write:confluence-file]; "
                f"{OAUTH} read:content-details:confluence",
                f"CFS101 DELETE /wiki/api/v2/pages/{{}} needs scope delete:page:confluence; {OAUTH} it",
            ],
        ),
    ],
)
def test_a_family(project: str, file: str, expected: list[str]) -> None:
    run = run_flake8("--select=CFS", file, cwd=FIXTURES / project)
    lacks = "atlassian-connect.json lacks it"
    assert [found.message for found in run.findings()] == [
        message.replace("{lacks}", lacks) for message in expected
    ]


def test_the_option_on_the_command_line() -> None:
    scopes = "write:confluence-file,read:space:confluence,delete:page:confluence,read:page:confluence,search:confluence"
    run = run_flake8("--isolated", "--select=CFS", f"--confluence-scopes={scopes}", cwd=FIXTURES / "oauth-integration")
    assert run.findings() == []


def test_a_run_in_a_folder_of_a_repository_finds_the_descriptor_above_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    project = tmp_path_factory.mktemp("project")
    (project / ".git").mkdir()
    (project / "manifest.yml").write_text("app:\npermissions: {scopes: [read:page:confluence]}\n", encoding="utf-8")
    (project / "app").mkdir()
    source = 'import requests\nrequests.get("https://x.example/wiki/api/v2/spaces")\n'
    (project / "app" / "a.py").write_text(source, encoding="utf-8")
    (found,) = run_flake8("--select=CFS", "a.py", cwd=project / "app").findings()
    assert found.message == (
        "CFS101 GET /wiki/api/v2/spaces needs scope read:space:confluence; manifest.yml lacks it"
    )
