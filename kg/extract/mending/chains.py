"""Verbs that belong together: infinitives under their verb, participles that share an auxiliary, joined gerunds."""

from collections.abc import Mapping

from kg.extract import syntax
from kg.extract.mending.forms import agrees, has_any_auxiliary, has_auxiliary, is_joined
from kg.extract.mending.values import PRESENT
from kg.extract.tokens import Token

_HUNG_ON_OBJECT = ("acl", "obl:arg", "obl:mod", "nmod", "xcomp", "ccomp")


def _had_done(verb: Token) -> bool:
    """« a accusé Ankara d'avoir envoyé … »: a participle with the infinitive of its auxiliary."""
    return any(child.pos_ == "AUX" and "Inf" in child.morph.get("VerbForm", []) for child in verb.children)


def join_that(token: Token) -> None:
    """« a annoncé, à Doha, qu'il avait signé un accord »: where the verb has an object, « que » is none."""
    verb = token.head
    if token.pos_ != "PRON" or token.dep_ != "obj" or verb.dep_ != "ccomp" or verb.i < token.i:
        return
    if token.lower_ in syntax.words_of(token).conjunctions.that and any(
        child.dep_ == "obj" and child is not token for child in verb.children
    ):
        token.pos_, token.dep_ = "SCONJ", "mark"
        token.set_morph("")


def list_names(token: Token) -> None:
    """« le Pérou, le Chili et Cuba ont condamné … »: a name behind a comma that goes on to « et » another is one of a list."""
    if token.pos_ != "PROPN" or token.dep_ != "appos" or token.head.pos_ != "PROPN" or token.head.i > token.i:
        return
    joined = [child for child in token.children if child.dep_ == "conj" and child.pos_ == "PROPN"]
    if any(any(own.dep_ == "cc" for own in child.children) for child in joined):
        token.dep_ = "conj"


def pass_adjective(token: Token) -> None:
    """« s'est dit prêt à rencontrer X »: what the adjective governs is what the verb above it tells of its subject."""
    adjective = token.head
    told = token.dep_ == "xcomp" and "Inf" in token.morph.get("VerbForm", [])
    if told and adjective.pos_ == "ADJ" and adjective.dep_ == "xcomp" and adjective.head.pos_ == "VERB":
        token.hang_on(adjective.head)


def complete_control(verb: Token) -> None:
    """« a demandé à l'Union africaine de retarder … », where the infinitive was hung on who is asked."""
    asked = verb.head
    around = asked.head
    if verb.dep_ in _HUNG_ON_OBJECT and asked.dep_ == "obj" and asked.i < verb.i and _had_done(verb):
        if around.pos_ == "VERB" and syntax.controls(around) and asked.i > around.i:
            verb.hang_on(around)
            verb.dep_ = "xcomp"
            return
    if verb.dep_ != "acl" or "Inf" not in verb.morph.get("VerbForm", []):
        return
    if asked.pos_ not in ("PROPN", "NOUN"):
        return
    cased = any(child.dep_ == "case" and child.lower_ in syntax.words_of(verb).mending.to for child in asked.children)
    if around.pos_ == "VERB" and syntax.controls(around) and asked.i > around.i:
        if cased or (asked.pos_ == "PROPN" and asked.dep_ == "obj"):
            verb.hang_on(around)
            verb.dep_ = "xcomp"


def govern_infinitive(token: Token, forms: Mapping[str, str]) -> None:
    """« Le Niger compte rapatrier ses soldats »: the present before an infinitive, read as belonging to the subject."""
    if token.pos_ not in ("VERB", "AUX") or token.i < 2 or "Inf" not in token.morph.get("VerbForm", []):
        return
    left = token.nbor(-1)
    subject = left.head
    if token.head == left and left.pos_ == "NOUN" and left.lower_ in forms:
        named = left.nbor(-1)
        if named.text[0].isupper() and named.head == left and not any(c.dep_ in ("case",) for c in left.children):
            named.dep_, named.pos_, token.dep_ = "nsubj", "PROPN", "xcomp"
            left.pos_, left.lemma_ = "VERB", forms[left.lower_]
            left.set_morph(PRESENT)
        return
    if token.dep_ != "ROOT":
        return
    if left.lower_ not in forms or left.dep_ not in ("amod", "nmod", "acl", "appos") or subject.i >= left.i:
        return
    left.hang_on(left)
    left.dep_ = "ROOT"
    token.hang_on(left)
    token.dep_ = "xcomp"
    subject.hang_on(left)
    subject.dep_ = "nsubj"
    left.pos_ = "VERB"
    left.lemma_ = forms[left.lower_]
    left.set_morph(PRESENT)


def cause(token: Token) -> None:
    """« a fait exploser un pont »: who makes it explode is the subject of « faire », which governs the infinitive."""
    if (
        token.pos_ not in ("VERB", "AUX")
        or token.lemma_ not in syntax.words_of(token).verbs.causing
        or token.i + 1 == len(token.doc)
    ):
        return
    caused = token.nbor(1)
    if token.head != caused or "Inf" not in caused.morph.get("VerbForm", []):
        return
    if caused.head == caused:
        token.hang_on(token)
        token.dep_ = "ROOT"
    else:
        token.hang_on(caused.head)
        token.dep_ = caused.dep_
    for child in list(caused.children):
        if child.i < token.i:
            child.hang_on(token)
            child.dep_ = "nsubj" if child.dep_ == "nsubj:caus" else child.dep_
        elif child.dep_ == "nsubj" and child.i > caused.i:
            child.dep_ = "obj"
    caused.hang_on(token)
    caused.dep_ = "xcomp"


