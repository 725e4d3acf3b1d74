"""No text can hold everybody up: each pattern that meets people's words is proven linear, and there are no others."""

import re
from collections.abc import Iterator

import pytest

from dialogs import phrases
from playbook import patterns
from playbook.patterns import WIDEST, Head, Whole, Within, calm
from tests.linear import NotLinear, prove_linear, widest

Pattern = Whole | Head | Within


def _known() -> Iterator[tuple[str, Pattern]]:
    for name, value in vars(patterns).items():
        if isinstance(value, Pattern):
            yield name, value
    yield from ((f"saying {name}", one) for name, one in patterns.SAYINGS.items())
    yield from ((name, one) for name, one in vars(phrases).items() if isinstance(one, Pattern))


ALL = dict(_known())


def test_there_are_patterns_to_prove() -> None:
    assert {"CHANGE", "WORD_OR_SIGN", "LIST_START", "PRIVATE", "_COMMAND", "saying help"} <= ALL.keys()
    assert len(ALL) > 40


@pytest.mark.parametrize("name", ALL)
def test_a_try_at_one_place_takes_linear_time(name: str) -> None:
    prove_linear(ALL[name].regex)


@pytest.mark.parametrize("name", [name for name, one in ALL.items() if isinstance(one, Within)])
def test_what_is_looked_for_everywhere_reads_little_before_it_fails(name: str) -> None:
    assert widest(ALL[name].regex) <= WIDEST


# The patterns that an adversary found in this house, and others of their kinds.
SLOW = (
    r"(?:change|set)\s+(.+?)(?:\s+(?:to|into)\s+|\s*[:=]\s*)(.+)",
    r"(?m)^(\s*\d*)([-+.)])(?=\s)\s*\s*",
    r"(?:sme[\s#-]*|#)0*(\d{1,9})",
    r"[^@]+@[^@]+\.[^@]+",
    r"(a+)+b",
    r"(a|aa)*b",
    r"(a|ab|b)*c",
    r"\s*,?\s*x",
    r"a*?a*?b",
    r"x*yx*|x*(?:z|x)*w",
    r"(?i)[a-m]*[M-Z]*z",
    r"\w{4,}\d{4,}x",
    r"(?:a?b?)*c",
    r".*.*x",
)


@pytest.mark.parametrize("pattern", SLOW)
def test_the_proof_finds_what_is_slow(pattern: str) -> None:
    with pytest.raises(NotLinear):
        prove_linear(re.compile(pattern))


@pytest.mark.parametrize("pattern", [r"(a)\1", r"(?=\s*x)y", r"(?<=a)(?!\d{1,40})b"])
def test_the_proof_refuses_what_it_cannot_judge(pattern: str) -> None:
    with pytest.raises(NotLinear):
        prove_linear(re.compile(pattern))


@pytest.mark.parametrize(
    "pattern", [r"a+b+c+", r"\d+(?:,\d+)*", r"[^:]+: .+", r"(?:ab)+a?", r"x{0,40}y{0,40}", r"(?:a|b)+c", r"\s?\s?\s?x"]
)
def test_the_proof_lets_pass_what_is_linear(pattern: str) -> None:
    prove_linear(re.compile(pattern))


@pytest.mark.parametrize(
    ("pattern", "width"), [(r"ab?", 2), (r"\beyJ\w+", 4), (r"x(?:a{3}|b+)", 4), (r"a{1,9}@", 10), (r"(?i:ab\S+)", 3)]
)
def test_how_far_a_try_reads_is_counted(pattern: str, width: int) -> None:
    assert widest(re.compile(pattern)) == width


@pytest.mark.parametrize("pattern", [r"\s+x", r"a.*b", r"(?:ab)+"])
def test_a_repeat_without_a_limit_reads_too_far(pattern: str) -> None:
    assert widest(re.compile(pattern)) > WIDEST


def test_calm_text_has_one_character_where_white_space_ran() -> None:
    assert calm("a  b\t\tc \n\n d\u00a0e\u00a0 f") == "a b\tc\nd\u00a0e\u00a0f"
