"""Sentences said in other ways: the words that were there keep their heads, and what is put in has one."""

import random

import pytest

from scripts.trees import Tree, Word, changes, copy, is_tree, vary


def tree(*rows: tuple[str, str, str, int], morph: str = "") -> Tree:
    words = [Word(text, True, pos, morph, dep) for text, pos, dep, _ in rows]
    for word, (*_, head) in zip(words, rows, strict=True):
        word.head = words[head]
    return words


def sentence() -> Tree:
    """« Des rebelles ont pris Sadi. »"""
    words = tree(
        ("Des", "DET", "det", 1),
        ("rebelles", "NOUN", "nsubj", 3),
        ("ont", "AUX", "aux:tense", 3),
        ("pris", "VERB", "ROOT", 3),
        ("Sadi", "PROPN", "obj", 3),
        (".", "PUNCT", "punct", 3),
    )
    words[1].morph = "Number=Plur"
    words[4].space = False
    return words


def phrase(*rows: tuple[str, str, str, int]) -> Tree:
    words = tree(*rows)
    next(word for word in words if word.head is word).head = None
    return words


PHRASES = {
    **{key: [phrase(("hier", "ADV", "advmod", 0))] for key in ("time", "adverb", "place", "insertion")},
    **{
        key: [phrase(("selon", "ADP", "case", 1), ("lui", "PRON", "obl:mod", 1))]
        for key in ("source", "according", "clause behind", "opening")
    },
    **{
        key: [phrase(("qui", "PRON", "nsubj", 1), ("fuient", "VERB", "acl:relcl", 1))]
        for key in ("relative singular", "relative plural")
    },
    **{key: [phrase(("arrivés", "VERB", "acl", 0))] for key in ("apposition singular", "apposition plural")},
    "saying": [phrase(("Il", "PRON", "nsubj", 1), ("dit", "VERB", "ROOT", 1))],
    "clause": [phrase(("Tout", "PRON", "nsubj", 1), ("va", "VERB", "ROOT", 1))],
    "somebody": [phrase(("des", "DET", "det", 1), ("civils", "NOUN", "conj", 1))],
}


def text(words: Tree) -> str:
    return "".join(word.text + " " * word.space for word in words).strip()


@pytest.mark.parametrize(
    "change", changes([sentence()]), ids=lambda change: getattr(change, "__name__", type(change).__name__)
)
def test_each_change_gives_a_tree_in_which_the_old_heads_stay(change: object) -> None:
    for seed in range(20):
        before = sentence()
        words = copy(before)
        assert changes([before])  # the same kinds
        done = change(words, PHRASES, random.Random(seed))  # type: ignore[operator]
        assert done
        assert is_tree(words), text(words)
        taken = next(word for word in words if word.text in ("pris",))
        assert [word.dep for word in words if word.head is taken and word.text.lower() in ("rebelles", "ont")] == [
            "nsubj",
            "aux:tense",
        ]


def test_what_is_put_in_is_written_as_one_writes() -> None:
    found = {
        text(words)
        for seed in range(200)
        if (words := vary(sentence(), PHRASES, changes([sentence()]), random.Random(seed)))
    }
    assert "Des rebelles ont pris hier Sadi." in found
    assert "Des rebelles, arrivés, ont pris Sadi." in found
    assert "Il dit que des rebelles ont pris Sadi." in found
    assert "Tout va et des rebelles ont pris Sadi." in found
    assert "Selon lui, des rebelles ont pris Sadi." in found
    assert not any(" ," in line or " ." in line for line in found)


def test_a_ring_two_roots_and_crossing_lines_are_no_tree() -> None:
    assert is_tree(sentence())
    ring = tree(("a", "X", "dep", 1), ("b", "X", "dep", 0), ("c", "X", "ROOT", 2))
    roots = tree(("a", "X", "ROOT", 0), ("b", "X", "ROOT", 1))
    crossing = tree(("a", "X", "dep", 2), ("b", "X", "dep", 3), ("c", "X", "ROOT", 2), ("d", "X", "dep", 2))
    assert not any(map(is_tree, (ring, roots, crossing)))
