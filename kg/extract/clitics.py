"""Small words that stand for something told before, read by what the verb takes: « l'ont prise », « y a rencontré », « où ».

An object clitic is the latest mention that may fill the verb's object; « y », « où » and « sur place » are the place
of what was told just before.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.extract import syntax
from kg.extract.coreference import Mentions
from kg.extract.coreference.protagonist import protagonist
from kg.extract.reading import Candidate, SentenceReading, is_place, kind_in_role, with_kind
from kg.extract.tokens import Doc, Token
from kg.grammar import Grammar
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_REACH = 2  # sentences back
_OF_PEOPLE = ("Contact", "Office", "PublicOrder", "Statement")  # groups of what is done to people, not to towns


def fill_clitics(candidate: Candidate, mentions: Mentions, before: Sequence[Candidate]) -> None:
    """Give a trigger what its clitics and « où » stand for; `before` are the candidates of earlier sentences."""
    pointing = _points(candidate.sentence, mentions.cues.grammar)
    _undergoing(candidate, syntax.clause_head(candidate.head), mentions, before)
    verbs = [candidate.head] if candidate.frame.pos == "verb" else _carrying(candidate, mentions, before)
    for verb in verbs:
        if verb is candidate.head:
            _object(candidate, verb, mentions)
        if pointing:
            _place(candidate, verb, mentions, before)


def _points(sentence: SentenceReading, grammar: Grammar) -> bool:
    """Whether one of the words that stand for a place is in the sentence, looked for once."""
    known: bool | None = sentence.doc.notes.get("pointing")
    if known is None:
        known = sentence.doc.notes["pointing"] = _place_words(grammar).search(sentence.anchor.text) is not None
    return known


@lru_cache(maxsize=8)
def _place_words(grammar: Grammar) -> re.Pattern[str]:
    """Where a text has one of the words that stand for a place."""
    pronouns = grammar.pronouns
    words = pronouns.where | pronouns.there | pronouns.on_the_spot | pronouns.of_it
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})\b", re.IGNORECASE)


def _carrying(candidate: Candidate, mentions: Mentions, before: Sequence[Candidate]) -> list[Token]:
    """The verbs that carry a noun, and the one of which it is an object: « y ont souscrit à une trêve », « elle y aura un entretien »."""
    verb, cues = syntax.clause_head(candidate.head), mentions.cues
    if verb in candidate.supports or not syntax.is_verb(verb) or any(verb in other.words for other in before):
        return list(candidate.supports)
    clause = syntax.read_clause(verb)
    governed = candidate.head.head == verb or not {candidate.head, candidate.head.head}.isdisjoint(clause.objects)
    carrying = (cues.support_agent, cues.support_party, cues.support_receives, cues.grammar.pronouns.there_is)
    carries = governed and any(verb.lemma_ in verbs for verbs in carrying)
    return [*candidate.supports, verb] if carries else list(candidate.supports)


# ---------------------------------------------------------------- objects


def _object(candidate: Candidate, verb: Token, mentions: Mentions) -> None:
    choices = candidate.functions.get("object", ())
    if not choices or any(filler.function == "object" for filler in candidate.fillers):
        return
    clitic = next(
        (
            child
            for child in verb.children
            if child.lower_ in mentions.cues.grammar.pronouns.objects
            and (child.pos_ == "PRON" or child.dep_ in syntax.UNDERGOING)
            and child.i < verb.i
        ),
        None,
    )
    if clitic is None or clitic.dep_ in syntax.NO_OBJECTS:
        return
    target = _antecedent(candidate, clitic, verb, choices, mentions)
    if target is not None:
        candidate.add(choices, mentions.point(candidate.sentence, clitic, target), "object", candidate.sentence.index)


def _antecedent(
    candidate: Candidate, clitic: Token, verb: Token, choices: Sequence[RoleChoice], mentions: Mentions
) -> EntityMention | None:
    """The latest mention that agrees with the clitic, may fill the role, and is not the clause's subject."""
    sentence = candidate.sentence
    subjects = {id(m) for f in candidate.fillers if f.function == "subject" for m in mentions.chain(f.mention)}
    at = sentence.offset(clitic)
    only_places = {choice.role for choice in choices} == {"place"}
    hit = _was_hit(candidate, clitic, verb, mentions) if only_places else None
    for mention, there in zip(reversed(mentions.all), reversed(mentions.where), strict=True):
        if sentence.index - there.index > _REACH:
            break
        if mention.anchor.start >= at or there.index > sentence.index:
            continue
        if hit is not None and there.index <= hit:
            return None  # « Le gouverneur a été enlevé à Jos. L'armée l'a libéré »: no town
        told = mentions.best(mention)
        if mention.level == "pronoun" and (told.level != "name" or told.kind != "Person"):
            continue  # « Il a quitté Gao. La police l'a arrêté. »
        if group_of(candidate.type) in _OF_PEOPLE and is_place(mention) and not mentions.is_subject(there, mention):
            continue  # « à Rabat, … Le roi l'a reçu »
        if (
            id(mention) in subjects
            or (mention not in there.outer and mention.level != "pronoun")
            or not _agrees(clitic, verb, mention, mentions.cues.grammar)
        ):
            continue
        if there is sentence and syntax.clause_head(there.head(mention)) == verb:
            continue
        if any(kind_in_role(told, choice) is not None for choice in choices) and _is_needed(candidate, told, choices):
            return told if mention.level == "pronoun" else mention
    return _hero(candidate, clitic, verb, choices, mentions, subjects)


