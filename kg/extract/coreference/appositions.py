"""A description beside a name: « le général X », « X, chef de l'armée, »."""

import itertools
from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.coreference.chains import Mentions
from kg.extract.reading import SentenceReading, is_place
from kg.extract.tokens import Token
from kg.model import EntityMention
from kg.vocabulary import is_a

_AROUND = ("Region", "Country", "State")


def join_appositions(mentions: Mentions) -> None:
    """Join descriptions and names that stand side by side, behind the places of a title, or in the order of a list."""
    _side_by_side(mentions)
    _behind_ranks(mentions)
    _behind_short_forms(mentions)
    _behind_bodies(mentions)
    _behind_places(mentions)
    _with_titles(mentions)
    _in_order(mentions)


def _side_by_side(mentions: Mentions) -> None:
    for sentence in mentions.sentences:
        outer = [m for m in sentence.outer if m.level != "pronoun"]
        for number, (before, right) in enumerate(itertools.pairwise(outer)):
            left = _town_around(sentence, outer[number - 1], before, right) if number else before
            if {left.level, right.level} != {"name", "nominal"} or not _appose_kinds(left, right):
                continue
            if _is_of_another(sentence, left, right) or _sends_somebody(mentions, sentence, left):
                continue
            first, last = sentence.words(before)[1], sentence.words(right)[0]
            between = [sentence.doc[i] for i in range(first, last)]
            texts = [token.lower_ for token in between]
            after = _behind_complement(mentions, sentence, right)
            following = sentence.doc[after].text if after < len(sentence.doc) else "."
            if not between and left.level == "nominal" and _is_one_of_many(sentence, left, right):
                continue
            described = left.level == "nominal" and _is_described_between(left, right, between)
            if left.level == "nominal" and (not between or described or _is_also(mentions, between)):
                _join(mentions, _last_person(sentence, left), right)
            elif (
                texts
                and texts[0] in (",", "(", "–", "-")
                and all(
                    t in (",", "(", "–", "-")
                    or t in mentions.grammar.determiners.apposing
                    or token.pos_ in ("DET", "ADJ")
                    for t, token in zip(texts, between, strict=True)
                )
            ):
                if following in (",", ")", ".", "–", "-", ";") or sentence.doc[
                    min(after, len(sentence.doc) - 1)
                ].pos_ in ("VERB", "AUX", "PRON"):
                    if not _in_list(mentions, sentence, right) and not _opens_the_clause(
                        mentions, sentence, left, right
                    ):
                        _join(mentions, left, right)


def _town_around(
    sentence: SentenceReading, town: EntityMention, around: EntityMention, described: EntityMention
) -> EntityMention:
    """« Bara, dans le Kordofan, ville reprise samedi »: a town behind the region of a town is that town; else `around`."""
    if town.kind != "City" or town.level != "name" or described.kind != "City" or around.kind not in _AROUND:
        return around
    between = sentence.doc[sentence.words(town)[1] : sentence.words(around)[0]]
    located = any(token.pos_ == "ADP" for token in between)
    small = all(token.text in (",", "(") or token.pos_ in ("ADP", "DET", "NOUN", "ADJ") for token in between)
    return town if located and small else around


def _is_described_between(left: EntityMention, right: EntityMention, between: Sequence[Token]) -> bool:
    """« le président renversé Ali Ba », « l'opposant assassiné X »: one bare participle between a post and its name."""
    people = left.kind == right.kind == "Person" and left.number != "plur"
    return people and len(between) == 1 and "Part" in between[0].morph.get("VerbForm", [])


def _behind_ranks(mentions: Mentions) -> None:
    """« Le chef de la mission, le général de division Aroldo Lázaro, »: the name behind a rank of several words."""
    for sentence in mentions.sentences:
        outer = [m for m in sentence.outer if m.level != "pronoun"]
        for post, rank, name in zip(outer, outer[1:], outer[2:], strict=False):
            if (post.level, rank.level, name.level) != ("nominal", "nominal", "name"):
                continue
            if not all(m.kind == "Person" and m.number != "plur" for m in (post, rank, name)):
                continue
            first, start, end = sentence.words(post)[1], sentence.words(rank)[0], sentence.words(name)[1]
            opened = [token.pos_ for token in sentence.doc[first:start]]
            closed = end < len(sentence.doc) and sentence.doc[end].text == ","
            if opened == ["PUNCT", "DET"] and closed and sentence.words(rank)[1] == sentence.words(name)[0]:
                _join(mentions, post, name)


