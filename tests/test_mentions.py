"""Mentions: one row, one phrase, one fact; what must be found, and what must not."""

from functools import cache

import pytest

from kg.extract.mentions import find_all_mentions
from kg.extract.nouns import NounWords, load_noun_words
from kg.extract.parse import load_parser, parse
from kg.gazetteer import Gazetteer
from kg.graph.gazetteer import load_gazetteer
from kg.model import Anchor, EntityMention
from kg.resources import ResourceError


@cache
def resources() -> tuple[object, Gazetteer, NounWords]:
    return load_parser(), load_gazetteer(), load_noun_words()


@cache
def read(text: str) -> tuple[EntityMention, ...]:
    """The mentions of a text whose sentences are separated by « / »."""
    nlp, gazetteer, words = resources()
    anchors, start = [], 0
    for part in text.split(" / "):
        anchors.append(Anchor(start, start + len(part), part))
        start += len(part) + 3
    found = find_all_mentions(parse(anchors, nlp), gazetteer, words)  # type: ignore[arg-type]
    return tuple(mention for mentions in found for mention in mentions)


def told(mention: EntityMention, facts: list[str]) -> str:
    """A mention in the notation of the tables, with only the facts asked for."""
    shown = [mention.anchor.text, "|", mention.kind, mention.level]
    for fact in facts:
        name = fact.split("=")[0]
        value = mention.head.text if name == "head" else getattr(mention, name)
        shown.append(f"{name}={value}")
    return " ".join(shown)