def _was_hit(candidate: Candidate, clitic: Token, verb: Token, mentions: Mentions) -> int | None:
    """The sentence before, where its main verb tells what was done to somebody for whom the clitic may stand."""
    number = candidate.sentence.index - 1
    if number < 0:
        return None
    there = mentions.sentences[number]
    for mention in there.outer:
        if mention.kind not in ("Person", "Group") or mention.level == "pronoun":
            continue
        above = there.head(mention).head
        undergoes = syntax.is_verb(above) and syntax.is_passive(above) and syntax.is_main(above)
        if undergoes and there.head(mention).dep_ in syntax.UNDERGOING | syntax.SUBJECTS:
            return number if _agrees(clitic, verb, mention, mentions.cues.grammar) else None
    return None


def _is_needed(candidate: Candidate, mention: EntityMention, choices: Sequence[RoleChoice]) -> bool:
    """« rentrait à Gao. Deux hommes l'abattent »: where the frame needs people in the role of its object, no town is one."""
    roles = {choice.role for choice in choices}
    for need in candidate.frame.needs:
        parts = [part for part in need if isinstance(part, RoleChoice)]
        of_object = len(parts) == len(need) and all(part.role in roles for part in parts)
        if of_object and all(kind_in_role(mention, part) is None for part in parts):
            return False
    return True


def _hero(
    candidate: Candidate,
    clitic: Token,
    verb: Token,
    choices: Sequence[RoleChoice],
    mentions: Mentions,
    subjects: set[int],
) -> EntityMention | None:
    """« Son ancien ministre le renverse »: in a portrait, the one whom the headline names, where nobody else was told."""
    number = protagonist(mentions)
    if number is None or candidate.sentence.kind != "body":
        return None
    if any(token.text in syntax.CLOSING_QUOTES for token in mentions.where[number].doc):
        return None  # who is quoted there has been asked
    hero = mentions.all[number]
    own = {id(mention) for mention in mentions.chain(hero)}
    fits = _agrees(clitic, verb, hero, mentions.cues.grammar) and not own & subjects
    return hero if fits and any(kind_in_role(hero, choice) is not None for choice in choices) else None


def _agrees(clitic: Token, verb: Token, mention: EntityMention, grammar: Grammar) -> bool:
    plural = clitic.lower_ in grammar.pronouns.plural_objects
    if mention.number is not None and (mention.number == "plur") != plural:
        return False
    if mention.number is None and plural:
        return False
    fem = clitic.lower_ in grammar.pronouns.feminine_objects or "Fem" in verb.morph.get("Gender", [])
    masc = clitic.lower_ in grammar.pronouns.masculine_objects
    return not (fem and mention.gender == "masc") and not (masc and mention.gender == "fem")


