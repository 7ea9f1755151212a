"""How values are made that nobody changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform

    @dataclass_transform(frozen_default=True, field_specifiers=(field,))
    def frozen(cls: type[T]) -> type[T]:
        """The class as a frozen dataclass with slots."""

else:

    def frozen(cls):
        """The class as a dataclass with slots that type checkers alone hold to be frozen: where Python does, making a value
        takes 2.0 us instead of 0.6, 300,000 times in 46 files with calls, a twelfth of their time."""
        return dataclass(slots=True, unsafe_hash="__hash__" not in cls.__dict__)(cls)
