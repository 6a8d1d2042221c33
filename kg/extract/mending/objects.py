"""Objects and complements that the parser hangs on a day, a name or a noun that stands between."""

from kg.extract import syntax
from kg.extract.mending.forms import agrees, has_any_auxiliary, is_time, takes_object
from kg.extract.mending.writing import read_as_of
from kg.extract.tokens import Token
from kg.lexicon import Lexicon

_STOPS, _NEAR_AGENT = (",", ";", ":", "(", ")"), 5  # words from a participle to « par »
_LONGEST_DAY = 7  # words: « dans la nuit de lundi à mardi »
_BEHIND_INSERTIONS = ("appos", "obl:mod", "obl:arg", "nmod", "conj", "dep", "fixed")
_GOVERNED = ("obl:arg", "obl:mod")
_CORE = ("obj", "nsubj", "nsubj:pass", "xcomp", "iobj", "obl:agent")


def bind_by_hyphen(hyphen: Token) -> None:
    """« a revendiqué l'attentat-suicide »: two nouns joined by a hyphen are one, the first is its head."""
    if hyphen.text not in ("-", "‐", "‑"):
        return
    first, last = hyphen.nbor(-1), hyphen.nbor()
    glued = first.idx + len(first.text) == hyphen.idx and last.idx == hyphen.idx + len(hyphen.text)
    if not glued or last.head == first:
        return
    if first.pos_ == last.pos_ == "PROPN" and last.dep_ in _CORE:  # « du Croissant-Rouge ont … »
        hyphen.hang_on(first)
        last.hang_on(first)
        hyphen.dep_ = last.dep_ = "flat:name"
        return
    if first.pos_ != "NOUN" or last.pos_ != "NOUN":
        return
    if first.head in (last, hyphen) or last.dep_ in _CORE:
        first.hang_on(last.head)
        first.dep_ = "obj" if last.dep_ == "xcomp" else last.dep_
        if last.head == last:
            return
    for child in [child for child in last.children if child.i > last.i]:
        child.hang_on(first)
    for part in (hyphen, last):
        part.hang_on(first)
        part.dep_ = "compound"


def describe_object(verb: Token) -> None:
    """« accuse son rival, qu'il a limogé »: behind the object and a comma « que » takes it up, where its verb has no other."""
    if verb.dep_ not in ("ccomp", "advcl") or verb.pos_ != "VERB" or verb.head.pos_ != "VERB":
        return
    that = syntax.words_of(verb).conjunctions.that
    mark = next((child for child in verb.children if child.dep_ == "mark" and child.lower_ in that), None)
    if mark is None or mark.i < 2 or mark.nbor(-1).text != "," or mark.i > verb.i:
        return
    if any(child.dep_ in ("obj", "ccomp", "xcomp", "cop") for child in verb.children):
        return
    own = [child for child in verb.head.children if child.dep_ == "obj" and child.pos_ in ("NOUN", "PROPN")]
    noun = next((child for child in own if child.right_edge.i in (mark.i - 2, mark.i - 1)), None)
    if noun is not None and any(child.dep_.startswith("nsubj") for child in verb.children):
        verb.hang_on(noun)
        verb.dep_ = "acl:relcl"


def is_no_name(token: Token) -> None:
    """« ministre sud-africain »: an adjective in lower case is no part of a name."""
    if token.pos_ == "ADJ" and token.dep_ == "flat:name" and token.text.islower() and token.head.pos_ == "NOUN":
        token.dep_ = "amod"


def undergo(token: Token) -> None:
    """« ont pris dans la nuit le pouvoir »: a noun with its article completes no verb, it is the object."""
    verb = token.head
    if token.dep_ != "xcomp" or token.pos_ != "NOUN" or verb.pos_ != "VERB" or not _is_bare(token):
        return
    if not any(child.dep_ in ("obj", "cop") for child in verb.children):
        token.dep_ = "obj"


