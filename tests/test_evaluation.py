"""What `kg evaluate` prints: events and facts, by class, by rule, and what differs."""

from collections.abc import Sequence

import pytest

from kg.articles import make_article
from kg.evaluation import Case, evaluate
from kg.notation import parse_line
from kg.pipeline import Workshop


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop()


def _lines(workshop: Workshop, text: str, events: Sequence[str]) -> list[str]:
    article = make_article({"text": text, "published": "2016-07-11", "language": "fr"}, "test")
    case = Case("test:1", article, tuple(parse_line(line) for line in events))
    return list(evaluate([case], workshop, misses=True, rules=True))


@pytest.fixture(scope="module")
def lines(workshop: Workshop) -> list[str]:
    return _lines(
        workshop,
        "La Norvège a déployé 120 soldats en Estonie. Elle soutient la réforme.",
        ['Deployment agent="Norvège" force="soldats" place="Lettonie" personnel=120', 'Visit agent="Norvège"'],
    )


def test_events_and_facts_have_precision_recall_and_f1(lines: list[str]) -> None:
    assert lines[0] == "1 cases, 0 exact (0.0 %)"
    assert next(line for line in lines if line.startswith("events")).split()[1:5] == ["P", "1.000", "R", "0.500"]
    assert next(line for line in lines if line.strip().startswith("place")).split()[1:3] == ["P", "0.000"]


def test_each_class_has_its_row(lines: list[str]) -> None:
    rows = {line.split()[0]: line for line in lines if line.startswith("  ") and "wanted" in line}
    assert set(rows) == {"Deployment", "Visit"}
    assert "R 1.000" in rows["Deployment"]
    assert "R 0.000" in rows["Visit"]


def test_a_rule_tells_how_many_of_its_events_are_right(lines: list[str]) -> None:
    row = next(line for line in lines if line.startswith("  fr/Deployment/verb/déployer"))
    assert "right   1 of   1" in row


def test_what_differs_is_shown_beside_what_is_wanted(lines: list[str]) -> None:
    wanted = next(i for i, line in enumerate(lines) if line.startswith('  = Deployment agent="Norvège"'))
    assert lines[wanted + 1].startswith("  ~ Deployment")
    assert '  - Visit agent="Norvège"' in lines


def test_too_much_is_shown_with_its_rule(workshop: Workshop) -> None:
    lines = _lines(workshop, "La Norvège a déployé 120 soldats en Estonie.", [])
    extra = next(line for line in lines if line.startswith("  + Deployment"))
    assert extra.endswith("fr/Deployment/verb/déployer")


def _causes(workshop: Workshop, text: str, events: Sequence[str]) -> list[str]:
    article = make_article({"text": text, "published": "2016-07-11", "language": "fr"}, "test")
    case = Case("test:1", article, tuple(parse_line(line) for line in events))
    lines = list(evaluate([case], workshop, causes=True))
    return lines[next(i for i, line in enumerate(lines) if line.endswith("events missed")) :]


def test_a_missed_event_whose_trigger_lacks_a_role_says_which(workshop: Workshop) -> None:
    lines = _causes(workshop, "Le contingent a été réduit.", ['Withdrawal force="contingent"'])
    assert lines[:2] == ["1 events missed", "   1  a trigger of its class lacks what it needs"]
    assert lines[2].split()[:4] == ["1", "Withdrawal", "needs", "place"]


def test_missed_facts_are_counted_by_what_became_of_them(workshop: Workshop) -> None:
    wanted = ['Deployment agent="Norvège" place="Lettonie" source="Le Monde" begin=2016-07-04', 'Visit agent="Norvège"']
    lines = _causes(workshop, "La Norvège a déployé 120 soldats en Estonie. La Lettonie approuve.", wanted)
    table = {words[0]: words[1:] for line in lines if (words := line.split())}
    assert "missed facts" in "\n".join(lines)
    assert table["agent"] == ["1", "1", "0", "0", "0"]  # all, its event missed, empty, another value, no mention
    assert table["place"] == ["1", "0", "0", "1", "0"]
    assert table["source"] == ["1", "0", "0", "0", "1"]
    assert table["time"] == ["1", "0", "1", "0", "0"]


def test_a_missed_event_without_a_word_of_its_class_is_counted_apart(workshop: Workshop) -> None:
    lines = _causes(workshop, "Elle soutient la réforme.", ['Visit agent="Norvège"'])
    assert [line.split()[0] for line in lines[: lines.index("")]] == ["1", "1", "1"]
    assert lines[1].endswith("no trigger of its class")


def test_one_unread_trigger_accounts_for_one_missed_event(workshop: Workshop) -> None:
    wanted = ['Withdrawal force="contingent"', 'Withdrawal place="Mali"']
    lines = _causes(workshop, "Le contingent a été réduit.", wanted)
    assert "   1  a trigger of its class lacks what it needs" in lines
    assert "   1  no trigger of its class" in lines
