"""Where sentences begin and end, and what each line is: tables of text in plain sight. A bar | marks a boundary."""

import re
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles.dates import find_published, match_dateline
from kg.articles.language import load_language_words
from kg.articles.lines import find_title, join_wrapped, read_lines
from kg.extract.sentences import split_sentences
from kg.resources import ResourceError, folder

FR = load_language_words("fr")


def kinds_and_words(text: str) -> list[tuple[str, str]]:
    return [(segment.kind, segment.anchor.text) for segment in split_sentences(text, FR)]


# One line of running text; | stands where one sentence ends and the next begins (without the space between).
RUNNING = [
    "L'armée a repris la ville.|Les rebelles se sont retirés.",
    "Où sont les otages ?|Personne ne le sait.",
    "« Nous resterons ! »|Le ministre l'a répété.",
    "Le calme est revenu…|La ville reste déserte.",
    "Le calme est revenu...|La ville reste déserte.",
    "Le calme est revenu ... mais la ville reste déserte.",
    # titles and other abbreviations that something follows
    "M. Diallo a quitté Bamako.|Il est attendu à Gao.",
    "MM. Diallo et Traoré ont rencontré Mme. Keïta.|Elle les a reçus.",
    "Le Dr. Sanogo et le gén. Dembélé sont morts.|L'enquête commence.",
    "Le Gén. Dembélé et le Lt. Sow sont arrivés.",
    "La ville de St. Louis a été évacuée.|Le port est fermé.",
    "Voir l'art. 5 du traité et la p. 12 du rapport.|Les deux sont clairs.",
    "La résolution n°. 2254 a été votée.",
    "Une galerie d'art.|Les témoins racontent.",
    "Un chasseur en vol.|Deux autres au sol.",
    "Il est mort le 15 août.|Pres de cent soldats aussi.",
    "Il est mort en juin.|Créé en mai, le camp est vide.",
    "Cf. Annexe du rapport.",
    # initials
    "Le général J. K. Mwangi commande la base.|Il a 50 ans.",
    "George W. Bush a ordonné l'invasion.|Elle a commencé en mars.",
    "J.-P. Durand a été libéré.|Sa famille est soulagée.",
    "Les zones A, B et C. La zone D reste fermée.",
    "Le rapport de F. Le Roux est attendu.",
    # dotted acronyms
    "Il a parlé à l'O.N.U. Le Conseil a voté.",
    "Les U.S.A. ont envoyé des troupes.|Moscou proteste.",
    "La R.D.C. Congo a protesté.",
    # abbreviations that may end a sentence
    "Ils ont pris des armes, des vivres, etc. Le convoi est reparti.",
    "Ils ont pris des armes, etc. et sont repartis.|Personne ne les a vus.",
    "La ville date de 500 av. J.-C. environ.|Elle a été détruite.",
    "La ville date de 500 av. J.-C. Les pillards l'ont détruite.",
    # dates and numbers
    "L'accord du 11 juil. 2016 est rompu.|Les combats reprennent.",
    "L'accord du 3 févr. a tenu.|Il expire.",
    "Les troupes partiront en déc. Le retrait durera un an.",
    "Environ 3.500 soldats sont partis.|Il en reste 1.200.",
    "Le baril vaut 52.30 dollars.|C'est peu.",
    "Il y a 3,5 millions de réfugiés.|Le pays en accueille la moitié.",
    "L'attaque a eu lieu à 18 h. Le bilan est lourd.",
    "Ils sont à 40 km. Les renforts arrivent.",
    "Le bilan est de 12. Trois enfants sont morts.",
    # quotes
    "« Nous partons. »|Le ministre a confirmé.",
    "« Nous partons. Nous reviendrons. »|Le ministre a confirmé.",
    '"Nous partons."|Le ministre a confirmé.',
    'Il a dit : "Nous partons." "C\'est faux", répond Paris.',
    "« Nous partons ! » a-t-il lancé.|La salle s'est tue.",
    "« Nous partons », a-t-il dit.|La salle s'est tue.",
    "“Nous partons.”|Paris confirme.",
    "Il l'a dit (et redit.)|Paris confirme.",
    "Il l'a dit. (Paris confirme.)|Londres aussi.",
    "Fin des combats. « C'est fini », dit-il.",
    "Fin des combats. – Le maire a parlé.",
    # brackets that stand for words left out, notes
    "« Nous […] partons [...] Demain », a-t-il dit.",
    "Les forces rebelles [1] ont nié.|Le régime accuse.",
    "Les forces ont nié.[1]|Le régime accuse.",
    "Les forces ont nié [1].|Le régime accuse.",
    # stops that end nothing
    "Le site lemonde.fr et M.|Diallo",
    "Yahoo! a publié la vidéo.",
    "Roe v. Wade reste.",
    "Le texte, dit-on... qui sait ?",
    # a lost space
    "L'armée a repris la ville.Les rebelles ont fui.",
    "Le site www.example.org est fermé.",
    # wide French spaces
    "Qui a tiré\u202f? Nul ne sait.",
    "«\u00a0Assez\u00a0!\u00a0» Paris se tait.",
]
# Cases above in which no bar is written but a boundary stands: they show the words around it.
BOUNDARIES = {
    "Les zones A, B et C. La zone D reste fermée.": ["Les zones A, B et C.", "La zone D reste fermée."],
    "Il a parlé à l'O.N.U. Le Conseil a voté.": ["Il a parlé à l'O.N.U.", "Le Conseil a voté."],
    "Ils ont pris des armes, des vivres, etc. Le convoi est reparti.": [
        "Ils ont pris des armes, des vivres, etc.",
        "Le convoi est reparti.",
    ],
    "La ville date de 500 av. J.-C. Les pillards l'ont détruite.": [
        "La ville date de 500 av. J.-C.",
        "Les pillards l'ont détruite.",
    ],
    "Les troupes partiront en déc. Le retrait durera un an.": [
        "Les troupes partiront en déc.",
        "Le retrait durera un an.",
    ],
    "L'attaque a eu lieu à 18 h. Le bilan est lourd.": ["L'attaque a eu lieu à 18 h.", "Le bilan est lourd."],
    "Ils sont à 40 km. Les renforts arrivent.": ["Ils sont à 40 km.", "Les renforts arrivent."],
    "Le bilan est de 12. Trois enfants sont morts.": ["Le bilan est de 12.", "Trois enfants sont morts."],
    "« Nous partons. Nous reviendrons. »|Le ministre a confirmé.": [
        "« Nous partons.",
        "Nous reviendrons. »",
        "Le ministre a confirmé.",
    ],
    'Il a dit : "Nous partons." "C\'est faux", répond Paris.': [
        'Il a dit : "Nous partons."',
        '"C\'est faux", répond Paris.',
    ],
    "Il l'a dit. (Paris confirme.)|Londres aussi.": ["Il l'a dit.", "(Paris confirme.)", "Londres aussi."],
    "Fin des combats. « C'est fini », dit-il.": ["Fin des combats.", "« C'est fini », dit-il."],
    "Fin des combats. – Le maire a parlé.": ["Fin des combats.", "– Le maire a parlé."],
    "Le site lemonde.fr et M.|Diallo": ["Le site lemonde.fr et M. Diallo"],
    "L'armée a repris la ville.Les rebelles ont fui.": ["L'armée a repris la ville.", "Les rebelles ont fui."],
    "Qui a tiré\u202f? Nul ne sait.": ["Qui a tiré\u202f?", "Nul ne sait."],
    "«\u00a0Assez\u00a0!\u00a0» Paris se tait.": ["«\u00a0Assez\u00a0!\u00a0»", "Paris se tait."],
}


