"""What an event that falls leaves to the one that stays: « Depuis mai, 170.000 civils ont été chassés par des combats ».

A verb that is no event of its own tells the day and the toll of the noun in its clause.
"""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.reading import Candidate
from kg.vocabulary import group_of

_TOLLS = ("deaths", "injured", "displaced")


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
