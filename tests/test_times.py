"""Which days the words of a sentence mean: one row, one sentence, its dated expressions in brackets.

Everything is published on Monday 11 July 2016. Expected are the days, half-open, of each bracket in order: “begin/end”,
“..” where open, one day alone for the day itself. Expressions without a date of their own (durations, ages, « bientôt »)
are no dates; a row without brackets is a counter-example. « | » parts sentences.
"""

import re
from datetime import date, timedelta
from itertools import accumulate

import pytest

from kg.extract.times import ahead_of, behind, find_times, load_time_words
from kg.model import Interval, Timex

PUBLISHED = date(2016, 7, 11)
WORDS = load_time_words()


def read(text: str, published: date | None = PUBLISHED) -> list[Timex]:
    """The dated expressions of some sentences, each read after the other."""
    found: list[Timex] = []
    sentences = text.split("|")
    for sentence, start in zip(sentences, accumulate((len(s) + 1 for s in sentences), initial=0), strict=False):
        found.extend(find_times(sentence, published, WORDS, start, found[-1] if found else None))
    return [timex for timex in found if timex.interval is not None]


def show(interval: Interval | None) -> str:
    """An interval as the tables write it."""
    if interval is None:
        return "?"
    begin, end = interval.begin, interval.end
    if begin and end == begin + timedelta(days=1):
        return begin.isoformat()
    return f"{begin or '..'}/{end or '..'}"


def plain(row: str) -> tuple[str, list[str]]:
    """The sentence without its brackets, and what they hold."""
    return re.sub(r"[\[\]]", "", row), re.findall(r"\[([^\]]*)\]", row)


# ---------------------------------------------------------------- days

WEEKDAYS = (
    ("Le ministre est arrivé [lundi] à Bagdad.", "2016-07-11"),
    ("Le ministre est arrivé [dimanche] à Bagdad.", "2016-07-10"),
    ("Le ministre est arrivé [mardi] à Bagdad.", "2016-07-05"),
    ("[Vendredi], des hommes armés ont attaqué le poste.", "2016-07-08"),
    ("La ville a été prise [lundi dernier].", "2016-07-04"),
    ("La ville a été prise [vendredi dernier].", "2016-07-08"),
    ("Le sommet se tiendra [lundi prochain].", "2016-07-18"),
    ("Le sommet se tiendra [jeudi prochain].", "2016-07-14"),
    ("Les combats ont repris [ce mardi].", "2016-07-05"),
    ("Les combats ont repris [ce lundi].", "2016-07-11"),
    ("Une bombe a explosé [mardi soir] près du marché.", "2016-07-05"),
    ("Une bombe a explosé [dimanche matin] près du marché.", "2016-07-10"),
    ("Une bombe a explosé [samedi en fin d'après-midi].", "2016-07-09"),
    ("Une bombe a explosé [jeudi à l'aube].", "2016-07-07"),
    ("Une bombe a explosé [mercredi dans la soirée].", "2016-07-06"),
    ("Le président, arrivé [samedi], repartira [mercredi prochain].", "2016-07-09 ; 2016-07-13"),
    ("Six personnes ont été tuées [samedi et dimanche].", "2016-07-09/2016-07-11"),
    ("Les tirs ont duré de [samedi à lundi].", "2016-07-09/2016-07-12"),
    ("Ils ont négocié du [jeudi au samedi].", "2016-07-07/2016-07-10"),
    ("Les troupes sont bloquées depuis [jeudi].", "2016-07-07/.."),
    ("L'ultimatum court jusqu'à [vendredi].", "../2016-07-09"),
    ("Ils doivent partir d'ici [vendredi].", "../2016-07-16"),
    ("Ils doivent partir d'ici à [vendredi soir].", "../2016-07-16"),
    ("L'assaut a été lancé avant [jeudi].", "../2016-07-07"),
    ("[Lundi 4 juillet], une voiture a explosé.", "2016-07-04"),
    ("Une voiture a explosé [le lundi 27 juin].", "2016-06-27"),
    ("Rien ne bougera avant [mardi prochain].", "../2016-07-12"),
    ("Les deux hommes ont été enlevés [le vendredi précédent].", "2016-07-08"),
)

