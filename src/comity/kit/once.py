"""A value worked out at its first use and kept: ``functools.cached_property`` without the lock it takes in Python 3.11."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - read as a word of the language, like property
    """For frozen values read many thousand times a second. Two threads may both work it out; the value is the same."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make, self._name = make, make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, holder: None, owner: type) -> "once[T]": ...

    @overload
    def __get__(self, holder: object, owner: type) -> T: ...

    def __get__(self, holder: object | None, owner: type) -> "once[T] | T":
        """The kept value; the interpreter finds it by itself from the second time on."""
        if holder is None:
            return self
        value = self._make(holder)
        holder.__dict__[self._name] = value
        return value