def complete_with_infinitive(token: Token) -> None:
    """« La coalition dément avoir bombardé … »: the infinitive right after a finite verb, hung on the subject."""
    head = token.head
    if head.i >= token.i or head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return
    infinitive = "Inf" in token.morph.get("VerbForm", []) or any(
        "Inf" in word.morph.get("VerbForm", [])
        for word in token.children
        if word.dep_ in ("aux:tense", "aux:pass", "aux")
    )
    if not infinitive:
        return
    if any(child.dep_ in ("mark", "case") for child in token.children):
        return
    first = min([token.i, *(child.i for child in token.children if child.i < token.i)])
    left = token.doc[first - 1] if first else token
    if left.pos_ == "VERB" and "Fin" in left.morph.get("VerbForm", []) and left.i > token.head.i:
        token.hang_on(left)
        token.dep_ = "xcomp"


def coordinate_gerund(token: Token) -> None:
    """« tuant deux soldats et en blessant dix »: joined to the gerund before it, not to whom that names."""
    if token.dep_ != "conj" or syntax.tense_of(token) != "gerund" or token.head.pos_ not in ("NOUN", "PROPN", "NUM"):
        return
    verb = token.head.head
    while verb.pos_ in ("NOUN", "PROPN", "NUM") and verb.head is not verb:
        verb = verb.head
    if verb.pos_ == "VERB" and verb.i < token.i and syntax.tense_of(verb) == "gerund":
        token.hang_on(verb)


def lead_before_joined(token: Token) -> None:
    """« Les rebelles ont été chassés, mais contrôlent … »: the first of two joined verbs, read as the subject of the second."""
    second = token.head
    if token.pos_ != "VERB" or token.dep_ not in ("nsubj", "nsubj:pass") or second.i < token.i or second.pos_ != "VERB":
        return
    own = {child.dep_ for child in token.children}
    joined = any(child.dep_ == "cc" and token.i < child.i < second.i for child in second.children)
    if joined and own & {"nsubj", "nsubj:pass"} and own & {"aux:tense", "aux:pass"} and second.dep_ == "ROOT":
        token.hang_on(token)
        token.dep_ = "ROOT"
        second.hang_on(token)
        second.dep_ = "conj"


def coordinate_far_participle(token: Token) -> None:
    """« a réactivé les mandats contre dix chefs présents à Cuba et demandé à La Havane … »: the second participle of « a »."""
    noun = token.head
    verb = noun.head
    if token.pos_ != "VERB" or token.dep_ != "acl" or noun.dep_ != "obj" or verb.pos_ != "VERB" or noun.i > token.i:
        return
    joined = any(child.dep_ == "cc" and child.i == token.i - 1 for child in token.children)
    told = "Part" in token.morph.get("VerbForm", []) and not any(
        c.dep_ in ("obl:agent", "aux:tense") for c in token.children
    )
    apart = noun.morph.get("Number", []) == ["Plur"] and token.morph.get("Number", ["Sing"]) == ["Sing"]
    if joined and told and apart and any(child.dep_ == "aux:tense" for child in verb.children):
        token.hang_on(verb)
        token.dep_ = "conj"


def share_auxiliary(token: Token) -> None:
    """« ont exigé la libération des dirigeants arrêtés et menacé la junte »: who has an object is not described.

    A participle without auxiliary and with an object cannot modify a noun, so it goes on with the verb that has one.
    """
    described = token.head
    if token.dep_ != "conj" or described.i > token.i or has_any_auxiliary(token):
        return
    if "Part" not in token.morph.get("VerbForm", []) or (syntax.is_verb(described) and has_auxiliary(described)):
        return
    told = described.dep_ in ("acl", "amod") and "Part" in described.morph.get("VerbForm", [])
    owned = any(child.dep_ == "obj" and child.i > token.i for child in token.children)
    behind = _phrase_behind(token) if is_joined(token.nbor(-1)) and not agrees(token) else None
    if not (told and owned) and behind is None:
        return
    main = next((word for word in described.ancestors if word.i < token.i and has_auxiliary(word)), None)
    if main is not None and not has_any_auxiliary(described):
        token.hang_on(main)
        if behind is not None and behind.head != token:
            behind.hang_on(token)
            behind.dep_ = "obj"


def enumerate_participle(token: Token) -> None:
    """« ont incendié la mairie, pillé le marché et enlevé trois agents »: behind a comma, with an object of its own."""
    if token.dep_ not in ("advcl", "acl") or token.i < 2 or token.nbor(-1).text != "," or has_any_auxiliary(token):
        return
    if "Part" not in token.morph.get("VerbForm", []) or _phrase_behind(token) is None:
        return
    behind = next((child for child in token.children if child.dep_ == "obj" and child.i > token.i), None)
    first = next((word for word in token.ancestors if word.pos_ == "VERB" and word.i < token.i), None)
    if behind is None or first is None or not has_auxiliary(first) or syntax.is_passive(first):
        return
    token.hang_on(first)
    token.dep_ = "conj"


def _phrase_behind(verb: Token) -> Token | None:
    """The noun of the phrase right behind a verb that begins with a number or an article: its object."""
    at = verb.i + 1
    if at >= len(verb.doc) or verb.doc[at].pos_ not in ("DET", "NUM"):
        return None
    while at < len(verb.doc) and verb.doc[at].pos_ in ("DET", "NUM", "ADJ"):
        at += 1
    noun = verb.doc[at] if at < len(verb.doc) else None
    return noun if noun is not None and noun.pos_ in ("NOUN", "PROPN") and noun.dep_ != "nsubj" else None
