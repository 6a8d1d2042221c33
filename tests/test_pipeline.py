"""Builds: a function of the articles alone, whatever came before; bad input is said and stops nothing else."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tiny_workshop import TinyWorkshop, article

from kg.articles import Skipped
from kg.graph.store import Store, StoreError, memory_store, open_store
from kg.graph.validation import validate
from kg.link.index import FILE, Index
from kg.model import Article, Decision
from kg.pipeline import (
    Summary,
    Workshop,
    build,
    count_near_misses,
    delete,
    find_articles,
    find_near_misses,
    put_decision,
    relink,
)
from kg.review import By, DecisionError, different_events, same_entity, same_event, undo, wrong_report, wrong_value

ROOT = Path(__file__).parents[1]

# Texts that touch each other: a toll revised, other towns and days, a plan and its deed, names only articles know.
TEXTS = (
    "Bombing Mossoul deaths=12 @2016-07-04",
    "Bombing Mossoul deaths=23 @2016-07-04\nCondemnation agent:Hollande",
    "Bombing Mossoul deaths=12 @2016-07-05",
    "SuicideAttack Mossoul agent:Daech @2016-07-04\nClaimOfResponsibility agent:Daech",
    "Attack Tall-Afar deaths=12\nAttack Mossoul deaths=23",
    "Visit [planned] Irak agent:Hollande @2016-07-09",
    "Visit Irak agent:Hollande @2016-07-09\nAnnouncement agent:Hollande",
    "Bombing Zarkoun agent:Karim-Bensaïd deaths=7 @2016-07-04",
    "Bombing ZARKOUN agent:Karim-Bensaid deaths=7 @2016-07-04\nCondemnation agent:Hollande",
    "Shooting Zarkoûn agent:KARIM-BENSAID deaths=9",
    "Condemnation agent:Hollande\nCondemnation agent:Hollande",
    "Bombing Mossoul deaths=12 @2016-07-04\nBombing Mossoul deaths=30 @2016-07-04",
)
DAYS = (date(2016, 7, 5), date(2016, 7, 6), None)
SOURCES = ("a", "b", "c", "d", "e")


class KilledError(BaseException):
    """The process ends here."""


def lines(store: Store) -> list[bytes]:
    return store.lines()


def from_scratch(articles: list[Article], decisions: Iterable[Decision] = ()) -> list[bytes]:
    store = memory_store()
    for decision in decisions:
        store.put_decision(decision)
    build(articles, store, TinyWorkshop())
    return lines(store)


def filled(*articles: Article) -> Store:
    store = memory_store()
    build(articles, store, TinyWorkshop())
    return store


# ---------------------------------------------------------------- any history, the same graph


def killing(store: Store, where: str) -> None:
    """Make the store end the process at its next such write."""

    def end(*_: object, **__: object) -> None:
        raise KilledError

    if where.startswith("index "):
        setattr(store.beside, where.removeprefix("index "), end)
    else:
        setattr(store, where, end)


def unpatched(store: Store) -> Store:
    """The same store without what kills, and with its index, as the next process finds it."""
    again = Store(store.quads, store.names)
    again.beside = store.beside
    if isinstance(again.beside, Index):
        for where in INDEX_WRITES:
            again.beside.__dict__.pop(where, None)
    return again


INDEX_WRITES = ("wait", "tell", "drop_article", "set_event", "end_linking", "note_written", "end_writing")
KILLED_IN_INDEX = st.sampled_from(INDEX_WRITES).map(lambda name: f"index {name}")
KINDS_OF_DECISION = ("same", "different", "wrong", "value", "entity")
OPERATIONS = st.one_of(
    st.tuples(
        st.just("put"),
        st.lists(
            st.tuples(st.sampled_from(SOURCES), st.sampled_from(TEXTS), st.sampled_from(DAYS)), min_size=1, max_size=3
        ),
        st.sampled_from((None, None, None, "lost index", "put_article", "put_entities", "drop_old_runs", "put_events"))
        | KILLED_IN_INDEX,
    ),
    st.tuples(
        st.just("delete"),
        st.lists(st.sampled_from(SOURCES), min_size=1, max_size=2),
        st.sampled_from((None, None, "delete_article", "put_entities", "put_events")) | KILLED_IN_INDEX,
    ),
    st.tuples(
        st.just("decide"),
        st.tuples(st.sampled_from(KINDS_OF_DECISION), st.integers(0, 5), st.integers(0, 5)).map(list),
        st.sampled_from((None, None, None, "put_decision", "put_entities", "put_added", "put_events"))
        | KILLED_IN_INDEX,
    ),
    st.tuples(st.just("undo"), st.lists(st.integers(0, 3), min_size=1, max_size=1), st.just(None)),
)
Operation = tuple[str, list[object], str | None]


def decide(store: Store, kind: str, first: int, second: int, killed: str | None) -> bool:
    """Take a decision about what is there; whether it came to its end."""
    events = store.events()
    if len(events) < 2:
        return True
    who = By("Ada", f"2026-01-01T00:00:{len(store.decisions()):02}Z")
    one, two = events[first % len(events)], events[second % len(events)]
    gazetteer = TinyWorkshop().gazetteer
    try:
        if kind == "same":
            decision = same_event(store, [one.id, two.id], who)
        elif kind == "different":
            decision = different_events(store, one.reports[0].id, [two.id], who)
        elif kind == "wrong":
            decision = wrong_report(store, one.reports[0].id, who)
        elif kind == "value":
            decision = wrong_value(store, one.id, "place", None, "Tall-Afar", who, gazetteer)
        else:
            decision = same_entity(store, "mosul", "tal-afar", who, gazetteer)
    except DecisionError:
        return True
    store = unpatched(store)
    if killed:
        killing(store, killed)
    try:
        put_decision(store, decision, TinyWorkshop())
    except KilledError:
        return False
    return True


def put(held: Store, articles: list[Article], killed: str | None) -> bool:
    """Build; whether it came to its end."""
    store = unpatched(held)
    if killed == "lost index":
        store.beside = None
    elif killed:
        killing(store, killed)
    try:
        build(articles, store, TinyWorkshop())
    except KilledError:
        return False
    finally:
        held.beside = store.beside
    return True


def drop(store: Store, ids: list[str], killed: str | None) -> bool:
    store = unpatched(store)
    if killed:
        killing(store, killed)
    try:
        delete(store, ids, TinyWorkshop())
    except KilledError:
        return False
    return True


def distinct(rows: list[tuple[str, str, date | None]], held: dict[str, Article]) -> list[Article]:
    """Articles of which no two sources have the same text: those are one article, tested below."""
    found: dict[str, Article] = {}
    for source, text, day in rows:
        made = article(source, text, day)
        if all(other.id != made.id for name, other in {**held, **found}.items() if name != source):
            found[source] = made
    return list(found.values())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(OPERATIONS, min_size=1, max_size=7))
@example([("put", [("a", TEXTS[0], DAYS[0]), ("b", TEXTS[1], DAYS[1])], None), ("delete", ["a"], None)])
@example(
    [
        ("put", [("a", TEXTS[7], DAYS[0]), ("b", TEXTS[8], DAYS[0]), ("c", TEXTS[9], DAYS[0])], None),
        ("delete", ["b"], None),
    ]
)
@example([("put", [("a", TEXTS[3], DAYS[1])], None), ("decide", ["wrong", 0, 0], None)])
@example([("put", [("a", TEXTS[1], DAYS[0])], "put_events"), ("put", [("b", TEXTS[0], DAYS[0])], None)])
@example(
    [
        ("put", [("a", f"{TEXTS[1]}\nCondemnation agent:Hollande", DAYS[0]), ("b", TEXTS[0], DAYS[1])], None),
        ("delete", ["b"], None),
    ]
)
def test_any_history_gives_the_graph_of_a_build_from_scratch(operations: list[Operation]) -> None:
    store = filled()
    held: dict[str, Article] = {}
    left: dict[str, Article] = {}  # deleted or replaced by a process that was killed, perhaps still there
    whole = True
    for kind, what, killed in operations:
        if kind == "put":
            articles = distinct(what, held | left)
            replaced = [held[item.source_id] for item in articles if item.source_id in held]
            done = put(store, articles, killed)
            left |= {} if done else {f"left {item.id}": item for item in replaced}
            held.update((item.source_id, item) for item in articles)
        elif kind == "decide":
            done = not whole or decide(store, what[0], what[1], what[2], killed)
        elif kind == "undo":
            taken = [decision for decision in store.decisions() if decision.undone is None]
            if whole and taken:
                store = unpatched(store)  # a decision about nothing has killed nobody
                undo(store, taken[what[0] % len(taken)].id, By("Bob", "2026-02-01T00:00:00Z"), TinyWorkshop())
            done = True
        else:
            gone = [held.pop(source) for source in dict.fromkeys(what) if source in held]
            done = drop(store, [item.id for item in gone], killed)
            left |= {} if done else {f"left {item.id}": item for item in gone}
        whole = whole and done
        if whole:
            assert lines(store) == from_scratch(list(held.values()), store.decisions())
    store = unpatched(store)
    extra = sorted(set(store.article_ids()) - {item.id for item in held.values()})
    delete(store, extra, TinyWorkshop())
    build(held.values(), store, TinyWorkshop())
    assert lines(store) == from_scratch(list(held.values()), store.decisions())
    assert lines(store) == from_scratch(list(held.values())[::-1], store.decisions())


def test_linking_everything_again_changes_nothing() -> None:
    store = filled(*(article(f"{number}", text) for number, text in enumerate(TEXTS)))
    before = lines(store)
    relink(store, TinyWorkshop())
    assert lines(store) == before
    assert store.linked_by() == "tiny-1"


def test_the_graph_of_all_texts_is_valid() -> None:
    store = filled(*(article(f"{number}", text) for number, text in enumerate(TEXTS)))
    assert validate(store).state == "valid"


def test_what_was_read_by_the_same_software_is_not_read_again() -> None:
    store, workshop = memory_store(), TinyWorkshop()
    articles = [article("a", TEXTS[0]), article("b", TEXTS[1])]
    build(articles, store, workshop)
    summary = build([*articles, article("c", TEXTS[2])], store, workshop)
    assert (workshop.read, summary.articles, summary.unchanged, summary.new, summary.replaced) == (3, 3, 2, 1, 0)


def test_other_software_reads_again() -> None:
    store = filled(article("a", TEXTS[0]))
    workshop = TinyWorkshop(run="tiny-2")
    summary = build([article("a", TEXTS[0])], store, workshop)
    assert (workshop.read, summary.unchanged, summary.new) == (1, 0, 0)
    assert set(store.runs().values()) == {"tiny-2"}
    assert not any(b"tiny-1" in line for line in lines(store))


def test_a_changed_text_replaces_the_old_one() -> None:
    store = filled(article("a", TEXTS[0]), article("b", TEXTS[2]))
    summary = build([article("a", TEXTS[4])], store, TinyWorkshop())
    assert (summary.new, summary.replaced, len(store.article_ids())) == (0, 1, 2)


def test_a_changed_title_replaces_the_old_one() -> None:
    store = filled(article("a", TEXTS[0], title="Avant"))
    build([article("a", TEXTS[0], title="Après")], store, TinyWorkshop())
    assert [item.title for item in store.articles()] == ["Après"]


@pytest.mark.parametrize("order", [("x", "y"), ("y", "x")])
def test_two_inputs_with_one_text_are_one_article(order: tuple[str, str]) -> None:
    store = filled(*(article(source, TEXTS[0], title=f"Titre {source}") for source in order))
    assert [(item.source_id, item.title) for item in store.articles()] == [("x", "Titre x")]


def test_two_files_of_one_name_in_one_build_are_two_articles() -> None:
    store = filled(article("a", TEXTS[0]), article("a", TEXTS[2]))
    assert len(store.article_ids()) == 2


def test_an_entity_that_two_articles_spell_differently_keeps_both_names() -> None:
    store = filled(article("a", TEXTS[7]), article("b", TEXTS[8]))
    (place,) = [entity for entity in store.entities() if entity.id == "zarkoun"]
    assert {label for _, label in place.labels} == {"Zarkoun", "ZARKOUN"}
    delete(store, [article("b", TEXTS[8]).id], TinyWorkshop())
    (place,) = [entity for entity in store.entities() if entity.id == "zarkoun"]
    assert {label for _, label in place.labels} == {"Zarkoun"}


def test_entities_that_no_report_names_any_more_go() -> None:
    store = filled(article("a", TEXTS[0]), article("b", TEXTS[7]))
    delete(store, [article("b", TEXTS[7]).id], TinyWorkshop())
    assert [entity.id for entity in store.entities()] == ["iraq", "mosul"]


# ---------------------------------------------------------------- identity, end to end


def test_a_revised_toll_is_one_event_and_says_why() -> None:
    store = filled(article("a", TEXTS[0], DAYS[0]), article("b", "Bombing Mossoul deaths=23 @2016-07-04", DAYS[1]))
    (event,) = store.events()
    assert {figure.amount.low for figure in event.figures} == {12, 23}
    assert "the same day 2016-07-04" in event.why[0]
    assert "a figure revised later" in event.why[0]


@pytest.mark.parametrize(
    "other",
    [
        "Bombing Mossoul deaths=12 @2016-07-05",
        "Bombing Tall-Afar deaths=12 @2016-07-04",
        "Bombing [planned] Mossoul @2016-07-04",
        "Arrest Mossoul @2016-07-04",
    ],
)
def test_another_day_town_status_or_class_is_another_event(other: str) -> None:
    assert len(filled(article("a", TEXTS[0]), article("b", other)).events()) == 2


def test_a_deed_realises_its_plan_in_the_graph() -> None:
    store = filled(article("a", TEXTS[5]), article("b", TEXTS[6], date(2016, 7, 10)))
    events = {event.status: event for event in store.events() if event.type == "Visit"}
    assert events["asserted"].realises == (events["planned"].id,)


def test_near_misses_are_listed() -> None:
    store = filled(
        article("a", "Bombing Mossoul deaths=5 @2016-07-04"),
        article("b", "Bombing Mossoul deaths=5 @2016-07-05"),
        article("c", "Bombing Mossoul deaths=5", date(2016, 7, 5)),
    )
    assert len(store.events()) == 3
    assert all("joins neither" in miss.why for miss in find_near_misses(store))
    assert len(list(find_near_misses(store))) == count_near_misses(store) == 2
    assert [miss.a for miss in find_near_misses(store, most=1)] == [next(find_near_misses(store)).a]


def test_near_misses_are_those_of_a_comparison_of_all(tmp_path: Path) -> None:
    articles = [
        article("a", "Bombing Mossoul deaths=5 @2016-07-04"),
        article("b", "Bombing Mossoul deaths=5 @2016-07-05"),
        article("c", "Bombing Mossoul deaths=5", date(2016, 7, 5)),
    ]
    with open_store(tmp_path / "store", create=True) as store:
        build(articles, store, TinyWorkshop())
        by_index = list(find_near_misses(store))
        (tmp_path / "store" / FILE).unlink()
        assert by_index == list(find_near_misses(store))
        assert len(by_index) == count_near_misses(store) == 2


# ---------------------------------------------------------------- bad input


def test_one_article_on_which_reading_fails_is_listed_and_the_rest_is_built() -> None:
    store = memory_store()
    articles = [article("a", TEXTS[0]), article("b", "boom"), article("c", TEXTS[2])]
    summary = build(articles, store, TinyWorkshop())
    assert (summary.articles, len(store.events())) == (2, 2)
    assert [str(skipped) for skipped in summary.skipped] == [
        "b: could not be read: ZeroDivisionError: boom. This is a fault of the program, not of the article; please report"
        " it with the article. The rest is built."
    ]


def test_a_failed_reading_leaves_what_was_known() -> None:
    store = filled(article("a", TEXTS[0]))
    before = lines(store)
    build([article("a", "boom")], store, TinyWorkshop())
    assert lines(store) == before


def test_a_disk_that_is_full_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def update(self, _: str) -> None:
            raise OSError("No space left on device")

    store = memory_store()
    monkeypatch.setattr(store, "quads", Full())
    with pytest.raises(StoreError, match=r"cannot be written \(No space left on device\)\. Make room"):
        store.put_run("r", "x")


def test_a_build_takes_one_article_at_a_time() -> None:
    """Streaming: when an article is asked for, those before it are in the store."""
    store = memory_store()
    seen: list[int] = []

    def stream() -> Iterator[Article | Skipped]:
        for number, text in enumerate(TEXTS[:4]):
            seen.append(len(store.article_ids()))
            yield article(str(number), text)

    build(stream(), store, TinyWorkshop())
    assert seen == [0, 1, 2, 3]


def folder_of_bad_files(path: Path) -> Path:
    path.mkdir()
    good = "Le 4 juillet 2016, un attentat à la voiture piégée a fait douze morts à Mossoul, dans le nord de l'Irak."
    (path / "a-good.txt").write_text(good, encoding="utf-8")
    (path / "b-empty.txt").write_bytes(b"")
    (path / "c-binary.txt").write_bytes(bytes(range(256)) * 40)
    (path / "d-latin.txt").write_bytes("Un attentat a tué hier à Mossoul des policiers.".encode("latin-1"))
    (path / "e-german.txt").write_text(
        "Bei einem Anschlag in der irakischen Stadt Mossul sind am Montag zwölf Menschen getötet worden.",
        encoding="utf-8",
    )
    (path / "f-long.txt").write_text("Un attentat a fait douze morts à Mossoul. " * 125_000, encoding="utf-8")
    rows = [
        json.dumps({"text": "Le 5 juillet 2016, deux soldats ont été tués à Gao.", "id": "first"}),
        '{"text": "broken',
        json.dumps({"text": "Des rebelles ont attaqué un village près de Kidal.", "id": "no-date"}),
    ]
    (path / "g-lines.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (path / "h-page.pdf").write_bytes(b"%PDF-1.4")
    return path


BAD = {
    "b-empty.txt": "is empty",
    "c-binary.txt": "is binary data",
    "d-latin.txt": "is not UTF-8",
    "e-german.txt": "language “de”",
    "f-long.txt": "more than the 1,000,000",
    "g-lines.jsonl, line 2": "is not JSON",
    "h-page.pdf": "is in a format that kg does not read",
}


def test_bad_files_are_listed_each_with_its_reason(tmp_path: Path) -> None:
    store, workshop = memory_store(), Workshop()
    summary = build(find_articles([folder_of_bad_files(tmp_path / "in")]), store, workshop)
    told = {str(skipped).removeprefix(f"{tmp_path / 'in'}/"): skipped for skipped in summary.skipped}
    assert (len(told), summary.articles) == (7, 3)
    assert [next((t for t in told if t.startswith(name) and why in t), None) is None for name, why in BAD.items()] == [
        False
    ] * 7, list(told)
    assert {item.source_id: item.published for item in store.articles()}["no-date"] is None
    assert len(store.events()) >= 3


# ---------------------------------------------------------------- through the command


def kg(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)


def test_command_builds_the_rest_and_exits_with_1(tmp_path: Path) -> None:
    done = kg("build", folder_of_bad_files(tmp_path / "in"), "--store", tmp_path / "store")
    assert done.returncode == 1, done.stderr
    assert "3 articles read (3 new, 0 replaced)" in done.stdout
    assert "7 were left out:" in done.stdout
    again = kg("build", tmp_path / "in" / "a-good.txt", "--store", tmp_path / "store")
    assert (again.returncode, again.stderr) == (0, "")
    assert "1 articles read (0 new, 0 replaced, 1 unchanged)" in again.stdout


def test_command_refuses_folders_that_are_no_store(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Un attentat a fait douze morts à Mossoul.", encoding="utf-8")
    foreign = kg("build", tmp_path / "a.txt", "--store", tmp_path)
    assert foreign.returncode == 2
    assert "is not a store of ours" in foreign.stderr
    unwritable = kg("build", tmp_path / "a.txt", "--store", tmp_path / "a.txt" / "store")
    assert unwritable.returncode == 2
    assert "cannot be written (Not a directory)" in unwritable.stderr
    assert "Traceback" not in foreign.stderr + unwritable.stderr


def test_command_refuses_a_store_in_use(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Un attentat a fait douze morts à Mossoul.", encoding="utf-8")
    with open_store(tmp_path / "store", create=True):
        second = kg("build", tmp_path / "a.txt", "--store", tmp_path / "store")
    assert second.returncode == 2
    assert "Another process is using the store" in second.stderr
    assert kg("build", tmp_path / "a.txt", "--store", tmp_path / "store").returncode == 0


def test_a_killed_process_leaves_a_store_that_the_next_one_finishes(tmp_path: Path) -> None:
    program = (
        "import os, sys; sys.path[:0] = sys.argv[2:]\n"
        "from pathlib import Path; from tiny_workshop import TinyWorkshop, article\n"
        "from test_pipeline import TEXTS; from kg.graph.store import open_store; from kg.pipeline import build\n"
        "items = [article(str(n), text) for n, text in enumerate(TEXTS)]\n"
        "with open_store(Path(sys.argv[1]), create=True) as store:\n"
        "    build(items, store, TinyWorkshop(), lambda item: os._exit(9) if item.source_id == '5' else None)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "store"), str(ROOT / "tests"), str(ROOT)]
    assert subprocess.run(command, timeout=60, check=False).returncode == 9
    items = [article(str(number), text) for number, text in enumerate(TEXTS)]
    with open_store(tmp_path / "store") as store:
        kept = len(store.article_ids())
        summary: Summary = build(items, store, TinyWorkshop())
        assert (kept, summary.unchanged) == (6, 6)
        assert lines(store) == from_scratch(items)


def test_tables_are_whole() -> None:
    assert (len(TEXTS), len(BAD)) == (12, 7)
