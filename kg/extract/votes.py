"""What the words around a run of capitals say about what it names: votes by kind."""

import re

from kg.extract import syntax
from kg.extract.draft import ACRONYM, DIGIT, Draft, Run, kind_of
from kg.extract.nouns import MOST_WORDS_OF_A_NOUN, NounWords, unaccented_start
from kg.extract.runs import is_native, is_road
from kg.extract.tokens import Token
from kg.extract.towns import is_described_as_town, opens_as_place, vote_town
from kg.gazetteer import Gazetteer, fold
from kg.vocabulary import is_a

# ---------------------------------------------------------------- votes


_SAYS = re.compile(r"\s?:\s?[«“\"]")
_OPENING = 5  # « À Maryam Tengela, … », though Maryam be a first name; « Stara Hnylka, deux villages »
_FAR_WORDS = 3  # adverbs and the verb before a name
_ARMED = {"ArmedForce", "ArmedGroup"}
_RULING = {"Government", "State", "Country", "City"}  # « Moscou affirme avoir pris X »
_WITHOUT_ARMS = {"Organization"}
_RECOGNISER_KIND = {"PER": "Person", "LOC": "City", "ORG": "Organization"}


def vote(run: Run, draft: Draft, words: NounWords, gazetteer: Gazetteer) -> None:
    """Count what the words around a run say about it."""
    listed = draft.words
    small = words.small.votes
    votes = run.votes
    size = run.end - run.first
    text = draft.text(run.first, run.end)
    before = draft.key(run.first - 1) if run.first and draft.together(run.first - 1) else ""
    if run.kind is not None:
        votes[run.kind] += 6
    for name in run.meanings[:1]:
        votes[kind_of(name)] += 4 if name.primary else 2.5
    label = recogniser_label(run, draft)
    if label is not None:
        votes[_RECOGNISER_KIND[label[0]]] += label[1]
    acronym = bool(ACRONYM.match(text)) and not draft.shouting
    if acronym:
        votes["Organization"] += 0.6 if DIGIT.search(text) else 1.6
        votes["Person"] -= 3
        votes["City"] -= 2
    if DIGIT.search(text):
        votes["Person"] -= 3
        votes["City"] -= 1
    if run.initial and run.meanings and size == 1 and listed[run.first].pos not in ("PROPN", "NOUN"):
        run.meanings = tuple(name for name in run.meanings if name.primary)  # « Seul » is no Séoul
    if before in small.according and not run.meanings:
        votes["City"] -= 2
    if (
        before in draft.small.determiners
        and before not in small.not_with_people
        and not run.meanings
        and listed[run.end - 1].key.endswith(tuple(small.people))
    ):
        votes["City"] -= 4
    if size == 1 and is_road(draft, run.first, words):
        votes["Facility"] += 6
    if before in small.at_the_house and not acronym:
        votes["Organization"] += 2.5
    if (
        not acronym
        and before not in draft.small.place_prepositions
        and before not in draft.small.articles
        and before not in small.with_places
        and fold(text) in gazetteer.surnames
    ):
        known = kind_of(run.meanings[0]) if run.meanings else ""
        votes["Person"] += 7.5 if known == "Country" else 3.5 if known != "Person" else 0
    # titles
    if before in words.honorifics or before.rstrip(".") in small.civilities:
        votes["Person"] += 6 if before not in small.weak_honorifics else 2
        run.before = run.first - 1
    title = _title_before(run.first, draft, words)
    if title is not None and not acronym:
        votes["Person"] += 5 if title[1] else 2.5
        if title[1]:
            run.before = title[0]
    if (
        not acronym
        and _title_after(run.end, draft, words)
        and before not in draft.small.articles
        and before not in draft.small.place_prepositions
    ):
        votes["Person"] += 3
    if size > 1 and run.first and draft.words[run.first - 1].capital and is_native(draft, run.first - 1):
        votes["Person"] += 4
    if not run.first and size > 1 and _SAYS.match(draft.sentence.anchor.text, listed[run.end - 1].end):
        votes["Person"] += 2.5  # « Humberto de la Calle : « Les FARC … » »
    # first names
    first_name = (
        fold(listed[run.first].text.split("-")[0]) in words.given or fold(listed[run.first].text) in words.given
    )
    if first_name and size > 1 and before not in small.articles_of_one:
        votes["Person"] += 4
    elif first_name and not acronym:
        votes["Person"] += 0.8
    if (size > 1 and any(word.key in draft.small.particles for word in listed[run.first : run.end])) or (
        text.lower().startswith(("al-", "el-")) and size == 1
    ):
        votes["Person"] += 0.5
    # nouns right before: « ville de X », « groupe X »
    _vote_of_noun_before(run, draft, words)
    # prepositions
    of_a_word = before in small.at and draft.key(run.first - 2) in words.no_place_after
    if before in draft.small.place_prepositions and not acronym and not of_a_word:
        votes["City"] += 2.5 if before not in small.towards else 1.5
    if before in small.of and draft.key(run.first - 2) in draft.small.sides:
        votes["City"] += 3.5
    if before and not run.meanings and not acronym:
        votes["City"] += _as_object(draft, run.first, words)
    if before in small.of and not acronym and draft.key(run.first - 2) in words.taking_nouns:
        votes["City"] += 3
    if before in small.of and size == 1 and not run.meanings and draft.key(run.first - 2) in words.deed_nouns:
        votes["City"] += 0 if acronym or fold(text) in gazetteer.surnames else 2.5
    if before in small.inside and not acronym:
        votes["City"] += 1
    if size == 1 and not run.meanings and not acronym and not first_name and fold(text) not in gazetteer.surnames:
        votes["City"] += vote_town(run, draft, words)
    if not run.meanings and not acronym and opens_as_place(run, draft, words):
        votes["City"] += _OPENING
    if size > 1 and not run.meanings and not acronym and not first_name and is_described_as_town(run, draft, words):
        votes["City"] += _OPENING
    if before in small.articles:
        votes["Person"] -= 3 if before not in small.elided else 2.5
        votes["Organization"] += 0.6
    elif before in small.to_the or (before in small.of_the and size == 1):
        votes["Person"] -= 2
    if before in small.with_persons and size > 1 and not acronym:
        votes["Person"] += 0.5
    if size > 1 and not run.meanings and not acronym and not before and label is None:
        following = listed[run.end].token if run.end < len(listed) and draft.together(run.end - 1) else None
        if following is not None and following.pos_ in ("VERB", "AUX"):
            votes["Person"] += 1.6
    if size > 1 and not run.meanings and not acronym:
        votes["Person"] += 2.5 if _is_put_in_office(run, draft, words) else 0
    if size > 1 and not run.meanings and not acronym and run.first and draft.together(run.first - 1):
        verb = listed[run.first - 1].token
        if verb.pos_ == "VERB" and unaccented_start(verb.lemma_.lower()) in words.person_verbs:
            votes["Person"] += 1.6
    # speaking
    near = [listed[i].token for i in (run.first - 1, run.first - 2, run.end, run.end + 1) if 0 <= i < len(listed)]
    told_where = before in draft.small.place_prepositions and not of_a_word
    if (
        not told_where
        and before not in draft.small.determiners
        and any(token.pos_ == "VERB" and unaccented_start(token.lemma_.lower()) in words.speech for token in near)
    ):
        votes["Person"] += 0.8


