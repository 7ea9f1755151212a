"""What the client may set."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.server.options import DELAY, Options, OptionsError, read


@pytest.mark.parametrize("values", [None, {}, {"confluence-scopes": None}, {"descriptor": None, "scopes": [], "root": ""}])
def test_nothing_is_set(values: object) -> None:
    assert read(values) == Options((), (), DELAY, True)


def test_all_that_can_be_set() -> None:
    values = {
        "descriptor": "web/atlassian-connect.json",
        "scopes": ["READ", "WRITE"],
        "catalog": "cloud",
        "extendSelect": "CFS301,CFS106",
        "severity": {"CFS": "warning", "CFS10": "hint"},
        "delay": 20,
        "project": False,
    }
    found = read({"confluence-scopes": values, "other": 1})
    assert found.arguments == (
        "--confluence-descriptor=web/atlassian-connect.json",
        "--confluence-scopes=READ,WRITE",
        "--confluence-catalog=cloud",
        "--extend-select=CFS301,CFS106",
    )
    assert (found.delay, found.project) == (20, False)
    assert [found.severity(code, 1) for code in ("CFS101", "CFS203", "unused-scope")] == [4, 2, 1]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([], "the settings of confluence-scopes are no object"),
        ({"descriptor": 1}, "the setting descriptor is no text"),
        ({"scopes": 1}, "the setting scopes is no list of texts"),
        ({"select": [1]}, "the setting select is no list of texts"),
        ({"severity": "error"}, "the setting severity gives no code one of error"),
        ({"severity": {"CFS101": "bad"}}, "the setting severity gives no code one of error"),
        ({"delay": True}, "the setting delay is no number"),
        ({"delay": "1"}, "the setting delay is no number"),
        ({"delay": -1}, "the setting delay is no number"),
        ({"project": 1}, "the setting project is neither true nor false"),
        ({"descriptors": ""}, "there is no setting descriptors; known are catalog, clients, config, delay, descriptor"),
    ],
)
def test_a_bad_setting_is_one_sentence(values: object, sentence: str) -> None:
    with pytest.raises(OptionsError, match=sentence):
        read(values)
