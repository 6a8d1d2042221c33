"""Commands about one graph: export, check, show, serve, delete, info."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.options import DEFAULT_STORE, GazetteerOption, LanguageOption, OutputOption, StoreOption
from kg.cli.terminal import check_language, fail, make_workshop, nearest, open_output

_MOST_DOUBTS = 200  # pairs that kg info --doubts lists
EXPORTS = ("jsonl", "csv", "turtle", "trig", "nquads", "jsonld", "graphml", "gexf")


def export(
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[str, typer.Option("--format", "-f", help=", ".join(EXPORTS))] = "jsonl",
    output: OutputOption = None,
    lang: LanguageOption = None,
) -> None:
    """Write the graph: flat event records (jsonl, csv), RDF (turtle, trig…) or a network (graphml, gexf).

    Example: kg export --store out/store --format turtle -o graph.ttl
    """
    from kg.graph.records import event_records, write_csv
    from kg.graph.store import open_store

    if format not in EXPORTS:
        fail(f"--format {format}: {nearest(format, EXPORTS)}Right: {', '.join(EXPORTS)}.")
    language = check_language(lang)
    with open_store(store) as graph:
        if format in ("jsonl", "csv", "graphml", "gexf"):
            records = event_records(graph, language)
            with open_output(output) as file:
                if format == "jsonl":
                    for record in records:
                        print(json.dumps(record, ensure_ascii=False), file=file)
                elif format == "csv":
                    write_csv(records, file)
                else:
                    from kg.view.network import to_gexf, to_graphml

                    file.write(to_graphml(list(records)) if format == "graphml" else to_gexf(list(records)))
        elif output is None:
            graph.export(sys.stdout.buffer, format)  # type: ignore[arg-type]
        else:
            output.parent.mkdir(parents=True, exist_ok=True)
            with output.open("wb") as file:
                graph.export(file, format)  # type: ignore[arg-type]


def check(store: StoreOption = DEFAULT_STORE) -> None:
    """Validate the graph against the shapes: exit code 0 valid, 1 not valid, 2 error.

    Example: kg check --store out/store
    """
    from kg.graph.store import open_store
    from kg.graph.validation import validate

    with open_store(store) as graph:
        result = validate(graph)
    for finding in result.findings:
        print(f"{finding.severity}: {finding}")
    print(f"Evaluated: {', '.join(result.evaluated) or 'nothing'}.")
    if result.not_evaluated:
        print(f"Not evaluated, since nothing in the graph is of their kind: {', '.join(result.not_evaluated)}.")
    print(f"{store}: {result.state} ({len(result.violations)} violations, {len(result.warnings)} warnings).")
    raise typer.Exit(1 if result.state == "not valid" else 0)


def show(
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[Path, typer.Option("--output", "-o", help="An .html, .svg or .png file.")] = Path("graph.html"),
    lang: LanguageOption = None,
    title: Annotated[str | None, typer.Option("--title", help="The picture's title.")] = None,
) -> None:
    """Draw the graph: one self-contained HTML file, or a static SVG or PNG.

    Example: kg show --store out/store -o graph.html
    """
    from kg.graph.ontology import load_ontology
    from kg.graph.records import event_records
    from kg.graph.store import open_store

    language = check_language(lang) or "fr"
    with open_store(store) as graph:
        records = list(event_records(graph, language))
    labels = {name: term.label(language) for name, term in load_ontology().items()}
    output.parent.mkdir(parents=True, exist_ok=True)
    if output.suffix == ".html":
        from kg.view.page import page

        output.write_text(page(records, language, title or "newskg", labels), encoding="utf-8")
    elif output.suffix in (".svg", ".png"):
        from kg.view.picture import picture

        file_format: Any = output.suffix[1:]
        output.write_bytes(picture(records, language, title or "newskg", labels, file_format))
    else:
        fail(f"{output}: a picture is an .html, .svg or .png file. Type -o graph.html.")
    print(f"{output}: {len(records)} events. Open it in a browser.")


def serve(
    store: StoreOption = DEFAULT_STORE,
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 takes a free one.")] = 8787,
    edit: Annotated[bool, typer.Option("--edit", help="Allow corrections; no other process may then build.")] = False,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="What a SPARQL query may take.")] = 10.0,
    rows: Annotated[int, typer.Option("--rows", min=1, help="What a SPARQL query may answer.")] = 10_000,
) -> None:
    """Open the reading desk: a site on this machine alone, to see, question and check the graph.

    Example: kg serve --store out/store
    """
    from kg.graph.endpoint import Limits
    from kg.web.server import run

    try:
        run(store, port, edit, Limits(seconds=seconds, rows=rows), lambda line: print(line, flush=True))
    except OSError as error:
        if error.errno not in (13, 98):
            raise
        fail(f"The port {port} is taken or not allowed. Type --port 0 for a free one.")


def delete(
    article: Annotated[str, typer.Argument(help="The article's id, or the sourceId it came with.")],
    store: StoreOption = DEFAULT_STORE,
    gazetteer: GazetteerOption = None,
) -> None:
    """Remove an article, its reports, and the events that no other article told.

    Example: kg delete mali-2013-01-11.txt --store out/store
    """
    from kg.graph.store import open_store
    from kg.pipeline import delete as remove

    with open_store(store) as graph:
        ids = [article] if graph.source_id(article) is not None else sorted(graph.articles_of(article))
        if not ids:
            near = nearest(article, tuple(graph.source_ids().values()))
            fail(f"No article “{article}” is in {store}. {near}`kg info` lists all.")
        remove(graph, ids, make_workshop(gazetteer))
    print(f"Removed {len(ids)} article{'s' if len(ids) > 1 else ''}.")


def info(
    store: StoreOption = DEFAULT_STORE,
    doubts: Annotated[bool, typer.Option("--doubts", help="List reports that nearly became one event.")] = False,
) -> None:
    """What the graph holds: counts, and its articles; with --doubts, pairs of reports that were kept apart by little.

    Example: kg info --store out/store
    """
    from kg.graph.store import open_store

    with open_store(store) as graph:
        facts = graph.info()
        articles = [(str(item.published or "no date"), item.source_id, item.title or "") for item in graph.articles()]
        near, count = _near_misses(graph) if doubts else ([], 0)
    events, entities = sum(facts.events.values()), sum(facts.entities.values())
    print(f"{store}: {facts.articles} articles, {facts.reports} reports, {events} events, {entities} entities.")
    for name, number in sorted(facts.events.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {number:6}  {name}")
    print("Articles:")
    for published, source, headline in sorted(articles):
        print(f"  {published}  {source}  {headline}")
    if doubts:
        first = "" if count == len(near) else f"; the closest {len(near)}"
        print(f"{count} pairs of reports nearly became one event{first}:")
        for line in near:
            print(f"  {line}")


def _near_misses(graph: Any) -> tuple[list[str], int]:
    """A line for each of the closest pairs (the words of both reports, where they stand, what spoke for and against), and how

    many there are.
    """
    from kg.pipeline import count_near_misses, find_near_misses

    def told(report_id: str) -> str:
        report = graph.report(report_id)
        return f"« {report.evidence[0].sentence.text.strip()} » ({graph.source_id(report.article_id)})"

    closest = find_near_misses(graph, _MOST_DOUBTS)
    return [f"{told(miss.a)}\n  {told(miss.b)}\n      {miss.why}" for miss in closest], count_near_misses(graph)
