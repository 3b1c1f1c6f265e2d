"""The words of the program on its way, in one place so that they can be said in Chinese too."""

from quotes.language import worded

HIDDEN_DROPPED = worded("{count} dropped left out; to see them: --status drop")
OPEN_YEARS = worded("{count} kept although their year is not known (XXXX-…)")
UNDATED = worded("{count} without a date left out")
EXPORTED = worded("{entries} written to {file}")
LEFT_OUT = worded("{count} {status} left out; with them: --include {status}")
NO_ANCHORS = worded("{source} cannot be read: its entries have no place in it")
NOT_SAID = worded("not said")
NO_DAY = worded("no known day")
SERVED = worded("look at {address} · Ctrl-C ends it")
SITE = worded("{entries} in {pages} files; open {place}")
NOTHING_FOUND = worded("nothing in the catalog fits")
BEST_ALONE = worded("the best {shown} alone; all of them: --limit 0")
EMPTY_CATALOG = worded("the catalog is empty; begin with: quotes extract FILE")

EXTRACTED = worded(
    "{source} → {file}: {added} added, {refreshed} refreshed, {unchanged} unchanged, {kept} kept, {suggested} suggested"
)
SUGGESTED = worded("{file}: {id} is yours; the program would now say {fields}")
SUGGESTED_NEXT = worded("take or refuse what is suggested: quotes review --suggestions")
SUGGESTED_FIELD = worded("{key}: {new} (not {old})")
MOVED = worded("{file}: the source has changed; {count} found again on another line")
GONE = worded("{file}: {id} is no longer found in the source; it stays")
NOTHING = worded("nothing")
DRY_RUN = worded("dry run: nothing was written")

SOUND = worded("the catalog is sound")
SOUND_HERE = worded("sound: {paths}")
NEXT = worded("next: {step}")
DOCUMENTS = worded("{count} documents")
RATE = worded("{rate:.1f}/s")
EXPLAIN = worded("more: quotes check --explain {code}")
IGNORED = worded("{count} ignored on purpose")
FAILED = worded("quotes: {message}")

CITES_DROPPED = worded("{id} was dropped from the catalog: it is no quotation to be repeated")
NO_FINDING = worded("the source has no such quotation today; see: quotes check")
NO_CONTEXT = worded("its context cannot be shown: {why}")
NO_FINDINGS = worded("no quotations")
CALIBRATION = worded("{name}: {right} of {all} speakers right ({share})")
GUESSES = worded("guesses: the first candidate right in {right} of {all}")
UNANSWERED = worded("{quotes}; {open} without a speaker, {guessed} of them with candidates")
INDIRECT = worded("{sentences} of reported speech without marks, which no finding holds")
AT_LINES = worded(": line {lines}")
MENDED = worded("line {line}: {printed} {read}: {rule}")
ALL_ARTICLES = worded("all {count} articles")
LOOSE = worded("line {line}: {mark} has no partner: {why}")

PRINTED_IN = worded("{times} × in {sources}")
PRINTED_ON = worded("printed {day}")
EARLIEST = worded("earliest in this catalog")
FULLEST = worded("fullest")
COPY_OF = worded("copy of {source}")
UNMARKED = worded("without marks at {where}: {count} clauses of it")
CONFLICT = worded("{what}: {one} has {said} ({where}), {other} has {theirs} ({there})")
SECOND_HAND = worded("at second hand alone: {one} ({where}) has it from {theirs}")
COPIED = worded("{second} {how} {first} ({share} of its {unit} in common)")
UNITS = {"retelling": worded("characters")}
RUNS = worded("runs of five characters")
HOW_COPIED = {
    "repost": worded("is a copy of"),
    "excerpt": worded("is an excerpt of"),
    "extension": worded("holds all of"),
    "retelling": worded("retells"),
}
NO_VARIANTS = worded("no saying is printed more than once")
NO_SUCH_SAYING = worded("no entry is a printing of “{text}”")
NO_SLOGANS = worded("no slogan fits")
MARKED = worded("between marks: {count}")
UNMARKED_USES = worded("without marks: {count}")
NO_FORMULA = worded("no numeric formula")
NOT_SPELT_OUT = worded("no article of the catalog spells it out")
COUNTS = {
    "items": worded("counts items: {number}"),
    "halves": worded("counts halves: {parts}"),
    "characters": worded("counts characters: {number}"),
}
DRIFT_OF_NAME = worded("printed as {forms}")
DRIFT_OF_ITEMS = worded("{before} items on {first}, {after} on {then}: gone {gone}; new {new}")
BY_CATALOG = {
    "other speaker": worded("told of {expected}, not {told}"),
    "other date": worded("told of {expected}, not {told}"),
    "disputed": worded("the catalog has: {expected}"),
    "denied": worded("the catalog has: {expected}"),
    "refuted": worded("the catalog has: {expected}"),
}
NEAREST = worded("nearest: “{text}” {where}")
AND_MORE = worded("and {count} more")
NO_CONFLICTS = worded("the printings of every saying agree")


COUNTED = {
    "entry": (worded("{count} entry"), worded("{count} entries")),
    "error": (worded("{count} error"), worded("{count} errors")),
    "warning": (worded("{count} warning"), worded("{count} warnings")),
    "quote": (worded("{count} quote"), worded("{count} quotes")),
    "quotation": (worded("{count} quotation"), worded("{count} quotations")),
    "sentence": (worded("{count} sentence"), worded("{count} sentences")),
    "shard": (worded("{count} shard"), worded("{count} shards")),
    "wording": (worded("{count} wording"), worded("{count} wordings")),
    "document": (worded("{count} document"), worded("{count} documents")),
    "finding": (worded("{count} finding"), worded("{count} findings")),
}


def plural(count: int, word: str) -> str:
    """A count with its word.

    >>> plural(1, "error"), plural(2, "error"), plural(2, "entry")
    ('1 error', '2 errors', '2 entries')
    """
    one, many = COUNTED[word]
    return (one if count == 1 else many).format(count=count)
