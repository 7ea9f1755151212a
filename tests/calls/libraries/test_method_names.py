"""Names of methods that hardly anything but Confluence's clients has."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.libraries.method_names import is_confluences


@pytest.mark.parametrize("receiver", ["x", "notion", "self.loader", "make(...)", "clients[...]"])
def test_three_words_tell_by_themselves(receiver: str) -> None:
    assert is_confluences("get_page_by_id", receiver)
    assert not is_confluences("get_all_projects", receiver)


@pytest.mark.parametrize("receiver", ["c", "client", "self.client", "conn", "api.wiki", "get_client(...)", "WIKI_API"])
def test_two_words_tell_of_what_may_be_any_client(receiver: str) -> None:
    assert is_confluences("create_page", receiver)
    assert is_confluences("cql", receiver)
    assert not is_confluences("add_comment", receiver)
    assert not is_confluences("history", receiver)


@pytest.mark.parametrize("receiver", ["notion", "notion_client", "telegraph", "self.pdf", "browser", "client.pdf"])
def test_they_do_not_of_what_is_named_after_something_else(receiver: str) -> None:
    assert not is_confluences("create_page", receiver)


@pytest.mark.parametrize("receiver", ["confluence", "self.confluence_client", "ConfluenceApi", "atlassian", "confluence(...)"])
def test_what_is_named_after_the_product_needs_no_telling_method(receiver: str) -> None:
    assert is_confluences("add_comment", receiver)
    assert not is_confluences("history", receiver)


@pytest.mark.parametrize("receiver", ["jira", "self.jira_client", "atlassian.Jira", "bitbucket.confluence", "self"])
def test_other_products_have_methods_of_their_own(receiver: str) -> None:
    assert not is_confluences("get_page_by_id", receiver)
