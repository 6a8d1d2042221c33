"""Verbs that belong together: infinitives under their verb, participles that share an auxiliary, joined gerunds."""

from kg.extract import syntax
from kg.extract.mending.forms import agrees, has_any_auxiliary, has_auxiliary, is_joined, noun_forms, participles
from kg.extract.mending.writing import PAST_PARTICIPLE, read_as_verb, relabel_behind
from kg.extract.tokens import Token
from kg.lexicon import Lexicon


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


def join_when(token: Token) -> None:
    """« a eu lieu à X lorsqu'une bombe a explosé »: no preposition of the subject, the conjunction of its verb."""
    verb = token.head.head
    if token.lower_ not in syntax.words_of(token).conjunctions.when or token.dep_ != "case":
        return
    if not token.head.dep_.startswith("nsubj") or not syntax.is_verb(verb) or verb.i < token.head.i:
        return
    token.hang_on(verb)
    token.pos_, token.dep_ = "SCONJ", "mark"
    if verb.dep_ == "conj":
        verb.dep_ = "advcl"


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


def coordinate_gerund(token: Token) -> None:
    """« tuant deux soldats et en blessant dix »: joined to the gerund before it, not to whom that names."""
    if token.dep_ != "conj" or syntax.tense_of(token) != "gerund" or token.head.pos_ not in ("NOUN", "PROPN", "NUM"):
        return
    verb = token.head.head
    while verb.pos_ in ("NOUN", "PROPN", "NUM") and verb.head is not verb:
        verb = verb.head
    if verb.pos_ == "VERB" and verb.i < token.i and syntax.tense_of(verb) == "gerund":
        token.hang_on(verb)


def coordinate_infinitive(token: Token) -> None:
    """« a vu la police charger, mais aussi tirer sur la foule »: joined to the infinitive before it, not to the verb above."""
    above = token.head
    if token.dep_ != "conj" or above.i > token.i or not _is_bare_infinitive(token) or _is_bare_infinitive(above):
        return
    below = [child for child in above.children if above.i < child.i < token.i and child.dep_ in ("xcomp", "ccomp")]
    below += [c for noun in above.children if noun.dep_ == "obj" for c in noun.children if noun.i < c.i < token.i]
    first = [child for child in below if _is_bare_infinitive(child)]
    if first:
        token.hang_on(first[-1])


def _is_bare_infinitive(token: Token) -> bool:
    return token.pos_ == "VERB" and "Inf" in token.morph.get("VerbForm", []) and not has_any_auxiliary(token)


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


def befall_others(token: Token, lexicon: Lexicon) -> None:
    """« ont été tués et dix autres enlevés », read as a noun that « autres » describes: what has befallen those.

    « deux autres détenus » are people; only a participle that is no common noun, behind a number and another participle.
    """
    words = lexicon.cues.grammar.ellipses
    if token.lower_ not in words.others or not 1 < token.i < len(token.doc) - 1:
        return
    told, count = token.nbor(1), token.nbor(-1)
    if count.pos_ == "ADP" and count.i:  # « une dizaine d'autres »
        count = count.nbor(-1)
    lemma = participles(lexicon).get(told.lower_)
    if lemma is None or told.lower_ in noun_forms(lexicon.language) or has_any_auxiliary(told):
        return
    if told.dep_ in syntax.SUBJECTS or not (count.pos_ == "NUM" or count.lower_ in words.numbers | words.some):
        return
    before = (word for word in reversed(token.doc[: count.i]) if word.pos_ in ("VERB", "ADJ"))
    first = next((word for word in before if word.lower_ in participles(lexicon) and syntax.is_passive(word)), None)
    if first is None:
        return
    led = [word for word in token.doc[count.left_edge.i : told.i] if word.head is told or word.head is count]
    if not (syntax.is_verb(told) and told.dep_ in ("conj", "acl")):
        told.hang_on(first)
        told.dep_ = "conj"
    read_as_verb(told, lemma, PAST_PARTICIPLE)
    for word in led:
        if word is not count and word is not token:
            word.hang_on(told if word.pos_ in ("CCONJ", "PUNCT") else token)
    token.hang_on(told)
    token.dep_ = "nsubj:pass"
    count.hang_on(token)
    count.dep_ = "nummod" if count.pos_ == "NUM" else "det"
    relabel_behind(told)


def enumerate_participle(token: Token) -> None:
    """« ont incendié la mairie, pillé le marché et enlevé trois agents »: behind a comma, with an object of its own."""
    if token.dep_ not in ("advcl", "acl") or token.i < 2 or token.nbor(-1).text != "," or has_any_auxiliary(token):
        return
    if "Part" not in token.morph.get("VerbForm", []):
        return
    behind = next((child for child in token.children if child.dep_ == "obj" and child.i > token.i), None)
    named = behind is not None and behind.i == token.i + 1 and behind.pos_ == "PROPN"  # « pris Bambari »
    if not named and _phrase_behind(token) is None:
        return
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
