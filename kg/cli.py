"""The command line: what a person types. It prints; the library raises."""

import hashlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn conflict and diplomacy news into a knowledge graph that can be questioned and checked.",
)

review = typer.Typer(no_args_is_help=True, help="Correct the graph: what a person decides wins over the machine.")
app.add_typer(review, name="review")

DEFAULT_STORE = "kg-store"
StoreOption = Annotated[
    str,
    typer.Option(
        "--store", "-s", envvar="KG_STORE", help="The folder of the graph, or the address of a SPARQL server."
    ),
]
LanguageOption = Annotated[str | None, typer.Option("--lang", help="Language of labels: fr or en.")]
GazetteerOption = Annotated[
    list[Path] | None, typer.Option("--gazetteer", help="A Turtle file of your own names, in the format of ours.")
]
WhoOption = Annotated[str | None, typer.Option("--by", help="Who decides; by default, whose account this is.")]
NoteOption = Annotated[str | None, typer.Option("--note", help="Why.")]
KindOption = Annotated[str | None, typer.Option("--kind", help="What a new name is: Person, City, ArmedGroup…")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")]

_LONGEST_WHOLE_WORD = 14  # characters; a longer word of a table in the terminal may be broken
_MANY_ARTICLES = 200  # loading the model takes a process 4 s, reading 200 articles 8 s: fewer are read in this one
_MOST_DOUBTS = 200  # pairs that kg info --doubts lists
EXPORTS = ("jsonl", "csv", "turtle", "trig", "nquads", "jsonld", "graphml", "gexf")


def main() -> None:
    """Run the command line; errors that we foresee become one sentence and exit code 2."""
    from kg.articles import BadArticleError
    from kg.graph.remote import ServerError
    from kg.graph.store import StoreError
    from kg.graph.triples import GraphError
    from kg.link.decisions import DecisionError
    from kg.notation import NotationError
    from kg.resources import ResourceError
    from kg.workers import WorkerError

    try:
        app()
    except (
        BadArticleError,
        DecisionError,
        StoreError,
        GraphError,
        NotationError,
        ResourceError,
        ServerError,
        WorkerError,
    ) as error:
        _fail(str(error))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            sys.stderr.close()
            raise SystemExit(0) from None
        if any(words in str(error) for words in ("No space left", "File too large", "is full", "quota")):
            _fail(
                f"The disk is full ({error}). Make room on the disk, then run the same command again: what was read is kept."
            )
        _fail(
            f"{error.filename or 'A file'}: {error.strerror or error}. Check the path, the disk, and your rights there."
        )
    except _StoppedError:
        _fail("Stopped. What had been read is kept; run the same command again to finish.", code=130)


class _StoppedError(BaseException):
    """Ctrl-C was typed. No KeyboardInterrupt: typer ends on that without a word."""


def _stop(*_: object) -> NoReturn:
    raise _StoppedError


def _fail(message: str, code: int = 2) -> NoReturn:
    print(f"kg: {message}", file=sys.stderr)
    raise SystemExit(code)


def _workshop(gazetteer: list[Path] | None = None, gated: bool = False) -> Any:
    from kg.pipeline import Workshop

    for path in gazetteer or ():
        if not path.is_file():
            _fail(f"{path}: there is no such gazetteer file. Give the path of a Turtle file.")
    return Workshop(tuple(gazetteer or ()), gated=gated)


def _check_language(language: str | None) -> str | None:
    if language not in (None, "fr", "en"):
        _fail(f"--lang {language}: labels are in fr or en. Type --lang fr or --lang en.")
    return language


@contextmanager
def _output(path: Path | None) -> Iterator[Any]:
    """The file to write to, else standard output, as text."""
    if path is None:
        yield sys.stdout
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file


@app.command()
def build(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders: .txt, .jsonl, .html, .warc, feeds, .csv, .parquet.")
    ],
    store: StoreOption = DEFAULT_STORE,
    gazetteer: GazetteerOption = None,
    workers: Annotated[
        int,
        typer.Option("--workers", "-w", min=0, help="Processes that read; 0: one for each core, if it is worth it."),
    ] = 0,
    every_sentence: Annotated[
        bool, typer.Option("--every-sentence", help="Parse also sentences that by their words can tell no event.")
    ] = False,
    cluster: Annotated[
        str | None, typer.Option("--cluster", help="Read on the machines of a Dask scheduler, at this address.")
    ] = None,
    parts: Annotated[
        Path | None, typer.Option("--parts", help="With --cluster: a folder that all its machines see.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    """Read articles into the graph.

    Example: kg build data/articles --store out/store
    """
    from contextlib import nullcontext

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from kg.articles import count_articles
    from kg.articles.copies import Copies
    from kg.graph.store import open_store
    from kg.pipeline import Tellers, find_articles
    from kg.pipeline import build as build_graph

    for path in paths:
        if not path.exists():
            _fail(f"{path}: there is no such file or folder. Give files or folders of articles.")
    if (cluster is None) != (parts is None):
        _fail(
            "--cluster ADDRESS and --parts FOLDER go together: the machines write into a folder that all of them see."
        )
    signal.signal(signal.SIGINT, _stop)
    console = Console(stderr=True)
    started = time.perf_counter()
    with open_store(store, create=True) as graph:
        for sentence in graph.lacks:
            print(f"{store}: {sentence}", file=sys.stderr)
        workshop = _workshop(gazetteer, gated=not every_sentence)
        expected = count_articles(paths)
        count = workers or (_cores() if expected is None or expected >= _MANY_ARTICLES else 1)
        columns = (
            TextColumn("Reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as progress:
            task = progress.add_task("read", total=expected, rate="")
            read_since = time.perf_counter()

            def step(_: object) -> None:
                progress.advance(task)
                done = progress.tasks[0].completed
                progress.update(task, rate=f"{done / max(1e-6, time.perf_counter() - read_since):.1f} articles/s")

            with Copies(_index_of_copies(store)) as copies:
                if cluster is not None and parts is not None:
                    made = _parts_on_cluster(cluster, paths, parts, graph.names.base, workshop)
                    summary = build_graph(copies.mark(made.items()), graph, workshop, step, made)
                else:
                    with Tellers(workshop, count) if count > 1 else nullcontext() as tellers:
                        summary = build_graph(copies.mark(find_articles(paths)), graph, workshop, step, tellers)
    seconds = time.perf_counter() - started
    told = [f"{summary.new} new", f"{summary.replaced} replaced"]
    if summary.unchanged:
        told.append(f"{summary.unchanged} unchanged")
    print(f"{summary.articles} articles read ({', '.join(told)}) in {seconds:.1f} s.")
    events = sum(summary.events.values())
    print(f"The graph now holds {events} events; {summary.merged} of them are told by more than one article.")
    for name, number in sorted(summary.events.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {number:6}  {name}")
    if summary.unread:
        print(f"{summary.unread_sentences} sentences have a trigger word but gave no event:")
        for why, number in sorted(summary.unread.items(), key=lambda item: (-item[1], item[0]))[:6]:
            print(f"  {number:6}  {why}")
    if summary.foreign:
        languages = ", ".join(f"{number} {code}" for code, number in summary.foreign.most_common())
        print(f"{summary.foreign.total()} in other languages were passed over: {languages}.")
    if summary.copies:
        print(f"{summary.copies} are copies of others, and count as one report with several publishers.")
    if summary.skipped_count:
        print(f"{summary.skipped_count} were left out:")
        for skipped in summary.skipped:
            print(f"  {skipped}")
        if summary.skipped_count > len(summary.skipped):
            print(f"  … and {summary.skipped_count - len(summary.skipped)} more")
    if not summary.articles:
        print(
            "Nothing was read. Give files with French articles: .txt, .jsonl, .html, .warc.gz, feeds, .csv or .parquet."
        )
    else:
        print(f"Next: kg ask --store {store}   or   kg serve --store {store}")
    if summary.skipped_count > summary.foreign.total():
        raise typer.Exit(1)


def _parts_on_cluster(address: str, paths: list[Path], folder: Path, base: str, workshop: Any) -> Any:
    """The parts of all files, made by the machines of a cluster."""
    from functools import partial

    from kg.cluster import PartTellers, make_parts, map_on_dask, plan_parts

    planned = plan_parts(paths, folder, base, workshop)
    done = 0

    def tell(header: dict[str, Any]) -> None:
        nonlocal done
        done += 1
        print(f"{header['part']}: {header['articles']} articles ({done} of {len(planned)} parts)", file=sys.stderr)

    make_parts(planned, partial(map_on_dask, address), tell)
    return PartTellers(planned)


def _index_of_copies(store: str) -> Path:
    """Where it is remembered which texts were seen: beside the graph, or for a server in the user's cache."""
    from kg.articles.copies import FILE
    from kg.graph.store import is_address

    if not is_address(store):
        return Path(store) / FILE
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newskg"
    cache.mkdir(parents=True, exist_ok=True)
    return cache / f"{hashlib.sha256(store.encode()).hexdigest()[:16]}-{FILE}"


def _cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _texts(sources: list[str]) -> Iterator[Any]:
    """The articles of arguments that are files, folders, or the text itself."""
    from kg.articles import Skipped, make_article
    from kg.pipeline import find_articles

    paths = [Path(source) for source in sources]
    if len(sources) == 1 and (len(sources[0]) > 200 or not paths[0].exists()):
        if " " not in sources[0].strip():
            _fail(f"{sources[0]}: there is no such file, and it is no sentence. Put a text between quotation marks.")
        yield make_article({"text": sources[0], "language": "fr"}, "text")
        return
    for item in find_articles(paths):
        if isinstance(item, Skipped):
            print(f"kg: {item}", file=sys.stderr)
        else:
            yield item


@app.command()
def explain(
    source: Annotated[list[str], typer.Argument(help="A text between quotation marks, or files.")],
    published: Annotated[str | None, typer.Option("--date", help="The text's publication date, YYYY-MM-DD.")] = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """Show which events a text gives, from which words, by which rule, and why others gave none.

    Example: kg explain "Deux soldats maliens ont été tués lundi à Gao."
    """
    from dataclasses import replace

    from kg.articles import parse_published
    from kg.explain import explanation

    workshop = _workshop(gazetteer)
    try:
        day = parse_published(published) if published else None
    except ValueError:
        _fail(f"--date {published}: that is no date. Type it as 2016-07-11.")
    for number, article in enumerate(_texts(source)):
        if number:
            print()
        document, links = workshop.understand(replace(article, published=day or article.published))
        for line in explanation(document, links):
            print(line)


@app.command()
def annotate(
    files: Annotated[list[str], typer.Argument(help="Files or folders of articles, or a text between quotes.")],
    format: Annotated[str, typer.Option("--format", help="jsonl")] = "jsonl",
    output: OutputOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """Write all that is found in each article, one JSON record a line, before anything is linked across articles.

    Example: kg annotate article.txt --format jsonl
    """
    from kg.annotation import document_record

    if format != "jsonl":
        _fail(f"--format {format}: annotations are written as jsonl. Type --format jsonl.")
    workshop = _workshop(gazetteer)
    with _output(output) as file:
        for article in _texts(files):
            document, links = workshop.understand(article)
            print(json.dumps(document_record(document, links), ensure_ascii=False), file=file)


@app.command()
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
        _fail(f"--format {format}: {_nearest(format, EXPORTS)}Right: {', '.join(EXPORTS)}.")
    language = _check_language(lang)
    with open_store(store) as graph:
        if format in ("jsonl", "csv", "graphml", "gexf"):
            records = event_records(graph, language)
            with _output(output) as file:
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


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="The question's name; without it, all are listed.")] = None,
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[str, typer.Option("--format", "-f", help="table, csv or json")] = "table",
    lang: LanguageOption = None,
) -> None:
    """Answer a saved question; its parameters are options.

    Example: kg ask deployments --store out/store --place Irak
    """
    from kg.graph.queries import QuestionError, load_questions
    from kg.graph.queries import ask as answer
    from kg.graph.store import open_store

    language = _check_language(lang) or "fr"
    if format not in ("table", "csv", "json"):
        _fail(f"--format {format}: {_nearest(format, ('table', 'csv', 'json'))}Right: table, csv, json.")
    if question is None:
        _list_questions(load_questions(), language)
        return
    try:
        with open_store(store) as graph:
            found = answer(graph, question, _options(context.args), language)
    except QuestionError as error:
        _fail(str(error))
    _print_answer(found, format)
    if found.is_cut and "LIMIT" in load_questions()[question].text:
        typer.echo(
            "A list looks at the first 10,000 events, by date: narrow it with --from, --to or --place.", err=True
        )


def _options(words: list[str]) -> dict[str, str]:
    """--name value and --name=value pairs."""
    options: dict[str, str] = {}
    index = 0
    while index < len(words):
        word = words[index]
        if not word.startswith("--"):
            _fail(
                f"“{word}” belongs to no parameter. Type parameters as --name value, with quotes around several words."
            )
        name, sign, value = word[2:].partition("=")
        if not sign:
            index += 1
            if index >= len(words):
                _fail(f"--{name} needs a value. Type --{name} VALUE.")
            value = words[index]
        options[name] = value
        index += 1
    return options


def _list_questions(questions: Any, language: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, show_edge=False, pad_edge=False)
    table.add_column("kg ask …", style="bold", no_wrap=True)
    table.add_column("question")
    table.add_column("parameters")
    for question in questions.values():
        parameters = " ".join(
            f"--{param.name}" + (" (required)" if param.required else "") for param in question.params
        )
        table.add_row(question.name, question.title(language), parameters)
    Console().print(table)


def _print_answer(answer: Any, format: str) -> None:
    if format == "json":
        print(json.dumps(answer.records(), ensure_ascii=False, indent=1))
    elif format == "csv":
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.table())
    else:
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        from kg.view.answer import readable

        console = Console(width=None if sys.stdout.isatty() else 110, highlight=False)
        shown = readable(answer)
        if not shown.rows:
            console.print("No answer: the graph tells nothing of this.")
            return
        table = Table(title=shown.title or None, title_justify="left", header_style="bold", box=SIMPLE_HEAD)
        if shown.notes:
            table.add_column("", style="dim", justify="right", no_wrap=True)
        for i, heading in enumerate(shown.headings):
            longest = max(len(word) for row in (shown.headings, *shown.rows) for word in (row[i].split() or [""]))
            table.add_column(heading, overflow="fold", min_width=min(longest, _LONGEST_WHOLE_WORD))
        for number, row in enumerate(shown.rows, 1):
            table.add_row(*([str(number)] if shown.notes else []), *map(Text, row))
        console.print(table)
        for number, note in enumerate(shown.notes, 1):
            console.print(Text(f"{number:>3}  {note}"), soft_wrap=True)
        console.print("1 row" if len(shown.rows) == 1 else f"{len(shown.rows)} rows")


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(help="A SPARQL 1.1 query, or a file that holds one.")],
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[str, typer.Option("--format", "-f", help="table, csv or json")] = "table",
) -> None:
    """Run any SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE). Nothing is changed.

    Example: kg sparql "SELECT ?event WHERE { GRAPH ?g { ?event a kg:Attack } }" --store out/store
    """
    from kg.graph.queries import QuestionError
    from kg.graph.queries import sparql as run
    from kg.graph.store import open_store

    path = Path(query)
    text = path.read_text(encoding="utf-8") if len(query) < 200 and path.is_file() else query
    try:
        with open_store(store) as graph:
            found = run(graph, text)
    except QuestionError as error:
        _fail(str(error))
    _print_answer(found, format)


