"""What a page tells of a fault."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    what: str
    why: str
    mend: str
    right: str = ""
    wrong: str = ""
