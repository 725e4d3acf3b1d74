"""The rooms of the house: no file imports upward or in a circle, and each room holds only what belongs there."""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
FLOORS = {"playbook": 0, "storage": 1, "cards": 1, "dialogs": 2, "bot_app": 3}
# The rooms within bot_app, the lowest first; what composes them stands above.
BOT_ROOMS = ("wire", "operations", "turn", "delivery", "edge", "local")
SDK = {"botbuilder", "botframework", "botframework_connector"}
SDK_ROOMS = {"dialogs", "bot_app"}
# What Teams calls its things, run together: the process would be the same in another channel.
TEAMS_WORDS = ("activityid", "channelid", "conversationid", "conversationreference", "sentactivity", "serviceurl")
MOST_LINES = 300
# What opens a file or a connection, reads a clock or rolls dice has no place on the ground floor.
OUTSIDE_WORLD = {"asyncio", "io", "logging", "os", "pathlib", "random", "socket", "subprocess", "time", "uuid"}
# Who may reach for the time, an id or a random number. Everybody else is handed them, and waits by the event loop.
COMPOSITION_ROOT = "bot_app.app"
SOURCES = {"random", "secrets", "time", "uuid"}
CALLS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "os.urandom", "os.getrandom", "threading.Timer",
    "email.utils.localtime", "email.utils.make_msgid",
}  # fmt: skip


