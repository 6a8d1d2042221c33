"""Descriptions that mean what was named before: « la ville », « l'organisation », « le ministre »."""

from collections import Counter
from collections.abc import Callable, Sequence

from kg.distances import load_distance_words
from kg.extract import syntax
from kg.extract.coreference.chains import Mentions
from kg.extract.forms import fold, stem, stems_of
from kg.extract.reading import SentenceReading, is_place
from kg.extract.tokens import Token
from kg.model import EntityMention
from kg.vocabulary import is_a

_HEADS = (0, 1)  # of cues.toml, pointing.offices: the posts that an article's one person may have untold
_RULING = (0, 1, 5, 6)  # of the same: those who rule
_GROUPS: tuple[str, ...] = ("ArmedGroup", "Organization")
_BODIES: tuple[str, ...] = (*_GROUPS, "InternationalOrganization")
_LETTERS_TO_LANDMARK = 25  # « [60 km] au sud-est de Mossoul »
_PREFIX_WEIGHT = 3  # mentions that a headline's prefix (« Mali : ») counts as, to tell what an article is about
_SOON = 1  # sentences in which a post without a name is said again by another of its names
_NEAR = 2  # sentences back in which a calling (« le diplomate ») finds who was named
_REACH = 3  # sentences back in which a pronoun may find what it stands for


def join_descriptions(mentions: Mentions) -> None:
    """Join descriptions to what they repeat, or to the name that they stand for."""
    outer = {(m.anchor.start, m.anchor.end) for sentence in mentions.sentences for m in sentence.outer}
    for i, mention in enumerate(mentions.all):
        if mention.kind in ("Person", "Group") and stem(mention.head.text) in mentions.struck:
            _join_undergone(mentions, i)
        if (
            mention.level != "nominal"
            or any(m.level == "name" for m in mentions.chain(mention))  # « le président Joe Biden » is no other one
            or mentions.find(i) != i
            or not ((mention.anchor.start, mention.anchor.end) in outer or stem(mention.head.text) in mentions.places)
        ):
            continue
        sentence = mentions.where[i]
        determiner = mentions.determiner(sentence, mention)
        words = fold(mention.anchor.text)
        head = stem(mention.head.text)
        named = _named_inside(mentions, sentence, mention, head)
        if named is not None:
            mentions.join(named, i)
            continue
        if determiner == "indefinite":
            continue
        bare = len(mentions.content_of(mention.anchor.text)) == 1
        if bare and head in mentions.places:  # « la ville » is the town named last, not the one it once meant
            _bridge(mentions, i, mention, head, bare, determiner)
            if mentions.find(i) != i:
                continue
        for j in range(i - 1, -1, -1):
            other = mentions.all[j]
            if sentence.is_apart_from(mentions.where[j]):
                continue
            called = bare and determiner == "definite" and _is_called_so(mentions, mention, other)
            if called and not _does_it_himself(mentions, i, j):
                mentions.join(j, i)
                break
            if other.level == "pronoun" or not (
                other.kind == mention.kind or is_a(other.kind, mention.kind) or is_a(mention.kind, other.kind)
            ):
                continue
            if _is_part_of_a_thing(mentions, j, outer):
                continue
            if other.level == "nominal" and mention.kind == "Person" and _differ(mention, other):
                continue  # « les deux ministres », then « la ministre »
            if other.level == "nominal" and (
                fold(other.anchor.text) == words
                or (
                    stem(other.head.text) == head
                    and (
                        (mention.of is not None and other.of == mention.of)
                        or (bare and determiner in ("definite", "demonstrative"))
                    )
                )
            ):
                if (mention.of and other.of and mention.of != other.of) or (
                    mentions.is_counted(mention) and fold(other.anchor.text) != words
                ):
                    continue
                if determiner == "possessive" and mentions.determiner(mentions.where[j], other) == "definite":
                    continue  # « le sud du pays », then « son pays »
                if _does_it_himself(mentions, i, j):
                    continue
                mentions.join(j, i)
                break
        else:
            _bridge(mentions, i, mention, head, bare, determiner)
            if mentions.find(i) == i and bare and sentence.kind == "headline":
                _told_below(mentions, i, head)
            if mentions.find(i) == i and mention.kind == "Person":
                _named_below(mentions, i, head)


