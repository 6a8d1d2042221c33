"""Tolls that no word of a deed takes: « Vingt blessés ont été hospitalisés », « il y a au moins douze morts ».

Whatever a sentence says of them, dead and wounded people who are counted and not said as known are those of the deed
told before, which `grouping/tolls.py` finds. Where the sentence tells violence of its own, they are that one's.
"""

from collections.abc import Sequence

from kg.extract.forms import stem, stems_of
from kg.extract.needs import unmet
from kg.extract.reading import Candidate
from kg.lexicon import Cues
from kg.model import Quantity
from kg.vocabulary import group_of

_TOLL = ("deaths", "injured")
_BEHIND = 2  # words from « les corps » to « douze personnes »
_HITTING = ("Violence", "PublicOrder", "Territory")


def is_counted(candidate: Candidate, cues: Cues) -> bool:
    """Whether the trigger is a noun for the dead or wounded, which tells nothing but how many."""
    frame = candidate.frame
    return frame.toll and frame.pos == "noun" and stem(candidate.head.text) in stems_of(cues.told_by_fate)


def tell_tolls(counted: Sequence[Candidate], others: Sequence[Candidate], cues: Cues) -> list[Candidate]:
    """The first of the counted nouns with all figures that the other events of the sentence leave; none beside violence."""
    sentence = next((noun.sentence for noun in counted), None)
    if sentence is None or any(
        group_of(other.type) in _HITTING and not unmet(other, sentence, cues.grammar) for other in others
    ):
        return []
    free = [
        q for q in sentence.quantities if q.measure in _TOLL and not q.subset and not _is_of_known(q, counted, cues)
    ]
    free = [q for q in free if not any(q in other.quantities for other in others if other.type == "Arrest")]
    for noun in counted:
        if any(_counts(quantity, noun) for quantity in free):
            noun.quantities, noun.times = free, [t for t in sentence.times if t.interval is not None]
            return [noun]
    return []


def _counts(quantity: Quantity, noun: Candidate) -> bool:
    """« douze corps », « les corps de douze personnes »: whether the words for a figure hold the noun, or stand right behind it."""
    first, end = noun.sentence.span(quantity.anchor.start, quantity.anchor.end)
    return first <= noun.head.i < end or 0 < first - noun.head.i <= _BEHIND


def _is_of_known(quantity: Quantity, counted: Sequence[Candidate], cues: Cues) -> bool:
    """« cinq des blessés », « deux de ces morts »: some of those told before."""
    noun = next((noun for noun in counted if _counts(quantity, noun)), None)
    if noun is None:
        return False
    first = noun.sentence.span(quantity.anchor.start, quantity.anchor.end)[0]
    between = [token.lower_ for token in noun.sentence.doc[first : noun.head.i]]
    return not cues.grammar.determiners.known_plural.isdisjoint(between)
