"""How people ask who does what, and what is expected of whom."""

from dialogs.understanding.topics.rows import Topic
from dialogs.understanding.topics.vocabulary import FILE, WHAT, WHO, WHOSE

TOPICS = (
    Topic(
        "who_approves",
        (
            ("fpm|team|microsoft|somebody|manager", "decides|decide|approves|approve|denies", "or|is it|who|really"),
            ("automatic*|automatisch|by a machine|robot|by itself|bot", "approv*|decid*|den*|genehmig*"),
            (("green light|thumbs up|go ahead from|sign off|signs off|sign this off|says yes|final say|last word"),),
            (WHO, "deny|denies|approve|approves|decides|decide", "request*|it"),
            (
                WHO,
                (
                    "approv*|decid*|deny|denies|den*|sign off|signs off|sign this off|sign it off|authori*|"
                    "genehmig*|entscheid*|approuve|aprueba|decide*|says yes|refuse*"
                ),
            ),
            (WHOSE, "approval|decision|genehmigung"),
            ("approval|genehmigung", "from|by whom|von wem|needed|who"),
            (
                "can|may|could|does|kann|darf",
                "somebody else|someone else|other fpm|another fpm|team|sme|anyone",
                "approve|decide|deny",
            ),
            ("needs|need", "approval|to be approved"),
        ),
        (
            "who approves?",
            "who decides on my request",
            "whose approval do I need",
            "can somebody else approve it?",
            "who can deny a request",
            "who says yes or no in the end",
            "Wer genehmigt die Anfrage?",
            "qui approuve la demande ?",
            "¿quién aprueba la solicitud?",
            "may the team approve too",
            "by whom is the decision taken, who decides?",
            "approval from whom?",
            "Who gives the green light?",
            "does my manager sign this off or somebody at Microsoft",
            "do you approve it automatically",
            "is it the team or the FPM that decides",
        ),
    ),
    Topic(
        "who_assigns",
        (
            (
                "assignment|assigning|choice|selection|matching",
                "of a sme|of the sme|of sme*|of an expert|of experts",
                "how|who|work*|done",
            ),
            ("how|who", "decide*|chosen|choose*|select*", "which expert|which sme|which one"),
            (
                "can i|may i|could i|can we|i would like",
                "<person>|the same person",
                "ask for|request|want|have|get",
                "again|next time|back",
            ),
            ("which expert|which sme|which one", "get|i get|we get|decide*|chosen|choose|how|who"),
            (
                "same one|same person",
                "again|ask for|request|want|have|get",
                "can i|may i|could i|can we|i would like|possible",
            ),
            ("best fit", "sme*|expert*", "mean*|what means|how"),
            (
                WHO,
                (
                    "assign*|appoint*|nominat*|pick*|choose*|chooses|select*|allocat*|offers|zuweist|weist|"
                    "wahlt|asigna|attribue|finds"
                ),
                "sme*|expert*|it|request*|experte*|experto*|us|one|specialist*",
            ),
            ("how", "sme*|expert*", "assigned|chosen|selected|picked|matched|found"),
            (
                "can|could|may|kann",
                "i|we|ich|partner",
                "choose|pick|select|name|want",
                "sme*|expert*|specific|particular|certain|person|<person>",
            ),
            ("same sme|same expert|particular sme|specific sme|certain sme|preferred sme",),
            ("best fit", "sme*|how|what|mean*"),
        ),
        (
            "who assigns the SME?",
            "who picks the expert",
            "how is a sme chosen?",
            "can I choose the SME myself",
            "may we ask for a specific sme",
            "can we have the same expert as last time?",
            "who finds us an expert",
            "Wer weist den SME zu?",
            "¿quién asigna al experto?",
            "qui attribue l'expert ?",
            "how are SMEs matched to requests",
            "what means best fit for the sme",
            "how do you decide which expert I get",
            "can I ask for Sana again",
            "is it possible to get the same person again",
            "how does the assignment of a SME work",
            "who appoints the SME",
        ),
    ),
    Topic(
        "who_triages",
        (
            ("who|wer", "looks at|look at|checks|reviews", "it first|first|initially"),
            ("looks at it first|look at it first|checks it first|sees it first", "who|wer|quien|qui|whom"),
            ("who|wer|quien|qui", "review*|screen*|check*|look*", "first|first place|initially|beginning|zuerst"),
            ("first look|first review|first check|initial review", "who|by whom"),
            (
                WHO,
                (
                    "triage*|triaging|first look|looks at it first|look at it first|checks it first|"
                    "checks first|screens|reviews it first"
                ),
            ),
            ("triage", "who|whom|by whom|responsible|done by|team or fpm|wer|quien"),
        ),
        (
            "who triages?",
            "who does the triage",
            "by whom is triage done",
            "who looks at it first?",
            "who is responsible for triage, team or FPM",
            "who checks it first when I submit",
            "Wer macht die Triage?",
            "¿quién hace el triage?",
            "triage is done by who?",
            "who reviews the request in the first place",
            "first look is by whom",
        ),
    ),
    Topic(
        "who_closes",
        (
            ("partner|sme|fpm|somebody|anybody|we|i", "close|closes|closing", "have to|must|need|should|anything|who"),
            (WHO, "clos*|finish*|schliesst|abschliess*|cierra|ferme|cloture"),
            ("when|how|wann|cuando", "is|will|gets|wird|do|does|be", "closed|close|closing|geschlossen"),
            ("can|may|should|do|must|darf", "i|we|the sme|sme|partner|ich", "close", "it|request|this|the|engagement"),
        ),
        (
            "who closes it?",
            "who closes the request",
            "who has to close the ticket at the end?",
            "when is a request closed",
            "can I close it myself? may i close the request",
            "should the SME close the engagement",
            "Wer schließt die Anfrage?",
            "¿quién cierra la solicitud?",
            "qui ferme la demande ?",
            "how does a request get closed",
            "when will it be closed?",
            "does the partner have to close anything",
        ),
    ),
    Topic(
        "who_files",
        (
            (
                "everyone|everybody|anyone|all of us|every employee|all colleagues",
                "file|submit|request|ask|requests",
                "allowed|can|may|could",
            ),
            ("who|wer|qui|quien", "make|makes|create|creates|start|starts", "a request|request|requests|new one"),
            (
                "someone|anybody|anyone|somebody|other person|another person|department|team member",
                "submit*|file|apply|fill",
                "may|can|could|allowed|else|other|another",
            ),
            (
                (
                    "colleague*|teammate*|coworker*|co worker|assistant|manager|customer|somebody else|"
                    "kollege*|companero"
                ),
                "submit*|file|send|fill|request|ask",
                "for me|may|can|allowed|kann|darf|puede",
            ),
            (WHO, ("files|file|submits|submit|may request|can request|raises|stellen|soumettre|enviar|soumet")),
            (
                "who|wer|qui|quien",
                "allowed|may|can|darf|kann|peut|puede",
                "file|submit*|ask for|open a|request a|raise|stellen|soumettre|enviar|create|apply",
            ),
            (
                "can|may|darf|am i allowed",
                "my colleague|colleague*|anyone|everybody|everyone|an fpm|the customer|customer|fpm|a sme",
                FILE,
            ),
            ("on behalf|for another company|for other company|for another partner",),
        ),
        (
            "who can submit a request?",
            "who may file",
            "can my colleague file a request too",
            "can the customer request a SME?",
            "can an FPM submit for the partner",
            "may I file on behalf of another company?",
            "who is allowed to ask for an expert",
            "Wer darf eine Anfrage stellen?",
            "¿quién puede enviar una solicitud?",
            "qui peut soumettre une demande ?",
            "is my teammate allowed to submit for me",
            "may someone from another department submit it",
            "who can make a request",
            "is everyone at my company allowed to file requests",
        ),
    ),
    Topic(
        "escalation",
        (
            ("contact|reach|call|write to|talk to|find|email|mail", "fpm|partner manager", "how|where|what|can i"),
            (
                "fpm|partner manager|manager",
                (
                    "does not answer|not answer*|not respond*|no answer|not reachable|vacation|holiday|"
                    "absent|away|ignores|silent"
                ),
            ),
            (
                (
                    "turn to|whom do i tell|who should i tell|who helps|who can help|badly|going wrong|"
                    "goes wrong|not going well|conflict*|trouble|stuck"
                ),
            ),
            ("person|somebody|human|someone", "speak|talk|call|chat|real", "instead|bot|to a|with a|really"),
            (
                "get along|getting along|not happy with|unhappy with|trouble with|not work with",
                "sme*|expert*|specialist*|her|him|<person>",
            ),
            (("escalat*|complain*|complaint*|eskal*|escalar|beschwer*|reclam*|plainte|unhappy|not happy|dissatisf*"),),
            (WHO, "problem*|issue*|trouble|concern*|wrong|help me|unhappy"),
            (
                "problem*|issue*|concern*|trouble",
                "with the request|with my request|with the sme|with sme|with request|who|whom|to whom",
            ),
            ("talk to a human|speak to a human|human|real person|somebody real",),
            ("who is my fpm|wer ist mein fpm|my fpm|fpm contact|quien es mi fpm|qui est mon fpm",),
        ),
        (
            "how do I escalate?",
            "whom do I tell when there is a problem",
            "I have a complaint",
            "we are not happy with the SME, what now",
            "who is my FPM?",
            "can I talk to a human",
            "where do issues with the request go, to whom?",
            "An wen kann ich eskalieren?",
            "¿quién es mi FPM?",
            "qui est mon FPM ?",
            "how can i reach my fpm",
            "things are going badly with the expert, who should I turn to",
            "can I speak to a person instead of a bot",
            "we are stuck, who helps",
            "FPM doesn't answer, what can I do",
            "my FPM is on vacation, who else is there",
            "how can I contact my partner manager",
        ),
    ),
    Topic(
        "assignment_team",
        (
            ("assignment team|ftsmeassign*|sme team|the assignment",),
            ("team", "mail*|address|email|e-mail|contact|reach|write to|who is|what is|adresse|correo|phone"),
            (WHAT, "assignment team|ftsmeassign*"),
        ),
        (
            "what is the SME Assignment team?",
            "how do I reach the assignment team",
            "address of the team please",
            "email of the sme assignment team",
            "ftsmeassign what is that",
            "who is the team, how to contact the team",
            "Wie erreiche ich das Assignment Team?",
            "correo del assignment team?",
            "quelle est l'adresse du assignment team",
        ),
    ),
)