def _is_called_so(mentions: Mentions, mention: EntityMention, name: EntityMention) -> bool:
    """« le président » is the « président français, Emmanuel Macron » whose name alone was told last, and no president told before that."""
    if mention.kind != "Person" or name.kind != "Person" or name.level != "name" or mention.number == "plur":
        return False
    head = stem(mention.head.text)
    return any(
        other.level == "nominal" and stem(other.head.text) == head and not _differ(mention, other)
        for other in mentions.chain(name)
    )


def _differ(one: EntityMention, two: EntityMention) -> bool:
    """Whether one description is of a man and the other of a woman, or one of one and the other of several."""
    return {one.number, two.number} == {"sing", "plur"} or {one.gender, two.gender} == {"masc", "fem"}


def _is_part_of_a_thing(mentions: Mentions, j: int, outer: set[tuple[int, int]]) -> bool:
    """« la station de police » tells of no police: a bare noun inside another description."""
    other, sentence = mentions.all[j], mentions.where[j]
    if other.level != "nominal" or (other.anchor.start, other.anchor.end) in outer:
        return False
    return mentions.determiner(sentence, other) == "none" and len(mentions.content_of(other.anchor.text)) == 1


def _told_below(mentions: Mentions, i: int, head: str) -> None:
    """« l'armée » of a headline is the one that the next sentences name with the same noun: « l'armée birmane »."""
    for j in range(i + 1, len(mentions.all)):
        other = mentions.all[j]
        if mentions.where[j].index - mentions.where[i].index > _REACH:
            return
        if (
            other.level != "pronoun"
            and other.kind == mentions.all[i].kind
            and (other.key or other.of)
            and stem(other.head.text) == head
        ):
            mentions.join(i, j)
            return


def _named_below(mentions: Mentions, i: int, head: str) -> None:
    """« le porte-parole de la Minusca » is the one whom the next sentences call « le porte-parole, X »."""
    if mentions.all[i].number == "plur":
        return
    for j in range(i + 1, len(mentions.all)):
        other = mentions.all[j]
        if mentions.where[j].index - mentions.where[i].index > _REACH:
            return
        if mentions.where[j] is mentions.where[i] or other.level != "nominal" or stem(other.head.text) != head:
            continue
        bare = len(mentions.content_of(other.anchor.text)) == 1
        same = (
            other.of is not None and other.of == mentions.all[i].of
        )  # « le chef du village » is no « chef de l'Etat »
        if mentions.determiner(mentions.where[j], other) != "definite" or not (bare or same):
            return
        if any(m.level == "name" and m.anchor.start > mentions.all[i].anchor.end for m in mentions.chain(other)):
            mentions.join(i, j)
        return


def _named_inside(mentions: Mentions, sentence: SentenceReading, mention: EntityMention, head: str) -> int | None:
    """« la ville de Mossoul » is Mossoul, « les combattants du M23 » the M23: the name inside a description."""
    if head in mentions.fighters and mention.number != "sing" and not mention.anchor.text[0].isdigit():
        groups = [m for m in sentence.inside(mention) if m.level == "name" and m.kind == "ArmedGroup"]
        groups = groups or _group_behind(mentions, sentence, mention)
        return mentions.index_of(groups[0]) if len(groups) == 1 else None
    if head in mentions.members and mention.number != "sing" and mentions.determiner(sentence, mention) == "definite":
        return _body_inside(mentions, sentence, mention)
    kinds = mentions.places.get(head)
    if kinds is None:
        return None
    inner = [m for m in sentence.inside(mention) if m.level == "name" and is_place(m)]
    if inner and mention.head.text in mentions.cues.capitals and inner[-1].anchor.start > mention.head.end + 1:
        return None  # « la capitale du Darfour du Nord » is not what it is the capital of
    if (
        inner
        and inner[-1].anchor.end == mention.anchor.end
        and (inner[-1].kind in kinds or (kinds != ("City",) and kinds != ("Country",) and inner[-1].kind != "Country"))
    ):
        return mentions.index_of(inner[-1])
    return None


