"""The n-th time: « quatrième visite »."""

from collections.abc import Iterable

from kg.extract.quantities.words import NumberWords
from kg.model import Amount, Anchor, Quantity


def find_ordinals(plain: str, text: str, words: NumberWords, start: int) -> Iterable[Quantity]:
    """The ordinals of a sentence with the noun of which they count the times."""
    for match in words.ordinal.finditer(plain):
        noun = match["noun"]
        if (
            noun.lower() in words.ordinal_never
            or noun.lower() in words.never
            or (noun.endswith(words.phrases.plural_marks) and noun not in words.lemmas)
        ):
            continue
        number = words.ordinals.get((match["word"] or "").lower()) or int(match["digit"] or 0)
        if number:
            anchor = Anchor(start + match.start(), start + match.end(), text[match.start() : match.end()])
            yield Quantity(anchor, Amount(number, number, noun.lower()), "occurrence")
