"""SPARQL queries of strangers: checked, run on a snapshot in a process that can be killed, answered as they ask.

The rules of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/) without HTTP: `kg/web` speaks that.
"""

import asyncio
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.graph import vocab
from kg.graph.triples import Names

TABLE_MEDIA = {  # what is asked for → what is answered; the first is given to who does not mind
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
}
GRAPH_MEDIA = {
    "text/turtle": "text/turtle",
    "application/x-turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "text/plain": "application/n-triples",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
    "application/rdf+xml": "application/rdf+xml",
    "application/xml": "application/rdf+xml",
}
SHORT = {
    "json": "application/json",
    "xml": "application/xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
} | {
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "n3": "text/turtle",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "json-ld": "application/ld+json",
}

_PASSED_OVER = re.compile(  # strings, IRIs, comments, variables and names with a prefix: what is left are keywords
    r"""\"{3}(?:\\.|"{0,2}[^"\\])*\"{3} | '{3}(?:\\.|'{0,2}[^'\\])*'{3} | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*'
    | <[^<>"{}|^`\\\x00-\x20]*> | \#[^\n\r]* | [?$]\w+ | :[\w-]+""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class QueryRefusedError(Exception):
    """A query that is not answered. `status` is the HTTP status that fits."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use."""

    seconds: float = 10.0
    rows: int = 10_000
    memory_mb: int = 2_000
    answer_mb: int = 64
    at_once: int = 2  # further queries wait
    waiting: int = 20  # further ones are sent away


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: its bytes, their media type, whether rows were cut off, and what it is: table, boolean or graph."""

    body: bytes
    media: str
    truncated: bool
    form: str


class Endpoint:
    """Runs queries on the snapshot of a store, so many at a time."""

    def __init__(self, snapshot: Path, names: Names, limits: Limits | None = None) -> None:
        self.snapshot = snapshot
        self.limits = limits or Limits()
        self.prefixes = vocab.PREFIXES | names.prefixes | {"graph": f"{names.base}graph/"}
        self._places = asyncio.Semaphore(self.limits.at_once)
        self._waiting = 0

    async def ask(
        self,
        query: str,
        accept: str = "",
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
        rows: int | None = None,
    ) -> Answered:
        """The answer to a query. Raises QueryRefusedError, and kills the query when it is cancelled or takes too long."""
        keywords = keywords_of(query)
        if "SERVICE" in keywords:
            raise QueryRefusedError(
                403, "Calls to other servers (SERVICE) are not made here. Take the SERVICE part out."
            )
        table_media, graph_media = choose_media(accept, TABLE_MEDIA), choose_media(accept, GRAPH_MEDIA)
        if table_media is None and graph_media is None:
            known = sorted({*TABLE_MEDIA.values(), *GRAPH_MEDIA.values()})
            raise QueryRefusedError(406, f"None of “{accept}” can be given. Ask for one of: {', '.join(known)}.")
        job = {
            "store": str(self.snapshot),
            "query": query,
            "prefixes": self.prefixes,
            "default_graph": list(default_graphs),
            "named_graphs": list(named_graphs),
            "dataset_in_query": "FROM" in keywords,
            "rows": min(rows or self.limits.rows, self.limits.rows),
            "seconds": self.limits.seconds,
            "memory_mb": self.limits.memory_mb,
            "table_media": table_media or "application/sparql-results+json",
            "graph_media": graph_media or "text/turtle",
        }
        if self._waiting >= self.limits.waiting:
            raise QueryRefusedError(503, "Too many queries are waiting. Try again in a few seconds.")
        self._waiting += 1
        try:
            async with self._places:
                head, body = await self._run(json.dumps(job).encode())
        finally:
            self._waiting -= 1
        wanted = graph_media if head["form"] == "graph" else table_media
        if wanted is None:
            form = "triples" if head["form"] == "graph" else "a table"
            raise QueryRefusedError(406, f"This query gives {form}, which cannot be written as “{accept}”.")
        return Answered(body, head["media"], head["truncated"], head["form"])

    async def _run(self, job: bytes) -> tuple[dict[str, Any], bytes]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", str(Path(__file__).with_name("query_process.py"))),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(self.limits.seconds):
                said = await self._talk(process, job)
        except TimeoutError as error:
            raise QueryRefusedError(
                504,
                f"The query was stopped after {self.limits.seconds:g} seconds. Ask for less: name a class, add LIMIT, or"
                " put SELECT DISTINCT around the first half of a join.",
            ) from error
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
        line, _, body = said.partition(b"\n")
        if not line:
            raise QueryRefusedError(
                500, f"The query was stopped: it needs more than {self.limits.memory_mb} MB. Ask for less."
            )
        head = json.loads(line)
        if "error" in head:
            if head["error"] == "syntax":
                raise QueryRefusedError(400, f"This is not a SPARQL 1.1 query: {head['told']}.")
            raise QueryRefusedError(500, f"The query could not be evaluated: {head['told']}.")
        return head, body

    async def _talk(self, process: asyncio.subprocess.Process, job: bytes) -> bytes:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(job)
        await process.stdin.drain()
        process.stdin.close()
        most = self.limits.answer_mb << 20
        chunks: list[bytes] = []
        size = 0
        while chunk := await process.stdout.read(1 << 16):
            chunks.append(chunk)
            size += len(chunk)
            if size > most:
                raise QueryRefusedError(500, f"The answer has more than {self.limits.answer_mb} MB. Ask for less.")
        await process.wait()
        return b"".join(chunks)


def keywords_of(query: str) -> str:
    """A query in capitals without its strings, IRIs, comments, variables and prefixed names.

    `\\u0053ERVICE` is SERVICE, as in SPARQL, where escapes are undone before anything else. A keyword needs no space
    around it (« 1SERVICE »), so that it is looked for anywhere in what is left.
    """
    undone = _ESCAPED.sub(lambda match: _character(match[1] or match[2]), query)
    return _PASSED_OVER.sub(" ", undone).upper()


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number < 0x110000 else ""


def choose_media(accept: str, known: dict[str, str]) -> str | None:
    """What of `known` an Accept header (or a short name) likes best; None when it wants none of them."""
    if not accept.strip():
        return next(iter(known.values()))
    best: tuple[float, int, str] | None = None
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        name = SHORT.get(name, name)
        quality = next((_quality(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
        if quality <= 0:
            continue
        if name == "*/*":
            answer: str | None = next(iter(known.values()))
        elif name.endswith("/*"):
            answer = next((value for key, value in known.items() if key.startswith(name[:-1])), None)
        else:
            answer = known.get(name)
        exact = 2 if "*" not in name else 0
        if answer is not None and (best is None or (quality, exact) > (best[0], best[1])):
            best = (quality, exact, answer)
    return best[2] if best else None


def _quality(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
