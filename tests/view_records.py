"""Records for the tests of the picture: small ones about real events in our own words, and a thousand made-up ones.

The records are those of `kg export --format jsonl`. Offsets are looked up in the articles, so they are right.
"""

import hashlib
import itertools
import random
from typing import Any

BASE = "https://w3id.org/newskg/"

# source id → (published, url, text)
ARTICLES: dict[str, tuple[str, str | None, str]] = {
    "qayyarah-1": (
        "2016-07-11",
        "https://exemple.org/2016/07/11/renforts-irak",
        "Washington renforce son dispositif en Irak. En visite lundi à Bagdad, la quatrième depuis sa nomination en "
        "février 2015, le secrétaire à la Défense Ashton Carter a annoncé que les Etats-Unis allaient envoyer 560 "
        "militaires supplémentaires en Irak. Les forces irakiennes ont repris samedi la base aérienne de Qayyarah. "
        "Quelque 4 650 soldats américains seront alors présents en Irak. Le groupe Etat islamique (EI) tient Mossoul "
        "depuis juin 2014. Les forces irakiennes préparent la reconquête de Mossoul.",
    ),
    "qayyarah-2": (
        "2016-07-12",
        "https://exemple.org/2016/07/12/mossoul-base",
        "Les Etats-Unis enverront 560 soldats de plus en Irak, selon Ashton Carter. Ils aideront l'armée irakienne à "
        "partir de la base de Qayyarah, reconquise le 9 juillet par les forces irakiennes. Le ministre a rencontré à "
        "Bagdad le Premier ministre Haider al-Abadi.",
    ),
    "karrada-1": (
        "2016-07-04",
        None,
        "Au moins 213 personnes ont été tuées dimanche dans un attentat suicide à Bagdad, dans le quartier de Karrada. "
        "Le groupe Etat islamique a revendiqué l'attentat.",
    ),
    "karrada-2": (
        "2016-07-08",
        "https://exemple.org/2016/07/08/karrada-bilan",
        "Le bilan de l'attentat à la voiture piégée de Karrada, à Bagdad, est désormais de 292 morts, selon le "
        "ministère irakien de la Santé.",
    ),
    "karrada-3": (
        "2016-08-01",
        None,
        "L'attaque suicide du 3 juillet à Bagdad a fait 324 morts, ont indiqué les autorités.",
    ),
    "mossoul": (
        "2017-07-10",
        "https://exemple.org/2017/07/10/mossoul",
        "Haider al-Abadi a annoncé lundi que les forces irakiennes avaient repris Mossoul au groupe Etat islamique.",
    ),
    "kaboul-1": (
        "2021-08-16",
        None,
        "Les talibans se sont emparés de Kaboul dimanche. Le président Joe Biden avait promis en avril le retrait des "
        "troupes américaines d'Afghanistan avant le 11 septembre.",
    ),
    "kaboul-2": (
        "2021-08-27",
        "https://exemple.org/2021/08/27/aeroport",
        "Un kamikaze s'est fait exploser jeudi devant l'aéroport de Kaboul. L'attentat a tué 13 militaires américains "
        "et plus de 170 civils. L'organisation Etat islamique au Khorassan l'a revendiqué.",
    ),
    "gao": (
        "2022-08-15",
        "https://exemple.org/2022/08/15/gao",
        "Les derniers soldats français de l'opération Barkhane ont quitté lundi la base de Gao et le Mali.",
    ),
    "ukraine-1": (
        "2022-02-24",
        None,
        "La Russie a envahi l'Ukraine jeudi à l'aube. L'Union européenne condamne l'invasion.",
    ),
    "ukraine-2": (
        "2022-11-11",
        "https://exemple.org/2022/11/11/kherson",
        "L'armée russe s'est retirée de Kherson. Les forces ukrainiennes sont entrées vendredi dans la ville, "
        "qu'elles ont reprise sans combat.",
    ),
    "ukraine-3": (
        "2023-02-20",
        None,
        "Joe Biden est arrivé lundi à Kiev, où il a rencontré Volodymyr Zelensky. Les Etats-Unis fourniront à "
        "l'Ukraine des munitions d'artillerie.",
    ),
    "ukraine-4": (
        "2022-03-10",
        None,
        "Une frappe a touché mercredi la maternité de Marioupol, faisant trois morts. Moscou nie avoir bombardé "
        "l'hôpital.",
    ),
    "minsk": (
        "2015-02-12",
        "https://exemple.org/2015/02/12/minsk",
        "Après seize heures de négociations à Minsk, François Hollande, Angela Merkel, Vladimir Poutine et Petro "
        "Porochenko ont obtenu un cessez-le-feu dans l'est de l'Ukraine à compter du 15 février.",
    ),
    "niger-1": (
        "2023-07-27",
        None,
        "Des militaires ont renversé mercredi le président Mohamed Bazoum au Niger. La Cédéao menace la junte d'un "
        "recours à la force.",
    ),
    "niger-2": (
        "2023-09-25",
        "https://exemple.org/2023/09/25/niger",
        "Emmanuel Macron a annoncé dimanche le retrait des 1 500 militaires français du Niger d'ici à la fin de "
        "l'année. La Cédéao pourrait encore déployer sa force en attente au Niger.",
    ),
    "zakho": (
        "2022-07-21",
        None,
        "Neuf vacanciers ont péri mercredi dans un bombardement à Zakho, au Kurdistan irakien. Bagdad accuse la "
        "Turquie ; Ankara dément avoir tiré.",
    ),
    "chibok": (
        "2014-04-16",
        None,
        "Boko Haram a enlevé 276 lycéennes dans la nuit du 14 avril à Chibok, dans le nord-est du Nigeria.",
    ),
    "khartoum": (
        "2019-04-07",
        "https://exemple.org/2019/04/07/khartoum",
        "Des milliers de Soudanais ont manifesté samedi à Khartoum devant le quartier général de l'armée.",
    ),
    "gaza": (
        "2023-11-22",
        None,
        "Israël et le Hamas se sont entendus mercredi sur une trêve de quatre jours à Gaza, grâce à la médiation du "
        "Qatar.",
    ),
}

