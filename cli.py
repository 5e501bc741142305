"""The command line from a checkout, without installing: `python cli.py who` does what `provenance who` does."""

from provenance.commands.launch import main

if __name__ == "__main__":
    main()
