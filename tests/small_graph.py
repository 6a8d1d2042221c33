"""A small graph by hand: three articles, seven events, the entities they name. Shared by the tests of the graph."""

from datetime import date

from kg.model import Amount, Anchor, Article, Basis, Change, Entity, Event, Evidence, Figure, Interval, Report, Status

TEXTS = {
    "a1": "Ashton Carter a annoncé lundi à Bagdad l'envoi de 560 militaires américains supplémentaires en Irak. "
    "Le 4 juillet, un attentat suicide avait fait près de 300 morts à Bagdad.",
    "a2": "Au moins 292 personnes ont été tuées le 4 juillet 2016 à Bagdad par un kamikaze. "
    "Quelque 4650 soldats américains se trouvent en Irak.",
    "a3": "François Hollande a rencontré Haider al-Abadi le 2 janvier 2017 à Bagdad. "
    "Le groupe Etat islamique contrôle Mossoul depuis juin 2014. L'armée doit reprendre Mossoul.",
}
PUBLISHED = {"a1": date(2016, 7, 11), "a2": date(2016, 7, 5), "a3": date(2017, 1, 3)}

ARTICLES = tuple(
    Article(
        id=id,
        source_id=f"{id}.txt",
        language="fr",
        title=f"Titre de {id}",
        text=text,
        published=PUBLISHED[id],
        publisher="Agence",
        url=f"https://example.org/{id}",
    )
    for id, text in TEXTS.items()
)

ENTITIES = (
    Entity("ashton-carter", "Person", (("en", "Ashton Carter"), ("fr", "Ashton Carter")), part_of=("united-states",)),
    Entity("baghdad", "City", (("en", "Baghdad"), ("fr", "Bagdad")), coordinates=(33.34, 44.4), part_of=("iraq",)),
    Entity("francois-hollande", "Person", (("fr", "François Hollande"),), part_of=("france",)),
    Entity("france", "Country", (("en", "France"), ("fr", "France")), coordinates=(46.0, 2.0)),
    Entity("haider-al-abadi", "Person", (("fr", "Haider al-Abadi"),), part_of=("iraq",)),
    Entity("iraq", "Country", (("en", "Iraq"), ("fr", "Irak")), coordinates=(33.2, 43.7)),
    Entity("iraqi-army", "ArmedForce", (("en", "Iraqi army"), ("fr", "armée irakienne")), part_of=("iraq",)),
    Entity(
        "islamic-state",
        "ArmedGroup",
        (("en", "Islamic State"), ("en", "ISIS"), ("fr", "État islamique"), ("fr", "Daech")),
        same_as=("http://www.wikidata.org/entity/Q2429253",),
    ),
    Entity("mosul", "City", (("en", "Mosul"), ("fr", "Mossoul")), coordinates=(36.34, 43.13), part_of=("iraq",)),
    Entity("us-soldiers", "ArmedForce", (("en", "US soldiers"), ("fr", "militaires américains"))),
    Entity(
        "united-states",
        "Country",
        (("en", "United States"), ("fr", "États-Unis"), ("fr", "USA")),
        coordinates=(38.0, -97.0),
    ),
)


def anchor(article_id: str, words: str) -> Anchor:
    """Where the words stand first in an article."""
    start = TEXTS[article_id].index(words)
    return Anchor(start, start + len(words), words)


def sentence_of(article_id: str, words: str) -> Anchor:
    """The sentence with these words."""
    text, start = TEXTS[article_id], TEXTS[article_id].index(words)
    begin = text.rfind(". ", 0, start)
    begin = 0 if begin < 0 else begin + 2
    end = text.index(".", start + len(words)) + 1
    return Anchor(begin, end, text[begin:end])


def report(
    id: str,
    article_id: str,
    type: str,
    trigger: str,
    roles: tuple[tuple[str, str, str], ...] = (),
    *,
    status: Status = "asserted",
    interval: Interval | None = None,
    basis: Basis | None = None,
    figures: tuple[tuple[str, int | None, int | None, Change, str], ...] = (),
    sources: tuple[tuple[str, str], ...] = (),
    when: str | None = None,
) -> Report:
    """A report with its evidence; each role, figure and source names the words that tell it."""
    sentence = sentence_of(article_id, trigger)
    evidence = [Evidence("trigger", anchor(article_id, trigger), sentence, f"fr/{type}/noun/{trigger}", None)]
    evidence += [
        Evidence(
            role,
            anchor(article_id, words),
            sentence,
            "subject",
            value,
            "of 2 places called « Bagdad », the one in Iraq" if value == "baghdad" else None,
            ("baghdad-elsewhere",) if value == "baghdad" else (),
        )
        for role, value, words in roles
    ]
    evidence += [
        Evidence("figure", anchor(article_id, words), sentence, None, measure) for measure, _, _, _, words in figures
    ]
    evidence += [Evidence("source", anchor(article_id, words), sentence, None, value) for value, words in sources]
    if when:
        evidence.append(Evidence("time", anchor(article_id, when), sentence, None, None))
    return Report(
        id=id,
        article_id=article_id,
        type=type,
        status=status,
        interval=interval,
        time_basis=basis,
        roles=tuple((role, value) for role, value, _ in roles),
        figures=tuple(
            Figure(measure, Amount(low, high, None, change), anchor(article_id, words))
            for measure, low, high, change, words in figures
        ),
        sources=tuple(value for value, _ in sources),
        evidence=tuple(evidence),
    )


