"""What `kg explain` and `kg coverage` print: rules, functions, antecedents, and why a trigger gave nothing."""

import pytest

from kg.articles import make_article
from kg.explain import explanation, gaps
from kg.pipeline import Workshop

TEXT = (
    "Le ministre Karim Benali s'est rendu lundi à Gao. Il y a rencontré des chefs tribaux."
    " Le maire a donné son accord. Le temps était sec."
)


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture(scope="module")
def lines(workshop: Workshop) -> list[str]:
    article = make_article({"text": TEXT, "published": "2016-07-11", "language": "fr"}, "test")
    return list(explanation(*workshop.understand(article)))


def _line(lines: list[str], *words: str) -> str:
    found = [line for line in lines if all(word in line for word in words)]
    assert found, (words, lines)
    return found[0]


def test_events_come_first_and_are_numbered(lines: list[str]) -> None:
    assert lines[0].startswith('1 Visit agent="Karim Benali"')
    assert lines[1].startswith('2 Meeting participant="Karim Benali" participant="chefs tribaux"')


def test_each_sentence_with_a_trigger_is_quoted(lines: list[str]) -> None:
    assert [line for line in lines if line.startswith("« ")] == [
        "« Le ministre Karim Benali s'est rendu lundi à Gao. »",
        "« Il y a rencontré des chefs tribaux. »",
        "« Le maire a donné son accord. »",
    ]


def test_a_trigger_names_its_event_and_rule(lines: list[str]) -> None:
    assert _line(lines, "  1 Visit", "« rendu »", "fr/Visit/verb/se rendre")


def test_an_argument_names_its_function(lines: list[str]) -> None:
    assert _line(lines, "place", "« Gao »").endswith("à")
    assert _line(lines, "agent", "« ministre »", "= Karim Benali").endswith("subject")


def test_a_time_tells_its_days(lines: list[str]) -> None:
    assert _line(lines, "time", "« lundi »", "2016-07-11 to 2016-07-12")


def test_a_pronoun_tells_what_it_stands_for(lines: list[str]) -> None:
    assert _line(lines, "participant", "« Il »", "= Karim Benali")


def test_an_unread_trigger_tells_why(lines: list[str]) -> None:
    assert _line(lines, "not read: « accord »", "participant")


def test_gaps_count_the_same_word_once_most_frequent_first(workshop: Workshop) -> None:
    texts = ["Le maire a donné son accord.", "La banque a donné son accord.", "Elle a pris froid."]
    articles = [make_article({"text": text, "language": "fr"}, f"test {text}") for text in texts]
    found = list(gaps((workshop.understand(article)[0] for article in articles), 10))
    assert found[0].split(maxsplit=1)[0] == "2"
    accord = next(i for i, line in enumerate(found) if " accord: " in line)
    assert found[accord + 1].strip() == "Le maire a donné son accord."


def test_a_telling_says_why_it_is_a_deed_told_before_or_another(workshop: Workshop) -> None:
    text = (
        "Frappes meurtrières près de Gao\n\nL'armée malienne a bombardé mardi un camp près de Gao. Ces frappes ont fait"
        " six morts. À Kidal, des hommes armés ont bombardé lundi une caserne."
    )
    article = make_article({"text": text, "published": "2016-07-11", "language": "fr"}, "test")
    lines = list(explanation(*workshop.understand(article)))
    assert "place, same +2.5" in _line(lines, "is 1 ")
    assert "demonstrative +4" in _line(lines, "is 1 ", "demonstrative")
    assert _line(lines, "is not 1 ").endswith("another place")
