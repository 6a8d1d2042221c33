"""Where an article quotes: from an opening mark to the closing one, over sentences and not over paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.reading import SentenceReading

_OPENING = {"«": "»", "“": "”"}
_STRAIGHT = '"'  # opens and closes
_MARKS = re.compile(f"[{''.join((*_OPENING, *_OPENING.values(), _STRAIGHT))}]")
_GAP_CHARACTERS = 2  # between two sentences of one paragraph; a new paragraph has two line breaks and more


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks: `start` and `end` in the article, `first` and `last` of its sentences.

    `opens_sentence`: nothing stands before it in its first sentence.
    """

    start: int
    end: int
    first: int
    last: int
    opens_sentence: bool


def find_quotations(sentences: Sequence[SentenceReading]) -> list[Quotation]:
    """The quotations of an article; one that is not closed ends with its paragraph, or where a later one closes it."""
    found: list[Quotation] = []
    opened: tuple[int, int, bool, str] | None = None  # start, sentence, whether it opens it, closing mark
    inner = 0  # marks opened within
    for number, sentence in enumerate(sentences):
        if number and not follows_at_once(sentences[number - 1], sentence):
            if opened is not None and not _is_closed_later(sentences[number:], opened[3]):
                end = sentences[number - 1].anchor.end
                found.append(Quotation(opened[0], end, opened[1], number - 1, opened[2]))
                opened, inner = None, 0
        for match in _MARKS.finditer(sentence.anchor.text):
            at, mark = sentence.anchor.start + match.start(), match[0]
            if opened is None and (mark in _OPENING or mark == _STRAIGHT):
                before = sentence.anchor.text[: at - sentence.anchor.start].strip()
                opened = (at, number, not before, _OPENING.get(mark, mark))
            elif opened is not None and mark == _STRAIGHT == opened[3] and _opens(sentence.anchor.text, match.start()):
                inner += 1  # "la zone dite des "trois frontières" …"
            elif opened is not None and mark == opened[3] and inner:
                inner -= 1
            elif opened is not None and mark == opened[3]:
                found.append(Quotation(opened[0], at, opened[1], number, opened[2]))
                opened = None
    if opened is not None:
        found.append(Quotation(opened[0], sentences[-1].anchor.end, opened[1], len(sentences) - 1, opened[2]))
    return found


def _is_closed_later(sentences: Sequence[SentenceReading], closing: str) -> bool:
    """Whether the next mark of an article's rest is the one that closes: a quotation of several paragraphs."""
    marks = (match[0] for sentence in sentences for match in _MARKS.finditer(sentence.anchor.text))
    return closing != _STRAIGHT and next(marks, "") == closing


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark stands behind a space and right before a word."""
    return text[max(0, at - 1) : at] in (" ", "") and text[at + 1 : at + 2].isalnum()


def follows_at_once(before: SentenceReading, sentence: SentenceReading) -> bool:
    """Whether a sentence goes on in the paragraph of the one before it."""
    gap = sentence.anchor.start - before.anchor.end
    return 0 <= gap < _GAP_CHARACTERS and before.kind == sentence.kind and not sentence.opens_line
