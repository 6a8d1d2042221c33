"""Who speaks where a text says « je » or « nous » of its own: communiqués, declarations, speeches, letters.

« Communiqué de M. Alain Juppé », « Allocution du président »: the person or body behind the word for such a text, until
the next one is named; else who signs at the end; for « nous » alone, a state or body that has just made a statement.
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract import syntax
from kg.extract.attribution.persons import OF_PERSONS
from kg.extract.coreference import Mentions
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate, SentenceReading, as_actor
from kg.extract.tokens import Token
from kg.lexicon import Cues, RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_BODIES = ("State", "Government", "ArmedForce", "ArmedGroup", "InternationalOrganization", "Organization")
_FIRST_WORDS = 12  # of a line, in which the word for a text of one's own stands
_BEHIND = 6  # words between that word and its author
_SIGNED = 12  # words of a signature
_SOON = 2  # sentences in which « nous » is who has just made a statement
_ARMED = ("ArmedForce", "ArmedGroup")
_OF_STATES = ("State", "Country", "Government")


class Authors:
    """Who is « je » and « nous » in each sentence of an article."""

    def __init__(self, sentences: Sequence[SentenceReading], mentions: Mentions, cues: Cues) -> None:
        """Look for the words that name an author, and for a signature."""
        self._cues, self._mentions, self._sentences = cues, mentions, sentences
        self._own_hands = stems_of(cues.own_hands)
        self._named: dict[int, tuple[EntityMention, ...]] = {}
        author: tuple[EntityMention, ...] = ()
        for sentence in sentences:
            author = _titled(sentence, cues) or _signed_in_title(sentence, cues) or _alone(sentence) or author
            if len(author) == 1 and author[0].level == "nominal" and author[0].kind == "Person":
                author = _spoken_for(sentence, author[0]) or author
            if author:
                self._named[sentence.index] = author
        if not self._named:
            signed = _signed(sentences)
            self._named = {sentence.index: (signed,) for sentence in sentences} if signed is not None else {}

    def of(self, sentence: SentenceReading) -> tuple[EntityMention, ...]:
        """Whose text a sentence is."""
        return self._named.get(sentence.index, ())

    def speak(self, candidate: Candidate, before: Sequence[Candidate]) -> None:
        """Give an event told with « je », « nous », « mes », « notre » its author, outside of quotation marks.

        `before`: the events told earlier.
        """
        at = candidate.sentence.offset(candidate.head)
        if any(start < at < end for start, end in self._mentions.quoted):
            return
        self._mean_own_hands(candidate, before)
        self._resolve(candidate)
        if group_of(candidate.type) not in OF_PERSONS or candidate.role("agent"):
            return
        if group_of(candidate.type) == "Statement" and candidate.frame.pos == "verb":
            writer = self._writer(candidate)
            if writer is not None:
                candidate.add((RoleChoice("agent"),), as_actor(writer), "subject", candidate.sentence.index)
                return
        words = _own_words(candidate, self._cues)
        if not words:
            return
        alone = bool(words & self._cues.own_singular)
        authors = self.of(candidate.sentence) if alone else self._we(candidate, before)
        if alone and [author.kind for author in authors] != ["Person"]:
            return
        choices: tuple[RoleChoice, ...] = (RoleChoice("agent"),)
        if group_of(candidate.type) == "Contact":
            choices = candidate.functions.get("subject", (RoleChoice("participant"),))
        for author in authors:
            candidate.add(choices, as_actor(author), "subject", candidate.sentence.index)

    def _we(self, candidate: Candidate, before: Sequence[Candidate]) -> tuple[EntityMention, ...]:
        """Who says « nous » there: in whose name it is said, who has just made a statement, whose text it is."""
        author = _in_whose_name(candidate, self._cues) or _speaking_just_before(candidate, before)
        return (self._mentions.best(author),) if author is not None else self.of(candidate.sentence)

    def _resolve(self, candidate: Candidate) -> None:
        """« Le Conseil, 1. Exige … ; 2. Décide de … »: the verbs that open the points of a resolution are whose text it is."""
        if candidate.role("agent") or candidate.sentence.kind == "headline" or not _opens_point(candidate):
            return
        choices = candidate.functions.get("subject", ()) if candidate.frame.pos == "verb" else (RoleChoice("agent"),)
        for author in self.of(candidate.sentence):
            if author.kind in {*_BODIES, "Country"}:
                candidate.add(choices, as_actor(author), "subject", candidate.sentence.index)

    def _mean_own_hands(self, candidate: Candidate, before: Sequence[Candidate]) -> None:
        """« nos unités », « notre pays », « nos hommes » are the body whose text it is."""
        for filler in candidate.fillers:
            sentence = self._sentences[filler.sentence]
            if filler.role == "force" or filler.mention.level != "nominal":
                continue
            first = sentence.words(filler.mention)[0]
            if first == 0 or sentence.doc[first - 1].lower_ not in self._cues.own_plural:
                continue
            if stem(filler.mention.head.text) not in self._own_hands and filler.mention.kind not in _ARMED:
                continue
            authors = [author for author in self._we(candidate, before) if author.kind in {*_BODIES, "Country"}]
            if len(authors) != 1:
                continue
            state = authors[0].key if authors[0].kind in ("State", "Country") else authors[0].of
            if authors[0].kind in _OF_STATES and filler.mention.kind in _ARMED:
                filler.mention = replace(filler.mention, of=filler.mention.of or state)
                continue
            numbers = [self._mentions.index_of(mention) for mention in (authors[0], filler.mention)]
            if numbers[0] is not None and numbers[1] is not None:
                self._mentions.join(numbers[0], numbers[1])

    def _writer(self, candidate: Candidate) -> EntityMention | None:
        """« Le communiqué du gouvernement condamne », « Le texte exige »: whose text it is, else who adopted it just before."""
        texts = stems_of(self._cues.speaking_texts)
        sentence = candidate.sentence
        for noun in syntax.read_clause(candidate.head).subjects:
            if stem(noun.text) not in texts:
                continue
            own = [
                m for m in sentence.outer if m.level != "pronoun" and noun.i < sentence.words(m)[0] < candidate.head.i
            ]
            if own:
                first = sentence.words(own[0])[0]
                by = first <= noun.i + 1 + _BEHIND and _is_by(sentence.doc[noun.i + 1 : first], self._cues)
                return own[0] if by and own[0].kind in {*_BODIES, "Person"} else None
            back = self._sentences[sentence.index - 1] if sentence.index else None
            if back is None or back.kind != sentence.kind:
                return None
            subjects = [m for m in back.outer if m.level != "pronoun" and back.head(m).dep_ in syntax.PLAIN_SUBJECTS]
            told = any(stem(token.text) in texts for token in back.doc)
            return subjects[0] if told and subjects and subjects[0].kind in {*_BODIES, "Country"} else None
        return None


def _alone(sentence: SentenceReading) -> tuple[EntityMention, ...]:
    """« Le Conseil de sécurité, » as a line of its own: who decides what the points below say."""
    bodies = [m for m in sentence.outer if m.kind in _BODIES and m.level == "name"]
    if len(sentence.outer) != 1 or len(bodies) != 1 or sentence.doc[len(sentence.doc) - 1].text != ",":
        return ()
    first, end = sentence.words(bodies[0])
    return tuple(bodies) if first <= 1 and end == len(sentence.doc) - 1 else ()


def _opens_point(candidate: Candidate) -> bool:
    """Whether the event's verb opens the sentence, behind a number at most, or hangs on or is joined to the one that does."""
    verb = candidate.head if candidate.frame.pos == "verb" else next(iter(candidate.supports), None)
    if verb is None:  # « 4. Demande à X de retirer ses troupes », read as the noun
        bare = not any(child.dep_ in syntax.DETERMINERS for child in candidate.head.children)
        before = candidate.sentence.doc[: candidate.head.i]
        return bare and candidate.type == "Demand" and all(token.pos_ in ("NUM", "PUNCT") for token in before)
    while verb is not None:
        start = syntax.first_of_verb(verb)
        before = verb.doc[:start]
        if all(token.pos_ in ("NUM", "PUNCT", "X", "SYM", "ADV", "SPACE") or len(token.text) == 1 for token in before):
            own = [token for token in syntax.own_subjects(verb) if token.i >= start]
            return not own and (syntax.is_told(verb) or syntax.tense_of(verb) == "gerund")
        if syntax.own_subjects(verb):
            return False
        hung = syntax.tense_of(verb) == "infinitive" and not syntax.read_clause(verb).subjects
        above = verb.head if hung and syntax.is_verb(verb.head) else syntax.coordinated_with(verb)
        verb = above if above is not None and above.i < verb.i else None
    return False


