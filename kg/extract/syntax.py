"""Grammatical functions read off one parsed sentence: the only file that knows dependency labels.

Labels are those of Universal Dependencies as the French models write them
(https://universaldependencies.org/fr/). What leaves this file are functions: subject, object, dative,
complement, attribute, a preposition; voice, tense and negation of a verb; what governs a word.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from itertools import pairwise
from typing import Literal, TypeVar

from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues

T = TypeVar("T")

Tense = Literal[
    "present",
    "imperfect",
    "past",
    "future",
    "conditional",
    "past conditional",
    "infinitive",
    "past infinitive",
    "participle",
    "gerund",
    "imperative",
    "subjunctive",
]

_SUBJECT = {"nsubj", "nsubj:pass", "nsubj:caus", "csubj"}
_OBJECT = {"obj", "obj:agent", "obj:lvc"}
_EXPLETIVE = ("avant", "moins", "peur", "crainte")  # « avant que … ne » denies nothing
_AUXILIARY = {"aux", "aux:tense", "aux:pass", "aux:caus", "cop"}
_OBLIQUE = {"obl", "obl:arg", "obl:mod", "obl:agent", "nmod", "iobj", "dep", "advmod", "dislocated", "appos"}
# What a word is to the word it hangs on, for files that read the parser's own attachment.
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "nsubj:outer"})
PLAIN_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
UNDERGOING = frozenset({"obj", "nsubj:pass"})
PASSIVE = frozenset({"nsubj:pass", "aux:pass"})
ACTIVE_SUBJECTS = frozenset({"nsubj"})
EXPLETIVES = frozenset({"expl:subj"})
MAIN = frozenset({"ROOT", "parataxis"})  # of a sentence's own clauses
DETERMINERS = frozenset({"det"})
COORDINATES = frozenset({"conj"})
COMPLEMENTS = frozenset({"obl:arg"})
ADJUNCTS = frozenset({"obl:arg", "obl:mod"})
ADJECTIVES = frozenset({"amod"})
PARTICIPLES = frozenset({"amod", "acl"})  # « un marché très fréquenté »
PREDICATIVES = frozenset({"amod", "acl", "xcomp"})
NOUN_CLAUSES = frozenset({"amod", "acl", "acl:relcl"})
NOUN_MODIFIERS = frozenset({"amod", "nmod", "acl", "appos", "flat:name"})
APPOSITIONS = frozenset({"amod", "nmod", "appos"})
FOLLOWING_CLAUSES = frozenset({"advcl", "conj", "acl", "xcomp"})  # « a explosé, faisant dix morts »
NOUN_COMPLEMENTS = frozenset({"nmod"})
PHRASES = frozenset({"obl:arg", "obl:mod", "nmod"})
TOPICS = frozenset({"nmod", "acl", "obl:arg", "obl:mod"})
CLAUSE_COMPLEMENTS = frozenset({"ccomp", "xcomp", "obl:arg"})
GOVERNED = frozenset(
    {"conj", "xcomp", "ccomp", "advcl", "acl", "obl:arg", "obj", "parataxis", "obl:mod"}
)  # what a verb takes along
REPORTED = frozenset({"ccomp", "acl", "conj", "acl:relcl"})
COMPLEMENT_CLAUSES = frozenset({"xcomp", "ccomp", "obl:arg", "csubj"})
NOUN_LINKS = frozenset({"nmod", "acl"})
OBLIQUES = frozenset({"obl:mod", "obl"})
CONJUNCTIONS = frozenset({"cc"})
INFINITIVES = frozenset({"xcomp", "advcl", "obl:arg"})
INTRODUCING = frozenset({"case", "mark"})  # prepositions and conjunctions
PREPOSITIONS = frozenset({"case"})
NO_OBJECTS = frozenset({"nsubj", "expl:subj", "expl:comp"})  # « le » and the like before a verb
NAME_PARTS = frozenset({"flat:name", "flat:foreign", "flat"})
FINITE_AUXILIARIES = frozenset({"aux:tense", "aux:pass", "cop"})
# Verbs that make their past with « être »: never passive, whatever the parser says.
_WITH_ETRE = {
    "apparaître",
    "demeurer",
    "passer",
    "repasser",
    "sortir",
    "aller",
    "arriver",
    "convenir",
    "décéder",
    "descendre",
    "devenir",
    "entrer",
    "intervenir",
    "monter",
    "mourir",
    "naître",
    "parvenir",
    "partir",
    "redevenir",
    "rentrer",
    "repartir",
    "rester",
    "retourner",
    "revenir",
    "survenir",
    "tomber",
    "venir",
}
PERCEPTION = ("voir", "apercevoir", "laisser", "filmer")  # « avoir vu des hommes tirer »
# The object of these is who does what their infinitive tells (« a sommé les rebelles de … »).
CONTROL = {
    "ordonner",
    "demander",
    "permettre",
    "interdire",
    "autoriser",
    "enjoindre",
    "sommer",
    "exhorter",
    "appeler",
    "forcer",
    "contraindre",
    "obliger",
    "presser",
    "inviter",
    "aider",
    "accuser",
    "soupçonner",
    "empêcher",
    "pousser",
    "convaincre",
    "suspecter",
    "charger",
    *PERCEPTION,
}
CONTROL_NOUNS = frozenset({"appel", "demande", "ordre", "injonction", "invitation", "exhortation", "ultimatum"})
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"}
_MODIFIED = {"NOUN", "PROPN", "PRON", "NUM"}
_SKIPPED_LEFT = {"DET", "NUM", "ADJ", "ADV"}
_RELATIVES = {
    "qui",
    "que",
    "qu'",
    "qu’",
    "dont",
    "où",
    "lequel",
    "laquelle",
    "lesquels",
    "lesquelles",
    "duquel",
    "desquels",
}
_QUANTITY_WORDS = {
    "moins",
    "plus",
    "près",
    "quelque",
    "quelques",
    "environ",
    "jusqu'à",
    "dizaine",
    "centaine",
    "vingtaine",
    "autres",
    "autre",
    "plusieurs",
}
CLOSING_QUOTES = frozenset({"»", "”", '"'})
OPENING_QUOTES = frozenset({"«", "“", '"'})
_OPENING = {"«", "“", '"', "(", "-", "–", "—", "'", "‘"}


def is_verb(token: Token) -> bool:
    """Whether the token heads a clause: a verb, or a copula's predicate; auxiliaries do not."""
    if token.dep_ in _AUXILIARY:
        return False
    return token.pos_ in ("VERB", "AUX")


