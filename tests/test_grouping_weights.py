"""What the features of two tellings weigh: measured on labelled articles, of which only the features are here."""

import json

import pytest

from scripts.fit_grouping import RANKINGS, links, read_rankings, right_choices, shipped

NAMES, WEIGHTS, JOIN = shipped()


@pytest.mark.parametrize(
    ("part", "count", "right", "f1"), [("train", 253, 206, 0.87), ("gold", 64, 62, 0.98), ("held", 98, 78, 0.87)]
)
def test_the_shipped_weights_choose_the_right_deed(part: str, count: int, right: int, f1: float) -> None:
    rankings = [ranking for ranking in read_rankings(NAMES) if ranking.part == part]
    assert len(rankings) == count
    assert right_choices(rankings, WEIGHTS, JOIN) >= right
    assert links(rankings, WEIGHTS, JOIN)[2] >= f1


def test_every_feature_of_the_labelled_articles_has_a_weight() -> None:
    rows = [json.loads(line) for line in RANKINGS.read_text(encoding="utf-8").splitlines()]
    assert {name for row in rows for option in row["options"] for name in option} <= set(NAMES)
