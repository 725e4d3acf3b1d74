"""Two needs in one message: "one for AIP P2 at Adatum, 300 seats, and one for MDATP at Litware, 500 seats"."""

from itertools import islice

from dialogs.understanding.reading import Kind, Reading

_EACH = frozenset((Kind.WORKLOAD, Kind.CUSTOMER))
_OF_TWO = 4
_JOINTS = (" and ", " und ", " et ", " y ", " e ", " plus ", "; ", ". ", "\n", "\u3001", "\u3002")


def parted(reading: Reading) -> tuple[str, str] | None:
    """Return both needs in their words, where each names its own workload and customer; None for anything else."""
    named = list(islice((one for one in reading.of(*_EACH)), _OF_TWO + 1))
    if len(named) != _OF_TWO or len({one.value for one in named} - {""}) != _OF_TWO:
        return None
    if any({one.kind for one in pair} != _EACH for pair in (named[:2], named[2:])):
        return None
    start, end = named[1].end, named[2].start
    joint = max(reading.said.rfind(one, start, end) for one in _JOINTS)
    if joint < 0:
        return None
    behind = max(joint + len(one) for one in _JOINTS if reading.said.startswith(one, joint))
    return reading.said[:joint].strip(" ,"), reading.said[behind:].strip()
