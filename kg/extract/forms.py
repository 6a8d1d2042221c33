"""Forms of words: folded, and without the marks of number."""

import unicodedata
from functools import lru_cache

_UNMARKED = "ix"  # an ending of which the last letter is no mark of number


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The folded word without the marks of number: the letter of « prix », which has none, stays."""
    folded = fold(word)
    return folded.rstrip("sx") if len(folded) > 3 and not folded.endswith(_UNMARKED) else folded


@lru_cache(maxsize=65536)
def forms_of(text: str, lemma: str) -> tuple[str, str, str]:
    """The stem of a word, that of its lemma, and the folded lemma: what it may be known by."""
    return stem(text), stem(lemma), fold(lemma)


@lru_cache(maxsize=4096)
def stems_of(words: frozenset[str]) -> frozenset[str]:
    """The stems of the words of a list, made once."""
    return frozenset(map(stem, words))


class _Folding(dict[int, str]):
    """A translation table, filled as letters come: each folded to one character, so that offsets stay."""

    def __missing__(self, code: int) -> str:
        self[code] = fold(chr(code))[:1] or " "
        return self[code]


FOLDED = _Folding()
