"""Pronouns and possessives: the latest mention that fits in number, gender and clause."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.coreference.chains import Mentions
from kg.extract.coreference.protagonist import protagonist
from kg.extract.forms import stem
from kg.extract.reading import SentenceReading
from kg.extract.tokens import Token
from kg.model import EntityMention
from kg.vocabulary import is_a

_REACH = 3  # sentences back in which a pronoun may find what it stands for
_NEAR = 2  # sentences back in which several are joined
_TWO = 2
_THING = 0.5
_LATEST = 3.0
_HERO = 3.5  # of whom the headline names, wherever he was told last: less than a subject of the sentence before
_TOLD_TO = 6.0  # for a possessive: « l'ONU demande à Kigali de cesser son soutien »
_OWN_CLAUSE = 4.0  # for a possessive: « le ministre a annoncé que la France cessera ses frappes »
_SAME_SENTENCE = 1.0  # for the subject of a clause before in the sentence
_QUOTED = 2.0  # less for whom only somebody's words name, where the narrator goes on
_OPENING = 6  # words into a sentence: « Au cours de la dernière étape de sa tournée »

_COUNTING = ("NUM", "DET", "PRON")
_BANDS = ("ArmedGroup", "ArmedForce")  # in the singular they are many


def join_pronouns(mentions: Mentions) -> None:
    """Join pronouns and possessives to what they stand for."""
    hero = protagonist(mentions)
    for i, mention in enumerate(mentions.all):
        if mention.level != "pronoun" or mentions.find(i) != i:
            continue
        word = mention.anchor.text.lower().replace("’", "'").strip("-").removeprefix("t-")
        if word not in mentions.cues.third | mentions.cues.possessives:
            continue
        possessive = word in mentions.cues.possessives
        opens = _opens(mentions, i) if possessive else _opens_clause(mentions, i)
        found = _between_commas(mentions, i)
        if found is None:
            found = _subject_behind(mentions, i, word) if opens else _set_apart(mentions, i, word)
        ahead = found is not None and opens
        if found is None:
            found = _antecedent(mentions, i, mention, word, hero)
        if word in mentions.cues.plural and not ahead:
            several = _joined_subject(mentions, i, word)
            if several and (found is None or _is_farther(mentions, found, several)):
                mentions.several[i] = several
                continue
        if found is None and possessive:
            found = _named_after(mentions, i)
        if found is not None:
            mentions.join(found, i)


def _is_farther(mentions: Mentions, found: int, several: tuple[int, ...]) -> bool:
    """Whether those whom a subject joins are nearer than whom a pronoun may stand for, or that is no subject."""
    one, they = mentions.where[found], mentions.where[several[0]]
    told = {mentions.find(j) for j in several}
    return mentions.find(found) in told or one.index < they.index or not mentions.is_subject(one, mentions.all[found])


def _joined_subject(mentions: Mentions, i: int, word: str) -> tuple[int, ...]:
    """« Paris et Berlin ont condamné … Ils … », « A et B ont dit qu'ils … »: those whom the latest subject before a pronoun joins."""
    sentence, cues = mentions.where[i], mentions.cues
    pronoun = sentence.head(mentions.all[i])
    own, quoted = syntax.clause_head(pronoun), _is_quoted(mentions, mentions.all[i].anchor.start)
    free = word in cues.possessives and pronoun.pos_ != "PRON"  # « A et B ont retiré leurs troupes »
    for number in range(sentence.index, max(-1, sentence.index - _NEAR - 1), -1):
        there = mentions.sentences[number]
        for verb in there.doc:
            here = there is sentence
            if not syntax.is_verb(verb) or (here and (verb.i > pronoun.i or (verb == own and not free))):
                continue
            if verb.dep_ not in syntax.MAIN:
                continue
            doers = {first: mention for mention, first in mentions.doers(verb, there, surface=True)}
            before = [m for m in doers.values() if m.level == "pronoun"]
            again = [mentions.index_of(m) for m in before]
            taken_up = [mentions.several[j] for j in again if j is not None and j in mentions.several]
            if taken_up:
                return taken_up[0]
            named = [m for m in doers.values() if m.level != "pronoun" and _may_be_one_of(m)]
            if len(named) < _TWO or len(named) < len(doers) or not _agree(named, word, mentions):
                continue
            if any(_is_quoted(mentions, m.anchor.start) != quoted for m in named):
                continue
            numbers = [mentions.index_of(m) for m in named]
            return tuple(j for j in numbers if j is not None)
    return ()