def heads_clause(token: Token) -> bool:
    """A verb, or a nominal predicate with a copula or a subject of its own."""
    return is_verb(token) or any(child.dep_ == "cop" for child in token.children)


def clause_head(token: Token) -> Token:
    """The head of the clause the token stands in, itself included; the root where there is none."""
    current = token
    while not heads_clause(current) and current.head != current:
        current = current.head
    return current


def parent_clause(token: Token) -> Token | None:
    """The head of the clause around the clause of `token`, None at the root."""
    head = clause_head(token)
    return None if head.head == head else clause_head(head.head)


def coordinated_with(token: Token) -> Token | None:
    """The first conjunct the token is coordinated with, None where it is not."""
    return token.head if token.dep_ == "conj" and token.head != token else None


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and the tokens coordinated to it; « le chef de l'armée, le général X, » is one man, not two."""
    yield token
    joined = [child for child in token.children if child.dep_ == "conj"]
    for number, child in enumerate(joined):
        comma = "," in {word.text for word in token.doc[child.left_edge.i - 1 : child.i]}
        if not comma or any(_coordinated(other) for other in joined[number:]):
            yield from conjuncts(child)


def _coordinated(token: Token) -> bool:
    return any(child.dep_ == "cc" or (child.dep_ == "conj" and _coordinated(child)) for child in token.children)


@dataclass(frozen=True, slots=True)
class Preposition:
    """What introduces a noun phrase: `phrase` as written (lower case, contractions undone), and its first token."""

    phrase: str
    first: int

    def function(self, cues: Cues) -> str:
        """The function of the lexicon that the preposition stands for."""
        return cues.same.get(self.phrase, self.phrase)


_CONTRACTED = {
    "au": "à",
    "aux": "à",
    "du": "de",
    "des": "de",
    "d'": "de",
    "d’": "de",
    "jusqu'au": "jusqu'à",
    "jusqu'aux": "jusqu'à",
    "auprès": "auprès",
    "qu'": "que",
    "auxquels": "à",
    "del": "de",
}
_SIMPLE = {
    "à",
    "de",
    "en",
    "dans",
    "sur",
    "vers",
    "par",
    "contre",
    "avec",
    "pour",
    "depuis",
    "entre",
    "chez",
    "sous",
    "devant",
    "derrière",
    "parmi",
    "lors",
    "durant",
    "pendant",
    "après",
    "avant",
    "dès",
    "sans",
    "selon",
    "auprès",
    "hors",
    "comme",
    "malgré",
    "via",
    "près",
    "envers",
    "jusqu'",
    "outre",
    "visant",
    "ciblant",
    "opposant",
    "jusque",
}


def plain(token: Token) -> str:
    """The lower-case form with contractions undone (au → à, du → de)."""
    form = token.lower_.replace("’", "'")
    return _CONTRACTED.get(form, form)


def preposition_before(doc: Doc, start: int, cues: Cues) -> Preposition | None:
    """The preposition that introduces the noun phrase whose first token is `start`, read from the words.

    Determiners, numbers, adjectives and approximations on the way are passed. Reading the words and not the
    arcs is deliberate: attachment of « à », « dans », « par » to nouns is right in half the cases only.
    """
    index = start - 1
    while index >= 0:
        token = doc[index]
        form = plain(token)
        if token.lower_ == "des" and token.pos_ == "DET" and _contracted_des(doc, index):
            return _complete(doc, index, "de", cues)
        if token.pos_ == "DET" and token.lower_ not in ("du", "au", "aux", "d'", "d’"):
            index -= 1
            continue
        if form in _SIMPLE and token.pos_ not in ("NOUN", "PROPN"):
            if (
                form in ("de", "que")
                and index > 0
                and doc[index - 1].lower_ in ("moins", "plus", "près")
                and (index + 1 < len(doc) and doc[index + 1].pos_ == "NUM")
            ):
                index -= 2 if doc[index - 1].lower_ != "moins" or index < 2 else 3
                continue
            return _complete(doc, index, form, cues)
        if (
            token.pos_ in _SKIPPED_LEFT
            or token.text in _OPENING
            or token.lower_ in _QUANTITY_WORDS
            or token.text in ("%",)
        ):
            index -= 1
            continue
        return None
    return None


def _contracted_des(doc: Doc, index: int) -> bool:
    """« des », read as the article, is de + les after a noun on which its own noun hangs: « aux mains des rebelles »."""
    before, own = doc[index - 1], doc[index].head
    return index > 0 and before.pos_ in ("NOUN", "PROPN") and own.dep_ in NOUN_COMPLEMENTS and own.head == before


