"""The command line: the commands joined, and every trouble caught once.

Exit codes: 0 done, 1 what was asked for is not there, 2 wrong usage or unreadable input, 3 our fault,
130 interrupted.
"""

import errno
import gc
import io
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from provenance.commands.output import notice, open_streams, say, silence
from provenance.commands.parameters import DATABASE, DEFAULT_DATABASE
from provenance.errors import (
    BrokenPromise,
    Interrupted,
    NotFound,
    ProvenanceError,
    StoreTrouble,
    UnreadableInput,
    half_character,
)
from provenance.text.visible import is_seen

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init_command.init", "Make the database and load the shipped letter."),
    "ingest": ("ingest_command.ingest", "Read and store a document, or a history."),
    "add": ("add_command.add", "Store an extant version; hold the notes against it."),
    "list": ("list_command.list_works", "List the works."),
    "versions": ("versions_command.versions", "List the versions of a work, extant and reconstructed."),
    "who": ("who_command.who", "Say who changed which sentence, and how we know."),
    "changes": ("changes_command.changes", "List the changes in the order of the text."),
    "redline": ("redline_command.redline", "Print both texts in one, marked by reviser."),
    "evidence": ("evidence_command.evidence", "Show what the notes say of the making of the text."),
    "search": ("search_command.search", "Find words in every version."),
    "report": ("report_command.report", "Write the report: md, html, docx, TEI, CSV and others."),
    "diff": ("diff_command.diff", "Compare two files word by word; nothing is stored."),
    "scan": ("scan_command.scan", "List what the notes of whole volumes tell of changes."),
    "corpus": ("corpus_command.corpus", "Read many sources with many workers."),
    "claim": ("claim_command.claims", "Add claims of your own; set claims aside."),
    "edit": ("edit_command.edits", "Put right what was entered of works, versions, persons."),
    "remove": ("remove_command.remove", "Remove a work, or one version of it."),
    "undo": ("undo_command.undo", "Take back a change of the library."),
    "log": ("log_command.log", "Tell who changed what, when and why."),
    "verify": ("verify_command.verify", "Check that nothing stored was altered."),
    "copy": ("copy_command.copy", "Copy the library to another database."),
    "annotate": ("annotate_command.annotate", "Tell the origin of every word of a history."),
    "authors": ("authors_command.authors", "Count the words of each author of a history."),
    "trace": ("trace_command.trace", "Tell when words entered, changed, moved, went, came back."),
    "serve": ("serve_command.serve", "Open the library in a browser."),
    "user": ("user_command.users", "Say who may come into a shared reading room."),
}
"""Name → module and function, and what it does, in the order of `provenance --help`.

A command is imported when it is asked for, and none for the list of them all.
"""


class _ReaderLeft(Exception):
    """Whoever read our answer has seen enough (`| head`)."""


class Commands(TyperGroup):
    """The commands of the table, each built when it is called: to build them all takes longer than to run one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        _refuse_blanks(self.params)
        self.commands: Any = dict.fromkeys(COMMANDS)  # typer looks here for what a mistyped name may mean

    def invoke(self, ctx: Any) -> Any:
        """What the command gives; typer would leave without a word if it is interrupted or its reader goes away."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderLeft from None
        except KeyboardInterrupt as stop:
            raise Interrupted(str(stop) or "interrupted; nothing half-done was stored") from None

    def list_commands(self, ctx: Any) -> list[str]:
        """The names in the order of the table."""
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands below the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items()])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command called `cmd_name`, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name][0].split(".")
        found = getattr(import_module(f"provenance.commands.{module}"), function)
        gc.freeze()
        gc.enable()
        if not isinstance(found, typer.Typer):
            single = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=_SETTINGS)
            single.command(cmd_name)(found)
            found = single
        command = typer.main.get_command(found)
        for each in (command, *getattr(command, "commands", {}).values()):
            _refuse_blanks(each.params)
            _refuse_library(each)
        return command


