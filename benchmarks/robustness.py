"""How much the reading hangs on how a sentence is put: `python -m benchmarks.robustness [VARIATION …]`.

Sentences of tests/gold that are read exactly are said again with something put in that changes nothing they tell: a
time behind the verb, an insertion, brackets, a clause before or behind. Counted is how many are no longer read exactly
(days are not compared where a day was put in, nor who says so where somebody was); `--breaks` prints them, each with
what of the tree of the other words is another: where that is nothing, the rules lose it and not the parser. One core,
some seconds a variation.
"""

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.recasting import RECASTS, SAID_ANEW, STATUSES, UNDATED, Parts, take_apart
from kg.evaluation import Case, read_case, read_cases, said_otherwise
from kg.extract import Reader
from kg.extract.mending import repair
from kg.extract.parse import parse_words
from kg.extract.tokens import Doc
from kg.model import Anchor, Document
from kg.notation import EventLine, compare
from kg.pipeline import Workshop
from kg.vocabulary import is_a

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "fr"
Variation = Callable[[str, Document], str | None]
_SUBJECT = re.compile(
    r"(?:Le|La|Les|L'|Des|Un|Une)[^,.]{0,30}? (?=(a|ont|sont|est|avait|avaient) \w+(?:é|ée|és|ées|i|is|it|u|us)\b)"
)
_CUT_OFF = re.compile(r"\b(?:se|s'|que|qui|dont)\s*$")
_GOVERNING = re.compile(
    r"\b(?:a|ont|avait|avaient) \w+(?:é|i|u|is|it)\b(?= (?:une?|des|les?|la|l'|son|ses|deux|trois|que|qu'|avoir|\d))"
)
_TOLD = re.compile(
    r"\b(?:a|ont|avait|avaient|est|sont) (?!été|pas)\w+(?:é|ée|és|ées|i|u|is|it|us)\b"
    r"(?= (?:une?|des|les?|la|l'|son|ses|deux|trois|que|qu'|avoir|à|dans|par|\d))"
)
_DATED = re.compile(
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\d{4}|janvier|février|mars|avril|mai |juin|juillet|août|septembre|"
    r"octobre|novembre|décembre|hier|nuit|jour|semaine|matin|soir"
)
_CROWD = re.compile(
    r"\b(?:soldats|militaires|policiers|manifestants|combattants|hommes|rebelles|habitants|civils|insurgés|miliciens)\b"
    r"(?= (?:a|ont|sont|avaient|à|dans|en|près|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|\.)"
)


def _lowered(text: str, document: Document) -> str:
    """The sentence as it goes on behind other words: a name keeps its capital."""
    named = any(m.anchor.start == 0 and m.level == "name" and m.anchor.text[0].isupper() for m in document.mentions)
    return text if named or text[0] in '«"' else text[0].lower() + text[1:]


def _before(words: str) -> Variation:
    return lambda text, document: f"{words} {_lowered(text, document)}"


def _that(words: str) -> Variation:
    def vary(text: str, document: Document) -> str:
        told = _lowered(text, document)
        return f"{words} {'qu' + chr(39) if told[0] in 'aeiouyéèêàâô' else 'que '}{told}"

    return vary


def _behind(words: str) -> Variation:
    return lambda text, _: re.sub(r"\.$", f"{words}.", text)


def _in(where: re.Pattern[str], words: str) -> Variation:
    def vary(text: str, _: Document) -> str | None:
        match = where.search(text)
        return text[: match.end()] + words + text[match.end() :] if match else None

    return vary


def _behind_subject(one: str, many: str | None = None, mark: str = ", ") -> Variation:
    def vary(text: str, _: Document) -> str | None:
        match = _SUBJECT.match(text)
        if match is None or _CUT_OFF.search(match.group()):
            return None
        words = (many or one) if match.group(1) in ("ont", "sont", "avaient") else one
        return f"{match.group().rstrip()}{mark}{words}{mark}{text[match.end() :]}"

    return vary