def _is_put_in_office(run: Run, draft: Draft, words: NounWords) -> bool:
    """« Baciro Dja a été nommé »: the subject of a passive that is said of people alone."""
    for word in draft.words[run.first : run.end]:
        verb = word.token.head
        if word.token.dep_ in syntax.PASSIVE and unaccented_start(verb.lemma_.lower()) in words.person_verbs:
            return True
    return False


def _as_object(draft: Draft, first: int, words: NounWords) -> float:
    """What the verb before an unknown name says for a place: « ont repris X », « contrôlent désormais X »."""
    at = first - 1
    while at > 0 and first - at < _FAR_WORDS and _says_when(draft, at, words) and draft.together(at - 1):
        at -= 1
    verb = draft.words[at].token
    lemma = unaccented_start(verb.lemma_.lower())
    if verb.pos_ not in ("VERB", "AUX") or lemma not in words.place_verbs:
        return 0
    kinds = _kinds_of_subject(draft, verb)
    if kinds & _WITHOUT_ARMS:
        return 0  # « le groupe X a repris Y »
    armed = bool(kinds & _ARMED)
    if lemma in words.freeing_verbs:
        return 3 if armed and lemma in words.small.towns.leaving_for else 1.6
    return 4 if armed or lemma in words.taking_verbs else 3 if kinds & _RULING else 1.6


def _says_when(draft: Draft, at: int, words: NounWords) -> bool:
    """« contrôlent *désormais* X », « ont reconquis *mardi* X »."""
    return draft.words[at].pos == "ADV" or draft.key(at) in words.small.towns.days


def _kinds_of_subject(draft: Draft, verb: Token) -> set[str]:
    """What the nouns and known names that are subjects of a verb call."""
    subjects = {token.i for token in syntax.read_clause(verb).subjects}
    found = [index for index, word in enumerate(draft.words) if word.token.i in subjects]
    called = {draft.nouns[index][1].kind for index in found if index in draft.nouns}
    return called | {kind_of(draft.hits[index][1][0]) for index in found if index in draft.hits}


def recogniser_label(run: Run, draft: Draft) -> tuple[str, float] | None:
    for first, (end, label) in draft.recognised.items():
        if first == run.first and end == run.end:
            return label, 2.0
        if first < run.end and end > run.first:
            return label, 1.6 if label == "PER" or (first <= run.first and end >= run.end) else 1.2
    return None


