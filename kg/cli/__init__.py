"""The command line: what a person types. It prints; the library raises."""

import sys

import typer

from kg.cli.building import StoppedError, build
from kg.cli.graph import check, delete, export, info, serve, show
from kg.cli.questions import ask, sparql
from kg.cli.review import review
from kg.cli.terminal import fail
from kg.cli.texts import annotate, coverage, evaluate, explain

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn conflict and diplomacy news into a knowledge graph that can be questioned and checked.",
)

# In the order of --help.
app.command()(build)
app.command()(explain)
app.command()(annotate)
app.command()(export)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(ask)
app.command()(sparql)
app.command()(check)
app.command()(show)
app.command()(serve)
app.command()(delete)
app.command()(info)
app.command()(coverage)
app.command()(evaluate)
app.add_typer(review, name="review")


def main() -> None:
    """Run the command line; errors that we foresee become one sentence and exit code 2."""
    from kg.articles import BadArticleError
    from kg.graph.remote import ServerError
    from kg.graph.store import StoreError
    from kg.graph.triples import GraphError
    from kg.link.decisions import DecisionError
    from kg.notation import NotationError
    from kg.resources import ResourceError
    from kg.workers import WorkerError

    try:
        app()
    except (
        BadArticleError,
        DecisionError,
        StoreError,
        GraphError,
        NotationError,
        ResourceError,
        ServerError,
        WorkerError,
    ) as error:
        fail(str(error))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            sys.stderr.close()
            raise SystemExit(0) from None
        if any(words in str(error) for words in ("No space left", "File too large", "is full", "quota")):
            fail(
                f"The disk is full ({error}). Make room on the disk, then run the same command again: what was read is kept."
            )
        fail(
            f"{error.filename or 'A file'}: {error.strerror or error}. Check the path, the disk, and your rights there."
        )
    except StoppedError:
        fail("Stopped. What had been read is kept; run the same command again to finish.", code=130)