def _timed(words: str) -> Variation:
    put = _in(_TOLD, words)
    return lambda text, document: None if _DATED.search(text) else put(text, document)


def _behind_town(words: str) -> Variation:
    def vary(text: str, document: Document) -> str | None:
        towns = [m.anchor.end for m in document.mentions if m.kind == "City" and m.level == "name"]
        at = next((end for end in towns if re.match(r"[ .,](?!\()", text[end : end + 2])), None)
        return None if at is None else text[:at] + words + text[at:]

    return vary


TIMES = {
    "mardi": " mardi",
    "mercredi soir": " mercredi soir",
    "dans la nuit de dimanche à lundi": " dans la nuit de dimanche à lundi",
    "le 3 mars dernier": " le 3 mars dernier",
    "vers midi": " vers midi",
    "il y a deux jours": " il y a deux jours",
    ", mardi,": ", mardi,",
}
SAID: dict[str, Variation] = {
    "sentence + « , selon la police locale »": _behind(", selon la police locale"),
    "sentence + « , a indiqué lundi la police locale »": _behind(", a indiqué lundi la police locale"),
    "« La police locale affirme que » + sentence": _that("La police locale affirme"),
    "« Selon un communiqué publié lundi, » + sentence": _before("Selon un communiqué publié lundi,"),
}
VARIATIONS: dict[str, Variation] = {
    **{f"verb + « {name} »": _timed(words) for name, words in TIMES.items()},
    "subject + « , qui a perdu beaucoup de moyens, »": _behind_subject(
        "qui a perdu beaucoup de moyens", "qui ont perdu beaucoup de moyens"
    ),
    "subject + « , dont les moyens sont limités, »": _behind_subject("dont les moyens sont limités"),
    "subject + « , critiqué de toutes parts, »": _behind_subject(
        "critiqué de toutes parts", "critiqués de toutes parts"
    ),
    "subject + « , de son côté, »": _behind_subject("de son côté", "de leur côté"),
    "people + « qui se tenaient là »": _in(_CROWD, " qui se tenaient là"),
    "verb + « , comme prévu, »": _in(_GOVERNING, ", comme prévu,"),
    "verb + « , dans un climat tendu, »": _in(_GOVERNING, ", dans un climat tendu,"),
    "town + « (nord) »": _behind_town(" (nord)"),
    "« Dans ce contexte, » + sentence": _before("Dans ce contexte,"),
    "« Alors que l'inquiétude grandit, » + sentence": _before("Alors que l'inquiétude grandit,"),
    "« L'inquiétude grandit et » + sentence": _before("L'inquiétude grandit et"),
    "sentence + « , et l'inquiétude grandit »": _behind(", et l'inquiétude grandit"),
    "sentence + « , alors que l'inquiétude grandit »": _behind(", alors que l'inquiétude grandit"),
    "sentence + « , faisant craindre le pire »": _behind(", faisant craindre le pire"),
    "« C'est dans ce contexte que » + sentence": _that("C'est dans ce contexte"),
    "« Plus tôt dans la journée, » + sentence": _before("Plus tôt dans la journée,"),
    "subject + « – très critiqué – »": _behind_subject("très critiqué", "très critiqués", " – "),
    **SAID,
}


def _may_differ(name: str, lines: Sequence[EventLine]) -> list[EventLine]:
    """The lines without what the variation adds to them: days, or who says so."""
    if name.startswith("verb + « ") and "prévu" not in name and "climat" not in name:
        return [replace(line, begin=None, end=None) for line in lines]
    return [replace(line, sources=()) for line in lines] if name in SAID or name in SAID_ANEW else list(lines)


def _tree(text: str, reader: Reader) -> Doc:
    (sentence,) = parse_words([Anchor(0, len(text), text)], reader.nlp)
    return repair(sentence.doc, reader.lexicon)