NOT_WEEKDAYS = (
    "Il défile tous les vendredis contre le pouvoir.",
    "La place du Mardi a été évacuée.",
    "Robinson et Vendredi sont des personnages.",
    "Le Dimanche rouge reste dans les mémoires.",
    "Le collectif du Lundi a manifesté.",
    "Chaque jeudi, les mères tournent autour de la place.",
)

DEICTICS = (
    ("Deux soldats ont été tués [hier].", "2016-07-10"),
    ("Deux soldats ont été tués [hier soir] à Gao.", "2016-07-10"),
    ("Deux soldats ont été tués [avant-hier].", "2016-07-09"),
    ("Le Parlement vote [aujourd'hui].", "2016-07-11"),
    ("Le Parlement votera [demain].", "2016-07-12"),
    ("Le Parlement votera [demain matin].", "2016-07-12"),
    ("Le Parlement votera [après-demain].", "2016-07-13"),
    ("Une roquette est tombée [ce matin] sur la gare.", "2016-07-11"),
    ("Une roquette est tombée [cette nuit] sur la gare.", "2016-07-10/2016-07-12"),
    ("Une roquette est tombée [la nuit dernière] sur la gare.", "2016-07-10/2016-07-12"),
    ("Le président s'exprimera [ce soir].", "2016-07-11"),
    ("Le président s'exprimera [cet après-midi].", "2016-07-11"),
    ("Le conflit, [hier] oublié, reprend.", "2016-07-10"),
)

NIGHTS = (
    ("Le village a été attaqué dans [la nuit de samedi à dimanche].", "2016-07-09/2016-07-11"),
    ("Le village a été attaqué dans [la nuit de dimanche à lundi].", "2016-07-10/2016-07-12"),
    ("Le village a été attaqué dans [la nuit de jeudi].", "2016-07-07"),
    ("Le village a été attaqué dans [la nuit du 5 au 6 juillet].", "2016-07-05/2016-07-07"),
    ("Le village a été attaqué dans [la nuit du 30 juin au 1er juillet].", "2016-06-30/2016-07-02"),
    ("Le village a été attaqué dans [la nuit du 31 décembre au 1er janvier].", "2015-12-31/2016-01-02"),
    ("Le village a été attaqué dans [la nuit du 13 au 14 novembre 2015].", "2015-11-13/2015-11-15"),
    ("Le village a été attaqué dans [la nuit du lundi 4 au mardi 5 juillet].", "2016-07-04/2016-07-06"),
    ("Le village a été attaqué dans [la nuit de samedi].", "2016-07-09"),
)

