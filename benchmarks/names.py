"""Names on French Wikinews: strict span precision, recall and F1, the bare parser beside ours.

    python benchmarks/names.py PATH/articles.jsonl --half develop --misses 30

The file has one article a line: text, conflict, entities (start, end, type). Articles are dealt out in turn, one to
develop on, one to measure on. A name counts when start, end and type (Person, Location, Organization) are the gold's;
names inside names are gold too. Bodies of every kind count as Organization; airports, hospitals, schools and the
like count as Organization, other facilities as Location, since that is how most of the gold marks them.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from kg.articles.language import LanguageWords, load_language_words
from kg.extract.mentions import find_all_mentions
from kg.extract.nouns import NounWords, load_noun_words
from kg.extract.parse import load_parser, parse
from kg.extract.sentences import split_sentences
from kg.gazetteer import Gazetteer
from kg.graph.gazetteer import load_gazetteer
from kg.model import Anchor, EntityMention

TYPES = ("Person", "Location", "Organization")
BARE = {"PER": "Person", "LOC": "Location", "ORG": "Organization"}
PLACES = ("Country", "City", "Region", "State", "Facility")
BODIES = ("Organization", "InternationalOrganization", "Government", "ArmedGroup", "ArmedForce")
LIKE_BODIES = ("aéroport", "hôpital", "université", "lycée", "collège", "école", "observatoire", "opéra", "musée")

Span = tuple[int, int, str]


def type_of(mention: EntityMention) -> str | None:
    """The gold's type of a name, None for what it does not mark."""
    if mention.level != "name":
        return None
    if mention.kind == "Facility" and mention.anchor.text.split()[0].lower() in LIKE_BODIES:
        return "Organization"
    if mention.kind in PLACES:
        return "Location"
    return "Organization" if mention.kind in BODIES else "Person" if mention.kind == "Person" else None


def gold_of(article: dict[str, Any]) -> set[Span]:
    """The gold names of an article."""
    found = {(entity["start"], entity["end"], entity["type"]) for entity in article["entities"]}
    return {span for span in found if span[2] in TYPES}


def find_both(
    text: str, nlp: Language, gazetteer: Gazetteer, language: LanguageWords, words: NounWords
) -> tuple[set[Span], set[Span]]:
    """The names of the bare recogniser, and ours."""
    anchors: list[Anchor] = [segment.anchor for segment in split_sentences(text, language)]
    sentences = parse(anchors, nlp)
    bare = {
        (sentence.anchor.start + entity.start_char, sentence.anchor.start + entity.end_char, BARE[entity.label_])
        for sentence in sentences
        for entity in sentence.doc.ents
        if entity.label_ in BARE
    }
    ours = set()
    for mentions in find_all_mentions(sentences, gazetteer, words):
        for mention in mentions:
            kind = type_of(mention)
            if kind is not None:
                ours.add((mention.anchor.start, mention.anchor.end, kind))
    return bare, ours


def report(name: str, pairs: Sequence[tuple[set[Span], set[Span]]]) -> None:
    """Print precision, recall and F1 by type."""
    print(f"{name:8}", end="")
    for kind in (*TYPES, "all"):
        right = wrong = missed = 0
        for found, gold in pairs:
            mine = {span for span in found if kind in (span[2], "all")}
            wanted = {span for span in gold if kind in (span[2], "all")}
            right, wrong, missed = right + len(mine & wanted), wrong + len(mine - wanted), missed + len(wanted - mine)
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"  {kind:12} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} (n={right + missed})", end="")
    print()


def misses(articles: Sequence[dict[str, Any]], found: Iterable[set[Span]], most: int) -> None:
    """Print what was missed and what was made up, most frequent first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article, spans in zip(articles, found, strict=True):
        text, gold = article["text"], gold_of(article)
        for start, end, kind in gold ^ spans:
            sign = "missed" if (start, end, kind) in gold else "wrong"
            around = f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 20]}".replace("\n", " / ")
            counts[f"{sign} {kind}"][around] += 1
    for title in sorted(counts):
        print(f"\n{title}: {sum(counts[title].values())}")
        for around, times in counts[title].most_common(most):
            print(f"  {times} {around}")


def main() -> None:
    """Read the arguments and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("articles", type=Path, help="articles.jsonl")
    arguments.add_argument("--half", choices=("develop", "measure", "all"), default="all")
    arguments.add_argument("--peaceful", action="store_true", help="articles that are not about conflict")
    arguments.add_argument("--most", type=int, default=10_000, help="read no more articles than this")
    arguments.add_argument("--misses", type=int, default=0, help="print this many misses of each type")
    arguments.add_argument("--without-ner", action="store_true", help="leave the parser's recogniser out")
    given = arguments.parse_args()
    lines = given.articles.read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines if line.strip()]
    articles = [article for article in articles if article["conflict"] is not given.peaceful]
    articles = {"develop": articles[::2], "measure": articles[1::2], "all": articles}[given.half][: given.most]
    nlp = load_parser(exclude=["ner"] if given.without_ner else [])
    gazetteer, language, words = load_gazetteer(), load_language_words(), load_noun_words()
    bare, ours, gold = [], [], []
    for article in articles:
        found = find_both(article["text"], nlp, gazetteer, language, words)
        bare.append(found[0])
        ours.append(found[1])
        gold.append(gold_of(article))
    print(f"{len(articles)} articles")
    report("bare", list(zip(bare, gold, strict=True)))
    report("ours", list(zip(ours, gold, strict=True)))
    if given.misses:
        misses(articles, ours, given.misses)


if __name__ == "__main__":
    main()
