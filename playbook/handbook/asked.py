"""What a question is about: who asks, the rules that hold, and what it names."""

from dataclasses import dataclass

from playbook.messages.deciding import THE_TEAM
from playbook.messages.handbook import people
from playbook.messages.message import Message, Text
from playbook.messages.people import contact
from playbook.people import Person, Role
from playbook.requests.effects import Rules
from playbook.requests.workloads import Catalogue


@dataclass(frozen=True)
class Asked:
    """A question as an answer needs it. What it does not name is empty.

    `workloads` are keys: several where a family was named ("AIP"). `seats` is a number of licences. `region` and
    `languages` are canonical, `fields` keys of the form.
    """

    person: Person
    rules: Rules
    workloads: tuple[str, ...] = ()
    seats: int | None = None
    region: str = ""
    languages: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def catalogue(self) -> Catalogue:
        """The routing tables and lists."""
        return self.rules.lists.catalogue

    @property
    def own_fpm(self) -> Person | None:
        """The FPM of the company of who asks (G13); None for who has none."""
        return self.rules.lists.directory.fpm_of(self.person.partner)

    @property
    def fpm(self) -> Message:
        """How a sentence names the FPM to who asks."""
        if self.own_fpm:
            return people.named_fpm(self.fpm_contact)
        return people.YOUR_FPM if self.person.has(Role.PARTNER) else people.PARTNERS_FPM

    @property
    def fpm_contact(self) -> Text:
        """The FPM's name and address; the team's while nobody is named (G13)."""
        return contact(self.own_fpm.name, self.own_fpm.email) if self.own_fpm else THE_TEAM