@pytest.mark.parametrize("marked", RUNNING)
def test_running_text(marked: str) -> None:
    expected = BOUNDARIES.get(marked, marked.split("|"))
    assert [segment.anchor.text for segment in split_sentences(marked.replace("|", " "), FR)] == expected


# A text of several lines, and every segment as (kind, words).
LAYOUT = [
    ("", []),
    (" \n\u00a0\n", []),
    ("L'armée est partie.", [("body", "L'armée est partie.")]),
    ("L'armée est partie", [("headline", "L'armée est partie")]),
    (
        "Irak: des soldats envoyés en renfort\n\nParis a annoncé l'envoi.",
        [("prefix", "Irak"), ("headline", "des soldats envoyés en renfort"), ("body", "Paris a annoncé l'envoi.")],
    ),
    (
        "Syrie : trêve rompue à Alep\n\nLes combats ont repris.\n\nDes civils pris au piège\n\nLa ville est coupée.",
        [
            ("prefix", "Syrie"),
            ("headline", "trêve rompue à Alep"),
            ("body", "Les combats ont repris."),
            ("heading", "Des civils pris au piège"),
            ("body", "La ville est coupée."),
        ],
    ),
    (
        "Guerre au Yémen : Aden bombardée\nLe port est touché.",
        [("prefix", "Guerre au Yémen"), ("headline", "Aden bombardée"), ("body", "Le port est touché.")],
    ),
    (
        "Mali. Deux soldats tués à Gao\n\nL'armée confirme.",
        [("prefix", "Mali"), ("headline", "Deux soldats tués à Gao"), ("body", "L'armée confirme.")],
    ),
    (
        "Mali - Deux soldats tués à Gao\n\nL'armée confirme.",
        [("prefix", "Mali"), ("headline", "Deux soldats tués à Gao"), ("body", "L'armée confirme.")],
    ),
    (
        "MALI | Des renforts pour Gao\n\nL'armée confirme.",
        [("prefix", "MALI"), ("headline", "Des renforts pour Gao"), ("body", "L'armée confirme.")],
    ),
    # no prefix: too long, a pair of countries, a quote, an hour, no heading at all
    (
        "Le chef du gouvernement de transition malien : les troupes partent\n\nIl l'a dit.",
        [("headline", "Le chef du gouvernement de transition malien : les troupes partent"), ("body", "Il l'a dit.")],
    ),
    (
        "Iran - Arabie saoudite, la crise\n\nRyad a rompu.",
        [("headline", "Iran - Arabie saoudite, la crise"), ("body", "Ryad a rompu.")],
    ),
    (
        "« Nous restons : la paix d'abord »\n\nLe chef l'a dit.",
        [("headline", "« Nous restons : la paix d'abord »"), ("body", "Le chef l'a dit.")],
    ),
    ("Le maire l'a dit : la ville est libre.", [("body", "Le maire l'a dit : la ville est libre.")]),
    # a kicker above the headline; a question as headline; a headline that ends in a quote
    (
        "Proche-Orient\n\nTrois roquettes tirées sur une base près de Bagdad\n\nNul blessé.",
        [
            ("heading", "Proche-Orient"),
            ("headline", "Trois roquettes tirées sur une base près de Bagdad"),
            ("body", "Nul blessé."),
        ],
    ),
    ("Qui a pris Gao ?\n\nL'armée enquête.", [("headline", "Qui a pris Gao ?"), ("body", "L'armée enquête.")]),
    ("Qui a pris Gao ? Nul ne sait.", [("body", "Qui a pris Gao ?"), ("body", "Nul ne sait.")]),
    # every line break is a boundary
    (
        "Gao : deux morts\nKidal : un blessé\nLe bilan est provisoire.",
        [
            ("prefix", "Gao"),
            ("headline", "deux morts"),
            ("prefix", "Kidal"),
            ("heading", "un blessé"),
            ("body", "Le bilan est provisoire."),
        ],
    ),
    (
        "Le bilan :\n- deux morts à Gao\n- un blessé à Kidal",
        [("body", "Le bilan :"), ("body", "deux morts à Gao"), ("body", "un blessé à Kidal")],
    ),
    ("Un convoi attaqué.\r\nDeux morts.\r\n", [("body", "Un convoi attaqué."), ("body", "Deux morts.")]),
    ("Un convoi attaqué.\u2028Deux morts.", [("body", "Un convoi attaqué."), ("body", "Deux morts.")]),
    # a long line without a stop is a sentence that lost it
    (
        "Titre court\n" + " ".join(["mot"] * 30) + "\nFin.",
        [("headline", "Titre court"), ("body", " ".join(["mot"] * 30)), ("body", "Fin.")],
    ),
    # datelines
    (
        "BAMAKO (AFP) – Deux soldats ont été tués. Un autre est blessé.",
        [("dateline", "BAMAKO (AFP)"), ("body", "Deux soldats ont été tués."), ("body", "Un autre est blessé.")],
    ),
    (
        "Titre de la dépêche\n11 juil. 2016, 18:56\nLe ministre part.",
        [("headline", "Titre de la dépêche"), ("dateline", "11 juil. 2016, 18:56"), ("body", "Le ministre part.")],
    ),
    (
        "Titre de la dépêche\n\n10 janvier 2016 . –\nLe ministre part.",
        [("headline", "Titre de la dépêche"), ("dateline", "10 janvier 2016"), ("body", "Le ministre part.")],
    ),
    (
        "Titre de la dépêche\n\n10 janvier 2016 . – Le ministre part.",
        [("headline", "Titre de la dépêche"), ("dateline", "10 janvier 2016"), ("body", "Le ministre part.")],
    ),
]


