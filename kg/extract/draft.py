"""The words of a sentence as the eye cuts them, and what of them may be a name: mentions in the making."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from kg.extract.nouns import Noun, Number, unaccented_start
from kg.extract.parse import ParsedSentence
from kg.extract.small_words import CuttingWords, Gender
from kg.extract.tokens import Token
from kg.gazetteer import Name
from kg.model import Anchor

Votes = defaultdict[str, float]


# ---------------------------------------------------------------- the words of a sentence


@dataclass(slots=True)
class Word:
    """A word: `start` and `end` in the sentence's text, as written, and its key; `glued` to the word before."""

    start: int
    end: int
    text: str
    key: str
    capital: bool
    token: Token
    glued: bool

    @property
    def pos(self) -> str:
        return self.token.pos_


_BLANKS = " \t\n\r\u00a0\u2009\u202f\u200b\u200c\u200d\ufeff"  # spaces, and marks that nobody sees
ROMAN = re.compile(r"^[IVXLC]+e?r?$|^[A-ZÀ-Þ]$")
CODE = re.compile(r"^[A-ZÀ-Þ][A-Za-zÀ-ÿ]{0,3}[-‐]\d+\w*$")  # « GBU-43 », « AN-26 »: a thing, never a body
ACRONYM = re.compile(r"^(?:[A-ZÀ-Þ]\.?){2,}(?:-?[A-ZÀ-Þ0-9]+)*[a-z]?$|^[A-Z]+\d+$|^[A-ZÀ-Þ]{2,}(?:-[A-ZÀ-Þ]{2,})+$")
DIGIT = re.compile(r"\d")


def cut_words(sentence: ParsedSentence, small: CuttingWords) -> list[Word]:
    """The words of the sentence as the eye cuts them: elisions and enclitics apart, hyphens kept."""
    text, offset = sentence.anchor.text, sentence.anchor.start
    found: list[Word] = []
    before = -1
    for match in _word_pattern(small).finditer(text):
        start, end = match.span()
        while end > start and text[end - 1] in " -":
            end -= 1
        token = sentence.token_at(offset + start)
        if token is None or start == end:
            continue
        written = text[start:end]
        meant = token.text if len(written) == len(token.text) == 1 else written  # « A Gao » is « À Gao »
        key, capital = _look_of(meant, small)
        found.append(Word(start, end, written, key, capital, token, before == start))
        before = end
    return found


@lru_cache(maxsize=4)
def _word_pattern(small: CuttingWords) -> re.Pattern[str]:
    """One word: elided, with a hyphen, shortened, initials, else letters and digits up to a pronoun behind a hyphen."""
    return re.compile(
        rf"{small.elision}(?=\w)|{small.pronoun_with_hyphen}|(?:{small.shortened})\.|"
        rf"(?<=\s)[A-ZÀ-Ý]\.(?=[,;)]|\s+[a-zà-ÿ(])|"
        rf"(?:[A-ZÀ-Ý]\.[\s-]?)+(?=[A-ZÀ-Ý])(?=[A-ZÀ-Ý][a-zà-ÿ])|(?:[A-ZÀ-Ý]\.){{2,}}|"
        rf"\w+(?:(?:(?!{small.clitic})[-‐‑]|['’](?=[A-ZÀ-Ýa-zà-ÿ]))\w+)*|{small.clitic}"
    )


@lru_cache(maxsize=4)
def _capital_pattern(small: CuttingWords) -> re.Pattern[str]:
    """The beginning of a name: a capital, or a small word with a hyphen before one."""
    return re.compile(rf"^(?:[A-ZÀ-ÞŁŚŠŽČŞİĞŌ]|(?:{small.before_capital})[-‐][A-ZÀ-Þ])")


@lru_cache(maxsize=100_000)
def _look_of(written: str, small: CuttingWords) -> tuple[str, bool]:
    """The key of a word, and whether it begins as a name does."""
    return unaccented_start(written.lower().replace("’", "'")), bool(_capital_pattern(small).match(written))


# ---------------------------------------------------------------- names in the making


@dataclass(slots=True)
class Run:
    """Words that may be a name: `first` to `end` of the sentence's words, with votes for what it names."""

    first: int
    end: int
    kind: str | None = None  # decided
    key: str | None = None
    of: str | None = None
    votes: Votes = field(default_factory=lambda: defaultdict(float))
    before: int | None = None  # the word before it that syntax looks at (« groupe », « M. »)
    number: Number | None = None
    gender: Gender | None = None
    initial: bool = False  # the first word of a sentence, which has a capital anyway
    nested: bool = False
    meanings: tuple[Name, ...] = ()
    level: Literal["name", "nominal"] = "name"


@dataclass(slots=True)
class Draft:
    """One sentence in the making."""

    sentence: ParsedSentence
    words: list[Word]
    small: CuttingWords
    runs: list[Run] = field(default_factory=list)
    demonyms: dict[int, str] = field(default_factory=dict)  # word → state
    titles: list[tuple[int, int, Noun]] = field(default_factory=list)
    nouns: dict[int, tuple[int, Noun]] = field(default_factory=dict)  # first word → (end, noun)
    blocked: set[int] = field(default_factory=set)
    recognised: dict[int, tuple[int, str]] = field(default_factory=dict)
    hits: dict[int, tuple[int, tuple[Name, ...]]] = field(default_factory=dict)
    shouting: bool = False
    gaps: list[str] = field(default_factory=list)  # what stands between a word and the next, without spaces

    def text(self, first: int, end: int) -> str:
        """The words as written."""
        return self.sentence.anchor.text[self.words[first].start : self.words[end - 1].end]

    def __post_init__(self) -> None:
        """Look at what stands between the words, once."""
        text, words = self.sentence.anchor.text, self.words
        self.gaps = [text[word.end : after.start].strip(_BLANKS) for word, after in pairwise(words)]

    def together(self, index: int) -> bool:
        """Whether only a space (or nothing) stands between word `index` and the next; False where there is none."""
        return 0 <= index < len(self.gaps) and not self.gaps[index]

    def between(self, index: int) -> str:
        """What stands between word `index` and the next; "" where there is none."""
        return self.gaps[index] if 0 <= index < len(self.gaps) else ""

    def phrase(self, first: int, size: int) -> str:
        """The keys of `size` words from `first`, "" where there are not as many."""
        return (
            " ".join(word.key for word in self.words[first : first + size]) if first + size <= len(self.words) else ""
        )

    def key(self, index: int) -> str:
        """The key of word `index`, "" outside the sentence."""
        return self.words[index].key if 0 <= index < len(self.words) else ""

    def anchor(self, first: int, end: int) -> Anchor:
        """The anchor of words `first` to `end` in the article."""
        start, stop = self.words[first].start, self.words[end - 1].end
        base = self.sentence.anchor.start
        return Anchor(base + start, base + stop, self.sentence.anchor.text[start:stop])


def kind_of(name: Name) -> str:
    return "Country" if name.entity.kind == "State" else name.entity.kind
