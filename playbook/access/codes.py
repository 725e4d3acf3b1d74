"""One-time codes of invitations: derived from a key wherever one is shown, so that none has to be kept."""

import hmac
from hashlib import sha256

# Crockford's base 32: no letter that is taken for a digit or for another letter.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_HALF = LENGTH // 2
_BITS = 5
_READ_AS = str.maketrans("OIL", "011")
# People type hyphens and blanks of all sorts; nothing that is longer is a code.
_LONGEST = 40


def one_time_code(key: bytes, number: str, revision: int) -> str:
    """Return the code of an invitation, by the number of the application and the revision of its approval."""
    made = int.from_bytes(hmac.digest(key, f"{number}/{revision}".encode(), "sha256"))
    return "".join(ALPHABET[made >> _BITS * place & len(ALPHABET) - 1] for place in range(LENGTH))


def shown(code: str) -> str:
    """Return a code as people read it: XXXXX-XXXXX."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def digest(code: str) -> str:
    """Return what is kept of a code."""
    return sha256(code.encode()).hexdigest()


def looks_like_one(said: str) -> bool:
    """Tell whether somebody may mean a code by this."""
    return len(_read(said)) == LENGTH and set(_read(said)) <= set(ALPHABET)


def fits(said: str, kept: str) -> bool:
    """Tell whether what somebody typed is the code with this digest, in any case and however it is parted."""
    return hmac.compare_digest(digest(_read(said)), kept)


def _read(said: str) -> str:
    return "".join(filter(str.isalnum, said[:_LONGEST])).upper().translate(_READ_AS)
