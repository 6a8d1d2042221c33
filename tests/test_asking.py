"""A page of a question is the same with the index of the store and without, and tells whether there is more."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from test_cli import kg
from test_queries import REQUIRED, STORE

from benchmarks.web import write_store
from kg.graph.asking import ask, page_of
from kg.graph.catalogue import Catalogue
from kg.graph.indexing import find_catalogue, make_catalogue, open_catalogue
from kg.graph.paging import for_many, is_paged
from kg.graph.queries import MOST_EVENTS, load_questions
from kg.graph.store import open_store
from kg.pipeline import build
from kg.vocabulary import MEASURES
from tests.tiny_workshop import TinyWorkshop, article

QUESTIONS = load_questions()
EVENTS = 400


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    made = open_catalogue(STORE, tmp_path_factory.mktemp("asking") / "index.sqlite", "x")
    yield made
    made.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of some hundred events, without an index."""
    folder = tmp_path_factory.mktemp("asking") / "store"
    write_store(folder, EVENTS)
    return str(folder)


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("events", [10_000, 25_000])
def test_the_index_changes_no_answer(name: str, events: int, catalogue: Catalogue) -> None:
    given = REQUIRED.get(name, {})
    with_it = ask(STORE, name, given, catalogue=catalogue, events=events)
    assert with_it.answer == ask(STORE, name, given, events=events).answer
    assert not with_it.goes_on


def test_the_index_tells_figures_of_undated_articles_as_sparql_does(tmp_path: Path) -> None:
    day = date(2016, 7, 6)
    texts = {
        "Attack Mossoul @2016-07-05 deaths=3 agent:Daech": None,
        "Attack Mossoul @2016-07-05 deaths=5 agent:Daech": day,
        "Attack Mossoul @2016-07-05 deaths=4 personnel=20 agent:Daech": None,
        "Attack Irak deaths=2 agent:Hollande": None,
    }
    with open_store(tmp_path / "store", create=True) as store:
        build(
            [article(f"{n}.txt", text, published) for n, (text, published) in enumerate(texts.items())],
            store,
            TinyWorkshop(),
        )
        known = make_catalogue(store)
        for name in ("figures", "attacks", "identity"):
            with_it = ask(store, name, catalogue=known).answer
            assert with_it.rows
            assert with_it == ask(store, name).answer
        known.close()


@pytest.mark.parametrize("name", [name for name in QUESTIONS if is_paged(QUESTIONS[name].text)])
def test_an_empty_answer_has_its_columns(name: str, catalogue: Catalogue) -> None:
    given = REQUIRED.get(name, {})
    found = ask(STORE, name, given, catalogue=catalogue, page=2)
    assert found.answer.columns == ask(STORE, name, given).answer.columns
    assert not found.answer.rows
    assert not found.goes_on


@pytest.mark.parametrize("name", QUESTIONS)
def test_more_events_have_room(name: str) -> None:
    """What a question says of how many there may be grows with how many are asked for."""
    asked = page_of(STORE, None, name, REQUIRED.get(name, {}), 25_000, 1)
    limits = [int(most) for most in re.findall(r"(?:GROUP BY|HAVING)[^{}\n]* LIMIT (\d+)", asked.text)]
    assert all(limit >= 25_000 for limit in limits)
    assert for_many(asked.whole, 10_000) == asked.whole


def test_no_group_of_the_figures_is_cut() -> None:
    """An event may have each measure twice: in all, and more than before."""
    (most,) = re.findall(r"GROUP BY \?event \?measure \?change LIMIT (\d+)", QUESTIONS["figures"].text)
    assert int(most) >= 2 * len(MEASURES) * MOST_EVENTS


@pytest.mark.parametrize("name", ["deployments", "visits", "attacks", "meetings", "casualties", "responses"])
def test_where_nothing_is_selected_nothing_is_looked_at(name: str, catalogue: Catalogue) -> None:
    """Beside VALUES of no rows an engine knows nothing of what the others are joined by, and reads the whole store."""
    asked = page_of(STORE, catalogue, name, {"from": "2090"}, 100, 1)
    assert asked.is_empty
    assert re.search(r"VALUES \([^)]*\) \{ *\}", asked.text) is None
    assert not ask(STORE, name, {"from": "2090"}, catalogue=catalogue).answer.rows


def test_pages_say_what_they_are_and_how_to_go_on(many: str) -> None:
    plain = kg("ask", "attacks", "--store", many)
    assert "Page 1: 1 to 100, by date. The next: --page 2. More at once: --limit 1000." in plain.stderr
    assert "--place" in plain.stderr
    indexed = kg("ask", "attacks", "--store", many, "--index")
    assert indexed.stdout == plain.stdout
    assert re.search(r"Page 1: 1 to 100 of \d+, by date\.", indexed.stderr)
    again = kg("ask", "attacks", "--store", many, "--limit", "1000")
    assert again.stderr == ""
    behind = kg("ask", "attacks", "--store", many, "--page", "99")
    assert behind.returncode == 2
    assert "There is no page 99: the answer" in behind.stderr
    assert kg("ask", "attacks", "--store", many, "--page", "99", "--format", "csv").stdout.count("\n") == 1
    with open_store(many) as store:
        known = find_catalogue(store)
        assert known is not None
        known.close()


def test_an_index_of_before_is_not_used(tmp_path: Path) -> None:
    write_store(tmp_path / "store", 20)
    with open_store(tmp_path / "store") as store:
        made = make_catalogue(store)
        assert made is not None
        made.close()
        found = find_catalogue(store)
        assert found is not None
        found.close()
        (tmp_path / "store" / "changed").write_text("another")
        assert find_catalogue(store) is None
