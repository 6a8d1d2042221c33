"""How much the reading hangs on how a text is printed: `python -m benchmarks.printing [WAY …] [--changes]`.

The annotated articles that may be read (tests/corpus, without the held-out ones) are printed in another way (typographic
apostrophes, lines of 80 characters, soft hyphens …), which changes nothing that they tell. Counted is how many are read
otherwise, and the F1 of events and facts of those, plain and printed so; `--changes` prints the lines that differ. One core,
some ten seconds a way.
"""

import argparse
import re
import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.evaluation import Case, read_case, read_cases, said_otherwise
from kg.notation import Comparison, total
from kg.pipeline import Workshop

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
COLUMNS = 80


def _wrapped(text: str) -> str:
    return "\n".join(
        textwrap.fill(line, COLUMNS, break_long_words=False, break_on_hyphens=False) if len(line) > COLUMNS else line
        for line in text.split("\n")
    )


def _quoted(opening: str, closing: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"« ?([^«»]*?) ?»", rf"{opening}\1{closing}", text)


WAYS: dict[str, Callable[[str], str]] = {
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "“ ” for « »": _quoted("“", "”"),
    '" " for « »': _quoted('"', '"'),
    "« » without spaces": _quoted("«", "»"),
    "spaces that do not break": lambda text: re.sub(r" ([»;:!?%])|(«) ", "\\2\u00a0\\1", text),
    "a narrow space in numbers": lambda text: re.sub(r"(\d)[. ](\d{3})\b", "\\1\u202f\\2", text),
    "hyphens that do not break": lambda text: text.replace("-", "\u2011"),
    "soft hyphens": lambda text: re.sub(r"(\w{3})(tion)", "\\1\u00ad\\2", text),
    "letters and accents apart (NFD)": lambda text: unicodedata.normalize("NFD", text),
    "capitals without accents": lambda text: text.translate(str.maketrans("ÉÀÎÈÊ", "EAIEE")),
    "lines of 80 characters": _wrapped,
    "one line break between paragraphs": lambda text: re.sub(r"\n+", "\n", text),
    "two spaces between sentences": lambda text: text.replace(". ", ".  "),
}


def _printed(case: Case, way: Callable[[str], str]) -> Case:
    title = case.article.title
    return said_otherwise(case, way(case.article.text), way(title) if title else None)


def _plain(lines: Sequence[object]) -> list[str]:
    """Events to compare, as if printed plainly."""
    table = str.maketrans("’\u2011\u202f\u00a0", "'-  ")
    folded = (unicodedata.normalize("NFD", str(line).translate(table)) for line in lines)
    return sorted("".join(c for c in line if not unicodedata.combining(c)) for line in folded)


def _f1(comparisons: Sequence[Comparison]) -> str:
    score = total(comparisons)
    return f"{score.measures('event')[2]:.3f} {score.measures(*score.facts)[2]:.3f}"


def main() -> None:
    """Print each article in each way, read it, and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ways", nargs="*", metavar="WAY", help="words in their names; all without")
    parser.add_argument("--changes", action="store_true", help="print what is read otherwise")
    arguments = parser.parse_args()
    workshop = Workshop()
    paths = [path for path in sorted(CORPUS.glob("*.toml")) if path.stem != "heldout"]
    read = [(case, read_case(case, workshop)) for path in paths for case in read_cases(path)]
    print(f"{'':36} texts  read otherwise  F1 of events and facts, plain and so")
    for name, way in WAYS.items():
        if arguments.ways and not any(words in name for words in arguments.ways):
            continue
        others = [
            (case, reading, _printed(case, way))
            for case, reading in read
            if way(case.article.text) != case.article.text
        ]
        before, after, changed = [], [], 0
        for case, reading, printed in others:
            again = read_case(printed, workshop)
            before.append(reading.comparison)
            after.append(again.comparison)
            plain, so = _plain(reading.lines), _plain(again.lines)
            changed += plain != so
            if arguments.changes and plain != so:
                print(f"  {case.name}")
                print("".join(f"    - {line}\n" for line in plain if line not in so), end="")
                print("".join(f"    + {line}\n" for line in so if line not in plain), end="")
        print(f"{name:36} {len(others):5}  {changed:14}  {_f1(before)}   {_f1(after)}")


if __name__ == "__main__":
    main()
