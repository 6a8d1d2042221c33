"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_STORE = "kg-store"
StoreOption = Annotated[
    str,
    typer.Option(
        "--store", "-s", envvar="KG_STORE", help="The folder of the graph, or the address of a SPARQL server."
    ),
]
LanguageOption = Annotated[str | None, typer.Option("--lang", help="Language of labels: fr or en.")]
GazetteerOption = Annotated[
    list[Path] | None, typer.Option("--gazetteer", help="A Turtle file of your own names, in the format of ours.")
]
WhoOption = Annotated[str | None, typer.Option("--by", help="Who decides; by default, whose account this is.")]
NoteOption = Annotated[str | None, typer.Option("--note", help="Why.")]
KindOption = Annotated[str | None, typer.Option("--kind", help="What a new name is: Person, City, ArmedGroup…")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")]