def _complete(doc: Doc, index: int, form: str, cues: Cues) -> Preposition:
    """The complex preposition that ends at `index` (« au nord de »), else the simple one.

    Directions are passed: « vers le sud du Liban » says « vers » of Liban.
    """
    phrases, longest = _complex_prepositions(cues)
    for first in range(max(0, index - longest + 1), index):
        phrase = phrases.get(_spoken(doc, first, index))
        if phrase is not None:
            return Preposition(phrase, first)
    if form == "de" and index > 0 and doc[index - 1].lower_ in cues.directions:
        start = index - 1
        while start > 0 and doc[start - 1].lower_ in cues.directions:  # « sur la moitié sud de l'île »
            start -= 1
        around = preposition_before(doc, start, cues)
        if around is not None and around.phrase != "de":
            return around
    return Preposition("lors de" if form == "lors" else form, index)


def _spoken(doc: Doc, first: int, last: int) -> str:
    """The words from `first` to `last`, lower case, contractions undone."""
    return " ".join(plain(token) for token in doc[first : last + 1])


@lru_cache(maxsize=4)
def _complex_prepositions(cues: Cues) -> tuple[Mapping[str, str], int]:
    """The complex prepositions by their words, contractions undone, and the most words that one has."""
    phrases = {}
    for phrase in cues.complex_prepositions:
        words = phrase.replace("'", "' ").split()
        phrases[" ".join(_CONTRACTED.get(word, word) for word in words)] = phrase
    return phrases, max(len(words.split()) for words in phrases)


# ---------------------------------------------------------------- verbs


@dataclass(frozen=True, slots=True)
class Clause:
    """What a verb governs, by deep function: for a passive the subject is its agent, the object what undergoes.

    `subjects`, `objects`, `datives`, `attributes` are head tokens of noun phrases (coordination spread);
    `complements` are heads of clauses or infinitives; `relative` is the antecedent when the clause is relative.
    """

    verb: Token
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    datives: tuple[Token, ...]
    attributes: tuple[Token, ...]
    complements: tuple[Token, ...]
    passive: bool
    reflexive: bool
    borrowed_subject: bool
    doubtful: tuple[Token, ...] = ()  # what a participle after a comma may describe as well


def _remembered(read: Callable[[Token], T]) -> Callable[[Token], T]:
    """The same reading of a word, made once: it rests on the parse, which nothing changes after `repair`."""

    name = read.__qualname__

    @wraps(read)
    def recall(token: Token) -> T:
        known: dict[int, T] = token.doc.notes.setdefault(name, {})
        at = token.i
        if at not in known:
            known[at] = read(token)
        return known[at]

    return recall


@_remembered
def is_reflexive(verb: Token) -> bool:
    """« se », « s' » (or me, nous… agreeing) stands before the verb or its auxiliary."""
    if any(child.lower_ in ("se", "s'", "s’") for child in verb.children if child.i < verb.i):
        return True
    index = verb.i - 1
    while index > 0 and (verb.doc[index].pos_ in ("AUX", "ADV") or verb.doc[index].lower_ in ("est", "sont", "était")):
        index -= 1
    return index >= 0 and verb.doc[index].lower_ in ("se", "s'", "s’")


@_remembered
def is_passive(verb: Token) -> bool:
    """A passive: être + participle with a passive mark, or a bare past participle that modifies a noun."""
    auxiliaries = [child for child in verb.children if child.dep_ in _AUXILIARY and child.dep_ != "cop"]
    if auxiliaries and all(word.lemma_ == "avoir" for word in auxiliaries):
        return False  # « ont unanimement condamné »: the subject is read as a passive's now and then
    if verb.lemma_ in _WITH_ETRE:
        return False
    if any(child.dep_ in ("aux:pass",) for child in verb.children):
        return True
    if any(child.dep_ == "nsubj:pass" for child in verb.children) and not is_reflexive(verb):
        return True
    if ("Part" in verb.morph.get("VerbForm", []) and "Past" in verb.morph.get("Tense", [])) or verb.pos_ == "ADJ":
        auxiliaries = [child for child in verb.children if child.dep_ in _AUXILIARY and child.dep_ != "cop"]
        if not auxiliaries:
            first = coordinated_with(verb)  # « a condamné l'attaque et exigé le retrait » shares its auxiliary
            return is_passive(first) if first is not None and is_verb(first) else True
    return False


