"""Quotation marks around a part of a sentence, which the parser is better off without: « a "fermement condamné" l'attaque ».

Measured: with them the parser cuts subject, verb and object apart; without them it reads the sentence that they stand in.
Marks that open a sentence, or follow a colon, hold what somebody says, and stay.
"""

from collections.abc import Sequence

_JOINING = ("et", "mais", "puis", "tandis", "alors")
_OPENING, _CLOSING = "«", "»"


def inner_marks(words: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the marks, in pairs, that stand behind a word of the sentence they are in; printed plainly."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for at, word in enumerate(words):
        if word == _OPENING:
            opened.append(at)
        elif word == _CLOSING and opened:
            mark = opened.pop()
            if _goes_on(words, mark) and not _is_joined(words, at):
                found.append((mark, at))
    return found


def _is_joined(words: Sequence[str], mark: int) -> bool:
    """Whether a further clause is joined behind a mark: it is what tells the parser that the first has ended."""
    return mark + 1 < len(words) and words[mark + 1] in _JOINING


def _goes_on(words: Sequence[str], mark: int) -> bool:
    """Whether the words before a mark go on behind it."""
    return mark > 0 and (words[mark - 1][-1:].isalnum() or words[mark - 1].endswith("'"))
