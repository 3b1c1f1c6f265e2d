"""Front matter: a little YAML above an article. Strings only, as everywhere."""

from typing import Any

from quotes.language import worded

_DEEPEST = 16


def front_matter(text: str) -> tuple[int, str, dict[str, Any]]:
    """The fields, or the line (from 1) and the reason why it is no YAML mapping."""
    if (line := _too_deep(text)) is not None:
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
    if fields is None:
        return 0, "", {}
    if not isinstance(fields, dict):
        return 1, worded("it should be lines of key: value"), {}
    return 0, "", {str(name): value for name, value in fields.items()}


def _too_deep(text: str) -> int | None:
    """The line in which the seventeenth bracket stands open; a parser written in Python takes seconds
    to give up on some thousands of them.
    """
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        depth = max(0, depth + sum(map(line.count, "[{")) - sum(map(line.count, "]}")))
        if depth > _DEEPEST:
            return number
    return None