@app.command()
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


@app.command()
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

    language = _check_language(lang) or "fr"
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
        _fail(f"{output}: a picture is an .html, .svg or .png file. Type -o graph.html.")
    print(f"{output}: {len(records)} events. Open it in a browser.")


@app.command()
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
        _fail(f"The port {port} is taken or not allowed. Type --port 0 for a free one.")


@app.command()
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
            near = _nearest(article, tuple(graph.source_ids().values()))
            _fail(f"No article “{article}” is in {store}. {near}`kg info` lists all.")
        remove(graph, ids, _workshop(gazetteer))
    print(f"Removed {len(ids)} article{'s' if len(ids) > 1 else ''}.")


@app.command()
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


@app.command()
def coverage(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of articles.")],
    most: Annotated[int, typer.Option("--most", help="How many kinds of gaps to list.")] = 40,
) -> None:
    """List the trigger words of which no event was made, most frequent first, with a sentence each.

    Example: kg coverage data/articles
    """
    from kg.articles import Skipped
    from kg.explain import gaps
    from kg.pipeline import find_articles

    workshop = _workshop()
    documents = (workshop.understand(item)[0] for item in find_articles(paths) if not isinstance(item, Skipped))
    for line in gaps(documents, most):
        print(line)


@app.command()
def evaluate(
    paths: Annotated[list[Path], typer.Argument(help="Gold files (.toml) or folders of them.")],
    misses: Annotated[bool, typer.Option("--misses", help="Print what differs.")] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="Score each lexicon entry that fired, the worst first.")
    ] = False,
) -> None:
    """Score the extraction against gold cases: events and facts, precision, recall, F1, by class and by rule.

    Decisions about identity, as `kg review export` writes them, are scored too: which passages tell the same event.

    Example: kg evaluate tests/gold/fr --misses
    """
    from kg.evaluation import evaluate as score
    from kg.evaluation import read_cases
    from kg.judgements import read_judgements, score_judgements

    cases = [case for path in paths for case in read_cases(path)]
    judged = [found for path in paths for found in read_judgements(path)]
    if not cases and not judged:
        _fail(
            f"{', '.join(map(str, paths))}: no gold cases. Give .toml files with [[case]], [[same]] or [[different]]."
        )
    workshop = _workshop()
    for line in score(cases, workshop, misses, rules) if cases else ():
        print(line)
    for line in score_judgements(judged, workshop, misses):
        print(line)