@_remembered
def read_clause(verb: Token) -> Clause:
    """The clause a verb heads. Coordinated verbs borrow the subject; infinitives take their governor's."""
    passive = is_passive(verb)
    reflexive = is_reflexive(verb)
    subjects: list[Token] = []
    objects: list[Token] = []
    datives: list[Token] = []
    attributes: list[Token] = []
    complements: list[Token] = []
    children = list(verb.children)
    for child in children:
        label = child.dep_
        if label in ("nsubj", "nsubj:pass") and child.i > verb.i and _takes_object(verb, children):
            label = "obj"  # « a annoncé avoir repris la ville », « Nous avons repris Palmyre »
        if label in _SUBJECT and subjects and _is_apposed(child):
            continue  # « le chef de la junte, le colonel X, a été investi »
        if label in _SUBJECT and child.lower_ not in ("ce", "c'", "c’"):
            target = _antecedent(verb) if child.lower_ in _RELATIVES else child
            if target is not None:
                subjects.extend(conjuncts(target))
        elif label in _OBJECT:
            if child.lower_ in ("se", "s'", "s’"):
                continue
            target = _antecedent(verb) if child.lower_ in _RELATIVES else _dislocated(verb, child) or child
            if target is not None:
                if is_verb(target) and target.pos_ != "PRON":
                    complements.append(target)
                else:
                    objects.extend(conjuncts(target))
        elif label == "iobj":
            if child.lower_ not in ("se", "s'", "s’"):
                datives.extend(conjuncts(child))
        elif label == "obl:arg" and child.pos_ in _NOMINAL and child.i > verb.i and not _has_case(child):
            objects.extend(conjuncts(child))
        elif label == "obl:mod" and child.pos_ == "PROPN" and child.i == verb.i + 1 and not _has_case(child):
            objects.extend(conjuncts(child))  # « a repris Gwoza »
        elif label in ("obl:arg", "obl:mod") and child.i > verb.i and is_indefinite(child):
            objects.extend(conjuncts(child))  # « contrôlent de larges pans du pays »
        elif label in ("obl:arg", "obl:mod") and child.i > verb.i and _negated_object(verb, child):
            objects.extend(conjuncts(child))  # « n'enverra pas de soldats »
        elif (label in ("ccomp", "xcomp", "obl:arg") and heads_clause(child)) or is_that_clause(child):
            complements.append(child)
        elif label == "xcomp" and child.pos_ in ("NOUN", "PROPN", "ADJ"):
            attributes.append(child)
    if not objects:  # « ne contrôle plus que la capitale »
        objects += _excepted(verb)
    if not objects and not passive and subjects:
        objects += _relative_object(verb)
    if verb.lemma_ == "faire" and not objects:  # « a fait sauter un pont »
        caused = next((child for child in complements if child.i == verb.i + 1), None)
        objects += (
            [token for child in caused.children if child.dep_ in _OBJECT for token in conjuncts(child)]
            if caused
            else []
        )
    if verb.lemma_ in CONTROL:  # « a appelé les deux parties à signer »: read as hanging on the noun
        complements += [
            child
            for token in objects
            for child in token.children
            if child.dep_ == "acl" and child.i > token.i and "Inf" in child.morph.get("VerbForm", [])
        ]
    if any(child.dep_ == "cop" for child in verb.children):
        attributes.append(verb)
    deep_agents: list[Token] = []
    borrowed = False
    if passive:
        for child in verb.children:
            if child.dep_ == "obl:agent" or (child.dep_ in _OBLIQUE and is_introduced_by(child, "par")):
                deep_agents.extend(conjuncts(child))
        undergoing = subjects
        if (
            not undergoing
            and verb.dep_ in ("acl", "amod", "acl:relcl", "advcl", "nmod")
            and verb.head.pos_ in _MODIFIED
        ):
            described = _described(verb, verb.head)
            whole = verb.dep_ == "acl" and described.i < verb.i
            undergoing = list(conjuncts(described)) if whole else [described]
        if not undergoing and coordinated_with(verb) is not None and is_verb(verb.head):
            first = read_clause(verb.head)
            undergoing = list(first.objects if first.passive else first.subjects)
            borrowed = True
        if not undergoing and verb.dep_ in ("advcl", "xcomp") and is_verb(verb.head):
            first = read_clause(verb.head)
            undergoing = list(first.objects if first.passive else first.subjects)
            borrowed = True
            if undergoing and verb.head.i < verb.i:  # « a relâché le père du joueur, enlevé en mai »
                undergoing = list(conjuncts(_described(verb, undergoing[0])))
        if not undergoing:  # « Raqqa, fief de l'EI, est bombardée »: the subject read as an adverbial
            undergoing = [
                child
                for child in verb.children
                if child.dep_ in ("obl:mod", "dislocated", "dep")
                and ((child.i < verb.i and child.pos_ == "PROPN") or _opens_with(verb, child))
                and not _has_case(child)
            ][:1]
        return Clause(
            verb,
            tuple(deep_agents),
            (*undergoing, *objects) if undergoing else tuple(objects),
            tuple(datives),
            tuple(attributes),
            tuple(complements),
            True,
            reflexive,
            borrowed,
            _beside(verb, undergoing),
        )
    if not subjects:
        subjects, borrowed = _borrowed_subjects(verb)
    return Clause(
        verb,
        tuple(subjects),
        tuple(objects),
        tuple(datives),
        tuple(attributes),
        tuple(complements),
        False,
        reflexive,
        borrowed,
    )


def _described(participle: Token, said: Token) -> Token:
    """The noun that a participle after a comma describes: the one that the parser says, or the nearest that agrees.

    « une journée de deuil après la mort d'un policier, tué dimanche »: a policeman was killed, not a day.
    """
    start = first_of_verb(participle)
    if said.i > participle.i or start == 0 or participle.doc[start - 1].text != "," or _agree(participle, said):
        return said
    near = [token for token in participle.doc[said.i + 1 : start - 1] if token.pos_ in _MODIFIED]
    found = next((token for token in reversed(near) if _agree(participle, token)), said)
    while found.dep_ == "nmod" and found.head in near and _agree(participle, found.head):
        found = found.head
    return found


def _opens_with(participle: Token, noun: Token) -> bool:
    """« Frappé par deux missiles, un marché a pris feu »: the noun behind the comma after an opening participle."""
    first = noun.left_edge.i
    return participle.i == 0 and first > 0 and noun.doc[first - 1].text == "," and noun.pos_ in _MODIFIED


def _beside(participle: Token, undergoing: list[Token]) -> tuple[Token, ...]:
    """« reprendre Bama, occupée par … »: the noun right before the comma, where the parser says another one."""
    start = first_of_verb(participle)
    if start < 2 or participle.doc[start - 1].text != "," or has_auxiliary(participle):
        return ()
    near = participle.doc[start - 2]
    fits = near.pos_ in _MODIFIED and near not in undergoing and (_agree(participle, near) or near.pos_ == "PROPN")
    return (near,) if fits else ()


