"""Words that want to be obeyed: by a terminal, a spreadsheet, a page, a database, a reader's eye."""

import random
import unicodedata
from collections.abc import Iterator

ESC, BEL, CSI, ST = "\x1b", "\x07", "\x9b", "\x1b\\"

TERMINAL = (
    *(chr(code) for code in (*range(1, 0x20), 0x7F, *range(0x80, 0xA0))),
    f"{ESC}[31m紅", f"{ESC}[2J清", f"{ESC}[10A上", f"{CSI}1m", f"{CSI}6n", f"{ESC}c", f"{ESC}[?1049h",
    f"{ESC}]8;;http://example.org{ST}鏈{ESC}]8;;{ST}", f"{ESC}]52;c;aGk={BEL}", f"{ESC}]0;題{BEL}",
    f"{ESC}]9;7;calc{BEL}", f"{ESC}P+q544e{ST}", f"{ESC}_Gi=1{ST}", f"{ESC}^隱{ST}", f"{ESC}(0", f"{ESC}#8",
    "\x9d52;c;aGk=\x9c", "\x90q\x9c", "abc\rxyz", "好\x08\x08壞", "好\x0b下\x0c頁", "一\r\n二", "一\n二\n三",
    "a.txt:1:1 E-TEXT 假\n", f"{ESC}[8m藏{ESC}[0m", f"{ESC}[5i", f"{ESC}[?2004l",
)  # fmt: skip
EYES = (
    *(f"左{chr(code)}右" for code in (
        *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C,  # turn text round
        *range(0x200B, 0x200E), *range(0x2060, 0x2065), 0xFEFF, 0x00AD, 0x034F, 0x180E, 0x3164, 0x115F,
        0xFFA0, 0x2028, 0x2029, 0x85, 0x600, 0x6DD, 0xFFF9, 0xFFFB, 0xE0041, 0xE007F, 0x1D173, 0xFFFE,
    )),
    "王忠\u200b林", "\u202e林忠王", "Wа́нг", "好" + "\u0301" * 40, "👨\u200d👩\u200d👧",
)  # fmt: skip
MARKUP = (
    "[/red]", "[bold]粗[/bold]", "[link=http://example.org]鏈[/link]", "[red on white]", "[[双]]", "[/]",
    ":100:", ":pile_of_poo:", "\\[好]", "[@click=app.bell]響[/]", "{0} {name} %s %(x)s", "${jndi:ldap://x}",
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)', "'><svg/onload=alert(1)>", "&lt;b&gt;&#x41;", "javascript:alert(1)",
    "<!-- x --> ]]>", "{{7*7}}{% raw %}", "<style>*{display:none}</style>", "data:text/html,x",
    "[點](javascript:alert(1))", "![圖](http://example.org/x.png)", "`碼` *星* _線_ |表|", "# 題", "1. 項",
    "- 項", "> 引", "~~~", "---", "'''粗''' ==題==", "{{删除}}", "</nowiki><b>", "<ref>x</ref>",
    "100%_{a}\\input{x} $y$ #1 ~^", "\\write18{ls}", "C:\\new \"引\" '引'",
)  # fmt: skip
CELLS = (
    *(
        f"{before}{lead}cmd|' /C calc'!A0"
        for lead in "=+-@＝＋－＠﹦﹢﹣﹫"
        for before in ("", " ", "\t", "\u3000")
    ),
    '=HYPERLINK("http://example.org")', "\t=1", "\r=1", 'DDE ("cmd";"/C calc";"x")',
)  # fmt: skip
DATABASES = (
    "'; DROP TABLE entries; --", '" OR ""="', "x' UNION SELECT 1--", "NEAR(a b)", 'a" AND "b', "*", "col:x",
    "%_", "\\", "a\\'b", "^x", "(", '"',
)  # fmt: skip
PATHS = (
    "../../etc/passwd", "/etc/passwd", "C:\\x", "\\\\host\\x", "file:///etc/passwd", "CON", "nul.txt", "-rf",
    "--help", ".", "..", "a/../b", "~root", "$HOME", "a\tb", "名\u202etxt.exe", " ", "x" * 300, "http://x/",
)  # fmt: skip

PAYLOADS = tuple(dict.fromkeys((*TERMINAL, *EYES, *MARKUP, *CELLS, *DATABASES, *PATHS)))

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def obeyed(text: str, own: str = "\n") -> set[str]:
    """Characters that a terminal obeys or a reader does not see, judged by Unicode's categories and not
    by the program's list; `own` are those that belong to the form.
    """
    return {char for char in set(text) if unicodedata.category(char) in _HIDDEN} - set(own)


_PIECES = (
    *PAYLOADS,
    ESC,
    CSI,
    "[",
    "]",
    "(",
    ")",
    "=",
    "<",
    ">",
    "&",
    "|",
    "他說",
    "好",
    "。",
    " ",
)


def generated(count: int, seed: int = 2020) -> Iterator[str]:
    """Payloads put together by chance; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - the same everywhere
    for _ in range(count):
        yield "".join(dice.choice(_PIECES) for _ in range(dice.randint(1, 5)))
