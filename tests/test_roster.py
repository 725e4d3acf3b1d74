"""The roster is read whole, and whoever wrote it hears every mistake with what to write instead."""

from pathlib import Path

import pytest

from playbook.people import Directory, Role, RosterError, person_key
from storage.roster import load_roster, local_newcomers, local_panes

SAMPLE = Path(__file__).parent.parent / "bot_app" / "local" / "sample_roster.toml"
WORKLOADS = frozenset({"AADP_P1", "AADP_P2", "OATP_P1", "OATP_P2", "MDATP", "AIP_P1", "AIP_P2"}) | frozenset(
    {"MIG_P1", "MIG_P2", "MCAS", "AATP", "EXCHANGE_MIGRATION", "OTHER_FRP"}
)
LANGUAGES = frozenset({"English", "German", "French", "Spanish", "Portuguese", "Italian", "Japanese", "Korean"})

ROSTER = """
[home]
tenant = "AAAAAAAA-0000-4000-8000-000000000001"

[[partner]]
name = "Contoso Partners"
tenants = ["bbbbbbbb-0000-4000-8000-000000000001"]
fpm = "Fran@fasttrack.example"
synonyms = ["Contoso"]

[[partner]]
name = "Fabrikam Services"
tenants = ["bbbbbbbb-0000-4000-8000-000000000002", "bbbbbbbb-0000-4000-8000-000000000003"]

[[person]]
name = "Fran Fisher"
email = "fran@fasttrack.example"
id = "cccccccc-0000-4000-8000-000000000001"
roles = ["fpm", "team"]
region = "EMEA"

[[person]]
name = "Sam Silva"
email = "sam@fasttrack.example"
id = "cccccccc-0000-4000-8000-000000000002"
roles = ["sme"]
workloads = ["MCAS", "AATP"]
languages = ["English"]
regions = ["AMER"]
capacity = 3

[[person]]
name = "Pat Parker"
email = "pat@contoso.example"
id = "cccccccc-0000-4000-8000-000000000003"
roles = ["partner"]
partner = "Contoso Partners"

[[person]]
name = "Quinn Quist"
email = "quinn@fabrikam.example"
id = "cccccccc-0000-4000-8000-000000000004"
tenant = "bbbbbbbb-0000-4000-8000-000000000003"
roles = ["partner"]
partner = "Fabrikam Services"

[local]
panes = ["pat@contoso.example", "FRAN@fasttrack.example"]
"""


def load(path: Path) -> Directory:
    return load_roster(path, workloads=WORKLOADS, languages=LANGUAGES)