DATES = (
    ("L'accord a été signé [le 24 mars 2016].", "2016-03-24"),
    ("L'accord a été signé [le 1er juin].", "2016-06-01"),
    ("L'accord a été signé [le 1er décembre].", "2015-12-01"),
    ("L'accord a été signé [le 3 avril dernier].", "2016-04-03"),
    ("L'accord sera signé [le 3 avril prochain].", "2017-04-03"),
    ("L'accord sera signé [le 20 juillet].", "2016-07-20"),
    ("L'accord sera signé [le 15 septembre].", "2016-09-15"),
    ("L'attaque du [11 septembre 2001] a tout changé.", "2001-09-11"),
    ("[12/03/2015] : le navire est arraisonné.", "2015-03-12"),
    ("Le rapport daté du [2015-03-12] est public.", "2015-03-12"),
    ("Le texte du [3.04.2014] est public.", "2014-04-03"),
    ("L'attentat du [4 juillet] a fait vingt morts.", "2016-07-04"),
    ("Le putsch du [15 juil. 2015] a échoué.", "2015-07-15"),
    ("Ils ont été libérés [les 3 et 4 avril].", "2016-04-03/2016-04-05"),
    ("Ils se sont vus [les 3] et [9 avril].", "2016-04-03 ; 2016-04-09"),
    ("La trêve a tenu entre [le 3 et le 7 avril].", "2016-04-03/2016-04-08"),
    ("La trêve a tenu du [3 au 7 avril].", "2016-04-03/2016-04-08"),
    ("La trêve a tenu du [3 au 7 avril 2014].", "2014-04-03/2014-04-08"),
    ("La trêve a tenu du [28 mars au 2 avril].", "2016-03-28/2016-04-03"),
    ("La trêve a tenu du [28 décembre 2014 au 2 janvier 2015].", "2014-12-28/2015-01-03"),
    ("La trêve a tenu du [28 décembre au 2 janvier].", "2015-12-28/2016-01-03"),
    ("La trêve a tenu entre [le 28 mars et le 2 avril].", "2016-03-28/2016-04-03"),
    ("L'état d'urgence est en vigueur depuis [le 14 novembre].", "2015-11-14/.."),
    ("L'état d'urgence est prolongé jusqu'au [26 juillet].", "../2016-07-27"),
    ("Le désarmement commencera à partir du [20 août].", "2016-08-20/.."),
    ("Les armes seront remises avant [le 20 août].", "../2016-08-20"),
    ("Ils étaient partis après [le 20 mai].", "2016-05-21/.."),
    ("Le retrait doit être achevé d'ici au [3 mars].", "../2017-03-04"),
    ("[Le 6 mai au soir], la place était vide.", "2016-05-06"),
    ("[Le 2 mai], il a visité Gao, puis, [le 14], Kidal.", "2016-05-02 ; 2016-05-14"),
    (
        "[Le 2 mai], Kidal est tombée.|Un drone a été tiré [le 7] contre un camp et a tué deux enfants.",
        "2016-05-02 ; 2016-05-07",
    ),
    (
        "[Le 2 mai], Kidal est tombée.|Ils ont pilonné un pont [le 9] et incendié deux villages.",
        "2016-05-02 ; 2016-05-09",
    ),
    (
        "[Le 2 mai], Kidal est tombée.|Le pont a été détruit dans [l'après-midi du 11] ; il a été réparé.",
        "2016-05-02 ; 2016-05-11",
    ),
    ("[Le 2 mai], Kidal est tombée.|Ils tiennent Ber depuis [le 6] et coupent la route.", "2016-05-02 ; 2016-05-06/.."),
    ("Nommé [le mercredi 29 février 2012], il a démissionné.", "2012-02-29"),
    ("Le sondage a été réalisé [les 3 et 4 mai 2014].", "2014-05-03/2014-05-05"),
    ("Trois attentats, les [3], [9] et [21 mai].", "2016-05-03 ; 2016-05-09 ; 2016-05-21"),
    ("[Le 06 décembre], un soldat est mort.", "2015-12-06"),
)

NOT_DATES = (
    "Il habite 14 rue du 4-Septembre.",
    "La place du 8 mai 1945 a été bouclée.",
    "Le stade du 28 septembre est le théâtre du massacre.",
    "Le Mouvement du 23 mars a déposé les armes.",
    "Le Mouvement du 5 juin appelle à manifester.",
    "L'équipe a gagné 3 à 2.",
    "Le 9 sur 10 est rare, le 7 contre 1 aussi.",
    "Le 15 français joue à Lyon.",
    "Le camp du 11 novembre accueille les réfugiés.",
    "La rue du 11 novembre est barrée.",
    "Le vol 804 a disparu des radars.",
)

# ---------------------------------------------------------------- weeks, months, seasons, years