def _undergoing(candidate: Candidate, verb: Token, mentions: Mentions, before: Sequence[Candidate]) -> None:
    """« Il avait déjà été touché par un drone », of a hospital, « Elle est contrôlée par l'EI », of a town.

    A pronoun that stands for nobody may be what is hit or held.
    """
    group = group_of(candidate.type)
    if group not in ("Violence", "Territory"):
        return
    for function, words in _undergoers(candidate, verb, mentions):
        choices = candidate.functions.get(function, ())
        if not any(choice.role == "place" for choice in choices):
            continue
        for word in words:
            pronoun = candidate.sentence.mention_at(word, mentions.cues)
            if pronoun is None or pronoun.level != "pronoun":
                continue
            if not _may_be_a_place(pronoun, group, mentions) and function != "possessive":
                continue
            kinds = ("Facility",) if group == "Violence" else ("Facility", "City", "Region", "Country")
            target = _place_before(candidate, pronoun, choices, kinds, mentions, before)
            if target is not None:
                candidate.fillers = [f for f in candidate.fillers if f.mention.anchor != pronoun.anchor]
                index = mentions.index_of(pronoun)
                if index is not None:
                    mentions.detach(index)
                pointer = mentions.point(candidate.sentence, word, target)
                candidate.add(choices, with_kind(pointer, target.kind), function, candidate.sentence.index)


def _undergoers(candidate: Candidate, verb: Token, mentions: Mentions) -> Iterator[tuple[str, Sequence[Token]]]:
    """The words that may stand for what is hit or held, by their function: « elle a été prise », « elle est aux mains », « sa chute »."""
    clause = syntax.read_clause(verb)
    if candidate.frame.pos == "verb":
        yield "object", clause.objects if clause.passive else ()
        yield "subject", clause.subjects
        return
    yield "host", clause.subjects
    if all(filler.function == "possessive" for filler in candidate.role("place")):
        own = mentions.cues.possessives
        yield "possessive", [child for child in candidate.head.children if child.lower_ in own]


def _may_be_a_place(pronoun: EntityMention, group: str, mentions: Mentions) -> bool:
    """Whether a pronoun stands for nobody, or for one body where only places are taken and held."""
    best = mentions.best(pronoun)
    return best.level == "pronoun" or (group == "Territory" and best.kind not in ("Person", "Group", "Weapon"))


def _place_before(
    candidate: Candidate,
    pronoun: EntityMention,
    choices: Sequence[RoleChoice],
    kinds: Sequence[str],
    mentions: Mentions,
    before: Sequence[Candidate],
) -> EntityMention | None:
    """The place of this sentence or of the one before that agrees with the pronoun: its subject, that of a deed, the latest."""
    owned = pronoun.anchor.text.lower() in mentions.cues.possessives
    free = _may_be_a_place(pronoun, group_of(candidate.type), mentions)
    by = mentions.cues.grammar.functions.by
    taken = any(filler.function == by for filler in candidate.role("agent"))  # « sa capture par l'armée »
    at, told = pronoun.anchor.start, {id(f.mention) for c in before for f in c.role("place")}
    found: list[tuple[tuple[int, bool, bool, bool, int], EntityMention]] = []
    for mention, there in zip(reversed(mentions.all), reversed(mentions.where), strict=True):
        back = candidate.sentence.index - there.index
        if back > 1:
            break
        meant = mentions.best(mention) if mention.level == "pronoun" else mention
        if back < 0 or mention.anchor.start >= at or mention not in there.outer or meant.kind not in kinds:
            continue
        number = mention.number or "sing"
        agrees = number == pronoun.number and (mention.gender is None or pronoun.gender in (None, mention.gender))
        if agrees and any(kind_in_role(meant, choice) for choice in choices):
            subject = mention is there.outer[0] or mentions.is_subject(there, mention)
            wide = meant.kind == "Country"
            if owned and not (subject or (free and (taken or (back and id(mention) in told)))):
                continue  # « à Abidjan pour réclamer sa libération »
            found.append(((back, wide, not subject, id(mention) not in told, len(found)), meant))
    return min(found, key=lambda one: one[0])[1] if found else None


