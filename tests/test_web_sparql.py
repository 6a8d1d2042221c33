"""`/sparql` as programs use it: by the protocol, through rdflib and SPARQLWrapper, and against those who would misuse it."""

import csv
import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import httpx
import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from kg.graph.endpoint import GRAPH_MEDIA, TABLE_MEDIA, Limits, choose_media, keywords_of
from kg.web.desk import open_desk
from tests.desk_world import write_store
from tests.running_desk import serve

ATTACKS = "SELECT ?event WHERE { GRAPH ?g { ?event a kg:Attack } } ORDER BY ?event"
ATTACKS_IN_FULL = (
    "PREFIX kg: <https://w3id.org/newskg/ontology#> SELECT ?event WHERE { ?event a kg:Attack } ORDER BY ?event"
)
BASE = "https://w3id.org/newskg/"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HEAVY_SORT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
LIMITS = Limits(seconds=2.0, rows=50, memory_mb=1500)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that runs."""
    path = write_store(tmp_path_factory.mktemp("sparql") / "store")
    with open_desk(path, limits=LIMITS) as desk:
        for address in serve(desk):
            yield f"{address}/sparql"


def ask(endpoint: str, query: str, accept: str = "application/sparql-results+json", **params: str) -> httpx.Response:
    return httpx.get(endpoint, params={"query": query, **params}, headers={"accept": accept}, timeout=30)


def test_get_and_both_posts_say_the_same(endpoint: str) -> None:
    got = ask(endpoint, ATTACKS).json()
    form = httpx.post(endpoint, data={"query": ATTACKS}, timeout=30).json()
    direct = httpx.post(
        endpoint, content=ATTACKS.encode(), headers={"content-type": "application/sparql-query"}, timeout=30
    ).json()
    assert [row["event"]["value"] for row in got["results"]["bindings"]] == [
        f"{BASE}event/e-attack",
        f"{BASE}event/e-hostile",
    ]
    assert got == form == direct


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
    ],
)
def test_tables_in_the_format_asked_for(endpoint: str, accept: str, media: str) -> None:
    answer = ask(endpoint, ATTACKS, accept)
    assert answer.headers["content-type"] == media
    if "json" in media:
        assert len(answer.json()["results"]["bindings"]) == 2
    elif "xml" in media:
        assert len(ElementTree.fromstring(answer.content).findall(".//{*}result")) == 2
    else:
        assert len(answer.text.splitlines()) == 3


@pytest.mark.parametrize(
    ("accept", "media", "format"),
    [
        ("text/turtle", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
    ],
)
def test_graphs_in_the_format_asked_for(endpoint: str, accept: str, media: str, format: ox.RdfFormat) -> None:
    query = "CONSTRUCT { ?event kg:status ?status } WHERE { GRAPH graph:events { ?event kg:status ?status } }"
    answer = ask(endpoint, query, accept)
    assert answer.headers["content-type"] == media
    assert len(list(ox.parse(answer.content, format=format))) == 8


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_every_term_comes_through(endpoint: str, format: str) -> None:
    query = 'SELECT * { VALUES (?a ?b ?c ?d ?e) { (<http://x/é> "a\\"<&>\\n,é\\t😀" "chat"@fr 12 UNDEF) } BIND(BNODE() AS ?f) }'
    answer = ask(endpoint, query, "", format=format)
    formats = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}
    if format == "csv":
        row = next(csv.DictReader(io.StringIO(answer.text)))
        assert (row["a"], row["b"], row["c"], row["d"], row["e"]) == ("http://x/é", 'a"<&>\n,é\t😀', "chat", "12", "")
        return
    solution = next(iter(ox.parse_query_results(answer.content, format=formats[format])))
    assert solution["a"] == ox.NamedNode("http://x/é")
    assert solution["b"] == ox.Literal('a"<&>\n,é\t😀')
    assert solution["c"] == ox.Literal("chat", language="fr")
    assert solution["d"] == ox.Literal(12)
    assert solution["e"] is None
    assert isinstance(solution["f"], ox.BlankNode)


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_yes_and_no(endpoint: str, format: str) -> None:
    assert "true" in ask(endpoint, "ASK { ?s a kg:Attack }", "", format=format).text
    assert "false" in ask(endpoint, "ASK { ?s a kg:Nothing }", "", format=format).text


def test_the_dataset_can_be_chosen(endpoint: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s a kg:Attack }"

    def count(**params: str) -> int:
        return int(ask(endpoint, query, **params).json()["results"]["bindings"][0]["n"]["value"])

    assert count() == 2  # the default graph is the union of all
    assert count(**{"default-graph-uri": f"{BASE}graph/events"}) == 2
    assert count(**{"default-graph-uri": f"{BASE}graph/entities"}) == 0
    assert count(**{"named-graph-uri": f"{BASE}graph/events"}) == 0
    named = ask(
        endpoint, "SELECT DISTINCT ?g { GRAPH ?g { ?s a kg:Attack } }", **{"named-graph-uri": f"{BASE}graph/events"}
    )
    assert len(named.json()["results"]["bindings"]) == 1
    from_ = ask(endpoint, f"SELECT * FROM <{BASE}graph/entities> {{ ?s a kg:Attack }}")
    assert from_.json()["results"]["bindings"] == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELEC ?s", 400),
        ("", 400),
        ("DROP ALL", 400),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 400),
        ("LOAD <http://127.0.0.1:1/>", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("SELECT * { ?s ?p ?x.SeRvIcE<http://127.0.0.1:1/>{ ?s ?p ?o } }", 403),
        ("SELECT * { SERVIC\\u0045 <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ('SELECT * { ?s ?p "SERVICE", <http://SERVICE> . ?SERVICE kg:SERVICE ?o } # SERVICE', 200),
    ],
)
def test_what_is_no_query_or_calls_others_is_refused(endpoint: str, query: str, status: int) -> None:
    assert ask(endpoint, query).status_code == status


def test_updates_are_refused(endpoint: str) -> None:
    update = "DROP ALL"
    direct = httpx.post(endpoint, content=update, headers={"content-type": "application/sparql-update"})
    assert direct.status_code == 403
    assert httpx.post(endpoint, data={"update": update}).status_code == 403
    assert httpx.get(endpoint, params={"update": update}).status_code == 403
    assert httpx.put(endpoint, content=update).status_code == 405
    assert httpx.post(endpoint, content="x", headers={"content-type": "text/plain"}).status_code == 415
    assert httpx.get(endpoint, params=[("query", ATTACKS), ("query", ATTACKS)]).status_code == 400
    assert httpx.post(endpoint, data={"query": "#" * 200_000}).status_code == 413
    assert ask(endpoint, ATTACKS, "image/png").status_code == 406
    assert ask(endpoint, ATTACKS, "text/turtle").status_code == 406


@pytest.mark.parametrize("query", [HEAVY, HEAVY_SORT])
def test_a_heavy_query_is_stopped_and_not_the_server(endpoint: str, query: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        started = time.perf_counter()
        heavy = pool.submit(ask, endpoint, query)
        assert len(ask(endpoint, ATTACKS).json()["results"]["bindings"]) == 2
        answer = heavy.result()
    assert answer.status_code in (500, 504)
    assert "stopped" in answer.text or "memory" in answer.text.lower() or "MB" in answer.text
    assert time.perf_counter() - started < 15


def test_rows_are_cut_off_and_it_is_said(endpoint: str) -> None:
    answer = ask(endpoint, "SELECT * { ?s ?p ?o }")
    assert len(answer.json()["results"]["bindings"]) == LIMITS.rows
    assert answer.headers["x-truncated-rows"] == str(LIMITS.rows)
    graph = ask(endpoint, "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert len(graph.text.splitlines()) == LIMITS.rows
    assert "x-truncated-rows" not in ask(endpoint, ATTACKS).headers


def test_without_a_query_the_service_describes_itself(endpoint: str) -> None:
    answer = httpx.get(endpoint, headers={"accept": "text/turtle"})
    assert list(ox.parse(answer.content, format=ox.RdfFormat.TURTLE))
    assert httpx.get(endpoint, headers={"accept": "text/html"}).headers["location"] == "/query"


def test_rdflib_uses_it_unchanged(endpoint: str) -> None:
    graph = Graph(store=SPARQLStore(query_endpoint=endpoint))
    rows = list(graph.query(ATTACKS_IN_FULL))
    assert [str(row[0]) for row in rows] == [f"{BASE}event/e-attack", f"{BASE}event/e-hostile"]
    label = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert Literal("Bagdad", lang="fr") in set(graph.objects(URIRef(f"{BASE}entity/baghdad"), label))
    posted = Graph(store=SPARQLStore(query_endpoint=endpoint, method="POST"))
    assert len(list(posted.query(ATTACKS_IN_FULL))) == 2
    body = Graph(store=SPARQLStore(query_endpoint=endpoint, method="POST_FORM"))
    assert len(list(body.query(ATTACKS_IN_FULL))) == 2


@pytest.mark.parametrize("direct", [False, True])
def test_sparqlwrapper_uses_it_unchanged(endpoint: str, direct: bool) -> None:
    client = SPARQLWrapper(endpoint)
    if direct:
        client.setMethod(POST)
        client.setRequestMethod(POSTDIRECTLY)
    client.setQuery(ATTACKS_IN_FULL)
    client.setReturnFormat(JSON)
    assert len(client.query().convert()["results"]["bindings"]) == 2
    client.setReturnFormat(XML)
    assert "e-hostile" in client.query().convert().toxml()
    client.setReturnFormat(CSV)
    assert client.query().convert().decode().splitlines()[0] == "event"
    client.setQuery(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{BASE}graph/entities> {{ ?s ?p ?o }} }} LIMIT 5")
    client.setReturnFormat(TURTLE)
    assert b"@prefix" in client.query().convert()


@pytest.mark.parametrize(
    "query",
    [
        "{ ?s ?p ?x.SERVICE <http://x> {} }",
        '{ ?s ?p "a"@en.SERVICE <http://x> {} }',
        "{ ?s ?p 1SERVICE <http://x> {} }",
        "{ ?s ?p trueservice<http://x>{} }",
        "{ ?s ?p '''a''b'''.SERVICE ?x {} }",
        "{ ?s ?p ex:.SERVICE ?x {} }",
        "{ FILTER(1<2).SERVICE ?x {} }",
        '{ ?s ?p "\\"" . SERVICE ?x {} # " \n }',
    ],
)
def test_calls_are_seen_wherever_they_hide(query: str) -> None:
    assert "SERVICE" in keywords_of(query)


@pytest.mark.parametrize(
    ("accept", "known", "media"),
    [
        ("", TABLE_MEDIA, "application/sparql-results+json"),
        ("text/html", TABLE_MEDIA, None),
        ("text/html, */*;q=0.1", TABLE_MEDIA, "application/sparql-results+json"),
        ("text/*", GRAPH_MEDIA, "text/turtle"),
        ("application/ld+json;q=0", GRAPH_MEDIA, None),
        ("application/ld+json;q=nonsense", GRAPH_MEDIA, None),
        ("*/*, application/rdf+xml", GRAPH_MEDIA, "application/rdf+xml"),
    ],
)
def test_negotiation(accept: str, known: dict[str, str], media: str | None) -> None:
    assert choose_media(accept, known) == media
