"""Names to entities: by spelling, then by the article's countries, its day and, last, population; and why."""

from datetime import date
from functools import lru_cache

import pytest

from kg.gazetteer import Gazetteer
from kg.graph.gazetteer import load_gazetteer
from kg.link.entities import Link, canonical, link_mentions, merge_entities
from kg.link.spelling import alike, is_local, person_slug, same_spelling, skeleton
from kg.model import Anchor, Article, Document, Entity, EntityMention, Level

ONE_NAME = [
    ("Khaled al-Obeidi", "Khaled Al Obaidi"),
    ("Khaled al-Obeidi", "Khalid al-Obaïdi"),
    ("Kharkov", "Kharkiv"),
    ("Haider al-Abadi", "Haïdar Al-Abadi"),
    ("Bachar al-Assad", "Bashar el-Assad"),
    ("Bachar Al Assad", "Bashar Al-Assad"),
    ("Mouammar Kadhafi", "Muammar Kadhafi"),
    ("Abdel Fattah al-Sissi", "Abdelfattah Al-Sissi"),
    ("Abdel Fattah al-Sissi", "Abdul Fattah el-Sissi"),
    ("Abdallah Chékaou", "Abdullah Chekaou"),
    ("Mohamed Bazoum", "Mohammed Bazoum"),
    ("Mokhtar Belmokhtar", "Moktar Belmokhtar"),
    ("Serguei Lavrov", "Sergueï Lavrov"),
    ("Sergey Lavrov", "Sergueï Lavrov"),
    ("Choïgou", "Shoigu"),
    ("Youssef Chahed", "Yusuf Chahed"),
    ("Saint-Domingue", "Saint Domingue"),
    ("Deir Ezzor", "Deir ez-Zor"),
    ("Deir Ezzor", "Deir-Ezzor"),
    ("Fallouja", "Falluja"),
    ("Hodeïda", "Hodeida"),
    ("Hodeïda", "Al-Hodeïda"),
    ("Kandahar", "Qandahar"),
    ("Qamichli", "Kamichli"),
    ("Touareg", "Tuareg"),
    ("Rachid Ghannouchi", "Rashid Ghannouchi"),
    ("Hossein Amir", "Hussein Amir"),
    ("Sanaa", "Sanaâ"),
    ("Évreux", "Evreux"),
    ("N’Djamena", "N'Djamena"),
]
TWO_NAMES = [
    ("Irak", "Iran"),
    ("Mali", "Malawi"),
    ("Niger", "Nigeria"),
    ("Gao", "Goma"),
    ("Homs", "Hama"),
    ("Ali Bongo", "Omar Bongo"),
    ("Bachar al-Assad", "Hafez al-Assad"),
    ("George Bush", "Jeb Bush"),
    ("Autriche", "Australie"),
    ("Guinée", "Guyane"),
    ("Tikrit", "Takrit Khan"),
    ("Mohamed Bazoum", "Mohamed Toumba"),
    ("Haider al-Abadi", "Haider al-Ameri"),
    ("Sebha", "Saada"),
    ("Khartoum", "Kharkiv"),
    ("Slovaquie", "Slovénie"),
    ("Laurent Fabius", "Laurent Gbagbo"),
    ("Idriss Déby", "Idlib"),
    ("Ramadi", "Ramallah"),
    ("Denis Sassou", "Denis Mukwege"),
]


@pytest.mark.parametrize(("a", "b"), ONE_NAME)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert same_spelling(a, b), (skeleton(a), skeleton(b), alike(a, b))


@pytest.mark.parametrize(("a", "b"), TWO_NAMES)
def test_two_names(a: str, b: str) -> None:
    assert not same_spelling(a, b), (skeleton(a), skeleton(b), alike(a, b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Khaled al-Tarkouni", "Khalid Al Tarkuni"),
        ("Abdel Karim al-Zoubi", "Abdelkarim Zubi"),
        ("Mohamed Ould Salem", "Mohammed Ould Salem"),
        ("Hussein Béchir", "Hussain Bechir"),
    ],
)
def test_unknown_persons_have_one_id_for_their_spellings(a: str, b: str) -> None:
    assert person_slug(a) == person_slug(b)


def test_tables_are_whole() -> None:
    assert (len(ONE_NAME), len(TWO_NAMES)) == (30, 20)


# ---------------------------------------------------------------- in an article


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def links(
    *words: str, published: date | None = date(2016, 7, 11), chains: tuple[tuple[int, ...], ...] = ()
) -> list[Link]:
    """The links of an article of mentions: `Kind:words`, `Kind=key:words` when the recogniser knew it, with `of>key`."""
    text, mentions = "", []
    for word in words:
        head, _, name = word.partition(":")
        head, _, of = head.partition(">")
        kind, _, key = head.partition("=")
        level: Level = "nominal" if kind.islower() else "name"
        text += " le " if level == "nominal" else " "
        anchor = Anchor(len(text), len(text) + len(name), name)
        first = Anchor(anchor.start, anchor.start + len(name.split()[0]), name.split()[0])
        text += name
        kind = {"armedforce": "ArmedForce", "armedgroup": "ArmedGroup"}.get(kind, kind[0].upper() + kind[1:])
        mentions.append(EntityMention(anchor, kind, level, first, key or None, of or None, "sing"))
    article = Article("0123456789abcdef", "a", "fr", None, text, published)
    return list(link_mentions(Document(article, (), tuple(mentions), (), (), (), (), chains), gazetteer()))


