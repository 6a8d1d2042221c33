"""Who is « je », « nous », « vous » in each sentence: whoever is quoted, answers, is asked, or has written the text.

« Nous » that states, meets or travels is the speaker himself; else it is the body or State for which he speaks.
"""

from collections.abc import Iterator, Sequence

from kg.extract import syntax
from kg.extract.attribution.quoted import carried_over, is_all_quoted
from kg.extract.attribution.speakers import Sayers, goes_on_speaking, speaker_of
from kg.extract.authors import Authors
from kg.extract.coreference import Mentions
from kg.extract.forms import fold
from kg.extract.interviews import find_answers
from kg.extract.quotations import Quotation, find_quotations
from kg.extract.reading import Candidate, SentenceReading, as_actor
from kg.extract.tokens import Token
from kg.gazetteer import Gazetteer
from kg.lexicon import RoleChoice
from kg.model import Anchor, EntityMention
from kg.vocabulary import group_of

_BODIES = ("ArmedForce", "ArmedGroup", "Government", "InternationalOrganization", "Organization", "State")
_PERSONAL = ("Statement", "Contact")  # groups of which « nous » is who speaks
_STRIKING = ("Violence", "Territory")
_LONG = 3  # sentences of a quotation that is a speech


class Voices:
    """The speakers of an article, by the place in it."""

    def __init__(self, sentences: Sequence[SentenceReading], mentions: Mentions, gazetteer: Gazetteer) -> None:
        """Look for questions, answers, quotations and authors."""
        self._sentences, self._mentions, self._cues, self._gazetteer = sentences, mentions, mentions.cues, gazetteer
        self.interview = find_answers(sentences, mentions.cues)
        self.quotations = find_quotations(sentences)
        self.authors = Authors(sentences, mentions, mentions.cues)
        self._speakers: dict[int, Sayers] = {}
        self._only: EntityMention | None = None
        if self.quotations:  # who speaks is asked of the quoted alone
            self._find_speakers()
            self._only = self._only_speaker()

    def _find_speakers(self) -> None:
        last: Sayers = []
        spoken = 0
        for number, sentence in enumerate(self._sentences):
            sentence.spoke_last = goes_on_speaking(last, spoken, number)
            found = speaker_of(sentence, self._cues)
            if not found and is_all_quoted(number, self._sentences, self.quotations):
                found = carried_over(
                    number, sentence.anchor.start, self._sentences, self.quotations, self._speakers, self._cues
                )
            self._speakers[number] = found
            last, spoken = (found, number) if found else (last, spoken)

    def is_before_interview(self, sentence: SentenceReading) -> bool:
        """Whether a sentence stands above the first question: « Entretien avec X » there is no meeting."""
        return bool(self.interview.answers) and sentence.index < min({*self.interview.answers, *self.interview.asked})

    def quoted_alone(self, number: int, at: int) -> Sayers:
        """« Vendredi, un convoi a été visé. », in quotation marks and no more: who alone is quoted in the article."""
        quotation = next((q for q in self.quotations if q.start <= at < q.end and q.opens_sentence), None)
        return [self._only] if quotation is not None and self._only is not None else []

    def _only_speaker(self) -> EntityMention | None:
        """The one whom all quotations have that say who speaks, where several do."""
        found = [self._quoted(q, q.first, q.start + 1) for q in self.quotations]
        known = [self._mentions.best(speaker) for speaker in found if speaker is not None]
        names = {self._mentions.identity(speaker): speaker for speaker in known if speaker.level == "name"}
        others = [speaker for speaker in known if speaker.level != "name"]
        if len(names) == 1 and all(other.kind == "Person" and other.number != "plur" for other in others):
            enough = len(known) > 1 or any(q.last - q.first >= _LONG for q in self.quotations)
            return next(iter(names.values())) if enough else None
        same = not names and len({self._mentions.identity(speaker) for speaker in known}) == 1
        return known[0] if same and len(known) > 1 else None

    def speak(self, candidate: Candidate) -> None:
        """Give a trigger what its « je », « nous », « m' », « notre » stand for, in the roles of those functions."""
        for token, functions, asks in self._persons(candidate):
            if asks and group_of(candidate.type) == "Statement":
                continue  # « Que demandez-vous à Mogadiscio ? » states nothing
            speaker = self._who(candidate.sentence, token, asks)
            if speaker is None:
                continue
            meant: EntityMention | None = speaker
            if not self._is_himself(candidate, token):
                if group_of(candidate.type) == "Office":
                    continue  # « nous élirons un président »
                if group_of(candidate.type) in _STRIKING and syntax.tense_of(syntax.clause_head(token)) != "past":
                    continue  # « nous frapperons si … » threatens
                body = self._body(speaker, candidate.sentence.anchor_of(token))
                among = "object" in functions and not any(map(self._holds_office, self._mentions.chain(speaker)))
                meant = body or (speaker if among else None)  # « ils nous ont attaqués »: him, too
            for function in functions if meant is not None else ():
                choices = candidate.functions.get(function, ())
                if meant is not None and candidate.add(choices, as_actor(meant), function, candidate.sentence.index):
                    break
        self._move(candidate)

    def _persons(self, candidate: Candidate) -> Iterator[tuple[Token, tuple[str, ...], bool]]:
        """The words of the first person around a trigger (in a question, of the second), with their functions."""
        cues, to = self._cues, self._cues.grammar.functions.to
        asks = candidate.sentence.index in self.interview.asked
        subjects = cues.second_persons if asks else cues.first_persons
        owners = cues.second_persons if asks else cues.own_singular | cues.own_plural
        verbs = [candidate.head] if candidate.frame.pos == "verb" else list(candidate.supports)
        for verb in verbs:
            clause = syntax.read_clause(verb)
            own = [token for token in clause.subjects if token.lower_.lstrip("-") in subjects]
            for token in own:
                yield (
                    token,
                    ("subject",) if candidate.frame.pos == "verb" else (cues.grammar.functions.by, "possessive"),
                    asks,
                )
            undergoing = [token for token in clause.objects if token.lower_ in subjects] if clause.passive else []
            for token in undergoing if candidate.frame.pos == "verb" else ():
                yield token, ("object",), asks
            if own or undergoing or candidate.frame.pos != "verb" or asks:
                continue
            clitics = [token for token in (*clause.objects, *clause.datives) if token.lower_ in cues.first_objects]
            for token in clitics:
                direct = token in clause.objects and len(clause.objects) == 1
                yield token, ("object", to) if direct else (to, "object"), False
        if candidate.frame.pos == "noun":
            for child in candidate.head.children:
                if child.dep_ in syntax.DETERMINERS and child.lower_ in owners:
                    yield child, ("possessive",), asks

    def _move(self, candidate: Candidate) -> None:
        """« Nos soldats quittent le pays », « nos avions ont frappé »: whose they are is who moves them, or strikes."""
        moved = group_of(candidate.type) in ("Movement", "Presence")
        if candidate.role("agent") or not (moved or group_of(candidate.type) == "Violence"):
            return
        fillers = candidate.role("force") if moved else candidate.role("instrument")
        for filler in fillers if moved else [f for f in fillers if f.function == "subject"]:
            first = candidate.sentence.words(filler.mention)[0]
            before = candidate.sentence.doc[max(0, first - 2) : first]
            word = next((token for token in before if token.lower_ in self._cues.own_plural), None)
            speaker = self._who(candidate.sentence, word, False) if word is not None else None
            if word is None or speaker is None:
                continue
            body = self._body(speaker, candidate.sentence.anchor_of(word))
            if body is not None:
                candidate.add((RoleChoice("agent"),), as_actor(body), "owner", candidate.sentence.index)

    def _who(self, sentence: SentenceReading, token: Token, asks: bool) -> EntityMention | None:
        """Who speaks at a word, or is spoken to in a question."""
        number, at = sentence.index, sentence.offset(token)
        if asks:
            return self.interview.asked.get(number)
        quotation = next((q for q in self.quotations if q.start <= at < q.end), None)
        if quotation is not None:
            quoted = self._quoted(quotation, number, at)
            if quoted is not None or number not in self.interview.answers:
                return quoted
        if number in self.interview.answers:
            return self.interview.answers[number]
        named = self.authors.of(sentence)
        return named[0] if len(named) == 1 else None

    def _quoted(self, quotation: Quotation, number: int, at: int) -> EntityMention | None:
        """Who is quoted at a place of a quotation."""
        found: Sayers = []
        if number in (quotation.first, quotation.last):
            found = self._speakers[number]
        found = found or carried_over(number, at, self._sentences, self.quotations, self._speakers, self._cues)
        if not found and self._only is not None:
            found = self.quoted_alone(number, at)
        if len(found) != 1:
            return None
        meant = self._mentions.best(found[0])
        return meant if meant.level != "pronoun" else None

    def _is_himself(self, candidate: Candidate, token: Token) -> bool:
        """Whether a word of the first person is the speaker himself, and not those for whom he speaks."""
        singular = token.lower_ in self._cues.own_singular | self._cues.first_objects_singular
        return singular or candidate.type == "Visit" or group_of(candidate.type) in _PERSONAL

    def _holds_office(self, mention: EntityMention) -> bool:
        """« ministre des Armées », « président »: who speaks for his country."""
        text = fold(mention.anchor.text)
        return mention.level == "nominal" and any(text.startswith(office) for office, _ in self._mentions.offices)

    def _body(self, speaker: EntityMention, words: Anchor) -> EntityMention | None:
        """The body or State for which somebody speaks with `words`: itself, the one in what he is called, his country."""
        if speaker.kind in {*_BODIES, "Country"}:
            return speaker
        for mention in self._mentions.chain(speaker):
            index = self._mentions.index_of(mention)
            where = self._mentions.where[index] if index is not None else None
            if where is None or mention.level == "pronoun" or self._holds_office(mention):
                continue
            bodies = [m for m in where.inside(mention) if m.kind in _BODIES]
            if bodies and mention.level == "nominal":
                return bodies[0]
        country = self._gazetteer.country_of(speaker.key) if speaker.key is not None else None
        return EntityMention(words, "State", "name", words, key=country) if country is not None else None