def _spoken_for(sentence: SentenceReading, author: EntityMention) -> tuple[EntityMention, ...]:
    """« Déclaration du porte-parole du ministère », then « La France condamne … »: the state or body for which he speaks."""
    if sentence.kind != "body" or author in sentence.mentions:
        return ()
    named = [
        m for m in sentence.outer if m.level == "name" and m.kind in ("State", "Country", "InternationalOrganization")
    ]
    main = [
        m for m in named if sentence.head(m).dep_ in syntax.PLAIN_SUBJECTS and sentence.head(m).head.dep_ in syntax.MAIN
    ]
    return (as_actor(main[0]),) if main else ()


def _in_whose_name(candidate: Candidate, cues: Cues) -> EntityMention | None:
    """« Au nom de l'Union européenne, nous demandons … »."""
    sentence = candidate.sentence
    for mention in sentence.outer:
        first = sentence.words(mention)[0]
        words = [token.lower_ for token in sentence.doc[max(0, first - 4) : first]]
        if first < candidate.head.i and cues.in_the_name in words and mention.kind in {*_BODIES, "Country"}:
            return as_actor(mention)
    return None


def _own_words(candidate: Candidate, cues: Cues) -> set[str]:
    """The words of the first person that say whose event it is: its subject, or the possessive before its noun."""
    verbs = [candidate.head] if candidate.frame.pos == "verb" else candidate.supports
    found = {token.lower_ for verb in verbs for token in syntax.read_clause(verb).subjects}
    nouns = [word for word in candidate.words if word.pos_ == "NOUN"]
    found |= {child.lower_ for noun in nouns for child in noun.children if child.dep_ in syntax.DETERMINERS}
    return found & (cues.first_persons | cues.own_singular | cues.own_plural)