def _agree(participle: Token, noun: Token) -> bool:
    """Whether gender and number say that a participle may describe the noun."""
    return all(
        not noun.morph.get(feature, [])
        or not participle.morph.get(feature, [])
        or noun.morph.get(feature, []) == participle.morph.get(feature, [])
        for feature in ("Gender", "Number")
    ) and bool(noun.morph.get("Gender", []))


def _is_apposed(token: Token) -> bool:
    """Whether a comma, and no word that joins, stands right before the phrase."""
    first = token.left_edge.i
    words = {word.text for word in token.doc[max(0, first - 1) : token.i]}
    return token.pos_ != "PRON" and "," in words and not _coordinated(token)


def _takes_object(verb: Token, children: list[Token]) -> bool:
    """Whether a subject read after the verb must be its object: an infinitive, or a subject stands before it."""
    if any(child.dep_ in _OBJECT for child in children):
        return False
    if any(child.dep_ in _SUBJECT and child.i < verb.i for child in children):
        return not is_reflexive(verb) and not is_passive(verb)
    return tense_of(verb) in ("infinitive", "past infinitive")


def _relative_object(verb: Token) -> list[Token]:
    """« une colline que les rebelles occupaient »: the noun, where « que » was read as a conjunction."""
    said = verb.dep_ == "acl:relcl" and verb.head.pos_ in _NOMINAL and verb.head.i < verb.i
    marked = any(child.dep_ == "mark" and child.lower_ in ("que", "qu'", "qu’") for child in verb.children)
    return [verb.head] if said and marked else []


def _excepted(verb: Token) -> list[Token]:
    """The noun after « ne … que »."""
    if not any(child.lower_ in ("ne", "n'", "n’") and child.i < verb.i for child in verb.children):
        return []
    after = verb.doc[verb.i + 1 : verb.i + 4]
    only = next((token for token in after if token.lower_ in ("que", "qu'", "qu’")), None)
    if only is None or any(token.pos_ in ("NOUN", "VERB", "PROPN") for token in verb.doc[verb.i + 1 : only.i]):
        return []
    noun = next((token for token in verb.doc[only.i + 1 : only.i + 5] if token.pos_ in ("NOUN", "PROPN")), None)
    return list(conjuncts(noun)) if noun is not None and not _has_case(noun) else []


def is_indefinite(noun: Token) -> bool:
    """« de larges pans »: before an adjective and a plural « de » is the article."""
    cases = [word for word in noun.children if word.dep_ in ("case", "det")]
    if len(cases) != 1 or cases[0].lower_ not in ("de", "d'", "d’") or noun.morph.get("Number", []) != ["Plur"]:
        return False
    between = noun.doc[cases[0].i + 1 : noun.i]
    return len(between) > 0 and all(token.pos_ == "ADJ" for token in between)


def _negated_object(verb: Token, child: Token) -> bool:
    """« pas de soldats »: under a negation the object takes « de »."""
    cases = [word for word in child.children if word.dep_ == "case"]
    if len(cases) != 1 or cases[0].lower_ not in ("de", "d'", "d’") or not is_negated(verb):
        return False
    return verb.doc[cases[0].i - 1].lower_ in ("pas", "jamais", "plus") or (
        any(word.lower_ in ("jamais", "pas", "plus", "ni", "aucun") for word in verb.doc[: verb.i])
        and cases[0].i == verb.i + 1
    )


def _has_case(token: Token) -> bool:
    return any(child.dep_ == "case" for child in token.children)


def is_introduced_by(token: Token, preposition: str) -> bool:
    """Whether the preposition, contracted or not, stands with the noun."""
    return any(child.dep_ == "case" and plain(child) == preposition for child in token.children)


def _antecedent(verb: Token) -> Token | None:
    """The noun a relative clause modifies; the nearest noun before the pronoun where the arc is wrong."""
    current = verb
    while current.dep_ == "conj" and is_verb(current.head):
        current = current.head
    if current.dep_ in ("acl:relcl", "acl") and current.head.pos_ in _NOMINAL:
        return _of_its_number(current, current.head)
    pronoun = next(
        (child for child in current.children if child.pos_ == "PRON" and child.lower_ in ("qui", "que", "qu'")), None
    )
    before = pronoun.nbor(-1) if pronoun is not None and pronoun.i else None
    return before if before is not None and before.pos_ in ("NOUN", "PROPN") else None


def _of_its_number(verb: Token, said: Token) -> Token:
    """« la violence des gangs, qui contrôlent … »: where the verb is plural and the noun is not, the nearest that is."""
    pronoun = next((c for c in verb.children if c.lower_ == "qui" and c.dep_ in _SUBJECT and c.i > said.i), None)
    many = verb.lower_.endswith("ent") or any(c.lower_ in ("ont", "sont") for c in verb.children)
    many = many and said.morph.get("Number", []) == ["Sing"] and said.pos_ == "NOUN"
    if pronoun is None or not many or _coordinated(said):
        return said
    near = [
        t
        for t in verb.doc[said.i + 1 : pronoun.i]
        if t.pos_ in ("NOUN", "PROPN") and t.morph.get("Number", []) == ["Plur"]
    ]
    counted = bool(near) and any(child.lower_ in ("de", "d'", "d’") for child in near[-1].children)
    return near[-1] if near and not counted else said  # « un groupe d'hommes qui bloquaient … » is the group


