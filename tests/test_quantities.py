"""What numbers count: one row, one sentence, the figures in it in order of the text.

A figure is written “measure amount”: 12 (exactly, or about), 12+ (at least), ..12 (at most), 20-30; “more” after it
where it is additional, brackets around it where it is part of another (« dont trois enfants »). Counts that measure
nothing are left out: a row without figures is a counter-example.
"""

import pytest

from kg.extract.quantities import find_quantities, load_number_words, read_number
from kg.model import Quantity

WORDS = load_number_words()


def show(quantity: Quantity) -> str:
    """A figure as the tables write it."""
    low, high = quantity.amount.low, quantity.amount.high
    if low == high:
        amount = str(low)
    elif high is None:
        amount = f"{low}+"
    else:
        amount = f"..{high}" if low is None else f"{low}-{high}"
    shown = f"{quantity.measure} {amount}" + (" more" if quantity.amount.change == "additional" else "")
    return f"({shown})" if quantity.subset else shown


def figures(sentence: str) -> str:
    """The figures of a sentence."""
    return ", ".join(show(q) for q in find_quantities(sentence, WORDS) if q.measure is not None)


# ---------------------------------------------------------------- numbers

NUMBERS = (
    ("12", 12),
    ("1 200", 1200),
    ("1.200", 1200),
    ("1\u00a0200", 1200),
    ("1\u202f200", 1200),
    ("12 000", 12000),
    ("1,5 million", 1500000),
    ("2 millions", 2000000),
    ("deux", 2),
    ("dix-sept", 17),
    ("vingt et un", 21),
    ("vingt-et-un", 21),
    ("soixante-douze", 72),
    ("quatre-vingts", 80),
    ("quatre-vingt-dix-neuf", 99),
    ("cent vingt", 120),
    ("deux cents", 200),
    ("mille", 1000),
    ("trois mille deux cents", 3200),
    ("une dizaine", 10),
    ("une vingtaine", 20),
    ("une bonne centaine", 100),
    ("une demi-douzaine", 6),
    ("bombe", None),
    ("des centaines", None),
)

AMOUNTS = (
    ("Douze personnes ont été tuées.", "deaths 12"),
    ("L'attaque a fait 12 morts.", "deaths 12"),
    ("L'attaque a fait 1 200 morts.", "deaths 1200"),
    ("L'attaque a fait 1.200 morts.", "deaths 1200"),
    ("L'attaque a fait 1\u00a0200 morts.", "deaths 1200"),
    ("L'attaque a fait 1\u202f200 morts.", "deaths 1200"),
    ("L'attaque a fait un mort.", "deaths 1"),
    ("L'attaque a fait une vingtaine de morts.", "deaths 20"),
    ("L'attaque a fait une centaine de morts.", "deaths 100"),
    ("L'attaque a fait une bonne dizaine de morts.", "deaths 10"),
    ("L'attaque a fait des dizaines de morts.", "deaths 20+"),
    ("L'attaque a fait plusieurs dizaines de morts.", "deaths 20+"),
    ("L'attaque a fait des centaines de morts.", "deaths 200+"),
    ("La guerre a fait des milliers de morts.", "deaths 2000+"),
    ("La guerre a fait des centaines de milliers de morts.", "deaths 200000+"),
    ("La guerre a fait trois cent mille morts.", "deaths 300000"),
    ("La guerre a fait 300 000 morts.", "deaths 300000"),
    ("La guerre a fait 1,5 million de morts.", "deaths 1500000"),
    ("L'attaque a fait au moins 12 morts.", "deaths 12+"),
    ("L'attaque a fait plus de 12 morts.", "deaths 12+"),
    ("L'attaque a fait plus d'une vingtaine de morts.", "deaths 20+"),
    ("L'attaque a fait pas moins de 30 morts.", "deaths 30+"),
    ("L'attaque a fait 12 morts au moins.", "deaths 12+"),
    ("L'attaque a fait jusqu'à 30 morts.", "deaths ..30"),
    ("L'attaque a fait moins de 30 morts.", "deaths ..30"),
    ("L'attaque a fait près de 300 morts.", "deaths 300"),
    ("L'attaque a fait environ 300 morts.", "deaths 300"),
    ("L'attaque a fait quelque 300 morts.", "deaths 300"),
    ("L'attaque a fait autour de 300 morts.", "deaths 300"),
    ("L'attaque a fait presque 300 morts.", "deaths 300"),
    ("L'attaque a fait entre 20 et 30 morts.", "deaths 20-30"),
    ("L'attaque a fait 20 à 30 morts.", "deaths 20-30"),
    ("L'attaque a fait de 20 à 30 morts.", "deaths 20-30"),
    ("L'attaque a fait vingt à trente morts.", "deaths 20-30"),
    ("L'attaque a fait deux ou trois morts.", "deaths 2-3"),
    ("Entre 20 et 30 soldats ont péri.", "deaths 20-30"),
)