def _may_be_one_of(mention: EntityMention) -> bool:
    """Whether a mention may be one of several who act: a person, body or State, or a capital that stands for one."""
    return is_a(mention.kind, "Actor") or mention.kind == "Country" or (mention.kind == "City" and bool(mention.of))


def _agree(named: Sequence[EntityMention], word: str, mentions: Mentions) -> bool:
    """« elles » has no man among them, « ils » at least one who may be."""
    genders = [mention.gender for mention in named]
    if word in mentions.cues.feminine:
        return "masc" not in genders
    return word not in mentions.cues.masculine or any(gender != "fem" for gender in genders)


def _named_after(mentions: Mentions, i: int) -> int | None:
    """« Lors de sa visite à Rome, la reine… »: the subject that follows, where nobody was named before."""
    sentence = mentions.where[i]
    for j in range(i + 1, len(mentions.all)):
        if mentions.where[j] is not sentence:
            return None
        other = mentions.all[j]
        if other.kind == "Person" and other.level != "pronoun" and other.number != "plur":
            return j if other in sentence.outer and mentions.is_subject(sentence, other) else None
    return None


def _between_commas(mentions: Mentions, i: int) -> int | None:
    """« La Croix-Rouge, elle, a refusé »: the pronoun between commas is whoever stands before them."""
    sentence = mentions.where[i]
    first, end = sentence.words(mentions.all[i])
    around = [sentence.doc[at].text for at in (first - 1, end) if 0 <= at < len(sentence.doc)]
    if around != [",", ","] or mentions.all[i].anchor.text.lower() in mentions.cues.possessives:
        return None
    before = [m for m in sentence.outer if sentence.words(m)[1] == first - 1]
    return mentions.index_of(before[-1]) if before and is_a(before[-1].kind, "Actor") else None


def _set_apart(mentions: Mentions, i: int, word: str) -> int | None:
    """« Quant à l'Algérie, soutien du Polisario, elle appelle … »: whom the sentence opens with is its subject."""
    sentence, cues = mentions.where[i], mentions.cues
    pronoun = sentence.head(mentions.all[i])
    opening = sentence.anchor.text.lower().replace("’", "'")
    if (
        pronoun.dep_ not in syntax.SUBJECTS
        or not syntax.is_main(pronoun.head)
        or not opening.startswith(cues.set_apart)
    ):
        return None
    first = next((j for j in range(i) if mentions.where[j] is sentence), None)
    if first is None or not (is_a(mentions.all[first].kind, "Actor") or mentions.all[first].kind == "Country"):
        return None
    fits = _fit(mentions.all[first], word in cues.plural, word in cues.feminine, word in cues.masculine, False)
    return first if fits else None


def _opens(mentions: Mentions, i: int) -> bool:
    """« A l'issue de sa visite à X, le ministre … »: whether a possessive stands in what opens a sentence, of one's own act."""
    sentence = mentions.where[i]
    word = sentence.head(mentions.all[i])
    if sentence.kind != "body" or word.i > _OPENING or stem(word.head.lemma_) not in mentions.own_acts:
        return False
    return not any(token.text in (",", ":") or syntax.is_verb(token) for token in sentence.doc[: word.i])


def _opens_clause(mentions: Mentions, i: int) -> bool:
    """« Alors qu'il se rendait à X, le ministre … »: the subject of a clause that opens a sentence, before the main one."""
    sentence = mentions.where[i]
    word = sentence.head(mentions.all[i])
    verb = word.head
    if (
        sentence.kind != "body"
        or verb.dep_ not in syntax.ADVERBIAL_CLAUSES
        or verb.head.i < verb.i
        or word.dep_ not in syntax.SUBJECTS | syntax.EXPLETIVES
    ):
        return False
    opening = sentence.doc[: word.i]
    return bool(syntax.marks(verb)) and not any(token.text in (",", ":") or syntax.is_verb(token) for token in opening)


def _subject_behind(mentions: Mentions, i: int, word: str) -> int | None:
    """The subject that follows what opens a sentence: « Lors de leur entretien, les deux ministres … »."""
    sentence, plural = mentions.where[i], word in mentions.cues.plural
    for j in range(i + 1, len(mentions.all)):
        other = mentions.all[j]
        if mentions.where[j] is not sentence:
            return None
        if other.level == "pronoun" or other not in sentence.outer or not mentions.is_subject(sentence, other):
            continue
        first = sentence.words(other)[0]
        owned = first > 0 and sentence.doc[first - 1].lower_ in mentions.cues.possessives
        fitting = (other.number == "plur") == plural and is_a(other.kind, "Actor")
        if word in mentions.cues.third and not _fit(
            other, plural, word in mentions.cues.feminine, word in mentions.cues.masculine, False
        ):
            return None
        return j if fitting and not owned and (plural or other.kind == "Person") else None
    return None


