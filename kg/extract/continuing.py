"""Whether a later telling goes on with the one deed that an article has told, where no word of it says so.

A dispatch tells its deed in the headline, again in the lead and once more in the words of a witness: « Des hommes armés
ont attaqué le village vers midi », a raconté un habitant. What sets a telling apart (another place, day, toll, target,
« un autre », a plural, a time before) has been looked at before, or is looked at here.
"""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.coreference import Mentions
from kg.extract.forms import stem, stems_of
from kg.extract.quantities import load_number_words, read_number
from kg.extract.reading import Candidate, Filler
from kg.extract.tokens import Token
from kg.grammar import Grammar
from kg.lexicon import Cues
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_SOON = 2  # sentences between a deed and the words that tell it again
_FEW = 3  # dead, whose number two deeds seldom share
_REACH = 4  # sentences between a telling and the one that it goes on with
_OF_STATES = ("ArmedForce", "State", "Government")
_SINGLE = (
    "Attack",
    "Bombing",
    "SuicideAttack",
    "Abduction",
    "Coup",
)  # one blow, of which a plural tells several
_TOLD_AGAIN = ("Violence", "PublicOrder")
_ACTS_OF_THE_STATE = ("Training", "Arrest")
_FROM_AFAR = ("Airstrike", "Shelling", "Bombing")
_OPENING, _CLOSING, _STRAIGHT = "«“", "»”", '"'
_APART = ("Abduction", "Battle", "Offensive")  # of the violence, deeds that happen beside an attack


def goes_on_with(
    candidate: Candidate,
    group: Sequence[Candidate],
    groups: Sequence[Sequence[Candidate]],
    mentions: Mentions,
    cues: Cues,
    *,
    counted: bool,
) -> bool:
    """Whether `candidate` tells the deed of `group` once more, the only one of its kind among the `groups` so far.

    `counted`: both tell of as many dead.
    """
    if group_of(candidate.type) not in _TOLD_AGAIN or candidate.type in _ACTS_OF_THE_STATE:
        return False
    for other in groups:
        if (
            other is not group
            and _is_rival(other, candidate)
            and not _of_another_camp(candidate, other, mentions, cues)
        ):
            return False
    back = candidate.sentence.index - max(member.sentence.index for member in group)
    if not 0 < back <= _REACH or candidate.sentence.kind != "body":
        return False
    if candidate.status not in ("asserted", "possible") or group[0].status not in ("asserted", "possible"):
        return False
    return (
        _is_told_again(candidate, group, cues, counted)
        and (group_of(candidate.type) == "Violence" or _is_of_the_same_crowd(candidate, group, mentions))
        and _of_one_sort(candidate, group, mentions, cues)
        and not _of_another_camp(candidate, group, mentions, cues)
        and not _aims_elsewhere(candidate, group, mentions, cues)
        and not _has_its_own_line(candidate, group)
        and not _tells_afresh(candidate, group, mentions)
    )


def _tells_afresh(candidate: Candidate, group: Sequence[Candidate], mentions: Mentions) -> bool:
    """« Des tireurs ont attaqué un bus à Ariel », in a paragraph of its own: who, whom and where, all as new."""
    where = [mentions.best(f.mention) for f in candidate.role("place")]
    told = {mentions.identity(f.mention) for member in group for f in member.role("place")}
    new = [not mentions.is_definite(f.mention) for f in candidate.role("agent", "target")]
    return (
        candidate.frame.pos == "verb"
        and any(place.level == "name" for place in where)
        and bool(told)
        and not told & {mentions.identity(place) for place in where}
        and bool(candidate.role("agent"))
        and all(new)
        and all(member.sentence.kind == "body" for member in group)
    )