# id → (label, kind, latitude, longitude)
ENTITIES: dict[str, tuple[str, str, float | None, float | None]] = {
    "united-states": ("États-Unis", "State", 39.8, -98.6),
    "iraq": ("Irak", "Country", 33.2, 43.7),
    "ashton-carter": ("Ashton Carter", "Person", None, None),
    "baghdad": ("Bagdad", "City", 33.34, 44.40),
    "iraqi-forces": ("forces irakiennes", "ArmedForce", None, None),
    "us-troops": ("soldats américains", "ArmedForce", None, None),
    "qayyarah-base": ("base de Qayyarah", "Facility", 35.77, 43.12),
    "mosul": ("Mossoul", "City", 36.34, 43.13),
    "islamic-state": ("État islamique", "ArmedGroup", None, None),
    "haider-al-abadi": ("Haider al-Abadi", "Person", None, None),
    "health-ministry-iraq": ("ministère irakien de la Santé", "Government", None, None),
    "taliban": ("talibans", "ArmedGroup", None, None),
    "kabul": ("Kaboul", "City", 34.53, 69.17),
    "kabul-airport": ("aéroport de Kaboul", "Facility", 34.56, 69.21),
    "afghanistan": ("Afghanistan", "Country", 33.9, 67.7),
    "joe-biden": ("Joe Biden", "Person", None, None),
    "islamic-state-khorasan": ("État islamique au Khorassan", "ArmedGroup", None, None),
    "france": ("France", "State", 46.6, 2.4),
    "french-troops": ("soldats français", "ArmedForce", None, None),
    "gao": ("Gao", "City", 16.27, -0.04),
    "mali": ("Mali", "Country", 17.6, -4.0),
    "russia": ("Russie", "State", 61.5, 105.3),
    "ukraine": ("Ukraine", "Country", 48.4, 31.2),
    "european-union": ("Union européenne", "InternationalOrganization", None, None),
    "russian-forces": ("armée russe", "ArmedForce", None, None),
    "ukrainian-forces": ("forces ukrainiennes", "ArmedForce", None, None),
    "kherson": ("Kherson", "City", 46.64, 32.61),
    "kyiv": ("Kiev", "City", 50.45, 30.52),
    "volodymyr-zelensky": ("Volodymyr Zelensky", "Person", None, None),
    "mariupol": ("Marioupol", "City", 47.10, 37.54),
    "mariupol-hospital": ("maternité de Marioupol", "Facility", 47.10, 37.53),
    "minsk": ("Minsk", "City", 53.90, 27.57),
    "francois-hollande": ("François Hollande", "Person", None, None),
    "angela-merkel": ("Angela Merkel", "Person", None, None),
    "vladimir-putin": ("Vladimir Poutine", "Person", None, None),
    "petro-poroshenko": ("Petro Porochenko", "Person", None, None),
    "niger": ("Niger", "Country", 17.6, 9.4),
    "nigerien-soldiers": ("militaires nigériens", "ArmedForce", None, None),
    "mohamed-bazoum": ("Mohamed Bazoum", "Person", None, None),
    "ecowas": ("Cédéao", "InternationalOrganization", None, None),
    "emmanuel-macron": ("Emmanuel Macron", "Person", None, None),
    "turkey": ("Turquie", "State", 39.0, 35.2),
    "zakho": ("Zakho", "City", 37.14, 42.68),
    "boko-haram": ("Boko Haram", "ArmedGroup", None, None),
    "chibok": ("Chibok", "City", 10.87, 12.85),
    "nigeria": ("Nigeria", "Country", 9.6, 8.1),
    "schoolgirls": ("lycéennes", "Group", None, None),
    "khartoum": ("Khartoum", "City", 15.55, 32.53),
    "sudanese-people": ("manifestants soudanais", "Group", None, None),
    "israel": ("Israël", "State", 31.4, 35.0),
    "hamas": ("Hamas", "ArmedGroup", None, None),
    "qatar": ("Qatar", "State", 25.3, 51.2),
    "gaza": ("Gaza", "City", 31.5, 34.47),
    "munitions": ("munitions", "Weapon", None, None),
}

