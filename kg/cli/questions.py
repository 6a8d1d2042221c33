"""Questions to a graph, and how answers are printed: ask, sparql."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.options import DEFAULT_STORE, LanguageOption, StoreOption
from kg.cli.terminal import check_language, fail, nearest

_LONGEST_WHOLE_WORD = 14  # characters; a longer word of a table in the terminal may be broken
_EVENTS_A_TABLE = 100  # of a page in the terminal
_LONG = 2.0  # seconds after which an answer is told how it would come sooner
_NARROWING = ("place", "actor", "class", "status", "date")  # kinds of parameters that make an answer shorter
_A_DATE = 10  # no word so short is broken


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="The question's name; without it, all are listed.")] = None,
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[str, typer.Option("--format", "-f", help="table, csv or json")] = "table",
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="So many events a page: 100 of a table, else 10,000.")
    ] = None,
    page: Annotated[int, typer.Option("--page", min=1, help="Which page.")] = 1,
    index: Annotated[
        bool, typer.Option("--index", help="Make the index first, if there is none of the graph as it is.")
    ] = False,
    lang: LanguageOption = None,
) -> None:
    """Answer a saved question, a page at a time; its parameters are options.

    Example: kg ask deployments --store out/store --place Irak
    """
    from kg.graph.asking import ask as answer
    from kg.graph.indexing import find_catalogue, make_catalogue
    from kg.graph.queries import MOST_EVENTS, QuestionError, load_questions
    from kg.graph.store import open_store

    language = check_language(lang) or "fr"
    if format not in ("table", "csv", "json"):
        fail(f"--format {format}: {nearest(format, ('table', 'csv', 'json'))}Right: table, csv, json.")
    if question is None:
        _list_questions(load_questions(), language)
        return
    events = limit or (_EVENTS_A_TABLE if format == "table" else MOST_EVENTS)
    try:
        with open_store(store) as graph:
            known = make_catalogue(graph) if index else find_catalogue(graph)
            begin = time.perf_counter()
            found = answer(graph, question, _options(context.args), language, catalogue=known, events=events, page=page)
            took = time.perf_counter() - begin
            if known is not None:
                known.close()
    except QuestionError as error:
        fail(str(error))
    if format == "table" and page > 1 and not found.answer.table():
        fail(_behind_the_last(found, page))
    _print_answer(found.answer, format, language)
    for sentence in _of_the_rest(found, question, events, page):
        typer.echo(sentence, err=True)
    if known is None and took > _LONG and isinstance(graph.path, Path):
        typer.echo(
            "Lists come sooner from an index: add --index once (it takes a minute for 100,000 events); kg serve makes it"
            " too.",
            err=True,
        )


def _of_the_rest(found: Any, question: str, events: int, page: int) -> list[str]:
    """What is said below a page that is not the whole answer: which it is, and how to come by the others."""
    from kg.graph.queries import load_questions

    if page == 1 and not found.goes_on:
        return []
    ordered = ", by date" if found.is_by_date else ""
    whole = f" of {found.total:,}" if found.total is not None else ""
    last = events * page if found.total is None else min(events * page, found.total)
    told = f"Page {page}: {events * (page - 1) + 1:,} to {last:,}{whole}{ordered}."
    if not found.goes_on:
        return [told]
    narrowing = [f"--{param.name}" for param in load_questions()[question].params if param.kind in _NARROWING]
    rest = f"The next: --page {page + 1}. More at once: --limit {10 * events}."
    return [f"{told} {rest}" + (f" Fewer: {', '.join(narrowing)}." if narrowing else "")]


def _behind_the_last(found: Any, page: int) -> str:
    """What is said of a page that the answer does not have."""
    of = f" of {found.total:,} events" if found.total is not None else ""
    return f"There is no page {page}: the answer{of} ends before it. Ask for an earlier one; the first is --page 1."


def _options(words: list[str]) -> dict[str, str]:
    """--name value and --name=value pairs."""
    options: dict[str, str] = {}
    index = 0
    while index < len(words):
        word = words[index]
        if not word.startswith("--"):
            fail(
                f"“{word}” belongs to no parameter. Type parameters as --name value, with quotes around several words."
            )
        name, sign, value = word[2:].partition("=")
        if not sign:
            index += 1
            if index >= len(words):
                fail(f"--{name} needs a value. Type --{name} VALUE.")
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


def _print_answer(answer: Any, format: str, language: str = "fr") -> None:
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
        shown = readable(answer, language)
        if not shown.rows:
            console.print("No answer: the graph tells nothing of this.")
            return
        table = Table(title=shown.title or None, title_justify="left", header_style="bold", box=SIMPLE_HEAD)
        if shown.notes:
            table.add_column("", style="dim", justify="right", no_wrap=True)
        longest = [
            max(len(word) for row in (shown.headings, *shown.rows) for word in (row[i].split() or [""]))
            for i in range(len(shown.headings))
        ]
        whole = _whole_words(longest, console.width - (len(str(len(shown.rows))) + 5 if shown.notes else 2))
        for heading, width in zip(shown.headings, longest, strict=True):
            table.add_column(heading, overflow="fold", min_width=min(width, whole))
        for number, row in enumerate(shown.rows, 1):
            table.add_row(*([str(number)] if shown.notes else []), *map(Text, row))
        console.print(table)
        for number, note in enumerate(shown.notes, 1):
            console.print(Text(f"{number:>3}  {note}"), soft_wrap=True)
        console.print("1 row" if len(shown.rows) == 1 else f"{len(shown.rows)} rows")


def _whole_words(longest: Sequence[int], room: int) -> int:
    """The length of word up to which none is broken, so that columns with these longest words find room."""
    fitting = (n for n in range(_LONGEST_WHOLE_WORD, _A_DATE, -1) if sum(min(word, n) + 3 for word in longest) <= room)
    return next(fitting, _A_DATE)


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
        fail(str(error))
    _print_answer(found, format)