def _behind_complement(mentions: Mentions, sentence: SentenceReading, mention: EntityMention) -> int:
    """« X, vice-président du parti serbe du Kosovo, »: the word behind a description and what belongs to it, where a comma closes it."""
    after = end = sentence.words(mention)[1]
    doc, of = sentence.doc, mentions.grammar.functions.of
    if mention.level != "nominal" or end >= len(doc) or syntax.plain(doc[end]) != of:
        return after
    while end < len(doc) and doc[end].pos_ in ("NOUN", "PROPN", "ADJ", "DET", "ADP"):
        end += 1
    return end if end < len(doc) and doc[end].text in (",", ")") else after


def _behind_short_forms(mentions: Mentions) -> None:
    """« le Mouvement national (MNLA), organisation des Touareg, »: the description behind a body's name and its short form."""
    for sentence in mentions.sentences:
        outer = [m for m in sentence.outer if m.level != "pronoun"]
        for name, short, described in zip(outer, outer[1:], outer[2:], strict=False):
            if (name.level, short.level, described.level) != ("name", "name", "nominal"):
                continue
            if is_a(name.kind, "Person") or not _appose_kinds(name, described):
                continue
            opened = sentence.doc[sentence.words(name)[1] : sentence.words(short)[0]]
            closed = sentence.doc[sentence.words(short)[1] : sentence.words(described)[0]]
            if [t.text for t in opened] == ["("] and [t.text for t in closed] == [")", ","]:
                _join(mentions, name, described)


def _is_also(mentions: Mentions, between: Sequence[Token]) -> bool:
    """« son frère et ami Monsieur X »: behind « et » a bare noun is said of the same man."""
    words = [token.lower_ for token in between if token.lower_ not in mentions.grammar.determiners.apposing]
    bare = len(between) > 1 and between[1].pos_ == "NOUN"
    return len(words) == 2 and words[0] == mentions.grammar.lists.conjunction and bare


def _is_one_of_many(sentence: SentenceReading, left: EntityMention, right: EntityMention) -> bool:
    """« le président de la Conférence des évêques Ali Ba. »: several before one name are not who is named."""
    after = sentence.words(right)[1]
    alone = after >= len(sentence.doc) or sentence.doc[after].text in (".", "»", ")")
    return left.number == "plur" and left.kind == right.kind == "Person" and alone


def _is_of_another(sentence: SentenceReading, left: EntityMention, right: EntityMention) -> bool:
    """« contre les combattants Wazalendo, les rebelles du M23 ont pris … »: men of another group than the one named."""
    name, nominal = (left, right) if left.level == "name" else (right, left)
    groups = [m for m in sentence.inside(nominal) if m.level == "name" and m.kind == "ArmedGroup"]
    return name.kind == "ArmedGroup" and bool(groups) and all(m.key != name.key for m in groups)


def _opens_the_clause(mentions: Mentions, sentence: SentenceReading, left: EntityMention, right: EntityMention) -> bool:
    """« Selon des sources jointes par RFI, les assaillants étaient … »: one in front of the clause, and its subject."""
    subject = sentence.head(right)
    first = sentence.words(left)[0]
    if subject.dep_ not in syntax.SUBJECTS or subject.head.i < sentence.words(right)[1]:
        return False
    verb = next((token for token in sentence.head(left).ancestors if syntax.is_verb(token)), None)
    if verb is not None and verb is not subject.head and verb.i < first:
        return True  # « Après avoir reçu le ministre Ali Ba, le président malien s'est rendu … »
    return syntax.preposition_before(sentence.doc, first, mentions.cues) is not None


def _last_person(sentence: SentenceReading, mention: EntityMention) -> EntityMention:
    """« deux émissaires du président Tshisekedi »: the name is that of the person whom the description ends with."""
    for inner in sentence.inside(mention):
        if (
            inner.anchor.end == mention.anchor.end
            and inner.level == "nominal"
            and inner.anchor.start > mention.head.end
        ):
            if mention.kind == "Person" and inner.kind == "Person":
                return inner
    return mention