def hold_of(article: Token, lexicon: Lexicon) -> None:
    """« se sont emparés des villes », « sont partis des bases »: what stands behind a verb without an object is « de » and « les ».

    A participle that agrees with its subject has « se » for its object: not « se sont livré des combats ».
    """
    words, noun = syntax.words_of(article), article.head
    if article.lower_ != words.prepositions.of_the_many or noun.i < article.i:
        return
    verb = noun.head
    if verb.pos_ != "VERB" or verb.i > article.i or noun.dep_ not in ("obj", "obl:mod", "obl:arg", "xcomp", "dep"):
        return
    if is_time(noun, lexicon) or any(child.dep_ == "case" for child in noun.children):
        return
    if syntax.is_reflexive(verb):
        frames = [frame for frame in lexicon.verbs.get(verb.lemma_, ()) if frame.reflexive]
        known = any(words.prepositions.of in f.functions and not f.functions.get("object") for f in frames)
        taken = known or (has_any_auxiliary(verb) and agrees(verb))
    else:  # not « a fait venir des miliciens »
        taken = verb.lemma_ in words.mending.leaving and verb.dep_ != "xcomp"
    if not taken:
        return
    read_as_of(article)
    noun.dep_ = "obl:arg"


def free_from_night(night: Token, lexicon: Lexicon) -> None:
    """« ont attaqué dans la nuit des villages »: behind the part of a day right after a verb « des » is an article."""
    verb = night.head
    if not 2 <= night.i - verb.i <= _NEAR_AGENT or verb.pos_ != "VERB" or not is_time(night, lexicon):
        return
    words = syntax.words_of(night)
    if night.pos_ == "NUM" or syntax.is_passive(verb) or not takes_object(verb, lexicon):
        return
    if any(child.dep_ == "obj" for child in verb.children) or night.i + 2 >= len(night.doc):
        return
    article, introduced = night.nbor(), any(child.dep_ == "case" for child in night.children)
    noun = article.head
    many = article.lower_ == words.prepositions.of_the_many or _is_before_new(article, noun)
    if not introduced or not many or noun.head != night or noun.pos_ != "NOUN":
        return
    article.pos_ = "DET"
    article.dep_ = "det"
    noun.hang_on(verb)
    noun.dep_ = "obj"


def _is_before_new(article: Token, noun: Token) -> bool:
    """« a annoncé dans la foulée de nouvelles sanctions »: « de » before an adjective and its plural noun."""
    if article.lower_ not in syntax.words_of(article).mending.of or noun.i != article.i + 2:
        return False
    adjective = article.nbor()
    return adjective.pos_ == "ADJ" and adjective.head == noun and "Plur" in noun.morph.get("Number", [])


def pass_over_manner(noun: Token) -> None:
    """« l'acheminement sans entrave de l'aide »: the complement is that of the noun before « sans »."""
    if noun.dep_ != "nmod":
        return
    manner, words = noun.head, syntax.words_of(noun)
    case = next(
        (child for child in manner.children if child.dep_ == "case" and child.lower_ in words.negation.without), None
    )
    if case is None or case.i == 0 or manner.i != case.i + 1:
        return
    of = any(child.dep_ == "case" and child.lower_ in words.mending.of for child in noun.children)
    before = case.nbor(-1)
    if of and noun.i > manner.i and before.pos_ == "NOUN":
        noun.hang_on(before)


def pass_over_infinitive(manner: Token, lexicon: Lexicon) -> None:
    """« ont investi sans combattre la ville », « se sont retirés sans combattre de la ville »: what follows is the verb's."""
    verb = manner.head
    if verb.pos_ != "VERB" or manner.i != verb.i + 2 or not syntax.tells_manner(manner):
        return
    for child in [child for child in manner.children if child.i > manner.i]:
        taken = child.dep_ != "obj" or (
            takes_object(verb, lexicon)
            and not syntax.is_reflexive(verb)
            and not any(c.dep_ == "obj" for c in verb.children)
        )
        if taken:
            child.hang_on(verb)


def take_time(verb: Token) -> None:
    """« Il n'aura fallu que deux jours aux rebelles pour prendre X »: how long, for whom and for what hang on the verb."""
    if verb.pos_ != "VERB":
        return
    words, doc = syntax.words_of(verb), verb.doc
    if verb.lemma_ not in words.verbs.taking:
        return
    aim = next((token for token in doc[verb.i + 1 :] if token.pos_ == "VERB"), None)
    if aim is None or "Inf" not in aim.morph.get("VerbForm", []):
        return
    mark = next((child for child in aim.children if child.lower_ == words.prepositions.aimed), None)
    if mark is None or mark.i > aim.i:
        return
    for token in doc[verb.i + 1 : mark.i]:
        whom = token.pos_ in ("NOUN", "PROPN") and syntax.is_introduced_by(token, words.prepositions.to)
        span = token.pos_ == "NOUN" and token.head.i > token.i
        if whom or span or token.lower_ in words.conjunctions.that:
            token.hang_on(verb)
            token.dep_ = "obl:arg" if whom else "obj" if span else "advmod"
    if aim.head is not verb:
        aim.hang_on(verb)
    aim.dep_ = "advcl"


