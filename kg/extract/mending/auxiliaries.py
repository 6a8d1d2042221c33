"""Mends verbs whose auxiliary stands far from the participle: « a, dans un communiqué, revendiqué l'attentat ».

The parser hangs the subject on the auxiliary, or makes the auxiliary or a noun between the two the root. Like
every step of the package it writes the parser's labels.
"""

from kg.extract import syntax
from kg.extract.mending.forms import is_past_participle, participles, takes_object
from kg.extract.mending.writing import (
    INFINITIVE,
    PAST_PARTICIPLE,
    hand_objects,
    lead_instead,
    read_as_verb,
    relabel_behind,
)
from kg.extract.tokens import Doc, Token
from kg.lexicon import Lexicon

_FAR_WORDS = 14  # « a, au cours d'une conférence de presse tenue lundi à X, annoncé »
_SUBJECTS = ("nsubj", "nsubj:pass")


def mend_auxiliaries(doc: Doc, lexicon: Lexicon) -> None:
    """Give every participle its auxiliary, and what hangs on the auxiliary, in place."""
    words = syntax.syntax_words(doc.language)
    verbs = words.verbs
    for token in doc:
        if token.pos_ == "ADV" and token.dep_.startswith("aux"):
            token.dep_ = "advmod"  # « récemment élu à la tête de l'Etat »: no adverb is an auxiliary
        if token.dep_ == "cop" and token.head.pos_ == "VERB":
            _make_passive(token, lexicon)
        if token.lemma_ in (verbs.having, verbs.being) and token.pos_ in ("AUX", "VERB"):
            participle = _parted(token)
            if participle is not None:
                _lead(participle, token)
            if token.dep_.startswith("aux") and token.head.pos_ == "NOUN":
                _read_participle(token.head, lexicon)
            if token.dep_.startswith("aux") and token.head.pos_ == "VERB":
                _hand_over(token)
                _be_to(token)
            if token.lemma_ == verbs.having and token.dep_.startswith("aux") and token.head.pos_ == "NOUN":
                _possess(token)
        if token.lemma_ == verbs.made and token.pos_ in ("AUX", "VERB"):
            _suffer(token, lexicon)
        if token.lemma_ in words.mending.modal and token.pos_ in ("AUX", "VERB"):
            _hand_on(token, lexicon)


def _read_participle(noun: Token, lexicon: Lexicon) -> None:
    """« Après avoir dynamité le pont », read as a noun: what has an auxiliary is a participle."""
    lemma = participles(lexicon).get(noun.lower_)
    if lemma is None or any(child.dep_ == "det" for child in noun.children):
        return
    read_as_verb(noun, lemma, PAST_PARTICIPLE)
    if noun.dep_ == "obl:mod":
        noun.dep_ = "advcl"
    relabel_behind(noun)


def _suffer(making: Token, lexicon: Lexicon) -> None:
    """« s'est fait arrêter par la police »: the reflexive of « faire » with an infinitive is a passive, whose subject it has."""
    infinitive = making.nbor(1) if making.i + 1 < len(making.doc) else making
    if infinitive.head is not making or infinitive.pos_ != "VERB" or not syntax.is_reflexive(making):
        return
    if not takes_object(infinitive, lexicon) or any(child.dep_ == "obj" for child in infinitive.children):
        return
    others = [child for child in making.children if child is not infinitive]
    lead_instead(infinitive, making, "aux:pass")
    infinitive.set_morph(PAST_PARTICIPLE)
    making.pos_, making.lemma_ = "AUX", syntax.words_of(making).verbs.being
    for child in others:
        if child.pos_ == "PRON" and child.i < making.i and child.dep_ not in _SUBJECTS:
            continue  # « s' »
        child.hang_on(infinitive)
        if child.dep_ == "nsubj":
            child.dep_ = "nsubj:pass"


def _be_to(being: Token) -> None:
    """« La mission des soldats est de reprendre Mossoul »: before « de » and an infinitive it is no auxiliary."""
    infinitive = being.head
    if not infinitive.lower_.endswith(syntax.words_of(being).endings.infinitive) or being.i > infinitive.i:
        return
    if not any(child.dep_ == "mark" and being.i < child.i < infinitive.i for child in infinitive.children):
        return
    before = [child for child in infinitive.children if child.i < being.i]
    lead_instead(being, infinitive, "xcomp")
    for child in before:
        child.hang_on(being)
        child.dep_ = "nsubj" if child.dep_ == "nsubj:pass" else child.dep_


def _hand_on(modal: Token, lexicon: Lexicon) -> None:
    """« va annexer la Crimée », « vont incendier/NOUN la mairie »: the infinitive is a verb, and has the object behind it."""
    infinitive = next((child for child in modal.children if child.dep_ == "xcomp" and child.i > modal.i), None)
    if infinitive is None or not infinitive.lower_.endswith(syntax.words_of(modal).endings.infinitive):
        return
    if infinitive.pos_ in ("NOUN", "VERB") and infinitive.lower_ in lexicon.verbs:
        read_as_verb(infinitive, infinitive.lower_, INFINITIVE)
    if infinitive.pos_ == "VERB":
        hand_objects(modal, infinitive)