# « text → words | Kind level fact=value … »: the facts are key, of, number, gender, head.
FOUND = """
Le Conseil de sécurité nationale s'est réuni à Ankara. → Conseil de sécurité nationale | Organization name key=None
Le Conseil de sécurité s'est réuni. → Conseil de sécurité | InternationalOrganization name key=un-security-council
Le raid a visé plus de vingt positions de l'organisation Etat islamique. → vingt positions de l'organisation Etat islamique | Facility nominal
L'Organisation pour l'interdiction des armes chimiques a confirmé. → Organisation pour l'interdiction des armes chimiques | InternationalOrganization name key=opcw
marine américaine a condamné l'attaque. → marine américaine | ArmedForce name
# names that no list knows, at the start of a sentence and after a verb whose object is a person
Zarghun Wardak a été tué dans une embuscade. → Zarghun Wardak | Person name
La police a interpellé Hlaing Thant Zin à son domicile. → Hlaing Thant Zin | Person name
Le syndicaliste Jean Moulard a été arrêté. → syndicaliste | Person nominal
# groups without a name
Des inconnus ont ouvert le feu sur un bus. → inconnus | Group nominal number=plur
Trois personnes ont été tuées par des inconnus. → inconnus | Group nominal number=plur
Les loyalistes ont repris la ville. → loyalistes | ArmedGroup nominal number=plur
Les Kurdes ont pris la ville. → Kurdes | Group nominal number=plur
Selon les Kurdes, la ville est prise. → Kurdes | Group nominal number=plur
Des combats opposent les Peuls aux Dogons. → Peuls | Group nominal number=plur
Des combats opposent les Peuls aux Dogons. → Dogons | Group nominal number=plur
Un Ouïghour a été arrêté. → Ouïghour | Person nominal number=sing
Des braconniers ont tué un garde. → braconniers | Group nominal number=plur
Ses agresseurs ont fui. → agresseurs | Group nominal number=plur
La marine ukrainienne a coulé un navire. → marine ukrainienne | ArmedForce nominal of=ukraine
Selon la marine, le navire a coulé. → marine | ArmedForce nominal
La marine américaine a coulé un navire. → marine américaine | ArmedForce name of=united-states
Des groupes progouvernementaux ont attaqué le village. → groupes progouvernementaux | ArmedGroup nominal
Des membres de groupes progouvernementaux ont été tués. → membres de groupes progouvernementaux | ArmedGroup nominal number=plur
Des membres de l'Etat islamique ont été tués. → membres de l'Etat islamique | ArmedGroup nominal of=islamic-state
Deux membres du parti ont démissionné. → Deux membres du parti | Person nominal number=plur
Vingt-huit gendarmes et quatre civils sont morts. → Vingt-huit gendarmes | ArmedForce nominal
Au moins trente et un civils sont morts. → trente et un civils | Group nominal
# what an unknown name after « groupe » is, its deeds tell
Le groupe Ansar al-Haqq a attaqué le village de Bambari. → Ansar al-Haqq | ArmedGroup name
Le mouvement Nour al-Haqq a enlevé trois soldats. → Nour al-Haqq | ArmedGroup name
L'attaque a été revendiquée par le groupe Ansar al-Haqq. → Ansar al-Haqq | ArmedGroup name
Le groupe Tidjani a vendu sa filiale. → Tidjani | Organization name
Le groupe Tidjani a attaqué l'Etat en justice. → Tidjani | Organization name
Le Conseil français du culte musulman a réagi. → Conseil français du culte musulman | Organization name
# persons: titles, functions, particles, the rest of the article
Le Premier ministre Haider Al-Abadi a reçu les ambassadeurs. → Haider Al-Abadi | Person name
Le Premier ministre Haider Al-Abadi a reçu les ambassadeurs. → Premier ministre | Person nominal
Le général Khalifa Haftar a quitté Benghazi. → Khalifa Haftar | Person name
Le général Khalifa Haftar a quitté Benghazi. → général | Person nominal
M. Carter s'est rendu sur place. → Carter | Person name gender=masc
Mme Mogherini s'est rendue sur place. → Mogherini | Person name gender=fem
Le porte-parole du ministère, Ahmed Salem, a démenti. → Ahmed Salem | Person name
Le porte-parole du ministère, Ahmed Salem, a démenti. → porte-parole du ministère | Person nominal head=porte-parole
Le chef du Pentagone, Ashton Carter, est arrivé. → Ashton Carter | Person name
Ashton Carter, chef du Pentagone, est arrivé. → chef du Pentagone | Person nominal
L'opposant Moulay Ould Daddah a été libéré. → Moulay Ould Daddah | Person name
Le chef rebelle Oumar Ben Salah est mort. → Oumar Ben Salah | Person name
Ursula von der Leyen a rencontré ses homologues. → Ursula von der Leyen | Person name
Dominique de Villepin s'est exprimé à la tribune. → Dominique de Villepin | Person name
Jean-Yves Le Drian a reçu une délégation. → Jean-Yves Le Drian | Person name
Le président Abdel Fattah al-Sissi a promis une réponse. → Abdel Fattah al-Sissi | Person name
Bachar al-Assad a refusé. → Bachar al-Assad | Person name
Selon Oumar Traoré, directeur de l'hôpital, tout va bien. → Oumar Traoré | Person name
Le colonel Mamadou Diarra a pris la parole. → Mamadou Diarra | Person name
Recep Tayyip Erdogan a parlé. / Erdogan a quitté la salle. → Erdogan | Person name
Le ministre Idrissa Maïga a démissionné. / Maïga part. → Maïga | Person name
Le juge d'instruction a convoqué Marie Lefort. → juge d'instruction | Person nominal
Le Premier ministre a démissionné. → Premier ministre | Person nominal number=sing
Le président malien a promis des réformes. → président malien | Person nominal of=mali
Le ministre irakien de la Défense est à Paris. → ministre irakien de la Défense | Person nominal of=iraq head=ministre
Le ministre des Affaires étrangères s'est tu. → ministre des Affaires étrangères | Person nominal
Le ministre de l'Intérieur et de la Sécurité est venu. → ministre de l'Intérieur et de la Sécurité | Person nominal
Le chef de la diplomatie allemande a protesté. → chef de la diplomatie allemande | Person nominal of=germany
Le chef d'état-major de l'armée a été limogé. → chef d'état-major de l'armée | Person nominal
Le secrétaire général de l'ONU a condamné l'attaque. → secrétaire général de l'ONU | Person nominal
L'ambassadeur de France a été convoqué. → ambassadeur de France | Person nominal of=france
Il a appelé son homologue turc. → homologue turc | Person nominal of=turkey
Le secrétaire d'Etat américain est arrivé hier. → secrétaire d'Etat américain | Person nominal of=united-states
La reine a félicité les soldats. → reine | Person nominal gender=fem
Un Irakien a été arrêté à la frontière. → Irakien | Person nominal of=iraq
Les ministres de la Défense se sont réunis. → ministres de la Défense | Person nominal number=plur
Un policier a été blessé. → policier | Person nominal number=sing
Le porte-parole de l'armée a confirmé. → porte-parole de l'armée | Person nominal
Un haut responsable américain l'a dit à la presse. → haut responsable américain | Person nominal of=united-states
# offices
Il a été nommé ministre de la Défense. → ministre de la Défense | Post nominal
Elle a été élue présidente. → présidente | Post nominal
Il quitte son poste de gouverneur. → gouverneur | Post nominal
Il est devenu Premier ministre. → Premier ministre | Post nominal
# states, places
Le Mali a fermé sa frontière. → Mali | Country name key=mali
Les Etats-Unis ont protesté. → Etats-Unis | Country name key=united-states
Les États-Unis ont protesté. → États-Unis | Country name key=united-states
Les relations avec l'Irak se détendent. → Irak | Country name key=iraq
La Corée du Nord a tiré une fusée. → Corée du Nord | Country name key=north-korea
Kiev accuse Moscou. → Kiev | City name of=ukraine
Kiev accuse Moscou. → Moscou | City name of=russia
Un attentat a frappé Bagdad. → Bagdad | City name key=baghdad of=iraq
La ville de Bir Kazzoum est assiégée. → Bir Kazzoum | City name
La ville de Bir Kazzoum est assiégée. → ville de Bir Kazzoum | City nominal
Ils sont arrivés à Ouadi Serra mardi. → Ouadi Serra | City name
Des combats ont eu lieu dans la province de Tallafir. → Tallafir | Region name
Ils viennent du nord de Kantaro. → Kantaro | City name
Les combats ont repris à Tallafir et Bir Kazzoum. → Bir Kazzoum | City name
Le village de Sirmine a été repris. → Sirmine | City name
La ville est calme. → ville | City nominal
Le pays est en guerre. → pays | Country nominal
# facilities
Ils ont attaqué la base aérienne de Qayyarah. → base aérienne de Qayyarah | Facility nominal head=base
Ils ont attaqué la base aérienne de Qayyarah. → Qayyarah | City name
L'aéroport de Bagdad est fermé. → aéroport de Bagdad | Facility nominal of=iraq
Un obus est tombé sur l'hôpital Al-Chifa. → hôpital Al-Chifa | Facility name head=hôpital
Une bombe a explosé sur un marché. → marché | Facility nominal
Le camp de réfugiés de Jabaliya a été touché. → camp de réfugiés de Jabaliya | Facility nominal
La mosquée a été fermée. → mosquée | Facility nominal
Le commissariat de police a brûlé. → commissariat de police | Facility nominal
Ils ont pris d'assaut le palais présidentiel. → palais présidentiel | Facility nominal
L'ambassade de France a été évacuée. → ambassade de France | Facility nominal of=france
Deux écoles ont été détruites. → Deux écoles | Facility nominal number=plur
# armed forces
L'armée malienne avance vers Kidal. → armée malienne | ArmedForce nominal of=mali
Les forces gouvernementales ont repris le village. → forces gouvernementales | ArmedForce nominal number=plur
Les forces de sécurité irakiennes ont repris le village. → forces de sécurité irakiennes | ArmedForce nominal of=iraq
Paris envoie 560 militaires supplémentaires. → 560 militaires | ArmedForce nominal head=militaires
Trois casques bleus ont été tués. → Trois casques bleus | ArmedForce nominal
Des soldats américains sont arrivés. → soldats américains | ArmedForce nominal of=united-states
La police a dispersé la foule. → police | ArmedForce nominal
Les troupes russes se retirent. → troupes russes | ArmedForce nominal of=russia
Des gendarmes ont été envoyés. → gendarmes | ArmedForce nominal
Les forces spéciales françaises sont sur place. → forces spéciales françaises | ArmedForce nominal of=france
Quelque 1 200 soldats ont été déployés. → 1 200 soldats | ArmedForce nominal
Une vingtaine de soldats ont été tués. → soldats | ArmedForce nominal
La garde présidentielle s'est mutinée. → garde présidentielle | ArmedForce nominal
L'armée de l'air a mené des raids. → armée de l'air | ArmedForce nominal
# armed groups
Des rebelles houthis ont tiré. → rebelles houthis | ArmedGroup nominal
Des hommes armés ont ouvert le feu. → hommes armés | ArmedGroup nominal
Un groupe djihadiste a revendiqué l'attaque. → groupe djihadiste | ArmedGroup nominal
Les djihadistes contrôlent la zone. → djihadistes | ArmedGroup nominal
Les combattants kurdes ont avancé. → combattants kurdes | ArmedGroup nominal
Les insurgés se sont repliés. → insurgés | ArmedGroup nominal
Les miliciens ont brûlé le village. → miliciens | ArmedGroup nominal
Des preneurs d'otages ont négocié. → preneurs d'otages | ArmedGroup nominal
# unnamed people
Des civils ont été tués. → civils | Group nominal
La police a arrêté douze manifestants. → douze manifestants | Group nominal
Les habitants de Gao ont fui. → habitants de Gao | Group nominal
Les Irakiens votent dimanche. → Irakiens | Group nominal of=iraq
Plusieurs Français ont été enlevés. → Français | Group nominal of=france
Quatre otages ont été libérés. → Quatre otages | Group nominal
La foule a crié. → foule | Group nominal
Des femmes et des enfants ont fui. → enfants | Group nominal
Un homme a été arrêté. → homme | Person nominal
# governments, bodies
Le gouvernement malien a réagi. → gouvernement malien | Government nominal of=mali
Le ministère de la Défense a confirmé. → ministère de la Défense | Government nominal
Le ministère russe des Affaires étrangères a protesté. → ministère russe des Affaires étrangères | Government nominal of=russia
Les autorités turques ont démenti. → autorités turques | Government nominal of=turkey
Le régime syrien a bombardé la ville. → régime syrien | Government nominal of=syria
Le parti Avenir commun a perdu. → Avenir commun | Organization name head=parti
L'ONG Terre Solide dénonce des abus. → Terre Solide | Organization name
Le journal Le Monde l'a écrit. → Le Monde | Organization name
La compagnie Trans Sahel a suspendu ses vols. → Trans Sahel | Organization name
Le Rassemblement pour la victoire (RPV) a gagné. → Rassemblement pour la victoire | Organization name
Le Rassemblement pour la victoire (RPV) a gagné. → RPV | Organization name
Le Front populaire de libération du Tanezrouft a signé. → Front populaire de libération du Tanezrouft | ArmedGroup name
La Cour suprême a rejeté le recours. → Cour suprême | Organization name
Le Comité international de la Croix-Rouge a visité les détenus. → Comité international de la Croix-Rouge | InternationalOrganization name
L'union nationale des mineurs (UNM) appelle à la grève. / L'UNM a gagné. → UNM | Organization name
Le Conseil de sécurité de l'ONU se réunit. → Conseil de sécurité de l'ONU | InternationalOrganization name
L'ONU a condamné l'attaque. → ONU | InternationalOrganization name
L'Union européenne a réagi. → Union européenne | InternationalOrganization name
L'Elysée a confirmé l'opération. → Elysée | Government name
Le Pentagone a confirmé l'opération. → Pentagone | Government name
La Maison Blanche a confirmé l'opération. → Maison Blanche | Government name
Le groupe Etat islamique a revendiqué l'attaque. → Etat islamique | ArmedGroup name key=islamic-state head=groupe
Boko Haram a attaqué le village. → Boko Haram | ArmedGroup name
# weapons
Des drones ont survolé la ville. → drones | Weapon nominal
Pyongyang a tiré deux missiles balistiques. → deux missiles balistiques | Weapon nominal
Une voiture piégée a explosé. → voiture piégée | Weapon nominal
Des engins explosifs improvisés ont été trouvés. → engins explosifs improvisés | Weapon nominal
Six avions de combat ont décollé. → Six avions de combat | Weapon nominal
L'émirat achète des chars Leclerc. → chars Leclerc | Weapon nominal
# pronouns
Il a quitté la salle. → Il | Person pronoun gender=masc number=sing
Elles ont quitté la salle. → Elles | Group pronoun gender=fem number=plur
Son avocat a protesté. → Son | Person pronoun number=sing
Leur chef a été tué. → Leur | Group pronoun number=plur
Ce dernier a refusé. → Ce dernier | Person pronoun
« Nous partons », a-t-il dit. → il | Person pronoun
Le général leur a ordonné de partir. → leur | Group pronoun
# a person and what stands beside the name
Le député Antoine Salvi (PDR) a protesté. / Le PDR se retire. → PDR | Organization name
L'ex-PDG Henri de Castries a témoigné. → Henri de Castries | Person name
Le porte-parole de Karim Daoudi, Luc Ferrand de Radio Sahel, est parti. → Luc Ferrand | Person name
Vers 16h40, Marine Le Pen a pris la parole. → Marine Le Pen | Person name
Le président de la région Nouvelle-Aquitaine Alain Rousset est venu. → Alain Rousset | Person name
Le président de la région Nouvelle-Aquitaine Alain Rousset est venu. → Nouvelle-Aquitaine | Region name
Le Suisse Rudi Waldner a été libéré. → Rudi Waldner | Person name
Mohamed B., un homme de 34 ans, a été arrêté. → Mohamed B. | Person name
La présidence d'Obama s'achève. → Obama | Person name
Macron a promis une réponse. → Macron | Person name
Hollande doit recevoir les otages. → Hollande | Person name
Poutine dément. → Poutine | Person name
# names inside names
Le Conseil de sécurité des Nations unies se réunit. → Conseil de sécurité des Nations unies | InternationalOrganization name
Le Conseil de sécurité des Nations unies se réunit. → Nations unies | InternationalOrganization name
La Mission de l'Union africaine en Somalie (Amisom) recule. → Union africaine | InternationalOrganization name
La Mission de l'Union africaine en Somalie (Amisom) recule. → Somalie | Country name
# places by a noun with a capital, and roads
Ils ont tiré près de l'Arc de Triomphe. → Arc de Triomphe | Facility name
Le navire a accosté à l'Île d'Yeu. → Île d'Yeu | Region name
La foule est place de la République. → place de la République | Facility name
L'autoroute M5 est coupée. → M5 | Facility name
Les autoroutes A6, A7 et A43 sont fermées. → A43 | Facility name
Des combats ont lieu dans la province de Ninive. → Ninive | Region name
L'Afrique subsaharienne est touchée. → Afrique subsaharienne | Region name
Ils ont fermé l'Aéroport international de Tallafir. → Aéroport international de Tallafir | Facility name
# bodies with lower-case words after their head
Le Parti québécois a gagné. → Parti québécois | Organization name
Le Mouvement cinq étoiles est en tête. → Mouvement cinq étoiles | Organization name
L'Olympique lyonnais a perdu. → Olympique lyonnais | Organization name
Le Canard enchaîné révèle l'affaire. → Le Canard enchaîné | Organization name
La Croix-Rouge est sur place. → Croix-Rouge | Organization name
Il l'a écrit sur Facebook. → Facebook | Organization name
L'agence a été joignable sur Telegram. → Telegram | Organization name
Le chef de Médiaplus travaille chez Zordane. → Zordane | Organization name
"""