@pytest.mark.parametrize(("text", "segments"), LAYOUT)
def test_layout(text: str, segments: list[tuple[str, str]]) -> None:
    # A standalone dateline keeps the marks that close it; they are no words.
    found = [(kind, words.rstrip(" .–") if kind == "dateline" else words) for kind, words in kinds_and_words(text)]
    assert found == segments


WRAPPED = """Le gouvernement a annoncé mardi l'envoi de trois cents soldats dans le
nord du pays, où deux convois ont été attaqués la semaine dernière par
des hommes armés non identifiés. Le ministre de la Défense, qui était
en visite à Gao, a promis une réponse rapide.

Les renforts

Les premiers éléments doivent arriver avant la fin du mois. Ils seront
basés près de l'aéroport, a précisé le porte-parole de l'armée, et non
dans la ville elle-même."""


def test_hard_wrapped_paragraphs_are_joined() -> None:
    assert kinds_and_words(join_wrapped(WRAPPED)) == [
        (
            "body",
            "Le gouvernement a annoncé mardi l'envoi de trois cents soldats dans le nord du pays, où deux convois ont "
            "été attaqués la semaine dernière par des hommes armés non identifiés.",
        ),
        (
            "body",
            "Le ministre de la Défense, qui était en visite à Gao, a promis une réponse rapide.",
        ),
        ("heading", "Les renforts"),
        ("body", "Les premiers éléments doivent arriver avant la fin du mois."),
        (
            "body",
            "Ils seront basés près de l'aéroport, a précisé le porte-parole de l'armée, "
            "et non dans la ville elle-même.",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # short lines of a list: nothing a width has broken
        ("Gao\nKidal\nTombouctou\nMopti\nSégou\n", 5),
        # one paragraph a line, of many lengths
        (
            "Un convoi a été attaqué.\nDeux soldats sont morts dans une explosion.\nL'armée enquête.",
            3,
        ),
        # lines longer than any wrapping
        ("\n".join(["Le convoi " + "qui avançait lentement " * 6 + "a été attaqué."] * 4), 4),
    ],
)
def test_lines_that_are_not_wrapped_stay_apart(text: str, count: int) -> None:
    assert join_wrapped(text) == text
    assert len(split_sentences(text, FR)) == count


