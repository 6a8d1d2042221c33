"""Commands that read texts and write no graph: explain, annotate, coverage, evaluate."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.options import GazetteerOption, OutputOption
from kg.cli.terminal import fail, make_workshop, open_output


def _texts(sources: list[str]) -> Iterator[Any]:
    """The articles of arguments that are files, folders, or the text itself."""
    from kg.articles import Skipped, make_article
    from kg.pipeline import find_articles

    paths = [Path(source) for source in sources]
    if len(sources) == 1 and (len(sources[0]) > 200 or not paths[0].exists()):
        if " " not in sources[0].strip():
            fail(f"{sources[0]}: there is no such file, and it is no sentence. Put a text between quotation marks.")
        yield make_article({"text": sources[0], "language": "fr"}, "text")
        return
    for item in find_articles(paths):
        if isinstance(item, Skipped):
            print(f"kg: {item}", file=sys.stderr)
        else:
            yield item


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

    workshop = make_workshop(gazetteer)
    try:
        day = parse_published(published) if published else None
    except ValueError:
        fail(f"--date {published}: that is no date. Type it as 2016-07-11.")
    for number, article in enumerate(_texts(source)):
        if number:
            print()
        document, links = workshop.understand(replace(article, published=day or article.published))
        for line in explanation(document, links):
            print(line)


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
        fail(f"--format {format}: annotations are written as jsonl. Type --format jsonl.")
    workshop = make_workshop(gazetteer)
    with open_output(output) as file:
        for article in _texts(files):
            document, links = workshop.understand(article)
            print(json.dumps(document_record(document, links), ensure_ascii=False), file=file)


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

    workshop = make_workshop()
    documents = (workshop.understand(item)[0] for item in find_articles(paths) if not isinstance(item, Skipped))
    for line in gaps(documents, most):
        print(line)


def evaluate(
    paths: Annotated[list[Path], typer.Argument(help="Gold files (.toml) or folders of them.")],
    misses: Annotated[bool, typer.Option("--misses", help="Print what differs.")] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="Score each lexicon entry that fired, the worst first.")
    ] = False,
    causes: Annotated[
        bool, typer.Option("--causes", help="Count the missed events by cause: what their trigger lacked.")
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
        fail(f"{', '.join(map(str, paths))}: no gold cases. Give .toml files with [[case]], [[same]] or [[different]].")
    workshop = make_workshop()
    for line in score(cases, workshop, misses, rules, causes) if cases else ():
        print(line)
    for line in score_judgements(judged, workshop, misses):
        print(line)