def _antecedent(mentions: Mentions, i: int, mention: EntityMention, word: str, hero: int | None) -> int | None:
    sentence = mentions.where[i]
    pronoun = sentence.head(mention)
    if _impersonal(mentions, pronoun):
        return None
    latest = word in mentions.cues.latest
    plural, feminine, masculine = (
        word in mentions.cues.plural,
        word in mentions.cues.feminine,
        word in mentions.cues.masculine and not _is_dative(pronoun, mention),
    )
    possessive = word in mentions.cues.possessives and pronoun.pos_ != "PRON"  # not « leur ont tendu une embuscade »
    concerned = word in mentions.cues.concerned
    commands = possessive and _is_before_forces(sentence, pronoun)

    def fits(told: EntityMention) -> float:
        of_people = told.kind in ("Person", "Group")
        return 0.0 if concerned and not of_people else _fit(told, plural, feminine, masculine, possessive)

    best: tuple[float, int] | None = None
    for j in range(i - 1, -1, -1):
        other = mentions.all[j]
        there = mentions.where[j]
        distance = sentence.index - there.index
        if _is_who_answers(sentence, there, other):
            continue
        is_hero = hero is not None and not latest and mentions.find(j) == mentions.find(hero)
        if distance > _REACH and not is_hero:
            continue
        if distance == 0 and not possessive and _is_the_same(mentions, pronoun, sentence, j):
            return None  # « Il s'est écrasé alors qu'il se rendait à X »: nobody, where the first « il » is nobody
        if other.level == "pronoun" and (
            mentions.find(j) == j or other.anchor.text.lower() in mentions.cues.possessives
        ):
            continue
        if other not in there.outer and other.level != "pronoun":
            continue
        score = fits(other)
        addressed = possessive and distance == 0 and sentence.head(other) in _told_to(pronoun)
        announces = commands and distance == 0 and mentions.is_subject(there, other)
        if (addressed or announces) and score <= 0 and other.kind == "City" and not plural:
            score = 1.0  # « Kigali » for its State
        if commands and distance and other.kind == "Person" and other.level == "nominal":
            score = 0.0 if not mentions.is_definite(other) else score  # « une femme » has no troops
        if score <= 0:
            continue
        if score == _THING and not (pronoun.dep_ in syntax.PLAIN_SUBJECTS and not syntax.is_passive(pronoun.head)):
            continue  # « Un drone a frappé un dépôt. Il avait été touché »: no drone
        if latest:  # « celle-ci » is the last one of its gender, body or man
            score = _LATEST if other.gender is not None or score > _LATEST else score
        subject = mentions.is_subject(there, other) or (distance == 0 and _leads_relative(sentence, pronoun, other))
        score += 3.0 if subject and not latest else 0.0
        if subject and distance == 0 and not (latest or possessive) and pronoun.dep_ in syntax.PLAIN_SUBJECTS:
            score += _SAME_SENTENCE  # « La Croix-Rouge a refusé ; elle distribue … »
        if distance == 0 and not (latest or possessive) and _is_object_before(sentence, pronoun, other):
            score += 3.0
        score -= (0.5 if latest else 2.0) * distance + (1.0 if latest else 0.05) * sum(
            1
            for k in range(j + 1, i)
            if mentions.where[k] is there
            and not (
                latest
                and (
                    mentions.all[k] not in there.outer
                    or fits(mentions.all[k]) <= 0
                    or mentions.find(k) == mentions.find(j)
                )
            )
        )
        of_a_state = subject and other.kind in ("Country", "State") and _same_clause(sentence, pronoun, other)
        if addressed:
            score += _TOLD_TO
        elif possessive and distance == 0 and (of_a_state or announces or _is_of_its_noun(sentence, pronoun, other)):
            score += _OWN_CLAUSE
        if there.kind != "body" and sentence.kind == "body":
            score -= 1.0
        if _is_quoted(mentions, other.anchor.start) and not _is_quoted(mentions, sentence.offset(pronoun)):
            score -= _QUOTED
        score = max(score, _HERO) if is_hero else score
        if not possessive and _is_dead(mentions, there, other, pronoun):
            continue
        if _is_out_of_reach(mentions, sentence, pronoun, there, other):
            continue
        if not possessive and _only_reports(mentions, pronoun, there, other):
            continue
        if distance == 0 and not possessive and _same_clause(sentence, pronoun, other):
            continue
        if _is_subjects(mentions, sentence, pronoun, j):
            continue
        if distance == 0 and not possessive and _describes(mentions, sentence, pronoun, j):
            continue
        if best is None or score > best[0]:
            best = (score, j)
    return best[1] if best is not None and best[0] > 0 else None


