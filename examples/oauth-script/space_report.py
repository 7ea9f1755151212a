"""Reports on the spaces of a Confluence site, and tidies them up; signed in with OAuth 2.0 (3LO)."""

from __future__ import annotations

import argparse
import sys

import requests
from confluence import Confluence, sign_in


def spaces(site: Confluence, _: argparse.Namespace) -> None:
    for space in site.spaces():
        print(space["key"], space["name"], sep="\t")


def pages(site: Confluence, arguments: argparse.Namespace) -> None:
    for page in site.pages(arguments.space):
        print(page["id"], page["title"], sep="\t")


def find(site: Confluence, arguments: argparse.Namespace) -> None:
    for result in site.search(arguments.words):
        print(result["title"])


def files(site: Confluence, arguments: argparse.Namespace) -> None:
    for attachment in site.attachments(arguments.page):
        print(attachment["title"], attachment["fileSize"], sep="\t")


def trash(site: Confluence, arguments: argparse.Namespace) -> None:
    site.trash(arguments.page)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    for command, argument in ((spaces, None), (pages, "space"), (find, "words"), (files, "page"), (trash, "page")):
        subparser = commands.add_parser(command.__name__)
        subparser.set_defaults(command=command)
        if argument:
            subparser.add_argument(argument)
    arguments = parser.parse_args()
    try:
        arguments.command(sign_in(), arguments)
    except requests.HTTPError as error:
        print(f"Confluence says {error.response.status_code}: {error.response.text}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