def _group_behind(mentions: Mentions, sentence: SentenceReading, mention: EntityMention) -> list[EntityMention]:
    """« les combattants du mouvement Ansar Dine »: the name right behind the noun for a body of fighters."""
    doc, prepositions = sentence.doc, mentions.cues.grammar.prepositions
    at = sentence.words(mention)[1]
    if at + 2 >= len(doc) or doc[at].lower_ not in prepositions.bare_of | prepositions.contracted:
        return []
    at += 1 + (doc[at + 1].pos_ == "DET")
    if stem(doc[at].text) not in mentions.bodies:
        return []
    first = at
    at += 1
    while at < len(doc) - 1 and doc[at].pos_ == "ADJ":  # « du groupe armé M23 »
        at += 1
    return [
        m
        for m in sentence.outer
        if m.level == "name" and m.kind in ("ArmedGroup", "Organization") and first <= sentence.words(m)[0] <= at
    ]


def _body_inside(mentions: Mentions, sentence: SentenceReading, mention: EntityMention) -> int | None:
    """« les membres du Conseil de sécurité », « les membres du Conseil » are the body that they make up."""
    for inner in sentence.inside(mention):
        whole = inner.level == "name" and inner.anchor.end == mention.anchor.end
        if whole and mentions.best(inner).kind == "InternationalOrganization":
            return mentions.index_of(inner)
    return None


def _bridge(mentions: Mentions, i: int, mention: EntityMention, head: str, bare: bool, determiner: str) -> None:
    """« la ville », « l'organisation », « le ministre »: the latest name of that kind."""
    if determiner not in ("definite", "demonstrative"):
        return
    first = mentions.where[i].words(mention)[0]
    if first > 0 and mentions.where[i].doc[first - 1].pos_ == "NUM":
        return  # « les deux pays » are no single one
    demonstrative = determiner == "demonstrative"
    kinds = mentions.places.get(head)
    if head in mentions.capitals and _is_lesser(mentions, i, mention):
        return
    if head in mentions.capitals and mention.of is not None:  # « la capitale libanaise »
        _capital(mentions, i, mention)
        return
    if kinds is not None and (
        bare
        or (is_a(mention.kind, "City") and not any(other.kind == "City" for other in mentions.where[i].inside(mention)))
    ):
        if mentions.where[i].prefix is not None and "Country" in kinds:
            return  # « Mali : … quittent le pays »
        if head in mentions.capitals:
            _capital(mentions, i, mention)
            return
        if "Country" in kinds and _country(mentions, i, mention):
            return
        _latest(
            mentions,
            i,
            lambda other: (
                other.kind in kinds
                and other.level == "name"
                and any(map(str.isupper, other.anchor.text))
                and not _locates(mentions, other, kinds)
                and not _is_a_state_acting(mentions, other)
                and not _is_a_quarter(mentions, other)
                and not _does_something_there(mentions, i, other)
            ),
        )
    elif head in mentions.bodies and (bare or demonstrative):
        if _is_told_apart(mentions, i):
            return  # « la coalition conduite par Riyad »
        called = _GROUPS if head in mentions.single_bodies else _BODIES
        called = ("ArmedGroup",) if head in mentions.armed_bodies else called
        _latest(mentions, i, lambda other: other.kind in _BODIES and _is_named_so(mentions, other, head))
        if mentions.find(i) == i:
            _latest(
                mentions,
                i,
                lambda other: (
                    other.kind in called
                    and (other.level == "name" or other.key is not None)  # « les talibans »
                    and other.anchor.text not in mentions.cues.channels
                    and not _is_followed(mentions, other)
                ),
            )
    elif head in mentions.bodies and _has_only_adjectives(mentions, i, mention):
        armed = mention.kind == "ArmedGroup" or head in mentions.armed_bodies  # « le groupe rebelle » is no agency
        called = ("ArmedGroup",) if armed else _BODIES
        if mention.kind == "ArmedForce":
            called = ("ArmedForce",)  # « la coalition internationale » is not the UN, nor whom it fights
        _body_before(mentions, i, called)
    elif is_a(mention.kind, "Facility") and (bare or demonstrative):
        _latest(
            mentions,
            i,
            lambda other: (
                other.kind == "Facility" and head in (stem(word) for word in mentions.content_of(other.anchor.text))
            ),
        )
    elif head in mentions.fighters and bare and mention.number != "sing":
        _only_group(mentions, i)
    elif _office(mentions, mention) is not None:
        _holder(mentions, i, mention)
    elif is_a(mention.kind, "ArmedForce") and demonstrative:
        _introduced(mentions, i)
    elif mention.kind == "Person" and bare and not demonstrative and (head in mentions.callings or mention.of):
        _just_named(mentions, i, head)
    elif is_a(mention.kind, "Person") and demonstrative and (bare or _is_one_unnamed(mentions, i, mention)):
        _latest(mentions, i, lambda other: other.kind == "Person" and other.level == "name")