TOLLS = (
    ("Le bilan passe de 12 à 15 morts.", "deaths 12, deaths 15"),
    ("Le bilan est passé de douze à quinze morts.", "deaths 12, deaths 15"),
    ("Le bilan de l'attentat est porté à 15 morts.", "deaths 15"),
    ("Le bilan s'élève désormais à 86 morts.", "deaths 86"),
    ("Le bilan s'alourdit à 86 morts et 120 blessés.", "deaths 86, injured 120"),
    ("Le nombre de morts s'élève à 12.", "deaths 12"),
    ("Un nouveau bilan fait état de 32 morts, contre 28 précédemment.", "deaths 32, deaths 28"),
    ("Un précédent bilan faisait état de dix morts.", "deaths 10"),
    ("L'attaque a fait 12 morts et 30 blessés.", "deaths 12, injured 30"),
    ("L'attaque a fait douze morts, dont trois enfants, et vingt blessés.", "deaths 12, (deaths 3), injured 20"),
    ("L'attaque a fait 12 morts (dont 3 enfants) et 20 blessés.", "deaths 12, (deaths 3), injured 20"),
    ("L'explosion a tué 12 personnes et en a blessé 30 autres.", "deaths 12, injured 30"),
    ("Une bombe a explosé, tuant 12 personnes et en blessant 30.", "deaths 12, injured 30"),
    ("Une bombe a explosé, tuant 12 personnes et en blessant 30 autres.", "deaths 12, injured 30"),
    ("Une bombe a tué trois personnes et blessé quinze autres.", "deaths 3, injured 15"),
    ("Six soldats et quatre civils ont été tués.", "deaths 6, deaths 4"),
    ("Six soldats ainsi que quatre civils ont été tués.", "deaths 6, deaths 4"),
    ("Une bombe a tué six soldats et quatre civils.", "deaths 6, deaths 4"),
    ("Une bombe a tué six soldats, quatre civils et un policier.", "deaths 6, deaths 4, deaths 1"),
    ("Douze personnes sont mortes et trente ont été blessées.", "deaths 12, injured 30"),
    ("Douze personnes ont été tuées et trente autres blessées.", "deaths 12, injured 30"),
    ("Douze civils ont péri.", "deaths 12"),
    ("Douze civils ont trouvé la mort.", "deaths 12"),
    ("Douze civils ont perdu la vie.", "deaths 12"),
    ("Douze civils ont succombé à leurs blessures.", "deaths 12"),
    ("Douze civils y ont laissé la vie.", "deaths 12"),
    ("L'attaque a coûté la vie à douze civils.", "deaths 12"),
    ("L'attaque avait causé la mort de douze civils.", "deaths 12"),
    ("L'attaque a provoqué la mort d'au moins douze civils.", "deaths 12+"),
    ("Douze cadavres ont été retrouvés.", "deaths 12"),
    ("Les corps de douze civils ont été retrouvés.", "deaths 12"),
    ("L'armée affirme avoir abattu vingt rebelles.", "deaths 20"),
    ("L'armée affirme avoir neutralisé vingt rebelles.", "personnel 20"),
    ("Un soldat a été tué.", "deaths 1"),
    ("Un soldat a été tué et deux autres blessés.", "deaths 1, injured 2"),
    ("Un soldat a été blessé dans l'explosion d'une mine.", "injured 1"),
    ("Une femme et deux enfants ont été tués.", "deaths 1, deaths 2"),
    ("Un médecin tué dans un raid.", "deaths 1"),
    ("Attentat à Bagdad : 12 morts, 30 blessés.", "deaths 12, injured 30"),
    ("Au moins 12 morts dans un attentat à Bagdad.", "deaths 12+"),
    ("Douze tués et trente blessés à Bagdad.", "deaths 12, injured 30"),
    ("Les trois assaillants ont été abattus.", "deaths 3"),
    ("Plus de 200 personnes ont été tuées, dont une majorité de civils.", "deaths 200+"),
    ("Parmi les douze morts figurent trois enfants.", "deaths 12, (deaths 3)"),
    ("Douze personnes, dont trois enfants, ont été tuées.", "deaths 12, (deaths 3)"),
    ("Vingt personnes ont été blessées, dont trois grièvement.", "injured 20, (injured 3)"),
    ("Vingt blessés, parmi lesquels cinq policiers, ont été hospitalisés.", "injured 20, (injured 5)"),
    ("Quatre d'entre eux ont été tués.", "deaths 4"),
    ("Les combats ont fait 40 morts dans les rangs de l'armée et 60 chez les rebelles.", "deaths 40, deaths 60"),
    ("Quelque 2 500 civils ont été tués ou blessés.", ""),
    ("Quatorze casques bleus ont été tués.", "deaths 14"),
    ("Sept soldats maliens ont été tués lundi dans une embuscade.", "deaths 7"),
    ("Trois soldats, deux gendarmes et un civil ont péri.", "deaths 3, deaths 2, deaths 1"),
    ("Dix-sept soldats sont morts au combat.", "deaths 17"),
    ("Quinze personnes ont été exécutées.", "deaths 15"),
    ("247 civils (en majorité des femmes), 40 soldats et deux policiers ont péri.", "deaths 247, deaths 40, deaths 2"),
    ("L'attentat a fait quatre morts, trois femmes et un homme.", "deaths 4, (deaths 3), (deaths 1)"),
    ("L'attentat a fait sept morts : deux civils et cinq policiers.", "deaths 7, (deaths 2), (deaths 5)"),
    ("L'attentat a fait sept morts, deux blessés et cinq disparus.", "deaths 7, injured 2"),
    ("Parmi les 40 maisons détruites, 12 personnes sont mortes.", "deaths 12"),
    ("Un homme, blessé lundi, a succombé à ses blessures.", "deaths 1"),
    ("Trois policiers qui répondaient à un appel sont morts.", "deaths 3"),
    ("Trois policiers abattus en Louisiane.", "deaths 3"),
    ("L'explosion a tué, selon l'armée, douze soldats.", "deaths 12"),
    ("Douze personnes ont été tuées à Gao et six à Kidal.", "deaths 12, deaths 6"),
    ("L'armée a perdu douze soldats.", "deaths 12"),
    ("Entre deux et trois millions de personnes ont fui.", "displaced 2000000-3000000"),
    ("Treize jeunes âgés de 16 à 25 ans ont été tués.", "deaths 13"),
)

