"""kg review: what a person decides wins over the machine."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.options import DEFAULT_STORE, GazetteerOption, KindOption, NoteOption, OutputOption, StoreOption, WhoOption
from kg.cli.terminal import fail, make_workshop, open_output

review = typer.Typer(no_args_is_help=True, help="Correct the graph: what a person decides wins over the machine.")


def _record(store: str, make: Callable[[Any, Any], Any], gazetteer: list[Path] | None = None) -> None:
    """Open the store, make a decision of it and of the gazetteer, write it, and tell what it touched."""
    from kg.graph.store import open_store
    from kg.review import record, standing

    workshop = make_workshop(gazetteer)
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
            fail(f"{option} {word}: write it as name=value, with quotes around several words.")
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
        found = standing(graph, make_workshop(gazetteer), everything)
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
        undone = reviewing.undo(graph, decision, reviewing.by(by), make_workshop(gazetteer))
    print(f"Undone: {reviewing.decision_words(undone)}")


@review.command("export")
def review_export(store: StoreOption = DEFAULT_STORE, output: OutputOption = None) -> None:
    """Write the decisions as gold cases: sentences with their events, and passages that are one event or not.

    Example: kg review export --store out/store -o tests/gold/fr/reviewed.toml
    """
    from kg.graph.store import open_store
    from kg.review import gold_cases

    with open_store(store) as graph, open_output(output) as file:
        file.write(gold_cases(graph))
