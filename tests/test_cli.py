"""The command line: what a person types, what it answers, and how it fails."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = "Deux soldats maliens ont été tués lundi à Gao."


def kg(*words: str) -> subprocess.CompletedProcess[str]:
    """Run `kg` as a person would."""
    environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "kg", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of three sample articles."""
    folder = tmp_path_factory.mktemp("cli") / "store"
    names = ("rdc-goma-2012-11-20.txt", "niger-coup-2023-07-27.txt", "depeches.jsonl")
    done = kg("build", *(str(ROOT / "data" / "articles" / name) for name in names), "--store", str(folder), "--quiet")
    assert done.returncode == 0, done.stderr
    return str(folder)


ANSWERS = [
    ("ask", "M23"),
    ("ask control --place Goma", "M23"),
    ("ask control --place=Goma", "M23"),
    ("ask control --format csv", "begin,end,class,status"),
    ("ask control --lang en", "capture"),
    ("info", "article"),
    ("check", "valid"),
    (
        "sparql ASK{GRAPH?g{?e<http://www.w3.org/1999/02/22-rdf-syntax-ns#type><https://w3id.org/newskg/ontology#Coup>}}",
        "true",
    ),
    ("export --format turtle", "@prefix"),
    ("export --format trig", "{"),
    ("export --format nquads", "<https://w3id.org/newskg/"),
    ("export --format jsonld", "@"),
    ("export --format csv", "type"),
    ("export --format graphml", "<graphml"),
    ("export --format gexf", "<gexf"),
]


@pytest.mark.parametrize(("command", "expected"), ANSWERS[1:], ids=[command[:40] for command, _ in ANSWERS[1:]])
def test_a_command_answers(command: str, expected: str, store: str) -> None:
    done = kg(*command.split(" "), "--store", store)
    assert done.returncode == 0, done.stderr
    assert expected.lower() in done.stdout.lower()


def test_ask_lists_the_questions(store: str) -> None:
    done = kg("ask", "--store", store)
    assert done.returncode == 0
    assert "deployments" in done.stdout
    assert "--place" in done.stdout


def test_json_has_the_columns_of_csv(store: str) -> None:
    rows = json.loads(kg("ask", "control", "--format", "json", "--store", store).stdout)
    header = kg("ask", "control", "--format", "csv", "--store", store).stdout.splitlines()[0].split(",")
    assert set(rows[0]) <= set(header)


def test_records_quote_the_article(store: str) -> None:
    lines = kg("export", "--format", "jsonl", "--store", store).stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert {record["type"] for record in records} >= {"Capture", "Coup", "SuicideAttack"}
    assert all(report["evidence"] for record in records for report in record["reports"])


def test_annotate_writes_one_article_a_line(store: str) -> None:
    done = kg("annotate", str(ROOT / "data" / "articles" / "depeches.jsonl"))
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(documents) == 3
    mention = documents[0]["mentions"][0]
    assert documents[0]["text"][mention["start"] : mention["end"]] == mention["quote"]


def test_explain_gives_the_notation_and_the_rule() -> None:
    done = kg("explain", TEXT, "--date", "2016-07-11")
    assert 'place="Gao"' in done.stdout
    assert "fr/" in done.stdout


@pytest.mark.parametrize("suffix", ["html", "svg", "png"])
def test_show_writes_a_picture(suffix: str, store: str, tmp_path: Path) -> None:
    target = tmp_path / f"graph.{suffix}"
    done = kg("show", "--store", store, "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert target.stat().st_size > 10_000


def test_delete_takes_an_article_out(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    kg("build", str(ROOT / "data" / "articles" / "rdc-goma-2012-11-20.txt"), "--store", store, "--quiet")
    record = json.loads(kg("export", "--format", "jsonl", "--store", store).stdout.splitlines()[0])
    done = kg("delete", record["reports"][0]["sourceId"], "--store", store)
    assert done.returncode == 0, done.stderr
    assert kg("export", "--format", "jsonl", "--store", store).stdout == ""


FAILURES = [
    ("build /no/such/folder", 2, "no such file"),
    ("ask deploiments", 2, "deployments"),
    ("ask deployments --plce Irak", 2, "--place"),
    ("ask deployments --format xml", 2, "csv"),
    ("explain oneword", 2, "quotation marks"),
    ("show -o graph.doc", 2, ".html"),
]


@pytest.mark.parametrize(("command", "code", "words"), FAILURES, ids=[command for command, _, _ in FAILURES])
def test_a_mistake_is_answered_with_what_to_do(command: str, code: int, words: str, store: str) -> None:
    options = [] if command.startswith("explain") else ["--store", store]
    done = kg(*command.split(" "), *options)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