def _behind_bodies(mentions: Mentions) -> None:
    """« le président de la Ligue des droits Ali Ba »: the name behind the body of which somebody is, without a comma."""
    for sentence in mentions.sentences:
        outer = [m for m in sentence.outer if m.level != "pronoun"]
        for number, left in enumerate(outer):
            if left.kind != "Person" or left.level != "nominal" or left.number != "sing":
                continue
            right = next((m for m in outer[number + 1 : number + 4] if m.kind == "Person" and m.level == "name"), None)
            if right is None:
                continue
            last, first, after = sentence.words(left)[1], *sentence.words(right)
            between = [syntax.plain(token) for token in sentence.doc[last:first]]
            of = mentions.grammar.determiners.of_somebody | mentions.grammar.determiners.definite
            opened = len(between) > 1 and between[0] in of and between[-1] not in of
            nouns = all(token.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "ADP") for token in sentence.doc[last:first])
            own = any(
                m.level == "nominal" and m.number == "sing" and m.anchor.end >= right.anchor.start - 1
                for m in outer[number + 1 :]
                if m.kind == "Person" and m.anchor.start < right.anchor.start
            )
            closed = after >= len(sentence.doc) or sentence.doc[after].text in (",", ".", ")", "»")
            if opened and nouns and closed and not own:
                _join(mentions, left, right)


def _behind_places(mentions: Mentions) -> None:
    """« l'ambassadeur de Russie en Turquie, Andreï Karlov, »: the name behind the places and bodies of a title."""
    for sentence in mentions.sentences:
        outer = [m for m in sentence.outer if m.level != "pronoun"]
        for number, left in enumerate(outer):
            if left.kind != "Person" or left.level != "nominal" or left.number == "plur":
                continue
            behind = outer[number + 1 : number + 5]
            right = next(
                (m for m in behind if not (_belongs_to_post(m) or _sends_somebody(mentions, sentence, m))), None
            )
            if right is None or right.kind != "Person" or right.level != "name":
                continue
            places = all(is_place(m) for m in outer[number + 1 : outer.index(right)])
            between = sentence.doc[sentence.words(left)[1] : sentence.words(right)[0]]
            if len(between) < 2 or any(token.pos_ == "NUM" or token.text == "(" for token in between):
                continue  # « ministre depuis 2009, X »: the years of a post
            after = sentence.words(right)[1]
            closed = (
                after >= len(sentence.doc)
                or sentence.doc[after].text in (",", ".", ")")
                or (sentence.doc[after].pos_ in ("VERB", "AUX", "PRON"))
            )
            behind_comma = (
                closed
                and [token.text for token in between].count(",") == 1
                and between[-1].text == ","
                and not any(
                    token.pos_ in ("VERB", "AUX", "CCONJ") and token.dep_ not in syntax.ADJECTIVES for token in between
                )
            )
            if behind_comma or (places and _goes_on_to(between) and " " in right.anchor.text):
                _join(mentions, left, right)


def _sends_somebody(mentions: Mentions, sentence: SentenceReading, mention: EntityMention) -> bool:
    """« l'émissaire pour la Libye du secrétaire général de l'ONU, X »: behind his envoy's field, he is not who is named."""
    if mention.level != "nominal" or mention.kind != "Person" or mention.number == "plur":
        return False
    word = sentence.head(mention)
    if not syntax.is_introduced_by(word, mentions.grammar.functions.of):
        return False
    above = word.head
    while above.dep_ in syntax.NOUN_COMPLEMENTS and above.head.i < above.i and above.pos_ in ("NOUN", "PROPN"):
        above = above.head
    return above is not word.head and above.lemma_ in mentions.cues.posted


def _belongs_to_post(mention: EntityMention) -> bool:
    """« l'émissaire pour la Libye de la Ligue arabe, X »: a place or a body between a post and who holds it."""
    body = mention.level == "name" and not is_a(mention.kind, "Person")
    return is_place(mention) or body


def _goes_on_to(between: Sequence[Token]) -> bool:
    """« l'envoyé spécial de l'ONU pour le Yémen Martin Griffiths »: a place and then the name, with nothing between them."""
    if len(between) > 2 and "Part" in between[0].morph.get("VerbForm", []):
        between = between[1:]  # « le vice-ministre chargé de l'Afrique X »
    fitting = all(token.pos_ in ("ADP", "DET", "PROPN", "NOUN", "ADJ") for token in between)
    return fitting and between[0].pos_ == "ADP" and between[-1].pos_ == "PROPN" and between[-1].text[0].isupper()


