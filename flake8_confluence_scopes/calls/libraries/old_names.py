"""What Python 3 has under another name than Python 2, or six, and copies of clients that packages bring along: the tables
of clients and functions know them by one name."""

from __future__ import annotations

import re

from flake8_confluence_scopes.calls.libraries.clients import PACKAGES

_MODULES = {
    "httplib.": "http.client.",
    "requests.packages.urllib3.": "urllib3.",
    "six.moves.http_client.": "http.client.",
    "six.moves.urllib.": "urllib.",
    "urllib2.": "urllib.request.",
    "urlparse.": "urllib.parse.",
}
"""Each with a dot behind it, so that no other name begins with it."""

_FUNCTIONS = {
    **{f"urllib.{name}": f"urllib.parse.{name}" for name in ("quote", "quote_plus", "unquote", "unquote_plus", "urlencode")},
    **{f"urllib.{name}": f"urllib.request.{name}" for name in ("urlopen", "urlretrieve")},
}

# pip._vendor.requests, botocore.vendored.requests
_COPY = re.compile(rf"^(?:.*\.)?_?vendor(?:ed)?\.(?=(?:{'|'.join(map(re.escape, sorted(PACKAGES)))})\.)")


def present(name: str) -> str:
    """The present name of a module, or of something in one, by its full dotted name."""
    dotted = f"{name}."
    for old, new in _MODULES.items():
        if dotted.startswith(old):
            dotted = new + dotted.removeprefix(old)
    if "vendor" in dotted:
        dotted = _COPY.sub("", dotted)
    name = dotted[:-1]
    return _FUNCTIONS.get(name, name)
