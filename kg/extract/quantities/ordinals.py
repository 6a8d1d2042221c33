"""The n-th time: « quatrième visite »."""

from collections.abc import Iterator

from kg.extract.quantities.words import NumberWords
from kg.model import Amount


def find_ordinals(plain: str, words: NumberWords) -> Iterator[tuple[int, int, Amount]]:
    """Where the ordinals of a sentence stand, each with the noun of which it counts the times."""
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
            yield match.start(), match.end(), Amount(number, number, noun.lower())
