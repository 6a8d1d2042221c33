"""Decisions about identity go out as gold and are scored without any decision."""

from pathlib import Path

import pytest
from tiny_workshop import TinyWorkshop, article

from kg.graph.store import memory_store
from kg.judgements import read_judgements, score_judgements
from kg.pipeline import build, put_decision
from kg.resources import ResourceError
from kg.review import By, different_events, gold_cases, same_event

BY = By("Ada", "2026-01-02T03:04:05Z")


def exported(path: Path) -> Path:
    """Two bombings of different days that somebody joined, and two reports of one that somebody parted."""
    store = memory_store()
    articles = [
        article("a", "Bombing Mossoul deaths=12 @2016-07-04"),
        article("b", "Bombing Mossoul deaths=12 @2016-07-08"),
        article("c", "Capture Tall-Afar agent:Daech @2016-07-02"),
        article("d", "Capture Tall-Afar agent:Daech @2016-07-02", published=None),
    ]
    build(articles, store, TinyWorkshop())
    bombings = [event.id for event in store.events() if event.type == "Bombing"]
    (capture,) = (event for event in store.events() if event.type == "Capture")
    assert len(bombings) == 2
    put_decision(store, same_event(store, bombings, BY), TinyWorkshop())
    one, two = (report.id for report in capture.reports)
    put_decision(store, different_events(store, one, [two], BY), TinyWorkshop())
    path.write_text(gold_cases(store), encoding="utf-8")
    return path


def test_what_was_exported_is_scored_without_the_decisions(tmp_path: Path) -> None:
    (judged,) = read_judgements(exported(tmp_path / "reviewed.toml"))
    assert len(judged.articles) == 4
    assert list(score_judgements([judged], TinyWorkshop(), misses=True)) == [
        "the same event: 0 of 1 pairs as people decided",
        "different events: 0 of 1 pairs as people decided",
        "reviewed.toml, same 1: kept apart",
        "reviewed.toml, different 1: joined",
    ]


def test_what_linking_finds_by_itself_is_right(tmp_path: Path) -> None:
    file = exported(tmp_path / "reviewed.toml")
    swapped = file.read_text(encoding="utf-8").replace("[[same]]", "[[x]]").replace("[[different]]", "[[same]]")
    file.write_text(
        swapped.replace("[[x]]", "[[different]]").replace(
            '2016-07-08", type = "Bombing", side = 0', '2016-07-08", type = "Bombing", side = 1'
        ),
        encoding="utf-8",
    )
    assert list(score_judgements(list(read_judgements(tmp_path)), TinyWorkshop())) == [
        "the same event: 1 of 1 pairs as people decided",
        "different events: 1 of 1 pairs as people decided",
    ]


def test_a_passage_that_is_not_there_is_said(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text('[[same]]\npassages = [ { source = "a", quote = "x", sentence = "x" } ]\n', encoding="utf-8")
    with pytest.raises(ResourceError, match="same 1: the article “a” is not in the file"):
        list(read_judgements(file))