def mistakes(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """Write the roster with some lines changed and return what is said about it."""
    text = ROSTER
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "roster.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RosterError) as refused:
        load(path)
    return str(refused.value).split("\n")


def written(folder: Path, text: str) -> Path:
    path = folder / "roster.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_sample_roster_holds_the_people_of_the_local_page() -> None:
    directory = load(SAMPLE)
    panes = [directory.name_of(key) for key in local_panes(SAMPLE)]
    assert panes == ["Pat Parker", "Fran Fisher", "Tess Turner", "Sam Silva", "Sana Sato"]
    routed = {partner.name: directory.name_of(partner.fpm) for partner in directory.partners}
    assert routed == {"Contoso Partners": "Fran Fisher", "Fabrikam Services": "Felix Ortega"}
    assert [person.name for person in directory.with_role(Role.PARTNER)] == ["Pat Parker", "Petra Poe", "Quinn Quist"]


def test_the_sample_smes_differ_in_what_they_are_ranked_by() -> None:
    sam, sana = (person.expertise for person in load(SAMPLE).with_role(Role.SME))
    assert sam is not None
    assert sana is not None
    assert sam.workloads != sana.workloads
    assert sam.languages != sana.languages
    assert sam.regions != sana.regions
    assert sam.capacity != sana.capacity


def test_people_are_known_by_the_tenant_they_sign_in_to(tmp_path: Path) -> None:
    directory = load(written(tmp_path, ROSTER))
    tenants = {person.name: person.key.split("/")[0][-1] + person.key[0] for person in directory.people}
    assert tenants == {"Fran Fisher": "1a", "Sam Silva": "1a", "Pat Parker": "1b", "Quinn Quist": "3b"}
    fran = person_key("aaaaaaaa-0000-4000-8000-000000000001", "cccccccc-0000-4000-8000-000000000001")
    assert directory.fpm_of("Contoso Partners") == directory.find(fran)
    assert directory.fpm_of("Fabrikam Services") is None


def test_staff_sign_in_to_the_home_tenants_and_to_no_other(tmp_path: Path) -> None:
    elsewhere = 'id = "cccccccc-0000-4000-8000-000000000002"\ntenant = "dddddddd-0000-4000-8000-000000000001"'
    text = ROSTER.replace('id = "cccccccc-0000-4000-8000-000000000002"', elsewhere)
    with pytest.raises(RosterError, match="tenant is 'dddddddd-0000-4000-8000-000000000001'; write one of"):
        load(written(tmp_path, text))
    home = 'tenant = "AAAAAAAA-0000-4000-8000-000000000001"'
    further = text.replace(home, f'{home}\nothers = ["DDDDDDDD-0000-4000-8000-000000000001"]')
    (sam,) = load(written(tmp_path, further)).with_role(Role.SME)
    assert sam.key.startswith("dddddddd")


@pytest.mark.parametrize(
    "name", ["Zoë *O'Neil* [x](http://y)", "李小龍", "Pat 👩🏽\u200d💻", "שרה כהן", '<b>Pat</b> & \\"co\\"']
)
def test_a_person_is_called_whatever_people_are_called(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, ROSTER.replace("Pat Parker", name))
    assert name.replace("\\", "") in [person.name for person in load(path).people]


def test_a_file_saved_by_an_editor_on_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.toml"
    path.write_bytes(b"\xef\xbb\xbf" + ROSTER.replace("\n", "\r\n").encode())
    assert len(load(path).people) == 4


def test_without_a_local_table_nobody_has_a_pane(tmp_path: Path) -> None:
    assert local_panes(written(tmp_path, ROSTER[: ROSTER.index("[local]")])) == ()


def test_every_mistake_is_told_at_once_with_the_file_and_the_entry(tmp_path: Path) -> None:
    said = mistakes(tmp_path, ('"EMEA"', '"EUROPE"'), ("capacity = 3", "capacity = -1"), ('"AATP"', '"AAPT"'))
    assert len(said) == 3
    assert all(line.startswith(f"{tmp_path / 'roster.toml'}: [[person]] number ") for line in said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"MCAS", "AATP"', '"MCAS", "MCASS"', "workloads is 'MCASS'; write one of AADP_P1, "),
        ('"MCAS", "AATP"', '"mcas"', "(did you mean MCAS?)"),
        ('"English"', '"Klingon"', "languages is 'Klingon'; write one of English, French"),
        ('"AMER"', '"Americas"', "regions is 'Americas'; write one of AMER, APJ, EMEA (did you mean AMER?)"),
        ('["sme"]', '["smee"]', "roles is 'smee'; write one of fpm, partner, sme, team (did you mean sme?)"),
        ('roles = ["sme"]', "roles = []", 'roles is empty; write at least one, such as roles = ["fpm"]'),
        ('roles = ["sme"]', 'roles = "sme"', "roles is 'sme'; write a list"),
        ('languages = ["English"]\n', "", 'languages is missing; add languages = ["English"]'),
        ("capacity = 3", 'capacity = "3"', "capacity is '3'; write a whole number"),
        ("capacity = 3", "capacity = true", "capacity is True; write a whole number"),
        ("capacity = 3\n", "", "capacity is missing; add capacity = 2"),
        ('region = "EMEA"\n', "", 'region is missing; add region = "AMER"'),
        ('name = "Fran Fisher"', "name = 7", "name is 7; write text"),
        ('name = "Fran Fisher"', 'name = "  "', "name is '  '; write text"),
        ("cccccccc-0000-4000-8000-000000000002", "cccccccc-0000-4000-8000-00000000000", "write a GUID of 8-4-4-4-12"),
        ("cccccccc-0000-4000-8000-000000000002", "00000000-0000-0000-0000-000000000000", "that are not all 0"),
        ("cccccccc-0000-4000-8000-000000000002", "cccccccc-0000-4000-8000-000000000001", "Fran Fisher has the same"),
        ("AAAAAAAA-0000-4000-8000-000000000001", "home", "[home]: tenant is 'home'; write a GUID"),
        ("[home]", "[house]", "[home] is missing; add it"),
        ('tenants = ["bbbbbbbb-0000-4000-8000-000000000001"]', "tenants = []", "tenants is empty; write at least one"),
        ('"sam@fasttrack.example"', '"sam at fasttrack"', "email is 'sam at fasttrack'; write an e-mail address"),
        ('"sam@fasttrack.example"', '"FRAN@fasttrack.example"', "email: FRAN@fasttrack.example is used twice"),
        ("Fran@fasttrack", "frank@fasttrack", "fpm: nobody on the roster has the e-mail address frank@"),
        ("Fran@fasttrack", "sam@fasttrack", 'fpm: Sam Silva does not have the role "fpm"'),
        ('partner = "Contoso Partners"', 'partner = "Contoso Partner"', "(did you mean Contoso Partners?)"),
        ('tenant = "bbbbbbbb-0000-4000-8000-000000000003"\n', "", "tenant is missing; add tenant = "),
        ('"Fabrikam Services"\ntenants', '"CONTOSO"\ntenants', "'contoso' names [[partner]] number 1"),
        ('["partner"]\npartner = "Con', '["partner", "sme"]\npartner = "Con', "a partner cannot also be FPM"),
        ("capacity = 3", 'capacity = 3\nregion = "EMEA"', 'region is not used here; add the role "fpm" or leave'),
        ('region = "EMEA"', 'region = "EMEA"\nmail = "x"', "mail is not used here; leave it out (did you mean email?)"),
        ("[local]", "[lokal]", "lokal is not used here; leave it out (did you mean local?)"),
        ('"pat@contoso.example", "FRAN', '"patty@contoso.example", "FRAN', "panes: nobody on the roster has"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_what_to_write_instead(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert any(said in line for line in mistakes(tmp_path, (old, new)))


@pytest.mark.parametrize("character", ["\\u0000", "\\n", "\\t", "\\u202e", "\\u2066", "\\u200f", "\\u2028", "\\u0085"])
@pytest.mark.parametrize("name", ["Fran Fisher", "Fabrikam Services", '"Contoso"'])
def test_invisible_characters_that_mislead_are_refused_in_names(tmp_path: Path, character: str, name: str) -> None:
    said = mistakes(tmp_path, (name, f"{name[:4]}{character}{name[4:]}"))
    assert any("remove the invisible character U+" in line for line in said)
    assert all(line.isprintable() for line in said)


def test_a_name_longer_than_any_card_is_refused(tmp_path: Path) -> None:
    (said,) = mistakes(tmp_path, ("Fran Fisher", "F" * 201))
    assert "shorten it to 200 characters" in said


def test_a_file_that_is_not_there_is_told_apart_from_one_that_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="there is no such file; copy the sample roster"):
        load(tmp_path / "roster.toml")


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'name = "Zo\xeb"', "is not UTF-8 text"),
        (b"[home\n", "is not valid TOML"),
        (b"", r"\[home\] is missing"),
        (b'home = "x"\npartner = {}\nperson = [1]', "write it as a table"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "roster.toml").write_bytes(content)
    with pytest.raises(RosterError, match=said):
        load(tmp_path / "roster.toml")


NEWCOMER = """
[[local.newcomer]]
name = "Nora Newman"
email = "nora@contoso.example"
tenant = "c1f0a7d2-84be-4e6f-8d37-2b9a5c60e1f4"
id = "8e21c7f5-3d90-4b6a-a1c4-75f9e0d2b368"
"""


def test_who_tries_the_local_page_unregistered_has_no_role(tmp_path: Path) -> None:
    (nora,) = local_newcomers(written(tmp_path, ROSTER + NEWCOMER))
    assert (nora.name, nora.roles, nora.partner) == ("Nora Newman", frozenset(), None)
    assert local_newcomers(written(tmp_path, ROSTER)) == ()


@pytest.mark.parametrize("key", ["name", "email", "tenant", "id"])
def test_what_is_missing_of_a_newcomer_is_named(tmp_path: Path, key: str) -> None:
    lacking = "\n".join(line for line in NEWCOMER.splitlines() if not line.startswith(f"{key} ="))
    with pytest.raises(RosterError, match=rf"\[\[newcomer\]\] number 1.*{key} is missing"):
        local_newcomers(written(tmp_path, ROSTER + lacking))