def _is_the_same(mentions: Mentions, pronoun: Token, sentence: SentenceReading, j: int) -> bool:
    """Whether a subject before in the sentence is the same pronoun, of nobody that was told."""
    other = mentions.all[j]
    if other.level != "pronoun" or mentions.find(j) != j:
        return False
    head = sentence.head(other)
    both = pronoun.dep_ in syntax.PLAIN_SUBJECTS and head.dep_ in syntax.PLAIN_SUBJECTS
    return both and head.lower_ == pronoun.lower_ and not mentions.several.get(j)


def _is_of_its_noun(sentence: SentenceReading, pronoun: Token, other: EntityMention) -> bool:
    """« la visite de X à Kigali depuis son élection »: one noun has both, and the name stands before."""
    head = sentence.head(other)
    noun = head.head
    led = any(child.dep_ in syntax.PREPOSITIONS for child in head.children)
    return led and noun.i < head.i < pronoun.i and noun.pos_ == "NOUN" and noun.is_ancestor(pronoun)


def _is_before_forces(sentence: SentenceReading, pronoun: Token) -> bool:
    """« a annoncé que ses troupes … »: what is called somebody's own are armed hands."""
    return any(
        is_a(mention.kind, "ArmedForce") and sentence.head(mention) == pronoun.head for mention in sentence.outer
    )


def _told_to(pronoun: Token) -> Sequence[Token]:
    """« a exhorté Haftar à stopper son avancée »: who is to do it, of whose own the infinitive speaks."""
    clause = syntax.read_clause(syntax.clause_head(pronoun))
    return clause.subjects if clause.borrowed_subject else ()


def _leads_relative(sentence: SentenceReading, pronoun: Token, other: EntityMention) -> bool:
    """« X a reçu Y, qui l'a informé de sa visite »: of whom the relative clause tells in which the pronoun stands."""
    head = sentence.head(other)
    return any(
        verb.dep_ in syntax.RELATIVE_CLAUSES and head in syntax.read_clause(verb).subjects
        for verb in (syntax.clause_head(pronoun), *syntax.clause_head(pronoun).ancestors)
    )


def _is_who_answers(sentence: SentenceReading, there: SentenceReading, other: EntityMention) -> bool:
    """« Hager Ali : Il l'a dit »: nobody says « il » of himself in his answers."""
    if sentence.turn is None or sentence.turn.asks or other.kind != "Person":
        return False
    labelled = there.turn is not None and other.anchor.start < there.turn.start + len(there.turn.label)
    return there.turn is None or labelled


def _is_dative(pronoun: Token, mention: EntityMention) -> bool:
    """« lui a demandé », of a man or a woman; not « avec lui »."""
    return mention.gender is None and not (pronoun.i and pronoun.nbor(-1).pos_ == "ADP")


def _is_out_of_reach(
    mentions: Mentions, sentence: SentenceReading, pronoun: Token, there: SentenceReading, other: EntityMention
) -> bool:
    """Who is quoted does not say « il » of himself, and « a-t-il ajouté » is nobody whom the quotation tells of."""
    inside = _is_quoted(mentions, sentence.offset(pronoun))
    if inside == _is_quoted(mentions, other.anchor.start):
        return False
    says = syntax.clause_head(there.head(other) if inside else pronoun)
    return syntax.is_verb(says) and says.lemma_ in mentions.cues.speech_verbs and syntax.is_inserted(says)


def _only_reports(mentions: Mentions, pronoun: Token, there: SentenceReading, other: EntityMention) -> bool:
    """« …, a indiqué un porte-parole. Il a aussi tué … »: who is unnamed and only tells it has done nothing himself."""
    if other.level != "nominal" or mentions.is_definite(other):
        return False
    says, does = syntax.clause_head(there.head(other)), syntax.clause_head(pronoun)
    tells = syntax.is_verb(says) and says.lemma_ in mentions.cues.speech_verbs and syntax.is_inserted(says)
    return tells and does.lemma_ not in mentions.cues.speech_verbs


