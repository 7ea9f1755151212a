"""The bar that shows how far a project is read."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra lsp is not installed")

from flake8_confluence_scopes.server.progress_bar import Bar  # noqa: E402
from flake8_confluence_scopes.server.session import Progress  # noqa: E402


class Client:
    """What is shown, and the answers to come."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.answers: list[Any] = []
        self.work_done_progress = self

    def create(self, token: str, answered: Any) -> None:
        self.answers.append(answered)

    def begin(self, token: str, value: Any) -> None:
        self.shown.append(f"{token} begins")

    def report(self, token: str, value: Any) -> None:
        self.shown.append(f"{value.message}, {value.percentage} %")

    def end(self, token: str, value: Any) -> None:
        self.shown.append(f"{token} ends")


def progress(done: int) -> Progress:
    return Progress("/x/manifest.yml", done, 10)


def test_a_short_look_is_not_told_of() -> None:
    client: Any = Client()
    bar = Bar(client)
    bar.is_wanted = True
    for progress_now, moment in ((progress(1), 0.0), (progress(2), 0.4), (progress(0)._replace(total=0), 0.5), (None, 0.6)):
        bar.show(progress_now, moment)
    assert (client.shown, client.answers) == ([], [])


def test_a_long_look_is() -> None:
    client: Any = Client()
    bar = Bar(client)
    bar.is_wanted = True
    bar.show(progress(1), 0.0)
    bar.show(progress(2), 0.6)
    bar.show(progress(3), 0.9)
    client.answers[0](None)
    for done, moment in ((4, 1.0), (5, 1.1), (6, 1.3)):
        bar.show(progress(done), moment)
    assert [bar.is_shown(f"confluence-scopes-{number}") for number in range(3)] == [False, True, False]
    bar.show(None, 1.4)
    assert not bar.is_shown("confluence-scopes-1")
    shown = ["4 of 10 files, 40 %", "6 of 10 files, 60 %"]
    assert client.shown == ["confluence-scopes-1 begins", *shown, "confluence-scopes-1 ends"]


def test_a_client_that_answers_too_late_or_wants_no_bar() -> None:
    client: Any = Client()
    bar = Bar(client)
    bar.show(progress(1), 0.0)
    bar.show(progress(2), 0.6)
    bar.is_wanted = True
    bar.show(progress(2), 0.7)
    bar.show(None, 0.8)
    client.answers[0](None)
    bar.show(progress(1), 1.0)
    bar.show(progress(1), 1.6)
    client.answers[0](None)
    assert client.shown == []
