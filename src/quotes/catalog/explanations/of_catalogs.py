"""Faults of catalog files, and of what they say.

An example is a change to the file that tests/test_explanations.py keeps: where `right` stands,
`wrong` is put, and the code must be told. So no page can speak of a fault that is not found.
"""

from quotes.catalog.explanations.page import Explanation

_WORDS = "    text: |-\n      細節決定成敗。"
_SPEAKER = "    speaker: 王忠林"
_DATE = "    date: 2020-02-16"
_STATUS = "    status: todo"
_KIND = "    kind: quote"
_OTHER_WORDS = "    text: |-\n      不能不當回事，人命關天。"

OF_CATALOGS: dict[str, Explanation] = {
    "E-YAML": Explanation(
        "YAML cannot read this file.",
        "Nothing in it can be shown, checked or extended until it parses; the others go on.",
        "Look at the line and the one above it: an open quote or bracket is the usual cause.",
        _SPEAKER,
        "    speaker: [王忠林",
    ),
    "E-TAB": Explanation(
        "A tab stands where a line is indented.",
        "YAML indents with spaces alone; how wide a tab is, nobody can know.",
        "Put spaces in its place, and let the editor write spaces in YAML files.",
        _SPEAKER,
        "\tspeaker: 王忠林",
    ),
    "E-WIDE-COLON": Explanation(
        "A key is followed by the full-width colon of a Chinese keyboard.",
        "YAML takes the line for words, and the field is lost.",
        "Write a half-width colon and a space.",
        _SPEAKER,
        "    speaker：王忠林",
    ),
    "E-WIDE-SPACE": Explanation(
        "A full-width or no-break space stands before a key or behind its colon.",
        "YAML takes it for a letter: the key becomes another key, or the line no key at all.",
        "Put half-width spaces in its place.",
        _SPEAKER,
        "    \u3000speaker: 王忠林",
    ),
    "E-NO-SPACE": Explanation(
        "A key's colon has no space behind it.",
        "YAML takes `speaker:王忠林` for one word.",
        "Write a space behind the colon.",
        _SPEAKER,
        "    speaker:王忠林",
    ),
    "E-MERGE": Explanation(
        "Git has left the marks of a conflict in this file.",
        "Both versions stand in it; which one holds is for a person to say.",
        "Keep what is right, delete the lines with <<<<<<<, ======= and >>>>>>>.",
        _STATUS,
        "<<<<<<< HEAD\n    status: ok\n=======\n    status: todo\n>>>>>>> theirs",
    ),
    "E-ENCODING": Explanation(
        "The file is not UTF-8.",
        "Read as anything else its words would change without anybody noticing.",
        "Save it as UTF-8: iconv -f GB18030 -t UTF-8 old.yaml > new.yaml",
    ),
    "E-FILE": Explanation(
        "The system does not hand this file over, or it is no ordinary file.",
        "Nothing is known of its entries. `check` ends with 3 then.",
        "Mend its permissions, or take it out of the catalog.",
    ),
    "E-SIZE": Explanation(
        "The file is larger than any article's entries can be.",
        "Reading it would take the memory of the machine.",
        "Split it, or take it out of the catalog.",
    ),
    "E-LONG": Explanation(
        "A value is longer than anything that anybody has said.",
        "Most often a quote is not closed and the rest of the file stands in it.",
        "Close the quote; keep what was said.",
        "王忠林",
        "王" * 100_001,
    ),
    "E-CONTROL": Explanation(
        "A character that no page prints stands in the file: NUL, ESC and their kin.",
        "YAML forbids them, and a terminal would obey them.",
        'Delete it; in a double-quoted value it may be written as an escape: "\\e".',
        _SPEAKER,
        "    speaker: 王\x01忠林",
    ),
    "E-DEEP": Explanation(
        "Lists or mappings are nested deeper than any catalog needs.",
        "Such files are made to bring programs down.",
        "Compare it with another file of the catalog: four levels are enough.",
        "    tags: [防疫]",
        "    tags: " + "[" * 65,
    ),
    "E-ALIAS": Explanation(
        "A YAML anchor (&name) or alias (*name) stands in the file.",
        "A correction would then change entries that nobody looks at.",
        "Write the value out.",
        _SPEAKER,
        "    speaker: &w 王忠林",
    ),
    "E-TAG": Explanation(
        "A YAML tag (!name) stands before a value.",
        "Values here are words; a tag would make them something else.",
        "Delete the tag, or quote a value that begins with `!`.",
        _STATUS,
        "    status: !done todo",
    ),
    "E-DUPLICATE-KEY": Explanation(
        "A key stands twice in one entry.",
        "Most readers of YAML keep the last and lose the other without a word.",
        "Keep one of them.",
        _SPEAKER,
        "    speaker: 應勇\n    speaker: 王忠林",
    ),
    "E-SHAPE": Explanation(
        "The file is no `source:` and a list of `entries:`, or holds a second document.",
        "Entries are found by that outline.",
        "Compare it with another file of the catalog.",
        "entries:",
        "---\nentries:",
    ),
    "E-FIELD": Explanation(
        "The value of a field is none that the field can have.",
        "A date must be EDTF, a kind one of three, a line a number: filters rely on it.",
        "Write what the message proposes, or delete the line.",
        _DATE,
        "    date: 2020年2月16日",
    ),
    "E-MISSING": Explanation(
        "A field that every entry needs is not there.",
        "An entry has at least id, text, kind and status; a source has its file.",
        "Add the line.",
        _KIND + "\n",
        "",
    ),
    "E-CURLY-QUOTES": Explanation(
        "A value is quoted with “ ” as if they were YAML's quotes.",
        "They are ordinary characters to YAML: the speaker is now called “王忠林”, marks and all.",
        'Take them away, or use " ".',
        _SPEAKER,
        "    speaker: “王忠林”",
    ),
    "E-DUPLICATE-ID": Explanation(
        "Two entries of the catalog have one id.",
        "Whoever cites it cites both.",
        "Give the newer one a number that was never used.",
        "  - id: 003-02",
        "  - id: 003-01",
    ),
    "E-CUT-OFF": Explanation(
        "A blank and # begin a comment in the middle of words.",
        "What stands behind it is lost: `我们 #武汉加油#` says 我们.",
        "Quote the value, or put it under `|-`. A comment has a space behind its #.",
        "    occasion: 調研",
        "    occasion: 調研 #武漢加油",
    ),
    "E-UNKNOWN-ID": Explanation(
        "`same_as` or `not_same_as` names an id that no entry has.",
        "The sentence it makes is about nothing.",
        "Mend the id.",
        _STATUS,
        "    status: todo\n    same_as: [003-99]",
    ),
    "E-PERSON": Explanation(
        "people.yaml says something that cannot be: no name, a shared alias, a wrong date.",
        "Names and offices of every entry are shown by it.",
        "Mend people.yaml.",
    ),
    "E-SOURCE-MISSING": Explanation(
        "The source that the file names cannot be read.",
        "None of its entries can be proved.",
        "Put the file back, or mend `source.file`.",
        "  file: seeds/003_a.txt",
        "  file: nowhere/003_a.txt",
    ),
    "E-SOURCE-MOVED": Explanation(
        "The source that the file names is not there, and another file has its bytes.",
        "None of its entries can be proved, and extracting would enter them a second time.",
        "Write the new path as `source.file`, or rename the article back.",
        "  file: seeds/003_a.txt",
        "  file: seeds/003_old_name.txt",
    ),
    "E-SOURCE-CHANGED": Explanation(
        "The source is no longer the file from which the entries were taken.",
        "Lines may have moved and words may have changed.",
        "Put the old file back, or extract again: what is still printed is found, the rest told.",
    ),
    "E-SOURCE-OUTSIDE": Explanation(
        "`source.file` leads out of the project.",
        "Nobody else would have the file, and a catalog must not read what it likes.",
        "Copy the article in with `quotes add`.",
        "  file: seeds/003_a.txt",
        "  file: ../003_a.txt",
    ),
    "E-TEXT": Explanation(
        "The words are not in the source.",
        "A quotation that is not printed is not a quotation.",
        "Restore the printed words. If the source has a misprint, keep what it prints beside\n"
        "        your reading, as `printed:`.",
        _WORDS,
        "    text: |-\n      細節決定勝敗。",
    ),
    "E-TEXT-MARKS": Explanation(
        "The words are printed, with other punctuation.",
        "Stored words are as printed; a question mark can turn a sentence round.",
        "Restore the printed marks, or keep them as `printed:`.",
        _WORDS,
        "    text: |-\n      細節決定成敗！",
    ),
    "E-TEXT-SCRIPT": Explanation(
        "The words are printed in the other script, Traditional or Simplified.",
        "Conversion merges characters (后 and 後) and cannot be undone; search needs none.",
        "Restore the printed script.",
        _WORDS,
        "    text: |-\n      细节决定成败。",
    ),
    "E-TEXT-PART": Explanation(
        "The words are printed, but not between marks: they are part of something longer.",
        "What was cut from a sentence can say the opposite of it.",
        "Restore the whole, or keep the printed words as `printed:`.",
        _WORDS,
        "    text: |-\n      細節決定成敗",
    ),
    "E-TEXT-ELSEWHERE": Explanation(
        "The words stand on another line of the source.",
        "The same words may be said by somebody else there.",
        "Mend `line`, or the words.",
        "    line: 7",
        "    line: 9",
    ),
    "E-TEXT-TWICE": Explanation(
        "More entries keep these words than the source prints them.",
        "One quotation would be counted twice.",
        "Delete one of the entries, or restore what it said.",
        _WORDS,
        _OTHER_WORDS,
    ),
    "W-UNKNOWN-KEY": Explanation(
        "A key that quotes does not know.",
        "It is kept, but no command looks at it; most often a letter is missing.",
        "Rename it if it is a slip.",
        _SPEAKER,
        "    speker: 王忠林",
    ),
    "W-NEAR-NAME": Explanation(
        "A speaker is one character away from somebody in people.yaml.",
        "One person would be listed as two.",
        "Mend the name, or add it as an alias or as a person of its own.",
        _SPEAKER,
        "    speaker: 王忠琳",
    ),
    "W-ROLE": Explanation(
        "A speaker is printed with an office that, by people.yaml, was not theirs that day.",
        "Either the date is wrong or the person is.",
        "Mend the speaker, the date, or `since` and `until` of the role.",
        _SPEAKER + "\n" + _DATE,
        "    speaker: 武漢市委書記王忠林\n    date: 2019-02-16",
    ),
    "W-INVISIBLE": Explanation(
        "A value or a key holds characters that nobody sees, or that turn text round.",
        "Two names that look alike are then two names.",
        "Delete them, unless the source prints them.",
        "    occasion: 調研",
        "    occasion: 調\u200b研",
    ),
    "W-LOOKALIKE": Explanation(
        "A name or a key holds characters that readers take for others: ⾦ (U+2FA6) for 金.",
        "They come out of PDF files, or from somebody who wants to pass for another. Two names that look alike are then two names.",
        "Type the name anew, unless the source prints it so.",
        _SPEAKER,
        "    speaker: 王忠\uf9f4",
    ),
    "W-STANDING": Explanation(
        "The attribution is called disputed, withdrawn or the like, and nobody says why.",
        "Whoever reads it has to do the work again.",
        "Say it in `note:`.",
        _STATUS,
        "    standing: disputed\n    status: todo",
    ),
    "W-SAME-WORDS": Explanation(
        "Two printings of one saying differ in their speaker, their date or their occasion.",
        "One of them may be wrong; or it was said twice, which is worth a line.",
        "Mend one of them, or say `not_same_as: [ID]`.",
    ),
    "W-SECOND-HAND": Explanation(
        "Whoever says that the speaker said this only passes it on, in every printing there is.",
        "What is told at second hand is easily told wrong.",
        "Look for the words at first hand; `standing: disputed` says that they are doubted.",
    ),
    "W-HEADLINE": Explanation(
        "A quotation of the headline stands nowhere in the text below it.",
        "Headlines shorten, and now and then they invent.",
        "Read the text; where the words are somebody's all the same, say in `note:` whose.",
    ),
    "W-YEAR": Explanation(
        "The article prints no year, and another article of the catalog tells of the same day.",
        "It prints the same saying, or it is a copy.",
        "Take the year with `quotes set`, or leave it open.",
    ),
    "W-SUGGESTION": Explanation(
        "The program would now say something else of an entry that a person has touched.",
        "It never changes such an entry; it asks.",
        "`quotes review --suggestions` takes it or refuses it: it is not suggested again then.",
    ),
    "W-LEFTOVER": Explanation(
        "A write was cut short, by a power failure perhaps, and left its file.",
        "The catalog is whole, old or new; the file may hold somebody's words.",
        "Compare it with the catalog, then delete it.",
    ),
    "W-IGNORE": Explanation(
        "A comment `# quotes: ignore …` ignores nothing, or does not say why.",
        "Its fault is gone, and the next one of that kind would pass unseen.",
        "Delete the comment, or write it as `# quotes: ignore CODE reason`.",
        _STATUS,
        "    status: todo  # quotes: ignore E-FIELD 原文如此",
    ),
}
