"""All commands. Each lives in a module of its own, which is imported when the command is called."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from crawler import VERSION
from crawler.cli.telling import tell
from crawler.errors import ShiluError, StorageError, UsageError
from crawler.exits import Exit
from crawler.garbage import relax
from crawler.interrupts import INTERRUPTED, raise_interrupt
from crawler.memory import LEAST_FOR_A_CRAWL, is_want_of_memory, tell_want_of_memory, too_small_for_a_crawl
from spiders.errors import ProfileError

# Command -> (module, what it does). Help is printed from here, so that it imports nothing.
COMMANDS = {
    "crawl": ("crawler.cli.crawl", "Fetch what is new or due, store it in WARC, write the articles."),
    "backfill": ("crawler.cli.crawl", "Walk lists to their end and the chain to both ends, once."),
    "extract": ("crawler.cli.extract", "Read the articles again out of WARC files, without the network."),
    "probe": ("crawler.cli.probe", "Explain one page: encoding, kind, links by role, article, evidence."),
    "decode": ("crawler.cli.text", "Bytes in, text out: the charset, the evidence, what was repaired."),
    "repair": ("crawler.cli.text", "Damaged text in, repaired text out, every edit told."),
    "check": ("crawler.cli.archive", "Verify an archive: digests, lengths, torn ends, index, articles."),
    "wacz": ("crawler.cli.archive", "Pack a collection as one WACZ file."),
    "serve": ("crawler.cli.serve", "Browse, search and replay a collection in a local web page."),
    "sites": ("crawler.cli.sites", "List the site profiles."),
    "schema": ("crawler.cli.sites", "Print the article's JSON Schema."),
    "demo": ("crawler.cli.demo", "Start the built-in sample news site and run the main job on it."),
}
HELP = ["-h", "--help"]


class LazyGroup(click.Group):
    """Imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. A crawl is refused before its libraries are loaded where memory is too small for it."""
        crawls = COMMANDS.get(args[0], ("",))[0] == "crawler.cli.crawl" and not set(HELP) & set(args)
        if crawls and (limit := too_small_for_a_crawl()):
            allowed, needed = limit // 1_000_000, LEAST_FOR_A_CRAWL // 1_000_000
            raise UsageError(f"{allowed} MB of memory are allowed, a crawl needs {needed}; raise ulimit -v")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        relax()
        command: click.Command = getattr(import_module(module), cmd_name)
        raise_interrupt()
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Answer here what click would answer with a traceback or a code of its own."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader of our output has had enough, as in `shilu extract … | head`; Python's last flush has to
            # go somewhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.OK
        except OSError as error:
            place = error.filename or "standard output"
            raise StorageError(f"{place}: {error.strerror or error}; see to it and start again") from None
        return code

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": HELP, "max_content_width": 110})
@click.version_option(VERSION, prog_name="shilu")
def group() -> None:
    """Crawl news sites, keep exactly what they sent, and hand on what they said as clean article JSON."""


def run(args: list[str] | None) -> int:
    """Run the command that `args` name (`None`: the process's) and give its exit code."""
    _open_missing_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Data is UTF-8, whatever the locale; half a surrogate pair comes out as JSON writes it.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = group.main(args, prog_name="shilu", standalone_mode=False)
    except click.ClickException as error:
        with suppress(OSError):
            error.show(sys.stderr)
        code = 2
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except (ShiluError, ProfileError) as error:
        tell(f"shilu: {error}")
        code = getattr(error, "exit_code", 2)
    except OSError as error:  # while click prints the help; `invoke` answers for the commands
        tell(f"shilu: standard output: {error.strerror}; see to it and start again")
        code = Exit.DISK
    except Exception as error:
        if not is_want_of_memory(error):
            raise
        tell_want_of_memory()
        code = Exit.ERRORS
    return code if isinstance(code, int) else 0


def _open_missing_streams() -> None:
    """Take the place of standard streams that the caller has closed, before the state's database gets their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 (as long as the process)