# Lines that are not news, in the middle of an article, and lines that look like them and are.
NOISE = [
    "Votre publicité ici avec MEDIAPUB",
    "Publicité",
    "PUBLICITÉ",
    "- Publicité -",
    "La suite après cette publicité",
    "Contenu sponsorisé",
    "Lire aussi",
    "Lire aussi : Gao attaquée",
    "LIRE AUSSI : Gao attaquée par des rebelles.",
    "À lire aussi",
    "A lire aussi : Mali, la paix fragile",
    "À LIRE AUSSI >> Mali, la paix fragile",
    "→ Lire également",
    "Voir aussi : les images de l'attaque",
    "Sur le même sujet",
    "Vous aimerez aussi",
    "Les plus lus",
    "Pour aller plus loin : notre dossier sur le Sahel",
    "Partager",
    "Partager sur Facebook",
    "Partager cet article :",
    "Facebook Twitter WhatsApp",
    "Imprimer",
    "12 commentaires",
    "Réagir à cet article",
    "Soyez le premier à commenter",
    "Suivez-nous sur Telegram et WhatsApp",
    "Abonnez-vous",
    "Abonnez-vous à notre lettre quotidienne.",
    "Inscrivez-vous à notre newsletter",
    "Recevez chaque matin l'essentiel de l'actualité",
    "Newsletter",
    "Cet article est réservé aux abonnés",
    "Ce site utilise des cookies pour améliorer votre visite.",
    "Accepter et fermer",
    "Temps de lecture : 3 min",
    "Lecture 4 min.",
    "Publié aujourd'hui à 12h03",
    "Il y a 3 heures",
    "Tous droits réservés.",
    "© AFP",
    "© 2019 Agence France-Presse",
    "Crédit photo : Jean Dupont",
    "Photo : REUTERS",
    "Photo d'illustration",
    "(Photo d'archives)",
    "Des soldats à Gao, en mars 2019. © AFP",
    "Des soldats à Gao, en mars 2019. JEAN DUPONT / AFP",
    "Des soldats à Gao. AFP/Jean Dupont",
    "Des soldats patrouillent à Gao (photo Reuters)",
    "Par Claire Martin",
    "Par Claire Martin avec AFP",
    "Par Claire Martin et Jean Dupont, à Bamako",
    "Par La rédaction",
    "De notre correspondant à Bamako, Jean Dupont",
    "Propos recueillis par Claire Martin",
    "Claire Martin, envoyée spéciale à Gao",
    "Le Courrier avec AFP",
    "Avec AFP",
    "(AFP)",
    "AFP/Reuters",
    "La rédaction avec Reuters",
    "Source : AFP",
    "***",
    "_______",
    "Mots-clés : Mali, Gao, armée",
    "Retour à l'accueil",
]
NEWS = [
    "La publicité politique est interdite dans le pays.",
    "Partager le pouvoir, exigent les rebelles.",
    "Lire la résolution suffit, selon Moscou.",
    "Par ailleurs, deux soldats ont été tués.",
    "Par Bagdad et Mossoul passent les convois.",
    "Photo à l'appui, l'armée accuse les rebelles.",
    "Les commentaires du ministre ont été condamnés.",
    "Suivre les rebelles jusqu'au fleuve est dangereux.",
    "L'AFP a constaté le départ des troupes.",
    "Avec l'AFP, deux agences ont confirmé.",
    "Il y a trois jours, un convoi a été attaqué.",
    "Publié mardi, le rapport accuse l'armée.",
    "Les abonnés au réseau sont privés de courant.",
    "Recevoir des armes de l'étranger est interdit.",
    "Voir Gao libre reste un rêve.",
    "Direct dans le camp, l'obus a tué deux soldats.",
    "Source de tensions, la base sera fermée.",
    "Jean Dupont, journaliste enlevé à Gao, est libre.",
    "Imprimer des tracts leur a coûté la liberté.",
    "Accepter la trêve serait une erreur.",
    "Deux journalistes de l'AFP et de Reuters blessés",
    "Renforts attendus à Gao",
    "Otan : le sommet reporté",
]


