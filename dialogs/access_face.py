"""Access as people meet it: how applications are shown and told of."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from cards.access_card import application_card, earlier_card, head, shown
from cards.elements import Element, card
from cards.question_card import MOST_BUTTONS, words_card
from cards.reader import Reader
from cards.step_buttons import Unfinished
from dialogs.access_hearing import AccessHearing
from dialogs.access_talk import AccessTalk
from dialogs.faces import Face, Letter, Viewer
from dialogs.visit import Visit
from playbook.access.desk import AccessDesk, AccessDesks
from playbook.access.fields import FIELDS
from playbook.access.life import ACCESS_LIFE
from playbook.access.parties import may_see, parties_of
from playbook.access.record import Application, Command, State
from playbook.life.fields import Field
from playbook.life.ports import Dossier
from playbook.life.records import Event, Notice
from playbook.messages import access, applications, asking
from playbook.messages.message import Words
from playbook.people import Directory, Person, PersonKey, stranger
from playbook.refusals import Refusal, Unknown

_OF_THE_MOMENT = frozenset({"invited.applicant", "reminded.applicant"})


class AccessFace(Face[Application]):
    """Shows and tells of applications, and hears whoever is not known."""

    life = ACCESS_LIFE
    open_to_strangers = True

    def __init__(self, desks: AccessDesks) -> None:
        """Look through the desks of access."""
        self._desks = desks
        self.says = AccessTalk(desks)
        self.talk = AccessHearing(self, self.says)

    def desk(self, directory: Directory) -> AccessDesk:
        """Return the desk of access among these people."""
        return self._desks.among(directory)

    def told(self, key: PersonKey | None, record: Application, directory: Directory) -> Person | None:
        """Return who is told: an applicant is known by nothing but the application."""
        if key == record.applicant:
            return directory.find(key) or stranger(key)
        return directory.find(key)

    def card(self, dossier: Dossier[Application], viewer: Viewer) -> Element | None:
        """Return the card as this person sees it; None when they may not."""
        desk = self.desk(viewer.directory)
        try:
            view = desk.view_of(dossier.record, dossier.history, viewer.person, viewer.at)
        except Unknown:
            return None
        by_fpm = desk.by_fpm(dossier.record)
        return application_card(viewer.reader, view, viewer.directory, viewer.user_ids, by_fpm=by_fpm)

    def earlier(self, reader: Reader, record: Application) -> Element:
        """Return number and state."""
        return earlier_card(reader, record)

    def shared(self, reader: Reader, record: Application, user_ids: Sequence[str]) -> Element:
        """Return number and state; nobody asks for an application where others read along."""
        del user_ids
        return card(head(reader, record))

    def audience(self, record: Application, directory: Directory) -> list[PersonKey]:
        """Return who decides."""
        rules = self.desk(directory).rules
        at = record.changed_at
        return [one.key for one in directory.people if may_see(parties_of(record, one, rules, at))]

    def message(self, notice: Notice, event: Event, dossier: Dossier[Application], viewer: Viewer) -> Letter | None:
        """Return what a notice says in a chat; the code stands on its card alone."""
        if _is_over(notice, dossier.record):
            return None
        said = applications.headline(notice.topic, dossier.record, event, viewer.directory)
        return Letter(said, said)

    def mail(self, notice: Notice, event: Event, dossier: Dossier[Application], viewer: Viewer) -> Letter | None:
        """Return a notice as an e-mail, to an applicant at the address they gave (R22)."""
        application, directory = dossier.record, viewer.directory
        own = viewer.person.key == application.applicant
        to = application.email if own else viewer.person.email
        if not to or _is_over(notice, application):
            return None
        desk = self.desk(directory)
        headline = applications.headline(notice.topic, application, event, directory)
        if not own:
            given = [one for one in FIELDS if application.answers.get(one.key)]
            facts = [asking.titled(one.title, shown(one, application.answers)) for one in given]
            return Letter(headline, applications.mail_text(headline, facts), to)
        standing = access.standing(application, directory, by_fpm=desk.by_fpm(application))
        code = desk.rules.code(application) if application.state is State.INVITED else ""
        body = [standing, access.coded(code), access.NOTICE] if code else [standing]
        return Letter(headline, applications.mail_text(headline, body), to)

    async def show(self, visit: Visit, number: str) -> None:
        """Show an application as it now is."""
        await self.says.show(visit, number)

    async def carry_out(
        self, visit: Visit, command: StrEnum, number: str, texts: Mapping[str, str], revision: int | None
    ) -> None:
        """Take a step and show the application after it."""
        await self.says.carry_out(visit, Command(command), number, texts, revision)

    async def refused(
        self, visit: Visit, command: StrEnum, number: str, texts: Mapping[str, str], refusal: Refusal
    ) -> None:
        """Say why a step was refused, and give back what the person typed."""
        await self.says.refused(visit, Command(command), number, texts, refusal)

    async def put(self, visit: Visit, command: StrEnum, record: Application, texts: Mapping[str, str]) -> None:
        """Show a decision filled in, and ask whether it shall be taken."""
        titles = {field.key: field.title for field in self.life.table.row(command).asks}
        filled_in = [asking.titled(titles[key], Words(text)) for key, text in texts.items() if text]
        visit.say(applications.put(command, record), *filled_in)
        await self.says.show(visit, record.number, Unfinished(command, texts))

    async def ask(self, visit: Visit, command: StrEnum, field: Field, record: Application) -> None:
        """Ask for a detail of a step."""
        del command
        choices = await self.says.desk(visit).options(field, record, visit.person)
        visit.say(access.question(field))
        if 0 < len(choices) <= MOST_BUTTONS:
            visit.show(words_card(visit.reader, choices))


def _is_over(notice: Notice, application: Application) -> bool:
    """Tell whether a notice comes so late that there is nothing to be done about it any more."""
    return notice.topic in _OF_THE_MOMENT and application.state is not State.INVITED