OTHERS = (
    ("Washington va envoyer 560 soldats.", "personnel 560"),
    ("Washington va envoyer 560 soldats supplémentaires.", "personnel 560 more"),
    ("Washington va envoyer 560 militaires de plus.", "personnel 560 more"),
    ("Washington va envoyer 560 autres soldats.", "personnel 560 more"),
    ("Washington va envoyer un renfort de 560 soldats.", "personnel 560 more"),
    ("L'envoi de 560 hommes porte à 4 650 le nombre de militaires.", "personnel 560, personnel 4650"),
    ("La France maintiendra 3 000 hommes au Sahel.", "personnel 3000"),
    ("Près de 4 000 soldats français sont déployés.", "personnel 4000"),
    ("Les effectifs passent de 3 000 à 4 500 soldats.", "personnel 3000, personnel 4500"),
    ("Vingt suspects ont été arrêtés.", "detained 20"),
    ("La police a arrêté vingt suspects.", "detained 20"),
    ("La police a procédé à vingt arrestations.", "detained 20"),
    ("Vingt personnes ont été interpellées et cinq placées en garde à vue.", "detained 20, detained 5"),
    ("Vingt personnes sont détenues sans procès.", "detained 20"),
    ("Trente élèves ont été enlevés.", "abducted 30"),
    ("Boko Haram a enlevé 276 lycéennes.", "abducted 276"),
    ("Des hommes armés ont kidnappé trois humanitaires.", "abducted 3"),
    ("Trois Occidentaux ont été pris en otage.", "abducted 3"),
    ("Le groupe détient trois otages.", "abducted 3"),
    ("Plus de 10 000 personnes ont fui.", "displaced 10000+"),
    ("Les combats ont déplacé 10 000 personnes.", "displaced 10000"),
    ("Les combats ont fait 10 000 déplacés.", "displaced 10000"),
    ("Les combats ont poussé 10 000 civils à fuir.", "displaced 10000"),
    ("Deux millions de personnes ont été déplacées.", "displaced 2000000"),
    ("La base est à 60 km au sud de Mossoul.", "distance 60"),
    ("Le missile a une portée de 3 000 à 4 000 km.", "distance 3000-4000"),
    ("La police a fait état de 443 interpellations, au moins 388 gardes à vue.", "detained 443, detained 388+"),
    ("Il y a eu 600 arrestations dans la capitale et 200 dans le reste du pays.", "detained 600, detained 200"),
    ("L'ONU a déployé 300 soldats à Gao et 200 à Kidal.", "personnel 300, personnel 200"),
    ("La ville est à une soixantaine de kilomètres de Mossoul.", "distance 60"),
    ("C'est sa quatrième visite à Bagdad.", "occurrence 4"),
    ("C'est sa 3e visite à Bagdad.", "occurrence 3"),
    ("C'est la première visite d'un président américain.", "occurrence 1"),
    ("Un deuxième attentat a visé le marché.", "occurrence 2"),
)

