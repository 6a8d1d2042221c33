"""Which saved questions a server answers is found out at its first use, noted there, and said; the others a copy answers."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from servers import SERVERS, running

from kg.graph import vocab
from kg.graph.queries import bind, in_base, load_questions
from kg.graph.remote import RemoteQuads
from kg.graph.store import open_store
from kg.graph.trial import BASE, _rows, make_world, try_questions

SILENT = {
    "ambiguous",
    "identity",
    "responses",
}  # what the world has nothing for: a place of several, pairs, answers to attacks


@pytest.mark.parametrize("name", sorted(set(load_questions()) - SILENT))
def test_the_world_has_something_for_a_question(name: str) -> None:
    world, question = make_world(), load_questions()[name]
    given = {"event": "event/bombing", "place": "entity/land", "actor": "entity/land"}
    terms = {param.name: [ox.NamedNode(BASE + given[param.name])] for param in question.params if param.required}
    assert _rows(world.quads, in_base(bind(question, terms), world.names))


def quads_of(address: str, refuses: Callable[[str], bool]) -> tuple[RemoteQuads, list[str]]:
    """A server that answers 500 to some queries, and the queries that it was asked."""
    asked: list[str] = []

    class Refusing(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            query = httpx.QueryParams(request.content.decode()).get("query", "") if request.method == "POST" else ""
            asked.append(query)
            return httpx.Response(500, text="no") if refuses(query) else super().handle_request(request)

    return RemoteQuads(address, vocab.BASE, httpx.Client(transport=Refusing())), asked


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory):
    with running("oxigraph", tmp_path_factory.mktemp("oxigraph")) as found:
        yield found


def test_questions_that_a_server_refuses_are_said(address: str) -> None:
    quads, _ = quads_of(address, lambda query: "kg:Territory" in query and "SELECT" in query)
    found = try_questions(quads, ox.NamedNode("urn:x:notes-1"))
    assert found.unanswered == {"control", "rules"}  # some of which ask for the same
    assert any("wrongly or not at all: control, rules." in sentence for sentence in found.lacks())


def test_a_server_that_loses_paths_is_asked_otherwise(address: str) -> None:
    quads, _ = quads_of(address, lambda query: "{ ?within kg:partOf* ?place }" in query)
    found = try_questions(quads, ox.NamedNode("urn:x:notes-2"))
    assert (found.paths, found.unanswered) == (False, frozenset())


def test_what_was_found_is_noted_on_the_server(address: str) -> None:
    quads, asked = quads_of(address, lambda query: "kg:Territory" in query and "SELECT" in query)
    first = try_questions(quads, ox.NamedNode("urn:x:notes-3"))
    asked.clear()
    assert try_questions(quads, ox.NamedNode("urn:x:notes-3")) == first
    assert len(asked) <= 2


def test_the_world_goes_from_the_server(address: str) -> None:
    quads, _ = quads_of(address, lambda _: False)
    try_questions(quads, ox.NamedNode("urn:x:notes-4"))
    assert not list(quads._rows(["?g"], f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{BASE}"))', distinct=True))


@pytest.mark.parametrize("server", SERVERS)
def test_what_a_real_server_answers(server: str, tmp_path: Path) -> None:
    with running(server, tmp_path) as found, open_store(found, create=True) as store:
        assert isinstance(store.quads, RemoteQuads)
        unanswered = store.quads.abilities.unanswered or frozenset()
    expected = {"oxigraph": set(), "virtuoso": {"attacks", "casualties", "deployments", "responses", "rules", "visits"}}
    assert unanswered <= expected[server]
