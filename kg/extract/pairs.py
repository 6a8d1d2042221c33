"""Whom a counted description stands for: « les deux hommes », « les deux pays », « deux opposants, X et Y »."""

from collections.abc import Sequence
from functools import lru_cache

from kg.extract import syntax
from kg.extract.coreference import Mentions
from kg.extract.forms import stem
from kg.extract.reading import Candidate, Filler, SentenceReading, kind_in_role, with_kind
from kg.extract.tokens import Token
from kg.grammar import Grammar
from kg.lexicon import Cues, RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_REACH = 3  # sentences back
_TWO = 2
_BODIES = ("ArmedForce", "ArmedGroup", "State", "Government")


def spell_out(candidate: Candidate, before: Sequence[Candidate], mentions: Mentions, cues: Cues) -> None:
    """Put names in the place of fillers that count them; `before` are the candidates told earlier."""
    for filler in list(candidate.fillers):
        if filler.mention.level == "pronoun" and _spell_out_pronoun(candidate, filler, before, mentions, cues):
            continue
        known = filler.antecedent
        if filler.mention.level != "nominal" or (known is not None and known.head.text != filler.mention.head.text):
            continue
        listed = _named_behind(filler.mention, candidate.sentence, cues.grammar)
        if listed:
            _replace(candidate, filler, listed)
            continue
        two = _two(filler.mention, candidate.sentence, cues)
        pair = _pair(filler.mention, candidate, before, mentions, cues) if two is not None else []
        if two is not None and len(pair) == _TWO:
            head = candidate.sentence.head(filler.mention)
            tokens = (two, head if head != two else two.nbor(1))
            pointers = [mentions.point(candidate.sentence, t, m) for t, m in zip(tokens, pair, strict=True)]
            _replace(candidate, filler, pointers)


def name_sources(
    candidate: Candidate,
    sentences: Sequence[SentenceReading],
    before: Sequence[Candidate],
    mentions: Mentions,
    cues: Cues,
) -> None:
    """« La France livrera des chars, ont annoncé les deux dirigeants »: put the two who met in the place of a source that counts them."""
    for filler in list(candidate.sources):
        nameless = filler.mention.level == "nominal" and filler.antecedent is None
        if nameless and _two(filler.mention, sentences[filler.sentence], cues) is not None:
            pair = _pair(filler.mention, candidate, before, mentions, cues)
            if pair:
                candidate.sources.remove(filler)
                candidate.sources += [Filler(filler.role, one, filler.function, filler.sentence) for one in pair]


def name_several(candidate: Candidate, mentions: Mentions) -> None:
    """« Paris et Berlin … Ils ont condamné l'attaque »: put those whom a subject joined in the place of their pronoun."""
    for filler in list(candidate.fillers):
        if filler.mention.level == "pronoun" and filler.antecedent is None:
            named = mentions.all_of(filler.mention)
            if named:
                _replace(candidate, filler, named)


def _spell_out_pronoun(
    candidate: Candidate, filler: Filler, before: Sequence[Candidate], mentions: Mentions, cues: Cues
) -> bool:
    """« Les deux hommes se sont exprimés avant leur tête-à-tête »: « leur » are the two."""
    meant = filler.meant
    index = mentions.index_of(meant)
    if meant.level != "nominal" or index is None or filler.role != "participant":
        return False
    two = _two(meant, mentions.where[index], cues)
    pair = _pair(meant, candidate, before, mentions, cues) if two is not None else []
    if two is None or len(pair) != _TWO:
        return False
    _replace(candidate, filler, pair)
    return True


def _replace(candidate: Candidate, filler: Filler, names: Sequence[EntityMention]) -> None:
    choice = RoleChoice(filler.role)
    kinds = [kind_in_role(name, choice) for name in names]
    if any(kind is None for kind in kinds):
        return
    at = candidate.fillers.index(filler)
    candidate.fillers.remove(filler)
    candidate.fillers[at:at] = [
        Filler(filler.role, with_kind(name, kind), filler.function, filler.sentence)
        for name, kind in zip(names, kinds, strict=True)
        if kind is not None and not candidate.has(name)
    ]


# ---------------------------------------------------------------- « deux opposants, X et Y, »


def _named_behind(mention: EntityMention, sentence: SentenceReading, grammar: Grammar) -> list[EntityMention]:
    """The names, two or more, that stand in commas right behind a plural description of people."""
    if mention.number != "plur" or not (is_a(mention.kind, "Person") or mention.kind == "Group"):
        return []
    end = sentence.words(mention)[1]
    joint, names = grammar.lists.conjunction, list[EntityMention]()
    for other in sentence.outer:
        first, last = sentence.words(other)
        if first < end or other.anchor == mention.anchor:
            continue
        between = [token.text.lower() for token in sentence.doc[end:first]]
        if other.kind != "Person" or other.level != "name":
            if not names and other.level != "pronoun" and "," not in between:
                end = last  # « deux membres du conseil, X et Y »
                continue
            break
        if between not in ([","], [joint], [",", joint], ["("]) or (not names and between == [joint]):
            break
        names.append(other)
        end = last
    return names if len(names) >= _TWO else []


