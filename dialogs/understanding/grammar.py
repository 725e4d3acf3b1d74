"""Words that hold sentences together, in the languages that are read. None of them is a name, or part of one alone."""

from dialogs.understanding.wordlist import wordlist

NEGATIONS = wordlist(
    "not no never without except excluding outside neither nor non dont doesnt isnt instead than kein keine",
    "keinen nicht ohne ausser pas sans sauf ni sin salvo excepto nao sem exceto",
)
# What may stand between a negation and what it negates.
LOOKED_OVER = wordlist(
    "in the a an of for at on from any is be to within plan need want mean about speak speaks t dem der die",
    "das den im un une en de la le el los em o as os um uma",
)
ARTICLES = wordlist(
    "the a an our my your their this that these those his her its one some any another new same der die das",
    "den dem des ein eine einen einem einer unser unsere unseren unserem mein meine meinen meinem le la les",
    "un une notre nos mon ma du el los las una nuestro nuestra mi o os um uma nosso nossa meu minha",
)
PREPOSITIONS = wordlist(
    "in at from near to of for with on by around across within between into about as per via through over",
    "under fur bei mit von aus nach zu im am an auf zum zur um uber durch gegen pour chez avec de a au aux du dans par",
    "sur para con en del desde sobre por em com do da no na ao",
)
FOR_WHOM = wordlist("for at with behalf fur bei beim pour chez para con com")
BEFORE_A_PLACE = wordlist(
    "in at from near of out around across for to is are located based sits sit site city country region",
    "location place office offices headquarters hq aus im bei nach a en au aux de em desde",
)
CONJUNCTIONS = wordlist("and or but und oder aber et ou mais y o e u pero & plus as then so")
OR_WORDS = wordlist("or oder ou o")

CUSTOMER_WORDS = wordlist(
    "customer customers customer's cust client clients tenant account company firm organisation organization",
    "kunde kunden kundin firma cliente entreprise societe empresa",
)
COMPANY_KINDS = CUSTOMER_WORDS | wordlist(
    "bank subsidiary branch office offices site sites team entity business market government ministry",
    "university users seats school hospital insurer retailer manufacturer kunde kunden tochter",
)

# Verbs, helpers, greetings and the words of this trade, which a name in capitals may follow or precede but not hold.
_SENTENCE = wordlist(
    "i we you he she it they me us him them who whom whose which what where when why how there here that this",
    "these those am is are was were be been being do does did done have has had having will would shall",
    "should can could may might must need needs needed want wants wanted like liked love ask asks asking",
    "asked get gets got give gives given gave send sends sent look looks looking looked search searching find",
    "seek seeking require requires required request requests requested requesting please pls plz kindly thank",
    "according follows following pending unknown tba brb typo",
    "oh ah uh um hm hmm wow oops ooh aha argh ugh yikes well gosh phew oje uff",
    "thanks thx hi hello hey dear good morning afternoon evening day regards sincerely cheers best sir madam",
    "team everybody everyone all hallo guten tag moin bonjour hola buenos buenas dias bom boa dia ola gruss",
    "grusse viele mfg lg vielen danke merci gracias obrigado obrigada saludos cordialement if while because",
    "since so as than then also just only still again now today tomorrow yesterday soon later already yet",
    "once maybe perhaps sure not no yes ok okay none nothing never always last next first second third new",
    "old open file create start begin make makes made making help helps helping support assist assistance",
    "assign submit book register raise log order organise arrange provide provides say says said tell told",
    "know knows think hope see below above attached following regarding concerning re fw fwd from to cc",
    "subject date note fyi urgent asap quick quickly many much more most less few little big small large some",
    "any each every other others another both either neither own such very too quite really about",
    "approximately around roughly nearly almost over under least deploy deploying deployment deployments",
    "rollout roll onboarding onboard migrate migrates migrating migration move moves moving moved implement",
    "implementing project projects issue issues problem problems question questions case scenario working",
    "work works starts started sits sit located based bought buy buys uses use using used owns run runs",
    "running wishes prefers prefer preferred speak speaks speaking spoken talk talks sme smes fpm fpms frp",
    "frps ftop expert experts specialist specialists engineer engineers resource resources guy consultant",
    "somebody someone anybody anyone person people colleague colleagues user users seat seats licence",
    "licences license licenses licensed active workload workloads region regions country language languages",
    "lang primary secondary segment segments tenant name id guid plan contact email mail reason justification",
    "details info information number count partner department division group's side hq headquarters office",
    "offices brauche brauchen brauchten brauchte bitte wir ich sie er es ist sind haben hat wird werden",
    "konnen konnte suche suchen mochte mochten hatte hatten gerne einen eine fur mit und oder bei lizenzen",
    "benutzer nutzer sprache land kunde hilfe unterstutzung experte experten spezialist spezialisten gesucht",
    "benotigen benotige zusammen je nous vous il elle ils est sont avons avez ont faut besoin voudrais",
    "voulons cherche cherchons langue pays utilisateurs necesito necesitamos quiero queremos buscamos busco",
    "hay tiene tienen son esta estan experto especialista idioma usuarios licencias favor preciso precisamos",
    "quero temos tem sao estao licencas lingua por",
)
GRAMMAR = frozenset(
    _SENTENCE | NEGATIONS | ARTICLES | PREPOSITIONS | FOR_WHOM | CONJUNCTIONS | CUSTOMER_WORDS - {"bank", "group"}
)
# Products and terms that a need is full of, and that are nobody's name.
TERMS = wordlist(
    "contract contracts topic topics subject theme",
    "microsoft ms office azure windows entra defender exchange outlook purview security compliance identity",
    "protection fasttrack nexus online cloud mfa sso dlp pim ca conditional access e3 e5 f3 e1 a3 a5 m365",
    "o365 365 mdm mam dkim dmarc spf gdpr ad adfs hybrid lotus notes domino zimbra groupwise gmail google",
    "workspace imap kerio zoho poc pilot go-live sla eta tbd na n/a premium p1 p2 p3 it ti hr itsm english",
    "smb labels label labeling labelling policy policies phishing safe links attachments onedrive sharepoint",
    "teams intune viva yammer copilot atp resource role engineer tech technical deadline kickoff workshop",
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july",
    "august september october november december weekend q1 q2 q3 q4 request sme-request servers server",
    "endpoint endpoints apps app emea apac apj amer denial denials refusal rejection approval assignment confirmation",
    "registration justification escalation exception withdrawal triage playbook criteria criterion listed missing",
    "anfrage anfragen solicitud demande ablehnung",
)
