"""Types by the last parts of their names: which hold data, which hold another one, which say nothing."""

from __future__ import annotations

# Types that hold the described one as their argument, and say nothing else of it.
WRAPPERS = frozenset("Optional Union Annotated Final ClassVar InitVar Required NotRequired".split())
FORMS = frozenset(f"{module}.{name}" for module in ("typing", "typing_extensions") for name in WRAPPERS)
"""The same by their full names."""
FORM = "typing.TypeAlias"
"""Stands for a name that is given to a form of types, with the form as its argument."""

# Types that say nothing of what an object sends.
SILENT = frozenset("Any object Self TypeVar Callable Awaitable Coroutine type Type".split())

DATA_TYPES = frozenset(
    """str bytes int float bool complex dict list tuple set frozenset Dict List Tuple Set FrozenSet Mapping MutableMapping
    Sequence MutableSequence Iterable Iterator Generator Collection OrderedDict defaultdict DefaultDict Counter ChainMap
    UserDict TypedDict deque Deque Queue LifoQueue PriorityQueue SimpleQueue Path PurePath ConfigParser SectionProxy
    Namespace""".split()
)
"""Last names of types that hold data: whatever their methods are called, they send nothing."""

UNTELLING = SILENT | DATA_TYPES

# What makes a class one whose constructor takes its fields: the last names of decorators, and bases.
RECORD_DECORATORS = frozenset(("dataclass", "define", "frozen", "mutable", "attrs", "attributes", "s"))
RECORDS = frozenset(
    """pydantic.BaseModel pydantic.BaseSettings pydantic.main.BaseModel pydantic_settings.BaseSettings msgspec.Struct
    sqlmodel.SQLModel typing.NamedTuple""".split()
)

# Methods that run behind the constructor of such a class, by dataclasses, attrs and pydantic.
AFTER_FIELDS = frozenset(("__post_init__", "__attrs_post_init__", "model_post_init"))

# Bases of enumerations, and those whose members are shown as their strings.
STRING_BASES = frozenset(("builtins.str", "enum.StrEnum"))
ENUMS = frozenset(("enum.Enum", "enum.StrEnum", "enum.IntEnum", "enum.Flag", "enum.IntFlag"))
