"""Measure what the features of two tellings weigh (kg/lang/fr/grouping.toml) on tests/grouping/rankings.jsonl, and fit it.

A ranking is one telling of a deed in a labelled article: its features beside each deed told before it, and which of
these is the same (null: none). Fitted weights make the right choice the likeliest (a softmax over the deeds and “a new
one”) and stay near the shipped ones where the articles say little. Rankings of the part “held” are scored, never fitted.
Run: python scripts/fit_grouping.py [--write]
"""

import json
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
RANKINGS = ROOT / "tests" / "grouping" / "rankings.jsonl"
WEIGHTS = ROOT / "kg" / "lang" / "fr" / "grouping.toml"
SHARPNESS = 1.5  # logits a unit of weight: the hand-set weights were right nine times in ten at 2 units
STIFFNESS = 8.0  # of the pull back to the prior; of 0.5, 1, 2, 4, 8, 16 the best in fivefold cross-validation
STEPS = 3000
PLACES = 2  # decimals written

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One telling: `options` are rows of features, one a deed told before; `right` the row, or their count for none."""

    part: str
    options: Numbers
    right: int


def read_rankings(names: Sequence[str], path: Path = RANKINGS) -> list[Ranking]:
    """The rankings, their features in the order of `names`."""
    rankings = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        options = np.array([[option.get(name, 0.0) for name in names] for option in row["options"]], dtype=np.float64)
        rankings.append(Ranking(row["part"], options, len(options) if row["right"] is None else row["right"]))
    return rankings


def right_choices(rankings: Sequence[Ranking], weights: Numbers, join: float) -> int:
    """How many tellings go to the right deed, or to a new one where that is right."""
    return sum(_choice(ranking, weights, join) == ranking.right for ranking in rankings)


def links(rankings: Sequence[Ranking], weights: Numbers, join: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of joining a telling to a deed told before."""
    chosen = [(_choice(ranking, weights, join), ranking.right, len(ranking.options)) for ranking in rankings]
    made = sum(choice < count for choice, _, count in chosen)
    wanted = sum(right < count for _, right, count in chosen)
    true = sum(choice == right < count for choice, right, count in chosen)
    return true / max(1, made), true / max(1, wanted), 2 * true / max(1, made + wanted)


def fit(rankings: Sequence[Ranking], prior: Numbers, join: float, stiffness: float = STIFFNESS) -> Numbers:
    """The weights that make the right choices likeliest, by gradient descent with momentum from `prior`."""
    most, width = max(len(ranking.options) for ranking in rankings), len(prior)
    features = np.zeros((len(rankings), most + 1, width))
    blocked = np.zeros((len(rankings), most + 1))
    right = np.zeros((len(rankings), most + 1))
    for number, ranking in enumerate(rankings):  # the last row stands for a new deed
        count = len(ranking.options)
        features[number, :count] = ranking.options
        blocked[number, count:most] = -np.inf
        right[number, most if ranking.right == count else ranking.right] = 1.0
    offset = np.full(most + 1, -join)
    offset[most] = 0.0
    weights, speed = prior.copy(), np.zeros(width)
    rate = 0.5 / len(rankings)
    for _ in range(STEPS):
        logits = SHARPNESS * (features @ weights + offset) + blocked
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        chances /= chances.sum(axis=1, keepdims=True)
        slope = SHARPNESS * np.einsum("nk,nkw->w", chances - right, features) + stiffness * (weights - prior)
        speed = 0.9 * speed - rate * slope
        weights = weights + speed
    return weights


def shipped(path: Path = WEIGHTS) -> tuple[list[str], Numbers, float]:
    """The names of the features, what they weigh, and what all must sum up to."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return list(table["features"]), np.array(list(table["features"].values()), dtype=np.float64), float(table["join"])


def _choice(ranking: Ranking, weights: Numbers, join: float) -> int:
    scores = np.append(ranking.options @ weights, join)
    best = int(scores[:-1].argmax())
    return best if scores[best] >= join else len(ranking.options)


def _write(names: Sequence[str], weights: Numbers, path: Path = WEIGHTS) -> None:
    head = path.read_text(encoding="utf-8").split("[features]\n")[0]
    rows = [f'"{name}" = {float(weight):g}\n' for name, weight in zip(names, weights, strict=True)]
    path.write_text(head + "[features]\n" + "".join(rows), encoding="utf-8")


def main() -> None:
    """Print what the shipped weights give beside fitted ones; with --write the fitted ones become the shipped."""
    names, weights, join = shipped()
    rankings = read_rankings(names)
    fitted = np.round(fit([ranking for ranking in rankings if ranking.part != "held"], weights, join), PLACES)
    for part in ("train", "gold", "held"):
        of_part = [ranking for ranking in rankings if ranking.part == part]
        for label, numbers in (("shipped", weights), ("fitted", fitted)):
            precision, recall, f1 = links(of_part, numbers, join)
            right = right_choices(of_part, numbers, join)
            print(
                f"{part:6} {label:7} right {right}/{len(of_part)}  joins P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
            )
    if "--write" in sys.argv[1:]:
        _write(names, fitted)


if __name__ == "__main__":
    main()
