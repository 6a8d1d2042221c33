"""Raise the floors of tests/floors.json to what the gold files reach now: `python scripts/write_floors.py`.

A floor never falls: where a file now does worse, the old floor stays and the file is named. Rounded down to .001.
"""

import json
import math
from pathlib import Path

from kg.evaluation import read_cases, run
from kg.notation import total
from kg.pipeline import Workshop

TESTS = Path(__file__).resolve().parents[1] / "tests"
FLOORS = TESTS / "floors.json"


def main() -> None:
    """Measure every gold file and write the floors."""
    everything = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    floors = everything.get("gold", {})
    workshop = Workshop()
    for file in sorted([*(TESTS / "gold" / "fr").glob("*.toml"), *(TESTS / "corpus").glob("*.toml")]):
        cases = list(read_cases(file))
        score = total(run(case, workshop) for case in cases)
        reached = {"events": score.measures("event")[2], "facts": score.measures(*score.facts)[2]}
        old = floors.get(file.stem, {})
        new: dict[str, float] = {"cases": max(len(cases), old.get("cases", 0))}
        for name, value in reached.items():
            new[name] = max(math.floor(value * 1000) / 1000, old.get(name, 0.0))
            if value < old.get(name, 0.0):
                print(f"{file.stem}: {name} fell from {old[name]} to {value:.3f}; the floor stays.")
        floors[file.stem] = new
        print(f"{file.stem:20} {new}")
    lines = ",\n".join(f"    {json.dumps(stem)}: {json.dumps(floors[stem])}" for stem in sorted(floors))
    others = "".join(
        f",\n  {json.dumps(key)}: {json.dumps(everything[key])}" for key in sorted(everything) if key != "gold"
    )
    FLOORS.write_text('{\n  "gold": {\n' + lines + "\n  }" + others + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
