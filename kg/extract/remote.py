"""Places told by a distance: « 60 km au sud de Mossoul », where nothing else is there that the distance locates."""

from collections.abc import Sequence

from kg.distances import DistanceWords, load_distance_words
from kg.extract.draft import Draft, Run
from kg.extract.nouns import NounWords
from kg.extract.small_words import RemoteWords
from kg.model import Anchor, EntityMention
from kg.vocabulary import is_a

_LOCATED = ("City", "Region", "Country")


def find_remote_places(draft: Draft, words: NounWords) -> list[EntityMention]:
    """The distances of a sentence that stand for a place, each a Region that belongs to the country of its landmark."""
    spoken = load_distance_words(words.language)
    found = []
    for run in draft.runs:
        if run.kind is None or not is_a(run.kind, "Place") or run.nested:
            continue
        unit = _unit_before(draft, _town_before(draft, run.first, words), spoken, words.small.distances)
        first = _number_before(draft, unit, spoken, words.small.distances) if unit is not None else None
        if unit is None or first is None or _is_located(draft, first - 1, draft.runs, spoken):
            continue
        head = draft.words[unit].token
        start = draft.sentence.anchor.start + head.idx
        anchor = Anchor(start, start + len(head.text), head.text)
        found.append(
            EntityMention(draft.anchor(first, run.end), "Region", "nominal", anchor, None, run.of, "sing", "masc")
        )
    return found


def _town_before(draft: Draft, at: int, words: NounWords) -> int:
    """Where « ville de X » begins, before a name at word `at`; `at` itself where no such noun stands there."""
    noun = at - 2
    named = noun >= 0 and draft.key(at - 1) in draft.small.noble
    return noun if named and is_a(words.names_after.get(draft.key(noun), "Person"), "Place") else at


def _unit_before(draft: Draft, at: int, spoken: DistanceWords, small: RemoteWords) -> int | None:
    """The word « km » before « au sud de » and a name at word `at`; None where no distance stands there."""
    at -= 1
    if draft.key(at) in draft.small.articles and draft.key(at - 1) in small.of:
        at -= 1
    if draft.key(at) not in draft.small.noble:
        return None
    at -= 1
    if draft.key(at) in spoken.directions:
        at -= 1
        if draft.key(at) in small.article and draft.key(at - 1) in small.at:
            at -= 2
        elif draft.key(at) in small.contracted:
            at -= 1
        else:
            return None
    return at if draft.key(at) in spoken.units else None


def _number_before(draft: Draft, unit: int, spoken: DistanceWords, small: RemoteWords) -> int | None:
    """The first word of the number before « km », which must follow « à »."""
    at = unit - 1
    while at >= 0 and (draft.key(at) in spoken.about or draft.key(at) in spoken.counted or draft.key(at)[:1].isdigit()):
        at -= 1
    return at + 1 if at >= 0 and at + 1 < unit and draft.key(at) in small.at else None


def _is_located(draft: Draft, at: int, runs: Sequence[Run], spoken: DistanceWords) -> bool:
    """Whether the words before « à » (word `at`) are a place, or « situé »: then the distance is of that place.

    « un convoi à 15 km de X », « un poste à 30 km de X » are no place that has a name: the distance says where the deed was.
    """
    before = at - 1
    if draft.key(before) in spoken.located:
        return True
    if any(run.end == at and run.kind is not None and is_a(run.kind, "Place") for run in runs):
        return True
    return any(end == at and noun.kind in _LOCATED for end, noun in draft.nouns.values())