# ---------------------------------------------------------------- decisions


def _record(store: str, make: Callable[[Any, Any], Any], gazetteer: list[Path] | None = None) -> None:
    """Open the store, make a decision of it and of the gazetteer, write it, and tell what it touched."""
    from kg.graph.store import open_store
    from kg.review import record, standing

    workshop = _workshop(gazetteer)
    with open_store(store) as graph:
        decision = record(graph, make(graph, workshop.gazetteer), workshop)
        (found,) = [found for found in standing(graph, workshop) if found.decision.id == decision.id]
    print(
        f"Decision {decision.id} by {decision.who}: {len(found.reports)} reports, {len(found.events)} events touched."
    )
    print(f"Take it back: kg review undo {decision.id} --store {store}")


@review.command("same")
def review_same(
    ids: Annotated[list[str], typer.Argument(help="Ids of events or reports that are one event.")],
    store: StoreOption = DEFAULT_STORE,
    by: WhoOption = None,
    note: NoteOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """These events or reports are one event.

    Example: kg review same 3f2a… 9c1e… --store out/store
    """
    from kg import review as reviewing

    _record(store, lambda graph, _: reviewing.same_event(graph, ids, reviewing.by(by, note)), gazetteer)


@review.command("different")
def review_different(
    one: Annotated[str, typer.Argument(help="The id of a report or event.")],
    others: Annotated[list[str], typer.Argument(help="Those that tell of another event.")],
    store: StoreOption = DEFAULT_STORE,
    by: WhoOption = None,
    note: NoteOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """A report or event is another event than those named after it.

    Example: kg review different REPORT EVENT --store out/store
    """
    from kg import review as reviewing

    _record(store, lambda graph, _: reviewing.different_events(graph, one, others, reviewing.by(by, note)), gazetteer)


@review.command("wrong")
def review_wrong(
    id: Annotated[str, typer.Argument(help="The id of a report, or of an event: all of its reports.")],
    store: StoreOption = DEFAULT_STORE,
    by: WhoOption = None,
    note: NoteOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """The text does not tell what this report says.

    Example: kg review wrong EVENT --store out/store --note "une image, pas un attentat"
    """
    from kg import review as reviewing

    _record(store, lambda graph, _: reviewing.wrong_report(graph, id, reviewing.by(by, note)), gazetteer)


@review.command("value")
def review_value(
    id: Annotated[str, typer.Argument(help="The id of a report, or of an event: all of its reports.")],
    name: Annotated[str, typer.Argument(help="A role, source, type, status, begin, end, or a measure (deaths…).")],
    old: Annotated[str | None, typer.Option("--old", help="The wrong value; without it, one is added.")] = None,
    new: Annotated[str | None, typer.Option("--new", help="The right value; without it, the old one goes.")] = None,
    kind: KindOption = None,
    store: StoreOption = DEFAULT_STORE,
    by: WhoOption = None,
    note: NoteOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """A value should be another one.

    Example: kg review value EVENT place --old Tripoli --new "Tripoli (Liban)" --kind City --store out/store
    """
    from kg import review as reviewing

    def make(graph: Any, names: Any) -> Any:
        return reviewing.wrong_value(graph, id, name, old, new, reviewing.by(by, note), names, kind)

    _record(store, make, gazetteer)


@review.command("missed")
def review_missed(
    article: Annotated[str, typer.Argument(help="The article's id or sourceId.")],
    quote: Annotated[str, typer.Argument(help="The words that tell the event, as they stand in the article.")],
    type: Annotated[str, typer.Argument(help="The class of the event: Attack, Visit…")],
    values: Annotated[
        list[str] | None, typer.Option("--value", help="name=value: a role, source, status, begin, end or a measure.")
    ] = None,
    kinds: Annotated[list[str] | None, typer.Option("--kind", help="value=Kind, for a name nobody knows.")] = None,
    start: Annotated[int | None, typer.Option("--start", help="Where the quote starts, if it comes again.")] = None,
    store: StoreOption = DEFAULT_STORE,
    by: WhoOption = None,
    note: NoteOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """These words tell an event that was not seen.

    Example: kg review missed gao.txt "ont péri" Attack --value place=Gao --value deaths=3 --store out/store
    """
    from kg import review as reviewing

    told, meant = _pairs("--value", values), dict(_pairs("--kind", kinds))

    def make(graph: Any, names: Any) -> Any:
        return reviewing.missed_event(graph, article, quote, type, told, reviewing.by(by, note), names, start, meant)

    _record(store, make, gazetteer)


def _pairs(option: str, words: list[str] | None) -> list[tuple[str, str]]:
    for word in words or ():
        if "=" not in word:
            _fail(f"{option} {word}: write it as name=value, with quotes around several words.")
    return [(word.partition("=")[0], word.partition("=")[2]) for word in words or ()]


@review.command("same-entity")
def review_same_entity(
    kept: Annotated[str, typer.Argument(help="The entity that stays: its id or name.")],
    other: Annotated[str, typer.Argument(help="The entity that is the same: its id or name.")],
    store: StoreOption = DEFAULT_STORE,
    by: WhoOption = None,
    note: NoteOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """Two entities are one.

    Example: kg review same-entity "Zaporijjia" "Zaporojie" --store out/store
    """
    from kg import review as reviewing

    _record(
        store,
        lambda graph, names: reviewing.same_entity(graph, kept, other, reviewing.by(by, note), names),
        gazetteer,
    )


@review.command("different-entity")
def review_different_entity(
    entity: Annotated[str, typer.Argument(help="The entity it was taken for: its id or name.")],
    where: Annotated[str, typer.Argument(help="The article (id or sourceId), report or event that means another.")],
    new: Annotated[str | None, typer.Option("--new", help="Who or what is meant; without it, a namesake.")] = None,
    kind: KindOption = None,
    store: StoreOption = DEFAULT_STORE,
    by: WhoOption = None,
    note: NoteOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """In one article, a name means another entity.

    Example: kg review different-entity Tripoli beyrouth.txt --new "Tripoli (Liban)" --kind City --store out/store
    """
    from kg import review as reviewing

    def make(graph: Any, names: Any) -> Any:
        return reviewing.different_entity(graph, entity, where, new, reviewing.by(by, note), names, kind)

    _record(store, make, gazetteer)


@review.command("list")
def review_list(
    store: StoreOption = DEFAULT_STORE,
    everything: Annotated[bool, typer.Option("--all", help="Those that were undone, too.")] = False,
    gazetteer: GazetteerOption = None,
) -> None:
    """What people decided: id, who, when, what, and whether it still applies.

    Example: kg review list --store out/store
    """
    from kg.graph.store import open_store
    from kg.review import decision_words, standing

    with open_store(store) as graph:
        found = standing(graph, _workshop(gazetteer), everything)
    for item in found:
        decision = item.decision
        state = f"undone by {decision.undone_by} on {decision.undone}" if decision.undone else ""
        state = state or ("applies" if item.applies else "no longer applies")
        print(f"{decision.id}  {decision.when}  {decision.who}  {state}\n    {decision_words(decision)}")
    print(f"{len(found)} decisions.")


@review.command("undo")
def review_undo(
    decision: Annotated[str, typer.Argument(help="The decision's id.")],
    store: StoreOption = DEFAULT_STORE,
    by: WhoOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """Take a decision back; it stays readable with `kg review list --all`.

    Example: kg review undo 5d0c… --store out/store
    """
    from kg import review as reviewing
    from kg.graph.store import open_store

    with open_store(store) as graph:
        undone = reviewing.undo(graph, decision, reviewing.by(by), _workshop(gazetteer))
    print(f"Undone: {reviewing.decision_words(undone)}")


@review.command("export")
def review_export(store: StoreOption = DEFAULT_STORE, output: OutputOption = None) -> None:
    """Write the decisions as gold cases: sentences with their events, and passages that are one event or not.

    Example: kg review export --store out/store -o tests/gold/fr/reviewed.toml
    """
    from kg.graph.store import open_store
    from kg.review import gold_cases

    with open_store(store) as graph, _output(output) as file:
        file.write(gold_cases(graph))


def _nearest(word: str, right: tuple[str, ...]) -> str:
    from rapidfuzz import process

    found = process.extractOne(word, right, score_cutoff=60)
    return f"Did you mean “{found[0]}”? " if found else ""


Command = Callable[..., None]

if __name__ == "__main__":
    main()