def _moved(plain: Doc, varied: Doc) -> list[str]:
    """The words of a sentence that hang otherwise once something was put in; its main verb may hang on what stands before."""
    end = min(len(plain), len(varied))
    same = next((i for i in range(end) if plain[i].lower_ != varied[i].lower_), end)
    put_in = len(varied) - len(plain)
    moved = []
    for word in plain:
        now = varied[word.i + put_in if word.i >= same else word.i]
        head = varied[word.head.i + put_in if word.head.i >= same else word.head.i]
        behind = word.head is word and word.i >= same and now.pos_ == word.pos_
        if word.pos_ != "PUNCT" and not behind and (now.head is not head or now.dep_ != word.dep_):
            moved.append(f"{word.text}: {word.dep_} of {word.head.text}, now {now.dep_} of {now.head.text}")
    return moved


@dataclass(frozen=True, slots=True)
class Sentence:
    """One that is read exactly; `tells` where its main verb is the trigger of its only event."""

    case: Case
    document: Document
    parts: Parts | None
    tells: bool


def _sentences(workshop: Workshop) -> Iterator[Sentence]:
    for case in read_cases(GOLD):
        text = case.article.text.strip()
        if case.article.title is None and "\n" not in text and len(re.findall(r"[.!?]", text)) == 1:
            reading = read_case(case, workshop)
            if not reading.comparison.exact:
                continue
            mentions, events = reading.document.mentions, reading.document.events
            named = any(m.anchor.start == 0 and m.level == "name" and m.anchor.text[0].isupper() for m in mentions)
            parts = take_apart(_tree(text, workshop.reader), named)
            tells = parts is not None and [e.trigger.start <= parts.verb.idx < e.trigger.end for e in events] == [True]
            yield Sentence(case, reading.document, parts, tells)


def _said_again(name: str, sentence: Sentence) -> tuple[str, Sequence[EventLine]] | None:
    """The sentence in the variation, and what it tells then; None where it cannot be said so."""
    plain, lines = sentence.case.article.text.strip(), sentence.case.events
    if name in VARIATIONS:
        varied = VARIATIONS[name](plain, sentence.document)
        return None if varied is None or varied == plain else (varied, lines)
    if sentence.parts is None or (name in UNDATED and any(line.begin for line in lines)):
        return None
    if name in STATUSES:
        if not sentence.tells or lines[0].status != "asserted" or is_a(lines[0].type, "Statement"):
            return None
        lines = (replace(lines[0], status=STATUSES[name]),)
    text = RECASTS[name](sentence.parts)
    return (text, lines) if text else None


def main() -> None:
    """Say each sentence again in each way, and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("variations", nargs="*", metavar="VARIATION", help="words in their names; all without")
    parser.add_argument("--breaks", action="store_true", help="print what is no longer read exactly")
    arguments = parser.parse_args()
    workshop = Workshop()
    exact = list(_sentences(workshop))
    print(f"{len(exact)} sentences read exactly")
    for name in (*VARIATIONS, *RECASTS):
        if arguments.variations and not any(words in name for words in arguments.variations):
            continue
        said = broken = unmoved = 0
        for sentence in exact:
            case, again = sentence.case, _said_again(name, sentence)
            if again is None:
                continue
            varied, wanted = again
            reading = read_case(said_otherwise(case, varied), workshop)
            said += 1
            if compare(_may_differ(name, reading.lines), _may_differ(name, wanted)).exact:
                continue
            broken += 1
            what = " ".join(map(str, reading.lines)) or "nothing"
            if name in VARIATIONS:
                moved = _moved(_tree(case.article.text.strip(), workshop.reader), _tree(varied, workshop.reader))
                unmoved += not moved
                what = "; ".join(moved[:3]) or "the same tree"
            if arguments.breaks:
                print(f"  {case.name}  {varied}  {what}")
        lost = f"{broken:4} of {said:4} no longer exact ({100 * broken / max(1, said):.1f} %)"
        print(f"{name:<60} {lost}" + (f", {unmoved} with the same tree" if name in VARIATIONS else ""))


if __name__ == "__main__":
    main()
