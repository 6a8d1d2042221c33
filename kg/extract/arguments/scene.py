"""The sentence whose triggers get their arguments, with what the steps note for each other."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.forms import fold, stems_of
from kg.extract.reading import Candidate, SentenceReading
from kg.extract.tokens import Token
from kg.gazetteer import Gazetteer
from kg.lexicon import Cues, Lexicon, RoleChoice
from kg.model import Anchor, EntityMention
from kg.vocabulary import group_of

_INSERTED = 9  # tokens between two commas around « samedi soir à Bamako »


class Scene:
    """One sentence, its triggers by word, where their phrases end, and which mention has been given to which of them."""

    def __init__(
        self, sentence: SentenceReading, candidates: list[Candidate], lexicon: Lexicon, gazetteer: Gazetteer
    ) -> None:
        """Prepare to read `sentence`, in which `candidates` were found."""
        self.sentence = sentence
        self.doc = sentence.doc
        self.candidates = candidates
        self.cues: Cues = lexicon.cues
        self.grammar = lexicon.cues.grammar
        self.between_places = stems_of(lexicon.cues.between_places)
        self.roads = stems_of(lexicon.cues.roads)
        self.bound_to = stems_of(lexicon.cues.bound_to)
        self.matters = stems_of(lexicon.cues.matters)
        self.belonging = stems_of(lexicon.cues.belonging)
        self.posted = stems_of(lexicon.cues.posted)
        self.courts = stems_of(lexicon.cues.courts)
        self.seats = tuple(map(fold, lexicon.cues.seats))
        self.gazetteer = gazetteer
        self.by_head = {candidate.head.i: candidate for candidate in candidates}
        self.by_word = {word.i: candidate for candidate in candidates for word in candidate.words}
        self.described = {  # words inside a mention that begin no clause: « des hommes armés »
            i
            for mention in sentence.outer
            if mention.level != "pronoun"
            for i in range(*sentence.words(mention))
            if i != sentence.head(mention).i
        }
        self.naming = {  # words that look like verbs and name somebody: « des vivres aux déplacés »
            sentence.head(mention).i for mention in sentence.outer if mention.level != "pronoun"
        }
        self.scopes = {
            candidate.head.i: self._scope(candidate) for candidate in candidates if candidate.frame.pos == "noun"
        }
        self.said = sentence.said
        self.placed: dict[tuple[int, int], tuple[Candidate, str, str]] = {}
        self.gapped: set[int] = set()  # words that tell deeds without a verb: « …, Sake le 5 mars »
        self.titles: dict[Anchor, Candidate] = {}  # « ministre de 2002 à 2004, X »: the post is nobody but X
        self._clauses: dict[int, syntax.Clause] = {}

    def clause(self, verb: Token) -> syntax.Clause:
        """The clause of a verb, read once."""
        if verb.i not in self._clauses:
            self._clauses[verb.i] = syntax.read_clause(verb)
        return self._clauses[verb.i]

    def opening(self, verb: Token) -> int | None:
        """Where what is said with a verb begins: the sentence, or right behind « que »; None in any other clause."""
        if syntax.parent_clause(verb) is None:
            return 0
        that = [w.i for w in verb.children if w.i < verb.i and w.lower_ in self.grammar.clauses.that]
        said = verb.dep_ in syntax.CLAUSE_COMPLEMENTS or syntax.is_that_clause(verb)
        return that[0] + 1 if that and said else None

    def opens(self, verb: Token, at: int, words: int) -> bool:
        """Whether token `at` stands among the first `words` and one more of what is said with a verb."""
        first = self.opening(verb)
        return first is not None and first <= at <= first + words

    def fill(self, candidate: Candidate, choices: Sequence[RoleChoice], mention: EntityMention, function: str) -> bool:
        """Fill the first of `choices` that accepts the mention and note whose it is now; False where none accepts it."""
        filler = candidate.add(choices, mention, function, self.sentence.index)
        if filler is None:
            return False
        self.placed[(mention.anchor.start, mention.anchor.end)] = (candidate, filler.role, function)
        return True

    def is_placed(self, mention: EntityMention) -> bool:
        """Whether the mention has been given to an event."""
        return (mention.anchor.start, mention.anchor.end) in self.placed

    def in_time(self, token: Token) -> bool:
        """Whether the token is part of an expression of time."""
        at = self.sentence.offset(token)
        return any(timex.anchor.start <= at < timex.anchor.end for timex in self.sentence.times)

    def _scope(self, candidate: Candidate) -> int:
        """Token index where the trigger noun's own phrase ends."""
        start = end = max(word.i for word in candidate.words) + 1
        for index in range(start, len(self.doc)):
            token = self.doc[index]
            if index < end:  # inside of brackets
                continue
            end = syntax.past_brackets(self.doc, index)
            if index < end < len(self.doc) and self.doc[end].pos_ in ("ADP", "CCONJ", "VERB"):
                continue
            if token.text in (";", ":", "»", "”", "(", "–", "—") or token.text == '"':
                return index
            if token.text == ",":
                closed = self._past_day(index)
                if closed is not None and syntax.plain(self.doc[closed + 1]) == self.grammar.functions.of:
                    end = closed + 1  # « le rapt, lundi à Gao, de deux ingénieurs »
                    continue
                if closed is not None:
                    return closed  # « l'attaque, vendredi, qui a fait dix morts »
                described = self._past_description(candidate, index)
                if described is not None:
                    end = described + 1  # « la prise de Goma, capitale du Nord-Kivu, par les rebelles »
                    continue
                end = max(end, self._behind_time(index + 1))
                if not self._goes_on(candidate, index + 1, end):
                    return index
            if token.lower_ in self.grammar.clauses.closing:
                return index
            if token.pos_ in ("VERB", "AUX") and token.i not in self.described:
                if token.nbor(-1).pos_ == "CCONJ" and syntax.goes_on_past(token, candidate.head):
                    return index - 1  # « a signé un accord et rencontré à Dakar … »
                finite = "Fin" in token.morph.get("VerbForm", []) and token.dep_ not in syntax.PARTICIPLES
                if finite or token.dep_ in syntax.FINITE_AUXILIARIES:
                    return index
                if "Inf" in token.morph.get("VerbForm", []):
                    return index
                if (
                    token.lemma_ not in self.cues.support_agent
                    and token.lemma_ not in self.cues.support_subject
                    and token.i not in self.by_head
                    and "Pres" in token.morph.get("Tense", [])
                    and token.lower_ not in self.grammar.clauses.aiming
                ):
                    return index
        return len(self.doc)

    def _past_day(self, comma: int) -> int | None:
        """The second of two commas around a day, behind which the noun's phrase goes on with « de » or a relative clause."""
        end = next(
            (i for i in range(comma + 1, min(comma + _INSERTED, len(self.doc) - 1)) if self.doc[i].text == ","), 0
        )
        inner = self.doc[comma + 1 : end]
        if not inner or not any(map(self.in_time, inner)):
            return None
        first = next((token for token in inner if token.pos_ not in ("DET", "ADP")), inner[0])
        following = self.doc[end + 1]
        goes_on = syntax.plain(following) == self.grammar.functions.of
        if not self.in_time(first) or not (goes_on or following.lower_ in self.grammar.pronouns.relative):
            return None
        small = all(self.in_time(token) or token.pos_ in ("DET", "ADP", "PROPN") for token in inner)
        return end if small else None

    def _past_description(self, candidate: Candidate, comma: int) -> int | None:
        """The second of two commas around what says who or what stands before, behind which « par » says who did it, « avec » whom one met."""
        inside = self.doc[comma + 1 : min(comma + _INSERTED, len(self.doc) - 1)]
        end = next((token.i for token in inside if token.text == ","), 0)
        inner, following = self.doc[comma + 1 : end], self.doc[end + 1].lower_
        functions = self.grammar.functions
        met = following == functions.along and group_of(candidate.type) == "Contact"
        if not inner or not (met or following == functions.by):
            return None
        if inner[0].pos_ not in ("NOUN", "ADJ") and not (met and inner[0].pos_ == "PROPN"):
            return None
        verbs = [t for t in inner if t.pos_ in ("VERB", "AUX", "CCONJ") and t.lower_ not in self.cues.directions]
        return None if verbs else end

    def _behind_time(self, at: int) -> int:
        """Behind the day that begins at a word: « le sommet de l'Union, le 7 à Accra »."""
        while at < len(self.doc) and self.in_time(self.doc[at]):
            at += 1
        return at

    def _goes_on(self, candidate: Candidate, at: int, end: int) -> bool:
        """Whether a noun's own phrase goes on behind a comma: « …, dans l'est », « …, survenu à Gao », « …, mardi à Gao »."""
        if end >= len(self.doc):
            return False
        following = self.doc[end]
        on = self.grammar.prepositions.goes_on
        # « l'enlèvement de X, près de Y »; not « sous contrôle rebelle, près de X »
        beside = following.pos_ == "ADV" and "host" not in candidate.frame.functions
        if following.pos_ == "ADP" or (beside and following.lower_ in on):
            return following.lower_ in on
        takes_place = following.lemma_ in self.cues.support_subject and following.dep_ in syntax.PARTICIPLES
        return takes_place and end == at and not syntax.has_auxiliary(following) and _agrees(following, candidate.head)


def _agrees(participle: Token, noun: Token) -> bool:
    """Whether a participle may be said of a noun."""
    for feature in ("Gender", "Number"):
        one, other = participle.morph.get(feature, []), noun.morph.get(feature, [])
        if one and other and one != other:
            return False
    return True
