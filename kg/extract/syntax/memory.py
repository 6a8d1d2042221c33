"""Readings of a word that are made once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from kg.extract.tokens import Token

T = TypeVar("T")


def remembered(read: Callable[[Token], T]) -> Callable[[Token], T]:
    """The same reading of a word, made once: it rests on the parse, which nothing changes after `repair`."""

    name = read.__qualname__

    @wraps(read)
    def recall(token: Token) -> T:
        notes = token.doc.notes
        known: dict[int, T] | None = notes.get(name)
        if known is None:
            known = notes[name] = {}
        at = token.i
        if at not in known:
            known[at] = read(token)
        return known[at]

    return recall


def remembered_once_mended(read: Callable[[Token], T]) -> Callable[[Token], T]:
    """The same for a reading that mending itself asks for: made once when the parse is as it stays."""
    again = remembered(read)

    @wraps(read)
    def recall(token: Token) -> T:
        return again(token) if token.doc.mended else read(token)

    return recall
