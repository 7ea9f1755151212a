"""Functions of Python and of URL libraries, by what they do."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, quote_plus, unquote, unquote_plus

# Functions that hand their first argument on, or a function that does what it does.
SAME = frozenset(
    """builtins.iter copy.copy copy.deepcopy contextlib.closing contextlib.aclosing asyncio.run asyncio.wait_for
    asyncio.create_task asyncio.ensure_future asyncio.shield asgiref.sync.async_to_sync asgiref.sync.sync_to_async
    functools.cache""".split()
)

# Classes and functions that do so where they have no other argument, as far as a URL is concerned.
SAME_ALONE = frozenset("builtins.str builtins.format furl.furl".split())

# What is safe by default, or None where nothing is asked to be.
QUOTES: dict[str, tuple[Callable[[str, str], str], str]] = {
    "urllib.parse.quote": (quote, "/"),
    "requests.utils.quote": (quote, "/"),
    "requests.compat.quote": (quote, "/"),
    "werkzeug.urls.url_quote": (quote, "/:"),
    "urllib.parse.quote_plus": (quote_plus, ""),
    "requests.compat.quote_plus": (quote_plus, ""),
}

UNQUOTES: dict[str, Callable[[str], str]] = {
    "urllib.parse.unquote": unquote,
    "requests.utils.unquote": unquote,
    "requests.compat.unquote": unquote,
    "urllib.parse.unquote_plus": unquote_plus,
}

JOINS = frozenset(("urllib.parse.urljoin", "requests.compat.urljoin"))

# What takes a URL apart, and the classes of what it gives, with the number of parts.
SPLITS = {
    f"{module}.{name}": size
    for module in ("urllib.parse", "requests.compat")
    for name, size in (("urldefrag", 2), ("urlsplit", 5), ("urlparse", 6))
}
SPLIT = {"urllib.parse.SplitResult": 5, "urllib.parse.ParseResult": 6}

UNSPLITS = frozenset(("urllib.parse.urlunparse", "urllib.parse.urlunsplit", "requests.compat.urlunparse"))

# Classes whose objects are texts here, and what makes them.
URL_OBJECTS = frozenset("yarl.URL yarl.URL.build httpx.URL httpx2.URL".split())

# Methods of the classes of client models that put a slash between their arguments, whatever these end with.
SLASH_JOINS = frozenset(("url_joiner",))

PATH_JOINS = frozenset(("os.path.join", "posixpath.join"))
PATH_OBJECTS = frozenset(("pathlib.PurePosixPath", "pathlib.PurePath"))

ENVIRONMENT = frozenset(("os.getenv", "os.environ.get", "os.environ.setdefault"))

# Functions that describe a field of a class or an option of a command, with the position of its default.
FIELDS = {
    "dataclasses.field": None,
    "pydantic.Field": 0,
    "attr.ib": 0,
    "attrs.field": None,
    "attr.field": None,
    "typer.Option": 0,
    "typer.Argument": 0,
}

# Functions in the place of a default that stand for what their first argument gives when it is called.
INJECTED = frozenset(("fastapi.Depends", "fastapi.Security", "fastapi.params.Depends"))

# Functions that make the class of a tuple with names.
NAMESPACES = frozenset(("types.SimpleNamespace", "argparse.Namespace"))
"""Classes whose objects have their arguments as attributes."""

NAMED_TUPLES = frozenset(("collections.namedtuple", "typing.NamedTuple"))

# A class whose objects are texts with fields.
TEMPLATE = "string.Template"

# Functions that make a property of one that is called.
PROPERTIES = frozenset(("builtins.property", "functools.cached_property"))

KEPT = PROPERTIES | NAMED_TUPLES
"""Functions whose arguments are looked at where what they give is used."""

# Functions whose objects give what they are called with.
NEW_TYPES = frozenset(("typing.NewType", "typing_extensions.NewType"))

FOLLOWED = PATH_OBJECTS.union(SPLIT)

CLASS_NAME = re.compile(r"[A-Z]\w*[a-z]\w*$")