MONTHS = (
    ("Il a été élu en [juin 2014].", "2014-06-01/2014-07-01"),
    ("Il a été élu en [mars].", "2016-03-01/2016-04-01"),
    ("Il a été élu en [octobre].", "2015-10-01/2015-11-01"),
    ("Il a été élu en [octobre dernier].", "2015-10-01/2015-11-01"),
    ("Le scrutin aura lieu en [octobre prochain].", "2016-10-01/2016-11-01"),
    ("Il a été élu en [juillet].", "2016-07-01/2016-08-01"),
    ("Il a été élu [au mois de mai].", "2016-05-01/2016-06-01"),
    ("Il a été élu [début mars].", "2016-03-01/2016-03-11"),
    ("Il a été élu [mi-mars].", "2016-03-11/2016-03-21"),
    ("Ils arriveront au cours de la [première quinzaine d'avril 2017].", "2017-04-01/2017-04-16"),
    ("Ils sont arrivés dans la [seconde quinzaine de mai].", "2016-05-16/2016-06-01"),
    ("Il a été élu à la [mi-mars].", "2016-03-11/2016-03-21"),
    ("Il a été élu [fin mars].", "2016-03-21/2016-04-01"),
    ("Il a été élu [fin février].", "2016-02-21/2016-03-01"),
    ("Il a été élu au [début du mois de mai].", "2016-05-01/2016-05-11"),
    ("Il a été élu [début mars 2015].", "2015-03-01/2015-03-11"),
    ("Il a été élu [courant mai].", "2016-05-01/2016-06-01"),
    ("Le siège dure depuis [juin 2014].", "2014-06-01/.."),
    ("Le siège dure depuis [le mois de mai].", "2016-05-01/.."),
    ("Le siège dure depuis [fin mars].", "2016-03-21/.."),
    ("La mission est prolongée jusqu'en [octobre 2017].", "../2017-11-01"),
    ("La mission est prolongée jusqu'à [fin 2016].", "../2017-01-01"),
    ("Ils ont négocié de [mars à mai].", "2016-03-01/2016-06-01"),
    ("Ils ont négocié entre [mars et mai 2015].", "2015-03-01/2015-06-01"),
    ("Ils ont négocié de [décembre 2014 à février 2015].", "2014-12-01/2015-03-01"),
    ("Il est mort [ce mois-ci].", "2016-07-01/2016-08-01"),
    ("Il est mort [le mois dernier].", "2016-06-01/2016-07-01"),
    ("Il partira [le mois prochain].", "2016-08-01/2016-09-01"),
    ("Il est mort au [début du mois].", "2016-07-01/2016-07-11"),
    ("Il partira à la [fin du mois].", "2016-07-21/2016-08-01"),
)

NOT_MONTHS = (
    "Théo Juin est arrivé à Rome.",
    "Le général Mars commande la place.",
    "Les soldats marchent mais avancent peu.",
    "La sonde approche de Mars.",
    "Julie Avril est porte-parole.",
    "La rue de Juillet est fermée.",
)

WEEKS = (
    ("Le convoi a été attaqué [la semaine dernière].", "2016-07-04/2016-07-11"),
    ("Le convoi a été attaqué [la semaine passée].", "2016-07-04/2016-07-11"),
    ("Le convoi a été attaqué [cette semaine].", "2016-07-11/2016-07-18"),
    ("Ils se verront [la semaine prochaine].", "2016-07-18/2016-07-25"),
    ("Le convoi a été attaqué [ce week-end].", "2016-07-09/2016-07-11"),
    ("Le convoi a été attaqué [le week-end dernier].", "2016-07-09/2016-07-11"),
    ("Ils se verront [le week-end prochain].", "2016-07-16/2016-07-18"),
    ("Ils se verront en [fin de semaine].", "2016-07-15/2016-07-18"),
)

