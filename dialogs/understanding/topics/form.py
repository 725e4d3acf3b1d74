"""How people ask about the form."""

from dialogs.understanding.topics.rows import Topic

TOPICS = (
    Topic(
        "what_is_needed",
        (
            ("what|which|was", "have to|must|should|need to|muss ich", "provide|give you|hand in|prepare|angeben"),
            (
                "information|info|data|details|angaben|datos|informations",
                "required|needed|necessary|mandatory|benotigt|necesari*",
                "what|which|welche|que",
            ),
            (
                "what|which|welche|que|quelles",
                (
                    "do you need|you need|brauchst du|brauchen sie|necesitas|voulez vous|do you require|"
                    "do you want to know"
                ),
            ),
            (
                (
                    "what will you ask|what do you ask|what would you ask|what are you going to ask|"
                    "which questions|what questions|was fragst du|que preguntas"
                ),
            ),
            ("at hand|ready|prepare|collect|gather|on hand", "info*|data|what|which|before|details"),
            (
                "info*|details|data|documents|papers",
                "need*|have|give|before|require*",
                "begin|start|file|submit|request|i|you|we",
            ),
            ("qu il faut|il faut", "demande|requete"),
            ("necesito|hace falta", "solicitud"),
            (
                "what|which|was|que|quelles",
                "need*|required|necessary|brauche*|necesito|faut|have ready|prepare*|provide|give you|information do",
                "request|file|filing|submit|form|sme|new one|anfrage|solicitud|demande|start|begin|you|ready",
            ),
            (
                "what|which|how many",
                "fields|questions|details|data|informations|inputs",
                "request|form|need*|required|ask|have|there|mandatory|fill",
            ),
            ("mandatory|compulsory|pflichtfeld*|obligatorio*|obligatoire*|required fields",),
            (
                (
                    "what do you need|what is needed|what is required|what should i prepare|prerequisite*|"
                    "requirements|was wird benotigt|checklist"
                ),
            ),
        ),
        (
            "what do I need for a request?",
            "which fields are required",
            "what information do you need from me to file",
            "what should I prepare",
            "prerequisites?",
            "is there a checklist",
            "how many questions do you ask",
            "which fields are mandatory",
            "Was brauche ich für eine Anfrage?",
            "¿qué necesito para una solicitud?",
            "qu'est-ce qu'il faut pour une demande ?",
            "what data must be in the form",
            "what info should I have at hand before I begin",
            "which details do you need before we start",
            "what will you ask me",
            "what do you need from me",
            "Welche Angaben brauchst du?",
            "what information is required",
            "what do I have to provide",
        ),
    ),
    Topic(
        "field",
        (
            (
                "what|was|que",
                "supposed to|should i|must i|do i|soll ich|debo",
                "write|enter|type|put|fill|schreiben|escribir",
                "here|there|in this|in that|hier|aqui",
            ),
            (
                "this question|that question|the question|die frage|esta pregunta|cette question",
                "what|mean*|understand|why|explain|was|que",
            ),
            (
                "what goes|what belongs|what comes|what must i type|what do you want|what kind of answer",
                "here|in here|there|in there|in",
            ),
            (
                "<field>",
                (
                    "what is|what are|what does|what do|mean*|explain*|what should i|what to|fill|enter|"
                    "write|put|which|why|for what|was ist|was bedeutet|was heisst|que es|que significa|"
                    "c est quoi|example"
                ),
            ),
            (
                "what|how|was|que",
                "write|enter|put|fill|type|schreib*|eingeb*|escribo",
                "here|there|in|into|field|box|hier|aqui|ici",
            ),
            ("this field|that field|the field|the box", "mean*|what|for|explain"),
            ("your question", "mean*|understand|what"),
        ),
        (
            "what does role request mean?",
            "what should I write here?",
            "what do I put into seat count",
            "explain seat count please",
            "what is partner name?",
            "what to enter in this field",
            "was schreibe ich hier?",
            "¿qué escribo aquí?",
            "which region do you mean",
            "what is the field for?",
            "I do not understand your question",
            "what goes in here",
            "what do you mean by this question",
            "what am I supposed to write here",
        ),
    ),
    Topic(
        "additional_information",
        (
            (
                "justification|additional information|additional info|begrundung",
                "write|put|say|enter|mention",
                "what|how|should",
            ),
            (
                (
                    "additional information|additional info|justification|extra information|"
                    "more information|begrundung|justificacion|zusatzliche information*"
                ),
            ),
            (
                "additional information|additional info|justification|begrundung",
                "what|how|write|need*|why|empty|must|put|long|good|is|example",
            ),
            ("why", "justify|justification|explain"),
        ),
        (
            "what belongs into additional information?",
            "what should I write in the justification",
            "can I leave additional info empty",
            "is the justification required",
            "how long must the justification be",
            "additional information?",
            "give me an example of a good justification",
            "why do I have to justify it",
            "Was gehört in die Begründung?",
            "¿qué escribo en la justificación?",
        ),
    ),
    Topic(
        "seats_counted",
        (
            (
                "inactive|active|unused|unassigned|trial|assigned|purchased|bought|paid|free",
                "licen*|seat*|user*",
                "count*|do|are|include*|which|or",
            ),
            ("users|user", "licen*|seat*", "or|counted|count|versus"),
            ("seat*|licen*|<field>", "counted|active|purchased|bought|assigned|all|total|which ones|mean by"),
            (
                (
                    "what is counted|what counts|which licen*|which seats|how do you count|active licen*|"
                    "was zahlt|wie zahlt"
                ),
            ),
            ("seat count|number of seats|number of licen*", "what is|what does|what do|mean*|explain"),
        ),
        (
            "what is counted, users or licences?",
            "do you count purchased or active licenses",
            "which seats count?",
            "all licences or only the active ones, which licences",
            "what does seat count mean",
            "are seats users or licenses",
            "seats = total licenses?",
            "how do you count the seats",
            "number of licenses - what do you mean by that, which ones",
            "do inactive licences count",
        ),
    ),
    Topic(
        "company_not_listed",
        (
            (
                "list|dropdown|drop down|choices|options",
                "our company|my company|our firm|my firm|our name|us|my employer",
                "not|missing|no",
            ),
            (
                "we|us|our company|my company",
                (
                    "not in your list|not in the list|not on your list|not on the list|not listed|"
                    "not known|unknown|missing"
                ),
            ),
            ("list of partners|partner list", "not|missing|who|add|how"),
            (
                "company|partner name|our name|firm|firma|empresa|entreprise",
                (
                    "not listed|not on the list|not in the list|missing|not there|not find|not offered|"
                    "nicht|no esta|not shown|wrong"
                ),
            ),
            ("partner name", "what|which|mean*|is|choose|not"),
            ("not listed|not on the list|not in the list|can not find", "company|partner|us|our"),
        ),
        (
            "my company is not on the list",
            "our company is missing",
            "I can't find my company",
            "partner name not listed, what do I do",
            "what is partner name",
            "which partner name do I choose",
            "Meine Firma ist nicht auf der Liste",
            "mi empresa no está en la lista",
            "company not shown?",
            "we are not in your list of partners",
            "the list doesn't have our company",
        ),
        told=True,
    ),
    Topic(
        "migration",
        (
            ("<workload>", "need to know|know for|know about|know before|special|different", "what|which|anything"),
            ("<workload>", "sme|expert|resource|help", "how", "work*"),
            ("<workload>", "que|was|quoi", "informacion|angaben|informations"),
            (
                (
                    "lotus notes|lotus|gmail|gsuite|google workspace|imap|email source|e-mail source|"
                    "mail source|source system"
                ),
                "migration*|what|which|why|mean*|need*|is|from|mention|write",
            ),
            ("mailbox*|mail", "<workload>|move|moving", "what|how", "need*|help|sme"),
        ),
        (
            "what do I need for a migration?",
            "what is different with a migration request",
            "what is the e-mail source",
            "why do you need the mail source",
            "how does the migration help work?",
            "should I mention lotus notes in a migration request",
            "what should I know about migrations",
            "migration of mailboxes, what do you need?",
            "¿qué necesito para una migración, que informacion migracion?",
            "how does a migration work with the resource",
            "what do you need to know for an Exchange migration",
        ),
    ),
)
