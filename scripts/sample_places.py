"""A sample of places that the text names, with the entity each was linked to, for a person to judge:

    python scripts/sample_places.py ../shared/data/wikinews-fr/articles.jsonl --count 200 --seed 1

Every mention that names a city, region or facility (countries with --countries) and was given coordinates is as likely
as any other; how many were given none is said at the head (--all samples these too). Printed are a number, the sentence
with the name in brackets, the entity, its country, its coordinates, and why it was chosen.
"""

import argparse
import random
from pathlib import Path

from kg.articles import read_articles
from kg.extract import read
from kg.link.entities import Link, link_mentions
from kg.model import Article, Document, EntityMention
from kg.pipeline import Workshop

WORDS_AROUND = 90  # code points of the article shown on each side of a name


def places_of(document: Document, links: tuple[Link, ...], kinds: frozenset[str]) -> list[tuple[EntityMention, Link]]:
    """The mentions of a document that name a place of these kinds, with what each means."""
    return [
        (mention, link)
        for mention, link in zip(document.mentions, links, strict=True)
        if mention.level == "name" and (mention.kind in kinds or link.entity.kind in kinds)
    ]


def shown(article: Article, mention: EntityMention) -> str:
    """The words around a name, on one line, the name in brackets."""
    start, end = mention.anchor.start, mention.anchor.end
    before = article.text[max(0, start - WORDS_AROUND) : start]
    after = article.text[end : end + WORDS_AROUND]
    return " ".join(f"{before}[{article.text[start:end]}]{after}".split())


def main() -> None:
    """Print the sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="names without coordinates too")
    parser.add_argument("--countries", action="store_true", help="countries too")
    parser.add_argument("--gazetteer", type=Path, action="append", default=[])
    options = parser.parse_args()
    kinds = frozenset({"City", "Region", "Facility", *(["Country"] if options.countries else [])})
    workshop = Workshop(tuple(options.gazetteer))
    found = []
    for path in options.paths:
        for article in read_articles(path):
            if isinstance(article, Article):
                document = read(article, workshop.reader)
                links = link_mentions(document, workshop.gazetteer)
                found += [(article, mention, link) for mention, link in places_of(document, links, kinds)]
    named = len(found)
    if not options.all:
        found = [item for item in found if item[2].entity.coordinates is not None]
    chosen = random.Random(options.seed).sample(found, min(options.count, len(found)))
    print(
        f"{named} names of places; {len(chosen)} of {len(found)}{'' if options.all else ' with coordinates'}, seed {options.seed}"
    )
    for number, (article, mention, link) in enumerate(chosen, start=1):
        country = workshop.gazetteer.country_of(link.entity.id) or ", ".join(link.entity.part_of) or "-"
        where = "-" if link.entity.coordinates is None else "{:.2f} {:.2f}".format(*link.entity.coordinates)
        print(f"\n{number:3}  {article.published or 'undated'}  {shown(article, mention)}")
        print(f"     {mention.kind} → {link.entity.id} ({link.entity.kind}, {country}, {where}): {link.why}")


if __name__ == "__main__":
    main()