YEARS = (
    ("La guerre a éclaté en [2011].", "2011-01-01/2012-01-01"),
    ("La guerre a éclaté [fin 2015].", "2015-09-01/2016-01-01"),
    ("La guerre a éclaté [début 2015].", "2015-01-01/2015-05-01"),
    ("La guerre a éclaté à la [mi-2015].", "2015-05-01/2015-09-01"),
    ("La guerre a éclaté [l'an dernier].", "2015-01-01/2016-01-01"),
    ("La guerre a éclaté [l'année dernière].", "2015-01-01/2016-01-01"),
    ("La guerre a éclaté [cette année].", "2016-01-01/2017-01-01"),
    ("Le scrutin aura lieu [l'an prochain].", "2017-01-01/2018-01-01"),
    ("Le scrutin aura lieu [l'année prochaine].", "2017-01-01/2018-01-01"),
    ("La guerre dure depuis [2011].", "2011-01-01/.."),
    ("La guerre a duré de [1992 à 1995].", "1992-01-01/1996-01-01"),
    ("La guerre a duré entre [1992 et 1995].", "1992-01-01/1996-01-01"),
    ("La guerre civile ([1975-1990]) a tout détruit.", "1975-01-01/1991-01-01"),
    ("Le retrait aura lieu d'ici à la [fin de l'année].", "../2017-01-01"),
    ("Le retrait aura lieu avant la [fin de l'année].", "../2017-01-01"),
    ("Le retrait aura lieu d'ici [fin 2017].", "../2018-01-01"),
    ("Le retrait aura lieu d'ici à [2020].", "../2021-01-01"),
    ("La révolution a commencé [au printemps 2011].", "2011-03-21/2011-06-21"),
    ("La ville est tombée à [l'été 2014].", "2014-06-21/2014-09-21"),
    ("La ville est tombée [l'été dernier].", "2015-06-21/2015-09-21"),
    ("La ville est tombée [l'hiver dernier].", "2015-12-21/2016-03-21"),
    ("La ville a été bombardée dans [les années 1990].", "1990-01-01/2000-01-01"),
    ("La ville a été bombardée dans [les années quatre-vingt].", "1980-01-01/1990-01-01"),
    ("Le pays a été colonisé [au XIXe siècle].", "1801-01-01/1901-01-01"),
    ("Le pays a été colonisé [au XIX e siècle].", "1801-01-01/1901-01-01"),
    ("Les prix ont doublé [au premier trimestre 2016].", "2016-01-01/2016-04-01"),
)

NOT_YEARS = (
    "Plus de 2000 soldats ont été envoyés.",
    "Les 2016 réfugiés ont été recensés.",
    "La résolution 1973 autorise l'intervention.",
    "Un Boeing 2000 a atterri.",
    "Le bilan est porté à 2015 morts.",
    "Ils ont parcouru 1500 km.",
    "Ils ont reçu 2 015 tonnes de blé.",
)

# ---------------------------------------------------------------- counted

