"""Chronologies: the dates that open lines, and what they are the day of."""

from collections.abc import Mapping
from datetime import date

import pytest

from kg.articles import make_article
from kg.extract.entries import find_entries
from kg.extract.times import load_time_words
from kg.link.reports import make_reports
from kg.pipeline import Workshop

PUBLISHED = date(2022, 11, 3)


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop()


def _days(text: str) -> list[tuple[str, str]]:
    words = load_time_words("fr")
    return [
        (text[entry.start : entry.end].strip()[-9:], entry.timex.value or "")
        for entry in find_entries(text, PUBLISHED, words)
    ]


@pytest.mark.parametrize("dash", [" - ", " – ", " : ", ": "])
def test_lines_that_open_with_a_date_are_dated(dash: str) -> None:
    text = f"4 novembre 2020{dash}La guerre.\n\nLe 28 juin 2021{dash}Le retour."
    assert _days(text) == [("a guerre.", "2020-11-04"), ("e retour.", "2021-06-28")]


def test_lines_between_two_dated_ones_are_of_the_first() -> None:
    text = "24 février : Le siège.\nLes renforts.\nLa riposte.\n1er mars : La trêve.\nLe contexte de la guerre."
    assert [day for _, day in _days(text)] == ["2022-02-24", "2022-02-24", "2022-02-24", "2022-03-01"]


def test_a_day_without_year_is_the_next_one_behind_the_date_before() -> None:
    text = "4 novembre 2020 - La guerre.\n28 novembre - La prise.\n3 mars - Le bilan.\nAoût : La reprise."
    assert [day for _, day in _days(text)] == ["2020-11-04", "2020-11-28", "2021-03-03", "2021-08"]


def test_the_latest_first_counts_backwards() -> None:
    text = "4 novembre 2021 - La guerre.\n28 juin 2021 - La prise.\n3 mars - Le bilan.\n12 décembre - Le début."
    assert [day for _, day in _days(text)] == ["2021-11-04", "2021-06-28", "2021-03-03", "2020-12-12"]


def test_a_date_alone_is_that_of_the_lines_under_it() -> None:
    text = "- 4 novembre 2020\nLa guerre.\nLe retour.\n- 28 novembre\nLa prise."
    assert [day for _, day in _days(text)] == ["2020-11-04", "2020-11-04", "2020-11-28"]


def test_a_year_alone_is_that_of_the_days_under_it() -> None:
    text = "-- 2008 --\n- 29 oct. : La prise.\n- 7-8 déc: La trêve.\n-- 2012 --\nLa chute.\n- 1er jan: Le retour.\n2013\nMai. Le siège."
    assert [day for _, day in _days(text)] == ["2008-10-29", "2008-12-07/2008-12-08", "2012", "2012-01-01", "2013-05"]


def test_a_year_may_have_a_title_behind_it() -> None:
    text = "2008 : LA GUERRE\nLe 29 octobre, la prise.\n2012 – L'après-guerre\nLa chute."
    assert [day for _, day in _days(text)] == ["2008", "2012"]


@pytest.mark.parametrize(
    "text",
    [
        "4 novembre 2020 - La guerre a éclaté.\nElle dure.",  # a dateline
        "Lundi - La guerre.\nMardi - La paix.",
        "Le 4 novembre 2020, la guerre a éclaté.\nLe 5 novembre 2020, elle durait.",  # sentences, not entries
        "Depuis 2014 : la guerre.\nDepuis 2015 : la paix.",
    ],
)
def test_what_is_no_chronology_gives_none(text: str) -> None:
    assert _days(text) == []


def _reports(workshop: Workshop, text: str) -> Mapping[str, str]:
    article = make_article({"text": text, "published": PUBLISHED.isoformat(), "language": "fr"}, "test")
    document, links = workshop.understand(article)
    return {
        report.type: str(report.interval.begin) if report.interval else "" for report in make_reports(document, links)
    }


def test_events_take_the_date_of_their_line(workshop: Workshop) -> None:
    text = """La guerre en dates

4 novembre 2020 - Le Premier ministre envoie l'armée au Tigré.

24 mars 2022 - Trêve humanitaire. L'ONU va déployer des observateurs à Mekele.

Août : les combats reprennent autour de Kobo, deux jours après une attaque contre Adwa."""
    days = _reports(workshop, text)
    assert days["Ceasefire"] == "2022-03-24"
    assert days["Battle"] == "2022-08-01"
    assert days.get("Attack", "") == ""


def test_what_is_still_to_come_does_not(workshop: Workshop) -> None:
    text = "4 mars 2022 - Une attaque fait dix morts à Kobo.\n\n24 mars 2022 - L'ONU va déployer des soldats à Mekele."
    days = _reports(workshop, text)
    assert days == {"Attack": "2022-03-04", "Deployment": ""}


def test_other_days_of_a_chronology_are_of_the_year_nearest_to_the_line_before(workshop: Workshop) -> None:
    text = """La guerre en quelques dates

– 15 déc 2013: Le président a limogé en juillet son adjoint.

Le 18 décembre, l'armée attaque la ville de Bor.

– 10 jan 2014: L'armée reprend Bor. En mai, elle attaque Leer.
"""
    article = make_article({"published": date(2016, 7, 12), "language": "fr", "text": text}, "essai.txt")
    told = {timex.anchor.text: timex.value for timex in workshop.understand(article)[0].times}
    assert told["juillet"] == "2013-07"
    assert told["Le 18 décembre"] == "2013-12-18"
    assert told["mai"] == "2014-05"