def _title_before(first: int, draft: Draft, words: NounWords) -> tuple[int, bool] | None:
    """The function or rank that stands before a name, and whether directly: « le ministre malien de la Défense, X »."""
    at = first - 1
    if at < 0:
        return None
    direct = draft.together(at)
    if not direct and draft.between(at) not in (",", "(", ", «", "«", '"'):
        return None
    if direct and (draft.key(at) in draft.small.noble or draft.key(at) in draft.small.determiners):
        return None
    steps = 0
    while at >= 0 and steps < 9:
        for start in range(at, max(-1, at - MOST_WORDS_OF_A_NOUN), -1):
            found = draft.nouns.get(start)
            if found is not None and found[0] == at + 1:
                noun = found[1]
                if noun.kind == "Person" or (noun.number == "sing" and is_a(noun.kind, "Actor") and noun.role):
                    return start, direct and (steps == 0 or noun.role != "" or _adjectives_only(at + 1, first, draft))
                if direct and steps == 0:
                    return None
                break
        if at and not draft.together(at - 1):
            return None
        word = draft.words[at]
        if (
            word.pos in ("VERB", "AUX", "PRON", "SCONJ")
            and word.key not in words.kept_adjectives
            and at not in draft.demonyms
        ):
            return None
        if word.key in words.small.votes.parting and direct:
            return None
        at -= 1
        steps += 1
    return None


def _adjectives_only(start: int, end: int, draft: Draft) -> bool:
    return all(i in draft.demonyms or draft.words[i].pos == "ADJ" for i in range(start, end))


def _title_after(end: int, draft: Draft, words: NounWords) -> bool:
    """« Ashton Carter, chef du Pentagone », « Jean Dupont, 34 ans »."""
    if end >= len(draft.words) or draft.between(end - 1) not in (",", "("):
        return False
    at = end
    while at < len(draft.words) and at < end + 3 and draft.words[at].key in words.small.votes.before_title:
        at += 1
    found = draft.nouns.get(at)
    if found is not None and found[1].kind == "Person" and found[1].number == "sing":
        return True
    return (
        at == end
        and at + 1 < len(draft.words)
        and draft.words[at].text.isdigit()
        and draft.key(at + 1) in words.small.votes.years
    )


def _vote_of_noun_before(run: Run, draft: Draft, words: NounWords) -> None:
    at = run.first - 1
    if at < 0:
        return
    between = draft.between(at)
    if between not in ("", "«", '"', "“"):
        return
    linked = False
    if not between and draft.key(at) in words.small.votes.of:
        at, linked = at - 1, True
    elif (
        not between and draft.key(at) in words.small.votes.articles and draft.key(at - 1) in words.small.votes.plain_of
    ):
        at, linked = at - 2, True
    skipped = 0
    while (
        at >= 0
        and skipped < 3
        and (draft.words[at].pos == "ADJ" or at in draft.demonyms or draft.words[at].key in words.kept_adjectives)
        and draft.words[at].key not in words.names_after
    ):
        if at and not draft.together(at - 1):
            return
        at, skipped = at - 1, skipped + 1
    if at < 0 or (linked and not draft.together(at)):
        return
    for size in (3, 2, 1):
        if at - size + 1 < 0:
            continue
        key = draft.phrase(at - size + 1, size)
        kind = words.names_after.get(key)
        if kind is None:
            continue
        place = kind in ("City", "Region")
        if place:
            run.votes[kind] += 5 if linked or (kind == "Region" and not linked) else 3
        elif linked:
            if kind == "Facility":
                run.votes["City"] += 2
            elif kind == "Organization" and key in words.small.votes.of_a_town:
                run.votes["City"] += 1
            elif kind == "Organization" and any(is_a(name.entity.kind, "ArmedGroup") for name in run.meanings):
                run.before = at  # « l'organisation de l'Etat islamique »
        elif kind == "Facility":
            run.votes["Facility"] += 2
            run.votes["Person"] += 0.5
        else:
            if kind == "Organization" and not run.meanings and _does_as_the_armed(draft, at, words):
                kind = "ArmedGroup"
            run.votes[kind] += 6
            run.before = at
            while not run.meanings and is_a(kind, "Actor") and _adjective_at(draft, run.end, words):
                run.end += 1
        return


def _does_as_the_armed(draft: Draft, at: int, words: NounWords) -> bool:
    """Whether the group at word `at` attacks, abducts, claims: the subject of such a verb, or after « par » with it."""
    group = draft.words[at].token
    verb = group.head
    if verb.pos_ != "VERB" or unaccented_start(verb.lemma_.lower()) not in words.deeds:
        return False
    passive = any(child.dep_ in syntax.PASSIVE for child in verb.children)
    agent = any(child.lower_ in words.small.votes.by for child in group.children)
    if not (agent if passive else group.dep_ in syntax.ACTIVE_SUBJECTS):
        return False
    return not any(word.key in words.peaceful for word in draft.words[at:])


def _adjective_at(draft: Draft, index: int, words: NounWords) -> bool:
    """Whether a lower-case adjective that can belong to a name stands at word `index`: « parti Avenir commun »."""
    if index >= len(draft.words) or not draft.together(index - 1) or index in draft.demonyms:
        return False
    word = draft.words[index]
    if word.capital or word.key in words.dropped_adjectives:
        return False
    return word.key in words.institution_adjectives or (
        word.pos == "ADJ" and not draft.small.participle_ending.search(word.key)
    )
