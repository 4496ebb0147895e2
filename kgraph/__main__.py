"""The `kgraph` command, and ``python -m kgraph``."""

from kgraph.process.interrupts import interruptible
from kgraph.process.streams import fill_streams

READ_ENOUGH = 128 + 13
"""The exit code where whoever reads the output has read enough, as SIGPIPE would end a command."""


def main() -> None:
    """Run the command line; listen to what ends a command before anything else is loaded."""
    fill_streams()
    with interruptible():
        from kgraph.cli import app
        from kgraph.cli.answers import fail_to_tell

        try:
            app()
        except OSError as error:  # a help or a version, which no command of ours tells
            fail_to_tell(error)
        except SystemExit as error:
            if isinstance(error.__context__, BrokenPipeError):
                raise SystemExit(READ_ENOUGH) from None
            raise


if __name__ == "__main__":
    main()
