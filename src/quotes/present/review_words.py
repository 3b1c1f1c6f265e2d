"""The words of the review, in one place so that they can be said in Chinese too."""

from quotes.language import worded

NO_TERMINAL = worded("review asks for keys, and this is no terminal")
INSTEAD = worded(
    "see what waits with: quotes list --status todo; decide with: quotes set ID status=ok"
)

NOTHING_WAITS = worded("nothing waits for review")
NO_SUCH_KEY = worded("no such key; ? tells the keys")
NOTHING_TO_UNDO = worded("nothing is left to undo")
UNDONE = worded("undone: {file} is as it was")
CANNOT_UNDO = worded(
    "{file} was changed by somebody else since; that decision stays (quotes set changes it)"
)
FIRST = worded("this is the first")
END = worded("that was the last: u takes back, b goes back, any other key leaves")
SAME = worded("nothing changed")
REFUSED = worded("{id}: that proposal will not be made again")
PROMOTED = worded("kept as {id}")
SUM = worded("{seen} seen · {decided} decided · {left} not yet")

WHO = worded("number, a name, - for nobody, Enter to leave: ")
WHEN = worded("date (2020-02-16, XXXX-02-16; - takes it away, Enter leaves): ")
WHAT_KIND = worded("1 quote   2 slogan   3 term: ")
NOTE = worded("note (- takes it away, Enter leaves): ")
AGAIN = worded(
    "{count} in this file: e opens it again, u takes the edit back, any other key goes on"
)
NO_EDITOR = worded("no editor: set VISUAL or EDITOR, for example EDITOR=nano")
EDITOR_FAILED = worded("the editor ended with {code}")
NO_SUCH_EDITOR = worded(
    "there is no program “{name}”: set VISUAL or EDITOR, for example EDITOR=nano"
)
BY_HAND = worded("by hand; the program says {said}")
DONE = worded("{id}  {said}")
NO_SUCH_NUMBER = worded("there is no number {number}")

HELP = worded("""\
1 y Enter  right: status ok             2 n  wrong: status drop, and it does not come back
3 s  somebody else said it              4 e  open the file in your editor
5 d  another date                       6 k  another kind
7 t  a note                             9 m  not sure: status unsure
0 Space →  later                        b ←  the one before
u  undo, as often as you like           q  leave; everything is written already
Full-width keys count too.""")

HELP_SUGGESTIONS = worded("""\
1 y Enter  take what is proposed        2 n  refuse it for good
4 e  open the file in your editor
0 Space →  later                        b ←  the one before
u  undo, as often as you like           q  leave; everything is written already""")

HELP_TERMS = worded("""\
1 y  keep it as a quote                 2 s  keep it as a slogan
3 t  keep it as a term
0 n Space Enter →  leave it out         b ←  the one before
u  undo, as often as you like           q  leave; everything is written already""")
