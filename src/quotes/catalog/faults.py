"""Every fault of a catalog or a draft: its code, its sentence and the next step, in one place.

`E-` codes are errors, `W-` codes are warnings. A sentence is filled with the facts of the case.
What each code means and how it is mended at leisure is told in `explanations`.
"""

from quotes.errors import Problem
from quotes.language import worded

SENTENCES: dict[str, tuple[str, str]] = {
    "E-YAML": ("{why}", "mend this line; text with : # “ [ or {{ is safest under `text: |-`"),
    "E-TAB": ("a tab indents this line", "indent with spaces"),
    "E-WIDE-COLON": ("full-width “：” after a key", "write `{key}: ` with a half-width colon"),
    "E-WIDE-SPACE": (
        "a full-width or no-break space ({name}) stands where YAML needs a half-width one",
        "put half-width spaces in its place",
    ),
    "E-NO-SPACE": ("no space after the colon of “{key}”", "write `{key}: ` with a space"),
    "E-MERGE": ("an unresolved git conflict", "resolve the conflict, then run the command again"),
    "E-ENCODING": ("this is not UTF-8: {why}", "save the file as UTF-8"),
    "E-FILE": ("this file cannot be read: {why}", "mend the file or its permissions"),
    "E-SIZE": ("{size} bytes is more than a catalog file may hold ({limit})", "split the file"),
    "E-LONG": (
        "a value of {size} characters; {limit} is the most",
        "keep what was said; the source keeps the rest",
    ),
    "E-CONTROL": ("the control character {name} stands in the file", "delete the character"),
    "E-DEEP": ("nested deeper than {limit} levels", "a catalog file needs four levels"),
    "E-ALIAS": ("YAML anchors and aliases are not used here", "write the value out"),
    "E-TAG": ("YAML tags ({tag}) are not used here", "delete the tag"),
    "E-DUPLICATE-KEY": ("“{key}” stands twice; the first is on line {first}", "keep one of them"),
    "E-SHAPE": ("{what}", "compare with another file of the catalog"),
    "E-FIELD": ("{key}: {why}", "mend the value, or delete the line"),
    "E-MISSING": ("{what} has no {key}", "add a line `{key}: …`"),
    "E-CURLY-QUOTES": (
        "{key}: YAML takes “ ” for part of the value",
        'take the marks away, or quote the value with " "',
    ),
    "E-DUPLICATE-ID": ("id {id} is also given at {other}", "give one of them a new number"),
    "E-CUT-OFF": ("“ #” makes the rest of this line a comment", "put the value in quotes"),
    "E-UNKNOWN-ID": ("{key} names {id}, which is nowhere in the catalog", "mend the id"),
    "E-PERSON": ("{why}", "mend people.yaml"),
    "E-SOURCE-MISSING": ("the source {file} cannot be read: {why}", "put the file back"),
    "E-SOURCE-MOVED": (
        "there is no {file}, but {other} has its very bytes",
        "write `file: {other}`",
    ),
    "E-SOURCE-CHANGED": (
        "{file} is not the file that was read: its sha256 is {sha256}",
        "put the old file back, or run: quotes extract {file}",
    ),
    "E-SOURCE-OUTSIDE": ("{file} lies outside the project", "copy it in with `quotes add`"),
    "E-TEXT": (
        "these words are not in {file}{nearest}",
        "restore the printed words, or keep them beside the text as `printed:`",
    ),
    "E-TEXT-MARKS": (
        "only the punctuation differs from {file}{nearest}",
        "restore the printed words, or keep them beside the text as `printed:`",
    ),
    "E-TEXT-SCRIPT": (
        "only the script differs from {file}{nearest}",
        "keep the script that is printed; every search is blind to it",
    ),
    "E-TEXT-PART": (
        "these words stand in {file} only as part of something else{nearest}",
        "restore the printed words, or keep them beside the text as `printed:`",
    ),
    "E-TEXT-ELSEWHERE": (
        "these words stand on line {found} of {file}, not on line {line}",
        "mend `line` or the words",
    ),
    "E-TEXT-TWICE": (
        "{count} entries keep these words, which stand in {file} {times}",
        "restore the printed words, or delete one of the entries",
    ),
    "W-UNKNOWN-KEY": (
        "“{key}” is no key that quotes knows{near}",
        "rename it, or leave it: it is kept",
    ),
    "W-NEAR-NAME": (
        "“{speaker}” is nearly “{near}”",
        "if they are one, add an alias in people.yaml",
    ),
    "W-ROLE": (
        "“{title}” was not {name}'s office on {date} by people.yaml",
        "mend the speaker, the date, or the role in people.yaml",
    ),
    "W-INVISIBLE": (
        "invisible characters in {key}: {names}",
        "delete them unless they are printed",
    ),
    "W-LOOKALIKE": (
        "characters in {key} that look like others: {names}",
        "type the name anew unless it is printed so",
    ),
    "W-STANDING": ("standing {standing} without a note", "say why in `note:`"),
    "W-SAME-WORDS": (
        "the same words at {other} have another {what}: {theirs}",
        "see both with `quotes variants {id}`; mend one, or say `not_same_as: [{id}]`",
    ),
    "W-SECOND-HAND": (
        "that {speaker} said this is told by {via} alone",
        "look for the words at first hand, or say in `standing` how sure they are",
    ),
    "W-HEADLINE": (
        "the headline has these words, and the text below it does not: {text}",
        "hold them against the text of {file}; say in `note:` where they come from",
    ),
    "W-YEAR": (
        "{by} dates this {date} ({why})",
        "take the year: quotes set {id} date={date}",
    ),
    "W-SUGGESTION": (
        "the program would now say {fields}",
        "take or refuse it for good: quotes review --suggestions",
    ),
    "W-LEFTOVER": ("left by an interrupted write", "compare it with the catalog, then delete it"),
    "W-IGNORE": ("this `quotes: ignore` {what}", "mend the comment, or delete it"),
    "E-DRAFT-CHANGED": (
        "the words were changed: {changes} ({where})",
        "restore the printed words, or take the marks away",
    ),
    "E-DRAFT-SHORTENED": (
        "this is only a part: {where} has “{text}”",
        "print the rest, or show the cut with ……",
    ),
    "E-DRAFT-SPEAKER": (
        "by the catalog {expected} said this, and not {speaker} ({where})",
        "mend the name, or add your own source to the catalog",
    ),
    "E-DRAFT-DATE": (
        "by the catalog this was said on {expected}, and not on {date} ({where})",
        "mend the day, or add your own source to the catalog",
    ),
    "E-DRAFT-DENIED": (
        "the article has these words only to say that they were not, or only might be, said: {expected} ({where})",
        "read the passage: quotes show {id}",
    ),
    "E-DRAFT-REFUTED": (
        "the catalog says that these words are not the speaker's any more: {expected} ({where})",
        "read the note: quotes show {id}",
    ),
    "E-DRAFT-UNMARKED": (
        "{where} has this without marks: in its own words, or told indirectly",
        "take the marks away, or find who said it",
    ),
    "E-DRAFT-RETOLD": (
        "only an article that retells another one has these words: {where}",
        "quote the original: quotes variants {id}",
    ),
    "E-DRAFT-STITCHED": (
        "passages that stand apart were joined: {pieces}",
        "quote them one by one, each between marks of its own",
    ),
    "E-DRAFT-NOT-FOUND": (
        "no entry and no source has these words{nearest}",
        "add the source with: quotes add FILE; or take the marks away",
    ),
    "W-DRAFT-SCRIPT": (
        "another script than printed: {where} has “{text}”",
        "leave it, if your paper prints one script",
    ),
    "W-DRAFT-EDITED": (
        "an edit is shown: {where} has “{text}”",
        "leave it, if it changes nothing",
    ),
    "W-DRAFT-DISPUTED": (
        "the catalog has more than one speaker for this, or doubts it: {expected} ({where})",
        "see the passages: quotes variants {id}",
    ),
    "W-DRAFT-MARKS": (
        "another punctuation than printed: {where} has “{text}”",
        "leave it, if your paper's style asks for it",
    ),
}


def fault(code: str, path: str, place: tuple[int, int] = (0, 0), **facts: object) -> Problem:
    """The named fault at a line and column; the facts fill its sentence."""
    message, step = SENTENCES[code]
    return Problem(
        path,
        *place,
        code,
        worded(message).format_map(facts),
        worded(step).format_map(facts),
        warning=code.startswith("W-"),
    )