@pytest.mark.parametrize("line", NOISE)
def test_noise_is_left_out(line: str) -> None:
    text = f"Titre de la dépêche\n\nUn convoi a été attaqué.\n\n{line}\n\nDeux soldats sont morts."
    assert [words for _, words in kinds_and_words(text)] == [
        "Titre de la dépêche",
        "Un convoi a été attaqué.",
        "Deux soldats sont morts.",
    ]


@pytest.mark.parametrize("line", NEWS)
def test_news_is_kept(line: str) -> None:
    text = f"Titre de la dépêche\n\nUn convoi a été attaqué.\n\n{line}\n\nDeux soldats sont morts."
    segments = split_sentences(text, FR)
    kept = text[segments[2].anchor.start : segments[-2].anchor.end]
    assert kept == line


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        # links under their heading, and the heading of the next paragraph after them
        (["Un.", "Lire aussi", "Mali : la paix", "Niger : le coup", "Deux."], ["Un.", "Niger", "le coup", "Deux."]),
        (["Un.", "Lire aussi", "Mali : la paix", "Niger : le coup", "", "Deux."], ["Un.", "Niger", "le coup", "Deux."]),
        (["Un.", "À lire aussi :", "Mali : la paix", "Deux."], ["Un.", "Deux."]),
        (["Un.", "Sur le même sujet", "- Mali : la paix", "- Niger : le coup", "Deux."], ["Un.", "Deux."]),
        # the list of sources at the end, with all that follows it
        (["Un.", "Deux.", "Sources", "« Deux morts à Gao. » – Le Courrier, 3 mars 2019."], ["Un.", "Deux."]),
        (["Un.", "Deux.", "Commentaires", "Bravo. Quelle horreur."], ["Un.", "Deux."]),
        # the same word high in the text is a heading
        (["Sources", "Un.", "Deux.", "Trois.", "Quatre."], ["Sources", "Un.", "Deux.", "Trois.", "Quatre."]),
    ],
)
def test_lists_of_links_and_sources(lines: list[str], kept: list[str]) -> None:
    assert [words for _, words in kinds_and_words("\n".join(["Titre", "", *lines]))] == ["Titre", *kept]


