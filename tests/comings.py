"""People who come and go while the bot runs, moved by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playbook.people import Directory, Person, PersonKey
from tests.office import Office, everybody, open_office


@dataclass
class Comings:
    """Answers with who is known at this moment; `asked` counts how often somebody wanted to know."""

    known: Directory
    asked: int = 0

    async def directory(self) -> Directory:
        """Return everybody who is known now."""
        self.asked += 1
        return self.known

    def come(self, *people: Person) -> None:
        """Register people, or take over what changed about them."""
        keys = {person.key for person in people}
        stay = [one for one in self.known.people if one.key not in keys]
        self.known = Directory([*stay, *people], self.known.partners)

    def go(self, *keys: PersonKey) -> None:
        """Take people out; a partner whose FPM leaves has none."""
        stay = [one for one in self.known.people if one.key not in keys]
        partners = [replace(one, fpm=None) if one.fpm in keys else one for one in self.known.partners]
        self.known = Directory(stay, partners)

    def look_after(self, company: str, fpm: PersonKey) -> None:
        """Name another FPM of a partner."""
        partners = [replace(one, fpm=fpm) if one.name == company else one for one in self.known.partners]
        self.known = Directory(self.known.people, partners)

    def are_read_anew(self) -> None:
        """Know the same people, in a directory of its own."""
        self.known = Directory(self.known.people, self.known.partners)


@asynccontextmanager
async def open_lively_office(folder: Path) -> AsyncIterator[tuple[Office, Comings]]:
    """Open the office of the sample roster, whose people come and go by hand; all of them have met the bot."""
    sample = everybody()
    people = Comings(Directory(sample.people, sample.partners))
    async with open_office(folder, people=people) as office:
        await office.everybody_installs()
        yield office, people
