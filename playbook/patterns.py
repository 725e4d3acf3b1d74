"""Every pattern that a text from outside may meet. Only this file builds one: the linter refuses `re` in all others.

Python's engine tries one way through a pattern after another, so a pattern with two repeats that can share their
characters takes quadratic time or worse: one message could hold everybody up. Here each kind of pattern keeps a promise
that makes the time linear in the text, and `tests/test_patterns.py` proves it of each, by automata and not by trying:

- from one place, no two repeats can read the same text in several ways (no infinite degree of ambiguity; A. Weber and
  H. Seidl, "On the degree of ambiguity of finite automata", 1991), so trying at one place is linear;
- one that is looked for at every place (`Within`) reads at most WIDEST characters from each before it fails. A repeat
  without a limit may stand at its very end: what that reads belongs to a match, and is not looked at again.

Whoever calls `calm` first may write one blank where people leave several.
"""

import re
from collections.abc import Callable
from functools import cache

WIDEST = 500

_GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class _Pattern:
    """A pattern of one kind. To match is the expression's own: a card asks for it a hundred times."""

    def __init__(self, pattern: str, *, ignore_case: bool = False) -> None:
        self.regex = re.compile(pattern, re.IGNORECASE if ignore_case else 0)


class Whole(_Pattern):
    """What a text has to be from its beginning to its end: `match` returns the match of the whole text."""

    def __init__(self, pattern: str, *, ignore_case: bool = False) -> None:
        super().__init__(pattern, ignore_case=ignore_case)
        self.match = self.regex.fullmatch


class Head(_Pattern):
    """What a text has to begin with: `match` returns the match at the beginning."""

    def __init__(self, pattern: str, *, ignore_case: bool = False) -> None:
        super().__init__(pattern, ignore_case=ignore_case)
        self.match = self.regex.match

    def cut(self, text: str) -> str:
        """Return the text without such a beginning."""
        found = self.regex.match(text)
        return text[found.end() :] if found else text


class Within(_Pattern):
    """What may stand anywhere in a text.

    `find` returns the first match from a place on, `each` the matches that do not overlap, in order. `needs` is what
    every match contains or is followed by. Where a text has none of it nothing is replaced, and to see that takes a
    tenth of the time of trying a pattern of many words at every place.
    """

    def __init__(self, pattern: str, *, ignore_case: bool = False, needs: str = "") -> None:
        super().__init__(pattern, ignore_case=ignore_case)
        self.needs = re.compile(needs)
        self.find = self.regex.search
        self.each = self.regex.finditer

    def texts(self, text: str) -> list[str]:
        """Return what `each` matches, of a pattern without groups."""
        return self.regex.findall(text)

    def replace(self, text: str, by: str | Callable[[re.Match[str]], str]) -> str:
        """Return the text with every match replaced; `by` may name groups, as in re.sub."""
        return self.regex.sub(by, text) if self.needs.search(text) else text

    def split(self, text: str) -> list[str]:
        """Return what stands between the matches."""
        return self.regex.split(text)


def calm(text: str) -> str:
    """Return text with each run of white space as one character: a line break if it has one, else its first."""
    kept: list[str] = []
    for char in text:
        if not char.isspace() or not kept or not kept[-1].isspace():
            kept.append(char)
        elif char == "\n":
            kept[-1] = char
    return "".join(kept)