def _just_named(mentions: Mentions, i: int, head: str) -> None:
    """« Martin Griffiths est arrivé. L'émissaire … », « le président ghanéen X … Le Ghanéen … »: the one person who can be meant."""
    mention, sentence = mentions.all[i], mentions.where[i]
    if mention.number == "plur" or not mentions.is_subject(sentence, mention):
        return
    fitting: dict[int, int] = {}
    for j in range(i - 1, -1, -1):
        other, distance = mentions.all[j], sentence.index - mentions.where[j].index
        if distance > (_REACH if mention.of else _NEAR) or (fitting and not mention.of and distance > _SOON):
            break
        if other.level != "name" or other.kind != "Person" or _differ(mention, other):
            continue
        chain = mentions.chain(other)
        if mention.of and not any(m.of == mention.of for m in chain):
            continue
        rules = any(m.level == "nominal" and _office(mentions, m) in _RULING for m in chain)
        if not mention.of and rules and head not in mentions.ruling_callings:
            continue
        same = distance == 0 and syntax.clause_head(sentence.head(mention)) == syntax.clause_head(sentence.head(other))
        if not same:
            fitting.setdefault(mentions.find(j), j)
    if len(fitting) == 1:
        mentions.join(next(iter(fitting.values())), i)


def _join_undergone(mentions: Mentions, i: int) -> None:
    """« Un conseiller a été abattu. La victime, X, … »: the one person of whom a passive tells to whom it was done."""
    if mentions.determiner(mentions.where[i], mentions.all[i]) != "definite" or mentions.is_counted(mentions.all[i]):
        return
    for sentence in reversed(mentions.sentences[: mentions.where[i].index]):
        if mentions.where[i].index - sentence.index > _REACH or sentence.is_apart_from(mentions.where[i]):
            return
        done_to = {
            first: mention
            for verb in syntax.verbs_of(sentence.doc)
            if syntax.is_passive(verb)
            for mention, first in mentions.doers(verb, sentence, surface=True)
            if mention.kind == mentions.all[i].kind and mention.number == mentions.all[i].number
        }
        if done_to:
            for first in done_to if len(done_to) == 1 else ():
                mentions.join(first, i)
            return


def _is_named_so(mentions: Mentions, name: EntityMention, head: str) -> bool:
    """« la coalition » is the « Coalition des patriotes pour le changement » before any other body."""
    words = mentions.content_of(name.anchor.text)
    return name.level == "name" and len(words) > 1 and stem(words[0]) == head


def _is_one_unnamed(mentions: Mentions, i: int, mention: EntityMention) -> bool:
    """« Cet infirmier irakien de 29 ans »: one person, described without a name."""
    names = [other for other in mentions.where[i].inside(mention) if other.level == "name"]
    return mention.number != "plur" and not names


