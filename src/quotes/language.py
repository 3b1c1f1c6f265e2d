"""Chinese or English: what the program says, and never what it keeps.

`QUOTES_LANG` decides (`zh`, `zh_TW`, `en`), else the locale. The English sentence is the key of the
Chinese one in `locale/`, as gettext has it; what is written for programs and into the catalog is
the same in every language.

>>> with speaking("zh"):
...     print(worded("nothing in the catalog fits"))
语录库中没有符合的条目
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

VARIABLE = "QUOTES_LANG"
DOMAIN = "quotes"
FOLDER = Path(__file__).parent / "locale"
ENGLISH, SIMPLIFIED, TRADITIONAL = "en", "zh_Hans", "zh_Hant"
_TRADITIONAL = ("hant", "tw", "hk", "mo")

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def worded(text: str) -> str:
    """The sentence in the language of whoever reads it; itself where there is no other."""
    return _said(text)


def head(name: str) -> str:
    """The name of a column or field as people read it: `speaker` is 说话人."""
    told = _said(f"head\x04{name}")
    return name if "\x04" in told else told


def of_system(why: OSError) -> str:
    """What the system says of a file: its commonest sentences are translated, others stay."""
    return _said(why.strerror or str(why))


def spoken() -> str:
    """`en`, `zh_Hans` or `zh_Hant`."""
    return _spoken.get() or _of_this_process()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """For a while; workers on several machines all keep their records in English."""
    token = _spoken.set(_read(language))
    try:
        yield
    finally:
        _spoken.reset(token)


def teach_libraries() -> None:
    """Click takes its own sentences from gettext's domain of this process: they are in ours too."""
    if spoken() == ENGLISH:
        return
    import gettext

    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = spoken()


def _said(text: str) -> str:
    language = spoken()
    if language == ENGLISH or not text:  # gettext keeps its own notes under the empty sentence
        return text
    return _catalog(language)(text)


@cache
def _catalog(language: str) -> Callable[[str], str]:
    import gettext

    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True).gettext


@cache
def _of_this_process() -> str:
    return asked_for(os.environ, sys.platform)


def asked_for(environment: Mapping[str, str], platform: str = "") -> str:
    """The language that an environment asks for; of several variables the first that is set.

    >>> asked_for({"LANG": "zh_CN.UTF-8"}), asked_for({"QUOTES_LANG": "en", "LANG": "zh_CN.UTF-8"})
    ('zh_Hans', 'en')
    >>> asked_for({"LC_ALL": "C", "LANG": "zh_TW"}), asked_for({"LANG": "zh_HK.UTF-8"})
    ('en', 'zh_Hant')
    """
    for name in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return _read(environment[name])
    return _read(_of_windows()) if platform == "win32" else ENGLISH


def _of_windows() -> str:
    """Windows has no such variables; its name for the language is `Chinese (Traditional)_Taiwan`."""
    import locale

    name = locale.getlocale()[0] or ""
    chinese = "zh_Hant" if "Traditional" in name or "Taiwan" in name else "zh"
    return chinese if name.startswith(("Chinese", "zh")) else ENGLISH


def _read(name: str) -> str:
    """Of whatever form: zh-Hant, zh_TW.UTF-8, ZH."""
    language, *rest = name.partition(".")[0].replace("-", "_").lower().split("_")
    if language != "zh":
        return ENGLISH
    return TRADITIONAL if set(rest) & set(_TRADITIONAL) else SIMPLIFIED
