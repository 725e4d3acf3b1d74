"""Fields of a request that a message names, as the form calls them and as people do."""

from dialogs.understanding.names import Names
from dialogs.understanding.reading import Kind
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.wordlist import phrases, wordlist
from playbook.requests.fields import FIELDS

_SAID = {
    "workload": phrases(
        "requested workload, product, technology, workloads, produkt, produit, producto, produto",
    ),
    "other_workload": ("other workload", "name of the workload"),
    "seat_count": phrases(
        "seat count, seats count, number of seats, headcount, head count, licence, license, lics",
        "licence count, license count, licence number, license number, number of licences, number of licenses",
        "number of users, user count, amount of seats, amount of licences, lizenzen, anzahl, lizenzzahl",
        "licencias, licenças, utilisateurs, usuarios, ライセンス数",
    ),
    "region": phrases(
        "regions, geo, geography, area, location, country, land, région, región, região, 地域",
    ),
    "primary_language": phrases(
        "language, lang, primary lang, main language, first language, sprache, langue, idioma, 言語",
    ),
    "secondary_language": phrases(
        "second lang, secondary lang, other language, 2nd language, zweite sprache, zweitsprache",
        "deuxième langue, segundo idioma",
    ),
    "tenant_id": ("tenant guid", "tenantid", "guid", "id of the tenant", "directory id"),
    "tenant_name": phrases(
        "customer names, customers name, cust, cust name, client, client name, clients name, end customer",
        "company name, name of the customer, kunde, kundenname, kunden, cliente, nom du client",
        "nombre del cliente, nome do cliente, 顧客, 顧客名, お客様",
    ),
    "tenant_segment": ("tenant segment", "customer segment", "customer size", "size of the customer", "segmento"),
    "partner_email": phrases(
        "contact email, contact address, contact person, point of contact, email address, e-mail address",
        "partner e-mail, kontakt, ansprechpartner",
    ),
    "fpm": ("psm", "partner success manager", "fasttrack partner manager"),
    "email_source": phrases(
        "source system, migration source, source of the migration, mail system, old system, quelle, origen",
        "origem",
    ),
    "justification": phrases(
        "justification, justifications, additional info, explanation, begründung, grund, justificación",
        "justificativa, raison, motivo",
    ),
}
# Words of the field table that are other things more often than not; the form's own questions take them.
_TOO_COMMON = frozenset(
    {
        "team",
        "partner",
        "company",
        "my company",
        "plan",
        "tenant",
        "details",
        "information",
        "source",
        "contact",
        "mail",
        "reason",
        "role",
        "primary",
        "secondary",
        "discussed",
        "exception",
    }
)
# These count where the message is about fields, behind "the" or before a colon.
_LABEL_SIGNS = frozenset({":", "="})
_BEFORE = wordlist("the change edit set correct update fix wrong my")

FIELD_NAMES: Names[str] = Names(
    [(name, field.key) for field in FIELDS for name in (field.title.id, field.key.replace("_", " "), *field.words)]
    + [(name, key) for key, names in _SAID.items() for name in names]
)
_RARE = Names((name, name) for name in _TOO_COMMON)


def field_names(sheet: Sheet) -> None:
    """Take the names of fields, with a typing error or two."""
    for place in sheet.meaning(FIELD_NAMES.firsts):
        end, keys = FIELD_NAMES.at(sheet.meant, place)
        if keys and sheet.free(place, end) and (_RARE.at(sheet.meant, place)[0] != end or _is_field(sheet, place, end)):
            sheet.take(Kind.FIELD, place, end, keys)


def _is_field(sheet: Sheet, place: int, end: int) -> bool:
    labels = sheet.word(end) in _LABEL_SIGNS
    return labels or sheet.word(place - 1) in _BEFORE or sheet.word(end) in {"is", "are"} or len(sheet) == end - place