@dataclass(frozen=True)
class House:
    """The modules below a folder, as syntax trees."""

    sources: Mapping[str, str]

    @classmethod
    def at(cls, folder: Path) -> "House":
        """Read every file of every room."""
        return cls(
            {
                _module(path.relative_to(folder)): path.read_text(encoding="utf-8")
                for room in FLOORS
                for path in sorted((folder / room).rglob("*.py"))
                if "node_modules" not in path.parts
            }
        )

    def imports(self, module: str) -> set[str]:
        """Return the full names a module imports; `from a import b` means a.b where that is a module."""
        found = set()
        for node in ast.walk(ast.parse(self.sources[module])):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = self._absolute(module, node)
                names = {f"{base}.{alias.name}" for alias in node.names}
                found |= {name if name in self.sources else base for name in names}
        return found

    def _absolute(self, module: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = module.split(".")[: -node.level]
        return ".".join([*parts, *([node.module] if node.module else [])])

    def upward(self) -> list[str]:
        """Return every import that does not lead to a lower floor or stay in its room."""
        return [
            f"{module} imports {name}"
            for module in self.sources
            for name in sorted(self.imports(module))
            if room_of(name) in FLOORS and inner_room(name) != inner_room(module) and floor(name) >= floor(module)
        ]

    def circles(self) -> list[str]:
        """Return the first circle found from each module that stands in one."""
        graph = {module: self.imports(module) & set(self.sources) for module in self.sources}
        return [" > ".join(path) for module in graph if (path := _way_back(graph, module))]

    def foreign(self, room: str) -> set[str]:
        """Return the top-level packages a room imports that are not the house's."""
        names = {room_of(name) for module in self.sources if room_of(module) == room for name in self.imports(module)}
        return names - set(FLOORS)

    def reaching_out(self) -> list[str]:
        """Return every place below the composition root that takes time, ids or randomness by itself."""
        return [
            f"{module} takes {source}"
            for module, text in self.sources.items()
            if module != COMPOSITION_ROOT
            for source in sorted(_taken_in(ast.parse(text)))
        ]

    def of_teams(self, room: str) -> list[str]:
        """Return what a room says that is Teams' alone, however it is spelled."""
        run_together = {
            module: "".join(source.casefold().replace("_", "").split())
            for module, source in self.sources.items()
            if room_of(module) == room
        }
        return [
            f"{module} says {word}" for module, text in run_together.items() for word in TEAMS_WORDS if word in text
        ]

    def long_files(self) -> list[str]:
        """Return the files that are too long."""
        return [name for name, source in self.sources.items() if len(source.splitlines()) > MOST_LINES]


def room_of(module: str) -> str:
    """Return the room, or the package, a module belongs to."""
    return module.partition(".")[0]


def inner_room(module: str) -> str:
    """Return the room within bot_app that a module belongs to, elsewhere its room."""
    room, _, rest = module.partition(".")
    within = rest.partition(".")[0]
    return f"{room}.{within}" if room == "bot_app" and within in BOT_ROOMS else room


def floor(module: str) -> tuple[int, int]:
    """Return how high a module stands, in the house and within bot_app."""
    within = inner_room(module).partition(".")[2]
    return FLOORS[room_of(module)], BOT_ROOMS.index(within) if within else len(BOT_ROOMS)


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _way_back(graph: Mapping[str, set[str]], start: str) -> list[str]:
    """Return a shortest way from a module back to itself, or nothing."""
    waiting = [[start]]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        for there in sorted(graph[path[-1]]):
            if there == start:
                return [*path, start]
            if there not in seen:
                seen.add(there)
                waiting.append([*path, there])
    return []


def _taken_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        for name in _named(node):
            parts = name.split(".")
            if parts[0] in SOURCES:
                yield name
            elif ".".join(parts[-2:]) in CALLS or name in CALLS:
                yield ".".join(parts[-2:])


def _named(node: ast.AST) -> list[str]:
    """Return what is imported or looked up here, as a dotted name."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [ast.unparse(node)] if isinstance(node, ast.Attribute) else []


@pytest.fixture(scope="module")
def house() -> House:
    """Read the house once."""
    return House.at(HOUSE)


def test_every_room_is_read(house: House) -> None:
    assert {room_of(module) for module in house.sources} == set(FLOORS)
    assert {inner_room(module) for module in house.sources} >= {f"bot_app.{room}" for room in BOT_ROOMS}
    assert {
        "playbook.requests.desk",
        "storage.store",
        "cards.card_actions",
        "dialogs.main_dialog",
        "bot_app.app",
    } <= set(house.sources)


def test_no_file_imports_upward(house: House) -> None:
    assert house.upward() == []


def test_what_lives_share_knows_none_of_them(house: House) -> None:
    reached = {module for module in house.sources if module.startswith("playbook.life")}
    found = set(reached)
    while found:
        found = {name for module in found for name in house.imports(module) if name in house.sources} - reached
        reached |= found
    lives = {path.name for path in (HOUSE / "playbook").iterdir() if (path / "life.py").exists()}
    assert lives >= {"requests", "access"}
    assert not [name for name in reached if name.startswith(tuple(f"playbook.{life}" for life in lives))]


def test_no_file_imports_in_a_circle(house: House) -> None:
    assert house.circles() == []


def test_the_ground_floor_needs_the_standard_library_and_nothing_else(house: House) -> None:
    assert house.foreign("playbook") <= set(sys.stdlib_module_names)


def test_the_ground_floor_opens_nothing_and_reads_no_clock(house: House) -> None:
    assert house.foreign("playbook") & OUTSIDE_WORLD == set()
    calls = [
        module
        for module, source in house.sources.items()
        if room_of(module) == "playbook"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and node.id in {"open", "input", "print", "exec", "eval"}
    ]
    assert calls == []


def test_the_ground_floor_does_not_know_what_teams_calls_its_things(house: House) -> None:
    assert house.of_teams("playbook") == []


@pytest.mark.parametrize("room", sorted(set(FLOORS) - SDK_ROOMS))
def test_the_archived_sdk_stays_out_of_the_lower_rooms(house: House, room: str) -> None:
    assert house.foreign(room) & SDK == set()


def test_time_ids_and_randomness_are_taken_in_the_composition_root_alone(house: House) -> None:
    assert house.reaching_out() == []
    assert {"random.random", "uuid.uuid4", "datetime.now"} <= set(_taken_in(ast.parse(house.sources[COMPOSITION_ROOT])))


def test_no_file_is_longer_than_300_lines(house: House) -> None:
    assert house.long_files() == []


def test_outside_the_rooms_nothing_but_the_known_folders_holds_code() -> None:
    folders = {path.parent.relative_to(HOUSE).parts[0] for path in HOUSE.glob("[a-z]*/**/*.py")}
    assert folders - {"node_modules", "build", "data"} <= {*FLOORS, "tests", "manifest", "bench", "deploy"}


# The same checks on a made-up house that breaks every rule: a check that finds nothing there proves nothing above.

MADE_UP = {
    "playbook/__init__.py": "",
    "playbook/requests/record.py": "import json\nservice_url = activityId = CHANNEL_ID = ''\n"
    "class SentActivity: pass\n# A conversation id, ConversationReference.\n",
    "playbook/requests/desk.py": "from storage import files\nimport requests\nimport os\n",
    "storage/__init__.py": "",
    "storage/files.py": "from cards.elements import text\nfrom playbook import records\n"
    "from uuid import uuid4\nfrom threading import Thread, Timer\n",
    "cards/__init__.py": "",
    "cards/elements.py": "from . import faces\n\ndef text():\n    import dialogs.main\n",
    "cards/faces.py": "from cards import noses\n",
    "cards/noses.py": "import cards.elements\nfrom botbuilder.core import CardFactory\n",
    "dialogs/__init__.py": "",
    "dialogs/main.py": "import datetime\n"
    "from time import time\nA = datetime.datetime.now()\nB = datetime.date.today()\n",
    "bot_app/__init__.py": "",
    "bot_app/wire/__init__.py": "",
    "bot_app/wire/sender.py": "from bot_app import app\nfrom bot_app.turn import bot\n"
    "def wait():\n    import os, random\n    return os.urandom(8), random.random()\n",
    "bot_app/turn/__init__.py": "",
    "bot_app/turn/bot.py": "from dialogs import main\nfrom bot_app.edge import gate\n",
    "bot_app/edge/__init__.py": "",
    "bot_app/edge/gate.py": "from bot_app.wire import tokens\n",
    "bot_app/app.py": "from datetime import datetime\nfrom dialogs import main\n\nNOW = datetime.now()\n" + "\n" * 300,
}


@pytest.fixture
def broken(tmp_path: Path) -> House:
    """Build the made-up house."""
    for name, source in MADE_UP.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return House.at(tmp_path)


def test_an_upward_import_is_found_even_inside_a_function(broken: House) -> None:
    assert broken.upward() == [
        "playbook.requests.desk imports storage.files",
        "storage.files imports cards.elements",
        "cards.elements imports dialogs.main",
        "bot_app.turn.bot imports bot_app.edge.gate",
        "bot_app.wire.sender imports bot_app.app",
        "bot_app.wire.sender imports bot_app.turn.bot",
    ]


def test_a_circle_of_three_is_found(broken: House) -> None:
    assert broken.circles() == [
        "cards.elements > cards.faces > cards.noses > cards.elements",
        "cards.faces > cards.noses > cards.elements > cards.faces",
        "cards.noses > cards.elements > cards.faces > cards.noses",
    ]


def test_what_does_not_belong_in_a_room_is_found(broken: House) -> None:
    assert broken.foreign("playbook") == {"json", "requests", "os"}
    assert broken.foreign("cards") & SDK == {"botbuilder"}
    assert broken.of_teams("playbook") == [f"playbook.requests.record says {word}" for word in TEAMS_WORDS]
    assert broken.reaching_out() == [
        "storage.files takes threading.Timer",
        "storage.files takes uuid.uuid4",
        "dialogs.main takes date.today",
        "dialogs.main takes datetime.now",
        "dialogs.main takes time.time",
        "bot_app.wire.sender takes os.urandom",
        "bot_app.wire.sender takes random",
        "bot_app.wire.sender takes random.random",
    ]
    assert broken.long_files() == ["bot_app.app"]
