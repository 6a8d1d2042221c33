"""Quads on a server that speaks SPARQL 1.1: Query, Update and the Graph Store Protocol, over HTTP.

At the start the server is asked what it can do, with a few triples in a graph of our own that goes again; what it
cannot is said, or worked around. A request that fails because the network or the server is busy is sent again, with
longer and longer pauses: all that we write can be written twice. Credentials come from the environment:
KG_STORE_USER and KG_STORE_PASSWORD (Basic or Digest, as the server asks), or KG_STORE_TOKEN (Bearer).

    server     address to give                            asks at        updates at        graphs at
    Oxigraph   http://host:7878                           /query         /update           /store
    Fuseki     http://host:3030/dataset                   /query         /update           /data
    GraphDB    http://host:7200/repositories/name         (itself)       /statements       /rdf-graphs/service
    Virtuoso   http://host:8890/sparql                    (itself)       (itself)          -graph-crud
    QLever     http://host:7001                           (itself)       (itself)          (itself)

Others are named by KG_STORE_UPDATE_URL and KG_STORE_GRAPHS_URL.
"""

import json
import os
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import httpx
import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.quads import Answers, Graph, Resource

ATTEMPTS = 6  # with pauses of 0.5, 1, 2, 4 and 8 seconds between them
FIRST_PAUSE_SECONDS = 0.5
TIMEOUT_SECONDS = 120.0
LINES_AN_UPDATE = 5_000  # some 800 kB: Virtuoso takes them, and no server keeps more in memory
VALUES_AN_ASK = 200  # in one question
ROWS_A_PAGE = 10_000  # what Virtuoso gives at most unless told otherwise
_BUSY = (408, 425, 429, 502, 503, 504)
_PROBE = "urn:newskg:probe"
_FORM = re.compile(
    r"(?:\s|#[^\n]*\n|PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)*(SELECT|ASK|CONSTRUCT|DESCRIBE)", re.IGNORECASE
)
_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_UPDATES = ("/update", "/statements", "")
_GRAPHS = ("/store", "/data", "/rdf-graphs/service", "")
_GRAPHS_OF_VIRTUOSO = ("-graph-crud-auth", "-graph-crud")  # at an address that ends in /sparql
PROBE_SECONDS = 5.0  # Virtuoso leaves a PUT to an address that it does not know without an answer


class ServerError(Exception):
    """A server that does not answer, or answers with an error: says which, what, and what to do."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a server was found to do: where it takes updates and graphs, and what it lacks."""

    query_url: str
    update_url: str
    graphs_url: str | None
    atomic: bool
    paths: bool = True  # whether saved questions are asked as they are written, or as kg/graph/dialect.py spells them
    unanswered: frozenset[str] | None = None  # saved questions that it does not answer rightly; None: not tried

    def lacks(self) -> list[str]:
        """What it cannot do, a sentence each."""
        found = []
        if self.graphs_url is None:
            found.append("It does not speak the Graph Store Protocol: graphs are written by updates, which is slower.")
        if not self.atomic:
            found.append(
                "It may write one half of an update: each article is sealed by a last triple of its own, and one without"
                " it is read again by the next build."
            )
        if self.unanswered:
            found.append(
                f"It answers these wrongly or not at all: {', '.join(sorted(self.unanswered))}. For them, the graph is copied"
                " into memory; the other saved questions it answers itself."
            )
        return found


