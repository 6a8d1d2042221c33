"""Time expressions (being written): the signatures that other steps use."""

from dataclasses import dataclass
from datetime import date

from kg.model import Timex


@dataclass(frozen=True, slots=True, eq=False)
class TimeWords:
    """The time words of one language."""

    language: str


def load_time_words(language: str = "fr") -> TimeWords:
    """The time words of `language`."""
    return TimeWords(language)


def find_times(
    text: str, published: date | None, words: TimeWords, start: int = 0, previous: Timex | None = None
) -> tuple[Timex, ...]:
    """The time expressions of one sentence."""
    return ()


def alternative(timex: Timex, published: date | None = None) -> Timex:
    """`timex` as the future reads it."""
    return timex