# « text → words »: no mention has exactly these words; with « | Kind », none of that kind; « name », none of that level.
ABSENT = """
Le groupe autoproclamé « Etat islamique » a revendiqué l'attaque. → groupe autoproclamé
# a case in court is no person
Dans l'arrêt Roe v. Wade, la Cour a jugé. → Roe
Dans l'arrêt Roe v. Wade, la Cour a jugé. → Wade
# a people's adjective is no people
La minorité ouïghoure est persécutée. → ouïghoure
Le parti kurde a réagi. → kurde
# institutions and titles are no places, parts of them no names
Le secrétaire d'Etat est arrivé. → Etat
Le ministère de la Défense a confirmé. → Défense
La Cour d'appel a tranché. → Cour d'appel | City
Le Conseil de sécurité se réunit. → sécurité
Le Conseil de sécurité se réunit. → Conseil
Le ministre de l'Intérieur a démenti. → Intérieur
La chef de la diplomatie est arrivée. → diplomatie | City
Le Premier ministre est parti. → Premier
Le Premier ministre Haider Al-Abadi est parti. → Premier ministre Haider Al-Abadi
M. Carter est parti. → M. Carter
La France a réagi. → La France
Jean-Yves Le Drian est parti. → Drian
Jean-Yves Le Drian est parti. → Jean-Yves
Le garde des Sceaux a démissionné. → Sceaux
# a capital at the beginning of a sentence
Selon des témoins, il est mort. → Selon
Hier, la ville a été prise. → Hier
Plusieurs explosions ont retenti. → Plusieurs
Explosion dans un marché. → Explosion
Attaque contre un convoi. → Attaque
Alors que la trêve tient, les combats ont repris. → Alors
Tués dans une embuscade, ils ont été enterrés. → Tués
Après Alep, Homs. → Après Alep
Toutefois Damas refuse. → Toutefois Damas
« Nous restons », a-t-il dit. → Nous
Le bilan est lourd : Vingt morts. → Vingt
# months, days, feasts, numbers
L'attaque a eu lieu Lundi. → Lundi
Le scrutin de Mars a été reporté. → Mars
Le XXe siècle fut long. → XXe
Le GBU-43 a été largué. → GBU-43
# letters that name no body
Un traité de libre-échange transatlantique (TLT) est en vue. → TLT
Le PIB a reculé. → PIB
# idioms
Il a été placé en garde à vue. → garde
La mise en garde de Londres est claire. → garde
Un chef d'accusation a été retenu. → chef d'accusation
Il parle sur la base de documents. → base
Le marché du travail se porte mieux. → marché
Une bombe à retardement budgétaire inquiète. → bombe
Le rapport de forces a changé. → forces
Les droits de l'homme sont bafoués. → homme
L'état d'urgence est prolongé. → état
Le coup d'Etat a échoué. → Etat
La mise en place du plan avance. → place
Le bouc émissaire est trouvé. → émissaire
Il purge une peine de prison. → prison
La feuille de route est prête. → route
Il a été fait état de dégâts. → état
Le fer de lance du projet est connu. → lance
# an adjective is no noun
La situation militaire est tendue. → militaire
La voie civile est fermée. → civile
Les zones rebelles sont bombardées. → rebelles
Une opération policière est en cours. → policière
Les attaques terroristes ont cessé. → terroristes
La communauté musulmane est inquiète. → musulmane
Les minorités chrétiennes sont inquiètes. → chrétiennes
Le texte français est prêt. → français
# verbs are no nouns
Il garde le silence. → garde
Il juge la réponse tardive. → juge
Elle forme une équipe. → forme
Il marche vers la sortie. → marche
# participles tell an event and stay outside
Des soldats tués ont été enterrés. → soldats tués
Des soldats blessés ont été soignés. → soldats blessés
Paris envoie 560 militaires supplémentaires. → 560 militaires supplémentaires
# « il » that is nobody
Il y a des morts. → Il
Il faut partir. → Il
Il s'agit d'une erreur. → Il
Y a-t-il un espoir ? → il
On parle de paix. → On
Il est possible que la trêve tienne. → Il
# kinds
Le général Haftar est parti. → Haftar | City
Nancy Kelson a été réélue. → Nancy | City
Le gouvernement a réagi. → gouvernement | Organization
Le chancelier Helmut Kohl est venu. → Helmut Kohl | City
Les Irakiens votent. → Irakiens | Person
# letters that name no body, capital words that are common nouns
L'attaque a eu lieu à 15 h UTC. → UTC
La Constitution a été révisée. → Constitution
L'Euro de football commence. → Euro
Le TGV a déraillé. → TGV
Le chef de Radio Sahel, Luc Ferrand, est parti. → Radio Sahel, Luc Ferrand
# where a name ends
Luc Ferrand de Radio Sahel est parti. → Luc Ferrand de Radio Sahel
Le Suisse Rudi Waldner a été libéré. → Suisse Rudi Waldner
La région Nouvelle-Aquitaine Alain Rousset est venu. → Nouvelle-Aquitaine Alain Rousset
Vers 16h40, Marine Le Pen a pris la parole. → Marine | ArmedForce
# kinds
Hollande doit recevoir les otages. → Hollande | Country
Il l'a écrit sur Facebook. → Facebook | City
Le député Antoine Salvi (PDR) a protesté. → PDR | Person
La police a fermé la promenade des Anglais. → Anglais | City
Un Anglais a été arrêté. → Anglais | City
Il est soigné à l'hôpital Valbrune. → Valbrune
"""


