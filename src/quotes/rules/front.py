"""Front matter: a little YAML above an article. Strings only, as everywhere."""

from typing import Any

from quotes.language import worded


def front_matter(text: str) -> tuple[int, str, dict[str, Any]]:
    """The fields, or the line (from 1) and the reason why it is no YAML mapping."""
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