def name_after_verb(token: Token, lexicon: Lexicon) -> None:
    """« a appelé Ankara à retirer … »: a name read as an adverb or a predicate, with the infinitive hung on it."""
    if token.pos_ not in ("ADV", "X", "ADJ", "PROPN") or not token.text[0].isupper():
        return
    verb = token.head
    if token.i != verb.i + 1 or verb.pos_ != "VERB":
        return
    if not takes_object(verb, lexicon):
        return
    if token.dep_ not in ("xcomp", "advmod", "amod", "dep"):
        return
    token.pos_, token.dep_ = "PROPN", "obj"
    for child in list(token.children):
        if child.i > token.i and child.pos_ == "VERB":
            child.hang_on(verb)
            child.dep_ = "xcomp"


def return_object(verb: Token, lexicon: Lexicon) -> None:
    """« a revendiqué, dans un message, l'attaque », « a frappé lundi, en riposte, trois sites »: the object, or what is told, behind an insertion."""
    doc, after = verb.doc, _insertion_behind(verb, lexicon)
    if not after:
        return
    below = list(verb.children)
    if any(child.dep_ in ("obj", "ccomp", "xcomp") for child in below) or not any(
        child.lemma_ == syntax.words_of(verb).verbs.having for child in below
    ):
        return
    put_in = next((child for child in below if child.i > after and _start(child) == after + 1), None)
    if put_in is None or not any(child.dep_ in ("case", "mark") for child in put_in.children):
        return
    closing = next((i for i in range(put_in.i + 1, len(doc) - 1) if doc[i].text == ","), None)
    if closing is None:
        return
    told = doc[closing + 1]
    while told.head.i > closing and told.head is not told:
        told = told.head
    if _start(told) != closing + 1 or (told.head is not verb and not verb.is_ancestor(told)):
        return
    if told.pos_ == "VERB" and told.dep_ in ("advcl", "acl", "conj"):
        marks = [child for child in told.children if child.dep_ == "mark"]
        label = "ccomp" if any(mark.lower_ in syntax.words_of(verb).conjunctions.that for mark in marks) else None
    else:
        label = "obj" if _is_bare(told) and told.dep_ in _BEHIND_INSERTIONS else None
    if label is not None:
        hung = [other for other in told.head.children if other.i > told.i] if told.dep_ == "appos" else []
        told.hang_on(verb)
        told.dep_ = label
        for other in hung:
            other.hang_on(told)


def _insertion_behind(verb: Token, lexicon: Lexicon) -> int:
    """Where the comma stands right behind a verb, or behind the day that follows it; 0 where there is none."""
    for token in verb.doc[verb.i + 1 : verb.i + 2 + _LONGEST_DAY]:
        if token.text == ",":
            return token.i
        if token.pos_ not in ("DET", "ADP", "ADJ", "ADV") and not is_time(token, lexicon):
            return 0
    return 0


def _start(phrase: Token) -> int:
    """The place of a phrase's first word, past the comma that opens it."""
    first = phrase.left_edge.i
    return first + (phrase.doc[first].text == ",")


def return_to_past_infinitive(done: Token, lexicon: Lexicon) -> None:
    """« a annoncé avoir repris, aux côtés de X, la ville »: what the speech verb has taken from what was done."""
    verb, below = done.head, done.children
    if done.dep_ != "xcomp" or verb.pos_ != "VERB" or verb.i > done.i or any(c.dep_ == "obj" for c in below):
        return
    if not any(c.dep_ == "aux:tense" for c in below) or any(c.dep_ == "aux:pass" for c in below):
        return
    phrases = [child for child in verb.children if child.i > done.i and child.pos_ in ("NOUN", "PROPN")]
    taken = next((child for child in phrases if child.dep_ == "obj"), None) or _closing(phrases, done, lexicon)
    if taken is None:
        return
    for phrase in [phrase for phrase in phrases if phrase.i < taken.i and phrase.dep_.startswith("obl")]:
        phrase.hang_on(done)
    taken.hang_on(done)
    taken.dep_ = "obj"


