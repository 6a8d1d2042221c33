"""`/sparql`, a SPARQL 1.1 Protocol endpoint, and the page where a person writes queries."""

import asyncio
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.graph.endpoint import SHORT, Answered, QueryRefusedError
from kg.graph.queries import load_questions, raw_answer
from kg.resources import read_toml
from kg.vocabulary import CLASSES, GROUPS, ROLES
from kg.web.addresses import page_of
from kg.web.desk import Desk
from kg.web.sentences import retold
from kg.web.speech import Speech

Values = dict[str, Any]
QUERY_BYTES = 100_000
SHOWN_ROWS = 500  # on the page; the endpoint gives all
Result = TypeVar("Result")


async def endpoint(desk: Desk, request: Request) -> Response:
    """Answer by the protocol: GET, POST of a form, POST of the query itself."""
    try:
        query, defaults, named, given_format = await _read(request)
        if query is None:
            if "text/html" in request.headers.get("accept", ""):
                return RedirectResponse("/query", 303)
            return Response(_description(request), media_type="text/turtle; charset=utf-8")
        accept = given_format or request.headers.get("accept", "")
        answered = await while_connected(request, desk.endpoint.ask(query, accept, tuple(defaults), tuple(named)))
    except QueryRefusedError as error:
        return PlainTextResponse(f"{error}\n", error.status)
    headers = {"Vary": "Accept"}
    if answered.truncated:
        headers["X-Truncated-Rows"] = str(desk.endpoint.limits.rows)
    charset = "; charset=utf-8" if answered.media.startswith("text/") else ""
    return Response(answered.body, media_type=f"{answered.media}{charset}", headers=headers)


async def _read(request: Request) -> tuple[str | None, list[str], list[str], str]:
    """The query, default graphs, named graphs, and a format given by name, as Virtuoso and others allow."""
    asked = parse_qs(request.url.query, keep_blank_values=True, max_num_fields=200)
    if request.method == "POST":
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _body(request)
        if media == "application/sparql-query":
            asked["query"] = [body]
        elif media == "application/x-www-form-urlencoded":
            form = parse_qs(body, keep_blank_values=True, max_num_fields=200)
            asked = {**asked, **form}
        elif media == "application/sparql-update":
            raise QueryRefusedError(403, "This endpoint is read-only: updates are not made.")
        else:
            raise QueryRefusedError(
                415, "Send a query as application/sparql-query, or as a form (application/x-www-form-urlencoded)."
            )
    if "update" in asked or "using-graph-uri" in asked:
        raise QueryRefusedError(403, "This endpoint is read-only: updates are not made.")
    if len(asked.get("query", ())) > 1:
        raise QueryRefusedError(400, "There are several queries. Send one.")
    query = asked["query"][0] if "query" in asked else None
    named_format = next((v[0] for name in ("format", "output") if (v := asked.get(name))), "")
    known = named_format if named_format in SHORT or "/" in named_format else ""
    return query, asked.get("default-graph-uri", []), asked.get("named-graph-uri", []), known


async def _body(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > QUERY_BYTES:
            raise QueryRefusedError(413, f"The query has more than {QUERY_BYTES} bytes. Shorten it.")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise QueryRefusedError(400, "The query is not UTF-8.") from error


async def while_connected(request: Request, answer: Awaitable[Result]) -> Result:
    """An answer, unless the reader leaves before: then the work is stopped."""
    working = asyncio.ensure_future(answer)
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            working.cancel()
            raise QueryRefusedError(499, "The reader left.")
        return working.result()
    finally:
        leaving.cancel()
        if not working.done():
            working.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _description(request: Request) -> str:
    """https://www.w3.org/TR/sparql11-service-description/"""
    formats = (
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "JSON-LD",
    )
    told = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in formats)
    return (
        "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .\n\n"
        f"<{request.url.replace(query='')}> a sd:Service ;\n"
        f"    sd:endpoint <{request.url.replace(query='')}> ;\n    sd:supportedLanguage sd:SPARQL11Query ;\n"
        f"    sd:feature sd:UnionDefaultGraph ;\n    sd:resultFormat {told} .\n"
    )


async def query_page(desk: Desk, speech: Speech, request: Request) -> Values:
    """The editor, and the answer to the query in the address."""
    query = request.query_params.get("query", "")
    limits = desk.endpoint.limits
    examples = read_toml(Path(__file__).with_name("examples.toml"))["example"]
    values: Values = {
        "query": query or examples[0]["query"].strip(),
        "examples": [(example[speech.language], example["query"].strip()) for example in examples]
        + [(speech.typeset(question.title(speech.language)), question.text) for question in load_questions().values()],
        "prefixes": sorted(desk.endpoint.prefixes.items()),
        "words_known": [f"kg:{name}" for name in ("Event", *GROUPS, *CLASSES, *ROLES, *_PROPERTIES)],
        "limits": limits,
        "endpoint": str(request.url_for("sparql")),
        "answer": None,
        "error": None,
        "graph": None,
        "truncated": False,
    }
    if not query:
        return values
    started = time.perf_counter()
    try:
        answered: Answered = await while_connected(
            request,
            desk.endpoint.ask(
                query[:QUERY_BYTES], "application/sparql-results+json, text/turtle;q=0.9", rows=SHOWN_ROWS
            ),
        )
    except QueryRefusedError as error:
        return values | {"error": retold(str(error), speech)}
    values["milliseconds"] = round(1000 * (time.perf_counter() - started))
    values["truncated"] = answered.truncated
    if answered.form == "graph":
        return values | {"graph": answered.body.decode(errors="replace")}
    answer = raw_answer(answered.body)
    rows = [
        [
            {
                "text": cell.text,
                "short": _short(desk, cell.text) if cell.links else None,
                "page": page_of(desk.store.names, cell.links[0][0]) if cell.links else None,
                "number": cell.number is not None,
            }
            for cell in row
        ]
        for row in answer.rows
    ]
    return values | {"answer": answer, "rows": rows}


_PROPERTIES = (
    *("eventType", "status", "begin", "end", "timeBasis", "source", "hasFigure", "hasReport", "hasEvidence", "trigger"),
    *("realises", "why", "supports", "value", "sentence", "rule", "measure", "low", "high", "change", "kind", "partOf"),
    *("asserted", "planned", "possible", "denied", "deaths", "injured", "personnel", "Report", "Evidence", "Figure"),
)


def _short(desk: Desk, iri: str) -> str:
    """An IRI with a prefix, where one is known."""
    for prefix, space in sorted(desk.endpoint.prefixes.items(), key=lambda item: -len(item[1])):
        if iri.startswith(space) and len(iri) > len(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri
