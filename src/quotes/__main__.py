"""Lets `python -m quotes` do what the `quotes` command does."""

from quotes.cli import main

if __name__ == "__main__":
    main()
