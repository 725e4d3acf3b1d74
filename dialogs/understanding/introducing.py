"""How people introduce themselves and their company, in the languages that are read: the words are no part of a name.

Tables of beginnings, compared word by word without accents; the longest counts.
"""

from collections.abc import Iterator, Mapping, Sequence

from dialogs.understanding.wordlist import wordlist
from dialogs.understanding.words import fold


def _plain(word: str) -> str:
    return fold(word).replace("\u2019", "'").strip(" ,;:.!\"'")


def _leads(key: str, *texts: str) -> dict[tuple[str, ...], str]:
    return {tuple(map(_plain, lead.split())): key for text in texts for lead in text.split(",") if lead.strip()}


# Who begins so says what it is, whatever was asked for.
_OUTRIGHT = {
    **_leads(
        "name",
        "my name is, my name's, name is, my full name is, call me, you can call me, please call me, i am called",
        "i'm called, i go by, mein name ist, mein name lautet, ich heiße, nennen sie mich, nenn mich, je m'appelle",
        "mon nom est, appelez-moi, me llamo, yo me llamo, mi nombre es, meu nome é, o meu nome é, me chamo",
        "eu me chamo, chamo-me",
    ),
    **_leads(
        "company",
        "my company is, our company is, the company is, company is, my company is called, our company is called",
        "the company is called, my company's name is, the company's name is, the company name is, company name is",
        "my employer is, i work for, i work at, we work for, we work at, i'm working for, i am working for, i am with",
        "i'm with, meine firma ist, unsere firma ist, die firma ist, meine firma heißt, unsere firma heißt",
        "die firma heißt, mein arbeitgeber ist, ich arbeite bei, ich arbeite für, ich bin bei, ma société est",
        "mon entreprise est",
        "notre société est, notre entreprise est, ma société s'appelle, mon entreprise s'appelle, je travaille chez",
        "je travaille pour, je suis chez, mi empresa es, mi empresa se llama, nuestra empresa es, la empresa es",
        "la empresa se llama, trabajo en, trabajo para, trabajo con, minha empresa é, nossa empresa é, trabalho na",
        "trabalho no, trabalho em, trabalho para",
    ),
    **_leads(
        "email",
        "my email is, my e-mail is, my mail is, my email address is, my e-mail address is, my address is, email is",
        "email address is, meine e-mail ist, meine mail ist, meine adresse ist, mon e-mail est, mon email est",
        "mon adresse est, mi correo es, mi email es, meu email é, meu e-mail é",
    ),
}
# What may stand before an answer to the question for it.
_BEFORE = {
    **_leads("", "it is, it's, its, that is, that's, this is, that would be, es ist, das ist, c'est"),
    **_leads("", "hi, hello, hey, hallo, bonjour, hola, yes, sure, well, sorry, no"),
}
_BEFORE_OF = {
    "name": {
        **_BEFORE,
        **_leads("", "i am, i'm, im, hi i am, hi i'm, hello i am, hello i'm, hey i'm, name, name is, the name is"),
        **_leads("", "full name, ich bin, hier ist, je suis, moi c'est, soy, yo soy, eu sou"),
    },
    "company": {
        **_BEFORE,
        **_leads("", "we are, we're, it's called, it is called, called, company, company is, partner, the partner is"),
        **_leads("", "i am from, i'm from, i am at, i'm at, at, from, for, with, wir sind, wir sind die, ich bin von"),
        **_leads("", "firma, bei, von, nous sommes, je suis de, chez, somos, soy de, empresa, sou da"),
    },
}
# These begin names as well, so with a capital they introduce one only before a mark: "Sure Ltd", but "Sure, Contoso".
_NAMES_TOO = frozenset({
    "hi", "hello", "hey", "hallo", "bonjour", "hola", "yes", "sure", "well", "sorry", "no", "its", "im", "name",
    "called", "company", "partner", "firma", "empresa", "at", "from", "for", "with", "bei", "von", "chez",
})  # fmt: skip
# What only says that something else comes: "actually my name is ...".
_ASIDES = wordlist(
    "actually oops ups sorry oh ah wait no hm well hold on by the way btw please also and but correction eigentlich",
    "entschuldigung ach nein ubrigens pardon non en fait perdon no en realidad desculpe na verdade",
)
_CONJUNCTIONS = frozenset({"and", "und", "et", "y", "e", "but"})
_OF_A_COMPANY = frozenset({"from", "of", "at", "with", "bei", "chez"})
_TAILS = ("thank you", "thanks", "please", "of course", "here", "speaking", "danke", "bitte", "merci", "gracias")
_CUT_SHORT = frozenset({"ltd", "inc", "co", "corp", "jr", "sr", "bros", "ltda", "cia", "pty", "pvt"})
_LONGEST_LEAD = 5
_MOST_LEADS = 3
_PAIR = 2


