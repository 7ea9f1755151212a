"""Calls x catalog x declaration -> findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.belonging import confluence_calls
from flake8_confluence_scopes.calls import UNKNOWN_METHOD, Call, Place
from flake8_confluence_scopes.checker import check
from flake8_confluence_scopes.descriptors import (
    Descriptor,
    NoDescriptor,
    UnreadableDescriptor,
    declared_by_option,
)
from flake8_confluence_scopes.path_template import PathTemplate
from flake8_confluence_scopes.rules import Finding

CONTENT = "/rest/api/content/{id}"
REMOVED = "was removed (REST document of 2026-07-21)"
CHAIN = ("READ", "WRITE", "DELETE", "SPACE_ADMIN", "ADMIN")
ALL_CODES = frozenset({"CFS301"})


def call(method: str, path: str, line: int = 3, column: int = 7, reason: str = "") -> Call:
    """A call one line above its argument."""
    template = PathTemplate.parse(path)
    assert template is not None
    argument = Place(line, column, line, column + 1)
    return Call("requests", method, template, Place(line - 1, 0, line, column + 2), argument, reason)


def connect(*names: str) -> Descriptor:
    return Descriptor("atlassian-connect.json", "/app/atlassian-connect.json", "connect", names)


def forge(*names: str) -> Descriptor:
    return Descriptor("manifest.yml", "/app/manifest.yml", "forge", names)


def messages(*calls: Call, declares: Descriptor, catalog: str | None = None) -> list[str]:
    chosen = scopes.load(catalog) if catalog else None
    return [finding.message for finding in check(calls, declares, chosen, ALL_CODES)]


def operation(path: str, *alternatives: list[str], method: str = "GET", **more: str) -> dict[str, object]:
    return {"method": method, "path": path, "classic": [], "granular": list(alternatives), **more}


def write_catalog(folder: Path, *operations: dict[str, object], date: str = "2026-11") -> str:
    path = folder / f"ours-{date}.json"
    origin = {"name": "ours", "family": "oauth", "source": "us", "date": date, "generator": "by hand"}
    path.write_text(json.dumps({"schema": 1, **origin, "operations": operations}), encoding="utf-8")
    return str(path)


def sent_by_method(method: str, path: str, line: int = 3, is_open: bool = False) -> Call:
    return call(method, path, line)._replace(client="acme.Wiki.save", named=True, is_open=is_open)


def test_a_named_method_is_said_to_send_what_needs_the_scope() -> None:
    assert messages(sent_by_method("DELETE", CONTENT), declares=connect("READ")) == [
        "CFS101 DELETE /rest/api/content/{} (sent by Wiki.save) needs scope DELETE; atlassian-connect.json lacks it"
    ]


def test_of_a_named_method_each_requirement_is_said_once() -> None:
    requests = [("GET", "/rest/api/content/1"), ("GET", "/rest/api/space"), ("PUT", "/rest/api/content/1")]
    once = [sent_by_method(*request) for request in requests]
    twice = [*once, *(sent_by_method(*request, line=9) for request in requests)]
    assert len(messages(*once, declares=connect("ACT_AS_USER"))) == 2
    assert len(messages(*twice, declares=connect("ACT_AS_USER"))) == 4
    assert len(messages(*(call(*request) for request in requests), declares=connect("ACT_AS_USER"))) == 3
    assert messages(*once, declares=connect("ADMIN")) == []


def test_of_a_named_method_a_removed_operation_is_said_once() -> None:
    requests = [("GET", "/rest/api/content/1"), ("PUT", "/rest/api/content/1")]
    (message,) = messages(*(sent_by_method(*request) for request in requests), declares=forge())
    assert message == f"CFS105 GET /rest/api/content/1 (sent by Wiki.save) {REMOVED}"


def test_of_a_named_method_a_deprecated_operation_is_said_once(tmp_path: Path) -> None:
    paths = ("/wiki/rest/api/space/1", "/wiki/rest/api/space/2")
    row = operation("/wiki/rest/api/space/{id}", ["read:space:confluence"])
    path = write_catalog(tmp_path, {**row, "deprecated": True})
    found = check([sent_by_method("GET", one) for one in paths], forge("read:space:confluence"), scopes.load(path), ["CFS106"])
    assert [one.code for one in found] == ["CFS106"]


def test_a_missing_scope() -> None:
    assert check([call("DELETE", CONTENT)], connect("READ", "WRITE")) == [
        Finding(
            3,
            7,
            "CFS101",
            "CFS101 DELETE /rest/api/content/{} needs scope DELETE; atlassian-connect.json lacks it",
            "run `confluence-scopes fix`: it adds DELETE to atlassian-connect.json",
        )
    ]


def test_no_scope_is_declared() -> None:
    (message,) = messages(call("GET", "https://a.atlassian.net/wiki/rest/api/content"), declares=connect())
    assert message == (
        "CFS101 GET /wiki/rest/api/content needs scope READ; atlassian-connect.json lacks it"
    )


@pytest.mark.parametrize("scope", CHAIN)
def test_a_scope_implies_those_before_it(scope: str) -> None:
    calls = [call("GET", CONTENT), call("PUT", CONTENT), call("DELETE", CONTENT)]
    calls.append(call("GET", "/rest/applinks/latest/manifest"))
    needed = ("READ", "WRITE", "DELETE", "ADMIN")
    found = messages(*calls, declares=connect(scope))
    missing = [name for name in needed if CHAIN.index(name) > CHAIN.index(scope)]
    assert [message.partition("needs scope ")[2].partition(";")[0] for message in found] == missing


def test_a_closed_method() -> None:
    assert messages(call("PATCH", CONTENT), declares=connect("ADMIN")) == [
        "CFS102 PATCH /rest/api/content/{} is closed to apps: "
        "cloud opens only GET, PUT, DELETE of /wiki/rest/api/content/{id}"
    ]


def test_a_message_names_the_table_that_decides() -> None:
    closed = (
        ("DELETE", "/rest/mywork/1/status", "connect-2016 opens only GET of /rest/mywork/{version}/status"),
        ("POST", "/rest/remoteplugintest/1/user", "connect-2014 opens only GET of /rest/remoteplugintest/{version}/user"),
    )
    for method, path, said in closed:
        assert messages(call(method, path), declares=connect("ADMIN")) == [
            f"CFS102 {method} {path} is closed to apps: {said}"
        ]


def test_a_closed_operation(tmp_path: Path) -> None:
    closed = operation("/rest/api/shelf", connect="INACCESSIBLE")
    assert messages(
        call("GET", "/rest/api/shelf"), declares=connect("ADMIN"), catalog=write_catalog(tmp_path, closed)
    ) == ["CFS102 GET /rest/api/shelf is closed to apps in ours"]


def test_an_unlisted_resource() -> None:
    assert messages(call("GET", "/wiki/rest/shelf/1/books"), declares=connect("ADMIN")) == [
        "CFS103 GET /wiki/rest/shelf/1/books is closed to apps: connect lists no such resource"
    ]


def test_an_unlisted_version() -> None:
    calls = [call("GET", "/rest/searchv3/2.0/search"), call("GET", "/rest/api/latest/content")]
    assert messages(*calls, declares=connect("ADMIN")) == [
        "CFS104 GET /rest/searchv3/2.0/search names version 2.0; "
        "connect-2016 lists 1, 1.0, latest of /rest/searchv3/{version}/search",
        "CFS104 GET /rest/api/latest/content names version latest; "
        "connect-2016 lists no version of /rest/api/content",
    ]


@pytest.mark.parametrize(
    ("method", "path", "catalog", "hint"),
    [
        ("GET", "/rest/api/user/current", "connect-2014", "; the cloud catalog opens it with READ"),
        ("POST", "/rest/api/space", "connect-2014", "; the cloud catalog opens it with WRITE"),
        ("GET", "/rest/prototype/1/space", "cloud", "; the connect-2016 catalog opens it with READ"),
        ("GET", "/rest/remoteplugintest/1/user", "cloud", "; the connect-2014 catalog opens it with READ"),
        ("GET", "/rest/ui/1/content", "connect-2016", "; the connect-2014 catalog opens it with READ"),
    ],
)
def test_a_hint_at_the_newest_other_catalog(method: str, path: str, catalog: str | None, hint: str) -> None:
    (message,) = messages(call(method, path), declares=connect("READ"), catalog=catalog)
    assert message.startswith("CFS10")
    assert message[message.index(";") :] == hint


def test_no_hint_where_all_tables_were_asked() -> None:
    closed = 0
    for name in scopes.tables():
        for entry in scopes.load(name).entries():
            for method in ("GET", "POST", "PUT", "DELETE", "PATCH"):
                path = entry.resource.replace("{version}", entry.versions[0]) if entry.versions else entry.resource
                if PathTemplate.parse(path) is None:
                    continue  # behind no REST root
                for message in messages(call(method, path), declares=connect("ADMIN", "ACCESS_EMAIL_ADDRESSES")):
                    closed += message.startswith(("CFS102", "CFS103", "CFS104"))
                    assert " catalog opens it with " not in message
    assert closed > 500


def test_connect_scopes_on_forge_are_compared_with_cloud_alone() -> None:
    (message,) = messages(call("GET", "/wiki/rest/mywork/1/task"), declares=forge("read:connect-confluence"))
    assert message.startswith("CFS103 GET /wiki/rest/mywork/1/task is closed to apps: cloud lists no such resource")


def test_no_hint_at_a_removed_operation() -> None:
    gone, elsewhere = call("GET", "/rest/api/group/member"), call("POST", "/rest/api/space/{key}/property")
    assert all(scopes.load("cloud").lifecycle(one.method, one.path).removed for one in (gone, elsewhere))
    none, other = messages(gone, elsewhere, declares=connect("READ"), catalog="connect-2014")
    assert none.endswith("connect-2014 lists no such resource")
    assert other.endswith("; the connect-2016 catalog opens it with WRITE")


def test_a_hint_in_oauth_scopes(tmp_path: Path) -> None:
    catalog = write_catalog(tmp_path, operation("/rest/api/shelf", ["read:shelf:confluence"]))
    (message,) = messages(
        call("GET", "/rest/api/user/current"),
        declares=declared_by_option(("read:confluence-user",)),
        catalog=catalog,
    )
    assert message == (
        "CFS103 GET /rest/api/user/current is closed to apps: ours lists no such resource; the cloud catalog "
        "opens it with one of [read:confluence-user], [read:content-details:confluence]"
    )


def test_alternatives(tmp_path: Path) -> None:
    both = operation("/rest/api/shelf", ["read:a:x", "read:b:x"], ["read:c:x", "read:d:x", "read:e:x"])
    both["classic"] = [["read:classic"]]
    catalog = write_catalog(tmp_path, both)

    def needs(*declared: str) -> list[str]:
        found = messages(
            call("GET", "/rest/api/shelf"), declares=declared_by_option(declared), catalog=catalog
        )
        return [
            message.partition(" needs ")[2].partition(";")[0] for message in found if message[:6] == "CFS101"
        ]

    classic, two, three = "[read:classic]", "[read:a:x, read:b:x]", "[read:c:x, read:d:x, read:e:x]"
    assert needs("write:x") == [f"one of {classic}, {two}, {three}"]
    assert needs("read:b:x") == [f"one of {two}, {classic}, {three}"]
    assert needs("read:c:x") == [f"one of {classic}, {three}, {two}"]
    assert needs("read:c:x", "read:e:x") == [f"one of {three}, {classic}, {two}"]
    assert needs("read:classic") == needs("read:b:x", "read:a:x") == []


def test_one_alternative_of_several_scopes(tmp_path: Path) -> None:
    catalog = write_catalog(tmp_path, operation("/rest/api/shelf", ["read:page:x", "read:space:x"]))
    (message,) = messages(
        call("GET", "/rest/api/shelf"), declares=declared_by_option(("read:page:x",)), catalog=catalog
    )
    assert message == (
        "CFS101 GET /rest/api/shelf needs scopes read:page:x, read:space:x; "
        "--confluence-scopes lacks read:space:x"
    )


def test_nothing_is_needed(tmp_path: Path) -> None:
    free = operation("/rest/api/shelf", connect="NONE")
    assert not messages(
        call("GET", "/rest/api/shelf"), declares=connect(), catalog=write_catalog(tmp_path, free)
    )
    assert scopes.named(((),)) == "no scope"


def test_the_smallest_addition_is_what_is_missing() -> None:
    page = call("PUT", "/wiki/rest/api/content/{id}/child/attachment/{attachmentId}")
    classic = ("write:confluence-file", "write:confluence-props")
    granular = ("read:content-details:confluence", "write:attachment:confluence")
    needs = f"needs one of [{', '.join(classic)}], [{', '.join(granular)}]"
    turned = f"needs one of [{', '.join(granular)}], [{', '.join(classic)}]"
    for declared, expected in (
        (("storage:app",), f"{needs}; manifest.yml lacks {', '.join(classic)}"),
        # Of the family that the descriptor mostly uses.
        (("read:page:confluence",), f"{turned}; manifest.yml lacks {', '.join(granular)}"),
        ((granular[0], "read:confluence-user", "search:confluence"), f"{needs}; manifest.yml lacks {', '.join(classic)}"),
        ((granular[0],), f"{turned}; manifest.yml lacks {granular[1]}"),
        ((granular[0], classic[1]), f"{needs}; manifest.yml lacks {classic[0]}"),
    ):
        (message,) = messages(page, declares=forge(*declared))
        assert message.endswith(expected)
    assert not messages(page, declares=forge(*granular))
    assert not messages(page, declares=forge(*classic))


def test_write_does_not_give_read_in_oauth_scopes() -> None:
    (message,) = messages(call("GET", "/wiki/api/v2/pages"), declares=forge("write:page:confluence"))
    assert "needs scope read:page:confluence" in message


CHILDREN = call("PUT", "/wiki/api/v2/pages/{id}")
UPDATE = "CFS101 PUT /wiki/api/v2/pages/{} needs"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (("write:page:confluence",), []),
        (("write:connect-confluence",), []),
        (("space-admin:connect-confluence",), []),
        (("read:page:confluence", "admin:connect-confluence"), []),
        (
            ("read:connect-confluence", "storage:app"),
            [f"{UPDATE} scope write:connect-confluence; manifest.yml lacks it"],
        ),
        (
            ("read:page:confluence", "read:connect-confluence"),
            [
                f"{UPDATE} one of [write:page:confluence], [write:connect-confluence]; "
                "manifest.yml lacks write:page:confluence"
            ],
        ),
        (
            ("read:page:confluence",),
            [f"{UPDATE} scope write:page:confluence; manifest.yml lacks it"],
        ),
        (("storage:app",), [f"{UPDATE} scope write:page:confluence; manifest.yml lacks it"]),
        ((), [f"{UPDATE} scope write:page:confluence; manifest.yml lacks it"]),
    ],
)
def test_a_forge_manifest_may_declare_connect_scopes(declared: tuple[str, ...], expected: list[str]) -> None:
    assert messages(CHILDREN, declares=forge(*declared)) == expected


def test_connect_scopes_beside_oauth_scopes_in_the_option() -> None:
    assert not messages(CHILDREN, declares=declared_by_option(("read:page:confluence", "write")))
    (message,) = messages(CHILDREN, declares=declared_by_option(("read:page:confluence", "read", "offline_access")))
    assert message == (
        f"{UPDATE} one of [write:page:confluence], [WRITE]; "
        "--confluence-scopes lacks write:page:confluence"
    )


def test_what_only_one_family_opens() -> None:
    by_name = call("GET", "/wiki/rest/api/group/{groupName}/member")
    assert not messages(by_name, declares=forge("read:page:confluence", "read:connect-confluence"))
    (message,) = messages(by_name, declares=forge("read:page:confluence"))
    assert message == f"CFS105 GET /wiki/rest/api/group/{{}}/member {REMOVED}"
    (message,) = messages(call("GET", "/wiki/api/v2/admin-key"), declares=forge("read:page:confluence"))
    assert message == "CFS102 GET /wiki/api/v2/admin-key is closed to apps in cloud"


def test_what_a_catalog_says_in_one_family_only(tmp_path: Path) -> None:
    catalog = write_catalog(tmp_path, operation("/rest/api/shelf", ["read:shelf:confluence"]))
    shelf = call("GET", "/rest/api/shelf")
    both = forge("read:page:confluence", "read:connect-confluence")
    assert messages(shelf, declares=both, catalog=catalog) == [
        "CFS301 GET /rest/api/shelf is not checked: ours names no Connect scope for this operation"
    ]
    assert not messages(shelf, declares=forge("read:shelf:confluence"), catalog=catalog)


def test_a_scope_that_the_chosen_catalog_needs_exists(tmp_path: Path) -> None:
    shelf, declared = call("GET", "/rest/api/shelf"), forge("read:shelf:confluence", "read:shelv:confluence")
    catalog = write_catalog(tmp_path, operation("/rest/api/shelf", ["read:shelf:confluence"]))
    (message,) = messages(shelf, declares=declared, catalog=catalog)
    assert message.startswith("CFS203 manifest.yml declares read:shelv:confluence, which")


def test_a_connect_table_against_a_forge_manifest() -> None:
    page = call("PUT", CONTENT)
    # What one call may send counts once.
    others = call("GET", CONTENT), call("GET", CONTENT, 9)
    assert messages(page, *others, declares=forge("read:page:confluence"), catalog="connect-2016") == [
        "CFS201 2 calls cannot be checked: connect-2016 knows Connect scopes only, and manifest.yml declares "
        "OAuth scopes; set confluence-catalog to cloud"
    ]
    assert messages(page, declares=forge("read:connect-confluence"), catalog="connect-2016") == [
        "CFS101 PUT /rest/api/content/{} needs scope write:connect-confluence; manifest.yml lacks it"
    ]


def test_a_connect_name_means_nothing_in_a_forge_manifest() -> None:
    unknown, missing = messages(CHILDREN, declares=forge("WRITE"))
    assert unknown.endswith("did you mean write:connect-confluence?")
    assert missing == f"{UPDATE} scope write:page:confluence; manifest.yml lacks it"


def test_unknown_names_in_a_forge_manifest() -> None:
    declared = forge("READ", "raed:page:confluence", "write:page", "write:connect-conflunce", "report:personal-data")
    found = messages(call("GET", "/wiki/api/v2/pages"), declares=forge(*declared.scopes, "read:page:confluence"))
    assert [message.partition(" declares ")[2] for message in found] == [
        "READ, which is no scope of Confluence; did you mean read:connect-confluence?",
        "raed:page:confluence, which is no scope of Confluence; did you mean read:page:confluence?",
        "write:page, which is no scope of Confluence; did you mean write:page:confluence?",
        "write:connect-conflunce, which is no scope of Confluence; did you mean write:connect-confluence?",
    ]


def test_the_option_decides_the_catalog_by_its_names() -> None:
    shelf = call("GET", "/wiki/rest/shelf/1")
    for declared, catalog in ((("read",), "connect"), (("read:confluence-user", "READ"), "cloud")):
        (message,) = messages(shelf, declares=declared_by_option(declared))
        assert f"{catalog} lists no such resource" in message


def test_another_kind_of_descriptor_declares_oauth_scopes() -> None:
    assert messages(call("GET", "/wiki/api/v2/spaces"), declares=forge("read:page:confluence")) == [
        "CFS101 GET /wiki/api/v2/spaces needs scope read:space:confluence; manifest.yml lacks it"
    ]


def test_the_cloud_catalog_answers_a_connect_app_in_connect_scopes() -> None:
    assert messages(call("GET", "/wiki/api/v2/spaces"), declares=connect(), catalog="cloud") == [
        "CFS101 GET /wiki/api/v2/spaces needs scope READ; atlassian-connect.json lacks it"
    ]


def test_a_client_that_is_named_after_confluence() -> None:
    unlisted = call("GET", "/rest/tinymce/1/macro")
    jira = call("GET", "/rest/api/2/issue/{key}")
    assert confluence_calls([unlisted, jira]) == []
    unlisted, jira = (item._replace(product="confluence") for item in (unlisted, jira))
    assert confluence_calls([unlisted, jira]) == [unlisted]


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/rest/atlassian-connect/1/license", True),
        ("/rest/applinks/1.0/manifest", True),
        ("/wiki/rest/atlassian-connect/1/license", False),
        ("/rest/api/content", False),
        ("/api/v2/pages", False),
        ("/download/attachments/1/a.png", False),
    ],
)
def test_a_client_that_is_named_after_another_product(path: str, shared: bool) -> None:
    own = call("GET", path)
    other = own._replace(product="jira")
    assert confluence_calls([own, other]) == ([own] if shared else [own, other])


def test_no_descriptor_is_said_once_at_the_first_argument() -> None:
    calls = [call("GET", CONTENT, 9, 0), call("GET", CONTENT, 4, 8), call("PATCH", CONTENT, 4, 5)]
    for declaration, step in (
        (NoDescriptor("there is none"), "run `confluence-scopes scopes`: it prints what these calls need"),
        (NoDescriptor("there is none", ("a", "b")), "name one of them with --confluence-descriptor"),
    ):
        (found,) = check(calls, declaration)
        assert found[:4] == (4, 5, "CFS201", "CFS201 3 calls cannot be checked: there is none")
        assert found.help.startswith(step)


def test_an_unreadable_descriptor_is_said_once_at_the_first_argument() -> None:
    calls = [call("GET", CONTENT, 9, 0), call("?", CONTENT, 4, 8, "the method is open")]
    (found,) = check(calls, UnreadableDescriptor("x.json", "is empty"), extra_codes=ALL_CODES)
    assert found[:4] == (4, 8, "CFS202", "CFS202 2 calls cannot be checked: x.json is empty")
    assert found.help == "mend x.json, or declare its scopes with --confluence-scopes"
    (found,) = check(calls[:1], UnreadableDescriptor("x.json", "is empty"))
    assert found.text == "1 call cannot be checked: x.json is empty"


def test_unknown_scopes_are_said_once_at_the_first_argument() -> None:
    calls = [call("DELETE", CONTENT, 9, 0), call("GET", CONTENT, 4, 8)]
    found = check(calls, connect("READ", "WIRTE", "ZZZZ"))
    assert [one[:4] for one in found] == [
        (
            4,
            8,
            "CFS203",
            "CFS203 atlassian-connect.json declares WIRTE, which is no scope of Confluence; "
            "did you mean WRITE?",
        ),
        (4, 8, "CFS203", "CFS203 atlassian-connect.json declares ZZZZ, which is no scope of Confluence"),
        (9, 0, "CFS101", "CFS101 DELETE /rest/api/content/{} needs scope DELETE; atlassian-connect.json lacks it"),
    ]
    assert [one.help for one in found[:2]] == [
        "put WRITE in its place: `confluence-scopes fix` does, where something needs WRITE",
        "take ZZZZ out",
    ]
    (said,) = check(calls[1:], connect("READ", "WIRTE")._replace(by_hand=True))
    assert said.help == "put WRITE in its place"


@pytest.mark.parametrize(
    ("one", "declares", "catalog", "step"),
    [
        (call("DELETE", CONTENT), declared_by_option(("READ",)), None, "add DELETE to --confluence-scopes"),
        (call("DELETE", CONTENT), connect("READ")._replace(by_hand=True), None, "add DELETE to atlassian-connect.json"),
        (call("PATCH", CONTENT), connect("READ"), "connect-2016", "use GET, POST, PUT, DELETE: no scope opens PATCH here"),
        (call("GET", "/wiki/api/v2/admin-key"), forge(), None, "take the call out: no scope opens it"),
        (call("PUT", "/rest/prototype/1/user"), connect(), "connect-2014", "use GET: no scope opens PUT here"),
        (call("GET", "/wiki/api/v2/spaces"), connect(), "connect-2016", "compare with --confluence-catalog=cloud"),
        (
            call("GET", "/wiki/rest/shelf/1"),
            connect(),
            None,
            "correct the path: `confluence-scopes catalog show connect` prints what there is",
        ),
        (call("GET", "/rest/atlassian-connect/1.0/license"), connect(), None, "write 1 in place of 1.0"),
        (call("GET", "/rest/atlassian-connect/1.0/license"), connect(), "connect-2014", "write 1 in place of 1.0"),
        (call("GET", "/wiki/rest/api/space"), forge(), None, "use GET /wiki/api/v2/spaces"),
        (
            call("GET", "/wiki/rest/api/group/{groupName}/member"),
            forge(),
            None,
            "take the call out: it answers 410, whatever the scopes are",
        ),
        (
            call("PUT", CONTENT),
            forge("read:page:confluence"),
            "connect-2016",
            "compare with --confluence-catalog=cloud",
        ),
    ],
)
def test_the_next_step(one: Call, declares: Descriptor, catalog: str | None, step: str) -> None:
    found = check([one], declares, scopes.load(catalog) if catalog else None)
    assert [finding.help for finding in found] == [step]


def test_a_list_of_nonsense_is_not_compared_without_end_and_that_is_said() -> None:
    nonsense = connect(*(f"SCOPE{number}" for number in range(10_000)))
    *found, last, _ = check([call("POST", "/rest/api/contentbody/convert/view")], nonsense)
    assert [finding.code for finding in found] == ["CFS203"] * 200
    assert last.text == (
        "atlassian-connect.json declares more than 200 scopes; those behind SCOPE199 are not checked for misspellings"
    )


@pytest.mark.parametrize(("number", "said"), [(200, 0), (201, 1)])
def test_the_number_of_checked_scopes(number: int, said: int) -> None:
    many = forge(*(f"read:thing{number}:jira" for number in range(number - 1)), "read:page:confluence")
    assert len(check([call("GET", "/wiki/api/v2/pages/1")], many)) == said


@pytest.mark.parametrize("names", [("READ", "PROJECT_ADMIN"), ("READ", "ACCOUNT", "REPOSITORY:WRITE", "PULLREQUEST", "WIKI")])
def test_scopes_of_other_products_are_not_misspelled(names: tuple[str, ...]) -> None:
    assert check([call("GET", CONTENT)], connect(*names)) == []
    assert check([call("GET", CONTENT)], declared_by_option(names[:2])) == []
    (found,) = check([call("GET", CONTENT)], connect(*names, "PROJECT_ADMN"))
    assert found.code == "CFS203"


def test_nothing_is_said_without_calls() -> None:
    for declaration in (NoDescriptor("x"), UnreadableDescriptor("x", "y"), connect("WIRTE")):
        assert check([], declaration) == []


@pytest.mark.parametrize(
    ("undecided", "message"),
    [
        (
            call(UNKNOWN_METHOD, CONTENT, reason="the method verb is not known"),
            "CFS301 ? /rest/api/content/{} is not checked: the method verb is not known",
        ),
        (
            call("GET", "/wiki/rest/api/{what}"),
            "CFS301 GET /wiki/rest/api/{} is not checked: the segment after /rest/api is not known",
        ),
    ],
)
def test_undecided_calls_only_where_they_are_wanted(undecided: Call, message: str) -> None:
    assert check([undecided], connect()) == []
    assert check([undecided], connect(), extra_codes=ALL_CODES) == [
        Finding(3, 7, "CFS301", message, "write the method and the path out where the call is made")
    ]


def test_the_same_finding_is_reported_once() -> None:
    calls = [call("GET", "/rest/api/content/1"), call("DELETE", CONTENT), call("DELETE", CONTENT)]
    other_client = call("DELETE", CONTENT)._replace(client="session.delete")
    assert len(check([*calls, other_client], connect("READ"))) == 1


def test_each_possible_value_has_its_finding() -> None:
    calls = [call("DELETE", CONTENT), call("PUT", CONTENT), call("GET", "/rest/searchv3/3/search")]
    found = check(calls, connect("READ"))
    assert [finding.code for finding in found] == ["CFS101", "CFS101", "CFS104"]
    assert {finding[:2] for finding in found} == {(3, 7)}


def test_findings_come_in_the_order_of_the_source() -> None:
    places = [(9, 4), (2, 30), (2, 4)]
    found = check([call("DELETE", CONTENT, *place) for place in places], connect("READ"))
    assert [finding[:2] for finding in found] == sorted(places)


def test_only_calls_of_confluence_count(tmp_path: Path) -> None:
    ours = call("GET", "/rest/shelf/books")
    calls = [
        call("GET", CONTENT),
        call("GET", "/rest/api/2/issue/X-1"),
        call("GET", "/wiki/anything/rest/x"),
        call("GET", "/wiki/rest/anything"),
        ours,
    ]
    assert confluence_calls(calls) == [calls[0], calls[3]]
    catalog = scopes.load(write_catalog(tmp_path, operation("/rest/shelf/books", ["read:shelf:x"])))
    assert confluence_calls(calls, catalog) == [calls[0], calls[3], ours]


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            call,
            st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH"]),
            st.sampled_from([CONTENT, "/wiki/rest/api/{x}", "/rest/api/space", "/rest/ui/{v}/content"]),
            st.integers(1, 3),
            st.integers(0, 2),
        ),
        max_size=6,
    ),
    st.lists(st.sampled_from([*CHAIN, "ACT_AS_USER", "WIRTE"]), unique=True),
)
def test_more_scopes_never_mean_more_findings(calls: list[Call], declared: list[str]) -> None:
    def places(*names: str) -> set[tuple[int, int, str]]:
        found = check(calls, connect(*names), extra_codes=ALL_CODES)
        assert len(set(found)) == len(found)
        return {finding[:3] for finding in found if finding.code != "CFS203"}

    assert places(*declared, "DELETE") <= places(*declared)


DEPRECATED = "is deprecated (REST document of 2026-07-21)"
LIFECYCLES = [
    (call("GET", "/wiki/rest/api/space"), "CFS105", f"{REMOVED}; use GET /wiki/api/v2/spaces"),
    (
        call("PUT", "/rest/api/space/{key}/property/{name}"),
        "CFS105",
        f"{REMOVED}; use PUT /wiki/api/v2/spaces/{{space-id}}/properties/{{property-id}}",
    ),
    (call("POST", "/rest/api/space/{key}/property/{name}"), "CFS105", REMOVED),
    (call("GET", CONTENT), "CFS105", REMOVED),
    (call("GET", "/wiki/api/v2/pages/{id}/children"), "CFS106", DEPRECATED),
    (call("DELETE", "/rest/api/space/{key}"), "", ""),
    (call("GET", "/rest/api/{what}"), "", ""),
    (call(UNKNOWN_METHOD, "/rest/api/space", reason="the method is open"), "", ""),
]
SPACES = LIFECYCLES[0][0]


@pytest.mark.parametrize(("one", "code", "said"), LIFECYCLES)
@pytest.mark.parametrize(
    "declares", [connect("ADMIN"), connect(), declared_by_option(("read:page:confluence",)), forge()]
)
def test_removed_and_deprecated_operations(one: Call, code: str, said: str, declares: Descriptor) -> None:
    found = check([one], declares, extra_codes={"CFS105", "CFS106"})
    expected = [f"{code} {one.method} {one.path} {said}"] if code else []
    assert [finding.message for finding in found if finding.code in ("CFS105", "CFS106")] == expected
    assert code != "CFS105" or len(found) == 1
    assert "CFS106" not in [finding.code for finding in check([one], declares)]


@pytest.mark.parametrize(
    ("declares", "codes"),
    [
        (forge(), ["CFS105"]),
        (forge("read:space:confluence"), ["CFS105"]),
        (declared_by_option(("read:page:confluence",)), ["CFS105"]),
        (declared_by_option(("read:confluence-space.summary",)), ["CFS105"]),
        (declared_by_option(("read:page:confluence", "READ")), []),
        (forge("read:page:confluence", "write:connect-confluence"), []),
        (forge("read:page:confluence", "access-email-addresses:connect-confluence"), ["CFS105"]),
        (forge("read:connect-confluence"), []),
        (forge("access-email-addresses:connect-confluence"), ["CFS101"]),
        (declared_by_option(("READ",)), []),
        (connect("READ"), []),
        (connect(), ["CFS101"]),
    ],
)
def test_removed_operations_are_reported_by_default_where_only_oauth_scopes_could_open_them(
    declares: Descriptor, codes: list[str]
) -> None:
    assert [finding.code for finding in check([SPACES], declares)] == codes
    assert [finding.code for finding in check([SPACES], declares, extra_codes={"CFS105"})] == ["CFS105"]
    assert [finding.code for finding in check([SPACES], declares, extra_codes={"CFS106"})] == codes


def test_a_catalog_that_is_newer_has_the_last_word(tmp_path: Path) -> None:
    space = call("GET", "/rest/api/space")
    declares = declared_by_option(("read:space:confluence",))
    for date, count in (("2026-07-20", 1), ("2026-11-01", 0)):
        newer = operation("/rest/api/space", ["read:space:confluence"])
        catalog = scopes.load(write_catalog(tmp_path, newer, date=date))
        assert len(check([space], declares, catalog, {"CFS105"})) == count


FORGE_NAMES = [
    "read:page:confluence",
    "write:page:confluence",
    "read:content-details:confluence",
    "write:content:confluence",
    "write:confluence-content",
    "storage:app",
    *(f"{name.lower().replace('_', '-')}:connect-confluence" for name in CHAIN),
]


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            call,
            st.sampled_from(["GET", "PUT", "DELETE"]),
            st.sampled_from([CONTENT, "/wiki/api/v2/pages/{id}", "/wiki/rest/api/audit", "/wiki/api/v2/nothing"]),
            st.integers(1, 9),
        ),
        max_size=6,
    ),
    st.lists(st.sampled_from(FORGE_NAMES), unique=True),
    st.sampled_from(FORGE_NAMES),
)
def test_one_more_scope_in_a_manifest_never_closes_a_call(calls: list[Call], declared: list[str], more: str) -> None:
    def places(*names: str) -> set[tuple[int, int]]:
        return {finding[:2] for finding in check(calls, forge(*names), extra_codes=ALL_CODES)}

    assert places(*declared, more) <= places(*declared)