JULY_4 = Interval(date(2016, 7, 4), date(2016, 7, 5))

DEPLOYMENT = report(
    "r-deployment",
    "a1",
    "Deployment",
    "envoi",
    (
        ("agent", "united-states", "américains"),
        ("force", "us-soldiers", "militaires américains"),
        ("place", "iraq", "Irak"),
    ),
    status="planned",
    figures=(("personnel", 560, 560, "additional", "560 militaires américains supplémentaires"),),
    sources=(("ashton-carter", "Ashton Carter"),),
)
ANNOUNCEMENT = report(
    "r-announcement",
    "a1",
    "Announcement",
    "annoncé",
    (("agent", "ashton-carter", "Ashton Carter"), ("place", "baghdad", "Bagdad"), ("topic", "r-deployment", "envoi")),
    interval=Interval(date(2016, 7, 11), date(2016, 7, 12)),
    basis="published",
    when="lundi",
)
ATTACK_1 = report(
    "r-attack-1",
    "a1",
    "SuicideAttack",
    "attentat suicide",
    (("place", "baghdad", "Bagdad"),),
    interval=JULY_4,
    basis="published",
    figures=(("deaths", 300, 300, "total", "près de 300 morts"),),
    when="Le 4 juillet",
)
ATTACK_2 = report(
    "r-attack-2",
    "a2",
    "SuicideAttack",
    "kamikaze",
    (("place", "baghdad", "Bagdad"),),
    interval=JULY_4,
    basis="text",
    figures=(("deaths", 292, None, "total", "Au moins 292 personnes"),),
    when="le 4 juillet 2016",
)
PRESENCE = report(
    "r-presence",
    "a2",
    "TroopPresence",
    "se trouvent",
    (("agent", "united-states", "américains"), ("place", "iraq", "Irak")),
    figures=(("personnel", 4650, 4650, "total", "Quelque 4650 soldats américains"),),
)
MEETING = report(
    "r-meeting",
    "a3",
    "Meeting",
    "rencontré",
    (
        ("participant", "francois-hollande", "François Hollande"),
        ("participant", "haider-al-abadi", "Haider al-Abadi"),
        ("place", "baghdad", "Bagdad"),
    ),
    interval=Interval(date(2017, 1, 2), date(2017, 1, 3)),
    basis="text",
    when="le 2 janvier 2017",
)
CONTROL = report(
    "r-control",
    "a3",
    "TerritorialControl",
    "contrôle",
    (("agent", "islamic-state", "Etat islamique"), ("place", "mosul", "Mossoul")),
    interval=Interval(date(2014, 6, 1), None),
    basis="text",
    when="depuis juin 2014",
)
RECAPTURE = report(
    "r-recapture",
    "a3",
    "Recapture",
    "reprendre",
    (("agent", "iraqi-army", "L'armée"), ("place", "mosul", "Mossoul")),
    status="planned",
)

REPORTS = (DEPLOYMENT, ANNOUNCEMENT, ATTACK_1, ATTACK_2, PRESENCE, MEETING, CONTROL, RECAPTURE)


def event(id: str, *reports: Report, topic: str | None = None, why: tuple[str, ...] = ()) -> Event:
    """The event that these reports tell, as a linker would make it; `topic` names an event."""
    first = reports[0]
    roles = {role for told in reports for role in told.roles if role[0] != "topic"}
    return Event(
        id=id,
        type=first.type,
        status=first.status,
        interval=first.interval,
        time_basis=first.time_basis,
        roles=tuple(sorted(roles | ({("topic", topic)} if topic else set()))),
        figures=tuple(figure for told in reports for figure in told.figures),
        sources=tuple(sorted({source for told in reports for source in told.sources})),
        reports=tuple(sorted(reports, key=lambda told: told.id)),
        why=why,
    )


EVENTS = (
    event("e-announcement", ANNOUNCEMENT, topic="e-deployment"),
    event("e-attack", ATTACK_1, ATTACK_2, why=("même jour", "même lieu")),
    event("e-control", CONTROL),
    event("e-deployment", DEPLOYMENT),
    event("e-meeting", MEETING),
    event("e-presence", PRESENCE),
    event("e-recapture", RECAPTURE),
)


def reports_of(article: Article) -> tuple[Report, ...]:
    """The reports of one article, by id."""
    return tuple(sorted((told for told in REPORTS if told.article_id == article.id), key=lambda told: told.id))