def _has_its_own_line(candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """« Région de Kano : un gardien tué », under a lead that names no place: a line is of its place."""
    return candidate.frame.weak and bool(places_of_line(candidate, group)) and not any(m.role("place") for m in group)


def places_of_line(candidate: Candidate, group: Sequence[Candidate]) -> Sequence[EntityMention]:
    """The places that label the line of a list, where none of a group's tellings stands in it."""
    label = candidate.sentence.label
    return () if label is None or any(member.sentence.label is label for member in group) else label.places


def differ_in_number(candidate: Candidate, group: Sequence[Candidate], cues: Cues) -> bool:
    """« deux attaques », « les attaques ont déjà fait … » beside « une attaque »: many deeds are not the one."""
    if stem(candidate.head.lemma_) in stems_of(cues.vehicles) or _are_its_blasts(candidate, group):
        return False  # « les assaillants ont utilisé des engins explosifs »
    if is_many(candidate):
        return (
            candidate.definite != "demonstrative"
            and candidate.type in _SINGLE
            and not _kills_as_many(candidate, group)
            and not any(is_many(member) or _is_double(member, cues) for member in group)
        )
    if not cues.first.isdisjoint(_words_before(candidate)):
        return False  # « deux explosions », « la première explosion »
    counted = [member for member in group if is_many(member) and _is_counted(member)]
    one = _is_one(candidate) and not _is_double(candidate, cues)
    return one and any(_same_noun(member, candidate) for member in counted)


def _kills_as_many(candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """« 36 civils tués à Beni », then « 36 civils ont été tués dans des massacres »: one toll, of blows told together."""
    mine, theirs = (
        {
            q.amount.low
            for told in side
            for q in told.quantities
            if q.measure == "deaths" and (q.amount.low or 0) >= _FEW
        }
        for side in ([candidate], group)
    )
    return bool(mine & theirs)


def _is_double(noun: Candidate, cues: Cues) -> bool:
    """« un double attentat »: one deed of several blows, « les attaques »."""
    return noun.frame.pos == "noun" and not cues.double.isdisjoint(_words_before(noun))


def _are_its_blasts(candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """« les explosions ont touché la mosquée », « une série d'explosions » right below « attentat »: one deed's, heard several times."""
    if not is_many(candidate) or not candidate.frame.also or not candidate.frame.weak:
        return False
    lead = candidate.sentence.index - group[-1].sentence.index == 1 and group[-1].sentence.kind != "body"
    return candidate.definite == "definite" or lead


def _is_counted(noun: Candidate) -> bool:
    """« deux attaques », « une série d'attentats »: said to be several."""
    first = syntax.noun_phrase_start(noun.head)
    before = noun.sentence.doc[first : noun.head.i]
    return any(token.pos_ == "NUM" for token in before)


def count_of(noun: Candidate) -> int | None:
    """Two for « les deux attaques », « ces deux embuscades »; None without a number."""
    if noun.frame.pos != "noun":
        return None
    first = syntax.noun_phrase_start(noun.head)
    number = next((token.text for token in noun.sentence.doc[first : noun.head.i] if token.pos_ == "NUM"), None)
    return read_number(number, load_number_words(noun.sentence.doc.language)) if number is not None else None


def _same_noun(a: Candidate, b: Candidate) -> bool:
    return a.head.lemma_.lower() == b.head.lemma_.lower()


def is_many(candidate: Candidate) -> bool:
    """A plural; « Attentats à Paris » too, which the parser takes for a name."""
    number = candidate.head.morph.get("Number", [])
    marked = candidate.head.lower_ != stem(candidate.head.text) and candidate.head.lower_.endswith(("s", "x"))
    return candidate.frame.pos == "noun" and (number == ["Plur"] or (not number and marked))


def _is_one(candidate: Candidate) -> bool:
    return candidate.frame.pos == "noun" and candidate.head.morph.get("Number", []) == ["Sing"]


def _is_rival(group: Sequence[Candidate], candidate: Candidate) -> bool:
    """Another deed of violence, or another protest, of a like class, told as having happened."""
    return any(
        not member.frame.toll
        and group_of(member.type) == group_of(candidate.type)
        and not (is_many(member) and not (member.quantities or member.times))  # « épicentre des exactions »
        and (member.status == "asserted" or candidate.status != "asserted")
        and (is_a(member.type, candidate.type) or is_a(candidate.type, member.type))
        for member in group
    )


def _is_told_again(candidate: Candidate, group: Sequence[Candidate], cues: Cues, counted: bool) -> bool:
    """A verb in the past, or a noun said as known or in somebody's words; not « avait attaqué », which was before."""
    if candidate.frame.pos == "noun":
        if differ_in_number(candidate, group, cues) or candidate.head.pos_ == "PRON":
            return False
        verbs = [syntax.clause_head(candidate.head), *candidate.supports]
        told = candidate.definite != "" or counted or is_quoted(candidate) or _opens_the_story(candidate, group, cues)
        return told and not any(_was_before(verb, cues) for verb in verbs)
    return syntax.tense_of(candidate.head) in ("past", "participle", "past infinitive") and not _was_before(
        syntax.clause_head(candidate.head), cues
    )


def _was_before(verb: Token, cues: Cues) -> bool:
    """Whether a pluperfect tells of what was over before the news; not « a confirmé qu'un convoi avait été attaqué »."""
    if not syntax.is_pluperfect(verb):
        return False
    says = syntax.parent_clause(verb)
    reported = verb.dep_ in syntax.COMPLEMENT_CLAUSES and says is not None and says.lemma_ in cues.speech_verbs
    return not (reported and says is not None and syntax.tense_of(says) == "past" and not syntax.is_pluperfect(says))


def _opens_the_story(candidate: Candidate, group: Sequence[Candidate], cues: Cues) -> bool:
    """« Une violente explosion s'est produite près de la gare », right behind the lead: how the bombing went, from the first."""
    verbs = [syntax.clause_head(candidate.head), *candidate.supports]
    happened = any(syntax.lemma_with_se(verb, cues) in cues.happening for verb in verbs)
    soon = candidate.sentence.index - min(member.sentence.index for member in group) <= _REACH
    return happened and soon and not candidate.times and all(m.type in (candidate.type, "Attack") for m in group)


def is_said_again(candidate: Candidate, member: Candidate) -> bool:
    """« a poignardé un passager dans un bus », and right after « Un homme a poignardé un passager », in other words."""
    back = candidate.sentence.index - member.sentence.index
    if candidate.frame.pos != "verb" or candidate.head.lemma_ != member.head.lemma_ or not 0 < back <= _SOON:
        return False
    if syntax.is_pluperfect(candidate.head):
        return False
    mine, theirs = ({_noun(f.mention) for f in c.role("target")} for c in (candidate, member))
    return bool(mine & theirs)


def is_one_of_a_row(candidate: Candidate, member: Candidate) -> bool:
    """« ont été tués à la machette, égorgés ou décapités »: verbs in a row, of which the later tells nothing else."""
    return (
        candidate.sentence is member.sentence
        and candidate.frame.pos == member.frame.pos == "verb"
        and candidate.head.i > member.head.i
        and group_of(candidate.type) == group_of(member.type) == "Violence"
        and not (candidate.fillers or candidate.times or candidate.quantities)
        and candidate.head.dep_ in syntax.COORDINATES
        and candidate.head.head in (member.head, member.head.head)
    )


def is_behind_colon(candidate: Candidate, member: Candidate) -> bool:
    """« Rapt dans un lycée : trente élèves enlevés »: a headline names its deed, then says to whom it was done."""
    if candidate.sentence is not member.sentence or candidate.sentence.kind == "body":
        return False
    if member.frame.pos != "noun" or candidate.frame.pos != "verb" or candidate.head.i < member.head.i:
        return False
    if syntax.tense_of(candidate.head) != "participle" or candidate.role("agent", "place") or candidate.times:
        return False
    between = candidate.sentence.doc[member.head.i : candidate.head.i]
    return same_sort(candidate, [member]) and any(token.text == ":" for token in between)


def tells_of_what_was_hit(candidate: Candidate, member: Candidate, cues: Cues) -> bool:
    """« ont visé la base, où quatre soldats ont été blessés », « un missile qui a détruit plusieurs maisons »."""
    here = candidate.sentence
    if here is not member.sentence or candidate.frame.pos != "verb":
        return False
    if any(timex not in member.times for timex in candidate.times):
        return False
    verb = candidate.head
    while verb.dep_ in syntax.COORDINATES and syntax.is_verb(verb.head):
        verb = verb.head
    noun = verb.head
    if verb.dep_ not in syntax.NOUN_CLAUSES or noun.i > verb.i or syntax.is_pluperfect(verb):
        return False
    there = any(child.lower_ in cues.grammar.pronouns.where for child in verb.children)
    own = [filler.mention for filler in candidate.role("target")]
    for filler in member.fillers:
        if filler.sentence != here.index or here.head(filler.mention) != noun or filler.mention in own:
            continue
        if filler.role == "instrument" or (filler.role in ("target", "place") and (there or syntax.is_passive(verb))):
            return True
    return False


def happened_when(candidate: Candidate, member: Candidate, cues: Cues) -> bool:
    """« la tuerie s'est produite lorsqu'un gang a ouvert le feu », « ont été blessés quand leur convoi a été visé »."""
    if candidate.sentence is not member.sentence or candidate.head.i < member.head.i:
        return False
    above = {syntax.clause_head(member.head), *member.supports}
    verb: Token | None = syntax.clause_head(candidate.head)
    while verb is not None and verb not in above:
        parent = syntax.parent_clause(verb)
        if parent in above:
            start = candidate.sentence.offset(verb.left_edge)
            own = any(timex.anchor.start >= start for timex in candidate.times)
            when = cues.grammar.clauses.when - cues.grammar.pronouns.where
            return not own and not when.isdisjoint(syntax.marks(verb))
        verb = parent
    return False


def happens_within(candidate: Candidate, member: Candidate, cues: Cues) -> bool:
    """« ont renversé le président, lors du troisième coup d'État »: the noun says in what the verb's deed was done."""
    if candidate.sentence is not member.sentence or candidate.frame.pos != "noun" or member.frame.pos != "verb":
        return False
    if candidate.type != member.type or candidate.head.i < member.head.i:
        return False
    return not cues.grammar.prepositions.amid.isdisjoint(_words_before(candidate))


def begins_with(candidate: Candidate, member: Candidate, cues: Cues) -> bool:
    """« L'attaque a débuté par l'explosion d'une voiture piégée »: the noun says how the deed began."""
    if candidate.sentence is not member.sentence or candidate.frame.pos != "noun" or member.frame.pos != "noun":
        return False
    verb = syntax.clause_head(candidate.head)
    began = verb.lemma_ in cues.support_begins and member.head in syntax.read_clause(verb).subjects
    functions = cues.grammar.functions
    return (
        began and verb.i < candidate.head.i and not {functions.by, functions.along}.isdisjoint(_words_before(candidate))
    )


def is_said_of_those_hit(candidate: Candidate, group: Sequence[Candidate], mentions: Mentions, cues: Cues) -> bool:
    """« … le meurtre de sept écoliers. Ils ont été tués par balles »: they are those told in the sentence before."""
    if candidate.frame.pos != "verb" or candidate.times or not syntax.is_passive(candidate.head):
        return False
    before = [member for member in group if candidate.sentence.index - member.sentence.index == 1]
    hit = [mentions.best(filler.mention) for member in before for filler in member.role("target")]
    they = [f.mention for f in candidate.role("target") if f.mention.anchor.text.lower() in cues.third]
    named = [mentions.best(mention) for mention in they]
    far = all(
        one.level == "pronoun" or one.anchor.end <= member.sentence.anchor.start for one in named for member in before
    )
    return far and any(one.number == other.number for one in they for other in hit)


def is_blow(deed: Candidate) -> bool:
    """An attack, whatever its weapon; who is carried off, or fights back, undergoes another deed."""
    return is_a(deed.type, "Attack") and not is_a(deed.type, "Abduction")


def is_by_who_just_did_it(candidate: Candidate, member: Candidate) -> bool:
    """« … ouvrant le feu sur les habitants. Les bandits ont tué dix personnes »: more of what they did in the sentence before."""
    if candidate.sentence.index - member.sentence.index != 1 or member.sentence.kind != "body":
        return False
    if (
        candidate.frame.pos != "verb"
        or syntax.tense_of(candidate.head) != "past"
        or syntax.is_pluperfect(candidate.head)
    ):
        return False
    if not (candidate.frame.weak and candidate.quantities):
        return False
    return is_blow(candidate) and is_blow(member) and not (candidate.times or candidate.role("place"))


def is_of_the_same_past(candidate: Candidate, member: Candidate) -> bool:
    """« Mardi, treize personnes avaient été tuées à X. L'attaque avait été revendiquée »: both told of the time before."""
    if candidate.sentence.index - member.sentence.index != 1 or candidate.times:
        return False
    if any(filler.mention.kind != "Facility" for filler in candidate.role("place")):
        return False
    if candidate.frame.pos == "noun" and candidate.definite != "definite":
        return False
    past = (syntax.is_pluperfect(syntax.clause_head(telling.head)) for telling in (candidate, member))
    return group_of(candidate.type) == "Violence" and not is_many(candidate) and all(past)


def is_talk_of_those_who_met(candidate: Candidate, group: Sequence[Candidate], cues: Cues) -> bool:
    """« se sont réunis lundi à Paris. Ils ont discuté de la crise »: what they talked of when they met, and no second meeting."""
    back = candidate.sentence.index - max(member.sentence.index for member in group)
    if candidate.type != "Meeting" or candidate.frame.pos != "verb" or candidate.head.lemma_ not in cues.talking_verbs:
        return False
    alone = not candidate.times and not candidate.role("place") and not syntax.is_pluperfect(candidate.head)
    met = any(member.head.lemma_ not in cues.talking_verbs and len(member.fillers) > 1 for member in group)
    return alone and met and 0 <= back <= _SOON


def is_stay_of_who_came(candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """« est arrivé mardi à Téhéran. Le ministre effectue une visite de deux jours »: how long he stays where he has come."""
    back = candidate.sentence.index - max(member.sentence.index for member in group)
    alone = not candidate.role("place") and not any(timex.interval for timex in candidate.times)
    told = candidate.frame.pos == "noun" and all(member.frame.pos == "verb" for member in group)
    return candidate.type == "Visit" and told and alone and 0 < back <= _SOON


def says_what_it_was(candidate: Candidate, group: Sequence[Candidate], cues: Cues) -> bool:
    """« La police évoque un attentat », « on ignore s'il s'agit d'une attaque »: a name for the deed just told."""
    back = candidate.sentence.index - max(member.sentence.index for member in group)
    if candidate.frame.pos != "noun" or not is_a(candidate.type, "Attack") or is_many(candidate):
        return False
    if back == 0:
        return any(_ranks(candidate, member, cues) or _names_it(candidate, member, cues) for member in group)
    if not 0 < back <= _REACH or candidate.definite or candidate.times or candidate.quantities:
        return False
    if all(is_many(member) for member in group):
        return False
    if candidate.role("place", "target") or not all(group_of(member.type) == "Violence" for member in group):
        return False
    verb = syntax.clause_head(candidate.head)
    copulas = [child for child in candidate.head.children if child.pos_ == "AUX"]
    return verb.lemma_ in cues.calling or (verb is candidate.head and bool(copulas))


def _ranks(noun: Candidate, deed: Candidate, cues: Cues) -> bool:
    """« tués dans une fusillade, le plus grave attentat commis en France »: what it is among its like, behind a comma."""
    if noun.sentence is not deed.sentence or noun.head.i < deed.head.i or noun.definite != "definite":
        return False
    first = syntax.noun_phrase_start(noun.head)
    before = noun.sentence.doc[first : noun.head.i]
    worst = cues.grammar.superlatives.worst | cues.grammar.superlatives.most
    return noun.sentence.doc[first - 1].text == "," and any(token.lower_ in worst for token in before)


def _names_it(noun: Candidate, deed: Candidate, cues: Cues) -> bool:
    """« dix paysans ont été tués à Beni, un massacre que … »: behind a comma, the name of what the clause before it told."""
    doc, head = noun.sentence.doc, noun.head
    first = syntax.noun_phrase_start(head)
    if noun.sentence is not deed.sentence or head.i < deed.head.i or noun.role("place") or noun.times:
        return False
    if first == 0 or doc[first - 1].text != "," or head.dep_ in syntax.COORDINATES:
        return False
    bare = first == head.i or doc[first].lower_ in cues.grammar.determiners.indefinite
    closes = all(token.dep_ not in syntax.COORDINATES or token.head is not head for token in doc[head.i + 1 :])
    return bare and closes and any(child.dep_ in syntax.NOUN_CLAUSES and child.i > head.i for child in head.children)


def comes_before(candidate: Candidate, group: Sequence[Candidate], cues: Cues) -> bool:
    """« une attaque, après celles de X », « après les putschs au Mali »: what was before is another deed."""
    if candidate.frame.pos != "noun" or candidate.definite == "demonstrative":
        return False
    here = any(member.sentence is candidate.sentence and member.head.i < candidate.head.i for member in group)
    if not candidate.role("place", "target", "agent"):
        return False
    return (here and stands_after(candidate, cues.grammar)) or _is_after_what_was_told(candidate, cues)


def _is_after_what_was_told(candidate: Candidate, cues: Cues) -> bool:
    """« Ce nouveau drame survient dix jours après le meurtre de sept écoliers »: the subject is the deed told before."""
    verb = syntax.clause_head(candidate.head)
    between = {token.lower_ for token in candidate.sentence.doc[verb.i : candidate.head.i]}
    if cues.grammar.prepositions.after.isdisjoint(between):
        return False
    happens = syntax.lemma_with_se(verb, cues) in cues.happening
    pointing = stems_of(cues.pointing_nouns)
    return happens and any(
        subject.lower_ in cues.echoes | cues.third
        or (
            stem(subject.lemma_) in pointing
            and any(child.lower_ in cues.grammar.determiners.demonstrative for child in subject.children)
        )
        for subject in syntax.read_clause(verb).subjects
    )


def stands_right_behind(noun: Candidate, end: int) -> bool:
    """Whether the noun's own phrase, or the preposition before it, begins at a word: « deux jours après la reprise »."""
    return 0 <= syntax.noun_phrase_start(noun.head) - end <= 1


def are_counted(one: Candidate, other: Candidate) -> bool:
    """« cet enlèvement intervient deux mois après celui de X »: two deeds, of which one dates the other."""
    return any(origin is other for _, origin in one.shifts) or any(origin is one for _, origin in other.shifts)


def stands_after(noun: Candidate, grammar: Grammar) -> bool:
    """Whether « après » stands right before the noun's own phrase."""
    return not grammar.prepositions.after.isdisjoint(_words_before(noun)[-3:])


def _words_before(noun: Candidate) -> list[str]:
    first = syntax.noun_phrase_start(noun.head)
    return [token.lower_ for token in noun.sentence.doc[max(0, first - 3) : noun.head.i]]


def is_besides(candidate: Candidate, cues: Cues) -> bool:
    """« le camp a également été bombardé », « par ailleurs »: another deed beside the one just told.

    Not « l'attaque a aussi fait dix blessés »: of what is known, or without a place or target of its own.
    """
    if candidate.definite or not candidate.role("target", "place"):
        return False
    if candidate.frame.weak and candidate.quantities and not candidate.role("place", "agent"):
        return False  # « plusieurs dizaines de soldats ont également été blessés »: more of its toll
    doc, verb = candidate.sentence.doc, syntax.clause_head(candidate.head)
    around = {token.lower_ for token in doc[:4]} | {child.lower_ for child in verb.children}
    text = candidate.sentence.anchor.text.lower()
    return not cues.besides.isdisjoint(around) or any(text.startswith(words) for words in cues.besides if " " in words)


def _of_one_sort(candidate: Candidate, group: Sequence[Candidate], mentions: Mentions, cues: Cues) -> bool:
    """Abductions and battles are deeds beside an attack; shots in the course of one that the body tells are, too.

    Not « ont ouvert le feu sur le convoi », of soldiers who fell in an ambush, nor shots at pilgrims where pilgrims were attacked.
    """
    if differ_in_reach(candidate, group, cues):
        return False
    body = [member.type for member in group if member.sentence.kind == "body"]
    if candidate.type == "Shooting" and body and "Shooting" not in body:
        hit = [mentions.best(filler.mention) for member in group for filler in member.role("target")]
        shot_at = [mentions.best(filler.mention) for filler in candidate.role("target")]
        units = all(any(m.kind == "ArmedForce" or _is_unit(m, cues) for m in side) for side in (hit, shot_at))
        known = {_noun(m) for m in hit} & {_noun(m) for m in shot_at} - stems_of(cues.anybody)
        caught = not shot_at and _catches_those_hit(candidate, hit, mentions, cues)
        if candidate.frame.pos != "verb" or not (units or known or caught):
            return False
    return same_sort(candidate, group)


def _catches_those_hit(shots: Candidate, hit: Sequence[EntityMention], mentions: Mentions, cues: Cues) -> bool:
    """« un élu a été abattu. La victime rentrait chez elle lorsque deux hommes ont ouvert le feu »: what came upon him just then."""
    verb = syntax.clause_head(shots.head)
    above = syntax.parent_clause(verb)
    if above is None or cues.grammar.clauses.when.isdisjoint(syntax.marks(verb)) or shots.times:
        return False
    struck = {mentions.identity(one) for one in hit}
    for doer, _ in mentions.doers(above, shots.sentence, surface=True):
        nameless = mentions.best(doer).level != "name" and (doer.level == "pronoun" or mentions.is_definite(doer))
        if mentions.identity(doer) in struck or (nameless and any(doer.number == one.number for one in hit)):
            return True
    return False


def differ_in_reach(candidate: Candidate, group: Sequence[Candidate], cues: Cues) -> bool:
    """« 150 habitants ont été exécutés », « des drones ont visé leurs repaires »: one done by hand, one from afar."""
    afar = _is_from_afar(candidate) != any(map(_is_from_afar, group))
    return afar and any(_is_by_hand(telling, cues) for telling in (candidate, *group))


def _is_from_afar(telling: Candidate) -> bool:
    return any(is_a(telling.type, kind) for kind in _FROM_AFAR)


def _is_by_hand(telling: Candidate, cues: Cues) -> bool:
    """« exécutés », « tués à la machette »: killed by who stood before them."""
    means = [filler.mention.head.text for filler in telling.role("instrument")]
    return telling.head.lemma_ in cues.by_hand or any(stem(word) in stems_of(cues.by_hand) for word in means)


def same_sort(candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """« l'enlèvement de sept salariés » is not the attack told before: its noun would have said so."""
    sorts = [{kind for kind in _APART if is_a(member.type, kind)} for member in (candidate, *group)]
    return all(sort == sorts[0] for sort in sorts)


def is_quoted(candidate: Candidate) -> bool:
    """Whether somebody's words tell it: « … », between marks, which the parser may not have seen."""
    before = candidate.sentence.anchor.text[: candidate.head.idx]
    opened = sum(map(before.count, _OPENING)) - sum(map(before.count, _CLOSING))
    return opened > 0 or before.count(_STRAIGHT) % 2 == 1


def _of_another_camp(candidate: Candidate, group: Sequence[Candidate], mentions: Mentions, cues: Cues) -> bool:
    """« les forces spéciales ont tué les assaillants »: who strikes back, or at whom it was done before."""
    agents, targets = ([mentions.best(f.mention) for f in candidate.role(role)] for role in ("agent", "target"))
    struck, strikers = (
        [mentions.best(f.mention) for member in group for f in member.role(role)] for role in ("target", "agent")
    )
    doers = stems_of(cues.perpetrators | cues.fighters)
    if any(_noun(target) in doers for target in targets) or _meet(agents, struck, mentions):
        return True
    camps = [{mention.kind in _OF_STATES for mention in side} for side in (agents, strikers)]
    return _meet(targets, strikers, mentions) or (all(camps) and not camps[0] & camps[1])


def _meet(one: Sequence[EntityMention], other: Sequence[EntityMention], mentions: Mentions) -> bool:
    return bool({mentions.identity(m) for m in one} & {mentions.identity(m) for m in other})


def _is_of_the_same_crowd(candidate: Candidate, group: Sequence[Candidate], mentions: Mentions) -> bool:
    """« la police a dispersé les manifestants », after « des heurts »: of people told as known, by no narrower class."""
    crowd = [filler.mention for filler in candidate.role("agent")]
    return (
        bool(crowd)
        and all(map(mentions.is_definite, crowd))
        and all(is_a(member.type, candidate.type) for member in group)
    )


def _aims_elsewhere(candidate: Candidate, group: Sequence[Candidate], mentions: Mentions, cues: Cues) -> bool:
    """Whether what is hit here is called by another noun than what was hit there: « un poste », « un marché »."""
    mine = candidate.role("target")
    theirs = [filler for member in group for filler in member.role("target")]
    if not mine or not theirs:
        return False
    if candidate.definite == "definite" and {f.meant.kind for f in mine} & {f.meant.kind for f in theirs} & {
        "ArmedForce"
    }:
        return False  # « sept soldats tués », « l'embuscade a visé une patrouille »
    return not any(may_mean_one(a, b, mentions, cues) for a in mine for b in theirs)


def may_mean_one(a: Filler, b: Filler, mentions: Mentions, cues: Cues) -> bool:
    x, y = mentions.best(a.mention), mentions.best(b.mention)
    if mentions.identity(x) == mentions.identity(y) or _noun(x) == _noun(y):
        return True
    levels = {x.level, y.level}
    if levels == {"name"}:
        return False
    if levels == {"name", "nominal"} and x.kind == y.kind == "Person":
        return True  # « un journaliste a été abattu », « Imran Qureshi a été tué devant chez lui »
    people = [is_a(m.kind, "Actor") for m in (x, y)]
    units = [_is_unit(m, cues) for m in (x, y)]
    if any(units) and all(unit or m.kind == "ArmedForce" for unit, m in zip(units, (x, y), strict=True)):
        return True  # « leur convoi », « le détachement », « des gendarmes »
    if people[0] != people[1]:
        return True  # « a visé un bus », « a tué douze ouvriers »
    if not people[0]:
        return False
    return any(m.kind in ("Group", "Person") and _noun(m) in stems_of(cues.anybody) for m in (x, y))


def _is_unit(mention: EntityMention, cues: Cues) -> bool:
    """« un convoi », « une patrouille »: of soldiers, whoever they are."""
    return _noun(mention) in stems_of(cues.units)


def _noun(mention: EntityMention) -> str:
    return stem(mention.head.text)