# ---------------------------------------------------------------- « les deux hommes »


def _two(mention: EntityMention, sentence: SentenceReading, cues: Cues) -> Token | None:
    """The word « deux » of « les deux hommes », the article of « les belligérants »; None where it is not said as known."""
    head, words = sentence.head(mention), cues.grammar.determiners
    for token in sentence.doc[max(1, head.i - 3) : head.i + 1]:
        if token.lower_ in words.two and token.nbor(-1).lower_ in words.known_plural:
            return token
    before = sentence.doc[head.i - 1] if head.i else None
    sides = before is not None and before.lower_ in words.known_plural and stem(head.lemma_) in _stems(cues.foes)
    return before if sides and mention.anchor.text.split()[-1] == head.text else None


def _pair(
    mention: EntityMention, candidate: Candidate, before: Sequence[Candidate], mentions: Mentions, cues: Cues
) -> list[EntityMention]:
    words = mention.anchor.text.split()
    counted = words[0].lower() in cues.grammar.determiners.two and words[0] == mention.head.text
    noun = stem(words[1] if counted else mention.head.text)  # « deux camps » is one noun
    for other in reversed(before):
        if candidate.sentence.index - other.sentence.index > _REACH or other is candidate:
            continue
        parties = [filler.meant for filler in other.role("participant")]
        named = [party for party in parties if _is_one(mentions.best(party))]
        if len(parties) == len(named) == _TWO and all(_fits(noun, mentions.best(p), cues) for p in named):
            return [mentions.best(party) for party in named]
        told = [mentions.best(party) for party in parties if mentions.best(party).level != "pronoun"]
        if len(parties) == len(told) == _TWO and all(_is_side(p) and _fits(noun, p, cues) for p in told):
            return told  # « l'émir a reçu le chef du Hamas. Les deux responsables … »
        foes = _foes(other, mentions)
        if foes and all(_fits(noun, foe, cues) for foe in foes):
            return foes
    if noun in _stems(cues.foes):
        return []  # only those who are told to fight
    seen: dict[str, EntityMention] = {}
    for other_mention, there in zip(reversed(mentions.all), reversed(mentions.where), strict=True):
        back = candidate.sentence.index - there.index
        if other_mention.level != "name" or back < 0 or other_mention.anchor.start >= mention.anchor.start:
            continue
        if back >= _REACH:
            break
        if _fits(noun, other_mention, cues) and not _is_where(other_mention, there, cues):
            seen.setdefault(mentions.identity(other_mention), mentions.best(other_mention))
    return list(reversed(seen.values())) if len(seen) == _TWO else []


def _foes(deed: Candidate, mentions: Mentions) -> list[EntityMention]:
    """« l'armée a attaqué les rebelles. Les deux camps … »: the two who fight each other in a deed of violence."""
    if group_of(deed.type) != "Violence":
        return []
    parties = deed.role("participant") or [*deed.role("agent"), *deed.role("target", "opponent")]
    told = [mentions.best(filler.meant) for filler in parties]
    bodies = all(any(is_a(foe.kind, kind) for kind in _BODIES) for foe in told)
    return told if len(told) == _TWO and bodies and all(foe.level != "pronoun" for foe in told) else []


def _is_one(mention: EntityMention) -> bool:
    """« le ministre turc et son homologue grec »: named, or told by a post that one man holds."""
    return mention.level == "name" or (
        mention.level == "nominal" and mention.kind == "Person" and mention.number == "sing"
    )


def _is_side(mention: EntityMention) -> bool:
    """« le gouvernement et les rebelles ont conclu une trêve. Les deux parties … »: one, or one body that acts as one."""
    return mention.number != "plur" or mention.kind in _BODIES


def _is_where(mention: EntityMention, sentence: SentenceReading, cues: Cues) -> bool:
    """« une trêve au Lesotho »: a country that is told as a place is no side."""
    led = syntax.preposition_before(sentence.doc, sentence.words(mention)[0], cues)
    functions = cues.grammar.functions
    return led is not None and led.phrase in (functions.to, functions.into, functions.within)


def _fits(noun: str, mention: EntityMention, cues: Cues) -> bool:
    return any(is_a(mention.kind, kind) and noun in _stems(nouns) for kind, nouns in cues.pairs.items())


@lru_cache(maxsize=64)
def _stems(nouns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, nouns))
