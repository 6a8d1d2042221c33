"""States over time, derived from events by the rules of `queries/rules/*.rq`: SPARQL that a user can read and add to.

A rule is one CONSTRUCT query; what it makes goes into `graph/inferred`. Rules run in the order of their file names, and
each sees what those before it made. More rules are read from the folder that KG_RULES names.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.quads import Quads
from kg.graph.store import Store
from kg.graph.triples import Names
from kg.resources import ResourceError, folder

RULES = "rules"  # what all of them are called among the saved questions
_PREFIXES = ("graph: <{base}graph/>", "own: <{base}>")


def rule_files() -> list[Path]:
    """The rules in the order in which they run: those that are shipped and those of KG_RULES, by file name."""
    folders = [folder("queries") / "rules"]
    named = os.environ.get("KG_RULES")
    if named:
        folders.append(Path(named))
        if not folders[-1].is_dir():
            raise ResourceError(f"KG_RULES names {named}, which is no folder; name a folder of .rq files, or unset it.")
    return sorted((file for where in folders for file in where.glob("*.rq")), key=lambda file: (file.name, str(file)))


def infer(store: Store, rules: Sequence[Path] | None = None) -> int:
    """Derive the inferred graph anew; how many triples it has.

    Raises ResourceError naming a rule that is no CONSTRUCT query.
    """
    store.clear_inferred()
    quads = store.answering(RULES)
    graph = ox.NamedNode(store.names.inferred_graph[1:-1])
    made: set[ox.Triple] = set()
    for file in rule_files() if rules is None else rules:
        new = run_rule(quads, store.names, file) - made
        store.add_inferred(sorted(map(str, new)))
        if isinstance(quads, ox.Store) and quads is not store.quads:  # the next rule sees what this one made
            quads.extend(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in new)
        made |= new
    return len(made)


def run_rule(quads: Quads, names: Names, file: Path) -> set[ox.Triple]:
    """The triples that a rule makes. Raises ResourceError."""
    text = file.read_text(encoding="utf-8")
    for prefix in _PREFIXES:
        text = text.replace(f"PREFIX {prefix.format(base=vocab.BASE)}", f"PREFIX {prefix.format(base=names.base)}")
    try:
        found = quads.query(text)
    except (SyntaxError, ValueError) as error:
        raise ResourceError(f"The rule {file} is not SPARQL 1.1: {error}. Correct it.") from error
    if not isinstance(found, ox.QueryTriples):
        raise ResourceError(f"The rule {file} is no CONSTRUCT query; a rule constructs the triples it derives.")
    return set(found)
