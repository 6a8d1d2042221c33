"""The recogniser of names is asked only about sentences with a capital that no list explains."""

import pytest

from kg.extract.parse import parse_words
from kg.model import Anchor
from kg.pipeline import Workshop

WORKSHOP = Workshop(gated=True)


def has_stranger(text: str) -> bool:
    reader = WORKSHOP.reader
    (sentence,) = parse_words([Anchor(0, len(text), text)], reader.nlp)
    return reader.strangers.among(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Les insurgés se sont emparés de la ville.",
        "Deux soldats ont été tués lundi dans le nord du Mali.",
        "« Nous avons rompu avec la Russie », a dit le ministre.",
        "Accord signé entre la France et le Niger.",
    ],
)
def test_words_and_curated_names_are_no_strangers(text: str) -> None:
    assert not has_stranger(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le général Zorvadec a été tué lundi au Mali.",
        "Zorvadec a quitté la ville.",
        "Une embuscade a visé un convoi sur l'axe Paris-Moscou.",  # joined, they may be one name
        "Air Zorvadec a été mise en liquidation.",  # a known word, but it opens a name
        "Pierre a été arrêté.",  # a known word, and a first name
    ],
)
def test_other_capitals_are(text: str) -> None:
    assert has_stranger(text)
