"""What Python 3 has under another name than Python 2, or six: the tables of clients and functions know the new ones."""

from __future__ import annotations

_MODULES = {
    "httplib.": "http.client.",
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


def present(name: str) -> str:
    """The present name of a module, or of something in one, by its full dotted name."""
    dotted = f"{name}."
    for old, new in _MODULES.items():
        if dotted.startswith(old):
            dotted = new + dotted.removeprefix(old)
    name = dotted[:-1]
    return _FUNCTIONS.get(name, name)