def _closing(phrases: list[Token], verb: Token, lexicon: Lexicon) -> Token | None:
    """The noun with an article behind the comma that closes an insertion right after a verb, or its day."""
    opening = _insertion_behind(verb, lexicon)
    for phrase in phrases if opening else ():
        if phrase.dep_ == "obl:mod" and _is_bare(phrase) and verb.doc[_start(phrase) - 1].text == ",":
            if _start(phrase) - 1 > opening and not is_time(phrase, lexicon):
                return phrase
        for child in phrase.subtree:
            if child.dep_ == "appos" and _is_bare(child) and child.left_edge.nbor(-1).text == ",":
                return child
    return None


def count_by_adverb(token: Token) -> None:
    """« livrera davantage de munitions », « plus de missiles »: what the adverb counts is the object."""
    adverb = token.head
    if token.pos_ != "NOUN" or adverb.pos_ != "ADV" or adverb.i + 2 != token.i or not token.dep_.startswith("obl"):
        return
    words, verb = syntax.words_of(token), adverb.head
    if adverb.nbor(1).lower_ not in words.negation.partitive or verb.pos_ != "VERB" or verb.i > adverb.i:
        return
    if adverb.dep_ not in ("obj", "advmod") or any(
        child.dep_ == "obj" and child is not adverb for child in verb.children
    ):
        return
    for child in list(adverb.children):
        if child.i > token.i:
            child.hang_on(verb)
    token.hang_on(verb)
    token.dep_ = "obj"
    adverb.hang_on(token)
    adverb.dep_ = "advmod"
    for child in token.children:
        if child.dep_ == "case" and child.i == token.i - 1:
            child.dep_, child.pos_ = "det", "DET"


def behind_day_and_place(token: Token, lexicon: Lexicon) -> None:
    """« ont signé jeudi à Alger un accord »: a noun with its article behind a place is no part of it, but the object."""
    if token.pos_ != "NOUN" or token.dep_ not in ("nmod", "appos", "obl:mod", "flat:name"):
        return
    place = token.head
    if token.dep_ == "obl:mod" and place.pos_ == "VERB" and place.i < token.i:
        first = token.left_edge.i
        place = next((c for c in place.children if c.i < first and c.right_edge.i + 1 == first), place)
    if place.pos_ != "PROPN" or place.i > token.i:
        return
    some, many = _some_of(token), "Plur" in token.morph.get("Number", []) and not token.text[0].isupper()
    beside = many if token.dep_ == "flat:name" else _is_bare(token)  # « ont opposé mardi à Gao jeunes et policiers »
    if token.nbor(-1).text == "," or not (beside or some) or not any(child.dep_ == "case" for child in place.children):
        return
    verb = place.head
    if verb.pos_ != "VERB" or verb.i > place.i or syntax.is_passive(verb) or is_time(token, lexicon):
        return
    told = [child for child in verb.children if child.dep_.startswith("obj")]
    if any(not is_time(child, lexicon) for child in told):
        return
    for child in told:
        child.dep_ = "obl:mod"
    if some is not None:
        some.pos_, some.dep_ = "DET", "det"
    token.hang_on(verb)
    token.dep_ = "obj"


def _some_of(noun: Token) -> Token | None:
    """« ont opposé mardi à Gao des jeunes à la police »: « des » right before a plural, read as « de les »."""
    before = noun.nbor(-1) if noun.i else noun
    cased = [child for child in noun.children if child.dep_ == "case"]
    plural = "Plur" in noun.morph.get("Number", [])
    some = plural and cased == [before] and before.lower_ in syntax.words_of(noun).mending.before_things
    return before if some else None


def join_by_article(token: Token, lexicon: Lexicon) -> None:
    """« la démission du président et le départ des troupes »: « de » would be said again, so the noun is joined to the first."""
    if token.pos_ != "NOUN" or token.head.i > token.i or not _is_bare(token):
        return
    if token.dep_ == "conj" and any(child.dep_ == "cc" for child in token.children):
        inner = token.head
        while inner.dep_ == "nmod" and _is_introduced(inner) and inner.head.pos_ == "NOUN" and inner.head.i < inner.i:
            inner = inner.head
        if inner.i < token.head.i and inner.dep_ in {*_CORE, "conj"}:
            token.hang_on(inner)
        elif token.head.pos_ == "VERB" and not is_time(token, lexicon) and not _opens_clause(token):
            _join_to_object(token)  # « a demandé l'arrêt des tirs à X et le retrait de Y »
    elif token.dep_ == "obl:mod" and token.left_edge.i and token.left_edge.nbor(-1).text == ",":
        before = [child for child in token.head.children if child.dep_ == "obj" and child.i < token.i]
        listed = any(child.dep_ == "conj" for child in token.children)
        if before and listed and not is_time(token, lexicon) and before[-1].i > token.head.i:
            token.hang_on(before[-1])  # « a annoncé une trêve, le retrait de X et la libération de Y »
            token.dep_ = "conj"


