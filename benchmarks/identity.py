"""How long linking takes, and how right it is, on made-up reports: `python -m benchmarks.identity [REPORTS] [SEED]`.

The generator draws events of a year (countries, towns, actors and classes as uneven as in the news) and lets one to forty
articles tell each of them, with what reports lose and change: the day, the quarter for the town, the army for its state, a
toll that grows, a class that is broader. A tenth of the articles speak of a thing again weeks later, dated by the month.
What is made up is known, so that precision and recall over pairs are printed beside the time.
"""

import hashlib
import resource
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kg.link.events import link_events
from kg.link.spelling import local_slug
from kg.model import Amount, Anchor, Entity, Event, Evidence, Figure, Interval, Report, Status
from kg.vocabulary import parent

WORD = Anchor(0, 1, "x")
FIRST_DAY = date(2016, 1, 1)
DAYS = 366
COUNTRIES = 40
TOWNS = 60  # in a country
GROUPS = 6  # armed groups in a country
PERSONS = 25
CLASSES = {
    "Bombing": 10, "SuicideAttack": 6, "Airstrike": 12, "Shelling": 6, "Shooting": 8, "Attack": 12, "Abduction": 3,
    "Battle": 10, "Offensive": 3, "Capture": 4, "Recapture": 2, "Visit": 6, "Meeting": 9, "Agreement": 2, "Ceasefire": 1,
    "Deployment": 4, "Withdrawal": 2, "Arrest": 5, "Protest": 6, "MilitarySupport": 2, "HumanitarianAid": 1, "Sanction": 1,
    "Appointment": 2, "Departure": 2, "Condemnation": 5, "Announcement": 6, "Threat": 2, "Demand": 2,
    "ClaimOfResponsibility": 2,
}  # fmt: skip
VIOLENT = ("Bombing", "SuicideAttack", "Airstrike", "Shelling", "Shooting", "Attack", "Battle")
SPEECH = ("Condemnation", "Announcement", "Threat", "Demand", "ClaimOfResponsibility")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Reports with what they mean: `meant` maps report ids to the number of the event drawn."""

    reports: tuple[Report, ...]
    entities: dict[str, Entity]
    published: dict[str, date | None]
    meant: dict[str, int]


@dataclass(slots=True)
class Drawn:
    """An event as drawn: what a report may tell of it."""

    number: int
    type: str
    status: Status
    day: date
    country: str
    town: str
    roles: list[tuple[str, str]]
    deaths: int
    count: int
    about: "Drawn | None" = None


def make_entities() -> dict[str, Entity]:
    """Countries with their towns, army, government, armed groups and persons."""
    entities: dict[str, Entity] = {}

    def add(id: str, kind: str, *part_of: str) -> None:
        entities[id] = Entity(id, kind, (("fr", _name(id)),), (), None, part_of)

    for c in range(COUNTRIES):
        country = f"country-{c}"
        add(country, "Country")
        add(f"{country}-armed-forces", "ArmedForce", country)
        add(f"{country}-government", "Government", country)
        for t in range(TOWNS):
            add(f"town-{c}-{t}", "City", country)
            add(f"base-{c}-{t}", "Facility", f"town-{c}-{t}")
        for g in range(GROUPS):
            add(f"group-{c}-{g}", "ArmedGroup")
        for p in range(PERSONS):
            add(f"person-{c}-{p}", "Person", country)
    return entities


def _name(id: str) -> str:
    """A name with sounds of its own, so that spelling decides nothing."""
    digest = hashlib.sha256(id.encode()).digest()
    return "".join("bdfgklmnprstvz"[byte % 14] + "aeiou"[byte // 14 % 5] for byte in digest[:5]).title()


def make_corpus(size: int, seed: int = 1) -> Corpus:
    """`size` reports of a year, the same for the same seed."""
    random = Random(seed)
    entities = make_entities()
    reports: list[Report] = []
    published: dict[str, date | None] = {}
    meant: dict[str, int] = {}
    articles: dict[date, list[tuple[str, set[int]]]] = defaultdict(list)
    recent: list[Drawn] = []
    number = 0
    while len(reports) < size:
        drawn = _draw(number, random, recent)
        number += 1
        if drawn.type not in SPEECH:
            recent = [*recent[-200:], drawn]
        for _ in range(min(40, int(random.paretovariate(0.95)))):
            later = random.choice((0, 0, 0, 1, 1, 1, 2, 3)) if random.random() < 0.9 else random.randint(10, 90)
            day = drawn.day + timedelta(later)
            if drawn.status == "planned":
                day = drawn.day - timedelta(random.choice((1, 1, 2, 3)))
            article = _article(day, drawn.number, articles, random)
            published[article] = day
            if drawn.about is not None and random.random() < 0.8:
                topic = _tell(drawn.about, article, later, random, entities)
                if topic.id not in meant:
                    reports.append(topic)
                    meant[topic.id] = drawn.about.number
                told = _tell(drawn, article, later, random, entities, topic.id)
            else:
                told = _tell(drawn, article, later, random, entities)
            reports.append(told)
            meant[told.id] = drawn.number
    return Corpus(tuple(reports), entities, published, meant)


def _draw(number: int, random: Random, recent: list[Drawn]) -> Drawn:
    type = random.choices(list(CLASSES), list(CLASSES.values()))[0]
    c = min(int(random.paretovariate(0.7)) - 1, COUNTRIES - 1)
    t = min(int(random.paretovariate(0.6)) - 1, TOWNS - 1)
    country = f"country-{c}"
    other = f"country-{random.randrange(COUNTRIES)}"
    group = f"group-{c}-{random.randrange(GROUPS)}"
    person = f"person-{c}-{random.randrange(PERSONS)}"
    roles: list[tuple[str, str]] = []
    if type == "Battle":
        roles = [("participant", f"{country}-armed-forces"), ("participant", group)]
    elif type in ("Airstrike", "Offensive", "Recapture"):
        roles = [("agent", f"{country}-armed-forces" if random.random() < 0.5 else other)]
    elif type in VIOLENT or type in ("Abduction", "Capture"):
        roles = [("agent", group)]
    elif type == "Visit":
        roles = [("agent", f"person-{random.randrange(COUNTRIES)}-{random.randrange(PERSONS)}")]
    elif type == "Meeting":
        roles = [("participant", person), ("participant", f"person-{random.randrange(COUNTRIES)}-0")]
    elif type in ("Agreement", "Ceasefire"):
        roles = [("participant", country), ("participant", other)]
    elif type in ("Deployment", "Withdrawal", "MilitarySupport", "HumanitarianAid"):
        roles = [("agent", other)]
    elif type in ("Arrest", "Appointment", "Departure"):
        roles = [("target", person)]
    elif type == "Sanction":
        roles = [("agent", other), ("target", country)]
    elif type in SPEECH:
        roles = [("agent", person if random.random() < 0.5 else f"{country}-government")]
    status: Status = (
        "planned" if type in ("Deployment", "Visit", "Withdrawal") and random.random() < 0.4 else "asserted"
    )
    return Drawn(
        number=number,
        type=type,
        status=status,
        day=FIRST_DAY + timedelta(random.randrange(DAYS))
        if not (type in SPEECH and recent)
        else random.choice(recent).day,
        country=country,
        town=f"town-{c}-{t}",
        roles=roles,
        deaths=min(int(random.paretovariate(0.9)), 400) + random.randrange(3),
        count=random.choice((100, 150, 200, 250, 300, 450, 560, 600, 800, 1200)),
        about=random.choice(recent[-60:]) if type in SPEECH and recent else None,
    )


def _article(day: date, number: int, articles: dict[date, list[tuple[str, set[int]]]], random: Random) -> str:
    """An article of the day that does not tell this event yet; articles tell about three."""
    todays = articles[day]
    if todays and random.random() < 0.65:
        name, told = random.choice(todays[-300:])
        if number not in told:
            told.add(number)
            return name
    name = hashlib.sha256(f"{day} {len(todays)}".encode()).hexdigest()[:16]
    todays.append((name, {number}))
    return name


def _tell(
    drawn: Drawn, article: str, later: int, random: Random, entities: dict[str, Entity], topic: str | None = None
) -> Report:
    """One article's account: some of it lost, some of it told otherwise."""
    roles: list[tuple[str, str]] = []
    for role, id in drawn.roles:
        chance = random.random()
        if id.startswith("group") and chance < 0.35:
            unnamed = local_slug("hommes armés", article, drawn.number)
            entities[unnamed] = Entity(unnamed, "Group", (("fr", "hommes armés"),))
            if chance < 0.2:
                roles.append((role, unnamed))
        elif id.endswith("-armed-forces") and chance < 0.3:
            roles.append((role, id.removesuffix("-armed-forces")))
        elif chance < 0.9:
            roles.append((role, id))
    speech = drawn.type in SPEECH
    if not speech and drawn.type not in ("Sanction", "Appointment", "Departure"):
        narrow = random.random()
        if narrow < 0.8 and drawn.type not in ("Deployment", "Withdrawal"):
            roles.append(("place", drawn.town))
        if narrow > 0.6 or drawn.type in ("Deployment", "Withdrawal"):
            roles.append(("place", drawn.country))
        if narrow < 0.1:
            roles.append(("place", drawn.town.replace("town", "base")))
    if topic is not None:
        roles.append(("topic", topic))
    figures: list[Figure] = []
    if drawn.type in VIOLENT and random.random() < 0.75:
        toll = drawn.deaths + (int(drawn.deaths * 0.15 * min(later, 3)) if later < 10 else drawn.deaths // 2)
        figures.append(Figure("deaths", Amount(toll, toll), WORD))
    if drawn.type in ("Deployment", "Withdrawal") and random.random() < 0.7:
        figures.append(Figure("personnel", Amount(drawn.count, drawn.count), WORD))
    type = drawn.type
    above = parent(type)
    if type in VIOLENT and above in ("Attack", "Bombing") and random.random() < 0.25:
        type = above
    interval = None
    if later >= 10:
        first = drawn.day.replace(day=1)
        interval = Interval(first, (first + timedelta(32)).replace(day=1))
    elif random.random() < (0.3 if speech else 0.7):
        interval = Interval(drawn.day, drawn.day + timedelta(1))
    return Report(
        id=hashlib.sha256(f"{article} {drawn.number}".encode()).hexdigest()[:16],
        article_id=article,
        type=type,
        status=drawn.status,
        interval=interval,
        time_basis="text" if interval else None,
        roles=tuple(dict.fromkeys(roles)),
        figures=tuple(figures),
        sources=(),
        evidence=(Evidence("trigger", WORD, WORD),),
    )


def measure(corpus: Corpus, events: tuple[Event, ...]) -> tuple[float, float, float]:
    """(precision, recall, F1) over the pairs of reports that are one event."""

    def pairs(counts: Counter[int]) -> int:
        return sum(count * (count - 1) // 2 for count in counts.values())

    found = sum(len(event.reports) * (len(event.reports) - 1) // 2 for event in events)
    right = sum(pairs(Counter(corpus.meant[report.id] for report in event.reports)) for event in events)
    wanted = pairs(Counter(corpus.meant[report.id] for report in corpus.reports))
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    """Print one line for each size."""
    top = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(
        f"{'reports':>8} {'articles':>8} {'events':>8} {'meant':>8} {'seconds':>8} {'reports/s':>9} {'MB':>6}  P     R     F1"
    )
    for size in sorted({top // 10, top}):
        corpus = make_corpus(size, seed)
        begin = time.process_time()
        events = link_events(corpus.reports, corpus.entities, corpus.published)
        seconds = time.process_time() - begin
        precision, recall, f1 = measure(corpus, events)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{len(corpus.reports):>8} {len(corpus.published):>8} {len(events):>8} {len(set(corpus.meant.values())):>8}"
            f" {seconds:>8.1f} {len(corpus.reports) / seconds:>9.0f} {memory:>6}  {precision:.3f} {recall:.3f} {f1:.3f}"
        )


if __name__ == "__main__":
    main()
