"""Mends what the parser is known to get wrong and the words alone can tell, sentence by sentence, in place.

« La Turquie menace de… », « Israël dément… »: the form is both a noun (or adverb) and the present of a verb; after a
subject and without a determiner it is the verb. Measured on agency prose; see the cases in tests/test_mending.py.
Every file of the package writes the parser's labels; none of the steps after it does.
"""

from kg.extract.mending.auxiliaries import mend_auxiliaries
from kg.extract.mending.chains import (
    befall_others,
    coordinate_gerund,
    coordinate_infinitive,
    enumerate_participle,
    join_that,
    join_when,
    list_names,
    pass_adjective,
    share_auxiliary,
)
from kg.extract.mending.clefts import cleave
from kg.extract.mending.forms import has_auxiliary, infinitive_of, participles, present_forms, simple_past_forms
from kg.extract.mending.governing import mend_governing
from kg.extract.mending.lists import list_several
from kg.extract.mending.objects import (
    behind_day_and_place,
    bind_by_hyphen,
    complete_participle,
    count_by_adverb,
    describe_object,
    free_from_night,
    hold_of,
    is_no_name,
    join_by_article,
    name_after_verb,
    pass_over_infinitive,
    pass_over_manner,
    return_agent,
    return_object,
    return_to_past_infinitive,
    take_time,
    undergo,
)
from kg.extract.mending.parting import keep_behind_second, part_clauses
from kg.extract.mending.relatives import relate_clauses
from kg.extract.mending.subjects import (
    agree_with_antecedent,
    describe_between_commas,
    end_on_speech,
    free_what_is_told,
    gather,
    hang_on_noun_before,
    invert_behind_that,
    invert_speech,
    lead,
    seat_before_name,
    seat_subject,
    somebody_there,
)
from kg.extract.mending.verbs import (
    count_from,
    describe_nearest,
    fix_adjective,
    hang_participle,
    is_no_infinitive,
    is_no_participle,
    is_plural_present,
    join_second_participle,
    make_verb,
    modify_as_participle,
    open_with_participle,
    present_subject,
    read_gerund,
    read_infinitive,
    read_noun,
    read_opening_noun,
    read_preposition,
    read_reflexive,
    read_sufferer,
    stand_at,
    stands_as_verb,
    stands_behind_clitic,
    stands_behind_subject,
    take_up,
)
from kg.extract.mending.writing import MISREAD, PAST_PARTICIPLE, PRESENT, SIMPLE_PAST, read_as_verb
from kg.extract.tokens import Doc
from kg.lexicon import Lexicon

_SMALL = {"PUNCT", "DET", "ADP", "CCONJ", "SCONJ"}  # nearly half of the words; hardly one of them is misread


def repair(doc: Doc, lexicon: Lexicon) -> Doc:
    """Read misread verbs as verbs, in place: their tag, lemma and, where the sentence has no other, the root."""
    forms, past = present_forms(lexicon), simple_past_forms(lexicon)
    for token in doc[:-1]:
        read_opening_noun(token, lexicon)
    for token in doc:
        undergo(token)
        if token.pos_ == "DET":
            hold_of(token, lexicon)
        is_no_name(token)
        read_preposition(token)
        count_from(token)
        if token.pos_ == "VERB" and token.i:
            read_noun(token, lexicon)
            read_sufferer(token, lexicon)
        if token.pos_ == "NOUN" and token.i:
            read_infinitive(token, lexicon)
        if token.pos_ in ("NOUN", "VERB", "ADJ") and token.i > 1:
            read_gerund(token, lexicon)
        if token.pos_ in MISREAD and token.lower_ in forms and token.i:
            if stands_behind_clitic(token):
                take_up(token, forms[token.lower_])
            elif is_plural_present(token):
                make_verb(token, forms[token.lower_])
        elif token.pos_ in MISREAD and token.lower_ in past and token.i and stands_behind_subject(token):
            make_verb(token, past[token.lower_], SIMPLE_PAST)
    if len(doc) > 2:
        cleave(doc)
        mend_auxiliaries(doc, lexicon)
        open_with_participle(doc, lexicon)
        for token in doc[1:-1]:
            bind_by_hyphen(token)
    for token in doc:
        if token.pos_ in _SMALL:
            continue
        hang_participle(token)
        fix_adjective(token, lexicon)
        read_reflexive(token, lexicon)
        pass_adjective(token)
        join_that(token)
        list_names(token)
        modify_as_participle(token, lexicon)
        describe_nearest(token)
        somebody_there(token, lexicon)
        end_on_speech(token, forms, lexicon)
        invert_behind_that(token, forms)
        hang_on_noun_before(token)
        share_auxiliary(token)
        befall_others(token, lexicon)
        enumerate_participle(token)
        join_second_participle(token)
        coordinate_gerund(token)
        coordinate_infinitive(token)
        if token.pos_ in ("VERB", "AUX") or (token.pos_ == "ADJ" and has_auxiliary(token)):
            misread = present_subject(token) or is_no_participle(token, lexicon) or is_no_infinitive(token)
            if token.lower_ in forms and misread:
                token.set_morph(PRESENT)  # « le ministre dit avoir … » is no participle
            lemma = infinitive_of(token, forms)
            if lemma is None:
                continue
            token.lemma_ = lemma
            if token.pos_ == "ADJ":
                read_as_verb(token, lemma, PAST_PARTICIPLE)
            elif token.i > 0 and token.dep_ in ("amod", "acl", "flat:name", "nmod") and stands_as_verb(token):
                make_verb(token, lemma)
        elif token.pos_ in MISREAD and token.i > 0 and token.lower_ in forms:
            if stands_as_verb(token) or is_plural_present(token):
                make_verb(token, forms[token.lower_])
    for token in doc[2:]:
        describe_between_commas(token)
    part_clauses(doc)
    lead(doc)
    list_several(doc, lexicon.cues)
    mend_governing(doc, lexicon.cues)
    relate_clauses(doc, lexicon.cues.grammar)
    for token in doc:
        if token.pos_ in _SMALL:
            continue
        stand_at(token)
        if token.pos_ == "VERB":
            take_time(token)
        pass_over_manner(token)
        pass_over_infinitive(token, lexicon)
        if token.pos_ == "NOUN":
            join_by_article(token, lexicon)
            count_by_adverb(token)
            behind_day_and_place(token, lexicon)
        if token.pos_ == "VERB":
            invert_speech(token, lexicon)
            free_what_is_told(token, lexicon)
        free_from_night(token, lexicon)
        name_after_verb(token, lexicon)
        if token.pos_ == "VERB":
            gather(token)
            seat_subject(token)
            seat_before_name(token, lexicon)
        return_agent(token)
        complete_participle(token, lexicon)
        if token.pos_ == "VERB":
            return_object(token, lexicon)
        return_to_past_infinitive(token, lexicon)
        if token.pos_ == "VERB":
            describe_object(token)
            keep_behind_second(token)
            agree_with_antecedent(token)
    for token in doc:
        if token.dep_ == "case":
            join_when(token)
    doc.cut_rings()
    doc.mended = True
    return doc


__all__ = ["participles", "present_forms", "repair"]
