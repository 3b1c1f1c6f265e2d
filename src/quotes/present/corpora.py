"""What is said of runs over a corpus."""

from quotes.language import worded

RAN = worded("{documents}, {findings}, {errors}, in {shards}{before}")
DONE_BEFORE = worded(", {count} of them done before")
LISTED = worded("errors are listed by: quotes corpus query {out} errors")
ASK_NEXT = worded("ask it: quotes corpus query {out} sayings")
AND_MORE = worded("the first {shown} alone; all of them: --limit 0")
NOTHING_ANSWERS = worded("nothing answers this")
WOULD_PROMOTE = worded("{findings} findings in {documents} documents would be promoted")
LEFT_OUT = worded("{count} left out: inside other quotations, repeated, or the site's own words")
NOTHING_CHOSEN = worded("no finding fits the condition")
EITHER = worded("a step or --sql, one of the two")
