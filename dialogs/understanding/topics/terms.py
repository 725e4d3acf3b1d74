"""How people ask what a word means."""

from dialogs.understanding.topics.rows import Topic
from dialogs.understanding.topics.vocabulary import WHAT

# In each place one of the ways to say a term.
_WAYS = (
    "what is {}?",
    "what does {} mean",
    "{}?",
    "explain {} please",
    "sorry, what's {}",
    "{} stands for what?",
    "meaning of {}",
    "was ist {}?",
    "¿qué es {}?",
    "que veut dire {} ?",
)


def _asked(*names: str) -> tuple[str, ...]:
    """Return questions for a term, each by another of its names in turn."""
    return tuple(way.format(names[place % len(names)]) for place, way in enumerate(_WAYS))


TOPICS = (
    Topic(
        "frp",
        (
            (WHAT, "a frp|the frp|frp|frps|fasttrack ready partner|ready partner"),
            ("frp|frps",),
            ("fasttrack ready partner*|ready partner*",),
        ),
        _asked("frp", "ready partner", "FastTrack Ready Partner"),
    ),
    Topic(
        "fpm",
        (
            ("fasttrack partner manager|partner manager", WHAT),
            ("fasttrack partner manager|partner manager",),
            (WHAT, "fpm|fpms|fasttrack partner manager|partner manager"),
            ("fpm",),
        ),
        _asked("fpm", "partner manager", "FastTrack Partner Manager"),
    ),
    Topic(
        "psm",
        (
            ("psm|partner success manager", "fpm|partner manager", "same|difference|or|old|former*|versus|and"),
            (WHAT, "psm|partner success manager"),
            ("psm|psms|partner success manager",),
        ),
        (*_asked("psm", "partner success manager", "PSM"), "is PSM the same as FPM"),
    ),
    Topic(
        "ftop",
        (
            (WHAT, "ftop|orchestration portal"),
            ("ftop|orchestration portal",),
        ),
        _asked("ftop", "orchestration portal", "FTOP"),
    ),
    Topic(
        "ftc",
        (
            (WHAT, "ftc|ww ftc|fasttrack center|fasttrack centre|ftc supported"),
            ("ftc|ww ftc|fasttrack center|fasttrack centre",),
        ),
        _asked("ftc", "FastTrack Center", "FTC"),
    ),
    Topic(
        "fasttrack",
        (
            (WHAT, "fasttrack|fast track"),
            ("fasttrack|fast track",),
        ),
        _asked("fasttrack", "fast track", "FastTrack"),
    ),
    Topic(
        "smc",
        (
            (WHAT, "smc"),
            ("smc",),
        ),
        _asked("smc", "SMC", "SMC"),
    ),
    Topic(
        "enterprise",
        (
            ("what counts as|what is considered|when is|counts as|definition of|considered", "enterprise"),
            (WHAT, "enterprise|enterprise segment"),
            ("enterprise",),
        ),
        (*_asked("enterprise", "Enterprise", "enterprise segment"), "what counts as enterprise"),
    ),
    Topic(
        "fe_shadowing",
        (
            (WHAT, "fe|fe shadowing|shadowing"),
            ("fe shadowing|shadowing|fe",),
        ),
        _asked("fe shadowing", "shadowing", "FE shadowing"),
    ),
    Topic(
        "nexus",
        (
            (WHAT, "nexus|resource request tool|nexus ftc"),
            ("nexus|resource request tool",),
        ),
        _asked("nexus", "resource request tool", "Nexus"),
    ),
    Topic(
        "people_resources",
        (
            (WHAT, "people resources|people resource|no people resources"),
            ("people resource*",),
        ),
        _asked("people resources", "no people resources", "People Resources"),
    ),
    Topic(
        "returned_or_denied",
        (
            ("return*|sent back", "denied|denial|rejected|refused", "different|differ*|same|not the same|distinct"),
            ("returned|sent back", "denied|rejected|declined", "difference|versus|vs|or|between|unterschied|same"),
            ("difference|versus|vs|between|unterschied", "return*", "deny|denied|denial"),
        ),
        (
            "what's the difference between returned and denied?",
            "returned or denied, is that the same?",
            "return vs deny",
            "is returned the same as denied",
            "difference between return and denial?",
            "Unterschied zwischen returned und denied?",
            "returned versus rejected",
            "what is the difference, denied or sent back?",
            "is denied different from returned",
        ),
    ),
    Topic(
        "workload_name",
        (
            ("<workload>", "is what|means what|what is it|whats that|what is that"),
            (WHAT, "<workload>"),
            (
                "<workload>",
                (
                    "called|named|name|today|now|renamed|new name|old name|abbreviation|stand for|"
                    "stands for|short for|formerly|acronym|heisst|same as"
                ),
            ),
        ),
        (
            "what is MCAS?",
            "what does AATP stand for",
            "what is AADP called today",
            "OATP means what?",
            "MIG - what is it?",
            "is MDATP the same as defender for endpoint",
            "new name of Azure ATP?",
            "was ist AIP?",
            "¿qué es MDATP?",
            "c'est quoi AATP ?",
            "old name of Entra ID P1",
            "explain MIG P2",
            "AADP is what?",
        ),
    ),
)
