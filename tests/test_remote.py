"""A server that is busy, goes away, refuses, cuts its answers or writes by halves: said, waited for, or worked around."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from servers import SERVERS, free_port, running
from tiny_workshop import TinyWorkshop, article

from kg.graph.remote import ATTEMPTS, RemoteQuads, ServerError
from kg.graph.store import Store, StoreError, memory_store, open_store
from kg.pipeline import build

BASE = "https://w3id.org/newskg/"
ARTICLES = [
    article("a", "Bombing Mossoul deaths=12 @2016-07-04"),
    article("b", "Bombing Mossoul deaths=23 @2016-07-04\nCondemnation agent:Hollande"),
    article("c", "Visit Irak agent:Hollande @2016-07-09"),
]


def expected() -> list[bytes]:
    store = memory_store()
    build(ARTICLES, store, TinyWorkshop())
    return store.lines()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory):
    with running("oxigraph", tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


def client(answer: Callable[[httpx.Request], httpx.Response | None]) -> httpx.Client:
    """A client whose requests are answered by `answer`, or by the server where that gives None."""

    class Between(httpx.BaseTransport):
        real = httpx.HTTPTransport()

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            return answer(request) or self.real.handle_request(request)

    return httpx.Client(transport=Between())


def emptied(address: str, answer: Callable[[httpx.Request], httpx.Response | None]) -> Store:
    quads = RemoteQuads(address, BASE, client(answer), pause=0.001)
    store = Store(quads, memory_store().names, address)
    for graph in list(quads.named_graphs()):
        quads.remove_graph(graph)
    return store


def test_a_busy_server_is_asked_again(address: str) -> None:
    count = 0

    def busy(request: httpx.Request) -> httpx.Response | None:
        nonlocal count
        count += 1
        if count % 3 == 0:
            raise httpx.ConnectError("refused")
        return httpx.Response(503) if count % 3 == 1 else None

    store = emptied(address, busy)
    build(ARTICLES, store, TinyWorkshop())
    assert store.lines() == expected()


@pytest.mark.parametrize("requests", range(3, 44, 4))
def test_a_server_that_goes_away_leaves_what_another_build_finishes(requests: int, address: str) -> None:
    left = 10_000

    def goes(request: httpx.Request) -> httpx.Response | None:
        nonlocal left
        left -= 1
        if left < 0:
            raise httpx.ConnectError("gone")
        return None

    store = emptied(address, goes)
    left = requests
    with pytest.raises(ServerError, match=f"does not answer .* asked {ATTEMPTS} times. What was written is kept"):
        build(ARTICLES, store, TinyWorkshop())
    left = 10_000
    build(ARTICLES, store, TinyWorkshop())
    assert store.lines() == expected()


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_killed_and_started_again(name: str, tmp_path: Path) -> None:
    port = free_port()
    with running(name, tmp_path, port) as address, open_store(address, create=True) as store:
        build(ARTICLES[:2], store, TinyWorkshop())
    with running(name, tmp_path, port) as address, open_store(address, create=True) as store:
        build(ARTICLES, store, TinyWorkshop())
        assert store.lines() == expected()


def test_an_article_written_by_halves_is_read_again(address: str) -> None:
    """A server without transactions that stops after the graph, before the seal."""
    stop = False

    def halves(request: httpx.Request) -> httpx.Response | None:
        content = request.content
        if b"127.0.0.1:9/none" in content:  # the probe: this server writes the first half
            return None
        if stop and b"wasGeneratedBy" in content and b"graph/article" in content:
            return httpx.Response(500)
        return None

    store = emptied(address, halves)
    assert isinstance(store.quads, RemoteQuads)
    from dataclasses import replace

    store.quads.abilities = replace(store.quads.abilities, atomic=False)
    build(ARTICLES[:1], store, TinyWorkshop())
    stop = True
    with pytest.raises(ServerError, match="HTTP 500"):
        build(ARTICLES, store, TinyWorkshop())
    assert len(store.article_ids()) == 2
    assert len(store.runs()) == 1
    stop = False
    build(ARTICLES, store, TinyWorkshop())
    assert store.lines() == expected()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (httpx.Response(401), "refuses us .* KG_STORE_USER"),
        (httpx.Response(403), "refuses us"),
        (httpx.Response(404), "Give the address of a SPARQL 1.1 server"),
        (httpx.Response(200, text="<html>hello"), "Give the address of a SPARQL 1.1 server"),
        (httpx.Response(503), "does not answer"),
    ],
)
def test_what_is_no_server_is_said(answer: httpx.Response, message: str) -> None:
    with pytest.raises(ServerError, match=message):
        RemoteQuads("http://nowhere.example", BASE, client(lambda _: answer), pause=0.001)


def test_an_answer_cut_short_is_no_answer(address: str) -> None:
    cut = False

    def cuts(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(200, text='{"head": {"vars": ["s"]}, "results": {"bindings": [{"s"') if cut else None

    store = emptied(address, cuts)
    cut = True
    with pytest.raises(ServerError, match="broke off in the middle of an answer"):
        store.article_ids()


def test_a_server_that_takes_no_update_is_said(address: str) -> None:
    def refuses(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(405) if b"INSERT" in request.content else None

    with pytest.raises(ServerError, match=r"takes no update .* KG_STORE_UPDATE_URL"):
        emptied(address, refuses)


def test_a_server_without_graph_store_protocol_is_written_by_updates(address: str) -> None:
    store = emptied(address, lambda request: httpx.Response(405) if request.method == "PUT" else None)
    assert any("Graph Store Protocol" in sentence for sentence in store.lacks)
    build(ARTICLES, store, TinyWorkshop())
    assert store.lines() == expected()


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({"KG_STORE_TOKEN": "t"}, "Bearer t"),
        ({"KG_STORE_USER": "u", "KG_STORE_PASSWORD": "p"}, "Basic dTpw"),
    ],
)
def test_credentials_come_from_the_environment(
    environment: dict[str, str], header: str, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    from kg.graph.remote import _Credentials

    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    seen: list[str] = []

    def guards(request: httpx.Request) -> httpx.Response | None:
        seen.append(request.headers.get("Authorization", ""))
        return None if seen[-1] == header else httpx.Response(401, headers={"WWW-Authenticate": 'Basic realm="x"'})

    guarded = client(guards)
    guarded.auth = _Credentials()
    RemoteQuads(address, BASE, guarded)
    assert header in seen


def test_no_store_there_is_said(tmp_path: Path) -> None:
    with running("oxigraph", tmp_path) as address, pytest.raises(StoreError, match="Make one: kg build"):
        open_store(address)


def test_other_graphs_of_the_server_are_left_alone(address: str) -> None:
    store = emptied(address, lambda _: None)
    store.quads.update("INSERT DATA { GRAPH <urn:others> { <urn:a> <urn:b> <urn:c> } }")
    build(ARTICLES, store, TinyWorkshop())
    assert store.lines() == expected()
    assert store.info().triples == len(expected())
    assert len(list(store.quads.query("SELECT ?s { GRAPH <urn:others> { ?s ?p ?o } }"))) == 1
