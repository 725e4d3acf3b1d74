"""Words around numbers: what is counted, how sure a number is, and what numbers are called in six languages."""

from dialogs.understanding.wordlist import numbered, phrases, wordlist

# What a licence is called (R28).
UNITS = wordlist(
    "seat seats licence licences license licenses licens licenze lic lics user users subscription",
    "subscriptions sub subs mailbox mailboxes lizenz lizenzen benutzer benutzern nutzer nutzern anwender",
    "anwendern platze platzen arbeitsplatze arbeitsplatzen postfacher postfachern utilisateur utilisateurs",
    "poste postes siege sieges boites licencia licencias usuario usuarios puesto puestos asiento asientos",
    "buzon buzones licenca licencas assento assentos lugares caixas",
)
# The same in a script that leaves no blanks.
WIDE_UNITS = phrases("ライセンス, ユーザー, ユーザ, シート, 席, 名, 人, アカウント, メールボックス")
ACTIVE = wordlist(
    "active actives activated aktiv aktive aktiven activa activas activos actif actifs ativo ativos ativa",
    "ativas assigned",
)
PAID = wordlist(
    "licensed named paid bezahlte office microsoft premium e3 e5 m365 o365 p1 p2 new total overall enterprise",
)
# What else is counted.
OTHER_UNITS = wordlist(
    "countries country locations location sites site domains domain admins admin offices office branches",
    "branch servers server days day weeks week months month years year hours hour minutes minute min mins h",
    "am pm uhr st nd rd th gb tb mb percent % eur euro euros usd dollars dollar chf gbp € $ £ devices device",
    "laptops pcs phones stores shops schools tickets ticket requests request customers times floors rooms",
    "engineers consultants smes experts calls meetings tage wochen monate jahre stunden standorte lander",
    "geräte gerate jours semaines mois ans pays dias semanas meses anos tenants tenant policies labels groups",
    "teams mails files emails steps points questions things companies subsidiaries languages workloads plans",
    "forests dcs controllers factories plants warehouses hotels hospitals beds people's",
)
# What stands before a number that is a name, a price, a time or a place of something else.
NO_COUNT_BEFORE = wordlist(
    "room building floor street road avenue apt suite level version v ver build release phone tel telephone",
    "mobile fax ext extension desk badge budget call ticket case incident inc chg po invoice id zip code page section",
    "step",
    "question $ € £ chapter kb error plan p since year exchange windows server office sharepoint sql e",
    "article option point port vlan q no1 day week month raum zimmer gebaude telefon handy plz seit jahr",
    "salle bureau telefono sala telefone outlook room's rev tls",
)

# A number beside one of these is a part of a sum, whose result nobody said.
SUMS = wordlist("x \u00d7 * times minus each per jeweils je chacun cada")

ABOUT = wordlist(
    "about around roughly approximately approx ca circa some nearly almost ~ ≈ etwa ungefahr rund zirka knapp",
    "environ presque unos unas aproximadamente alrededor cerca aprox gegen 約 estimated maybe perhaps probably",
)
ABOUT_AFTER = wordlist(
    "approx approximately roughly ca circa or-so ish ungefahr environ aproximadamente estimated",
)
# A number behind or before one of these is a bound, and what is bounded is not said.
BOUND = wordlist(
    "over under than least most above below max maximum min minimum > < ≥ ≤ up exceed exceeds mindestens",
    "maximal hochstens uber unter plus moins mas menos mais beyond until",
)
BOUND_TWO = frozenset(
    {("up", "to"), ("bis", "zu"), ("plus", "de"), ("moins", "de"), ("mas", "de"), ("menos", "de"), ("mais", "de")}
)
BOUND_WIDE = wordlist("以上 以下 未満")
BOUND_TWO_AFTER = frozenset({("or", "more"), ("or", "less"), ("and", "more"), ("at", "least"), ("at", "most")})
RANGE = wordlist("- – — to bis a à ~ 〜 から until")
BETWEEN = wordlist("between zwischen entre")
FROM = wordlist("from von de desde")
CHANGES = wordlist(
    "change changed changes correct set increase reduce raise lower update move edit went go grown grew",
)
# A number that was true once, or that was taken back.
PAST = wordlist(
    "last previously previous before bought purchased purchase originally formerly old earlier was were had",
    "hatte hatten avait avions avaient tenia tenian teniamos tinha tinham tinhamos",
    "own owns owned planned gekauft comprado achete compro total wrong",
)
MENDS = wordlist(
    "sorry mean meant actually rather correction instead typo make wait oops ups scratch pardon perdon desculpe",
    "entschuldigung vielmehr",
)

SUFFIX = {"k": 1_000, "m": 1_000_000, "tsd": 1_000}
SMALL = {
    **numbered(
        0,
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen",
        "null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn "
        "siebzehn achtzehn neunzehn",
        "- un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
        "- uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
        "dieciocho diecinueve",
        "- um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete "
        "dezoito dezenove",
    ),
    "eins": 1,
    "eine": 1,
    "funfzehn": 15,
    "duas": 2,
}
_TENS = numbered(
    2,
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "vingt trente quarante cinquante soixante",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
)
TENS = {word: 10 * ten for word, ten in _TENS.items()} | {"veinticinco": 25, "vingts": 20}
_HUNDREDS = numbered(
    1,
    "- doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    "- doscientas trescientas cuatrocientas quinientas seiscientas setecientas ochocientas novecientas",
    "- duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
    "- duzentas trezentas quatrocentas quinhentas seiscentas setecentas oitocentas novecentas",
)
HUNDREDS = {word: 100 * number for word, number in _HUNDREDS.items()}
HUNDRED = {
    "hundred": 100,
    "hundreds": 100,
    "hundert": 100,
    "cent": 100,
    "cents": 100,
    "cien": 100,
    "ciento": 100,
    "cem": 100,
    "cento": 100,
}
THOUSAND = {
    "thousand": 1_000,
    "thousands": 1_000,
    "tausend": 1_000,
    "mille": 1_000,
    "mil": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "millionen": 1_000_000,
    "millon": 1_000_000,
    "milhao": 1_000_000,
}
# Tens stand behind "quatre", and what is below twenty behind these.
TAKES_TENS = frozenset({"quatre"})
TAKES_TEENS = wordlist("soixante vingt vingts dix diez dez")
BETWEEN_NUMERALS = wordlist("and und et y e")
KANJI = {char: value for value, char in enumerate("〇一二三四五六七八九")}
KANJI_TIMES = {"十": 10, "百": 100, "千": 1_000}
KANJI_MYRIAD = {"万": 10_000}
VAGUE = wordlist("several few couple dozens many")