class RemoteQuads:
    """The named graphs of a SPARQL server."""

    def __init__(
        self,
        url: str,
        base: str,
        client: httpx.Client | None = None,
        pause: float = FIRST_PAUSE_SECONDS,
    ) -> None:
        """Find out what the server at `url` can do; of its graphs, those under `base` (and the ontology) are ours.

        Raises ServerError when it is no SPARQL server, does not answer, or refuses us.
        """
        self.url = url.rstrip("/")
        self._ours = (base, vocab.ONTOLOGY_GRAPH)
        self._pause = pause
        self._client = client or httpx.Client(auth=_Credentials(), timeout=TIMEOUT_SECONDS, follow_redirects=True)
        self.software = ""  # what the server calls itself
        self.abilities = Abilities("", "", None, False)
        self.abilities = self._probe()

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    # ---------------------------------------------------------------- asking

    def query(self, query: str, *, prefixes: dict[str, str] | None = None) -> Answers:
        """The answer to any SPARQL 1.1 query. Raises SyntaxError when the server says that it is none."""
        declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in (prefixes or {}).items())
        form = _FORM.match(query)
        triples = form is not None and form[1].upper() in ("CONSTRUCT", "DESCRIBE")
        response = self._ask(declared + query, _TRIPLES if triples else _RESULTS)
        if response.headers.get("x-sparql-maxrows"):
            raise ServerError(
                f"{self.url} cut the answer at {response.headers['x-sparql-maxrows']} rows. Ask for fewer (LIMIT), or raise"
                " the server's limit (Virtuoso: ResultSetMaxRows in virtuoso.ini)."
            )
        if triples:
            found = ox.Store()
            found.extend(
                ox.Quad(quad.subject, quad.predicate, quad.object)
                for quad in ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES)
            )
            return found.query("CONSTRUCT WHERE { ?s ?p ?o }")
        try:
            json.loads(response.content)  # whole, before the first row is taken
        except ValueError as error:
            raise self._broken_off(error) from error
        answers = self._parse(response)
        if form is not None and form[1].upper() == "ASK" and isinstance(answers, ox.QuerySolutions):
            told = any(term is not None and term.value not in ("0", "false") for row in answers for term in row)
            answers = ox.Store().query("ASK {}" if told else "ASK { ?s ?p ?o }")  # Virtuoso 7.2.5 answers with a row
        assert isinstance(answers, ox.QuerySolutions | ox.QueryBoolean)
        return answers

    def quads_for_pattern(
        self,
        subject: Resource | None,
        predicate: ox.NamedNode | None,
        object: Resource | ox.Literal | None,
        graph_name: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads with these terms, read page by page; None stands for any."""
        terms = {"s": subject, "p": predicate, "o": object, "g": graph_name}
        names = [f"?{name}" for name, term in terms.items() if term is None]
        s, p, o, g = (f"?{name}" if term is None else str(term) for name, term in terms.items())
        where = f"GRAPH {g} {{ {s} {p} {o} }}{self._filter() if graph_name is None else ''}"
        if not names:
            if self._holds(where):
                yield ox.Quad(subject, predicate, object, graph_name)  # type: ignore[arg-type]
            return
        for row in self._rows(names, where):
            found = [
                term if term is not None else row.get(name) for name, term in zip("spog", terms.values(), strict=True)
            ]
            yield ox.Quad(*found)  # type: ignore[arg-type]

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """The names of the graphs that hold something."""
        for row in self._rows(["?g"], f"GRAPH ?g {{ ?s ?p ?o }}{self._filter()}", distinct=True):
            if isinstance(row["g"], ox.NamedNode):
                yield row["g"]

    def contains_named_graph(self, graph_name: ox.NamedNode | ox.BlankNode) -> bool:
        """Whether a graph holds something."""
        return self._holds(f"GRAPH {graph_name} {{ ?s ?p ?o }}")

    def leading_to(self, ends: Iterable[Resource], property: ox.NamedNode, graph: ox.NamedNode) -> list[Resource]:
        """These nodes and all from which a path of a property leads to them in a graph, asked level by level."""
        found = dict.fromkeys(ends)
        level = list(found)
        while level:
            chunk, level = level[:VALUES_AN_ASK], level[VALUES_AN_ASK:]
            where = f"VALUES ?end {{ {' '.join(map(str, chunk))} }} GRAPH {graph} {{ ?x {property} ?end }}"
            new = {row["x"]: None for row in self._rows(["?x"], where, distinct=True)}
            level += [node for node in new if isinstance(node, ox.NamedNode) and node not in found]
            found.update(dict.fromkeys(level))
        return list(found)

    def __len__(self) -> int:
        answer = self.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }}{self._filter()} }}")
        assert isinstance(answer, ox.QuerySolutions)
        return sum(int(row["n"].value) for row in answer)

    def _holds(self, where: str) -> bool:
        """Whether a pattern has a solution; asked as a SELECT, since Virtuoso's answer to ASK is none."""
        return any(True for _ in self._read(self._ask(f"SELECT (1 AS ?one) WHERE {{ {where} }} LIMIT 1")))

    def _filter(self) -> str:
        """The condition that a graph is ours: servers hold others."""
        base, ontology = self._ours
        return f' FILTER(STRSTARTS(STR(?g), "{base}") || ?g = <{ontology}>)'

    def _rows(self, names: list[str], where: str, distinct: bool = False) -> Iterator[dict[str, object]]:
        """The rows of a SELECT. A server that cuts its answers is asked for page after page, in an order."""
        chosen = " ".join(names)
        select = f"SELECT {'DISTINCT ' * distinct}{chosen} WHERE {{ {where} }}"
        response = self._ask(select)
        if not response.headers.get("x-sparql-maxrows"):
            yield from self._read(response)
            return
        size = min(ROWS_A_PAGE, int(response.headers["x-sparql-maxrows"]))
        offset = 0
        while True:
            page = f"SELECT {chosen} WHERE {{ {{ {select} ORDER BY {chosen} }} }} LIMIT {size} OFFSET {offset}"
            rows = list(self._read(self._ask(page)))
            yield from rows
            if len(rows) < size:
                return
            offset += size

    def _read(self, response: httpx.Response) -> Iterator[dict[str, object]]:
        answers = self._parse(response)
        assert isinstance(answers, ox.QuerySolutions)
        variables = [variable.value for variable in answers.variables]
        try:
            for solution in answers:
                yield {name: solution[name] for name in variables}
        except SyntaxError as error:
            raise self._broken_off(error) from error

    def _parse(self, response: httpx.Response) -> object:
        try:
            return ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._broken_off(error) from error

    def _broken_off(self, error: Exception) -> ServerError:
        """What is said of an answer that is not whole: cut short by a time limit, most often."""
        return ServerError(
            f"{self.url} broke off in the middle of an answer ({error}). Ask for less, or give it more time."
        )

    def _ask(self, query: str, kind: str = _RESULTS) -> httpx.Response:
        response = self._send("POST", self.abilities.query_url, data={"query": query}, headers={"Accept": kind})
        if response.status_code == 400:
            raise SyntaxError(_told(response))
        return self._checked(response)

    # ---------------------------------------------------------------- changing

    def update(self, update: str) -> None:
        """Run SPARQL 1.1 updates, in order."""
        self._checked(self._update(update))

    def put_graph(self, graph: ox.NamedNode, lines: Iterable[str]) -> None:
        """Replace a graph whole: by one PUT, else by updates of bounded size."""
        if self.abilities.graphs_url is not None:
            content = "".join(f"{line} .\n" for line in lines).encode()
            headers = {"Content-Type": _TRIPLES}
            params = {"graph": graph.value}
            self._checked(self._send("PUT", self.abilities.graphs_url, params=params, content=content, headers=headers))
            return
        self.remove_graph(graph)
        rest = iter(lines)
        while chunk := list(islice(rest, LINES_AN_UPDATE)):
            block = " .\n".join(chunk)
            self.update(f"INSERT DATA {{ GRAPH {graph} {{\n{block}\n}} }}")

    def remove_graph(self, graph_name: Graph) -> None:
        """Drop a graph."""
        self.update(f"DROP SILENT GRAPH {graph_name}")

    def clear_graph(self, graph_name: Graph) -> None:
        """Empty a graph."""
        self.remove_graph(graph_name)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, in updates of bounded size."""
        rest = iter(quads)
        while chunk := list(islice(rest, LINES_AN_UPDATE)):
            block = "\n".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in chunk)
            self.update(f"INSERT DATA {{\n{block}\n}}")

    def add(self, quad: ox.Quad) -> None:
        """Add one quad."""
        self.update(f"INSERT DATA {{ GRAPH {quad.graph_name} {{ {quad.triple} }} }}")

    def remove(self, quad: ox.Quad) -> None:
        """Take one quad out."""
        self.update(f"DELETE DATA {{ GRAPH {quad.graph_name} {{ {quad.triple} }} }}")

    def flush(self) -> None:
        """A server does this by itself."""

    def _update(self, update: str) -> httpx.Response:
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        return self._send("POST", self.abilities.update_url, content=update.encode(), headers=headers)

    # ---------------------------------------------------------------- HTTP

    def _send(self, method: str, url: str, attempts: int = ATTEMPTS, **request: object) -> httpx.Response:
        """The answer to a request, sent again while the server is away or busy."""
        pause, why = self._pause, ""
        for attempt in range(attempts):
            if attempt:
                time.sleep(pause)
                pause *= 2
            try:
                response = self._client.request(method, url, **request)  # type: ignore[arg-type]
            except httpx.TransportError as error:
                why = f"{type(error).__name__}: {error}"
                continue
            if response.status_code not in _BUSY:
                self.software = response.headers.get("server", self.software)
                return response
            why = f"HTTP {response.status_code}"
        raise ServerError(
            f"{self.url} does not answer ({why}), though it was asked {attempts} times. What was written is kept: see that"
            " the server runs and can be reached, then run the same command again."
        )

    def _checked(self, response: httpx.Response) -> httpx.Response:
        if response.is_success:
            return response
        status = response.status_code
        if status in (401, 403):
            raise ServerError(
                f"{self.url} refuses us (HTTP {status}). Set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, to"
                " those of a user who may read and write."
            )
        raise ServerError(
            f"{self.url} could not do what was asked (HTTP {status}: {_told(response)}). What was written before is"
            " kept; see the server's log, then run the same command again."
        )

    # ---------------------------------------------------------------- what it can do

    def _probe(self) -> Abilities:
        query_url = self._find_query()
        self.abilities = Abilities(query_url, "", None, False)
        update_url = self._find_update()
        self.abilities = Abilities(query_url, update_url, None, False)
        graphs_url = self._find_graphs()
        probe = f"<{_PROBE}>"
        self.update(
            f"DROP SILENT GRAPH {probe} ;\nINSERT DATA {{ GRAPH {probe} {{ <{_PROBE}:a> <{_PROBE}:in> <{_PROBE}:b> }} }}"
        )
        atomic = self._is_atomic()
        self.remove_graph(ox.NamedNode(_PROBE))
        return Abilities(query_url, update_url, graphs_url, atomic)

    def _find_query(self) -> str:
        refused: ServerError | None = None
        for ending in ("", "/query", "/sparql"):
            url = self.url + ending
            try:
                headers = {"Accept": _RESULTS}
                response = self._send(
                    "POST", url, data={"query": "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"}, headers=headers
                )
                if response.status_code in (401, 403):
                    self._checked(response)
                if response.is_success and isinstance(self._parse(response), ox.QuerySolutions):
                    return url
            except ServerError as error:
                refused = error
                if "does not answer" in str(error) or "refuses" in str(error):
                    raise
        raise ServerError(
            f"{self.url} answers no SPARQL query, nor does {self.url}/query or {self.url}/sparql. Give the address of a"
            " SPARQL 1.1 server, as docs/scale.md lists them."
        ) from refused

    def _find_update(self) -> str:
        update = f"INSERT DATA {{ GRAPH <{_PROBE}> {{ <{_PROBE}:a> <{_PROBE}:b> <{_PROBE}:c> }} }}"
        named = os.environ.get("KG_STORE_UPDATE_URL")
        refused: httpx.Response | None = None
        for url in [named] if named else [self.url + ending for ending in _UPDATES]:
            self.abilities = Abilities(self.abilities.query_url, url, None, False)
            response = self._update(update)
            if response.is_success and self.contains_named_graph(ox.NamedNode(_PROBE)):
                return url
            if response.status_code in (401, 403) or refused is None:
                refused = response
        if refused is not None and refused.status_code in (401, 403):
            self._checked(refused)
        raise ServerError(
            f"{self.url} can be asked, but takes no update ({_told(refused) if refused is not None else 'no answer'})."
            " Let it take updates, or name the address for them: KG_STORE_UPDATE_URL=…"
        )

    def _find_graphs(self) -> str | None:
        graph = ox.NamedNode(_PROBE)
        line = f"<{_PROBE}:a> <{_PROBE}:put> <{_PROBE}:c>"
        named = os.environ.get("KG_STORE_GRAPHS_URL")
        endings = _GRAPHS_OF_VIRTUOSO if self.url.endswith("/sparql") else _GRAPHS
        for url in [named] if named else [self.url + ending for ending in endings]:
            try:
                response = self._send(
                    "PUT",
                    url,
                    attempts=2,
                    params={"graph": _PROBE},
                    content=f"{line} .\n".encode(),
                    headers={"Content-Type": _TRIPLES},
                    timeout=PROBE_SECONDS,
                )
            except ServerError:
                continue
            if response.is_success:
                found = [f"{quad.triple}" for quad in self.quads_for_pattern(None, None, None, graph)]
                if found == [line]:
                    return url
        return None

    def _is_atomic(self) -> bool:
        """Whether an update whose second operation fails leaves nothing of its first."""
        first = ox.Quad(
            ox.NamedNode(f"{_PROBE}:half"), ox.NamedNode(f"{_PROBE}:half"), ox.NamedNode(_PROBE), ox.NamedNode(_PROBE)
        )
        fails = f"LOAD <http://127.0.0.1:9/none> INTO GRAPH <{_PROBE}>"
        response = self._send(
            "POST",
            self.abilities.update_url,
            content=f"INSERT DATA {{ GRAPH <{_PROBE}> {{ {first.triple} }} }} ;\n{fails}".encode(),
            headers={"Content-Type": "application/sparql-update; charset=utf-8"},
        )
        return not response.is_success and not self._holds(f"GRAPH <{_PROBE}> {{ {first.triple} }}")


class _Credentials(httpx.Auth):
    """What the environment says of us: a token, or a user whose password is sent as the server asks for it."""

    requires_response_body = True

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]
        token = os.environ.get("KG_STORE_TOKEN")
        user, password = os.environ.get("KG_STORE_USER"), os.environ.get("KG_STORE_PASSWORD", "")
        if token:
            request.headers["Authorization"] = f"Bearer {token}"
            yield request
        elif user:
            response = yield request
            if response is not None and response.status_code == 401:
                asked = response.headers.get("www-authenticate", "").lower()
                kind = httpx.DigestAuth if asked.startswith("digest") else httpx.BasicAuth
                yield from kind(user, password).auth_flow(request)
        else:
            yield request


def _told(response: httpx.Response) -> str:
    """The first words of what a server says of an error."""
    return " ".join(re.sub(r"<[^>]{0,200}>", " ", response.text).split())[:200] or response.reason_phrase
