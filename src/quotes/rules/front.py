"""Front matter: a little YAML above an article. Strings only, as everywhere."""

import re
from itertools import accumulate
from typing import Any

from quotes.language import worded

_DEEPEST = 16
_BRACKET = re.compile(r"[\[\]{}]")
_BEYOND_UNICODE = re.compile(r"\\U(?!000|0010)([0-9A-Fa-f]{8})")


def front_matter(text: str) -> tuple[int, str, dict[str, Any]]:
    """The fields, or the line (from 1) and the reason why it is no YAML mapping."""
    if (line := too_deep(text)) is not None:
        return line, worded("it is nested too deep"), {}
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        fields = YAML(typ="base", pure=True).load(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark
        return (mark.line + 1 if mark else 1), str(fault.problem or fault.context), {}
    except ReaderError as fault:
        before = text[: fault.position].count("\n")
        why = worded("U+{code:04X} has no place in it").format(code=fault.character)
        return before + 1, why, {}
    except RecursionError:
        return 1, worded("it is nested too deep"), {}
    except (OverflowError, TypeError, ValueError):
        return *_not_foreseen(text), {}
    if fields is None:
        return 0, "", {}
    if not isinstance(fields, dict):
        return 1, worded("it should be lines of key: value"), {}
    return 0, "", {str(name): value for name, value in fields.items()}


def _not_foreseen(text: str) -> tuple[int, str]:
    """Line and reason where the parser itself stumbles: over an escape beyond Unicode, over a version
    of some thousand digits, over a list of lists that is a key.
    """
    if found := _BEYOND_UNICODE.search(text):
        why = worded("U+{code:04X} has no place in it").format(code=int(found[1], 16))
        return text.count("\n", 0, found.start()) + 1, why
    return 1, worded("it should be lines of key: value")


def too_deep(text: str) -> int | None:
    """The line in which the seventeenth bracket stands open; a parser written in Python takes seconds
    to give up on some thousands of them.
    """
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        steps = (1 if bracket in "[{" else -1 for bracket in _BRACKET.findall(line))
        depths = [*accumulate(steps, initial=depth)]
        if max(depths) > _DEEPEST:
            return number
        depth = max(0, depths[-1])
    return None