# A line, the dateline at its start (None: there is none), its place and its day.
DATELINES = [
    ("BAMAKO (AFP) – Deux soldats", "BAMAKO (AFP)", "BAMAKO", None),
    ("BAMAKO, 20 févr. 2017 (ATS) – Deux soldats", "BAMAKO, 20 févr. 2017 (ATS)", "BAMAKO", date(2017, 2, 20)),
    ("Paris, 3 mars (Reuters) - Le ministre", "Paris, 3 mars (Reuters)", "Paris", None),
    ("Paris, le 3 mars 2019 (AFP) - Le ministre", "Paris, le 3 mars 2019 (AFP)", "Paris", date(2019, 3, 3)),
    ("Paris, mardi (AFP) - Le ministre", "Paris, mardi (AFP)", "Paris", None),
    ("Paris (AFP) Le ministre", "Paris (AFP)", "Paris", None),
    ("Paris (Reuters): Le ministre", "Paris (Reuters)", "Paris", None),
    ("PARIS/LONDRES (Reuters) - Le ministre", "PARIS/LONDRES (Reuters)", "PARIS/LONDRES", None),
    ("N'DJAMENA – Le président", "N'DJAMENA", "N'DJAMENA", None),
    ("EPINAL. _ Plusieurs soldats", "EPINAL", "EPINAL", None),
    (
        "Port-au-Prince, lundi 3 mars 2014 - « Nous",
        "Port-au-Prince, lundi 3 mars 2014",
        "Port-au-Prince",
        date(2014, 3, 3),
    ),
    ("Kiev (Ukraine), 3 mars 2022 – Les forces", "Kiev (Ukraine), 3 mars 2022", "Kiev", date(2022, 3, 3)),
    ("NEW YORK (Nations unies) (AFP) - Le Conseil", "NEW YORK (Nations unies) (AFP)", "NEW YORK", None),
    ("Ouagadougou, 1er mars 2020 – Le pays", "Ouagadougou, 1er mars 2020", "Ouagadougou", date(2020, 3, 1)),
    ("Le Caire, 1er mars 2020 – Le pays", "Le Caire, 1er mars 2020", "Le Caire", date(2020, 3, 1)),
    ("10 janvier 2016 . – Le pays", "10 janvier 2016", None, date(2016, 1, 10)),
    (
        "24 août 2016, 10\u202fh\u202f00 UTC . – Un bilan",
        "24 août 2016, 10\u202fh\u202f00 UTC",
        None,
        date(2016, 8, 24),
    ),
    ("30 juillet 2016, Pologne . – Le pape", "30 juillet 2016, Pologne", None, date(2016, 7, 30)),
    ("(AFP) - Des soldats", "(AFP)", None, None),
    ("(AFP) Des soldats", "(AFP)", None, None),
    ("AFP - Des soldats", "AFP", None, None),
    ("AFP, Paris - Des soldats", "AFP, Paris", "Paris", None),
    ("PARIS, 3 mars 2019 (Xinhua) -- Le ministre", "PARIS, 3 mars 2019 (Xinhua)", "PARIS", date(2019, 3, 3)),
    (
        "Quito - Quatre policiers ont été tués mardi dans une embuscade tendue par un groupe armé, a annoncé l'armée.",
        "Quito",
        "Quito",
        None,
    ),
    ("BAKOU, Azerbaïdjan – Une trêve est entrée en vigueur.", "BAKOU, Azerbaïdjan", "BAKOU, Azerbaïdjan", None),
    ("LE CAIRE - Un président a été renversé.", "LE CAIRE", "LE CAIRE", None),
    (
        "(Varsovie) Une frappe a tué deux civils lundi matin dans la région frontalière, a indiqué le gouverneur régional.",
        "(Varsovie)",
        None,
        None,
    ),
    ("Quito - quatre policiers tués", None, None, None),
    (
        "Syrie - L'armée turque et ses alliés poursuivent leur avancée dans le nord du pays malgré les appels à la trêve",
        None,
        None,
        None,
    ),
    # sentences that begin like datelines
    ("Le 3 mars 2019, des soldats", None, None, None),
    ("Paris (AFP) est", None, None, None),
    ("Paris – Le ministre", None, None, None),
    ("Irak - Des soldats", None, None, None),
    ("Saint-Denis - Le stade", None, None, None),
    ("L'agence Anadolu (AA) a annoncé", None, None, None),
    ("Le chef de l'Otan (AFP) Le ministre", None, None, None),
    ("En 2014 – Le groupe", None, None, None),
    ("Bamako, capitale du Mali, a", None, None, None),
    ("Deux soldats (AFP) – Les", None, None, None),
    ("Mardi, Paris – qui refuse – a", None, None, None),
]


