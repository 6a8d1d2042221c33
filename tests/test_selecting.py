"""What the catalogue selects for a question is what its SPARQL selects, row by row, under every condition."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest
from test_queries import REQUIRED, STORE

from benchmarks.web import write_store
from kg.graph.asking import ask
from kg.graph.catalogue import Catalogue
from kg.graph.indexing import open_catalogue
from kg.graph.listing import LISTS, tell
from kg.graph.listing import fingerprint as whole_fingerprint
from kg.graph.paging import is_paged, selection_of
from kg.graph.queries import MOST_EVENTS, bind, in_base, load_questions, understand
from kg.graph.selecting import CHOICES, Selected, about, fingerprint, select
from kg.graph.store import Store, open_store

QUESTIONS = load_questions()
EVENTS = 700
VALUES = {  # of each parameter: in the small graph, and in the made one
    "place": (("Irak", "Bagdad"), ("country-0", "town-0-0", "country-1")),
    "actor": (("États-Unis", "Irak"), ("country-0-armed-forces", "country-3")),
    "kind": (("Attack", "Event", "Announcement"), ("Violence", "Airstrike", "Meeting", "Event")),
    "status": (("planned", "asserted"), ("asserted", "denied")),
    "from": (("2016-07",), ("2018",)),
    "to": (("2016",), ("2018-06",)),
    "event": (("e-attack",), ()),
}
KEPT_FOR_INFERRED = {"holders", "strength"}  # states are derived when asked for, and few


def conditions(name: str, world: int) -> Iterator[dict[str, str]]:
    """None, each alone, and pairs of them, as far as the question has them."""
    params = [param.name for param in QUESTIONS[name].params if param.name in VALUES]
    needed = [param.name for param in QUESTIONS[name].params if param.required]
    single = [{param: value} for param in params for value in VALUES[param][world]]
    pairs = [one | other for one in single for other in single if list(one) < list(other)]
    for given in chain([{}], single, pairs):
        if set(needed) <= set(given):
            yield given


CASES = [(name, world, given) for name in CHOICES for world in (0, 1) for given in conditions(name, world)]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[Store, Catalogue]]]:
    folder: Path = tmp_path_factory.mktemp("selecting")
    write_store(folder / "store", EVENTS)
    with open_store(folder / "store") as made:
        catalogues = [open_catalogue(store, folder / f"{n}.sqlite", "x") for n, store in enumerate((STORE, made))]
        yield list(zip((STORE, made), catalogues, strict=True))
        for catalogue in catalogues:
            catalogue.close()


def rows(store: Store, text: str) -> list[dict[str, str]]:
    found = store.quads.query(text)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: str(row[name]) if row[name] is not None else "" for name in names} for row in found]


def plain(found: list[dict[str, str]], columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The rows of these columns; what is listed in one value in no order, and nothing like an empty text."""
    return [tuple(" ".join(sorted(row[column].strip('"').split())) for column in columns) for row in found]


def chosen(world: tuple[Store, Catalogue], name: str, given: dict[str, str], most: int, page: int = 1) -> Selected:
    store, catalogue = world
    question, terms = understand(store, name, given)
    selected = select(question, terms, catalogue, store.names, most, page)
    assert selected is not None
    return selected


def whole(store: Store, name: str, given: dict[str, str]) -> str:
    question, terms = understand(store, name, given)
    return in_base(bind(question, terms), store.names)


@pytest.mark.parametrize(
    ("name", "world", "given"), CASES, ids=[f"{n} {w} {' '.join(g.values())}" for n, w, g in CASES]
)
def test_the_catalogue_selects_what_sparql_selects(
    worlds: list[tuple[Store, Catalogue]], name: str, world: int, given: dict[str, str]
) -> None:
    store = worlds[world][0]
    selected = chosen(worlds[world], name, given, MOST_EVENTS)
    text = whole(store, name, given)
    prologue = "\n".join(line for line in text.splitlines() if line.startswith("PREFIX"))
    wanted = rows(store, f"{prologue}\n{selection_of(text)}")
    got = rows(store, f"{prologue}\n{selected.sparql}")
    assert plain(got, selected.columns) == plain(wanted, selected.columns)
    assert not selected.goes_on


@pytest.mark.parametrize(("name", "world", "given"), [case for case in CASES if case[0] in LISTS])
def test_the_catalogue_tells_a_list_as_sparql_does(
    worlds: list[tuple[Store, Catalogue]], name: str, world: int, given: dict[str, str]
) -> None:
    store, catalogue = worlds[world]
    language = ("fr", "en")[world]
    question, terms = understand(store, name, given)
    told = tell(question, terms, catalogue, store, language, MOST_EVENTS, 1)
    assert told is not None
    assert told.answer == ask(store, name, given, language).answer


@pytest.mark.parametrize(("name", "world"), [(name, world) for name in CHOICES for world in (0, 1)])
def test_pages_of_what_is_selected_make_the_whole(worlds: list[tuple[Store, Catalogue]], name: str, world: int) -> None:
    store, length = worlds[world][0], (1, 40)[world]
    given = (
        REQUIRED.get(name, {})
        if world == 0
        else {"actor": {"actor": "country-0"}, "place": {"place": "country-0"}}.get(name, {})
    )
    text = whole(store, name, given)
    pages: list[dict[str, str]] = []
    for page in range(1, 50):
        selected = chosen(worlds[world], name, given, length, page)
        pages += rows(store, about(text, selected))
        if not selected.goes_on:
            break
    columns = tuple(pages[0]) if pages else ()
    assert sorted(plain(pages, columns)) == sorted(plain(rows(store, text), columns))


def test_every_question_that_has_pages_is_selected_by_the_catalogue() -> None:
    assert {name for name, question in QUESTIONS.items() if is_paged(question.text)} - KEPT_FOR_INFERRED == set(CHOICES)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_written_for_the_question_as_it_is(name: str) -> None:
    """Whoever changes a question that the catalogue tells changes kg/graph/listing.py too; until then SPARQL tells it."""
    assert LISTS[name].written_for == whole_fingerprint(QUESTIONS[name])


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_is_written_for_the_question_as_it_is(name: str) -> None:
    """Whoever changes what a question selects changes kg/graph/selecting.py too; until then SPARQL selects it."""
    assert CHOICES[name].written_for == fingerprint(QUESTIONS[name])


def test_a_question_that_was_changed_is_selected_by_sparql(worlds: list[tuple[Store, Catalogue]]) -> None:
    store, catalogue = worlds[0]
    changed = replace(QUESTIONS["attacks"], text=QUESTIONS["attacks"].text.replace("a kg:Attack", "a kg:Battle"))
    assert select(changed, {}, catalogue, store.names, 10, 1) is None
    assert tell(changed, {}, catalogue, store, "fr", 10, 1) is None
    other_order = replace(
        QUESTIONS["attacks"], text=QUESTIONS["attacks"].text.replace("?published) ?event", "?published)")
    )
    assert tell(other_order, {}, catalogue, store, "fr", 10, 1) is None