def ids(*words: str) -> list[str]:
    return [link.entity.id for link in links(*words)]


MEANT = [
    (("City:Mossoul",), "mosul"),
    (("City:Mosul",), "mosul"),
    (("City:MOSSOUL",), "mosul"),
    (("Country:Etats-Unis",), "united-states"),
    (("Country:États-Unis",), "united-states"),
    (("Person:Haïdar Al Abadi",), "haider-al-abadi"),
    (("Person:Bashar el-Assad",), "bachar-al-assad"),
    (("City:Gao", "Country=mali:Mali"), "gao"),
    (("armedforce>iraq:armée irakienne",), "iraq-armed-forces"),
    (("armedforce>iraq:soldats irakiens",), "iraq-armed-forces"),
    (("armedforce>iraq:police irakienne",), "iraq-police"),
    (("government>france:gouvernement français",), "france-government"),
    (("government>france:autorités françaises",), "france-government"),
    (("city>iraq:capitale irakienne",), "baghdad"),
]


@pytest.mark.parametrize(("words", "meant"), MEANT)
def test_a_name_means(words: tuple[str, ...], meant: str) -> None:
    assert ids(*words)[0] == meant


def test_meanings_are_whole() -> None:
    assert len(MEANT) == 14


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("weapon:Chars Abrams", "chars Abrams"),
        ("weapon:missile Scalp", "missile Scalp"),
        ("weapon:hélicoptère de combat", "hélicoptère de combat"),
    ],
)
def test_a_kind_of_weapon_keeps_its_name(words: str, label: str) -> None:
    assert links(words)[0].entity.label("fr") == label


def test_each_link_says_why() -> None:
    found = links("City:Mossoul", "Person:Karim Tarkouni", "group:civils", "armedforce>iraq:armée irakienne")
    assert all(len(link.why) > 20 and link.entity.label("fr") for link in found)
    assert "in the gazetteer" in found[0].why
    assert "is not in the gazetteer" in found[1].why
    assert "of this article alone" in found[2].why
    assert "belongs to Irak" in found[3].why


def test_context_decides_between_towns_of_one_name() -> None:
    india = links("City:Hyderabad", "Country=india:Inde")[0]
    pakistan = links("City:Hyderabad", "Country=pakistan:Pakistan")[0]
    assert (india.entity.id, pakistan.entity.id) == ("hyderabad", "hyderabad-pakistan")
    assert "hyderabad-pakistan" in india.others
    assert "of which the article speaks" in pakistan.why


def test_population_decides_last_and_ambiguity_is_shown() -> None:
    alone = links("City:Hyderabad")[0]
    assert (alone.entity.id, alone.others) == ("hyderabad", ("hyderabad-pakistan",))
    assert "nothing else in the article decides" in alone.why


def test_a_short_name_is_the_full_one_of_its_chain() -> None:
    full, short = links("Person:Karim Tarkouni", "Person:Tarkouni", chains=((0, 1),))
    assert full.entity == short.entity
    assert full.entity.id == "karim-tarkuni"


def test_a_surname_alone_stays_in_its_country_or_article() -> None:
    (alone,) = links("Person:Zarkouni")
    assert is_local(alone.entity.id)
    with_country = links("Person:Zarkouni", "Country=mali:Mali", "City=gao:Gao")[0]
    assert with_country.entity.id.endswith("-mali")


def test_unnamed_people_stay_in_their_article() -> None:
    (people,) = links("group:manifestants")
    assert is_local(people.entity.id)


def test_an_unlinked_place_has_the_same_id_in_every_article_of_its_country() -> None:
    one = links("City:Zarkoun", "Country=mali:Mali")[0]
    two = links("City:ZARKOÛN", "Country=mali:Mali", "City=gao:Gao")[0]
    other = links("City:Zarkoun", "Country=iraq:Irak")[0]
    assert one.entity.id == two.entity.id == "zarkoun-mali"
    assert other.entity.id == "zarkoun-iraq"
    assert one.entity.part_of == ("mali",)


@pytest.mark.parametrize(
    ("published", "holder"),
    [
        (date(2016, 7, 11), "francois-hollande"),
        (date(2018, 7, 11), "emmanuel-macron"),
        (date(2010, 7, 11), "nicolas-sarkozy"),
    ],
)
def test_an_office_is_its_holder_on_that_day(published: date, holder: str) -> None:
    (link,) = links("person>france:président français", published=published)
    assert link.entity.id == holder
    assert published.isoformat() in link.why


def test_without_a_day_an_office_stays_an_office() -> None:
    (link,) = links("person>france:président français", published=None)
    assert link.entity.id == "president-of-france"


# ---------------------------------------------------------------- entities of several articles


def test_the_name_told_most_comes_first_in_any_order() -> None:
    spelled = [Entity("z", "City", (("fr", name),)) for name in ("Zarkoun", "ZARKOUN", "Zarkoun")]
    merged = merge_entities(spelled)
    assert merged.labels == (("fr", "Zarkoun"), ("fr", "ZARKOUN"))
    assert merged == merge_entities(spelled[::-1])


def test_canonical_is_stable() -> None:
    entity = Entity("z", "City", (("fr", "Z"), ("en", "B"), ("fr", "A"), ("en", "A"), ("fr", "Z")), part_of=("b", "a"))
    assert canonical(entity).labels == (("en", "B"), ("en", "A"), ("fr", "Z"), ("fr", "A"))
    assert canonical(canonical(entity)) == canonical(entity)
    assert canonical(entity).part_of == ("a", "b")