def _borrowed_subjects(verb: Token) -> tuple[list[Token], bool]:
    """The subject of a verb that has none of its own: from its conjunct, its governor, or the noun it modifies."""
    head = verb.head
    if head == verb:
        return [], False
    if verb.dep_ == "conj" and is_verb(head):
        clause = read_clause(head)
        return list(clause.objects if clause.passive else clause.subjects), True
    if verb.dep_ in ("acl", "acl:relcl") and head.pos_ in _NOMINAL and "Part" in verb.morph.get("VerbForm", []):
        around = clause_head(head)
        if verb.i and verb.nbor(-1).text == "," and head.dep_ not in _SUBJECT and is_verb(around) and around != verb:
            clause = read_clause(around)  # « est entré dans une mosquée, tirant sur les fidèles »
            if clause.subjects or clause.objects:
                return list(clause.objects if clause.passive else clause.subjects), True
        return list(conjuncts(head)), True  # present participle: « des hommes tirant sur la foule »
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "obl:arg", "obl:mod", "advmod", "dep") and heads_clause(head):
        finite = any(mood in verb.morph.get("Mood", []) for mood in ("Ind", "Sub", "Cnd")) or any(
            "Fin" in child.morph.get("VerbForm", []) for child in verb.children if child.dep_ in _AUXILIARY
        )
        if finite:
            # A coordinated finite verb that the parser hung as an adverbial: « X a attaqué A, tué B et pris C ».
            if any(child.dep_ == "mark" for child in verb.children) or any(
                child.dep_ in _SUBJECT for child in verb.children
            ):
                return [], False
            if verb.dep_ == "ccomp":
                return [], False
        clause = read_clause(head)
        if (verb.dep_ == "xcomp" or tense_of(verb) == "infinitive") and head.lemma_ in CONTROL:
            controlled = [*clause.datives, *clause.objects] if not clause.passive else [*clause.objects]
            controlled += [
                token
                for child in head.children
                if child.dep_ in ("obl:arg", "obl:mod") and is_introduced_by(child, "à")
                for token in conjuncts(child)
            ]
            return controlled, True
        return list(clause.objects if clause.passive else clause.subjects), True
    if (
        verb.dep_ in ("acl", "nmod", "ccomp", "xcomp")
        and head.pos_ == "NOUN"
        and "Inf" in verb.morph.get("VerbForm", [])
    ):
        # « l'ordre de X d'attaquer », « son intention de déployer »: the subject of the clause around.
        around_call = (*head.children, *head.head.children)
        asked = [child for child in around_call if head.i < child.i < verb.i and is_introduced_by(child, "à")]
        if head.lemma_ in CONTROL_NOUNS and "à" in marks(verb):  # « son appel aux groupes armés à cesser les tirs »
            return list(conjuncts(asked[0])) if asked else [], True
        if is_introduced_by(head, "à") and "à" in marks(verb):
            return list(conjuncts(head)), True
        around = clause_head(head)
        if is_verb(around) and around.lemma_ in CONTROL and head.head == around and head.dep_ in _OBJECT:
            return list(conjuncts(head)), True
        if is_verb(around) and around != verb:
            clause = read_clause(around)
            return list(clause.objects if clause.passive else clause.subjects), True
    return [], False


def _dislocated(verb: Token, pronoun: Token) -> Token | None:
    """« Ses troupes, Kampala les a retirées »: what stands before the clause, for the pronoun that takes it up."""
    if pronoun.lower_ not in ("le", "la", "les", "l'", "l’"):
        return None
    return next(
        (
            child
            for child in verb.children
            if child.i < pronoun.i
            and child.pos_ in _NOMINAL
            and child.dep_ not in _SUBJECT
            and not _has_case(child)
            and child.right_edge.i + 1 < len(verb.doc)
            and verb.doc[child.right_edge.i + 1].text == ","
        ),
        None,
    )


@_remembered
def tense_of(verb: Token) -> Tense:
    """Tense and mood of a clause, of the auxiliary where there is one."""
    first = coordinated_with(verb)
    if (
        first is not None
        and is_verb(first)
        and "Part" in verb.morph.get("VerbForm", [])
        and "Past" in verb.morph.get("Tense", [])
        and not has_auxiliary(verb)
    ):
        return tense_of(first)
    if heads_clause(verb) and not is_verb(verb):
        copulas = [child for child in verb.children if child.dep_ == "cop"]
        if copulas:
            return tense_of_form(copulas[0], [child for child in verb.children if child.dep_ in ("aux:tense", "aux")])
    return tense_of_form(verb, [child for child in verb.children if child.dep_ in _AUXILIARY and child.dep_ != "cop"])


def tense_of_form(verb: Token, auxiliaries: list[Token]) -> Tense:
    """Tense of a form with its auxiliaries."""
    if not auxiliaries and _future_by_form(verb):
        return "future"
    finite = next((word for word in [*auxiliaries, verb] if "Fin" in word.morph.get("VerbForm", [])), None)
    if finite is None:
        if any("Inf" in word.morph.get("VerbForm", []) for word in auxiliaries):
            passive = all(word.lemma_ == "être" for word in auxiliaries) and any(
                word.dep_ == "aux:pass" for word in auxiliaries
            )
            return "infinitive" if passive else "past infinitive"
        if "Inf" in verb.morph.get("VerbForm", []):
            return "infinitive"
        if "Pres" in verb.morph.get("Tense", []):
            return "gerund"
        return "participle"
    compound = finite != verb and (
        len(auxiliaries) > 1
        or finite.lemma_ == "avoir"
        or (any(word.dep_ == "aux:tense" for word in auxiliaries) and finite.lemma_ != "être")
        or _past_with_etre(verb)
    )
    mood = finite.morph.get("Mood", [])
    if "Cnd" in mood or _looks_conditional(finite):
        return "past conditional" if compound else "conditional"
    if "Fut" in finite.morph.get("Tense", []) and not _future_look_alike(finite):
        return "future"
    if "Sub" in mood:
        return "subjunctive"
    if "Imp" in mood:
        return "imperative"
    if compound or "Past" in finite.morph.get("Tense", []):
        return "past"
    if "Imp" in finite.morph.get("Tense", []):
        return "imperfect"
    return "present"