Filler = dict[str, Any]
Words = dict[str, str]
# measure, low, high, change, words
Figures = list[tuple[str, int | None, int | None, str, str]]


def entity(key: str) -> Filler:
    """A filler of a role, as the records have it."""
    label, kind, lat, long = ENTITIES[key]
    filler: Filler = {"id": f"{BASE}entity/{key}", "label": label, "kind": kind}
    if lat is not None:
        filler |= {"lat": lat, "long": long}
    return filler


def _report(event: str, key: str, status: str, words: Words, figures: Figures, begin: Any, end: Any) -> dict[str, Any]:
    published, url, text = ARTICLES[key]
    stops = [-2, *(at for at in range(len(text) - 1) if text[at : at + 2] == ". "), len(text) - 1]
    sentences = [(left + 2, right + 1) for left, right in itertools.pairwise(stops)]
    trigger = text.index(words["trigger"])

    def prove(about: str, quote: str) -> dict[str, Any]:
        near = next((left, right) for left, right in sentences if left <= trigger < right)
        start = text.find(quote, *near)
        if start < 0:
            start = text.index(quote)
        left, right = next((left, right) for left, right in sentences if left <= start < right)
        rule = {"rule": "fr/test"} if about == "trigger" else {}
        return {
            **{"for": about, "quote": quote, "start": start, "end": start + len(quote)},
            **{"sentence": text[left:right]},
            **rule,
        }

    return {
        "id": f"{BASE}report/{event}-{key}",
        "article": f"{BASE}article/{hashlib.sha256(text.encode()).hexdigest()[:16]}",
        **{"sourceId": key, "url": url, "published": published, "language": "fr", "status": status},
        **{"begin": begin, "end": end, "roles": {}},
        "figures": [
            {"measure": measure, "low": low, "high": high, "change": change, "quote": quote}
            for measure, low, high, change, quote in figures
        ],
        "evidence": [prove(about, quote) for about, quote in words.items()]
        + [prove("figure", quote) for *_, quote in figures],
    }


def _event(
    key: str,
    status: str,
    roles: dict[str, list[str]],
    reports: list[tuple[str, Words, Figures]],
    begin: str | None = None,
    end: str | None = None,
    source: tuple[str, ...] = (),
    statuses: tuple[str, ...] = (),
    topic: str | None = None,
) -> dict[str, Any]:
    kind = key.split("-")[0]
    told = [
        _report(key.lower(), article, statuses[number] if statuses else status, words, figures, begin, end)
        for number, (article, words, figures) in enumerate(reports)
    ]
    fillers: dict[str, list[Filler]] = {role: [entity(name) for name in names] for role, names in roles.items()}
    if topic:
        fillers["topic"] = [{"id": f"{BASE}event/{topic.lower()}", "label": topic, "kind": topic.split("-")[0]}]
    figures: list[dict[str, Any]] = []
    for report in told:
        figures += [figure for figure in report["figures"] if figure not in figures]
    return {
        **{"id": f"{BASE}event/{key.lower()}", "type": kind, "status": status, "begin": begin, "end": end},
        **{"roles": fillers, "figures": figures, "source": [entity(name) for name in source], "reports": told},
    }