def _has_only_adjectives(mentions: Mentions, i: int, mention: EntityMention) -> bool:
    """« l'organisation panafricaine », « le groupe rebelle », not « le groupe de contact », « le mouvement du 23-Mars »."""
    sentence = mentions.where[i]
    head = sentence.head(mention)
    last = max(head.i + 1, sentence.words(mention)[1])
    behind = sentence.doc[head.i + 1 : last]
    further = [child for child in head.children if child.i > head.i and child.pos_ not in ("ADJ", "PUNCT")]
    described = {token.i for token in behind if "Part" in token.morph.get("VerbForm", [])}  # « le mouvement armé »
    return all(token.pos_ == "ADJ" or "-" in token.text or token.i in described for token in behind) and not any(
        child.dep_ in syntax.PHRASES | syntax.APPOSITIONS | syntax.NAME_PARTS | syntax.COORDINATES for child in further
    )


def _body_before(mentions: Mentions, i: int, kinds: Sequence[str]) -> None:
    """The one body that the last sentence with one names, or the one that is its subject."""
    here = mentions.where[i]
    told = [
        (j, there)
        for j, (other, there) in enumerate(zip(mentions.all[:i], mentions.where, strict=False))
        if 0 < here.index - there.index <= _REACH
        and other.level == "name"
        and other.kind in kinds
        and mentions.all[i].of in {None, other.of or mentions.all[i].of}
    ]
    last = max((there.index for _, there in told), default=0)
    named = [(j, there) for j, there in told if there.index == last]
    subjects = [(j, there) for j, there in named if mentions.is_subject(there, mentions.all[j])]
    for found in (named, subjects):
        if len({mentions.find(j) for j, _ in found}) == 1:
            mentions.join(found[-1][0], i)
            return


def _is_followed(mentions: Mentions, body: EntityMention) -> bool:
    """« le groupe X (affilié à Al-Qaïda) »: the body to which another one is bound."""
    index = mentions.index_of(body)
    if index is None:
        return False
    sentence = mentions.where[index]
    preposition = syntax.preposition_before(sentence.doc, sentence.words(body)[0], mentions.cues)
    if preposition is None or preposition.first == 0 or preposition.phrase != mentions.cues.grammar.functions.to:
        return False
    return stem(sentence.doc[preposition.first - 1].text) in stems_of(mentions.cues.bound_to)


def _locates(mentions: Mentions, place: EntityMention, kinds: Sequence[str]) -> bool:
    """« à Kibumba, à 20 km de Goma », « à Sake, au nord de Goma »: the town that only locates one told before it."""
    index = mentions.index_of(place)
    sentence = mentions.where[index] if index is not None else None
    if sentence is None:
        return False
    if _seats_somebody(mentions, sentence, place) or _names_somebody(sentence, place):
        return True
    located = [m for m in sentence.outer if m.anchor.end <= place.anchor.start and m.kind in kinds]
    if not any(m.level == "name" for m in located):
        return False
    preposition = syntax.preposition_before(sentence.doc, sentence.words(place)[0], mentions.cues)
    if preposition is not None and preposition.phrase in mentions.cues.beside:
        return True
    if _is_around(mentions, sentence, located[-1], place):
        return True
    text, start = sentence.anchor.text, sentence.anchor.start
    return any(
        quantity.measure == "distance"
        and quantity.anchor.end <= place.anchor.start
        and place.anchor.start - quantity.anchor.end <= _LETTERS_TO_LANDMARK
        and "," not in text[quantity.anchor.end - start : place.anchor.start - start]
        for quantity in sentence.quantities
    )


def _is_a_quarter(mentions: Mentions, name: EntityMention) -> bool:
    """« le quartier musulman de Tokoyo »: no town, of which one goes on to say « la ville »."""
    index = mentions.index_of(name)
    around = mentions.where[index].outer if index is not None else ()
    quarters = stems_of(mentions.cues.quarters)
    return any(
        outer is not name
        and stem(outer.head.text) in quarters
        and outer.anchor.start < name.anchor.start
        and name.anchor.end <= outer.anchor.end
        for outer in around
    )


def _is_a_state_acting(mentions: Mentions, town: EntityMention) -> bool:
    """« Riyad dément »: the capital by which a state is called."""
    index = mentions.index_of(town)
    return index is not None and town.of is not None and mentions.is_subject(mentions.where[index], town)