def _past_with_etre(verb: Token) -> bool:
    """« sont arrivés », « se sont retirés »; « sont stationnés » tells how things stand, whatever the parser says."""
    return verb.lemma_ in _WITH_ETRE or is_reflexive(verb)


def _looks_conditional(token: Token) -> bool:
    """« quitteraient »: a conditional by its form, whatever the tagger says; « tirait » is none."""
    form, lemma = token.lower_, token.lemma_.lower()
    if not form.endswith(("rait", "raient")):
        return False
    stem = form[:-3] if form.endswith("rait") else form[:-5]
    return stem == lemma or not lemma.endswith(("rer", "rir", "rre"))


def _future_look_alike(token: Token) -> bool:
    """Forms the tagger takes for a future that do not end like one."""
    form = token.lower_
    return not form.endswith(("ra", "ront", "rai", "ras", "rez", "rons"))


def _future_by_form(token: Token) -> bool:
    """« visitera », « recevra », whatever the tagger says: « déclara » is the past of a verb whose infinitive ends so, too."""
    form, infinitive = token.lower_, token.lemma_.lower()
    if not infinitive.endswith(("er", "ir", "re", "oir")):
        return False
    if form in {infinitive + ending for ending in ("a", "ont", "ons")}:
        return True
    return form.endswith(("ra", "ront")) and not infinitive.endswith("rer")


def is_negated(token: Token, pseudo: tuple[str, ...] = ()) -> bool:
    """Negated by ne … pas / aucun / jamais on its own clause; « ne … que » and pseudo-cues are no negation."""
    own = [
        *token.children,
        *(grandchild for child in token.children if child.dep_ in _AUXILIARY for grandchild in child.children),
    ]
    for child in own:
        if child.lower_ in ("ne", "n'", "n’") and child.i < token.i + 1:
            after = [word.lower_ for word in token.doc[child.i + 1 : min(len(token.doc), token.i + 6)]]
            following = set(after)
            if any(
                word in ("plus", "guère", "jamais") and then in ("que", "qu'", "qu’") for word, then in pairwise(after)
            ):
                return False  # « ne compte plus que 500 soldats »
            if following & {
                "pas",
                "jamais",
                "plus",
                "aucun",
                "aucune",
                "rien",
                "ni",
                "personne",
                "guère",
                "nullement",
                "point",
            }:
                return True
            if token.lemma_ in ("pouvoir", "savoir", "oser", "cesser"):
                return token.lemma_ != "cesser"
            before = [left.lower_ for left in token.doc[max(0, child.i - 10) : child.i]]
            if any(word in _EXPLETIVE and then in ("que", "qu'", "qu’") for word, then in pairwise(before)):
                return False  # « avant que des hommes armés ne prennent d'assaut l'hôtel »
            if any(
                word in ("aucun", "aucune", "nul", "nulle", "personne", "rien", "ni")
                for word in (left.lower_ for left in token.doc[max(0, child.i - 6) : child.i])
            ):
                return True
            return not following & {"que", "qu'", "qu’"}
        if child.lower_ == "sans" and child.dep_ in ("mark", "case"):
            return True
        if child.lower_ == "pas" and child.dep_ == "advmod" and child.i < token.i and token.pos_ != "VERB":
            return True
    return False


def has_mark(verb: Token, words: frozenset[str] | set[str]) -> bool:
    """Whether one of `words` introduces the verb's clause (« si », « pour », « avant de »)."""
    return any(
        child.dep_ in ("mark", "case", "advmod", "fixed", "cc")
        and child.i < verb.i
        and child.lower_.replace("’", "'") in words
        for child in verb.children
    )


def is_conditional_clause(verb: Token) -> bool:
    """« si Téhéran attaquait »: the clause opens with « si », whatever word the parser hung it on."""
    if has_mark(verb, {"si", "s'"}):
        return True
    for token in reversed(list(verb.doc[max(0, verb.i - 8) : verb.i])):
        if token.lower_ in ("si", "s'", "s’") and token.pos_ == "SCONJ":
            return True
        if token.is_punct or is_verb(token):
            return False
    return False


def marks(verb: Token) -> list[str]:
    """The words that introduce the verb's clause, in order, contractions undone."""
    found = [child for child in verb.children if child.dep_ in ("mark", "case") and child.i < verb.i]
    return [plain(word) for child in found for word in (child, *(c for c in child.children if c.dep_ == "fixed"))]


def governor(token: Token) -> Token | None:
    """The word that governs a verb or noun: its head, coordination climbed to the first conjunct's head.

    An infinitive that the parser joined to a finite verb (« peut venir et rencontrer ») hangs on that verb.
    """
    current = token
    seen = 0
    if (
        token.dep_ == "conj"
        and "Inf" in token.morph.get("VerbForm", [])
        and is_verb(token.head)
        and tense_of(token.head) not in ("infinitive", "past infinitive")
    ):
        return token.head
    while current.dep_ == "conj" and current.head != current and seen < 6:
        current = current.head
        seen += 1
    return None if current.head == current else current.head