def rows(table: str) -> list[tuple[str, str]]:
    lines = [line for line in table.strip().splitlines() if line and not line.startswith("#")]
    return [(text.strip(), fact.strip()) for text, _, fact in (line.partition("→") for line in lines)]


@pytest.mark.parametrize(("text", "expected"), rows(FOUND))
def test_is_found(text: str, expected: str) -> None:
    words, _, rest = expected.partition(" | ")
    facts = [fact for fact in rest.split(" ")[2:] if fact]
    found = [told(mention, facts) for mention in read(text) if mention.anchor.text == words]
    assert expected in found, f"{text}\nfound: {[told(m, facts) for m in read(text)]}"


@pytest.mark.parametrize(("text", "unwanted"), rows(ABSENT))
def test_is_absent(text: str, unwanted: str) -> None:
    words, _, kind = unwanted.partition(" | ")
    found = [told(mention, []) for mention in read(text) if mention.anchor.text == words and kind in ("", mention.kind)]
    assert found == []


def test_cases_are_many() -> None:
    assert (len(rows(FOUND)), len(rows(ABSENT))) == (203, 93)


@pytest.mark.parametrize("text", sorted({text for text, _ in rows(FOUND) + rows(ABSENT)}))
def test_anchors_are_the_words_of_the_text(text: str) -> None:
    assert [mention.anchor.text for mention in read(text)] == [text[m.anchor.start : m.anchor.end] for m in read(text)]
    assert [mention.head.text for mention in read(text)] == [text[m.head.start : m.head.end] for m in read(text)]