COUNTER_EXAMPLES = (
    "L'attaque n'a fait aucune victime.",
    "L'attaque n'a pas fait de mort.",
    "L'explosion n'a pas fait de blessé.",
    "Le marché a été frappé, sans victime.",
    "Des soldats ont été tués.",
    "Plusieurs civils ont été tués.",
    "L'aide s'élève à 12 millions de dollars.",
    "Le pays a reçu 300 tonnes de blé.",
    "Le candidat a obtenu 52 % des voix.",
    "Le candidat a obtenu 52,3 pour cent des voix.",
    "Un garçon de 12 ans joue au ballon.",
    "Ahmed, 34 ans, est médecin.",
    "Il a été condamné à vingt ans de prison.",
    "Les combats durent depuis trois semaines.",
    "La réunion a commencé à 14 heures.",
    "La résolution 2231 a été adoptée.",
    "Le vol 804 a disparu.",
    "L'équipe l'a emporté par 3 buts à 2.",
    "Le G7 se réunit.",
    "Il vit au 12, rue du Port.",
    "La ville compte 200 000 habitants.",
    "La zone couvre 300 km².",
    "Le véhicule roulait à 90 km/h.",
    "Trois villages ont été brûlés.",
    "Deux roquettes ont touché la base.",
    "Douze maisons ont été détruites.",
    "Le Premier ministre est arrivé.",
    "La Seconde Guerre mondiale a fait rage.",
    "Pour la première fois, il a parlé.",
    "Vingt otages ont été libérés.",
    "L'armée a libéré vingt otages.",
    "Trois accords ont été signés.",
    "Le 12 juillet, la ville est tombée.",
    "Il a tué le temps pendant deux heures.",
    "Deux attentats ont été déjoués.",
    "Ils se sont rencontrés à trois reprises.",
    "Cinq pays ont signé le texte.",
    "Le chef des Quinze s'est exprimé.",
    "Les Vingt-Sept se réunissent.",
    "Le train de 8 h 47 a déraillé.",
    "Le parti a perdu 40 sièges.",
    "Le club perd un rang.",
    "Elle a éliminé les trois favorites.",
    "Un maire se tue dans un accident.",
    "Il est mort d'une crise cardiaque.",
    "Il est mort à 91 ans.",
    "L'ouragan a touché trois millions de personnes.",
    "Le trésor, plusieurs millions de dollars détenus par des négociants, a disparu.",
    "Ils ont été exploités, 1 200 autres élèves ont pu y assister.",
    "La lumière parcourt 300 000 km/s.",
)


@pytest.mark.parametrize(("words", "value"), NUMBERS)
def test_number(words: str, value: int | None) -> None:
    """Digits, words and collectives have a value; vague plurals have none."""
    assert read_number(words, WORDS) == value


@pytest.mark.parametrize(("sentence", "expected"), [*AMOUNTS, *TOLLS, *OTHERS])
def test_figures(sentence: str, expected: str) -> None:
    """These figures and no others."""
    assert figures(sentence) == expected


@pytest.mark.parametrize("sentence", COUNTER_EXAMPLES)
def test_no_figure(sentence: str) -> None:
    """Nothing is measured."""
    assert figures(sentence) == ""
