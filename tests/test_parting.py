"""What of a sentence is parsed apart, and where it hangs when the sentence is whole again."""

import pytest

from kg.extract import Reader, load_reader
from kg.extract.mending import find_parts, present_forms, repair
from kg.extract.parse import ParsedSentence, parse_words
from kg.extract.piecewise import mend
from kg.extract.times import find_times
from kg.graph.gazetteer import load_gazetteer
from kg.model import Anchor

PARTS = [
    ("Des hommes ont attaqué dans la nuit de dimanche à lundi un poste à Dori.", ["time: dans la nuit de dimanche à lundi"]),
    ("Le président a reçu, mardi, son homologue à Tunis.", ["time: , mardi ,"]),
    ("L'attaque du 3 mai contre le poste a fait dix morts.", []),
    ("L'armée a repris le poste mardi.", []),
    ("La ville de Sake (nord), dont les rebelles ont pris le contrôle, est déserte.", ["bracket: ( nord )", "insertion: , dont les rebelles ont pris le contrôle ,"]),
    ("Le général, qui a perdu beaucoup d'hommes, a annoncé son retrait.", ["insertion: , qui a perdu beaucoup d' hommes ,"]),
    ("Les rebelles, de leur côté, ont quitté Goma.", ["insertion: , de leur côté ,"]),
    ("Le ministre, Jean Diallo, a quitté Goma.", []),
    ("L'ONU a annoncé, dans un climat tendu, le retrait de ses troupes.", ["insertion: , dans un climat tendu ,"]),
    ("Les soldats qui gardaient le pont ont tiré sur la foule.", ["insertion: qui gardaient le pont"]),
    ("Alors que les combats se poursuivent, l'armée a pris Goma.", ["opening: Alors que les combats se poursuivent ,"]),
    ("L'armée a pris Goma et les rebelles ont quitté Sake.", ["clause: et les rebelles ont quitté Sake"]),
    ("L'armée et les rebelles ont quitté Sake.", []),
    ("Il a dit que l'armée et les rebelles ont quitté Sake.", []),
]  # fmt: skip
HEADS = [
    ("Des hommes ont attaqué dans la nuit de dimanche à lundi un poste à Dori.", "poste", "attaqué", "obj"),
    ("Les FARC ont scellé il y a deux jours la paix avec le gouvernement.", "paix", "scellé", "obj"),
    ("Le général, qui a perdu beaucoup d'hommes, a annoncé son retrait.", "général", "annoncé", "nsubj"),
    ("Les soldats qui se tenaient là ont tiré sur la foule.", "soldats", "tiré", "nsubj"),
    ("Le Croissant-Rouge a distribué, comme prévu, des vivres aux déplacés.", "vivres", "distribué", "obj"),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(load_gazetteer())


def _parsed(text: str, reader: Reader) -> ParsedSentence:
    (sentence,) = parse_words([Anchor(0, len(text), text)], reader.nlp)
    return sentence


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_what_is_read_apart(text: str, parts: list[str], reader: Reader) -> None:
    doc = repair(_parsed(text, reader).doc, reader.lexicon)
    times = [(timex.anchor.start, timex.anchor.end) for timex in find_times(text, None, reader.times)]
    found = [
        f"{part.kind}: {' '.join(word.text for word in doc[part.start : part.end])}"
        for part in find_parts(doc, times, present_forms(reader.lexicon))
    ]
    assert found == parts


@pytest.mark.parametrize(("text", "word", "head", "label"), HEADS)
def test_what_stood_behind_it_is_found(text: str, word: str, head: str, label: str, reader: Reader) -> None:
    sentence = _parsed(text, reader)
    mend([sentence], reader.nlp, reader.lexicon, reader.times)
    token = next(token for token in sentence.doc if token.text == word)
    assert (token.head.text, token.dep_) == (head, label)


@pytest.mark.parametrize("text", [text for text, *_ in (*PARTS, *HEADS)])
def test_the_words_stay_and_hang_in_a_tree(text: str, reader: Reader) -> None:
    before = _parsed(text, reader)
    words = [(token.text, token.idx) for token in before.doc]
    mend([before], reader.nlp, reader.lexicon, reader.times)
    assert [(token.text, token.idx) for token in before.doc] == words
    for token in before.doc:
        *_, root = token, *token.ancestors
        assert root.head is root
        assert all(child.head is token for child in token.children)


def test_a_worse_reading_is_not_taken(reader: Reader) -> None:
    """« Les forces du maréchal contrôlent une partie … » alone is read as a noun: the first reading stays."""
    text = "Les forces du maréchal contrôlent depuis janvier une grande partie du Fezzan."
    sentence = _parsed(text, reader)
    mend([sentence], reader.nlp, reader.lexicon, reader.times)
    assert next(token for token in sentence.doc if token.text == "contrôlent").pos_ == "VERB"
