"""One SPARQL query in a process of its own, which may be killed: Oxigraph has no time limit and takes what memory it wants.

Run as a file, it imports nothing of ours, so that it starts in a tenth of a second. Standard input is one JSON object (see
`Job` in endpoint.py); standard output is one line of JSON (`{"media": …, "truncated": …}` or `{"error": …, "told": …}`)
and then the answer. Results of SELECT are written here and not by the library, since it cannot stop after so many rows.
"""

import csv
import io
import itertools
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}

Term = Any
Rows = Iterable[list[Term]]


def main() -> None:
    """Answer the query of standard input."""
    job = json.load(sys.stdin)
    megabytes = int(job["memory_mb"])
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (int(job["seconds"]) + 1, int(job["seconds"]) + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        head, body = answer(job)
    except SyntaxError as error:
        head, body = {"error": "syntax", "told": str(error)}, b""
    except MemoryError:
        head, body = {"error": "memory", "told": f"it needs more than {megabytes} MB"}, b""
    except (OSError, RuntimeError, ValueError) as error:
        head, body = {"error": "evaluation", "told": str(error)}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def answer(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What is said of an answer, and the answer."""
    store = ox.Store.read_only(job["store"])
    chosen: dict[str, Any] = {
        name: [ox.NamedNode(iri) for iri in job[name]] for name in ("default_graph", "named_graphs") if job.get(name)
    }
    if "named_graphs" in chosen and "default_graph" not in chosen:
        chosen["default_graph"] = []
    if "default_graph" in chosen and "named_graphs" not in chosen:
        chosen["named_graphs"] = []
    union = not chosen and not job.get("dataset_in_query")
    found: Any = store.query(job["query"], prefixes=job["prefixes"], use_default_graph_as_union=union, **chosen)
    rows: int = job["rows"]
    if isinstance(found, ox.QueryTriples):
        media = job["graph_media"]
        triples = list(itertools.islice(found, rows + 1))
        prefixes = job["prefixes"] if media == "text/turtle" else None
        body = ox.serialize(triples[:rows], format=GRAPHS[media], prefixes=prefixes)
        return {"media": media, "truncated": len(triples) > rows, "form": "graph"}, body or b""
    media = job["table_media"]
    if isinstance(found, ox.QueryBoolean):
        return {"media": media, "truncated": False, "form": "boolean"}, _boolean(bool(found), media)
    names = [variable.value for variable in found.variables]
    solutions = [[row[name] for name in names] for row in itertools.islice(found, rows + 1)]
    body = _TABLES[media](names, solutions[:rows])
    return {"media": media, "truncated": len(solutions) > rows, "form": "table"}, body


# ---------------------------------------------------------------- tables, as the W3C writes them


def _json(names: list[str], rows: Rows) -> bytes:
    """https://www.w3.org/TR/sparql11-results-json/"""
    bindings = [
        {name: _json_term(term) for name, term in zip(names, row, strict=True) if term is not None} for row in rows
    ]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}, ensure_ascii=False).encode(
        errors="replace"
    )


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    told = {"type": "literal", "value": str(term.value)}
    if term.language:
        told["xml:lang"] = term.language
    elif term.datatype.value != XSD_STRING:
        told["datatype"] = term.datatype.value
    return told


def _xml(names: list[str], rows: Rows) -> bytes:
    """https://www.w3.org/TR/rdf-sparql-XMLres/"""

    def lines() -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
        yield from (f"<variable name={quoteattr(name)}/>" for name in names)
        yield "</head><results>\n"
        for row in rows:
            cells = (
                f"<binding name={quoteattr(n)}>{_xml_term(t)}</binding>"
                for n, t in zip(names, row, strict=True)
                if t is not None
            )
            yield f"<result>{''.join(cells)}</result>\n"
        yield "</results></sparql>\n"

    return "".join(lines()).encode(errors="replace")


def _xml_term(term: Term) -> str:
    value = escape(_xml_text(str(term.value)))
    if isinstance(term, ox.NamedNode):
        return f"<uri>{value}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{value}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{value}</literal>"
    if term.datatype.value != XSD_STRING:
        return f"<literal datatype={quoteattr(term.datatype.value)}>{value}</literal>"
    return f"<literal>{value}</literal>"


def _xml_text(text: str) -> str:
    """What XML 1.0 cannot hold becomes a replacement character; an article may contain anything."""
    return "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text)


def _csv(names: list[str], rows: Rows) -> bytes:
    """https://www.w3.org/TR/sparql11-results-csv-tsv/"""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_csv_term(term) for term in row] for row in rows)
    return text.getvalue().encode(errors="replace")


def _csv_term(term: Term) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(term.value)


def _tsv(names: list[str], rows: Rows) -> bytes:
    """https://www.w3.org/TR/sparql11-results-csv-tsv/: terms as Turtle writes them"""
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows]
    return ("\n".join(lines) + "\n").encode(errors="replace")


def _boolean(value: bool, media: str) -> bytes:
    word = "true" if value else "false"
    if media == "application/sparql-results+json":
        return json.dumps({"head": {}, "boolean": value}).encode()
    if media == "application/sparql-results+xml":
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
            f"<boolean>{word}</boolean></sparql>\n"
        ).encode()
    return word.encode()


_TABLES = {
    "application/sparql-results+json": _json,
    "application/sparql-results+xml": _xml,
    "text/csv": _csv,
    "text/tab-separated-values": _tsv,
}

if __name__ == "__main__":
    main()
