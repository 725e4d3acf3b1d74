"""How a topic is asked for, as data."""

from dataclasses import dataclass

from dialogs.understanding.rows import Row


@dataclass(frozen=True)
class Topic:
    """A topic of the handbook as people ask for it: any of its rows will do. `examples` are sentences that mean it.

    `told`: a sentence that asks nothing may mean it, as a trouble that it answers: "my company is not on the list".
    """

    id: str
    rows: tuple[Row, ...]
    examples: tuple[str, ...]
    told: bool = False
