"""What an event that falls leaves to the one that stays: « Depuis mai, 170.000 civils ont été chassés par des combats ».

A verb that is no event of its own tells the day and the toll of the noun in its clause; a noun that comes to nothing
gives back to the verb what it took of it: « dix rebelles ont été tués dans une opération ».
"""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.vocabulary import group_of

_TOLLS = ("deaths", "injured", "displaced")
_ROLES_GIVEN = ("agent", "place")


def bequeath(fallen: Sequence[Candidate], heirs: Sequence[Candidate]) -> None:
    """Give times and tolls of verbs that fell to the deed of violence that a noun of their clause tells, in place."""
    for gone in fallen:
        tolls = [quantity for quantity in gone.quantities if quantity.measure in _TOLLS]
        if gone.frame.pos != "verb" or not tolls:
            continue  # « s'est rendu mardi sur les lieux de l'attentat »
        for heir in heirs:
            if heir.frame.pos != "noun" or group_of(heir.type) != "Violence":
                continue
            if syntax.clause_head(heir.head) != gone.head:
                continue
            if not heir.times:
                heir.times.extend(gone.times)
            told = {quantity.measure for quantity in heir.quantities}
            heir.quantities.extend(quantity for quantity in tolls if quantity.measure not in told)
            break


def give_back(fallen: Sequence[Candidate], told: Sequence[Candidate], cues: Cues) -> list[Candidate]:
    """The weak verbs of violence that nouns which fell had taken, each with who did it, where and when the noun tells."""
    freed = []
    for noun in fallen:
        if noun.frame.pos != "noun" or group_of(noun.type) != "Violence":
            continue
        taken = [verb for verb in told if verb.absorbed_by is noun and verb.frame.pos == "verb"]
        taken = [verb for verb in taken if stands_behind(noun.head, verb.head, cues)]
        for verb in taken[:1]:
            verb.absorbed_by, noun.absorbed_by = None, verb
            known = {filler.role for filler in verb.fillers}
            given = [filler for filler in noun.fillers if filler.role in _ROLES_GIVEN and filler.role not in known]
            verb.fillers.extend(given)
            verb.times.extend(timex for timex in noun.times if timex not in verb.times)
            verb.time_bonds.update(noun.time_bonds)
            verb.quantities.extend(quantity for quantity in noun.quantities if quantity not in verb.quantities)
            freed.append(verb)
    return freed


def stands_behind(noun: Token, verb: Token, cues: Cues) -> bool:
    """Whether « dans », « lors de », « au cours de » and the like introduce a noun behind the verb of its clause."""
    if noun.i < verb.i or syntax.clause_head(noun) != verb:
        return False
    before = syntax.preposition_before(noun.doc, syntax.noun_phrase_start(noun), cues)
    if noun.head.lower_ in cues.grammar.prepositions.amid:  # « au cours des émeutes »
        return True
    return before is not None and not cues.grammar.prepositions.amid.isdisjoint(before.phrase.split())