def _is_quoted(mentions: Mentions, at: int) -> bool:
    return any(start < at < end for start, end in mentions.quoted)


def _impersonal(mentions: Mentions, pronoun: Token) -> bool:
    words = mentions.grammar.pronouns
    if pronoun.lower_ not in words.impersonal:
        return False
    return pronoun.head.lemma_ in words.impersonal_verbs or (
        pronoun.dep_ in syntax.EXPLETIVES and pronoun.head.lemma_ in words.being_there
    )


def _fit(other: EntityMention, plural: bool, feminine: bool, masculine: bool, possessive: bool) -> float:
    """How well a mention can be what a pronoun stands for; 0 where it cannot."""
    kind = other.kind
    if kind in ("Facility", "City", "Region", "Post"):
        return 0.0
    if is_a(kind, "Weapon"):  # « Un drone a survolé la base. Il a tiré deux missiles »
        other_gender = (feminine and other.gender == "masc") or (masculine and other.gender == "fem")
        return 0.0 if possessive or plural != (other.number == "plur") or other_gender else _THING
    number = other.number or ("plur" if kind in ("Group",) else None)
    if plural:
        if number == "sing" and kind in _BANDS and other.level == "name":
            return 1.0  # « le M23 a repris Sake, puis avancé vers Minova, où ils … »
        if number == "sing" or (
            kind in ("Country", "State", "InternationalOrganization") and other.key != "united-states"
        ):
            return 0.0
        if kind == "Person" and number != "plur":
            return 0.0
        return 3.0
    if number == "plur" or (feminine and other.gender == "masc") or (masculine and other.gender == "fem"):
        return 0.0
    if kind == "Person":
        return 4.0
    if kind in ("Country", "State"):
        return 1.0 if possessive else 0.6
    return 1.5


def _is_dead(mentions: Mentions, sentence: SentenceReading, mention: EntityMention, pronoun: Token) -> bool:
    """Whether the text has just told that they died; not « tué par un homme qui a tiré sur lui », which says how."""
    head = sentence.head(mention)
    verb = head.head
    if verb.lemma_ not in mentions.cues.fatal | mentions.cues.dying:
        return False
    if syntax.clause_head(pronoun).dep_ in syntax.RELATIVE_CLAUSES and verb in pronoun.ancestors:
        return False
    dying = verb.lemma_ in mentions.cues.dying
    return head.dep_ in syntax.UNDERGOING or (head.dep_ in syntax.PLAIN_SUBJECTS and dying)


def _same_clause(sentence: SentenceReading, pronoun: Token, other: EntityMention) -> bool:
    """Whether both stand in one clause: a subject pronoun stands for nothing in its own, a possessive often for its subject."""
    return syntax.clause_head(pronoun) == syntax.clause_head(sentence.head(other))


def _is_object_before(sentence: SentenceReading, pronoun: Token, other: EntityMention) -> bool:
    """« a rencontré M. Zelensky et lui a promis des blindés »: the object of the verb that goes on."""
    verb = pronoun.head
    if pronoun.dep_ in syntax.SUBJECTS or verb.dep_ not in syntax.COORDINATES:
        return False
    return sentence.head(other) in syntax.read_clause(verb.head).objects


def _describes(mentions: Mentions, sentence: SentenceReading, pronoun: Token, j: int) -> bool:
    """« X, avec lequel il s'est entretenu »: who does it in a relative clause is not the one whom it describes."""
    verb = syntax.clause_head(pronoun)
    if verb.dep_ not in syntax.NOUN_CLAUSES or pronoun.dep_ not in syntax.SUBJECTS:
        return False
    described = sentence.mention_at(verb.head, mentions.cues)
    index = mentions.index_of(described) if described is not None else None
    return index is not None and mentions.find(index) == mentions.find(j)


def _is_subjects(mentions: Mentions, sentence: SentenceReading, pronoun: Token, j: int) -> bool:
    """« Il lui a demandé », « X a remercié Y et lui a demandé »: the one who is asked is not the one who asks."""
    counted = pronoun.head.pos_ in _COUNTING and pronoun.head.dep_ not in syntax.SUBJECTS  # « trois d'entre eux »
    verb = pronoun.head.head if counted else pronoun.head
    if pronoun.dep_ in syntax.SUBJECTS | syntax.EXPLETIVES or not syntax.is_verb(verb):
        return False
    return any(first == mentions.find(j) for _, first in mentions.doers(verb, sentence))