def _does_something_there(mentions: Mentions, i: int, other: EntityMention) -> bool:
    """« La France garde 1.500 hommes dans le pays »: in another one than that which does it."""
    index, sentence = mentions.index_of(other), mentions.where[i]
    if index is None or mentions.where[index] is not sentence or other.kind != "Country":
        return False
    place = sentence.head(mentions.all[i])
    if place.dep_ in syntax.NOUN_COMPLEMENTS:
        return False  # « dans le nord du pays »
    return sentence.head(other) in syntax.own_subjects(syntax.clause_head(place))


def _is_around(mentions: Mentions, sentence: SentenceReading, town: EntityMention, other: EntityMention) -> bool:
    """« à Kibumba, dans la banlieue de Goma », « sur les hauteurs de »: the other town only tells where the first is."""
    between = sentence.doc[sentence.words(town)[1] : sentence.words(other)[0]]
    nouns = [token for token in between if token.pos_ in ("NOUN", "PROPN")]
    parts = stems_of(mentions.cues.between_places)
    return (
        town.level == "name"
        and bool(nouns)
        and all(stem(token.text) in parts for token in nouns)
        and all(token in nouns or token.text == "," or token.pos_ in ("ADP", "DET", "ADJ") for token in between)
    )


def _names_somebody(sentence: SentenceReading, place: EntityMention) -> bool:
    """« les autorités de Maputo »: the town by which a government is called."""
    return any(
        outer.kind == "Government" and outer.anchor.start < place.anchor.start and place.anchor.end <= outer.anchor.end
        for outer in sentence.outer
    )


def _seats_somebody(mentions: Mentions, sentence: SentenceReading, place: EntityMention) -> bool:
    """« une ONG basée à Londres »: where somebody has his seat."""
    preposition = syntax.preposition_before(sentence.doc, sentence.words(place)[0], mentions.cues)
    if preposition is None or preposition.first < 2:
        return False
    if sentence.doc[preposition.first - 1].lower_ not in load_distance_words().located:
        return False
    before = [m for m in sentence.outer if m.anchor.end <= place.anchor.start]
    return bool(before) and not is_place(before[-1])


def _country(mentions: Mentions, i: int, mention: EntityMention) -> bool:
    """« dans le pays »: the country just named as a place, else the one that the article is about."""
    sentence = mentions.where[i]
    if mentions.is_subject(sentence, mention):
        return False
    senders = _senders(mentions, i)
    for j in range(i - 1, -1, -1):
        if sentence.index - mentions.where[j].index > 1:
            break
        if _is_country(mentions.all[j]) and not _does_it(mentions, j) and mentions.all[j].key not in senders:
            mentions.join(j, i)
            return True
    about = _about(mentions)
    if about in senders:
        about = _most_told_of(mentions, senders)
    named = [j for j in range(i) if _is_country(mentions.all[j]) and mentions.all[j].key == about]
    own = any(mentions.where[j] is sentence and mentions.is_subject(sentence, mentions.all[j]) for j in named)
    if named and not own:
        mentions.join(named[-1], i)
    return bool(about) and not own  # not the country that another sentence happens to name last


def _senders(mentions: Mentions, i: int) -> frozenset[str]:
    """« 2.400 militaires français sont présents dans le pays », « Paris a 2.000 hommes dans le pays »: whose they are, who is elsewhere."""
    sentence, at = mentions.where[i], mentions.all[i].anchor.start
    before = [m for m in sentence.mentions if m.anchor.end <= at]
    counted = any(quantity.measure == "personnel" for quantity in sentence.quantities)
    forces = {m.of for m in before if m.kind == "ArmedForce" and m.level == "nominal"}
    states = {m.key or m.of for m in before if m.kind == "State" and m.level == "name"}
    return frozenset(key for key in forces | states if key) if counted else frozenset()


