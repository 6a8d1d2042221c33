"""Mends what the parser is known to get wrong and the words alone can tell, sentence by sentence, in place.

« La Turquie menace de… », « Israël dément… »: the form is both a noun (or adverb) and the present of a verb; after a
subject and without a determiner it is the verb. Measured on agency prose; see the cases in tests/test_mending.py.
Every file of the package writes the parser's labels; none of the steps after it does.
"""

from kg.extract.mending.auxiliaries import mend_auxiliaries
from kg.extract.mending.chains import (
    cause,
    complete_control,
    complete_with_infinitive,
    coordinate_far_participle,
    coordinate_gerund,
    enumerate_participle,
    govern_infinitive,
    join_that,
    lead_before_joined,
    list_names,
    pass_adjective,
    share_auxiliary,
)
from kg.extract.mending.clefts import cleave
from kg.extract.mending.forms import has_auxiliary, infinitive_of, participles, present_forms
from kg.extract.mending.gerunds import follow_gerund, hang_gerund, hang_participle, mend_gerund
from kg.extract.mending.governing import mend_governing
from kg.extract.mending.objects import (
    behind_day_and_place,
    bind_by_hyphen,
    count_by_adverb,
    count_of_them,
    count_participles,
    date_second_clause,
    describe_object,
    free_from_day,
    free_from_night,
    from_whom,
    give_amount,
    is_no_name,
    join_by_article,
    join_noun,
    name_after_verb,
    name_day,
    name_object,
    pass_over_manner,
    qualify,
    read_partitive,
    return_agent,
    return_object,
    return_to_past_infinitive,
    say_behind_day,
    undergo,
    weigh_by_price,
)
from kg.extract.mending.subjects import (
    agree_with_antecedent,
    begin_clause,
    enthrone,
    gather,
    hang_on_noun_before,
    invert_speech,
    lead,
    lead_behind_opening,
    lead_pair,
    open_with_place,
    resume,
    return_subject,
    seat_listed,
    seat_pair,
    seat_subject,
    somebody_there,
)
from kg.extract.mending.values import MISREAD, PRESENT
from kg.extract.mending.verbs import (
    between_nouns,
    conjugate,
    coordinate_participle,
    describe_nearest,
    done_by_whom,
    ends_what,
    fix_adjective,
    is_no_infinitive,
    is_no_participle,
    is_plural_present,
    join_auxiliary,
    join_denial,
    join_infinitive,
    join_second_participle,
    make_verb,
    modify_as_participle,
    modify_behind_comma,
    open_with_participle,
    opens_infinitive,
    present_subject,
    read_preposition,
    stands_as_verb,
    tell_participle,
    undergone,
    with_auxiliary,
)
from kg.extract.tokens import Doc
from kg.lexicon import Lexicon

_SMALL = {"PUNCT", "DET", "ADP", "CCONJ", "SCONJ"}  # nearly half of the words; of them only « des » is mended


def repair(doc: Doc, lexicon: Lexicon) -> Doc:
    """Read misread verbs as verbs, in place: their tag, lemma and, where the sentence has no other, the root."""
    forms = present_forms(lexicon)
    for token in doc:
        name_day(token, lexicon)
        undergo(token)
        name_object(token)
        is_no_name(token)
        qualify(token)
        read_preposition(token)
        if token.pos_ in MISREAD and token.lower_ in forms and token.i and is_plural_present(token):
            make_verb(token, forms[token.lower_])
    if len(doc) > 2:
        cleave(doc)
        mend_auxiliaries(doc, lexicon)
        open_with_participle(doc[0], lexicon)
        for token in doc[1:-1]:
            bind_by_hyphen(token)
    for token in doc:
        if token.pos_ in _SMALL:
            with_auxiliary(token, lexicon)
            read_partitive(token, lexicon)
            continue
        if token.lemma_ in lexicon.cues.partitive:
            count_participles(token)
            give_amount(token)
            weigh_by_price(token)
            join_noun(token)
        mend_gerund(token, lexicon)
        follow_gerund(token, lexicon)
        hang_gerund(token, lexicon.cues.grammar)
        hang_participle(token)
        tell_participle(token)
        conjugate(token)
        fix_adjective(token, lexicon)
        complete_control(token)
        pass_adjective(token)
        join_that(token)
        list_names(token)
        join_auxiliary(token)
        join_infinitive(token, lexicon)
        modify_as_participle(token, lexicon)
        modify_behind_comma(token, lexicon)
        describe_nearest(token)
        if token.pos_ == "VERB":
            from_whom(token)
            resume(token)
        somebody_there(token, lexicon)
        with_auxiliary(token, lexicon)
        undergone(token, lexicon)
        govern_infinitive(token, forms)
        complete_with_infinitive(token)
        return_subject(token)
        hang_on_noun_before(token)
        lead_before_joined(token)
        begin_clause(token)
        coordinate_far_participle(token)
        share_auxiliary(token)
        enumerate_participle(token)
        cause(token)
        coordinate_participle(token, lexicon)
        join_second_participle(token)
        coordinate_gerund(token)
        if token.pos_ in ("VERB", "AUX") or (token.pos_ == "ADJ" and has_auxiliary(token)):
            misread = present_subject(token) or is_no_participle(token, lexicon) or is_no_infinitive(token)
            if token.lower_ in forms and misread:
                token.set_morph(PRESENT)  # « le ministre dit avoir … » is no participle
            lemma = infinitive_of(token, forms)
            if lemma is None:
                continue
            token.lemma_ = lemma
            if token.pos_ == "ADJ":
                token.pos_ = "VERB"
                token.set_morph("Tense=Past|VerbForm=Part")
            elif token.dep_ in ("amod", "acl", "flat:name", "nmod") and stands_as_verb(token):
                make_verb(token, lemma)
        elif token.pos_ in MISREAD and token.i > 0 and token.lower_ in forms:
            if (
                stands_as_verb(token)
                or is_plural_present(token)
                or (token.lower_ in lexicon.cues.forms and (between_nouns(token) or ends_what(token)))
            ):
                make_verb(token, forms[token.lower_])
            elif token.lower_ in lexicon.cues.forms and opens_infinitive(token):
                token.pos_, token.lemma_ = "VERB", forms[token.lower_]
                token.set_morph(PRESENT)
                join_denial(token)
    lead(doc)
    lead_pair(doc)
    lead_behind_opening(doc)
    if len(doc) > 2:
        open_with_place(doc)
    enthrone(doc)
    mend_governing(doc, lexicon.cues)
    for token in doc:
        if token.pos_ in _SMALL:
            continue
        pass_over_manner(token)
        join_by_article(token, lexicon)
        count_of_them(token)
        done_by_whom(token)
        count_by_adverb(token)
        behind_day_and_place(token, lexicon)
        seat_pair(token)
        invert_speech(token, lexicon)
        free_from_day(token, lexicon)
        free_from_night(token, lexicon)
        say_behind_day(token, lexicon)
        name_after_verb(token, lexicon)
        gather(token)
        seat_subject(token)
        seat_listed(token, lexicon)
        return_agent(token)
        return_object(token)
        return_to_past_infinitive(token)
        describe_object(token)
        date_second_clause(token)
        agree_with_antecedent(token)
    doc.cut_rings()
    return doc


__all__ = ["participles", "present_forms", "repair"]