def _refuse_blanks(parameters: Iterable[Any]) -> None:
    """Let no option or argument be given as a blank: a shell's variable that is not set names nothing.

    Nor may an option that takes one value be given two, of which the first would be passed over in silence.
    """
    for parameter in parameters:
        parameter.consume_value = _filled(parameter)
        if parameter.param_type_name == "option" and not (parameter.multiple or parameter.is_flag or parameter.count):
            parameter.add_to_parser = _every_value(parameter)


def _refuse_library(command: Any) -> None:
    """Let `--db` stand before no command that opens no library, where it would be passed over in silence."""
    if hasattr(command, "commands") or any(parameter.name == "db" for parameter in command.params):
        return
    invoke = command.invoke

    def invoke_without_library(ctx: Any) -> Any:
        if ctx.find_root().params.get("db") is not None:
            raise UnreadableInput(f"`{ctx.command_path}` opens no library that --db could name; leave --db out")
        return invoke(ctx)

    command.invoke = invoke_without_library


def _every_value(parameter: Any) -> Callable[[Any, Any], None]:
    """What puts an option of one value into a parser so that every value is kept that is given for it."""
    add = parameter.add_to_parser

    def add_as_one_of_many(parser: Any, ctx: Any) -> None:
        parameter.multiple = True
        try:
            add(parser, ctx)
        finally:
            parameter.multiple = False

    return add_as_one_of_many


_PLACES = {"db", "output", "target"}
"""What may be called as no text is, on a system whose names are bytes; so may every file that is there."""


def _refuse_half_characters(given: Iterable[Any]) -> None:
    """Refuse words that are not UTF-8, as what is asked for or to be stored must be."""
    for one in given:
        try:
            if isinstance(one, str) and not os.path.lexists(one):
                one.encode()
        except UnicodeEncodeError as trouble:
            raise half_character(trouble) from None
        except ValueError:  # a NUL, which no name of a file has
            continue


_IN_MEMORY = {":memory:", "sqlite://", "sqlite:///", "sqlite:///:memory:"}
"""How SQLAlchemy calls a database that no file keeps."""


def _filled(parameter: Any) -> Callable[[Any, Any], Any]:
    consume = parameter.consume_value

    def consume_filled(ctx: Any, given: Any) -> Any:
        values = given.get(parameter.name)
        if isinstance(values, list) and parameter.param_type_name == "option" and not parameter.multiple:
            outer = ctx.find_root().params.get(parameter.name) if ctx.parent else None  # `--db A list --db B`
            values += [outer] if outer is not None else []
            if len(set(values)) > 1:
                raise UnreadableInput(f"{parameter.opts[0]} is given {len(values)} times; give it once")
            given = {**given, parameter.name: values[0]}
        value, source = consume(ctx, given)
        many = value if isinstance(value, (list, tuple)) else [value]
        if any(one in _IN_MEMORY for one in many if isinstance(one, str)) and source.name != "DEFAULT":
            raise UnreadableInput(f"{value} lies in memory and is gone when the command ends; name a file")
        if any(isinstance(one, str) and not is_seen(one) for one in many) and source.name != "DEFAULT":
            called = (
                parameter.opts[0]
                if parameter.param_type_name == "option"
                else (parameter.metavar or "FILE").strip("[]")
            )
            raise UnreadableInput(f"{called} is blank; leave it out or fill it")
        if parameter.name not in _PLACES:
            _refuse_half_characters(many)
        return value, source

    return consume_filled


_SETTINGS = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    name="provenance",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"provenance {version('draft-provenance')}")
        raise typer.Exit


