"""Two whole clauses in one sentence: « A a livré des missiles à B et C est arrivé à D ».

The parser joins the subject of the second clause to the last noun of the first, or hands words over the joint. Where the
first clause has its finite verb, and behind the joint stands a noun phrase right before another that agrees with it, the
second clause begins there: the phrase is its subject, and no word hangs over the joint but the second verb.
"""

from collections.abc import Mapping, Sequence

from kg.extract import syntax
from kg.extract.mending.forms import is_finite
from kg.extract.tokens import Doc, Token

_NAMING = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM", "ADP", "X"})  # what the phrase of a subject is made of
_OPENING = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM"})
_TELLING = frozenset({"VERB", "AUX", "ADJ", "NOUN"})  # what an auxiliary hangs on
_ON_NAMES = frozenset({"flat:name", "amod", "nmod", "fixed"})  # « le parti chiite »: hung there it is no verb
_MOVING = frozenset({"NOUN", "PROPN", "PRON"})
_TOLD = frozenset({"obj", "obl:mod", "obl:arg", "obl:agent", "nmod"})
_STOPS = frozenset({",", ";", ":", "(", "«"})
_BEFORE_INFINITIVE = frozenset({"ADP", "AUX", "ADV", "PRON"})
_LONGEST = 12  # words of a subject's phrase


def part_clauses(doc: Doc) -> None:
    """Hang the subjects of clauses that « et » or « que » begin on their verbs, in place."""
    words = syntax.words_of(doc[0])
    joints = [token for token in doc[1:-1] if token.lower_ in words.mending.parting]
    if not joints:
        return
    verbs = {token.i: verb for token in doc if (verb := _verb_of_finite(token)) is not None}
    for verb in verbs.values():
        _return_to_relative(verb)
    done = 0
    for joint in joints:
        phrase = _phrase_behind(joint, verbs) if joint.i >= done else ()
        if not phrase:
            continue
        head, finite = _head_of(phrase), next(i for i in range(phrase[-1].i + 1, len(doc)) if i in verbs)
        before = _verb_before(joint, verbs)
        if head is not None and before is not None and _agree(head, doc[finite], phrase):
            _part(joint, phrase, head, verbs[finite], before)
            done = finite


def keep_behind_second(verb: Token) -> None:
    """« ont pris Koro et attaqué lundi un camp à Diffa », « …, avant d'incendier mardi une école »: what follows the second verb is its own.

    Where the first verb has its object before the joint, nothing behind the second verb is of both.
    """
    first, dep = verb.head, verb.dep_
    if verb.pos_ != "VERB" or dep not in ("conj", "advcl") or first.pos_ != "VERB" or first.i > verb.i:
        return
    bare = {"Part", "Inf"} & set(verb.morph.get("VerbForm", []))
    if not bare or any(child.dep_.startswith(("nsubj", "aux:pass")) for child in verb.children):
        return
    days = syntax.words_of(verb).verbs.no_subjects
    for child in verb.children:
        if child.dep_ == "obj" and child.lower_ in days and not any(own.dep_ == "det" for own in child.children):
            child.dep_ = "obl:mod"
    told = [child for child in first.children if child.dep_ in _TOLD]
    if not any(child.dep_ == "obj" and child.i < verb.i and child.lower_ not in days for child in told):
        return
    for child in told:
        between = first.doc[verb.i + 1 : child.i]
        if child.i < verb.i or any(
            token.text in _STOPS or token.pos_ in ("CCONJ", "VERB", "SCONJ") for token in between
        ):
            continue
        if child.dep_ == "obj" and any(own.dep_ == "obj" for own in verb.children):
            continue
        child.hang_on(verb)


def _return_to_relative(verb: Token) -> None:
    """« Le ministre qui dirige la police et la gendarmerie a démissionné »: one alone resigned, so the second is led, too."""
    subject = next((child for child in verb.children if child.dep_.startswith("nsubj")), None)
    if subject is None or syntax.is_plural(verb):
        return
    told = next((child for child in subject.children if child.dep_ == "acl:relcl"), None)
    if told is None:
        return
    for child in [child for child in subject.children if child.dep_ == "conj"]:
        joint = next((own for own in child.children if own.dep_ == "cc"), None)
        before = joint.nbor(-1) if joint is not None and joint.i else None
        while before is not None and before.pos_ not in _NAMING and before.head is not before:
            before = before.head
        if told.i < child.i and before is not None and told.is_ancestor(before) and before.i < child.i < verb.i:
            child.hang_on(before)


def _verb_of_finite(token: Token) -> Token | None:
    """The verb of which this is the finite word: itself, or as its auxiliary; else None."""
    if not is_finite(token):
        return None
    if token.dep_.startswith("aux"):
        return token.head if token.head.i > token.i and token.head.pos_ in _TELLING else None
    return token if token.pos_ == "VERB" and token.dep_ not in _ON_NAMES else None


def _phrase_behind(joint: Token, verbs: Mapping[int, Token]) -> Sequence[Token]:
    """The noun phrase between a joint and a finite verb, without a stop or a verb in it; else nothing."""
    doc, at, words = joint.doc, joint.i + 1, syntax.words_of(joint)
    if doc[at].lower_ in words.conjunctions.that and at + 1 < len(doc):
        at += 1  # « et que la France a dénoncé … »
    if doc[at].pos_ not in _OPENING and doc[at].lower_ != words.prepositions.of_the_many:
        return ()
    if doc[at].lower_ in words.prepositions.holding_the_article:
        return ()
    end, joined = at, False
    while end < len(doc) and end not in verbs and end - at <= _LONGEST:
        if doc[end].lower_ == words.mending.coordinating_nouns and not joined:
            joined = True  # « et la Russie et l'Inde ont signé … »
        elif doc[end].pos_ not in _INSIDE:
            break
        end += 1
    last, finite = end, _finite_at(doc, end, verbs)
    if last > at and finite == last and finite not in verbs:
        last = _behind_apposition(doc, end)
        finite = _finite_at(doc, last, verbs)
    return doc[at:last] if finite in verbs and last > at else ()


