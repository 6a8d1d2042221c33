"""Figures of those whom a pronoun stands for: « Six humanitaires ont été relâchés. Ils avaient été enlevés près de Yei »."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract import syntax
from kg.extract.arguments.choices import overlapping
from kg.extract.reading import Candidate, Filler, SentenceReading
from kg.lexicon import Cues
from kg.model import Quantity
from kg.vocabulary import group_of

_MEASURES = {"Abduction": "abducted", "Arrest": "detained"}
_OF_PEOPLE = (None, "personnel", "deaths", "injured", "abducted", "detained", "released")
_REACH = 1  # sentences from those counted to the pronoun


def count_again(candidate: Candidate, sentences: Sequence[SentenceReading], cues: Cues) -> None:
    """Give a deed told by a verb, without a figure, the number of those to whom it is done."""
    if candidate.frame.pos != "verb" or candidate.quantities:
        return
    for filler in candidate.role("target", "force"):
        if filler.mention.level != "pronoun" or filler.antecedent is None or filler.antecedent.number != "plur":
            continue
        words = filler.mention.anchor.text.lower()
        if words in cues.grammar.ellipses.some | cues.grammar.ellipses.numbers:
            continue  # « plusieurs autres », « dont deux » are not as many as those beside or among whom they are told
        measure = _measure_of(candidate, filler, cues)
        counted = _number_of(filler, candidate, sentences) if measure is not None else None
        if counted is not None:
            amount = replace(counted.amount, change="total")
            candidate.quantities.append(replace(counted, measure=measure, amount=amount))
            return


def _measure_of(candidate: Candidate, filler: Filler, cues: Cues) -> str | None:
    """What the number of those to whom it is done tells of a deed; None where it tells nothing."""
    if syntax.is_negated(candidate.head, cues.pseudo_negation):
        return None
    if filler.role == "force":
        return "personnel" if group_of(candidate.type) == "Movement" else None
    killed = group_of(candidate.type) == "Violence" and candidate.head.lemma_.lower() in cues.killing
    return _MEASURES.get(candidate.type) or ("deaths" if killed else None)


def _number_of(filler: Filler, candidate: Candidate, sentences: Sequence[SentenceReading]) -> Quantity | None:
    """The number in the words for those whom the pronoun stands for, a little before it."""
    meant = filler.meant.anchor
    for sentence in sentences[max(0, candidate.sentence.index - _REACH) : candidate.sentence.index + 1]:
        for quantity in sentence.quantities:
            if quantity.measure in _OF_PEOPLE and not quantity.subset and overlapping(meant, quantity.anchor):
                return quantity
    return None