def records() -> list[dict[str, Any]]:
    """Thirty-one events in several countries, 2014–2023: some told twice, some planned, possible or denied."""
    return [
        _event(
            "Deployment-iraq",
            "planned",
            {"agent": ["united-states"], "place": ["iraq"], "force": ["us-troops"]},
            [
                (
                    "qayyarah-1",
                    {
                        "trigger": "envoyer",
                        "agent": "Etats-Unis",
                        "place": "Irak",
                        "force": "560 militaires supplémentaires",
                        "source": "Ashton Carter",
                        "status": "allaient",
                    },
                    [("personnel", 560, 560, "additional", "560 militaires supplémentaires")],
                ),
                (
                    "qayyarah-2",
                    {
                        "trigger": "enverront",
                        "agent": "Les Etats-Unis",
                        "place": "Irak",
                        "force": "560 soldats",
                        "source": "Ashton Carter",
                    },
                    [("personnel", 560, 560, "additional", "560 soldats de plus")],
                ),
            ],
            source=("ashton-carter",),
        ),
        _event(
            "Visit-carter",
            "asserted",
            {"agent": ["ashton-carter"], "place": ["baghdad", "iraq"]},
            [
                (
                    "qayyarah-1",
                    {"trigger": "visite", "agent": "Ashton Carter", "place": "Bagdad", "time": "lundi"},
                    [("occurrence", 4, 4, "total", "la quatrième")],
                )
            ],
            "2016-07-11",
            "2016-07-12",
        ),
        _event(
            "Announcement-carter",
            "asserted",
            {"agent": ["ashton-carter"], "place": ["baghdad"]},
            [("qayyarah-1", {"trigger": "annoncé", "agent": "Ashton Carter", "place": "Bagdad", "time": "lundi"}, [])],
            "2016-07-11",
            "2016-07-12",
            topic="Deployment-iraq",
        ),
        _event(
            "Meeting-carter",
            "asserted",
            {"participant": ["ashton-carter", "haider-al-abadi"], "place": ["baghdad"]},
            [("qayyarah-2", {"trigger": "rencontré", "participant": "Haider al-Abadi", "place": "Bagdad"}, [])],
        ),
        _event(
            "Recapture-qayyarah",
            "asserted",
            {"agent": ["iraqi-forces"], "place": ["qayyarah-base"]},
            [
                (
                    "qayyarah-1",
                    {
                        "trigger": "repris",
                        "agent": "forces irakiennes",
                        "place": "base aérienne de Qayyarah",
                        "time": "samedi",
                    },
                    [],
                ),
                (
                    "qayyarah-2",
                    {
                        "trigger": "reconquise",
                        "agent": "forces irakiennes",
                        "place": "base de Qayyarah",
                        "time": "9 juillet",
                    },
                    [],
                ),
            ],
            "2016-07-09",
            "2016-07-10",
        ),
        _event(
            "MilitarySupport-iraq",
            "planned",
            {"agent": ["us-troops"], "beneficiary": ["iraqi-forces"], "place": ["qayyarah-base"]},
            [
                (
                    "qayyarah-2",
                    {
                        "trigger": "aideront",
                        "agent": "Ils",
                        "beneficiary": "l'armée irakienne",
                        "place": "base de Qayyarah",
                    },
                    [],
                )
            ],
        ),
        _event(
            "TroopPresence-us",
            "planned",
            {"agent": ["united-states"], "place": ["iraq"], "force": ["us-troops"]},
            [
                (
                    "qayyarah-1",
                    {"trigger": "présents", "force": "soldats américains", "place": "Irak"},
                    [("personnel", 4650, 4650, "total", "Quelque 4 650 soldats")],
                )
            ],
        ),
        _event(
            "TerritorialControl-mosul",
            "asserted",
            {"agent": ["islamic-state"], "place": ["mosul"]},
            [
                (
                    "qayyarah-1",
                    {
                        "trigger": "tient",
                        "agent": "Le groupe Etat islamique (EI)",
                        "place": "Mossoul",
                        "time": "depuis juin 2014",
                    },
                    [],
                )
            ],
            "2014-06-01",
        ),
        _event(
            "Recapture-mosul-plan",
            "planned",
            {"agent": ["iraqi-forces"], "place": ["mosul"]},
            [
                (
                    "qayyarah-1",
                    {
                        "trigger": "reconquête",
                        "agent": "Les forces irakiennes",
                        "place": "Mossoul",
                        "status": "préparent",
                    },
                    [],
                )
            ],
        ),
        _event(
            "Recapture-mosul",
            "asserted",
            {"agent": ["iraqi-forces"], "place": ["mosul"], "opponent": ["islamic-state"]},
            [
                (
                    "mossoul",
                    {
                        "trigger": "repris",
                        "agent": "les forces irakiennes",
                        "place": "Mossoul",
                        "opponent": "groupe Etat islamique",
                        "source": "Haider al-Abadi",
                    },
                    [],
                )
            ],
            source=("haider-al-abadi",),
        ),
        _event(
            "SuicideAttack-karrada",
            "asserted",
            {"place": ["baghdad"]},
            [
                (
                    "karrada-1",
                    {"trigger": "attentat suicide", "place": "Bagdad", "time": "dimanche"},
                    [("deaths", 213, None, "total", "Au moins 213 personnes")],
                ),
                (
                    "karrada-2",
                    {"trigger": "attentat", "place": "Bagdad", "source": "ministère irakien de la Santé"},
                    [("deaths", 292, 292, "total", "292 morts")],
                ),
                (
                    "karrada-3",
                    {"trigger": "attaque suicide", "place": "Bagdad", "time": "3 juillet", "source": "les autorités"},
                    [("deaths", 324, 324, "total", "324 morts")],
                ),
            ],
            "2016-07-03",
            "2016-07-04",
            source=("health-ministry-iraq",),
        ),
        _event(
            "ClaimOfResponsibility-karrada",
            "asserted",
            {"agent": ["islamic-state"]},
            [("karrada-1", {"trigger": "revendiqué", "agent": "Le groupe Etat islamique"}, [])],
            topic="SuicideAttack-karrada",
        ),
        _event(
            "Capture-kabul",
            "asserted",
            {"agent": ["taliban"], "place": ["kabul"]},
            [
                (
                    "kaboul-1",
                    {"trigger": "emparés", "agent": "Les talibans", "place": "Kaboul", "time": "dimanche"},
                    [],
                )
            ],
            "2021-08-15",
            "2021-08-16",
        ),
        _event(
            "Withdrawal-afghanistan",
            "planned",
            {"agent": ["united-states"], "place": ["afghanistan"], "force": ["us-troops"]},
            [
                (
                    "kaboul-1",
                    {
                        "trigger": "retrait",
                        "force": "troupes américaines",
                        "place": "Afghanistan",
                        "time": "avant le 11 septembre",
                        "source": "Joe Biden",
                    },
                    [],
                )
            ],
            None,
            "2021-09-11",
            source=("joe-biden",),
        ),
        _event(
            "SuicideAttack-airport",
            "asserted",
            {"target": ["kabul-airport"], "place": ["kabul"]},
            [
                (
                    "kaboul-2",
                    {"trigger": "kamikaze", "target": "l'aéroport de Kaboul", "place": "Kaboul", "time": "jeudi"},
                    [
                        ("deaths", 13, 13, "total", "13 militaires américains"),
                        ("deaths", 170, None, "total", "plus de 170 civils"),
                    ],
                )
            ],
            "2021-08-26",
            "2021-08-27",
        ),
        _event(
            "ClaimOfResponsibility-airport",
            "asserted",
            {"agent": ["islamic-state-khorasan"]},
            [
                (
                    "kaboul-2",
                    {"trigger": "revendiqué", "agent": "L'organisation Etat islamique au Khorassan"},
                    [],
                )
            ],
            topic="SuicideAttack-airport",
        ),
        _event(
            "Withdrawal-mali",
            "asserted",
            {"agent": ["france"], "force": ["french-troops"], "place": ["gao", "mali"]},
            [
                (
                    "gao",
                    {"trigger": "quitté", "force": "soldats français", "place": "la base de Gao", "time": "lundi"},
                    [],
                )
            ],
            "2022-08-15",
            "2022-08-16",
        ),
        _event(
            "Invasion-ukraine",
            "asserted",
            {"agent": ["russia"], "place": ["ukraine"]},
            [("ukraine-1", {"trigger": "envahi", "agent": "La Russie", "place": "Ukraine", "time": "jeudi"}, [])],
            "2022-02-24",
            "2022-02-25",
        ),
        _event(
            "Condemnation-eu",
            "asserted",
            {"agent": ["european-union"]},
            [("ukraine-1", {"trigger": "condamne", "agent": "L'Union européenne", "topic": "l'invasion"}, [])],
            topic="Invasion-ukraine",
        ),
        _event(
            "Withdrawal-kherson",
            "asserted",
            {"agent": ["russia"], "force": ["russian-forces"], "place": ["kherson"]},
            [("ukraine-2", {"trigger": "retirée", "force": "L'armée russe", "place": "Kherson"}, [])],
        ),
        _event(
            "Recapture-kherson",
            "asserted",
            {"agent": ["ukrainian-forces"], "place": ["kherson"]},
            [("ukraine-2", {"trigger": "reprise", "agent": "Les forces ukrainiennes", "time": "vendredi"}, [])],
            "2022-11-11",
            "2022-11-12",
        ),
        _event(
            "Visit-biden",
            "asserted",
            {"agent": ["joe-biden"], "place": ["kyiv"]},
            [("ukraine-3", {"trigger": "arrivé", "agent": "Joe Biden", "place": "Kiev", "time": "lundi"}, [])],
            "2023-02-20",
            "2023-02-21",
        ),
        _event(
            "Meeting-kyiv",
            "asserted",
            {"participant": ["joe-biden", "volodymyr-zelensky"], "place": ["kyiv"]},
            [("ukraine-3", {"trigger": "rencontré", "participant": "Volodymyr Zelensky", "place": "Kiev"}, [])],
            "2023-02-20",
            "2023-02-21",
        ),
        _event(
            "MilitarySupport-ukraine",
            "planned",
            {"agent": ["united-states"], "beneficiary": ["ukraine"], "instrument": ["munitions"]},
            [
                (
                    "ukraine-3",
                    {
                        "trigger": "fourniront",
                        "agent": "Les Etats-Unis",
                        "beneficiary": "l'Ukraine",
                        "instrument": "munitions d'artillerie",
                    },
                    [],
                )
            ],
        ),
        _event(
            "Airstrike-mariupol",
            "asserted",
            {"target": ["mariupol-hospital"], "place": ["mariupol"], "agent": ["russia"]},
            [
                (
                    "ukraine-4",
                    {
                        "trigger": "frappe",
                        "target": "la maternité de Marioupol",
                        "place": "Marioupol",
                        "time": "mercredi",
                    },
                    [("deaths", 3, 3, "total", "trois morts")],
                )
            ],
            "2022-03-09",
            "2022-03-10",
        ),
        _event(
            "Denial-russia",
            "asserted",
            {"agent": ["russia"]},
            [("ukraine-4", {"trigger": "nie", "agent": "Moscou", "topic": "bombardé"}, [])],
            topic="Airstrike-mariupol",
        ),
        _event(
            "Ceasefire-minsk",
            "planned",
            {
                "participant": ["francois-hollande", "angela-merkel", "vladimir-putin", "petro-poroshenko"],
                "place": ["minsk", "ukraine"],
            },
            [
                (
                    "minsk",
                    {
                        "trigger": "cessez-le-feu",
                        "participant": "François Hollande, Angela Merkel, Vladimir Poutine et Petro Porochenko",
                        "place": "Minsk",
                        "time": "à compter du 15 février",
                    },
                    [],
                )
            ],
            "2015-02-15",
        ),
        _event(
            "Coup-niger",
            "asserted",
            {"agent": ["nigerien-soldiers"], "target": ["mohamed-bazoum"], "place": ["niger"]},
            [
                (
                    "niger-1",
                    {
                        "trigger": "renversé",
                        "agent": "Des militaires",
                        "target": "Mohamed Bazoum",
                        "place": "Niger",
                        "time": "mercredi",
                    },
                    [],
                )
            ],
            "2023-07-26",
            "2023-07-27",
        ),
        _event(
            "Threat-ecowas",
            "asserted",
            {"agent": ["ecowas"], "target": ["nigerien-soldiers"]},
            [("niger-1", {"trigger": "menace", "agent": "La Cédéao", "target": "la junte"}, [])],
        ),
        _event(
            "Withdrawal-niger",
            "planned",
            {"agent": ["france"], "force": ["french-troops"], "place": ["niger"]},
            [
                (
                    "niger-2",
                    {
                        "trigger": "retrait",
                        "force": "1 500 militaires français",
                        "place": "Niger",
                        "time": "d'ici à la fin de l'année",
                        "source": "Emmanuel Macron",
                    },
                    [("personnel", 1500, 1500, "total", "1 500 militaires")],
                )
            ],
            None,
            "2024-01-01",
            source=("emmanuel-macron",),
        ),
        _event(
            "Deployment-ecowas",
            "possible",
            {"agent": ["ecowas"], "place": ["niger"]},
            [
                (
                    "niger-2",
                    {"trigger": "déployer", "agent": "La Cédéao", "place": "Niger", "status": "pourrait"},
                    [],
                )
            ],
        ),
        _event(
            "Shelling-zakho",
            "denied",
            {"agent": ["turkey"], "place": ["zakho", "iraq"]},
            [
                (
                    "zakho",
                    {
                        "trigger": "bombardement",
                        "agent": "Turquie",
                        "place": "Zakho",
                        "time": "mercredi",
                        "status": "dément",
                    },
                    [("deaths", 9, 9, "total", "Neuf vacanciers")],
                )
            ],
            "2022-07-20",
            "2022-07-21",
        ),
        _event(
            "Abduction-chibok",
            "asserted",
            {"agent": ["boko-haram"], "target": ["schoolgirls"], "place": ["chibok", "nigeria"]},
            [
                (
                    "chibok",
                    {
                        "trigger": "enlevé",
                        "agent": "Boko Haram",
                        "target": "276 lycéennes",
                        "place": "Chibok",
                        "time": "dans la nuit du 14 avril",
                    },
                    [("abducted", 276, 276, "total", "276 lycéennes")],
                )
            ],
            "2014-04-14",
            "2014-04-16",
        ),
        _event(
            "Protest-khartoum",
            "asserted",
            {"agent": ["sudanese-people"], "place": ["khartoum"]},
            [
                (
                    "khartoum",
                    {
                        "trigger": "manifesté",
                        "agent": "Des milliers de Soudanais",
                        "place": "Khartoum",
                        "time": "samedi",
                    },
                    [],
                )
            ],
            "2019-04-06",
            "2019-04-07",
        ),
        _event(
            "Ceasefire-gaza",
            "planned",
            {"participant": ["israel", "hamas"], "place": ["gaza"]},
            [("gaza", {"trigger": "trêve", "participant": "Israël et le Hamas", "place": "Gaza"}, [])],
        ),
    ]