def _finite_at(doc: Doc, at: int, verbs: Mapping[int, Token]) -> int:
    """The word behind « ne », « se » and adverbs, where a finite verb may stand."""
    while at < len(doc) and at not in verbs and _stands_before_verb(doc[at]):
        at += 1
    return at


def _behind_apposition(doc: Doc, at: int) -> int:
    """« le chef de l'opposition, Jean Koné, a … »: the word behind the second comma; else the first comma itself."""
    if at >= len(doc) or doc[at].text != ",":
        return at
    end = at + 1
    while end < len(doc) and doc[end].pos_ in _INSIDE and end - at <= _LONGEST:
        end += 1
    closed = at + 1 < end < len(doc) and doc[end].text == "," and doc[at + 1].pos_ != "ADP"
    return end + 1 if closed else at


def _stands_before_verb(token: Token) -> bool:
    words = syntax.words_of(token)
    return token.pos_ == "ADV" or token.lower_ in words.pronouns.reflexive or token.lower_ in words.negation.first


def _head_of(phrase: Sequence[Token]) -> Token | None:
    """The first noun of a phrase, if no preposition introduces it; « des hommes » begins with an article, whatever was read."""
    first = next((token for token in phrase[1:] if token.pos_ in _NAMING or token.pos_ == "ADP"), None)
    if phrase[0].pos_ in _NAMING:
        return phrase[0]
    return first if first is not None and first.pos_ in _NAMING else None


def _agree(head: Token, finite: Token, phrase: Sequence[Token]) -> bool:
    """Whether a finite word may have the phrase as its subject, by its number."""
    asked, own = finite.morph.get("Number", []), head.morph.get("Number", [])
    if any(token.pos_ == "CCONJ" for token in phrase) or "Plur" in phrase[0].morph.get("Number", []):
        own = ["Plur"]
    elif phrase[0].pos_ == "NUM":
        return True
    return not asked or not own or asked == own


def _verb_before(joint: Token, verbs: Mapping[int, Token]) -> Token | None:
    """The verb of the clause that a joint closes, if that clause is whole; else None.

    « Le ministre qui dirige la police et la gendarmerie a démissionné »: behind « qui » the clause is whole, before it none
    is. « Quand il est parti, les soldats et les policiers ont tiré »: behind the comma nothing is told yet.
    """
    doc, words = joint.doc, syntax.words_of(joint)
    subordinate = joint.lower_ in words.conjunctions.that
    found: Token | None = None
    for token in reversed(doc[: joint.i]):
        if token.i in verbs:
            found = found or verbs[token.i]
        elif token.text == "," and found is None and not subordinate and token.i + 1 < joint.i:
            if doc[token.i + 1].pos_ in _OPENING:
                return None
        elif token.lower_ in words.conjunctions.that or token.text == ":":
            return found
        elif token.lower_ in words.pronouns.relative:
            if found is None:
                return None
            found = None
    return found if found is not None or joint.text != "," else _infinitive_first(doc)


def _infinitive_first(doc: Doc) -> Token | None:
    """« Après avoir quitté Gao, le ministre, X, a … »: the verb of the phrase that opens the sentence."""
    first = next((token for token in doc if token.pos_ not in _BEFORE_INFINITIVE), None)
    return first if first is not None and first.i > 0 and first.pos_ == "VERB" else None


def _part(joint: Token, phrase: Sequence[Token], head: Token, verb: Token, before: Token) -> None:
    """Hang the phrase on the verb as its subject, and what stands over the joint on its own side."""
    first, last = phrase[0].i, phrase[-1].i
    label = "nsubj:pass" if syntax.is_passive(verb) else "nsubj"
    seated = any(child.dep_.startswith("nsubj") and joint.i < child.i < verb.i for child in verb.children)
    if not seated:
        for child in verb.children:
            if child.dep_ == "nsubj" and child.i > verb.i:
                child.dep_ = syntax.label_behind(child)  # « …, X, a menacé la Serbie »
        head.hang_on(verb)
        head.dep_ = label
    if phrase[0].pos_ == "ADP":
        phrase[0].pos_, phrase[0].dep_ = "DET", "det"
    joined = apposed = False
    for token in phrase:
        joined = joined or token.pos_ == "CCONJ"
        apposed = apposed or token.text == ","
        if token is not head and not first <= token.head.i <= last and not token.dep_.startswith("nsubj"):
            token.hang_on(head)
            if token.pos_ in _NAMING or token.text.istitle():
                token.dep_ = "appos" if apposed else "conj" if joined else "flat:name"
    for child in [
        child for child in verb.children if child.i < joint.i and child is not before and child.pos_ in _MOVING
    ]:
        if child.dep_.startswith("nsubj"):
            taken = any(own.dep_.startswith("nsubj") for own in before.children)
            child.dep_ = "nsubj" if child.i < before.i and not taken else syntax.label_behind(child)
        child.hang_on(before)
    if before.head is not verb or joint.text == ",":
        return  # « Quand A est parti, B a attaqué »: the first clause goes with the second
    above, role = verb.head, verb.dep_
    before.hang_on(before if above is verb else above)
    verb.hang_on(before)
    before.dep_, verb.dep_ = role, "advcl" if any(child.dep_ == "mark" for child in verb.children) else "conj"
