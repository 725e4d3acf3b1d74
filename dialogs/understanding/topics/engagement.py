"""How people ask about the engagement with a SME."""

from dialogs.understanding.topics.rows import Topic
from dialogs.understanding.topics.vocabulary import SET, WHAT_HAPPENS, WHO

TOPICS = (
    Topic(
        "after_assignment",
        (
            (
                "assigned|got a sme|have a sme|have an sme|have our sme|got our sme|zugewiesen",
                "what|now|next|then|to do|do i|do we",
            ),
            (
                WHAT_HAPPENS,
                (
                    "assigned|assignment|sme is there|there is a sme|sme accepted|accepts|accepted|"
                    "zugewiesen|asignado|assigne"
                ),
            ),
            (
                "after|once|when|wenn|nach",
                "assigned|accepted|accepts|zugewiesen|sme is found|have a sme|have the sme",
                "what|next|then|do|happens",
            ),
            ("assigned|accepted", "what now|what next|and now|now what|and then"),
        ),
        (
            "what happens after a SME is assigned?",
            "once a sme is assigned what do I do",
            "SME accepted, what now?",
            "a SME has been assigned. and then?",
            "what comes after the assignment, what happens",
            "what next when the SME accepts",
            "Was passiert, wenn ein SME zugewiesen ist?",
            "¿qué pasa cuando el SME está asignado?",
            "after we have a SME what happens?",
            "now we have an SME assigned, what to do",
        ),
    ),
    Topic(
        "first_contact",
        (
            (
                "who|wer|quien|qui",
                "contacts who|contact who|contacts whom|calls whom|calls who|writes to whom|reaches out to whom",
            ),
            (
                "sme*|expert*|he|she|<person>",
                "not called|not written|not contacted|not been in touch|not reached|not replied",
                "why|yet|me|us",
            ),
            (
                "hear|hear from|news from|contacted by|called by",
                "sme|expert|him|her|<person>",
                "when|how soon|how long|should",
            ),
            (
                "who|wer|quien|qui|whom",
                "calls|contacts|writes|phones|approaches|ruft|schreibt|llama|appelle",
                "first|whom|zuerst|primero|wen",
            ),
            (
                "days|week*|long",
                "sme*|expert*|<person>",
                "silent|quiet|no answer|not contact*|waiting|nothing|no response|no reply",
            ),
            (
                "sme*|expert*|he|she|<person>|specialist*",
                (
                    "silent|quiet|no answer|not answer*|does not answer|not respond*|no response|no reply|"
                    "no news|still waiting|ignor*"
                ),
            ),
            (
                "write|contact|call|approach",
                "the sme|him|her|the expert|them|they|sme",
                "or|should i|shall i|do i|wait|first|me",
            ),
            (
                WHO,
                (
                    "first contact|contact whom|makes contact|make contact|reaches out|reach out|"
                    "contacts me|contacts first|calls first|initiates|get in touch"
                ),
            ),
            (
                "sme*|expert*|he|she|nobody|<person>",
                "has not|not yet|did not|never|no",
                "contact*|called|written|reached|answered|replied|in touch|heard",
            ),
            (
                "when|how soon|how long|wann|cuando",
                "sme|expert|he|she|they|<person>",
                "contact*|call|write|reach out|in touch|meldet|contacta",
            ),
            (
                "should i|do i|must i|shall i|soll ich",
                "contact|call|write to|reach out to",
                "sme|the sme|expert|him|her",
            ),
            ("first contact",),
            ("meldet sich|nous contacte|nos contacta|me contacta",),
        ),
        (
            "who makes the first contact?",
            "If I say yes, who makes the first contact, me or the partner?",
            "the SME hasn't contacted me yet",
            "when will the SME contact me?",
            "how soon does the expert call",
            "should I contact the SME or wait",
            "nobody has contacted us until now, expert has not called",
            "who reaches out first",
            "Wann meldet sich der SME?",
            "¿cuándo me contacta el experto?",
            "the expert did not get in touch",
            "it's been 3 days and the SME still silent",
            "shall I write the SME or do they write me",
            "the expert does not answer",
            "who calls whom first",
            "when should I hear from the SME",
            "who contacts who",
            "why has the SME not called me yet",
        ),
        told=True,
    ),
    Topic(
        "onboarding",
        (
            (
                "kick|kicking|start|begin|get started|first meeting",
                "with the expert|with the sme|with sme|things off|with him|with her",
                "how|what|when|do",
            ),
            ("onboarding|onboard*", "explain|describe|how|steps|wie", "procedure|process|work*|onboarding|onboard*"),
            ("onboarding|onboard*|kickoff|kick off",),
            ("onboarding|onboard*|kickoff|kick off", "what|how|step*|when|who|explain|wie|was"),
            ("expectation*|outcome*|goals|objectives", SET),
            ("agree|settle|set|fix|define", "with the sme|with sme", "what|beginning|start|first"),
        ),
        (
            "what are the onboarding steps?",
            "how does onboarding of a SME work",
            "onboarding?",
            "what do we agree with the SME at the beginning",
            "who sets the expectations",
            "when do we define outcomes",
            "is there a kickoff",
            "explain onboard procedure",
            "Wie läuft das Onboarding?",
            "¿cómo es el onboarding?",
            "expectations are agreed by whom",
            "how do we kick things off with the expert",
        ),
    ),
    Topic(
        "release",
        (
            (
                "expert|sme|he|she|<person>|engagement",
                "free to go|let go|goes away|stops|finished|finish|finishes|done|ends|over",
                "when|what point|which point|who|how|until when",
            ),
            ("exit criteria|exit criterion|release criteria|exitkriterien|criterios de salida",),
            ("releas*", "sme*|expert*|when|how|criteria|who|him|her"),
            ("when|how", "engagement|sme|expert", "ends|end|over|finished|complete|leave|leaves|done"),
            ("how long", "engagement|sme", "stay*|last|lasts|with us"),
        ),
        (
            "what are exit criteria?",
            "when is the SME released?",
            "who defines release criteria",
            "how does an engagement end",
            "when is the engagement over?",
            "how long does the sme stay with us",
            "when can we release him",
            "exit criteria pls explain",
            "Was sind Exitkriterien?",
            "how long does an engagement last",
            "at which point is the expert free to go",
        ),
    ),
    Topic(
        "after_closing",
        (
            ("contact|call|ask|write to", "sme|expert|him|her", "again|still|later", "over|closed|finished|ended|done"),
            (
                "follow up|followup|another|further|more",
                "question*|issue*|problem*|request",
                "closed|sme|done|finished|engagement|last month|<person>",
            ),
            ("nach", "ende|abschluss|schliess*", "kontakt*|sme|fragen|anrufen"),
            (
                "after|once|nach|despues",
                "engagement|closed|closing|closure|end|ended|over|finished|done",
                "contact|call|ask|write|sme|new issue|question*|expert|again|kontakt*|kontakt*",
            ),
            (
                "problem*|issue*|question*|broken|fails",
                "again|back|still",
                "closed|same customer|sme|he|engagement|done",
            ),
            (
                "may i|can i|could i|darf ich",
                "call|contact|ask directly|ask him|ask her|write|ping|ask the sme",
                "<person>|sme|the sme|expert|him|her",
                "direct*|again|still|later|after",
            ),
            ("another question|one more question|follow up question|new issue",),
        ),
        (
            "can I contact the SME after the engagement is closed?",
            "we have again a problem by the same customer. may I call Sam direct?",
            "it was closed but it's broken again",
            "may I ask the SME directly again later",
            "I have another question about a closed one",
            "what if a new issue comes up",
            "after closing, whom do I contact",
            "once the engagement is over can we still write to the expert",
            "Darf ich den SME nach dem Ende kontaktieren? nach Ende Kontakt?",
            "problem is back, can I ask him again",
            "closed last month and now we've a follow-up question for the SME",
            "can we contact the SME again when the engagement is over",
        ),
        told=True,
    ),
    Topic(
        "reopening",
        (
            ("reopen*|re open*", "how|can|request|closed|possible|please"),
            ("opened again|open it again|open again", "can|may|possible|how|closed|it|be"),
            (("reopen*|re open*|open again|opened again|open it again|unclose|wieder offnen|reabrir|rouvrir"),),
            ("closed", "open|reactivat*|resume|again open|revive"),
        ),
        (
            "can a closed request be reopened?",
            "can be opened again?",
            "please reopen",
            "how do I open it again",
            "can we reactivate a closed one",
            "kann man sie wieder öffnen?",
            "¿se puede reabrir?",
            "peut-on rouvrir la demande ?",
            "is it possible to re-open",
            "how can I reopen a closed request",
        ),
    ),
    Topic(
        "proactive",
        (
            (
                "own initiative|on its own|on their own|by itself|by themselves|of your own|unsolicited|unprompted",
                "microsoft|sme*|expert*|you|assign*|send*",
            ),
            ("asked for none|not asked for|did not want|not ordered|did not ask for", "sme|expert|got|why|one"),
            ("got|received|have", "a sme|an expert|sme|expert", "without|although|never|none|not asked"),
            ("proactiv*|pro active*|proaktiv*",),
            (
                (
                    "without a request|without request|without asking|did not ask|did not request|"
                    "not requested|never asked|unasked"
                ),
                "sme*|expert*|microsoft|assign*",
            ),
            ("microsoft", "assign*|sends|offers|gives|offer", "sme|expert|a sme|without|us"),
        ),
        (
            "what is a proactive assignment?",
            "can Microsoft assign a SME without request",
            "proactive SME?",
            "do you offer experts proactively",
            "why did I get a SME, we did not ask",
            "does microsoft offer a sme by itself, without asking",
            "Was heißt proaktiv?",
            "proactive engagement explain",
            "we never asked for a sme",
            "we got an expert although we asked for none",
            "why do we have an expert we did not ask for",
            "does Microsoft send SMEs on its own initiative",
        ),
        told=True,
    ),
)
