"""The words of the program on its way, in one place so that they can be said in Chinese too."""

HIDDEN_DROPPED = "{count} dropped left out; to see them: --status drop"
OPEN_YEARS = "{count} kept although their year is not known (XXXX-…)"
UNDATED = "{count} without a date left out"
EXPORTED = "{entries} written to {file}"
LEFT_OUT = "{count} {status} left out; with them: --include {status}"
NO_ANCHORS = "{source} cannot be read: its entries have no place in it"
NOT_SAID = "not said"
NO_DAY = "no known day"
SERVED = "look at {address} · Ctrl-C ends it"
SITE = "{entries} in {pages} files; open {place}"
NOTHING_FOUND = "nothing in the catalog fits"
BEST_ALONE = "the best {shown} alone; all of them: --limit 0"
EMPTY_CATALOG = "the catalog is empty; begin with: quotes extract FILE"

EXTRACTED = "{source} → {file}: {added} added, {refreshed} refreshed, {unchanged} unchanged, {kept} kept, {suggested} suggested"
SUGGESTED = "{file}: {id} is yours; the program would now say {fields}"
SUGGESTED_NEXT = "take or refuse what is suggested: quotes review --suggestions"
SUGGESTED_FIELD = "{key}: {new} (not {old})"
MOVED = "{file}: the source has changed; {count} found again on another line"
GONE = "{file}: {id} is no longer found in the source; it stays"
NOTHING = "nothing"
DRY_RUN = "dry run: nothing was written"

SOUND = "the catalog is sound"
SOUND_HERE = "sound: {paths}"
NEXT = "next: {step}"
DOCUMENTS = "{count} documents"
RATE = "{rate:.1f}/s"
EXPLAIN = "more: quotes check --explain {code}"
IGNORED = "{count} ignored on purpose"
FAILED = "quotes: {message}"

CITES_DROPPED = "{id} was dropped from the catalog: it is no quotation to be repeated"
NO_FINDING = "the source has no such quotation today; see: quotes check"
NO_CONTEXT = "its context cannot be shown: {why}"
NO_FINDINGS = "no quotations"
CALIBRATION = "{name}: {right} of {all} speakers right ({share})"
GUESSES = "guesses: the first candidate right in {right} of {all}"
UNANSWERED = "{quotes}; {open} without a speaker, {guessed} of them with candidates"
INDIRECT = "{sentences} of reported speech without marks, which no finding holds"
MENDED = "line {line}: {printed} {read}: {rule}"
ALL_ARTICLES = "all {count} articles"
LOOSE = "line {line}: {mark} has no partner: {why}"

PRINTED_IN = "{times} × in {sources}"
PRINTED_ON = "printed {day}"
EARLIEST = "earliest in this catalog"
FULLEST = "fullest"
COPY_OF = "copy of {source}"
UNMARKED = "without marks at {where}: {count} clauses of it"
CONFLICT = "{what}: {one} has {said} ({where}), {other} has {theirs} ({there})"
SECOND_HAND = "at second hand alone: {one} ({where}) has it from {theirs}"
COPIED = "{second} {how} {first} ({share} of its {unit} in common)"
UNITS = {"retelling": "characters"}
RUNS = "runs of five characters"
HOW_COPIED = {
    "repost": "is a copy of",
    "excerpt": "is an excerpt of",
    "extension": "holds all of",
    "retelling": "retells",
}
NO_VARIANTS = "no saying is printed more than once"
NO_SUCH_SAYING = "no entry is a printing of “{text}”"
NO_SLOGANS = "no slogan fits"
MARKED = "between marks: {count}"
UNMARKED_USES = "without marks: {count}"
NO_FORMULA = "no numeric formula"
NOT_SPELT_OUT = "no article of the catalog spells it out"
COUNTS = {
    "items": "counts items: {number}",
    "halves": "counts halves: {parts}",
    "characters": "counts characters: {number}",
}
DRIFT_OF_NAME = "printed as {forms}"
DRIFT_OF_ITEMS = "{before} items on {first}, {after} on {then}: gone {gone}; new {new}"
BY_CATALOG = {
    "other speaker": "told of {expected}, not {told}",
    "other date": "told of {expected}, not {told}",
    "disputed": "the catalog has: {expected}",
}
NEAREST = "nearest: “{text}” {where}"
AND_MORE = "and {count} more"
NO_CONFLICTS = "the printings of every saying agree"


def plural(count: int, word: str) -> str:
    """A count with its word.

    >>> plural(1, "error"), plural(2, "error"), plural(2, "entry")
    ('1 error', '2 errors', '2 entries')
    """
    many = f"{word[:-1]}ies" if word.endswith("try") else f"{word}s"
    return f"{count} {word}" if count == 1 else f"{count} {many}"
