"""What the steps write and read: a present, a simple past, parts of speech that a verb is misread as."""

PRESENT = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
MISREAD = frozenset({"NOUN", "ADV", "ADJ", "PROPN", "X"})
SIMPLE_PAST = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
