"""Gold: what the extraction reaches on the sentence cases and the annotated articles never falls below its floor."""

import json
from pathlib import Path

import pytest

from kg.evaluation import Case, read_cases, run
from kg.notation import total
from kg.pipeline import Workshop

TESTS = Path(__file__).parent
FLOORS = json.loads((TESTS / "floors.json").read_text(encoding="utf-8"))["gold"]
FILES = sorted([*(TESTS / "gold" / "fr").glob("*.toml"), *(TESTS / "corpus").glob("*.toml")])


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop()


def test_every_file_has_a_floor() -> None:
    assert len(FILES) >= 3
    assert {file.stem for file in FILES} == set(FLOORS)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_file_of_cases_reaches_its_floor(file: Path, workshop: Workshop) -> None:
    cases: list[Case] = list(read_cases(file))
    score = total(run(case, workshop) for case in cases)
    floor = FLOORS[file.stem]
    assert len(cases) >= floor["cases"]
    assert score.measures("event")[2] >= floor["events"]
    assert score.measures(*score.facts)[2] >= floor["facts"]