def is_that_clause(verb: Token) -> bool:
    """« a annoncé samedi que les deux présidents se verraient »: a bare « que » says what, whatever the label."""
    first = next((child for child in verb.children if child.dep_ == "mark"), None)
    return (
        verb.dep_ == "advcl"
        and is_verb(verb.head)
        and first is not None
        and first.lower_ in ("que", "qu'", "qu’")
        and first.i > verb.head.i
        and first.nbor(-1).pos_ in ("NOUN", "NUM", "VERB", "PUNCT", "PROPN")
    )


def noun_phrase_start(token: Token) -> int:
    """Index of the first word of the noun phrase before the noun: its determiners, numbers, adjectives."""
    index = token.i
    while index > 0:
        left = token.doc[index - 1]
        if left.pos_ in ("DET", "NUM", "ADJ") or (left.dep_ in ("nummod", "amod", "det") and left.head.i >= token.i):
            if left.dep_ == "case" or (left.pos_ == "ADJ" and left.head.i < left.i and left.head.pos_ != "DET"):
                break
            index -= 1
            continue
        break
    return index


def company(token: Token) -> list[Token]:
    """The words a word stands with: what it governs, what modifies that, what it modifies, and the next two."""
    near = [child for child in token.children if child.dep_ not in ("conj", "parataxis", "ccomp", "advcl")]
    near += [
        grandchild
        for child in near
        for grandchild in child.children
        if child.i > token.i and grandchild.dep_ in ("amod", "nmod", "acl", "obl:arg", "obl:mod", "obl:agent")
    ]
    head = token.head
    if head != token and (
        (token.dep_ in ("nmod", "amod", "flat:name", "compound") and 0 < token.i - head.i <= 3)
        or token.dep_ in ("acl", "acl:relcl")
        or (token.dep_ in (*_OBJECT, "nsubj:pass") and is_verb(head))
    ):
        near.append(head)
    return near + [right for right in token.doc[token.i + 1 : token.i + 3] if right.pos_ in ("ADJ", "NOUN", "PROPN")]


def is_adverbial(token: Token) -> bool:
    """Whether a noun without a preposition tells when or how, not whom: « tué samedi »."""
    return token.dep_ in ("obl:mod", "advmod", "obl:arg") and token.head.i < token.i


def own_subjects(verb: Token) -> tuple[Token, ...]:
    """The subjects that hang on the verb itself."""
    return tuple(child for child in verb.children if child.dep_ in _SUBJECT)


def has_auxiliary(verb: Token) -> bool:
    """Whether an auxiliary stands with the verb."""
    return any(child.dep_ in _AUXILIARY for child in verb.children)


def is_pluperfect(verb: Token) -> bool:
    """« avait attaqué », « avaient été tués »: what was over when something else happened."""
    return (
        any(
            child.dep_ in _AUXILIARY
            and child.lemma_ in ("avoir", "être")
            and "Imp" in child.morph.get("Tense", [])
            and "Ind" in child.morph.get("Mood", ["Ind"])
            for child in verb.children
        )
        and tense_of(verb) == "past"
    )


def is_main(verb: Token) -> bool:
    """Whether the verb is the sentence's main one, or joined to it."""
    first = verb
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    return first.dep_ == "ROOT"


def is_subordinate(verb: Token) -> bool:
    """Whether a conjunction introduces the verb's clause."""
    return any(child.dep_ == "mark" for child in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether the clause has a finite form."""
    return tense_of(verb) not in ("infinitive", "past infinitive", "participle", "gerund")


def is_inserted(verb: Token) -> bool:
    """« …, a annoncé le ministre »: a verb of speech after a comma or a closing quote, its subject behind it."""
    start = first_of_verb(verb)
    if start == 0 or verb.doc[start - 1].text not in (",", "»", '"', "”", "''"):
        return False
    if _short_quote(verb.doc, start - 1):
        return False  # « le groupe “Etat islamique” a revendiqué »
    if any(token.lower_ in _RELATIVES for token in verb.doc[start : verb.i]):
        return False  # « l'Arabie saoudite, qui soutient … »
    subjects = tuple(subject for subject in own_subjects(verb) if not _stands_in_commas(subject, verb, start))
    inverted = any(subject.i > verb.i for subject in subjects) or not any(subject.i < start for subject in subjects)
    return inverted and is_finite(verb)


def _stands_in_commas(subject: Token, verb: Token, start: int) -> bool:
    """« … Port-au-Prince, la capitale d'Haïti, a indiqué un élu »: what is closed off by commas is no subject."""
    first, end = subject.left_edge.i, subject.right_edge.i + 1
    closed = first > 0 and verb.doc[first - 1].text == "," and end == start - 1 and verb.doc[end].text == ","
    return closed and not any(child.dep_ in ("ccomp", "xcomp", "obj") for child in verb.children)


def _short_quote(doc: Doc, end: int) -> bool:
    """Whether the quotation marks that close at `end` hold a name or a few words, no clause."""
    if doc[end].text not in ("»", '"', "”"):
        return False
    opening = next((i for i in range(end - 1, max(-1, end - 8), -1) if doc[i].text in _OPENING), None)
    return opening is not None and opening > 0 and not any(is_verb(token) for token in doc[opening:end])


def label_behind(phrase: Token) -> str:
    """The label of a phrase that goes with the verb before it: an adjunct with a preposition, else an object."""
    return "obl:mod" if any(child.dep_ == "case" for child in phrase.children) else "obj"


def first_of_verb(verb: Token) -> int:
    """Index of the first word of the verb with its auxiliaries and clitics."""
    start = verb.i
    while start > 0 and (
        verb.doc[start - 1].pos_ in ("AUX", "PRON") or verb.doc[start - 1].lower_ in ("a", "ont", "-t", "t", "s'", "-")
    ):
        start -= 1
    return start