def _titled(sentence: SentenceReading, cues: Cues) -> tuple[EntityMention, ...]:
    """The author or authors whom a line names behind the word for a text: « Déclaration de M. X », « Discours du président »."""
    texts = stems_of(cues.own_texts)
    for token in sentence.doc[:_FIRST_WORDS]:
        if syntax.is_verb(token) and syntax.is_finite(token):
            return ()
        if stem(token.text) not in texts:
            continue
        for mention in sentence.outer:
            first, _ = sentence.words(mention)
            if not token.i < first <= token.i + 1 + _BEHIND or mention.level == "pronoun":
                continue
            between = sentence.doc[token.i + 1 : first]
            if [word.lower_ for word in between if word.pos_ == "ADP"][-1:] in [[to] for to in cues.to_audience]:
                continue  # « Discours à la Nation du président »
            if not _is_by(between, cues):
                break
            if mention.kind == "Person":
                return (_person(sentence, mention) if mention.number != "plur" else mention,)
            if mention.kind in _BODIES or (mention.kind == "Country" and mention.level == "name"):
                return _with_joined(sentence, mention, cues)
            break
    return ()


def _signed_in_title(sentence: SentenceReading, cues: Cues) -> tuple[EntityMention, ...]:
    """« L'Europe regarde ailleurs, par Antoine Sivan »: the author behind the comma of a headline."""
    if sentence.kind == "body" or not sentence.doc:
        return ()
    for mention in sentence.outer:
        first = sentence.words(mention)[0]
        by = [token.lower_ for token in sentence.doc[max(0, first - 2) : first]]
        if mention.kind == "Person" and mention.level == "name" and by == [",", cues.grammar.functions.by]:
            return (mention,)
    return ()


def _with_joined(sentence: SentenceReading, first: EntityMention, cues: Cues) -> tuple[EntityMention, ...]:
    """« Communiqué conjoint du Tchad et du Niger »: the body, and those that « et » joins to it."""
    found = [first]
    for other in sentence.outer:
        between = sentence.doc[sentence.words(found[-1])[1] : sentence.words(other)[0]]
        words = [token.lower_ for token in between if token.pos_ != "DET" and token.lower_ not in cues.by_author]
        if other.anchor.start > found[-1].anchor.end and words == [cues.grammar.lists.conjunction]:
            found.append(other)
    return tuple(as_actor(m) for m in found if m.kind in _BODIES or m.kind == "Country")


def _is_by(between: Sequence[Token], cues: Cues) -> bool:
    """« Communiqué [de] X », « Discours [à la nation du] président », not « Message [sur la situation au] Mali »."""
    words = [token.lower_ for token in between if token.pos_ in ("ADP", "PUNCT")]
    return bool(words) and words[-1] in cues.by_author and not set(words[:-1]) - cues.by_author - cues.to_audience


def _person(sentence: SentenceReading, mention: EntityMention) -> EntityMention:
    """« du ministre des Affaires étrangères, Jean Kaba »: the name right behind a post."""
    if mention.level == "name":
        return mention
    end = sentence.words(mention)[1]
    for other in sentence.outer:
        gap = other.anchor.start - mention.anchor.end
        if other.kind == "Person" and other.level == "name" and gap > 0 and sentence.words(other)[0] - end <= 2:
            return other
    return mention


def _signed(sentences: Sequence[SentenceReading]) -> EntityMention | None:
    """The person whose name, with a post at most, is the last line of an article."""
    last = sentences[-1] if len(sentences) > 1 else None
    if last is None or len(last.doc) > _SIGNED or any(syntax.is_verb(token) for token in last.doc):
        return None
    people = [m for m in last.outer if m.kind == "Person" and m.level == "name"]
    opens = bool(last.outer) and sentences[-1].words(last.outer[0])[0] <= 2
    return people[0] if len(people) == 1 and opens else None


def _speaking_just_before(candidate: Candidate, before: Sequence[Candidate]) -> EntityMention | None:
    """« La France condamne ces attaques. Nous adressons … »: the state or body whose statement was told last."""
    for other in reversed(before):
        if candidate.sentence.index - other.sentence.index > _SOON:
            return None
        if group_of(other.type) == "Statement" and other.sentence is not candidate.sentence:
            agents = [f for f in other.role("agent") if f.function == "subject" and f.meant.kind in _BODIES]
            return agents[0].meant if len(agents) == 1 else None
    return None
