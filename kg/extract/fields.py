"""What an article, and each of its sentences, is about when it is not conflict and diplomacy.

Sport, business and culture borrow the words of war: there, deeds of ours are figures of speech. The words of the
whole article decide, counted against words that are ours (`kg/lang/<code>/fields.toml`); no parser is needed.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from kg.extract.forms import stem
from kg.resources import ResourceError, folder, read_toml
from kg.vocabulary import CLASSES, GROUPS, is_any

_WORD = re.compile(r"[^\W\d_]+")
_OURS = "ours"
_LEAST_IN_SENTENCE = 2  # different words of a field, one of them sure, for a sentence to be about it
_OPENING = 2  # the headline and the first sentence
_LEAST_IN_ARTICLE = 4  # the same for an article, two of them sure
_MORE = 1.5  # times as many words of its field as of ours, for an article not to be ours
_CLEAR = 3  # times as many words of its field as of ours: then one word of ours in a sentence is a figure, too


@dataclass(frozen=True, slots=True)
class Field:
    """A field of life; `figurative` are the event classes and groups that are figures of speech in it."""

    name: str
    figurative: tuple[str, ...]
    sure: frozenset[str]
    also: frozenset[str]

    def bends(self, type_: str) -> bool:
        """Whether words that tell an event of this class are a figure of speech here."""
        return is_any(type_, self.figurative)

    def count(self, words: Mapping[str, int]) -> int:
        """How many of the counted words are the field's."""
        return sum(number for word, number in words.items() if word in self.sure or word in self.also)


@dataclass(frozen=True, slots=True, eq=False)
class FieldWords:
    """The fields of a language, and the stems of the words that are ours."""

    fields: tuple[Field, ...]
    ours: frozenset[str]

    def judge(self, sentences: Sequence[str]) -> list[Field | None]:
        """For each sentence of an article, in order: the field that it is about, None where it may be ours."""
        counts = [self._counts(sentence) for sentence in sentences]
        everything = Counter(chain.from_iterable(count.elements() for count in counts))
        about = self._field(everything, everything, _LEAST_IN_ARTICLE, 2)
        allowed = 0 if about is None else int(self._ours(everything) * _CLEAR <= about.count(everything))
        judged = []
        for count in counts:
            ours = self._ours(count)
            own = None if ours else self._field(count, everything, _LEAST_IN_SENTENCE, 1)
            judged.append(own or (about if ours <= allowed else None))
        return judged

    def opening(self, sentences: Sequence[str]) -> Field | None:
        """The field that the first sentences are about: « Un avion militaire s'écrase »; None where words of ours prevail."""
        words = Counter(chain.from_iterable(self._counts(text).elements() for text in sentences[:_OPENING]))
        return self._field(words, words, _LEAST_IN_SENTENCE, 1)

    def _counts(self, text: str) -> Counter[str]:
        """How often the stems that are of a field or ours stand in a text."""
        known = _known(self)
        return Counter([word for word in map(stem, _WORD.findall(text)) if word in known])

    def _field(
        self, count: Mapping[str, int], everything: Mapping[str, int], least: int, least_sure: int
    ) -> Field | None:
        """The field of most of the counted words, where they are enough, and the article has more of it than of ours."""
        best, most, ours = None, 0, None
        for field in self.fields:
            if field.sure.isdisjoint(count):
                continue
            sure, also = count.keys() & field.sure, count.keys() & field.also
            if len(sure) < least_sure or len(sure | also) < least:
                continue
            ours = self._ours(everything) if ours is None else ours
            if field.count(everything) > _MORE * ours and field.count(count) > most:
                best, most = field, field.count(count)
        return best

    def _ours(self, count: Mapping[str, int]) -> int:
        return sum(number for word, number in count.items() if word in self.ours)


@lru_cache(maxsize=4)
def _known(words: FieldWords) -> frozenset[str]:
    return words.ours.union(*(field.sure | field.also for field in words.fields))


def load_field_words(language: str = "fr", root: Path | None = None) -> FieldWords:
    """The fields of a language. Raises ResourceError naming the file, the table and the wrong word."""
    path = (root or folder("lang")) / language / "fields.toml"
    tables = read_toml(path)
    ours = tables.pop(_OURS, None)
    if ours is None or not ours.get("words"):
        raise ResourceError(f"{path}: the table [{_OURS}] with its “words” is missing.")
    fields = []
    for name, table in tables.items():
        for type_ in table.get("figurative", []):
            if type_ not in CLASSES and type_ not in GROUPS:
                right = ", ".join(sorted({*CLASSES, *GROUPS}))
                raise ResourceError(
                    f"{path}, table [{name}]: “{type_}” is no event class; right would be one of {right}."
                )
        fields.append(
            Field(
                name,
                tuple(table.get("figurative", [])),
                _stems(table, "sure", path, name),
                _stems(table, "also", path, name),
            )
        )
    return FieldWords(tuple(fields), _stems(ours, "words", path, _OURS))


def _stems(table: Mapping[str, object], key: str, path: Path, name: str) -> frozenset[str]:
    words = table.get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) and _WORD.fullmatch(word) for word in words):
        raise ResourceError(f"{path}, table [{name}]: “{key}” must be a list of single words.")
    return frozenset(map(stem, words))
