"""How people ask for access, and who sees what."""

from dialogs.understanding.topics.rows import Topic
from dialogs.understanding.topics.vocabulary import WHO

TOPICS = (
    Topic(
        "access",
        (
            (
                "add|invite|onboard|bring in|include|enable|set up",
                "colleague*|coworker*|teammate*|person|user|employee*|somebody|member*|kolleg*",
            ),
            (
                "colleague*|teammate*|employee*|new hire|kollege*|newcomer*",
                "use|access|bot|join|get in|zugang|registrier*|register*|acceso",
            ),
            ("use", "bot|tool|this", "how|want*|new|may|can|who|what must"),
            (
                "access|zugang|zugriff|acceso|acces",
                "how|get|request*|need*|apply|want|obtain|bekomme|obtener|obtenir|give|grant|have|process|steps",
            ),
            (
                "register*|registration|registrier*|registr*|sign up|signup|enrol*|onboard me|inscri*",
                "how|where|can|need*|steps|do i|process|wie|como|comment|what",
            ),
            ("how|what|can", "join|be added|become a user|get in|come in|log in|login|use this bot"),
            ("request access",),
        ),
        (
            "how do I get access?",
            "how can I register",
            "I need access",
            "where do I sign up",
            "what are the steps for registration",
            "how does a colleague get access",
            "how can I be added",
            "Wie bekomme ich Zugang?",
            "¿cómo obtengo acceso, como obtener acceso?",
            "comment obtenir l'accès ?",
            "request access - what is that",
            "my new colleague wants to use the bot, what must she do",
            "how do I add a colleague",
        ),
    ),
    Topic(
        "alternate_address",
        (
            (
                "another|other|second|different|alternative",
                "email address|e-mail address|mail address|email|e-mail",
                "need|use|can|give|do i|must",
            ),
            (
                (
                    "alternat*|alternative address|alternative mail*|second address|other address|"
                    "other email|another email|different email|private mail*"
                ),
            ),
            (
                "login|username|user name|account|upn|sign in|mailbox|postfach|user",
                (
                    "no mailbox|no email|no e-mail|no mail|not email enabled|not mail enabled|"
                    "without mail*|without email|can not receive|has no mail*|no receive*|not receive*|"
                    "kein postfach|not enabled"
                ),
            ),
            ("mail enabled|email enabled|e-mail enabled|mailbox enabled",),
        ),
        (
            "what is the alternate address for?",
            "My login has no mailbox, it is only for work in portals. Is this a problem?",
            "my user name is not email enabled",
            "can I use a different email",
            "account without mailbox?",
            "why do you ask for an alternate address",
            "my UPN can't receive mail",
            "is another email possible",
            "mein Konto hat kein Postfach, mein login kein Postfach",
            "do I need an alternative mail",
            "do I need another e-mail address",
        ),
        told=True,
    ),
    Topic(
        "invitation",
        (
            ("code|link", "too old|old|no longer|abgelaufen|caducad*"),
            ("complete registration|complete my registration|complete the registration", "how|where|what|can", "i|we"),
            ("invitation*|invite*|einladung*|invitacion*",),
            (
                "invitation*|invite*|einladung*|code|invitacion*",
                "where|how|what|expire*|valid|long|not|use|register|lost|work*|arrive*|when|wo|wie|gultig",
            ),
            ("registration code|invitation code|register with code|complete registration",),
            ("code", "expired|not work*|lost|invalid|valid"),
        ),
        (
            "where is my invitation?",
            "how long is the invitation valid",
            "what do I do with the code, how do I use the code",
            "invitation code does not work",
            "my code expired",
            "I lost the invitation",
            "how do I complete registration",
            "Wie lange ist die Einladung gültig?",
            "¿dónde está mi invitación?",
            "when does the invite arrive",
            "the code in the mail is too old",
        ),
        told=True,
    ),
    Topic(
        "access_trouble",
        (
            (
                "access|registration|application|let me in|come in|zugang|acceso",
                "who decides|who approves|who grants|decide*|approve*|wer entscheidet|quien decide|who gives",
            ),
            (
                "access|registration|application|login|log in|register",
                (
                    "problem*|trouble|issue*|not work*|fail*|denied|declined|rejected|error|help|can not|"
                    "still waiting|how long|verweigert"
                ),
            ),
            ("who decides if i|who lets me",),
            ("locked out|no access|kein zugang|sin acceso",),
        ),
        (
            "Who decides if I can come in?",
            "who approves my access",
            "I have trouble with access",
            "my application was declined",
            "access does not work",
            "I can't log in, login problem",
            "who grants access?",
            "Wer entscheidet über meinen Zugang? wer entscheidet zugang",
            "problem with the registration",
            "I am locked out",
        ),
        told=True,
    ),
    Topic(
        "who_sees_what",
        (
            (
                "who|wer|quien|qui",
                "can see|sees|reads|can read|will see|will read|looks at",
                "what i write|what i|my|this|it|that",
            ),
            (
                "see|sees|read|reads|view|look at|shown to|visible to|access",
                "customer*|client*|partner*|sme*|fpm*|everyone|everybody|anybody",
                "request*|it|this|answers|text|data",
            ),
            (
                "rival*|competitor*|other partner*|other compan*|outsider*|stranger*|third part*",
                "see|know|read|get to see|access|look|view|learn",
            ),
            ("see my|sees my|look at my|reads my|knows my", "request*|customer*|data|text|who|can"),
            (
                WHO,
                "see|sees|seen|read|reads|view|visible|access to|know|sieht|ve|voit|lesen|can see",
                "request*|it|this|that|data|my|anfrage*|solicitud*|text|comment*|information|demande*",
            ),
            ("visib*|confidential*|private|privat|privacy|vertraulich|secret",),
            (
                "can|could|does|will|do",
                ("other partner*|other compan*|competitor*|colleague*|customer|everybody|others|my team|<person>|sme"),
                "see|read|view|know",
            ),
            ("this text|reason|comment|my comment", "see|read|visible|shown"),
        ),
        (
            "who can see my request?",
            "is my data visible to other partners",
            "can other companies see it",
            "is it confidential?",
            "can my colleagues read it",
            "who reads this text",
            "will the customer see this",
            "this text, will Pat see it?",
            "Wer sieht meine Anfrage?",
            "¿quién ve mi solicitud?",
            "qui voit ma demande ?",
            "do rival partners get to see my customers",
            "can customers see the request",
            "who can see what I write",
        ),
    ),
    Topic(
        "data_kept",
        (
            (
                "data|information|daten|datos|donnees",
                "store*|kept|keep|save*|gespeichert|collect*|process*|retention|gdpr|guardan|conserv*|delete*",
            ),
            ("gdpr|dsgvo|rgpd|data protection|datenschutz",),
            ("what", "know about me|keep about me|store about me|have about me"),
        ),
        (
            "what data do you keep?",
            "which data is stored about me",
            "GDPR?",
            "is my information saved",
            "how about data protection",
            "what do you know about me",
            "Welche Daten werden gespeichert?",
            "¿qué datos guardan?",
            "quelles données sont conservées ?",
        ),
    ),
)
