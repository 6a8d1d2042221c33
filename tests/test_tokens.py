"""The words of a sentence as plain values: head and children tell each other, and nothing else of the parse changes."""

import pytest
from spacy.language import Language

from kg.extract.parse import load_parser, parse_words, read_doc
from kg.extract.tokens import Doc, Token, morphology
from kg.model import Anchor

SENTENCES = [
    "Le ministre malien de la Défense a annoncé lundi l'envoi de 1 200 soldats supplémentaires dans la région de Kidal.",
    "« Nous n'avons aucune nouvelle des otages », a-t-il ajouté devant l'aéroport international de Bamako-Sénou.",
    "Des hommes armés ont ouvert le feu sur un convoi de la Croix-Rouge, tuant au moins quinze civils.",
    "Alep",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_parser("fr")


def hung(text: str, nlp: Language) -> list[tuple[str, str, int, str]]:
    (sentence,) = parse_words([Anchor(0, len(text), text)], nlp)
    return [(token.text, token.pos_, token.head.i, token.dep_) for token in sentence.doc]


def test_every_print_gives_the_same_words(nlp: Language) -> None:
    plain = "« L'armée a tué 1.200 hommes à l'aube. »"
    others = (
        "« L’armée a tué 1 200 hommes à l’aube. »",
        "“ L'armée a tué 1\u202f200 hommes à l'aube. ”",
        "\" L'armée a tué 1.200 hommes à l'aube. \"",
    )
    for other in others:
        assert len(other) == len(plain)
        assert hung(other, nlp) == hung(plain, nlp)


@pytest.fixture
def doc() -> Doc:
    """« chat noir dort »: both hang on the verb but the adjective, which hangs on the noun."""
    words = Doc("chat noir dort", "fr")
    for text, start in (("chat", 0), ("noir", 5), ("dort", 10)):
        words.append(Token(words, len(words), start, text, text, "X", "dep", {}))
    words[1].hang_on(words[0])
    words[0].hang_on(words[2])
    return words


@pytest.mark.parametrize("text", SENTENCES)
def test_every_attribute_is_the_parsers(text: str, nlp: Language) -> None:
    parsed = nlp(text)
    read = read_doc(parsed)
    assert (read.text, read.language, len(read)) == (text, "fr", len(parsed))
    for token, ours in zip(parsed, read, strict=True):
        assert (ours.i, ours.idx, ours.text, ours.lower_) == (token.i, token.idx, token.text, token.lower_)
        assert (ours.lemma_, ours.pos_, ours.dep_, ours.head.i) == (token.lemma_, token.pos_, token.dep_, token.head.i)
        assert {name: list(values) for name, values in ours.morph.items()} == {
            name: token.morph.get(name) for name in token.morph.to_dict()
        }
        assert [child.i for child in ours.children] == [child.i for child in token.children]
        assert [word.i for word in ours.subtree] == [word.i for word in token.subtree]
        assert [word.i for word in ours.ancestors] == [word.i for word in token.ancestors]
        assert (ours.left_edge.i, ours.right_edge.i) == (token.left_edge.i, token.right_edge.i)
        assert (ours.is_punct, ours.is_alpha) == (token.is_punct, token.is_alpha)
    assert [(e.start_char, e.end_char, e.label_) for e in read.ents] == [
        (e.start_char, e.end_char, e.label_) for e in parsed.ents
    ]


def test_what_hangs_elsewhere_is_no_child_here(doc: Doc) -> None:
    doc[1].hang_on(doc[2])
    assert [child.text for child in doc[2].children] == ["chat", "noir"]
    assert doc[0].children == ()


def test_a_word_that_hangs_on_itself_is_a_root(doc: Doc) -> None:
    doc[0].hang_on(doc[0])
    assert doc[0].head is doc[0]
    assert (doc[2].children, doc[0].children) == ((), (doc[1],))


def test_words_in_a_circle_end(doc: Doc) -> None:
    doc[2].hang_on(doc[1])
    assert [word.i for word in doc[0].subtree] == [0, 1, 2]
    assert len(list(doc[0].ancestors)) == 3


def test_no_neighbour_outside_the_sentence(doc: Doc) -> None:
    assert doc[0].nbor().text == "noir"
    with pytest.raises(IndexError):
        doc[0].nbor(-1)


def test_morphology() -> None:
    assert morphology("Gender=Fem|Number=Plur,Sing") == {"Gender": ["Fem"], "Number": ["Plur", "Sing"]}
    assert morphology("") == {}


def test_ancestors(doc: Doc) -> None:
    assert doc[2].is_ancestor(doc[1])
    assert not doc[1].is_ancestor(doc[2])
