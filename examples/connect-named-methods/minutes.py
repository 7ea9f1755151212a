"""What Minute Keeper asks of Confluence, by the methods of atlassian-python-api alone: no path stands here."""

from __future__ import annotations

from atlassian import Confluence

LABEL = "minutes"


class Minutes:
    """The minutes of one site."""

    def __init__(self, confluence: Confluence) -> None:
        self.confluence = confluence

    def all(self) -> list[dict]:
        return self.confluence.get_all_pages_by_label(LABEL, limit=25)

    def write(self, space: str, title: str, text: str) -> str:
        page = self.confluence.create_page(space, title, text)
        self.confluence.set_page_label(page["id"], LABEL)
        return page["id"]

    def add(self, page_id: str, title: str, text: str) -> None:
        self.confluence.append_page(page_id, title, text)

    def settle(self, page_id: str) -> None:
        self.confluence.remove_page_label(page_id, LABEL)
        self.confluence.add_comment(page_id, "These minutes are settled.")

    def throw_away(self, page_id: str) -> None:
        self.confluence.remove_page(page_id)