LABELS = {
    **{"Deployment": "déploiement", "Visit": "visite", "Announcement": "annonce", "Meeting": "rencontre"},
    **{"Recapture": "reprise", "MilitarySupport": "soutien militaire", "TroopPresence": "présence de troupes"},
    **{"TerritorialControl": "contrôle d'un territoire", "SuicideAttack": "attentat suicide", "Coup": "coup d'État"},
    **{"ClaimOfResponsibility": "revendication", "Capture": "prise", "Withdrawal": "retrait", "Invasion": "invasion"},
    **{"Condemnation": "condamnation", "Airstrike": "frappe aérienne", "Denial": "démenti", "Threat": "menace"},
    **{"Ceasefire": "cessez-le-feu", "Shelling": "bombardement", "Abduction": "enlèvement", "Protest": "manifestation"},
    **{"Movement": "mouvement", "Contact": "contact", "Statement": "parole", "Violence": "violence"},
    **{"Territory": "territoire", "Support": "soutien", "PublicOrder": "ordre public", "Office": "fonction"},
    **{"Presence": "présence", "agent": "agent", "target": "cible", "participant": "participant", "place": "lieu"},
    **{"beneficiary": "bénéficiaire", "opponent": "adversaire", "origin": "provenance", "force": "force engagée"},
    **{"instrument": "moyen", "topic": "objet", "office": "fonction", "Person": "personne", "State": "État"},
    **{"Country": "pays", "City": "ville", "Facility": "installation", "ArmedForce": "force armée"},
    **{"ArmedGroup": "groupe armé", "Group": "groupe", "Government": "gouvernement", "Weapon": "arme"},
    **{"InternationalOrganization": "organisation internationale"},
}