@pytest.mark.parametrize(("line", "words", "place", "day"), DATELINES)
def test_dateline(line: str, words: str | None, place: str | None, day: date | None) -> None:
    found = match_dateline(line, FR)
    assert (found and (line[: found.end], found.place, found.published)) == (words and (words, place, day))


PUBLISHED = [
    ("Titre\n11 juil. 2016, 18:56\nTexte.", date(2016, 7, 11)),
    ("Titre\n\nLundi 11 juillet 2016\n\nTexte.", date(2016, 7, 11)),
    ("Titre\nLe 11 juillet 2016 à 18h56\nTexte.", date(2016, 7, 11)),
    ("Titre\n11/07/2016\nTexte.", date(2016, 7, 11)),
    ("Titre\n11.07.2016 - 18:56\nTexte.", date(2016, 7, 11)),
    ("Titre\n2016-07-11 18:56\nTexte.", date(2016, 7, 11)),
    ("Titre\n1er août 2016\nTexte.", date(2016, 8, 1)),
    ("Titre\nPublié le 3 mars 2019\nTexte.", date(2019, 3, 3)),
    ("Titre\nPublié le : 3 mars 2019 à 10 h 12\nTexte.", date(2019, 3, 3)),
    ("Titre\nMis en ligne le 03/03/2019 à 10h12\nTexte.", date(2019, 3, 3)),
    ("Titre\nPublié le 3 mars 2019, mis à jour le 5 mars 2019\nTexte.", date(2019, 3, 3)),
    ("Titre\nMis à jour le 5 mars 2019, publié le 3 mars 2019\nTexte.", date(2019, 3, 3)),
    ("Titre\nMis à jour le 5 mars 2019\nPublié le 3 mars 2019\nTexte.", date(2019, 3, 3)),
    ("Titre\nMis à jour le 5 mars 2019\nBAMAKO, 3 mars 2019 (AFP) – Texte.", date(2019, 3, 3)),
    ("Titre\nMis à jour le 5 mars 2019 à 08:00\nTexte.", date(2019, 3, 5)),
    ("Titre\nModifié le 5/3/2019 | Publié le 3/3/2019\nTexte.", date(2019, 3, 3)),
    ("Titre\nPar Claire Martin | Publié le 3 mars 2019\nTexte.", date(2019, 3, 3)),
    ("Titre\nPar Claire Martin avec AFP - Publié le 3 mars 2019 à 10h\nTexte.", date(2019, 3, 3)),
    ("BAMAKO, 20 févr. 2017 (ATS) – Deux soldats sont morts.", date(2017, 2, 20)),
    ("10 janvier 2016 . –\nLe pays vote.", date(2016, 1, 10)),
    ("Titre\nDeux soldats sont morts (AFP, le 3 mars 2019).\nFin.", date(2019, 3, 3)),
    ("Titre\nTexte.\n(AFP, 3 mars 2019)", date(2019, 3, 3)),
    # dates that are news, or no dates
    ("Titre\nLe 3 mars 2019, des soldats sont morts.", None),
    ("Titre\nL'attaque du 3 mars 2019 a fait deux morts.", None),
    ("Titre\nL'accord (signé le 3 mars 2019) est rompu.", None),
    ("Titre\nParis, 3 mars (Reuters) - Le ministre part.", None),
    ("Titre\n31 février 2019\nTexte.", None),
    ("Titre\nTexte sans date.", None),
    ("Titre\nLe rapport publié le 3 mars 2019 par l'ONU accuse l'armée.", None),
    ("Titre\nPublié le 3 mars 2019, le rapport de l'ONU accuse l'armée.", None),
    ("Titre\n" + "Une phrase.\n" * 20 + "3 mars 2019\n" + "Une phrase.\n" * 5, None),
    ("", None),
]