def test_mentions_are_in_order_and_distinct() -> None:
    found = read("Le chef du Pentagone, Ashton Carter, a vu le ministre malien de la Défense à la base de Gao.")
    spans = [(mention.anchor.start, -mention.anchor.end) for mention in found]
    assert spans == sorted(spans)
    assert len(set(spans)) == len(spans)


def write(tmp_path: object, text: str) -> None:
    folder = tmp_path / "fr"  # type: ignore[operator]
    folder.mkdir()
    (folder / "nouns.toml").write_text(text, encoding="utf-8")


def test_unknown_kind_is_told(tmp_path: object) -> None:
    write(tmp_path, "[Soldier]\npeople = ['soldat']\n")
    with pytest.raises(ResourceError, match=r"\[Soldier\] is no kind of the vocabulary; kinds are .*ArmedForce"):
        load_noun_words("fr", tmp_path)  # type: ignore[arg-type]


def test_unknown_list_is_told(tmp_path: object) -> None:
    write(tmp_path, "[Group]\npersons = ['civil']\n")
    with pytest.raises(ResourceError, match="“persons”; it may have people, bodies and plural"):
        load_noun_words("fr", tmp_path)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "kind", "number"),
    [
        ("soldats", "ArmedForce", "plur"),
        ("soldat", "Person", "sing"),
        ("généraux", "Person", "plur"),
        ("hôpitaux", "Facility", "plur"),
        ("tribunaux", "Organization", "plur"),
        ("voitures piégées", "Weapon", "plur"),
        ("chefs d' etat-major", "Person", "plur"),
        ("armées de l' air", "ArmedForce", "plur"),
        ("bateaux", None, None),
        ("forces", "ArmedForce", "plur"),
        ("force", "ArmedForce", "sing"),
        ("couteaux", "Weapon", "plur"),
        ("obus", "Weapon", "sing"),
    ],
)
def test_plurals(form: str, kind: str | None, number: str | None) -> None:
    noun = load_noun_words().nouns.get(form)
    assert (noun and noun.kind, noun and noun.number) == (kind, number)