def many(events: int = 680, entities: int = 640, seed: int = 5) -> list[dict[str, Any]]:
    """Made-up records: `events` events over `entities` actors and places, some of them far busier than others."""
    chance = random.Random(seed)
    first = ["Amina", "Bakary", "Chloé", "Dimitri", "Elif", "Farid", "Goran", "Hélène", "Ibrahim", "Jana"]
    last = ["Benali", "Traoré", "Marchand", "Orlov", "Kaya", "Haddad", "Petrović", "Lindqvist", "Diallo", "Novák"]
    begin = ["Val", "Mont", "Bel", "Kara", "Sidi", "Nova", "Oued", "Port", "Zel", "Tam"]
    finish = ["brac", "mira", "dour", "sk", "ghat", "hamra", "vista", "mane", "tal", "kouri"]
    actors, places = [], []
    for number in range(entities):
        if number % 2:
            kind = ("Country", "City", "City", "Facility", "Region")[number // 2 % 5]
            label = chance.choice(begin) + chance.choice(finish) + (f" {number}" if number > 60 else "")
            spot = {"lat": round(chance.uniform(-35, 60), 2), "long": round(chance.uniform(-100, 130), 2)}
            places.append({"id": f"{BASE}entity/p{number}", "label": label, "kind": kind, **spot})
        else:
            kind = ("Person", "ArmedForce", "ArmedGroup", "Person", "Government")[number // 2 % 5]
            label = f"{chance.choice(first)} {chance.choice(last)}"
            actors.append({"id": f"{BASE}entity/a{number}", "label": label, "kind": kind})
    kinds = [
        *("Deployment", "Withdrawal", "Visit", "Meeting", "Ceasefire", "Announcement", "Threat", "Bombing"),
        *("Airstrike", "Shelling", "Attack", "Battle", "Capture", "Recapture", "MilitarySupport", "HumanitarianAid"),
        *("Arrest", "Protest", "Coup", "Appointment", "TroopPresence"),
    ]

    def pick(things: list[Filler], theatre: int) -> Filler:
        """Mostly someone of the same theatre of war, the first of them most often, sometimes anyone."""
        if chance.random() < 0.12:
            theatre = chance.randrange(theatres)
        near = things[theatre::theatres]
        return near[min(len(near) - 1, int(chance.paretovariate(0.9)) - 1 + chance.randrange(2))]

    theatres = 14
    made = []
    for number in range(events):
        status = chance.choices(("asserted", "planned", "possible", "denied"), (75, 14, 7, 4))[0]
        year, month, day = chance.randint(2014, 2024), chance.randint(1, 12), chance.randint(1, 27)
        dated = chance.random() < 0.8
        theatre = int(theatres * chance.random() ** 1.7)
        agent, target, place = pick(actors, theatre), pick(actors, theatre), pick(places, theatre)
        sentence = f"« {agent['label']} » a agi à {place['label']} contre {target['label']}, a-t-on appris."
        toll = chance.randint(1, 80)
        reports: list[dict[str, Any]] = [
            {
                "id": f"{BASE}report/r{number}-{copy}",
                "article": f"{BASE}article/{chance.randrange(16**16):016x}",
                **{"sourceId": f"depeche-{chance.randrange(900)}", "url": None, "language": "fr", "status": status},
                **{"published": f"{year}-{month:02}-{day:02}", "begin": None, "end": None, "roles": {}, "figures": []},
                "evidence": [
                    {"for": "trigger", "quote": "a agi", "start": 1000 + sentence.index("a agi"), "sentence": sentence}
                    | {"end": 1005 + sentence.index("a agi"), "rule": "fr/test"},
                    {"for": "agent", "quote": agent["label"], "start": 1002, "end": 1002 + len(agent["label"])}
                    | {"sentence": sentence},
                ],
            }
            for copy in range(min(12, int(chance.paretovariate(1.4))))
        ]
        made.append(
            {
                **{"id": f"{BASE}event/e{number}", "type": chance.choice(kinds), "status": status},
                "begin": f"{year}-{month:02}-{day:02}" if dated else None,
                "end": f"{year}-{month:02}-{day + 1:02}" if dated else None,
                "roles": {"agent": [agent], "place": [place]} | ({"target": [target]} if number % 3 == 0 else {}),
                "figures": [{"measure": "deaths", "low": toll, "high": toll, "change": "total", "quote": str(toll)}],
                "source": [],
                "reports": reports,
            }
        )
    return made