COUNTED = (
    ("Il a été arrêté [il y a deux ans].", "2014-01-01/2015-01-01"),
    ("Il a été arrêté [il y a trois jours].", "2016-07-08"),
    ("Il a été arrêté [il y a une semaine].", "2016-07-04"),
    ("Il a été arrêté [il y a environ une semaine].", "2016-07-04/2016-07-11"),
    ("Il a été arrêté [il y a six mois].", "2016-01-01/2016-02-01"),
    ("Il sera jugé dans [deux jours].", "2016-07-13"),
    ("Il sera jugé dans [trois mois].", "2016-10-01/2016-11-01"),
    ("Il est détenu depuis [deux ans].", "2014-07-11/.."),
    ("Il est détenu depuis [trois jours].", "2016-07-08/.."),
    ("Trente villages ont été pillés [ces dix derniers jours].", "2016-07-01/2016-07-12"),
    ("Trente villages ont été pillés au cours [des trois derniers mois].", "2016-04-11/2016-07-12"),
    ("Il doit quitter le pays sous [48 heures].", "../2016-07-14"),
    ("Il doit quitter le pays d'ici [deux semaines].", "../2016-07-26"),
    ("Le sommet aura lieu dans [les deux prochaines semaines].", "2016-07-11/2016-07-26"),
    ("Prise [le 4 avril], la ville avait été bombardée [la veille].", "2016-04-04 ; 2016-04-03"),
    ("Attaqué [mardi], le village a été repris [le lendemain].", "2016-07-05 ; 2016-07-06"),
    ("Attaqué [mardi], le village a été repris [deux jours plus tard].", "2016-07-05 ; 2016-07-07"),
    ("Attaqué [le 3 mai], le village a été repris [une semaine plus tard].", "2016-05-03 ; 2016-05-10"),
    ("Le village a été attaqué [mardi].|[Le lendemain], l'armée l'a repris.", "2016-07-05 ; 2016-07-06"),
    ("Le village a été attaqué [mardi].|[La veille], un convoi avait sauté.", "2016-07-05 ; 2016-07-04"),
    ("Le village a été attaqué [mardi].|[Le surlendemain], l'armée l'a repris.", "2016-07-05 ; 2016-07-07"),
    ("Le village a été attaqué [mardi].|[Le même jour], un pont a sauté.", "2016-07-05 ; 2016-07-05"),
    ("Le village a été attaqué [mardi].|[Ce jour-là], un pont a sauté.", "2016-07-05 ; 2016-07-05"),
    ("L'attaque a eu lieu [la veille du 14 juin].", "2016-06-13"),
    ("Le marché a sauté [deux jours après le 3 mai].", "2016-05-05"),
)

NOT_COUNTED = (
    "Il a été condamné à dix ans de prison.",
    "Un enfant de trois ans a été tué.",
    "Une femme âgée de 34 ans a été blessée.",
    "Omar, 34 ans, a été arrêté.",
    "Un jeune homme de 19 ans s'est fait exploser.",
    "Les combats ont duré trois jours.",
    "Ils ont marché pendant six heures.",
    "Une trêve de 72 heures a été conclue.",
    "Il purge une peine de vingt ans.",
    "L'attaque s'est produite vers 8 heures.",
    "Le couvre-feu commence à 21h30.",
    "Deux jours après l'attentat, la ville est calme.",
    "Trois jours avant le sommet, des heurts ont éclaté.",
    "À la veille du scrutin, la tension monte.",
    "Au lendemain de l'attaque, la ville est calme.",
    "Le village a été repris récemment.",
    "L'armée entrera bientôt dans la ville.",
    "Il a été arrêté il y a quelques jours.",
    "Il a été arrêté il y a plusieurs années.",
    "Il sera jugé dans les prochains jours.",
    "Trente villages ont été pillés ces derniers jours.",
    "Des combats ont lieu depuis plusieurs jours.",
    "Pour la première fois, ils se sont rencontrés.",
    "Les deux pays se parlent chaque jour.",
    "Il a fait un pas en avant, sans lendemain.",
)

HOLIDAYS = (
    ("Le marché a été frappé [le jour de Noël].", "2015-12-25"),
    ("Le marché a été frappé à [Noël 2014].", "2014-12-25"),
    ("Le marché a été frappé [le 14-Juillet].", "2016-07-14"),
    ("L'avion a été détourné après le [11-Septembre].", "2001-09-12/.."),
    ("Il a été tué [le dimanche de Pâques].", "2016-03-27"),
)


def _cases(*tables: tuple[tuple[str, str | None], ...]) -> list[tuple[str, str]]:
    return [(row, days) for table in tables for row, days in table if days is not None]


DATED = _cases(WEEKDAYS, DEICTICS, NIGHTS, DATES, MONTHS, WEEKS, YEARS, COUNTED, HOLIDAYS)
UNDATED = [*NOT_WEEKDAYS, *NOT_DATES, *NOT_MONTHS, *NOT_YEARS, *NOT_COUNTED]