def _with_titles(mentions: Mentions) -> None:
    """« le chef de l'armée, le général X, », « l'émissaire pour le Yémen, le Suédois Y »: one man with two titles."""
    for sentence in mentions.sentences:
        people = [m for m in sentence.outer if m.level != "pronoun" and not is_place(m)]
        for left, title, name in zip(people, people[1:], people[2:], strict=False):
            if not all(is_a(m.kind, "Person") for m in (left, title, name)) or left.number == "plur":
                continue
            if (left.level, title.level, name.level) != ("nominal", "nominal", "name"):
                continue
            (_, end), (start, stop) = sentence.words(left), sentence.words(title)
            first, after = sentence.words(name)
            between = sentence.doc[end:start]
            commas = [token.i for token in between if token.text == ","]
            told = any(token.pos_ in ("VERB", "AUX", "CCONJ") for token in (*between, *sentence.doc[stop:first]))
            if len(commas) != 1 or told:
                continue
            before = {token.pos_ for token in sentence.doc[commas[0] + 1 : start]}
            aside = before <= {"ADJ", "ADV"} and _ends_in_comma(sentence, stop, first)  # « actuel gouverneur, X »
            if not (aside or (stop - start == 1 and first == stop)):
                continue
            bare = aside or before <= {"DET"}
            closed = after >= len(sentence.doc) or sentence.doc[after].text in (",", ".", ")", ";", ":", "»")
            if bare and closed and not any(m.level == "name" for m in mentions.chain(left)):
                _join(mentions, left, name)


def _ends_in_comma(sentence: SentenceReading, first: int, last: int) -> bool:
    """« …, ancien diplomate, X »: behind a title without an article one comma, right before the name."""
    return [token.i for token in sentence.doc[first:last] if token.text == ","] == [last - 1]


def _in_order(mentions: Mentions) -> None:
    """« les présidents malien et tchadien, X et Y, »: as many names as descriptions, the first of the first."""
    for sentence in mentions.sentences:
        outer = [m for m in sentence.outer if m.level != "pronoun"]
        for start in range(len(outer)):
            told = _one_after_the_other(mentions, sentence, outer[start:], "nominal")
            named = _one_after_the_other(mentions, sentence, outer[start + len(told) :], "name")
            if len(told) < 2 or len(told) != len(named):
                continue
            between = sentence.doc[sentence.words(told[-1])[1] : sentence.words(named[0])[0]]
            if [token.text for token in between if token.pos_ != "ADV"] == [","]:
                for description, name in zip(told, named, strict=True):
                    _join(mentions, description, name)


def _one_after_the_other(
    mentions: Mentions, sentence: SentenceReading, following: Sequence[EntityMention], level: str
) -> list[EntityMention]:
    """The single persons of that level at the head of `following` that commas and « et » join."""
    found: list[EntityMention] = []
    for mention in following:
        if (mention.kind, mention.level, mention.number) != ("Person", level, "sing"):
            break
        if found:
            between = sentence.doc[sentence.words(found[-1])[1] : sentence.words(mention)[0]]
            lists = mentions.grammar.lists
            joined = [t.text == "," or t.lower_ in lists.joining or t.pos_ == "DET" for t in between]
            if not joined or not all(joined):
                break
        found.append(mention)
    return found


def _in_list(mentions: Mentions, sentence: SentenceReading, mention: EntityMention) -> bool:
    end = sentence.words(mention)[1]
    return (
        any(
            sentence.doc[i].lower_ == mentions.grammar.lists.conjunction
            for i in range(end, min(end + 2, len(sentence.doc)))
        )
        and sentence.doc[min(end, len(sentence.doc) - 1)].text != ","
    )


def _appose_kinds(a: EntityMention, b: EntityMention) -> bool:
    return (
        a.kind == b.kind
        or is_a(a.kind, b.kind)
        or is_a(b.kind, a.kind)
        or ({a.kind, b.kind} <= {"City", "Region", "Country", "State"} and is_place(a) and is_place(b))
        or {a.kind, b.kind} <= {"ArmedGroup", "Organization", "Group"}
    )


def _join(mentions: Mentions, a: EntityMention, b: EntityMention) -> None:
    i, j = mentions.index_of(a), mentions.index_of(b)
    if i is not None and j is not None:
        named_i = {m.key for m in mentions.chain(a) if m.key and m.level == "name"}
        named_j = {m.key for m in mentions.chain(b) if m.key and m.level == "name"}
        if not (named_i and named_j and named_i != named_j):
            mentions.join(i, j)