@app.callback()
def provenance(
    db: Annotated[str | None, typer.Option("--db", metavar="PATH|URL", help="The database, for any command.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="The program's version.")
    ] = False,
) -> None:
    """Who put these words here, in which version, and how do we know?"""
    if db is not None:
        os.environ[DATABASE] = db


_WrongUsage: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What typer raises at a mistyped command; in some versions it is a class of click, in others of typer itself."""

_NO_MEMORY = "there is not enough memory for this; close other programs, or give less at a time"
_NO_ROOM = re.compile("failed to map segment|[Cc]annot allocate memory")
"""How the system says that a compiled module found no room."""

_SIGNALLED = 128 + 13
"""How a shell tells that a program ended because the reader of its output had left (`| head`)."""


def main() -> None:
    """Run the command line and leave with its exit code; whatever goes wrong ends in one sentence."""
    open_streams()
    for ending in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, ending):
            signal.signal(getattr(signal, ending), _stop)
    try:
        code = _run()
    except BrokenPromise as error:
        altered = _first_fault_of_the_library()
        code = _told(error.exit_code, str(error)) if altered is None else _told_altered(altered)
    except ProvenanceError as error:
        code = _told(error.exit_code, str(error))
    except typer.Abort:
        code = _told(Interrupted.exit_code, "interrupted")
    except _WrongUsage as error:
        code = _wrong_usage(error)
    except (_ReaderLeft, BrokenPipeError):
        code = _SIGNALLED
    except OSError as error:
        code = _told(2, _of_the_system(error))
    except MemoryError:
        code = _told(2, _NO_MEMORY)
    except RecursionError:
        code = _told(2, "what was given is nested too deeply to be read; check that it is what it should be")
    except Exception as error:
        if os.environ.get("PROVENANCE_TRACEBACK"):
            raise
        try:
            code = _unforeseen(error)
        except MemoryError:  # of which there may be too little even for that
            code = _told(2, _NO_MEMORY)
    sys.exit(_leave(code))


def _unforeseen(error: Exception) -> int:
    """What nobody foresaw: no room for a library's code, a library that was altered, or else a fault of ours."""
    if isinstance(error, ImportError) and _NO_ROOM.search(str(error)):
        return _told(2, _NO_MEMORY)
    if altered := _first_fault_of_the_library():
        return _told_altered(altered)
    kind = type(error).__name__
    asks = "Set PROVENANCE_TRACEBACK=1, run it again, and send us what it prints."
    return _told(3, f"this is our fault, not yours ({kind}: {error!s:.200}). {asks}")


def _of_the_system(error: OSError) -> str:
    """What the system refused: files or programs, of which it gives no more, or else a place to read or write."""
    reason = error.strerror or error
    if error.errno in _NO_MORE:
        return f"the system gives no more of what is needed ({reason}); close other programs, or use fewer workers (-j)"
    if error.errno == errno.ENOENT and not error.filename:
        return "the folder that you work in is not there any more; go to another one"
    place = os.fsdecode(error.filename) if error.filename else "standard output"
    return f"{place}: cannot be read or written ({reason})"


_NO_MORE = {errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM}


def _told_altered(fault: str) -> int:
    return _told(2, f"the library was altered or damaged: {fault}; restore it from a copy (`verify` tells more)")


def _first_fault_of_the_library() -> str | None:
    """What `verify` finds first in the library that was asked, if there is one."""
    from provenance import curation

    try:
        return next(iter(curation.verify(os.environ.get(DATABASE, DEFAULT_DATABASE), None).faults), None)
    except NotFound:
        return None
    except StoreTrouble as trouble:
        return str(trouble)
    except Exception:  # we are telling of a fault already
        return None


def _stop(_signal: int, _frame: object) -> None:
    """Whoever ends the program from outside is obeyed as Ctrl-C is: what is open is closed."""
    raise KeyboardInterrupt


def _run() -> int:
    """The command's exit code, its answer written out, so that a full disk is met here and not when Python ends."""
    try:
        code = app(prog_name="provenance", standalone_mode=False)
    finally:
        sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _wrong_usage(error: Any) -> int:
    """What typer says of a mistyped command, made safe to show, as it repeats what was typed."""
    said = io.StringIO()
    error.show(file=said)
    say(said.getvalue().rstrip("\n"))
    return int(error.exit_code)


def _told(code: int, message: str) -> int:
    notice(f"provenance: {message}")
    return code


def _leave(code: int) -> int:
    """The exit code; an answer that cannot be written any more is let go, so that Python does not complain of it."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        silence(sys.stdout)
    return code
