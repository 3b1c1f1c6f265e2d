"""Quotations of a writer's draft that are not as printed: what `verify` tells."""

from quotes.catalog.explanations.page import Explanation

OF_DRAFTS: dict[str, Explanation] = {
    "E-DRAFT-CHANGED": Explanation(
        "The draft has other words between its marks than the catalog.",
        "Marks promise somebody's own words; a better word is a word that nobody said.",
        "Put the printed words back; or take the marks away and tell it in your own.",
    ),
    "E-DRAFT-SHORTENED": Explanation(
        "Between the marks stands a part of what was said, and nothing shows the cut.",
        "What was left out may be what it was about.",
        "Quote the rest, show the cut with ……, or leave the marks to fewer words.",
    ),
    "E-DRAFT-SPEAKER": Explanation(
        "The words are printed so, and by the catalog somebody else said them.",
        "The wrong name is the costliest slip of all.",
        "Mend the name. If your own source has another speaker, add it with `quotes add`.",
    ),
    "E-DRAFT-DATE": Explanation(
        "The words are printed so, and by the catalog they were said on another day.",
        "A day decides what a speaker could know. Only days told near the words are compared.",
        "Mend the day. If your own source has another one, add it with `quotes add`.",
    ),
    "E-DRAFT-DENIED": Explanation(
        "The article has these words only to deny them, or to suppose them: 他说的不是“…”.",
        "Told as if they had been said, they turn into their contrary.",
        "Say that they were denied or supposed, or take them out.",
    ),
    "E-DRAFT-REFUTED": Explanation(
        "Everything that the catalog has of these words is misattributed or withdrawn.",
        "Somebody has looked into them, and said why in the entry's note.",
        "Take them out, or say that they are misattributed.",
    ),
    "E-DRAFT-UNMARKED": Explanation(
        "A source has these words without marks: as the reporter's own, or as indirect speech.",
        "It is not known that anybody said them in this wording.",
        "Take the marks away, or find a source that quotes.",
    ),
    "E-DRAFT-RETOLD": Explanation(
        "Nobody has these words but an article that retells the whole of another one.",
        "A machine, or somebody in a hurry, put them into a mouth.",
        "Look for what the original prints, and quote that.",
    ),
    "E-DRAFT-STITCHED": Explanation(
        "One pair of marks holds passages that stand apart in the sources.",
        "They may have been said on two days, or by two people.",
        "Quote each passage between marks of its own.",
    ),
    "E-DRAFT-NOT-FOUND": Explanation(
        "Neither an entry nor the text of a source has these words, or some like them.",
        "They may be invented, or stand in an article that the catalog does not have.",
        "Add the article with `quotes add`, or take the words out.",
    ),
    "W-DRAFT-SCRIPT": Explanation(
        "The words are the printed ones in the other script.",
        "A paper of one script may print it so; a scholar would not.",
        "Leave it, or copy the words as printed. `--strict` counts it as wrong.",
    ),
    "W-DRAFT-EDITED": Explanation(
        "Something is left out or put in, and …… or brackets show where.",
        "That is honest; whether it is fair, only somebody who reads both can tell.",
        "Compare it with the printed words. `--strict` counts it as wrong.",
    ),
    "W-DRAFT-DISPUTED": Explanation(
        "The catalog tells these words of somebody else too, or doubts them itself.",
        "A draft that names one of two speakers is right by one source and wrong by the other.",
        "Read the passages with `quotes variants`, and settle it in the catalog.",
    ),
    "W-DRAFT-MARKS": Explanation(
        "The words are the printed ones, and the punctuation is not.",
        "A stop between the marks tells whether the sentence ended there.",
        "Leave it, or copy the words as printed. `--strict` counts it as wrong.",
    ),
}
