"""What of a gazetteer is found by sound."""

from collections import defaultdict
from dataclasses import dataclass, field

from kg.gazetteer import Gazetteer
from kg.link.entities.forms import first_word
from kg.link.spelling import fold, skeleton, words_of


@dataclass(slots=True)
class KnownNames:
    """What of a gazetteer is found by sound: curated names by their skeleton, and titles of offices."""

    gazetteer: Gazetteer
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    surnames: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    posts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    office_words: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Index the curated entities; the world list is found by its many alternate names instead."""
        for id in self.gazetteer.entities:
            if not self.gazetteer.is_curated(id):
                break  # the curated ones come first
            entity = self.gazetteer.entities[id]
            for _, label in entity.labels:
                if entity.kind == "Post":
                    self.posts[fold(label)].append(id)
                    self.office_words.add(first_word(label))
                    continue
                _put(self.names, skeleton(label), id)
                if entity.kind == "Person" and len(words_of(label)) > 1:
                    _put(self.surnames, skeleton(words_of(label)[-1]), id)


_LAST: list[KnownNames] = []


def known_names(gazetteer: Gazetteer) -> KnownNames:
    """The index of a gazetteer, kept for the gazetteer last asked for."""
    if not _LAST or _LAST[0].gazetteer is not gazetteer:
        _LAST[:] = [KnownNames(gazetteer)]
    return _LAST[0]


def _put(index: dict[str, list[str]], key: str, id: str) -> None:
    if id not in index[key]:
        index[key].append(id)
