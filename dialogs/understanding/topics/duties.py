"""How people ask what is expected of whom."""

from dialogs.understanding.topics.rows import Topic
from dialogs.understanding.topics.vocabulary import DUTIES, EXPECTED, WHERE

TOPICS = (
    Topic(
        "partner_duties",
        (
            ("we|us|our side", "as partner|as frp|as a partner|partner side", "what|which|have to|must|do"),
            (
                (
                    "partner s part|part of the partner|role of the partner|partner s role|partner s job|"
                    "duties of the partner"
                ),
            ),
            (EXPECTED, "partner*|frp*|our company|the requester|us as partner|socio"),
            ("partner*|frp*", DUTIES),
            ("as partner|as a partner|as frp|as an frp|as the partner", EXPECTED, "me|i|we|do|our|us"),
            (
                "what must|what should|what does|what has|was muss|que debe",
                "partner|frp|the partner|der partner|el partner",
            ),
        ),
        (
            "what is expected of the partner?",
            "responsibilities of the FRP",
            "what are our duties as partner",
            "what do you expect from me as a partner",
            "what must the partner do during the engagement?",
            "accountabilities frp",
            "what should the partner deliver",
            "Was muss der Partner tun?",
            "¿qué se espera del partner?",
            "partner obligations pls",
            "what do we as partner have to bring to the table",
            "what's the partner's part in it",
        ),
    ),
    Topic(
        "fpm_duties",
        (
            ("fpm s part|part of the fpm|fpm s role|role of the fpm", "what|which|in"),
            (EXPECTED, "as fpm|as an fpm|as the fpm"),
            (
                "what does|what do|was macht|que hace|que fait",
                "fpm do|fpms do|partner manager do|der fpm|el fpm|le fpm",
            ),
            (EXPECTED, "fpm|the fpm|partner manager|fpms"),
            ("fpm*|partner manager", DUTIES),
            ("as fpm|as an fpm|as the fpm", EXPECTED, "me|i|we|do", "what|which|tell"),
            (
                "what must|what should|what does|what has|was muss|was macht|que debe|que hace|que fait",
                "fpm|the fpm|an fpm|der fpm|el fpm",
            ),
        ),
        (
            "what is expected of the FPM?",
            "what does the FPM do",
            "responsibilities of an FPM",
            "what do you expect from me as FPM?",
            "what must the FPM do in an engagement",
            "fpm duties",
            "accountabilities of the partner manager",
            "Was macht der FPM?",
            "¿qué hace el FPM?",
            "what should the fpm do",
            "what's the FPM's part in all this",
        ),
    ),
    Topic(
        "sme_duties",
        (
            (
                "sme*|expert*|specialist*",
                "obliged|obligat*|have to do|has to do|must do|should do|owe*|promise*|commit*",
                "what|which|to",
            ),
            (EXPECTED, "sme|expert|smes"),
            ("sme*|expert", DUTIES),
            ("as sme|as a sme|as the sme|as expert", EXPECTED, "me|i|we|do", "what|which|tell"),
            ("what must|what should|what has|was muss|que debe", "sme|the sme|a sme|der sme|el sme|expert"),
        ),
        (
            "what is expected of the SME?",
            "responsibilities of the SME",
            "what must the SME do during the engagement",
            "what do you expect from me as SME?",
            "sme duties",
            "accountabilities of a sme",
            "what should the expert deliver",
            "Was muss der SME tun?",
            "obligations of the expert",
            "¿qué se espera del SME?",
            "what are SMEs obliged to do",
        ),
    ),
    Topic(
        "my_duties",
        (
            ("what", "want|need|expect*|require*", "from me|of me|me to do"),
            ("my part|my job|my side", "engagement|what|this|here|process"),
            (EXPECTED, "of me|from me|i do|am i|i am|my role|mir|de mi|de moi"),
            ("my", DUTIES),
            ("what", "i|me", "responsible|accountable|supposed|obliged"),
            ("what do i have to do during|what must i do during|my part in",),
        ),
        (
            "what is expected of me?",
            "what are my responsibilities",
            "what am I responsible for",
            "my duties?",
            "what am i supposed to do in an engagement",
            "my obligations please",
            "Was wird von mir erwartet?",
            "¿qué se espera de mí?",
            "qu'est-ce qu'on attend de moi ?",
            "what is my part in the engagement",
            "so what do you want from me in this engagement",
            "what is my job in this",
        ),
    ),
    Topic(
        "learning",
        (
            (
                "nominate|name|appoint|assign",
                "people|somebody|someone|colleague*|engineer*|learner*",
                "learn*|train*|shadow*|upskill*",
            ),
            (
                "learn*|learner*|upskill*|train|training|trained|coach*",
                "partner|we|us|who|people|must|commit*|obligat*|expected|team|our",
            ),
            ("learner*|named people|specific people|specific resources",),
            ("commit*", "people|resources|someone|somebody|learn*"),
            ("lernen|aprender|apprendre", "wer|wir|quien|qui|muss|debe"),
        ),
        (
            "who has to learn from the SME?",
            "do we have to name learners",
            "must we train our people",
            "what about training our team after that",
            "what does commit specific people mean",
            "is learning expected from us",
            "do you expect we commit resources for learning",
            "Wer muss lernen?",
            "are we obliged to upskill our people",
            "do we need to nominate people who learn",
        ),
    ),
    Topic(
        "summary",
        (
            ("updat*", "ftop", "who|what|when|where|must|how"),
            ("summary|sumary|closing report|final report", WHERE, "write|writes|put|enter|find|see|stored"),
            ("summary|sumary|summaries|zusammenfassung|resumen|resume de",),
            ("summary|sumary|report|closing report|final report", "where|who|write|find|see|when|wo|ftop"),
            ("update ftop|updates ftop|update in ftop|ftop update",),
        ),
        (
            "where does the SME write the summary?",
            "where shall I write the sumary",
            "who writes the final summary",
            "in which place I find the summary",
            "do we get a report at the end, where?",
            "where is the closing report",
            "what must be updated in ftop, who updates ftop?",
            "Wo finde ich die Zusammenfassung?",
            "¿dónde está el resumen?",
        ),
    ),
    Topic(
        "feedback",
        (
            (
                "marks|stars|grade*|score*|review|opinion|note",
                "sme|expert|him|her|engagement",
                "give|can|where|how|leave",
            ),
            ("feedback|ruckmeldung|bewert*|rating|rate the|survey|evaluat*",),
            ("feedback", "who|where|how|sme|fpm|give|share*|captur*"),
        ),
        (
            "who gets the feedback?",
            "how do I give feedback",
            "does the SME share feedback with the FPM",
            "can I rate the SME, rating?",
            "is there a survey",
            "where does the feedback go",
            "An wen geht das Feedback?",
            "feedback about the engagement?",
            "¿a quién va el feedback?",
            "can we give marks to the expert",
        ),
    ),
    Topic(
        "service_description",
        (
            ("service description|servicebeschreibung", "what|where|link|follow|tell|explain|does|do|is"),
            (
                (
                    "service description|servicebeschreibung|descripcion del servicio|"
                    "description du service|service descr*"
                ),
            ),
        ),
        (
            "what is in the service description?",
            "what is the FastTrack Service Description",
            "where do I find the service description",
            "service description?",
            "does the SME have to follow the service description",
            "Was steht in der Servicebeschreibung?",
            "link to service description please",
            "tell me about the fasttrack service description",
        ),
    ),
)
