"""The `kgraph` command, and ``python -m kgraph``."""

from kgraph.process.interrupts import interruptible


def main() -> None:
    """Run the command line; listen to what ends a command before anything else is loaded."""
    with interruptible():
        from kgraph.cli import app

        app()


if __name__ == "__main__":
    main()