def _opens_clause(noun: Token) -> bool:
    """« et la Suède trois », « et le maire a … »: whether the noun behind « et » has something told of it."""
    return any(c.dep_.startswith("nsubj") or c.dep_ in ("orphan", "obj", "dep", "cop") for c in noun.children) or (
        noun.right_edge.i + 1 < len(noun.doc) and noun.doc[noun.right_edge.i + 1].pos_ in ("VERB", "AUX", "NUM")
    )


def _join_to_object(noun: Token) -> None:
    """Hang a noun that was joined to a verb on the verb's last object before it."""
    verb = noun.head
    before = [child for child in verb.children if child.dep_ == "obj" and verb.i < child.i < noun.i]
    if before and before[-1].pos_ == "NOUN":
        noun.hang_on(before[-1])


def _is_bare(noun: Token) -> bool:
    """Whether a noun has an article or a number of its own and no preposition."""
    articles = [child for child in noun.children if child.dep_ in syntax.COUNTED and child.i < noun.i]
    return bool(articles) and not any(child.dep_ == "case" for child in noun.children)


def _is_introduced(noun: Token) -> bool:
    return any(child.dep_ == "case" and child.i < noun.i for child in noun.children)


def return_agent(agent: Token) -> None:
    """« tués à Barah, ville reprise samedi par l'armée »: who did it belongs to the participle right before, not to the verb."""
    verb = agent.head
    if agent.dep_ != "obl:agent" or agent.i < verb.i or verb.pos_ != "VERB":
        return
    by = next(
        (c for c in agent.children if syntax.is_introduced_by(agent, syntax.words_of(agent).prepositions.by)), None
    )
    if by is None:
        return
    for token in reversed(agent.doc[verb.i + 1 : agent.left_edge.i]):
        if (
            token.text in _STOPS
            or token.pos_ in ("CCONJ", "AUX", "PRON", "DET")
            or agent.left_edge.i - token.i > _NEAR_AGENT
        ):
            return
        if token.pos_ in ("VERB", "ADJ") and "Part" in token.morph.get("VerbForm", []):
            noun = token.head
            if verb.i < noun.i < token.i and noun.pos_ in ("NOUN", "PROPN") and not syntax.has_auxiliary(token):
                agent.hang_on(token)
            return


def complete_participle(noun: Token, lexicon: Lexicon) -> None:
    """« les armes livrées à Kiev par Washington », « l'embuscade tendue à un convoi »: what a participle governs stands behind it.

    « Par » behind what it was done to, unless that is a deed itself, and « à » behind the participle or who did it.
    """
    if noun.dep_ != "nmod" or noun.head.i > noun.i:
        return
    words, above = syntax.words_of(noun).prepositions, noun.head
    described = next(
        (child for child in reversed(list(above.children)) if child.dep_ == "acl" and child.i < noun.i), above
    )
    if syntax.is_introduced_by(noun, words.by):
        verb, label = above.head if above.dep_ in _GOVERNED else described, "obl:agent"
        taken = above.pos_ == "NOUN" and above != verb.head and above.lemma_.lower() in lexicon.nouns
    elif syntax.is_introduced_by(noun, words.to):
        direct = described.i == noun.left_edge.i - 1
        verb, label = described if direct else above.head, "obl:arg"
        taken = not direct and above.dep_ != "obl:agent"
        taken = taken or (
            noun.pos_ == "NOUN" and not any(child.dep_ in ("det", "nummod") for child in noun.children)
        )  # « des hommes à moto »
    else:
        return
    passive = verb.i < noun.i and "Part" in verb.morph.get("VerbForm", []) and "Past" in verb.morph.get("Tense", [])
    taken = taken or any(child.dep_ == label for child in verb.children)
    if passive and not taken and not syntax.has_auxiliary(verb):
        noun.hang_on(verb)
        noun.dep_ = label
