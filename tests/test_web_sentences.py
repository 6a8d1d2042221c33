"""What the program tells in English is told on the pages in the reader's language: no sentence of it is left out."""

import ast
from pathlib import Path

import pytest

from kg.resources import read_toml
from kg.web.sentences import Reason, reason_of, retold
from kg.web.speech import speech_of

ROOT = Path(__file__).parent.parent
TABLE = {row["is"] for row in read_toml(ROOT / "kg/web/sentences.toml")["sentence"]}
ERRORS = ("DecisionError", "QueryRefusedError", "QuestionError")
WITH_ERRORS = (
    "kg/review.py",
    "kg/link/decisions.py",
    "kg/graph/endpoint.py",
    "kg/graph/queries.py",
    "kg/web/corrections.py",
)
# said on the command line alone: a page has fields for what these ask, and no address of a question that is none
NEVER_ON_A_PAGE = (
    "There is no question",
    "The question {} ",
    "None of “{}” can be given.",
    "{}",
    "“{}” is no whole number.",
)


def templates(folder: str) -> list[str]:
    """The templates of the comparison of reports: first in a tuple, with a space or a gap."""
    nodes = (node for file in sorted((ROOT / folder).glob("*.py")) for node in ast.walk(ast.parse(file.read_text())))
    firsts = (node.elts[0] for node in nodes if isinstance(node, ast.Tuple) and node.elts)
    texts = (first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str))
    return sorted({text for text in texts if " " in text or "{}" in text})


def errors(file: str) -> list[str]:
    """The sentences of the errors that a page may show, {} for what stands in them."""
    calls = (node for node in ast.walk(ast.parse((ROOT / file).read_text())) if isinstance(node, ast.Call))
    raised = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ERRORS)
    found = {_text(call.args[-1]) for call in raised}
    return sorted(text for text in found if not text.startswith(NEVER_ON_A_PAGE[:3]) and text not in NEVER_ON_A_PAGE)


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    return _text(node.left) + _text(node.right) if isinstance(node, ast.BinOp) else "{}"


@pytest.mark.parametrize("template", templates("kg/link/comparison"))
def test_every_reason_has_words(template: str) -> None:
    assert template in TABLE


@pytest.mark.parametrize("sentence", [text for file in WITH_ERRORS for text in errors(file)])
def test_every_error_has_words(sentence: str) -> None:
    filled = sentence.replace("{}", "7")
    assert retold(filled, speech_of("fr")) != filled


def test_the_sentences_were_collected() -> None:
    assert len(templates("kg/link/comparison")) > 40
    assert sum(len(errors(file)) for file in WITH_ERRORS) > 25


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("class Offensive and Battle", "classes offensive et combat", "class offensive and battle"),
        ("the same day 2016-07-01", "même jour, 1er juillet 2016", "the same day, 1 July 2016"),
        ("2016-10-01 to 2016-10-31, and published on 2016-11-02",
         "1er octobre 2016 – 31 octobre 2016, et publié le 2 novembre 2016",
         "1 October 2016 – 31 October 2016, and published on 2 November 2016"),
        ("figures disagree, deaths 3 and 20–", "chiffres qui se contredisent, morts : 3 et au moins 20",
         "figures disagree, deaths: 3 and at least 20"),
        ("the same place, Mossoul", "même lieu, Mossoul", "the same place, Mosul"),
        ("different agents (Daech, Mossoul and armée)", "auteurs différents (Daech, Mossoul et armée)",
         "different agents (Daech, Mosul and armée)"),
        ("Attack needs agent (ArmedForce, State) or instrument", "attaque : manque auteur (force armée, État) ou moyen",
         "attack: needs agent (armed force, State) or instrument"),
        ("Ada decided on 2026-01-02: place is Gao, not Gap.", "Ada, le 2 janvier 2026 : lieu : Gao, non Gap.",
         "Ada decided on 2 January 2026: place is Gao, not Gap."),
        ("what nobody wrote", "what nobody wrote", "what nobody wrote"),
    ],
)  # fmt: skip
def test_a_sentence_is_retold(text: str, french: str, english: str) -> None:
    names = {"Mossoul": "Mosul"}
    assert retold(text, speech_of("fr")) == french
    assert retold(text, speech_of("en"), names) == english


def test_a_reason_is_taken_apart() -> None:
    text = (
        "a1 and b2: The same event (score 6.25, 5 needed): class Attack; the same day 2016-07-03; the same place,"
        " Bagdad. Against it: agents not known to be one (Daech and rebelles)."
    )
    assert reason_of(text, speech_of("fr")) == Reason(
        text="",
        pair=("a1", "b2"),
        agreed=("même classe, attaque", "même jour, 3 juillet 2016", "même lieu, Bagdad"),
        against=("auteurs dont on ne sait pas s’ils n’en font qu’un (Daech et rebelles)",),
        score="6,25",
        needed="5",
    )
    decided = reason_of("a1 and b2: A person decided that they are the same event.", speech_of("en"))
    assert decided == Reason("A person decided that they are the same event.", ("a1", "b2"))
