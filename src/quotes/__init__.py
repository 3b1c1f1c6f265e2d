"""A catalog of who said what, when, and where it is printed, pulled from Chinese news."""

__version__ = "0.1.0"
