"""Names as they are spelled: folding, slugs, and keys that different transliterations share."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import token_sort_ratio

from kg.inflection import Endings
from kg.resources import folder, read_toml
from kg.tables import read_table

# Two names are spellings of one where their skeletons agree this much (0-100). Measured on tests/identity/names.toml:
# at 90 no pair of different names agrees, at 87 the first one does.
_SAME_SPELLING = 90.0
_SHORT = 5  # letters; shorter skeletons must be equal: Irak and Iran differ by one letter

_LETTERS = str.maketrans("øłđıðə’‘ʼʿʾ`´‑–—", "oldida'''''''---") | {ord("œ"): "oe", ord("æ"): "ae", ord("ß"): "ss"}


@dataclass(frozen=True, slots=True)
class SpellingWords:
    """spelling.toml; `variants` maps a given name to the one that stands for it."""

    particles: frozenset[str]
    article_before_hyphen: re.Pattern[str]
    servant: re.Pattern[str]
    servant_stem: str
    servant_written: str
    elided: re.Pattern[str]
    nameless: str
    given: tuple[str, ...]
    sounds: Endings
    written: Endings

    @property
    def variants(self) -> dict[str, str]:
        """Each spelling of a given name, and the first of its line."""
        return {variant: line.split()[0] for line in self.given for variant in line.split()}


def _read(language: str = "fr") -> SpellingWords:
    path = folder("lang") / language / "spelling.toml"
    return read_table(SpellingWords, {"spelling": read_toml(path)}, "spelling", path)


_WORDS = _read()
_VARIANTS = _WORDS.variants


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents or apostrophes, hyphens kept, one space between words."""
    text = unicodedata.normalize("NFD", text.lower().translate(_LETTERS))
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = _WORDS.elided.sub(r"\1 ", text).replace("'", "")
    return " ".join(re.sub(r"[^\w-]+|_", " ", text).split())


def slug(text: str) -> str:
    """ASCII lower case with hyphens; empty for words that have no letter or digit in ASCII."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded, with variants of given names made one and Arabic articles taken off."""
    folded = _WORDS.servant.sub(_WORDS.servant_stem, _WORDS.article_before_hyphen.sub("", fold(name))).replace("-", " ")
    words = [_VARIANTS.get(word, word) for word in folded.split()]
    kept = [word for word in words if word not in _WORDS.particles]
    return tuple(kept or words)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The key that spellings of one name share: « Khaled al-Obeidi » and « Khalid Al Obaïdi » have the same."""
    return " ".join(sorted(map(_sound, words_of(name))))


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    return _WORDS.sounds.all(word)


@lru_cache(maxsize=262144)
def alike(a: str, b: str) -> float:
    """How much two names are spelled alike, 0-100; 0 for short names that are not equal."""
    x, y = skeleton(a), skeleton(b)
    if x == y:
        return 100.0
    if min(len(x), len(y)) < _SHORT or x.count(" ") != y.count(" "):
        return 0.0
    return float(token_sort_ratio(x, y))


def same_spelling(a: str, b: str) -> bool:
    """Whether two names may be spellings of one name."""
    return alike(a, b) >= _SAME_SPELLING


def person_slug(name: str) -> str:
    """A readable slug of a person's name, the same for its usual transliterations."""
    words = words_of(name)
    known = any(word in _VARIANTS or word.startswith(_WORDS.servant_stem) for word in words)
    if not known and not _WORDS.article_before_hyphen.search(fold(name)):
        return slug(name)
    return slug("-".join(word if word in _VARIANTS else _written(word) for word in words))


def _written(word: str) -> str:
    """The one spelling of a word that ids have."""
    if word.startswith(_WORDS.servant_stem) and len(word) > 5:
        word = _WORDS.servant_written + word.removeprefix(_WORDS.servant_stem)
    return _WORDS.written.all(word)


_LOCAL = re.compile(r"-[0-9a-f]{16}-\d+$")


def local_slug(text: str, article_id: str, offset: int) -> str:
    """The slug of unnamed people or things of one article: never the same in two articles."""
    return f"{slug(text)[:60].strip('-') or _WORDS.nameless}-{article_id}-{offset}"


def is_local(id: str) -> bool:
    """Whether an entity id is of unnamed people or things that only one article tells of."""
    return _LOCAL.search(id) is not None
