"""The store on disk: what goes in comes out, nothing else is touched, and wrong folders are refused in words."""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from servers import SERVERS, running
from small_graph import ARTICLES, ENTITIES, EVENTS, REPORTS, reports_of

from kg.graph import vocab
from kg.graph.asking import ask
from kg.graph.queries import load_questions, sparql
from kg.graph.store import FORMAT, FORMATS, MARKER, Store, StoreError, memory_store, open_store
from kg.graph.triples import GraphError

RUN = "newskg-0.1.0-fr"


def fill(store: Store, articles=ARTICLES) -> Store:
    for article in articles:
        store.put_article(article, reports_of(article), RUN)
    store.put_entities(ENTITIES)
    store.put_events(EVENTS)
    store.put_run(RUN, "newskg 0.1.0")
    return store


def exported(store: Store, format="nquads") -> bytes:
    output = io.BytesIO()
    store.export(output, format)
    return output.getvalue()


@pytest.fixture(scope="module", params=["memory", *SERVERS])
def anywhere(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Store]]:
    """Makes empty stores: in memory, or on each server that is installed."""
    if request.param == "memory":
        yield memory_store
        return
    with running(request.param, tmp_path_factory.mktemp(request.param)) as address:
        opened = open_store(address, create=True)

        def emptied() -> Store:
            for graph in list(opened.quads.named_graphs()):
                if graph.value != vocab.ONTOLOGY_GRAPH:
                    opened.quads.remove_graph(graph)
            return Store(opened.quads, opened.names, address)

        yield emptied
        opened.close()


@pytest.fixture
def store(anywhere: Callable[[], Store]) -> Store:
    return fill(anywhere())


def test_values_come_back_from_disk(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        fill(store)
    with open_store(tmp_path / "store") as store:
        assert list(store.articles()) == list(ARTICLES)
        assert list(store.reports()) == [report for article in ARTICLES for report in reports_of(article)]
        assert list(store.reports("a2")) == list(reports_of(ARTICLES[1]))
        assert store.events() == list(EVENTS)
        assert store.entities() == sorted(ENTITIES, key=lambda entity: entity.id)


def test_values_come_back_from_anywhere(store: Store) -> None:
    assert list(store.articles()) == list(ARTICLES)
    assert list(store.reports()) == [report for article in ARTICLES for report in reports_of(article)]
    assert store.events() == list(EVENTS)
    assert store.entities() == sorted(ENTITIES, key=lambda entity: entity.id)


def test_all_stores_hold_the_same(store: Store) -> None:
    expected = fill(memory_store())
    assert store.lines() == expected.lines()
    assert store.info() == expected.info()
    assert store.bare_reports() == expected.bare_reports()
    assert store.published() == expected.published()
    assert store.runs() == expected.runs()
    assert store.event_of_reports() == expected.event_of_reports()


ASKED = [
    (name, params)
    for name, question in sorted(load_questions().items())
    for params in ({}, {"place": "Irak"}, {"actor": "Daech"})
    if {param.name for param in question.params if param.required}
    <= set(params)
    <= {param.name for param in question.params}
]


@pytest.mark.parametrize(("name", "params"), ASKED, ids=[" ".join((name, *params)) for name, params in ASKED])
def test_all_stores_give_the_same_answers(name: str, params: dict[str, str], store: Store) -> None:
    assert ask(store, name, params) == ask(fill(memory_store()), name, params)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { GRAPH ?g { ?e a kg:Attack } }",
        "ASK { GRAPH ?g { ?e a kg:None } }",
        "CONSTRUCT { ?e a kg:X } WHERE { GRAPH ?g { ?e a kg:Violence } }",
    ],
)
def test_all_stores_answer_sparql(query: str, store: Store) -> None:
    assert sorted(sparql(store, query).table()) == sorted(sparql(fill(memory_store()), query).table())


def test_counts(store: Store) -> None:
    info = store.info()
    assert (info.articles, info.reports, sum(info.events.values())) == (3, 8, 7)
    assert info.events["SuicideAttack"] == 1
    assert info.entities == {"Country": 3, "Person": 3, "ArmedForce": 2, "City": 2, "ArmedGroup": 1}
    assert info.triples == len(store.lines())


def test_an_article_is_replaced_whole_and_alone(store: Store) -> None:
    before = exported(store)
    store.put_article(ARTICLES[0], (), RUN)
    assert [report.article_id for report in store.reports()] == [r.article_id for r in REPORTS if r.article_id != "a1"]
    assert not any(b"/event/" in line.split(b" ")[0] and b"/report/r-attack-1>" in line for line in store.lines())
    store.put_article(ARTICLES[0], reports_of(ARTICLES[0]), RUN)
    store.put_events(EVENTS)
    assert exported(store) == before