@pytest.mark.parametrize(("row", "days"), DATED)
def test_days_of(row: str, days: str) -> None:
    """The brackets are what is found, with these days."""
    sentence, quotes = plain(row)
    found = read(sentence)
    assert [(timex.anchor.text, show(timex.interval)) for timex in found] == list(
        zip(quotes, days.split(" ; "), strict=True)
    )


@pytest.mark.parametrize("sentence", UNDATED)
def test_no_date_in(sentence: str) -> None:
    """Nothing in the sentence has days of its own."""
    assert [(timex.anchor.text, show(timex.interval)) for timex in read(sentence)] == []


# ---------------------------------------------------------------- what has happened, what will

PLANNED = (
    ("Il se rendra [lundi] à Bagdad.", "2016-07-11"),
    ("Il se rendra [mardi] à Bagdad.", "2016-07-12"),
    ("Il se rendra [vendredi soir] à Bagdad.", "2016-07-15"),
    ("Il se rendra [samedi et dimanche] à Bagdad.", "2016-07-16/2016-07-18"),
    ("Il se rendra [ce week-end] à Bagdad.", "2016-07-16/2016-07-18"),
    ("Il se rendra à Bagdad en [mars].", "2017-03-01/2017-04-01"),
    ("Il se rendra à Bagdad [début mars].", "2017-03-01/2017-03-11"),
    ("Il se rendra à Bagdad [le 3 avril].", "2017-04-03"),
    ("Il se rendra à Bagdad en [septembre].", "2016-09-01/2016-10-01"),
    ("Il se rendra à Bagdad [au printemps].", "2017-03-21/2017-06-21"),
    ("Il se rendra à Bagdad à [Noël].", "2016-12-25"),
    ("Il se rendra à Bagdad [la semaine prochaine].", "2016-07-18/2016-07-25"),
    ("Il se rendra à Bagdad [lundi dernier].", "2016-07-04"),
    ("Il se rendra à Bagdad [le 3 avril 2018].", "2018-04-03"),
    ("Il se rendra à Bagdad entre [mardi et jeudi].", "2016-07-12/2016-07-15"),
)

HAPPENED = (
    ("Il s'est rendu à Bagdad [le 1er août].", "2015-08-01"),
    ("Il s'est rendu à Bagdad [le 14 juillet].", "2015-07-14"),
    ("Il s'est rendu à Bagdad en [août].", "2015-08-01/2015-09-01"),
    ("Il s'est rendu à Bagdad [mardi].", "2016-07-05"),
    ("Il s'est rendu à Bagdad [le 3 avril].", "2016-04-03"),
    ("Il s'est rendu à Bagdad [le 1er août 2016].", "2016-08-01"),
)


@pytest.mark.parametrize(("row", "days"), _cases(PLANNED))
def test_days_of_what_will_happen(row: str, days: str) -> None:
    """A planned event reads the next such day."""
    sentence, quotes = plain(row)
    assert [(timex.anchor.text, show(ahead_of(timex).interval)) for timex in read(sentence)] == [(quotes[0], days)]


@pytest.mark.parametrize(("row", "days"), HAPPENED)
def test_days_of_what_has_happened(row: str, days: str) -> None:
    """What has happened reads the most recent past day."""
    sentence, quotes = plain(row)
    assert [(timex.anchor.text, show(behind(timex).interval)) for timex in read(sentence)] == [(quotes[0], days)]


def test_nothing_is_known_without_a_day_of_publication() -> None:
    """Relative words stay undated, absolute ones do not."""
    sentence = "Arrêté mardi, puis en juin 2014, il y a deux ans, le 3 mai."
    assert [(timex.anchor.text, show(timex.interval)) for timex in read(sentence, None)] == [
        ("juin 2014", "2014-06-01/2014-07-01")
    ]