@pytest.mark.parametrize(("text", "day"), PUBLISHED)
def test_publication_date(text: str, day: date | None) -> None:
    assert find_published(text, FR) == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Gao attaquée\n\nDeux morts.", "Gao attaquée"),
        ("Votre publicité ici avec X\n\nIrak: Gao attaquée\n\nDeux morts.", "Irak: Gao attaquée"),
        ("11 juil. 2016\nGao attaquée\nDeux morts.", "Gao attaquée"),
        ("Deux morts à Gao.", None),
        ("Deux morts à Gao.\n\nRenforts\n\nUn convoi part.", None),
        ("Deux morts à Gao", None),
        ("", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert find_title(text, FR) == title


def test_every_table_was_collected() -> None:
    tables = (RUNNING, BOUNDARIES, LAYOUT, NOISE, NEWS, DATELINES, PUBLISHED)
    assert tuple(len(table) for table in tables) == (62, 17, 26, 67, 23, 40, 32)
    assert set(BOUNDARIES) <= set(RUNNING)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aé M.\n:«»\"'!?…-–123()[]LeParisAFP,©\r\u2028\u00a0", max_size=120))
def test_anchors_are_in_order_and_quote_the_text(text: str) -> None:
    segments = split_sentences(text, FR)
    anchors = [segment.anchor for segment in segments]
    assert all(text[anchor.start : anchor.end] == anchor.text == anchor.text.strip() != "" for anchor in anchors)
    assert all(before.end <= after.start for before, after in pairwise(anchors))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aéM. \n:!?LeL", max_size=80))
def test_no_word_is_lost(text: str) -> None:
    """Without noise and bullets, the segments hold every letter of the lines that are kept."""
    lines = [text[line.start : line.end] for line in read_lines(text, FR) if line.kind not in ("noise", "dateline")]
    kept = "".join(segment.anchor.text for segment in split_sentences(text, FR) if segment.kind != "dateline")
    assert re.sub(r"[^\w]", "", kept) == re.sub(r"[^\w]", "", "".join(lines))


@pytest.mark.parametrize(
    "text", ["A " * 20_000, "Paris, " * 8_000, "." * 30_000, "« " * 20_000, "A. " * 20_000, "1 h " * 9_000]
)
def test_no_text_takes_for_ever(text: str) -> None:
    begun = time.process_time()
    split_sentences(text, FR)
    find_published(text, FR)
    assert time.process_time() - begun < 10  # a backtracking pattern would take hours


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("juil = 7", "juil = 13"), "[months] juil: 13 is not a month"),
        (("[noise]", "[noises]"), "the table [noise] is missing"),
        (("'suivez le direct\\W*'", "'suivez (le direct'"), "is not a regular expression"),
        (('weekdays = ["lundi",', 'weekdays = [1, "lundi",'), "weekdays: this must be a list of words"),
        (('"etc", "J.-C"', '"etc", "Mme", "J.-C"'), "Mme stands in both lists"),
        (("[sentences]", "[sentences"), "language.toml"),
    ],
)
def test_a_mistake_in_the_words_is_named(change: tuple[str, str], words: str, tmp_path: Path) -> None:
    good = (folder("lang") / "fr" / "language.toml").read_text(encoding="utf-8")
    assert change[0] in good
    place = tmp_path / "fr"
    place.mkdir()
    (place / "language.toml").write_text(good.replace(*change), encoding="utf-8")
    with pytest.raises(ResourceError, match=re.escape(words)):
        load_language_words("fr", tmp_path)
