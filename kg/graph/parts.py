"""Graphs of articles as files of N-Quads: written by one machine, read or loaded in bulk by another."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.reading import by_subject, read_article, read_entities, read_reports
from kg.graph.triples import GraphError, Names, article_triples, own_entity_triples
from kg.model import Article, Entity, Report


def graph_lines(
    article: Article, reports: Iterable[Report], entities: Iterable[Entity], run: str, names: Names
) -> list[str]:
    """The graph of one article as sorted lines of N-Quads: what `Store.put_article` writes."""
    triples = article_triples(article, reports, names, run)
    triples += [line for entity in entities for line in own_entity_triples(entity, names)]
    graph = names.article_graph(article.id)
    return [f"{triple} {graph} .\n" for triple in sorted(set(triples))]


def read_graphs(path: Path, names: Names) -> Iterator[tuple[Article, tuple[Report, ...], tuple[Entity, ...]]]:
    """The articles of a file of N-Quads in its order, one at a time, each with what it tells.

    Raises GraphError when the file is no such file, or its end is missing.
    """
    kind = vocab.iri(vocab.KIND)
    try:
        with path.open("rb") as lines:
            for _, block in groupby(lines, key=lambda line: line[line.rindex(b" <") :]):
                subjects = by_subject(ox.parse(b"".join(block), format=ox.RdfFormat.N_QUADS))
                own = {iri: properties for iri, properties in subjects.items() if kind in properties}
                yield (
                    read_article(subjects, names),
                    tuple(read_reports(subjects, names)),
                    tuple(read_entities(own, names)),
                )
    except (SyntaxError, ValueError, OSError) as error:
        raise GraphError(
            f"{path} cannot be read as N-Quads ({error}). Remove it, and build again: it is made anew."
        ) from error
