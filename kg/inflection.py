"""Endings of words as data: ordered rules, of which the first that is met rewrites the word."""

import re
from dataclasses import dataclass

from kg.resources import ResourceError


@dataclass(frozen=True, slots=True)
class Endings:
    """Rules of one kind, the plural say: what a word must look like, and what stands for it."""

    rules: tuple[tuple[re.Pattern[str], str], ...]

    def first(self, word: str) -> str:
        """The word rewritten by the first rule that it meets; itself where it meets none."""
        for pattern, put in self.rules:
            if pattern.search(word):
                return pattern.sub(put, word, count=1)
        return word

    def all(self, word: str) -> str:
        """The word rewritten by every rule, one after the other."""
        for pattern, put in self.rules:
            word = pattern.sub(put, word)
        return word


def read_endings(rules: object, where: str) -> Endings:
    """The rules of a list of pairs [pattern, replacement]. Raises ResourceError saying `where` the list is, and what is wrong."""
    if not isinstance(rules, list) or not all(
        isinstance(rule, list) and len(rule) == 2 and all(isinstance(part, str) for part in rule) for rule in rules
    ):
        raise ResourceError(
            f"{where}: must be a list of pairs ['ending as a regular expression', 'what stands for it']."
        )
    return Endings(tuple((read_pattern(pattern, where), put) for pattern, put in rules))


def read_pattern(text: object, where: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression of a data file. Raises ResourceError saying `where` it is, and what is wrong with it."""
    if not isinstance(text, str):
        raise ResourceError(f"{where}: must be a regular expression in quotes.")
    try:
        return re.compile(text, flags)
    except re.error as error:
        raise ResourceError(f"{where}: “{text}” is no regular expression: {error}. Correct it.") from error