def _make_passive(copula: Token, lexicon: Lexicon) -> None:
    """« Palma a été assiégée par … »: the copula of a participle of a verb that takes an object is its auxiliary."""
    verb, words = copula.head, syntax.words_of(copula).verbs
    if (
        not is_past_participle(verb)
        or not takes_object(verb, lexicon)
        or verb.lemma_ in words.with_etre
        or copula.i > verb.i
        or any(child.dep_ == "mark" and child.i > copula.i for child in verb.children)  # « c'était lorsque X a tué Y »
    ):
        return
    copula.dep_ = "aux:pass"
    for child in verb.children:
        if child.dep_ == "nsubj":
            child.dep_ = "nsubj:pass"


def _possess(having: Token) -> None:
    """« Paris a encore 2.000 hommes en Irak »: a counted noun is no participle, it is what the verb has."""
    noun = having.head
    counted = any(child.pos_ == "NUM" and having.i < child.i < noun.i for child in noun.children)
    been = syntax.has_copula(noun)  # « a été trois fois la cible »
    if noun.i < having.i or been or not counted or "Fin" not in having.morph.get("VerbForm", []):
        return
    below = list(noun.children)
    lead_instead(having, noun, "obj")
    for child in below:
        if child is not having and (child.i < having.i or child.pos_ in ("ADV", "PUNCT") or child.dep_ in _SUBJECTS):
            child.hang_on(having)


def _hand_over(auxiliary: Token) -> None:
    """« La police a d'autre part annoncé »: the subject that hangs on the auxiliary is the participle's."""
    verb = auxiliary.head
    subjects = [child for child in auxiliary.children if child.dep_ in _SUBJECTS and child.i < auxiliary.i]
    for child in list(auxiliary.children):
        child.hang_on(verb)
    if not subjects:
        return
    for child in verb.children:
        if child.dep_ in _SUBJECTS and auxiliary.i < child.i < verb.i:
            child.dep_ = "obl:mod"


def _parted(auxiliary: Token) -> Token | None:
    """The participle that a finite auxiliary without one waits for, behind what stands between the two."""
    if "Fin" not in auxiliary.morph.get("VerbForm", []):
        return None
    if auxiliary.dep_.startswith("aux") and (auxiliary.head.pos_ == "VERB" or auxiliary.head.i < auxiliary.i):
        return None
    rest = auxiliary.doc[auxiliary.i + 1 : auxiliary.i + _FAR_WORDS]
    while rest and rest[0].pos_ == "ADV":
        rest = rest[1:]
    if len(rest) < 3 or any(child.dep_ == "obj" and not _is_introduced(child) for child in auxiliary.children):
        return None
    enclosed = rest[0].text == ","
    if not enclosed and rest[0].pos_ != "ADP":
        return None
    for token in rest[1:]:
        if token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", []):
            return None
        verb = token.head if token.lemma_ == syntax.words_of(token).verbs.being and token.head.pos_ == "VERB" else token
        if verb.pos_ != "VERB" or not {"Part"} & set(verb.morph.get("VerbForm", [])) or not _is_open(verb):
            continue
        closed = token.nbor(-1).text == ","
        if enclosed == closed and (closed or any(child.dep_ == "obj" and child.i > verb.i for child in verb.children)):
            return verb
        if not enclosed and _is_for_his_part(rest[: token.i - rest[0].i]):
            return verb
    return None


def _is_introduced(noun: Token) -> bool:
    """« a de son côté accusé »: whether what was read as an object stands behind a preposition."""
    return any(child.dep_ in syntax.PREPOSITIONS for child in noun.children)


def _is_for_his_part(words: list[Token]) -> bool:
    """« de son côté », « pour sa part »: a preposition, a possessive and a noun."""
    return len(words) == 3 and words[1].pos_ == "DET" and words[1].morph.get("Poss", []) == ["Yes"]


def _is_open(participle: Token) -> bool:
    """Whether a past participle has no auxiliary of its own but « été »."""
    verbs = syntax.words_of(participle).verbs
    own = [
        child
        for child in participle.children
        if child.dep_.startswith("aux") and child.lemma_ in (verbs.having, verbs.being)
    ]
    return "Past" in participle.morph.get("Tense", []) and all("Part" in word.morph.get("VerbForm", []) for word in own)


def _lead(participle: Token, auxiliary: Token) -> None:
    """Make the participle the head of the clause that the auxiliary, or a noun between the two, was read as heading."""
    top = auxiliary if not auxiliary.dep_.startswith("aux") else auxiliary.head
    if top.i > participle.i:
        return
    above, label = top.head, top.dep_
    between = [token for token in (top,) if auxiliary.i < top.i]
    for child in list(top.children):
        if child is participle:
            continue
        if top is auxiliary or child.dep_ in _SUBJECTS or child.i < auxiliary.i:
            child.hang_on(participle)
    participle.hang_on(participle if above is top else above)
    participle.dep_ = label
    top.hang_on(participle)
    auxiliary.hang_on(participle)
    auxiliary.pos_, auxiliary.dep_ = "AUX", "aux:tense"
    for token in between:
        token.dep_ = "obl:mod"