def _does_it(mentions: Mentions, j: int) -> bool:
    """Whether a country is named as who acts: a subject, or behind « par »."""
    sentence, mention = mentions.where[j], mentions.all[j]
    return mentions.is_subject(sentence, mention) or sentence.head(mention).dep_ in syntax.AGENTS


def _is_country(mention: EntityMention) -> bool:
    return mention.level == "name" and mention.kind == "Country" and mention.anchor.text[0].isupper()


def _about(mentions: Mentions) -> str | None:
    """The state that the article is about: its headline's prefix, else where most is told to be or to belong."""
    if mentions.state is None:
        mentions.state = _most_told_of(mentions, frozenset()) or ""
    return mentions.state or None


def _most_told_of(mentions: Mentions, others: frozenset[str]) -> str | None:
    """Where most is told to be or to belong, some States left out."""
    weights: Counter[str] = Counter()
    for sentence in mentions.sentences:
        if sentence.prefix is not None and sentence.prefix.key and is_a(sentence.prefix.kind, "Country"):
            weights[sentence.prefix.key] += _PREFIX_WEIGHT
    for mention, sentence in zip(mentions.all, mentions.where, strict=True):
        state = mention.key if _is_country(mention) else mention.of
        if state and mention.level == "name" and not mentions.is_subject(sentence, mention):
            weights[state] += 1
    told = [key for key in weights if key not in others]
    return max(told, key=lambda key: weights[key]) if told else None


def _is_lesser(mentions: Mentions, i: int, mention: EntityMention) -> bool:
    """« la capitale régionale », « la capitale économique »: not the seat of the state."""
    head = mentions.where[i].head(mention)
    return any(child.pos_ == "ADJ" and child.lemma_ in mentions.cues.lesser_capitals for child in head.children)


def _capital(mentions: Mentions, i: int, mention: EntityMention) -> None:
    """« la capitale »: the seat named of the state that it is said of, else of the one that the article is about."""
    if mention.number == "plur":
        return  # « dans les deux capitales »
    seats = [
        j
        for j in range(i)
        if mentions.all[j].kind == "City" and mentions.all[j].level == "name" and mentions.all[j].of is not None
    ]
    state = mention.of or _about(mentions)
    of_state = [j for j in seats if mentions.all[j].of == state]
    if mention.of is None and not of_state:
        of_state = [j for j in seats if not mentions.is_subject(mentions.where[j], mentions.all[j])]
    if of_state:
        mentions.join(of_state[-1], i)


def _only_group(mentions: Mentions, i: int) -> None:
    """« les rebelles » without more, right after the one armed group that the article has named so far."""
    sentence = mentions.where[i]
    if _is_told_apart(mentions, i):
        return  # « les rebelles soutenus par Ankara » are others
    named = [j for j, m in enumerate(mentions.all) if m.level == "name" and m.kind == "ArmedGroup"]
    before = [j for j in named if j < i and not sentence.is_apart_from(mentions.where[j])]
    if len({mentions.find(j) for j in before}) != 1 or any(mentions.where[j] is sentence for j in named):
        return
    if sentence.index - mentions.where[before[-1]].index <= _REACH:
        mentions.join(before[-1], i)


def _is_told_apart(mentions: Mentions, i: int) -> bool:
    """Whether a clause or complement says which ones are meant, and not behind a comma: « Le mouvement, qui a pris Gao, … »."""
    head = mentions.where[i].head(mentions.all[i])
    if head.i + 1 < len(head.doc) and head.nbor().text == ",":
        return False
    return any(child.dep_ in syntax.NOUN_CLAUSES | syntax.NOUN_COMPLEMENTS for child in head.children)


def _office(mentions: Mentions, mention: EntityMention) -> int | None:
    """The number of the post that a description names: « le chef de l'Etat », « le président turc »."""
    words = fold(mention.anchor.text.replace("’", "'"))
    found = _named_office(mentions, words)
    if found is None and mention.of is not None:  # « le ministre français des Affaires étrangères »
        first, _, rest = words.partition(" ")
        words = f"{first} {rest.partition(' ')[2]}"
        found = _named_office(mentions, words)
    if found is None:
        return None
    further = words[len(found[0]) :].replace("'", "' ").split()
    of_a_body = mention.of is None and bool(further) and further[0] in mentions.grammar.determiners.of_somebody
    return None if of_a_body else found[1]  # « le président de la Ligue » heads no state