def test_a_deleted_article_leaves_nothing(store: Store) -> None:
    assert store.delete_article("a1") is not None
    assert store.delete_article("a1") is None
    assert not store.has_article("a1")
    assert store.article_ids() == ["a2", "a3"]
    assert not any(b"/graph/article/a1>" in line for line in store.lines())
    with pytest.raises(GraphError, match="No article a1 is in the store"):
        store.article("a1")
    assert [event.id for event in store.events()] == [
        event.id for event in EVENTS if all(report.article_id != "a1" for report in event.reports)
    ]


def test_what_a_person_decided_stays(store: Store) -> None:
    review = ox.NamedNode(store.names.review_graph[1:-1])
    store.quads.add(ox.Quad(review, review, ox.Literal("kept"), review))
    fill(store)
    store.delete_article("a1")
    assert len(list(store.quads.quads_for_pattern(None, None, None, review))) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_content_gives_the_same_bytes(format: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as on_disk:
        fill(on_disk, ARTICLES[::-1])
        fill(on_disk, ARTICLES)
        assert exported(on_disk, format) == exported(fill(memory_store()), format)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_in_another_process(format: str, store: Store) -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "from test_store import fill, exported, memory_store\n"
        "sys.stdout.buffer.write(exported(fill(memory_store()), sys.argv[1]))"
    )
    here = Path(__file__).parent
    other = subprocess.run(
        [sys.executable, "-c", program, format, str(here), str(here.parent)], capture_output=True, check=True
    )
    assert other.stdout == exported(store, format)


@pytest.mark.parametrize(
    ("format", "parser"),
    [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_formats_with_graphs_hold_the_same(store: Store, format: str, parser: ox.RdfFormat) -> None:
    expected = {str(quad) for quad in ox.parse(exported(store), format=ox.RdfFormat.N_QUADS)}
    assert {str(quad) for quad in ox.parse(exported(store, format), format=parser)} == expected
    assert len(expected) == store.info().triples


def test_turtle_holds_all_triples_and_reads_well(store: Store) -> None:
    turtle = exported(store, "turtle")
    expected = {str(quad.triple) for quad in ox.parse(exported(store), format=ox.RdfFormat.N_QUADS)}
    assert {str(quad.triple) for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == expected
    assert b"event:e-deployment a kg:Deployment , kg:Event , kg:Movement ;" in turtle
    assert b"@prefix kg: <https://w3id.org/newskg/ontology#> ." in turtle


def test_no_blank_nodes_and_no_ontology_are_exported(store: Store) -> None:
    assert b"_:" not in exported(store)
    assert b"/newskg/ontology> ." not in exported(store)


def test_the_ontology_is_there_for_questions(store: Store) -> None:
    asked = "ASK { GRAPH <https://w3id.org/newskg/ontology> { kg:Deployment rdfs:subClassOf kg:Movement } }"
    prefixes = {"kg": "https://w3id.org/newskg/ontology#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
    assert store.quads.query(asked, prefixes=prefixes)


def test_the_base_is_kept(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True, base="http://example.org/") as store:
        fill(store)
    with open_store(tmp_path / "store") as store:
        assert store.names.base == "http://example.org/"
        assert store.events() == list(EVENTS)
        assert b"w3id.org/newskg/event" not in exported(store)
    with pytest.raises(StoreError, match=r"has the base http://example\.org/"):
        open_store(tmp_path / "store", base="http://other.org/")


def test_a_store_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no store at .* Make one: kg build"):
        open_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="is not a store of ours"):
        open_store(tmp_path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="is not a store of ours"):
        open_store(tmp_path / "file", create=True)


@pytest.mark.parametrize(
    ("marker", "message"),
    [("{", "is damaged"), ("[]", "is damaged"), ("{}", "is damaged"), ('{"format": 99, "base": "x"}', "has format 99")],
)
def test_a_damaged_or_newer_marker_is_said(tmp_path: Path, marker: str, message: str) -> None:
    (tmp_path / MARKER).write_text(marker)
    with pytest.raises(StoreError, match=message):
        open_store(tmp_path)


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True):
        assert json.loads((tmp_path / MARKER).read_text())["format"] == FORMAT


def test_a_store_in_use_is_said(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True):
        program = (
            "import sys; from pathlib import Path; from kg.graph.store import open_store; open_store(Path(sys.argv[1]))"
        )
        other = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "store")],
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[1],
            check=False,
        )
    assert "Another process is using the store" in other.stderr
    with open_store(tmp_path / "store"):
        pass