# Identity and addresses.
GUID = Whole(_GUID)
GUID_ANY_CASE = Whole(_GUID, ignore_case=True)
EMAIL = Whole(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
# A host name of a customer's where their tenant's id is wanted.
DOMAIN = Whole(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
# One bare address of plain characters, as a mail header takes it; what a header could be smuggled in by is left out.
MAIL_ADDRESS = Whole(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
ROSTER_ADDRESS = Whole(r"[^@\s<>\"]+@[^@\s<>\".]+(?:\.[^@\s<>\".]+)+")
SLUG = Whole(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NO_SLUG = Within(r"[^a-z0-9]+")
NO_FILE_NAME = Within(r"[^A-Za-z0-9]+")

# Numbers. One mark throughout: "1,200.500" is no number of seats.
THOUSANDS = Whole(r"[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:\.[0-9]{3})+|(?:'[0-9]{3})+|(?: [0-9]{3})+)")
DIGITS = Whole(r"[0-9]{1,18}")
NO_DIGIT = Within(r"\D")
SERIAL = Within(r"[0-9]{1,9}$")
COUNTED_AT_END = Within(r" ?(?:seats?|users?|licen[cs]es?)$", ignore_case=True)
SECONDS = Whole(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
ERROR_CODE = Whole(r"[A-Za-z0-9_]{1,64}")

# Lists.
NO_NAME_CHAR = Within(r"[^\w@.]+")
BETWEEN_ITEMS = Within(r"[,;\n]|\sand\s")

# What a button carries.
NUMBER = Whole(r"[A-Z]{2,8}-[0-9]{4,9}")
DRAFT_SLOT = Whole(r"[a-z]{1,16}|[A-Z]{2,8}-[0-9]{4,9}")
VERB = Whole(r"[a-z_]{1,24}")
DRAFT_ID = Whole(r"[0-9a-f-]{8,40}")

# What clients read as more than text.
MARKDOWN = Within(r"([\\*_\[\]()~`#>|!<&])", needs=r"[\\*_\[\]()~`#>|!<&]")
LIST_START = Within(r"(?m)^([ \t]{0,40}[0-9]{0,9})([-+.)])(?=\s)", needs=r"[-+.)]\s")
# Where either of the two may be: most texts on a card hold neither.
MARKED = Within(r"[\\*_\[\]()~`#>|!<&]|[-+.)]\s")
# What clients act upon: a link, be it without a scheme, a markdown link's target, a template's expression, a network
# share. Each is what comes before the mark.
ACTIVE = Within(
    r"(?:https?|s?ftp|mailto|tel|sips?|callto|skype|im|sms|xmpp|news|data|file|smb|ldaps?|onenote|search|msteams"
    r"|javascript|vbscript|(?:ms|search)-[a-z-]{1,30})(?=:\S)"
    r"|\w(?=://)|www(?=[.\u3002])|\w(?=\.[a-z]{2,18}/)|\](?=\()|[{$](?=\{)|\\(?=\\)",
    ignore_case=True,
    needs=r"[:/\]{\\]|[wW]{3}",
)

# What the log leaves out: an e-mail address; a JSON web token or what follows "Bearer"; what stands behind a secret's
# name or before a host.
PRIVATE = Within(
    r"[\w.+-]{1,200}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,3}"
    r"|\beyJ[\w.-]+"
    r"|(?i:(?<=bearer )\S+)"
    r"|(?i:(?<=secret=)[^\s&]+|(?<=password=)[^\s&]+)"
    r"|(?<=://)[^\s/@]{1,200}(?=@)"
)


# A run of letters and digits with their accents, one sign, or a run of blanks: a text is these and nothing else.
WORD_OR_SIGN = Within(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*|\s+|[^\w\s]|_")
# What may end a clause.
CLAUSE_MARK = Within(r"[.!?;,\n\u3002\uff1f\uff01]")


# What is typed. These meet calm text, so one blank is all there is between two words.
def _numbered(name: str) -> str:
    """A number of a life is written with its name, that of a request with a "#" alone as well."""
    return rf"(?:{name}[ #\u2010-\u2014-]{{0,3}}{'|#' if name == 'sme' else ''})(?P<number>[0-9]{{1,12}})"


_NUMBER = _numbered("sme")
SAYINGS = {
    name: Whole(pattern, ignore_case=True)
    for name, pattern in {
        "help": r"help|hi|hello|hey|\?|what can (?:you|i) do|commands",
        "new": r"(?:new|create|file|start|open)(?: a| an)?(?: new)?(?: sme)? (?:request|item)|new",
        "resume": r"resume|continue|go on",
        "cancel": r"cancel|stop|quit|exit|stop here",
        "discard": r"discard(?: draft| the draft)?",
        "back": r"back|go back|previous",
        "start over": r"start over|restart|begin again|start again",
        "form": r"form|(?:fill in|use|show)(?: a| the)? form(?: instead)?|edit in a form",
        "submit": r"submit(?: it)?|send it",
        "status": r"status|where does it stand",
        "mine": r"my requests|requests|list",
        "all": r"all requests",
        "queue": r"queue|my queue|inbox|open requests",
    }.items()
}
PAGE = Whole(rf"(?P<which>my requests|all requests|queue) after {_NUMBER}", ignore_case=True)
HISTORY = Whole(rf"(?:whole )?history(?: of)? {_NUMBER}(?: after (?P<after>[0-9]{{1,9}}))?", ignore_case=True)
CHANGE = Head(
    r"(?:change|set|correct|edit) (?P<field>[^:=]{1,60}?)(?: (?:to|into) | ?[:=] ?)(?=.)",
    ignore_case=True,
)
CHANGE_FIELD = Whole(r"(?:change|correct|edit) (?P<field>.{1,60})", ignore_case=True)
BEFORE_DETAILS = Head(r"(?:[:,-]|(?:to|because)(?=\s))\s{0,3}", ignore_case=True)


@cache
def command(verbs: tuple[str, ...], name: str = "sme") -> Head:
    """Return what a step that is typed with its number begins with; numbers of its life begin with `name`."""
    return Head(rf"(?P<verb>{'|'.join(verbs)})(?: request| of| for| about)? {_numbered(name)}", ignore_case=True)


# A number alone is that of a request where the word before it leaves nothing else.
STATUS_OF = Whole(r"(?:status|show|open|track)(?: of)?(?: request)? (?P<number>[0-9]{1,9}) ?\??", ignore_case=True)


@cache
def status(name: str) -> Whole:
    """Return a question for where the record with a number stands."""
    return Whole(rf"(?:(?:status|show|open|where is|track)(?: of)? )?{_numbered(name)} ?\??", ignore_case=True)