def _named_office(mentions: Mentions, words: str) -> tuple[str, int] | None:
    return next(((name, number) for name, number in mentions.offices if (words + " ").startswith(name + " ")), None)


def _holder(mentions: Mentions, i: int, mention: EntityMention) -> None:
    """« le chef du gouvernement » is who was last named with that post, under whatever name of it."""
    office = _office(mentions, mention)
    for j in range(i - 1, -1, -1):
        other = mentions.all[j]
        if other.level != "nominal" or other.kind != "Person" or _office(mentions, other) != office:
            continue
        if mention.of and other.of and mention.of != other.of:
            continue
        near = mentions.where[i].index - mentions.where[j].index <= _SOON and other.number != "plur"
        if _does_it_himself(mentions, i, j):
            continue
        if any(m.level == "name" for m in mentions.chain(other)) or (near and mention.number != "plur"):
            mentions.join(j, i)
            return
    people = {
        mentions.find(j): j for j in range(i) if mentions.all[j].level == "name" and mentions.all[j].kind == "Person"
    }
    if office in _HEADS and len(people) == 1 and not mention.of:  # nobody else has been named
        one = next(iter(people.values()))
        posts = [m for m in mentions.chain(mentions.all[one]) if m.level == "nominal" and m.kind == "Person"]
        others = {_office(mentions, m) for m in posts}
        if not _does_it_himself(mentions, i, one, by_pronoun=True) and not others - {office}:
            mentions.join(one, i)  # not « le président X … le Premier ministre », « l'émissaire X … le président »


def _does_it_himself(mentions: Mentions, i: int, j: int, *, by_pronoun: bool = False) -> bool:
    """« Karim Ba a rencontré le président », « X a été limogé par le président »: the subject of a verb is no other party to it."""
    sentence = mentions.where[i]
    head, (first, end) = sentence.head(mentions.all[i]), sentence.words(mentions.all[i])
    while first <= head.head.i < end and head.head != head:
        head = head.head  # « le Premier ministre »
    verb = syntax.clause_head(head)  # « a condamné l'arrestation du président »
    if mentions.all[i].kind != "Person" or not syntax.is_verb(verb):
        return False
    if head.dep_ in syntax.SUBJECTS:
        return _is_said_of(mentions, sentence, verb, j)
    return any(
        first == mentions.find(j) or (by_pronoun and doer.level == "pronoun")
        for doer, first in mentions.doers(verb, sentence, surface=True)
    )


def _is_said_of(mentions: Mentions, sentence: SentenceReading, verb: Token, j: int) -> bool:
    """« X, que le président avait nommé, »: who does what a relative clause tells of somebody is another."""
    if verb.dep_ not in syntax.RELATIVE_CLAUSES:
        return False
    return any(
        first <= verb.head.i < end
        for other in mentions.chain(mentions.all[j])
        if other in sentence.outer
        for first, end in (sentence.words(other),)
    )


def _introduced(mentions: Mentions, i: int) -> None:
    """« ces effectifs » are the forces that the sentences before brought in with a number (« 560 militaires »)."""
    for j in range(i - 1, -1, -1):
        if mentions.where[i].index - mentions.where[j].index > _REACH:
            return
        other = mentions.all[j]
        if other.kind == "ArmedForce" and other.level == "nominal" and _brought_in(mentions, mentions.where[j], other):
            mentions.join(j, i)
            return


def _brought_in(mentions: Mentions, sentence: SentenceReading, mention: EntityMention) -> bool:
    return mentions.is_counted(mention) or mentions.determiner(sentence, mention) == "indefinite"


def _latest(mentions: Mentions, i: int, fits: Callable[[EntityMention], bool]) -> None:
    for j in range(i - 1, -1, -1):
        if fits(mentions.all[j]) and not mentions.where[i].is_apart_from(mentions.where[j]):
            mentions.join(j, i)
            return
