"""The same dispatch on many sites is one article with many publishers; another toll or another day is another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tiny_workshop import TinyWorkshop

from kg.articles import Article, article_id
from kg.articles.copies import Copies, Copy
from kg.graph.store import memory_store
from kg.pipeline import build

DAY = date(2016, 7, 11)
WORDS = (
    "Deux soldats maliens ont été tués dimanche dans l'explosion d'une mine près de Gao, a annoncé l'armée dans un"
    " communiqué. L'attaque, qui n'a pas été revendiquée, survient trois jours après une visite du ministre de la Défense"
    " dans la région. Le gouvernement a promis d'envoyer 300 militaires supplémentaires dans le nord avant la fin du mois,"
    " tandis que les habitants réclament davantage de protection contre les groupes armés qui tiennent les pistes."
    " La mission des Nations unies a condamné cette attaque et présenté ses condoléances aux familles des victimes."
)


def article(name: str, text: str = WORDS, day: date | None = DAY) -> Article:
    return Article(article_id("fr", day, text), name, "fr", None, text, day, name.upper(), f"https://{name}.example/1")


FIRST = article("a")


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        f"{WORDS} Avec AFP.",
        f"Gao (Mali) - {WORDS}",
        WORDS.replace("dans un communiqué", ""),
        WORDS.upper(),
    ],
)
@pytest.mark.parametrize("days", [0, 2])
def test_copies_are_found(text: str, days: int) -> None:
    with Copies() as copies:
        assert copies.original(FIRST) is None
        assert copies.original(article("b", text, date(2016, 7, 11 + days))) == FIRST.id


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (WORDS.replace("Deux soldats", "Douze soldats"), DAY),  # another toll
        (WORDS.replace("300", "400"), DAY),
        (WORDS, date(2016, 7, 25)),
        (f"{WORDS} {WORDS.replace('Gao', 'Kidal').replace('mine', 'bombe')[::-1]}", DAY),
        (" ".join(WORDS.split()[:90:2]), DAY),
        ("Deux soldats maliens ont été tués dimanche près de Gao.", DAY),
    ],
)
def test_others_are_not(text: str, day: date) -> None:
    with Copies() as copies:
        assert copies.original(FIRST) is None
        assert copies.original(article("b", text, day)) is None


def test_the_index_is_remembered(tmp_path: Path) -> None:
    with Copies(tmp_path / "index") as copies:
        copies.original(FIRST)
    with Copies(tmp_path / "index") as copies:
        assert copies.original(FIRST) is None
        assert copies.original(article("b")) == FIRST.id


def test_a_broken_index_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "index").write_bytes(b"no database" * 999)
    with pytest.raises(OSError, match="remove it and build again"):
        Copies(tmp_path / "index")


# ---------------------------------------------------------------- in a build

BOMBING = "Bombing Mossoul deaths=12 @2016-07-04"


def told(name: str, text: str = BOMBING) -> Article:
    return Article(article_id("fr", DAY, text), name, "fr", None, text, DAY, name.upper(), f"https://{name}.example/1")


def built(*items: Article | Copy) -> list[bytes]:
    store = memory_store()
    build(items, store, TinyWorkshop())
    return store.lines()


def test_forty_copies_are_one_report_with_forty_publishers() -> None:
    store, workshop = memory_store(), TinyWorkshop()
    items = [told("a"), *(Copy(told(f"b{n}"), told("a").id) for n in range(40))]
    summary = build(items, store, workshop)
    assert (summary.articles, summary.reports, summary.copies, workshop.read) == (1, 1, 40, 1)
    assert store.count_copies() == 40
    (row,) = store.quads.query(
        "SELECT (COUNT(DISTINCT ?publisher) AS ?n) WHERE { GRAPH ?g { ?copy prov:alternateOf? ?article ."
        " ?article a schema:NewsArticle . ?copy schema:publisher ?publisher } }",
        prefixes={"prov": "http://www.w3.org/ns/prov#", "schema": "https://schema.org/"},
    )
    assert row["n"].value == "41"
    before = store.lines()
    again = build(items, store, workshop)
    assert (store.lines(), again.unchanged, again.copies, workshop.read) == (before, 1, 40, 1)


def test_copies_stay_when_the_article_is_read_by_new_software() -> None:
    store = memory_store()
    items = [told("a"), Copy(told("b"), told("a").id)]
    build(items, store, TinyWorkshop())
    build(items[:1], store, TinyWorkshop(run="tiny-2"))
    assert store.count_copies() == 1


def test_an_input_that_becomes_a_copy_or_ceases_to_be_one() -> None:
    first, second = told("a"), told("b")
    other = told("b", "Visit Irak agent:Hollande @2016-07-09")
    store = memory_store()

    def give(*items: Article | Copy) -> None:
        build(items, store, TinyWorkshop())

    give(first, other)
    give(first, Copy(second, first.id))
    assert store.lines() == built(first, Copy(second, first.id))
    give(first, other)
    assert store.lines() == built(first, other)


def test_a_copy_of_what_is_gone_stands_for_itself() -> None:
    assert built(Copy(told("b"), "0123456789abcdef")) == built(told("b"))


def test_marking_is_a_function_of_texts_and_order(tmp_path: Path) -> None:
    def items() -> Iterator[Article]:
        yield FIRST
        yield article("b")
        yield article("c", f"{WORDS} Avec AFP.")
        yield replace(FIRST, title="T")

    with Copies(tmp_path / "one") as one, Copies() as other:
        first, second = list(one.mark(items())), list(other.mark(items()))
        assert first == second == list(one.mark(items()))
    assert [type(item) for item in first] == [Article, Copy, Copy, Article]