# ---------------------------------------------------------------- places


def _place(candidate: Candidate, verb: Token, mentions: Mentions, before: Sequence[Candidate]) -> None:
    grammar = mentions.cues.grammar
    words = grammar.pronouns
    if _of_it(candidate, verb, mentions, before):
        return
    choices = tuple(
        choice
        for name in (grammar.functions.to, "loc")
        for choice in candidate.functions.get(name, ())
        if choice.role == "place"
    )
    told = candidate.role("place")
    if not choices or any(filler.mention.kind != "Facility" for filler in told):
        return
    doc, sentence = candidate.sentence.doc, candidate.sentence
    where = next((t for t in doc[: verb.i] if t.lower_ in words.where and syntax.clause_head(t) == verb), None)
    there = next((child for child in verb.children if child.lower_ in words.there and child.i < verb.i), None)
    if there is None:
        there = next((t for t in _on_the_spot(doc, grammar) if syntax.clause_head(t) == verb), None)
    if where is not None:
        target = _before_where(candidate, where, grammar.prepositions.parting)
        word = where
    elif any(inner.level == "name" and is_place(inner) for f in told for inner in sentence.inside(f.mention)):
        return
    elif there is not None and not (verb.lemma_ in words.there_is and _is_impersonal(there, grammar)):
        target = _told_place(candidate, there, before, mentions)
        word = there
    else:
        return
    if target is not None and not (told and where is None and target.kind == "Facility"):
        candidate.add(choices, mentions.point(sentence, word, target), word.lower_, sentence.index)


def _is_impersonal(there: Token, grammar: Grammar) -> bool:
    """« il y a », « y a-t-il », not « elle y aura un entretien »."""
    doc, impersonal = there.doc, grammar.pronouns.impersonal
    subject = (
        there.i > 0 and doc[there.i - 1].lower_ not in impersonal and doc[there.i - 1].pos_ in ("PRON", "NOUN", "PROPN")
    )
    return not subject


def _on_the_spot(doc: Doc, grammar: Grammar) -> list[Token]:
    """The words with which « sur place », « sur les lieux » end, looked for once."""
    found: list[Token] | None = doc.notes.get("on the spot")
    if found is None:
        found = doc.notes["on the spot"] = [token for token in doc if _is_on_the_spot(token, grammar)]
    return found


def _is_on_the_spot(token: Token, grammar: Grammar) -> bool:
    """The last word of « sur place », « sur les lieux » with nothing behind that says which: « sur les lieux du drame »."""
    doc, end = token.doc, token.i + 1
    ends = (phrase.split() for phrase in grammar.pronouns.on_the_spot if phrase.endswith(token.lower_))
    told = any([word.lower_ for word in doc[max(0, end - len(words)) : end]] == words for words in ends)
    return told and not any(syntax.is_introduced_by(child, grammar.functions.of) for child in token.children)


def _of_it(candidate: Candidate, verb: Token, mentions: Mentions, before: Sequence[Candidate]) -> bool:
    """« s'en étaient emparés », « s'en retirent »: the place told last, where the verb takes it behind « de »."""
    grammar = mentions.cues.grammar
    choices = tuple(c for c in candidate.functions.get(grammar.functions.of, ()) if c.role == "place")
    clitic = next((c for c in verb.children if c.lower_ in grammar.pronouns.of_it and c.i < verb.i), None)
    if not choices or clitic is None or clitic.pos_ != "PRON" or candidate.role("place"):
        return False
    target = _told_place(candidate, clitic, before, mentions)
    if target is not None:
        candidate.add(
            choices, mentions.point(candidate.sentence, clitic, target), clitic.lower_, candidate.sentence.index
        )
    return target is not None


