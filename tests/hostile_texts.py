"""The corpus of hostile messages: texts that cost a careless reader the square of their length, its cube or worse.

`make attack` measures the longest stretch that the bot works on any of them without letting others in; the tests send
them too, and see that each is answered and none changes anything.
"""

from collections.abc import Mapping

from playbook.answers import LONGEST_SAID

LONG = LONGEST_SAID - 40
# About what a message may hold at most, as the endpoint takes no body of more than 256 KiB.
HUGE = 200_000


def _filled(piece: str, most: int = LONG) -> str:
    return (piece * (most // len(piece) + 1))[:most]


TEXTS: Mapping[str, str] = {
    # The cubic pattern that an adversary found, and its relatives.
    "change, 1,200 blanks": "change" + " " * 1200 + "y",
    "change, blanks": "change" + " " * LONG + "y",
    "change, no-break blanks": "change" + "\u00a0" * LONG + "y",
    "change, tabs and lines": "change" + _filled("\t\n ") + "y",
    "change to to to": "change " + _filled("to "),
    "change = = =": "change x" + _filled(" = "),
    "change, colons": "change x" + ":" * LONG,
    "set, wide blanks": "set" + "\u3000" * LONG + "to",
    "edit, lines": "edit" + "\n" * LONG + "seats",
    "approve, blanks": "approve" + " " * LONG + "SME-0001x",
    "approve, zeros": "approve SME-" + "0" * LONG,
    "approve, hyphens": "approve sme" + _filled("- #"),
    "withdraw, second commands": "withdraw SME-9999" + _filled("; approve "),
    "withdraw, other steps": "withdraw SME-9999" + _filled(", no, deny it"),
    "negations": _filled("do not not never no lo "),
    "conditions": _filled("if she said he would, "),
    "deny, lines": "deny SME-9999" + "\n" * LONG + ":",
    "status, hashes": "status " + "#" * LONG,
    "queue after": "queue after " + _filled("sme-0"),
    "exclamations": "!" * LONG,
    "help!!!": "help" + "!." * (LONG // 2),
    # Accents, invisible characters, directions, lines.
    "accents": "a" + "\u0300\u0323" * (LONG // 2),
    "accents, reversed": "\u0323\u0300" * (LONG // 2),
    "accents of every class": "a" + _filled("\u0334\u0321\u0316\u0301\u0315\u0345"),
    "accents that are two": "\u0f73" * LONG,
    "accents that are two, by turns": _filled("\u0f75\u0f73\u0f81"),
    "accents that stand alone": _filled("\u0344\u0343"),
    "Hangul": _filled("\u1100\u1161\u11a8"),
    "Tibetan": _filled("\u0f71\u0f72\u0f74"),
    "joiners": "\u200d" * LONG,
    "right to left": _filled("\u202e\u2066x"),
    "lines": "\n" * LONG,
    "lines with a letter": _filled("a\n"),
    "lines with blanks": _filled(" \n"),
    "list marks": _filled("1.\n"),
    "emoji": _filled("\U0001f468\u200d\U0001f4bb"),
    "halves": _filled("\u2028\u2029\x85"),
    # Needs: as long as one message is read for them.
    "need, names": "I need a SME for " + _filled("Xa ", 1900),
    "need, of the of the": "I need a SME for X" + _filled(" of the", 1900),
    "need, customer is": "I need an AIP P2 SME, " + _filled("customer is ", 1900),
    "need, customer:": "need AIP P2 SME customer" + _filled(": ", 1900),
    "need, seats": "I need a SME, " + _filled("1 ", 1900) + "seats",
    "need, digits": "need a SME " + "9" * 1900 + " seats",
    "need, commas": "need a SME " + _filled("1,", 1900) + " seats",
    "need, about about": "need a SME " + _filled("about ", 1900) + "1 seats",
    "need, languages": "need a SME " + _filled("English and ", 1900),
    "need, workloads": "need a SME " + _filled("AIP P2, ", 1900),
    "need, half a name": "need a SME " + _filled("AIP - _ ", 1900),
    "need, guids": "need a SME " + _filled("12345678-90ab-cdef-1234-", 1900),
    "need need need": _filled("need ", 1900) + "sme",
    "need, apostrophes": "need a SME for X" + _filled("'s", 1900),
    "need, dots": "need a SME for X" + _filled(".a", 1900),
    "need, legal forms": "I need a SME for " + _filled("Ltd. ", 3900),
    "corrections without end": _filled("the seats should be 480, not 300, ", 1900),
    # Marks that cards break, dates, mails, numbers.
    "markdown": _filled("*_[]()~`#>|!<&"),
    "links": _filled("https://x "),
    "half links": _filled("https:/"),
    "words before slashes": _filled("a://"),
    "templates": _filled("{${{"),
    "brackets": _filled("]("),
    "mail": _filled("a.") + "@" + _filled("a.", 200),
    "mail, at signs": _filled("a@"),
    "thousands": _filled("1,000,") + "x",
    "and and and": _filled(" and "),
    "letters": "x" * LONG,
    "words": _filled("change region to EMEA "),
    "Chinese": "\u4e2d" * LONG,
    "small sharp s": "\u00df" * LONG,
    "dotted I": "\u0130" * LONG,
    # Larger than any answer may be.
    "huge, blanks": "change" + " " * HUGE + "y",
    "huge, accents": "a" + "\u0300\u0323" * (HUGE // 12),
    "huge, lines": "\n" * (HUGE // 2),
    "huge, words": _filled("need a SME for Northwind ", HUGE),
}