def introduced(text: str) -> Mapping[str, str]:
    """Return what a reply says outright, by field; what stands before all that is under "", the field asked for."""
    found: dict[str, str] = {}
    for key, words in _parts(text.split()):
        found.setdefault(key, bare(" ".join(_behind_asides(words) if key else words)))
    if len(found) > 1 and _is_aside(found.get("", "").split()):
        found.pop("", None)
    return {key: said for key, said in found.items() if said}


def _is_aside(words: Sequence[str]) -> bool:
    return all(_plain(word) in _ASIDES for word in words)


def _behind_asides(words: Sequence[str]) -> Sequence[str]:
    """Return a name without what only says that it is another one: "(the company is) actually Contoso"."""
    first = next((place for place, word in enumerate(words) if not _is_aside([word])), 0)
    return words[first:]


def _parts(words: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the parts of a reply: each begins where something is introduced, and goes on to the next such place."""
    key, start = "", 0
    for place, word in enumerate(words):
        begins = not key and _is_aside(words[start:place])
        opens = begins or words[place - 1][-1] in ",;.!:" or words[place - 1] in _CONJUNCTIONS
        lead = _lead(_OUTRIGHT, words, place) if opens else 0
        if lead or (opens and "@" in word):
            yield key, words[start:place]
            key = _OUTRIGHT[tuple(map(_plain, words[place : place + lead]))] if lead else "email"
            start = place + lead
    yield key, words[start:]


def _lead(leads: Mapping[tuple[str, ...], str], words: Sequence[str], place: int) -> int:
    """Return of how many words the longest beginning is; 0 for none."""
    near = tuple(map(_plain, words[place : place + _LONGEST_LEAD]))
    return next((length for length in range(len(near), 0, -1) if near[:length] in leads), 0)


def without_lead(key: str, text: str) -> str:
    """Return an answer to the question for a name or company without what may stand before it."""
    words = text.split()
    for _ in range(_MOST_LEADS):
        lead = _lead(_BEFORE_OF[key], words, 0)
        if lead == 1 and _begins_a_name(words[0]):
            break
        words = words[lead:]
    return bare(" ".join(words))


def _begins_a_name(word: str) -> bool:
    return _plain(word) in _NAMES_TOO and word[0].isupper() and word[-1] not in ",.!:"


def of_company(name: str) -> tuple[str, str]:
    """Return the two names of "Nora Nguyen from Contoso"; the second is empty where there is only one."""
    words = name.split()
    joint = next((place for place, word in enumerate(words) if place and word in _OF_A_COMPANY), len(words))
    return " ".join(words[:joint]), " ".join(words[joint + 1 :])


def bare(text: str) -> str:
    """Return a name without marks around it, and without courtesy or a conjunction behind it."""
    said = text.strip(" ,;:!")
    for tail in (*_TAILS, *_CONJUNCTIONS):
        said = said.removesuffix(".").removesuffix(f" {tail}").rstrip(" ,;:!") if tail in said[-12:] else said
    last = said.split(" ")[-1].removesuffix(".").casefold()
    return said if last in _CUT_SHORT or "." in last else said.removesuffix(".")


def quoted(text: str) -> str:
    """Return a name in quotation marks, without them; empty for what is not all in one pair of them."""
    parts = text.strip(" .").replace("\u201c", '"').replace("\u201d", '"').split('"')
    return parts[1].strip() if len(parts) == _PAIR + 1 and not parts[0] + parts[2] else ""