def _before_where(candidate: Candidate, where: Token, parting: frozenset[str]) -> EntityMention | None:
    """The place that « où » follows; of a chain (« à Gao, dans le nord du Mali, où ») the first."""
    sentence = candidate.sentence
    end = where.i
    found: EntityMention | None = None
    for mention in reversed(sentence.outer):
        first, last = sentence.words(mention)
        if last > end or not is_place(mention):
            continue
        gap = sentence.doc[syntax.past_brackets(sentence.doc, last) : end]
        if any(token.pos_ in ("VERB", "AUX", "CCONJ") for token in gap) or len(gap) > (2 if found is None else 6):
            break
        if found is not None and any(token.lower_ in parting for token in gap):
            break  # « a quitté Tunis pour Gao, où … »
        found, end = mention, first
    return found


def _told_place(
    candidate: Candidate, word: Token, before: Sequence[Candidate], mentions: Mentions
) -> EntityMention | None:
    """The place named before « y » in its sentence, else the first one of the latest event told with one.

    « s'est rendu sur place »: farther back, too, where all that was told is of one place.
    """
    sentence, grammar = candidate.sentence, mentions.cues.grammar
    at = sentence.offset(word)
    pointing = grammar.pronouns.there | grammar.pronouns.of_it
    if word.lower_ in grammar.pronouns.there:
        here = _latest_place(sentence, at, mentions) or _only_named_before(sentence, before, mentions)
        if here is not None:
            return here
    told: list[EntityMention] = []
    for other in reversed(before):
        near = sentence.index - other.sentence.index <= _REACH
        if not near and word.lower_ in pointing:
            return None
        if other.sentence is sentence and word.lower_ not in pointing:  # « stationnés à Gao, ils resteront sur place »
            continue
        if (
            candidate.type == other.type == "Visit"
            and word.lower_ not in pointing
            and not _is_of_who_goes(other, candidate)
        ):
            continue  # « X, en déplacement à Lyon, a salué la police. Y s'est rendu sur place »
        places = [f.meant for f in other.role("place") if f.mention.anchor.start < at and f.mention.level != "pronoun"]
        if places and other is not candidate:
            told.append(min(places, key=lambda mention: mention.anchor.start))
            if near:
                return told[0]
    return told[0] if told and len({mention.key or mention.anchor.text for mention in told}) == 1 else None


def _is_of_who_goes(visit: Candidate, other: Candidate) -> bool:
    """Whether two visits may be of one person: where the words for whoever goes are the same, or one of them names nobody."""
    mine, theirs = ({f.meant.anchor for f in each.role("agent")} for each in (visit, other))
    return not mine or not theirs or bool(mine & theirs)


def _only_named_before(
    sentence: SentenceReading, before: Sequence[Candidate], mentions: Mentions
) -> EntityMention | None:
    """« L'ONU les loge à X. Y y est attendu »: the place of the sentence before, where that tells no event with one."""
    if sentence.index == 0 or any(c.role("place") for c in before if sentence.index - c.sentence.index <= 1):
        return None
    left = mentions.sentences[sentence.index - 1]
    return _latest_place(left, left.anchor.end, mentions) if left.kind == sentence.kind else None


def _latest_place(sentence: SentenceReading, at: int, mentions: Mentions) -> EntityMention | None:
    """The last place named before a letter of a sentence: of a chain (« à Gao, dans le nord du Mali, et y a ») the first."""
    doc, found = sentence.doc, None
    for mention in reversed(sentence.outer):
        if mention.anchor.end > at or not is_place(mention):
            continue
        if found is not None:
            gap = doc[sentence.words(mention)[1] : sentence.words(found)[0]]
            if any(token.pos_ in ("VERB", "AUX", "CCONJ", "NOUN", "PROPN") for token in gap):
                break
        elif mention.level != "name" and not mentions.is_definite(mention):
            continue
        found = mention
    return found
