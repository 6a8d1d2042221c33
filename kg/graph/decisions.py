"""Decisions of people as triples and back: what the graph of reviews holds, and nothing else writes there."""

from collections.abc import Iterable, Iterator

from kg.graph import vocab
from kg.graph.reading import Properties, Subjects, iris_of, one_text, text_of
from kg.graph.triples import Names, integer, moment, text
from kg.graph.vocab import term
from kg.model import VERDICTS, Decision, Edit, Passage


def decision_triples(decision: Decision, names: Names) -> list[str]:
    """A decision with its passages and edits, numbered in their order."""
    subject = names.of("decision", decision.id)
    lines = [
        f"{subject} {vocab.TYPE} {vocab.DECISION}",
        f"{subject} {vocab.VERDICT} {term(decision.verdict)}",
        *_by(subject, vocab.ATTRIBUTED_TO, decision.who, vocab.GENERATED_AT, decision.when, names),
    ]
    if decision.note is not None:
        lines.append(f"{subject} {vocab.NOTE} {text(decision.note)}")
    if decision.undone_by is not None and decision.undone is not None:
        lines += _by(subject, vocab.UNDONE_BY, decision.undone_by, vocab.INVALIDATED_AT, decision.undone, names)
    for number, passage in enumerate(decision.passages):
        node = names.of("passage", f"{decision.id}-{number:03}")
        lines += [f"{subject} {vocab.PASSAGE} {node}", *_passage(node, passage)]
    for number, edit in enumerate(decision.edits):
        node = names.of("edit", f"{decision.id}-{number:03}")
        lines += [f"{subject} {vocab.EDIT} {node}", *_edit(node, edit)]
    return sorted(lines)


def _by(subject: str, doing: str, who: str, at: str, when: str, names: Names) -> Iterable[str]:
    person = names.of("reviewer", who)
    return (f"{subject} {doing} {person}", f"{person} {vocab.LABEL} {text(who)}", f"{subject} {at} {moment(when)}")


def _passage(node: str, passage: Passage) -> Iterator[str]:
    yield f"{node} {vocab.IDENTIFIER} {text(passage.source_id)}"
    yield f"{node} {vocab.START} {integer(passage.start)}"
    yield f"{node} {vocab.EXACT} {text(passage.quote)}"
    yield f"{node} {vocab.WITHIN} {text(passage.sentence)}"
    yield f"{node} {vocab.SIDE} {integer(passage.side)}"
    if passage.type is not None:
        yield f"{node} {vocab.EVENT_TYPE} {term(passage.type)}"


def _edit(node: str, edit: Edit) -> Iterator[str]:
    yield f"{node} {vocab.PROPERTY} {text(edit.property)}"
    for predicate, value in (
        (vocab.OLD, edit.old),
        (vocab.NEW, edit.new),
        (vocab.OLD_NAME, edit.old_name),
        (vocab.NEW_NAME, edit.new_name),
        (vocab.NEW_KIND, edit.kind),
    ):
        if value is not None:
            yield f"{node} {predicate} {term(value) if predicate == vocab.NEW_KIND else text(value)}"


def read_decisions(subjects: Subjects, names: Names) -> list[Decision]:
    """The decisions of the graph of reviews, those undone included, in the order in which they were taken."""
    wanted = vocab.iri(vocab.VERDICT)
    found = (_decision(iri, told, subjects, names) for iri, told in subjects.items() if wanted in told)
    return sorted(found, key=lambda decision: (decision.when, decision.id))


def _decision(iri: str, told: Properties, subjects: Subjects, names: Names) -> Decision:
    verdict = iris_of(told, vocab.VERDICT)[0].removeprefix(vocab.KG)
    assert verdict in VERDICTS, f"<{iri}> has the verdict {verdict}"
    undone_by = iris_of(told, vocab.UNDONE_BY)
    return Decision(
        id=names.local("decision", iri) or iri,
        verdict=verdict,
        who=one_text(subjects[iris_of(told, vocab.ATTRIBUTED_TO)[0]], vocab.LABEL, iri),
        when=one_text(told, vocab.GENERATED_AT, iri),
        passages=tuple(_read_passage(node, subjects[node]) for node in sorted(iris_of(told, vocab.PASSAGE))),
        edits=tuple(_read_edit(node, subjects[node]) for node in sorted(iris_of(told, vocab.EDIT))),
        note=text_of(told, vocab.NOTE),
        undone_by=one_text(subjects[undone_by[0]], vocab.LABEL, iri) if undone_by else None,
        undone=text_of(told, vocab.INVALIDATED_AT),
    )


def _read_passage(iri: str, told: Properties) -> Passage:
    types = iris_of(told, vocab.EVENT_TYPE)
    return Passage(
        source_id=one_text(told, vocab.IDENTIFIER, iri),
        start=int(one_text(told, vocab.START, iri)),
        quote=one_text(told, vocab.EXACT, iri),
        sentence=one_text(told, vocab.WITHIN, iri),
        type=types[0].removeprefix(vocab.KG) if types else None,
        side=int(one_text(told, vocab.SIDE, iri)),
    )


def _read_edit(iri: str, told: Properties) -> Edit:
    kinds = iris_of(told, vocab.NEW_KIND)
    return Edit(
        property=one_text(told, vocab.PROPERTY, iri),
        old=text_of(told, vocab.OLD),
        new=text_of(told, vocab.NEW),
        old_name=text_of(told, vocab.OLD_NAME),
        new_name=text_of(told, vocab.NEW_NAME),
        kind=kinds[0].removeprefix(vocab.KG) if kinds else None,
    )
