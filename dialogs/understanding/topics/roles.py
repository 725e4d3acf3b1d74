"""How people ask about roles and the scope of a SME."""

from dialogs.understanding.topics.rows import Topic
from dialogs.understanding.topics.vocabulary import TALK, WHAT

TOPICS = (
    Topic(
        "roles",
        (
            ("engineer|engineer sme|fasttrack engineer", "resource|<workload>", "or", "not sure|which"),
            ("roles|role request|two roles", "explain|describe|tell me|what|which|list"),
            (
                "role*|rolle*|roles",
                "difference|differ*|versus|vs|between|unterschied*|compare|two|kinds|types|which|what",
            ),
            (
                "difference|differ*|versus|vs|between|unterschied*|compare|diferencia",
                "engineer|migration resource|migration|resource",
            ),
            ("which|what|welche*", "role*", "choose|select|take|pick|nehme|there|available|exist|list"),
            ("role request",),
        ),
        (
            "what's the difference between the two roles?",
            "which roles are there",
            "engineer or migration resource, what is the difference",
            "what does a migration resource do?",
            "what kinds of roles do you have",
            "which role should I choose",
            "FastTrack Engineer SME vs FastTrack Migration Resource",
            "Was ist der Unterschied zwischen den Rollen?",
            "explain the roles please",
            "roles?? which",
            "role request?",
            "FastTrack Engineer or Migration Resource, I'm not sure which",
        ),
    ),
    Topic(
        "role_for_workload",
        (
            ("role*|rolle*", "<workload>"),
            ("role*|rolle*", "for", "<workload>", "which|what|welche*|need|take|quel"),
            ("engineer|resource", "for", "<workload>", "which|or|need|do i"),
        ),
        (
            "which role for MCAS?",
            "what role do I need for an Exchange migration",
            "role for AIP P2",
            "for mailbox migration which role do i take",
            "do I need an engineer for MDATP or the other one?",
            "what is the right role for Teams",
            "Azure ATP: which role please?",
            "welche Rolle für MCAS?",
            "which role with sharepoint",
        ),
    ),
    Topic(
        "what_is_a_sme",
        (
            (
                "what exactly is|what exactly are|who exactly is",
                "sme|a sme|subject matter expert|an expert|an sme|smes",
            ),
            ("tell me|explain|describe|define", "what a sme|what an sme|sme is|sme does|a sme|an sme|an expert is"),
            (
                "how senior|how experienced|how good|how skilled|experience|experienced|seniority|background|skill*",
                "sme*|expert*|they|specialist*",
            ),
            (WHAT, "sme|a sme|subject matter expert|smes"),
            ("sme*|subject matter expert*", "qualified|qualification*|certified|areas of expertise|knowledge|skills"),
            ("what can|what does|what do|was macht|que fait|que hace", "sme|a sme|the sme|expert|experte|expert*"),
            ("who are|wer sind|qui sont", "sme*|the experts|experts|these experts"),
        ),
        (
            "what is a SME?",
            "what does SME stand for",
            "Subject Matter Expert - what does that mean?",
            "was ist ein SME?",
            "what does an expert do exactly?",
            "are the SMEs certified or how qualified",
            "who are these experts?",
            "c'est quoi un SME ?",
            "¿qué es un SME?",
            "explain SME please",
            "how senior are those experts",
            "tell me what an SME is",
            "what exactly is a subject matter expert",
        ),
    ),
    Topic(
        "scope",
        (
            (
                "how|what|where|was|como",
                "can|could|kann|does|do",
                "help us|support us|assist us|help me|support me|helfen|ayudar",
                "sme*|expert*|subject matter expert*|specialist*|he|she",
            ),
            ("use|used|useful|good for|benefit|value|point of", "sme*|expert*|specialist*", "what|which|for|how"),
            ("what", "specialist*|expert*|sme*", "doing|really do|offer*|bring*|provide*"),
            (
                "sme*|expert*|they|specialist*",
                "workshop*|training*|adoption|best practice*|troubleshoot*|coaching|review*",
            ),
            ("scope of a sme|scope of the sme|scope of sme*|scope of an expert", "what|define|explain|which"),
            ("scope|umfang", "what|which|explain|define|scope of|activities|sme*"),
            ("in scope|within scope|scope of", "what|is|sme*|tasks|activities"),
            ("what|which", "help*|assist*|tasks|activities|do for us|support us", "sme*|expert*|with"),
            (
                "sme*|expert*",
                (
                    "help with|helps with|help us with|assist with|can help|support with|unblock*|"
                    "troubleshoot*|upskill*|best practice*|workshop*"
                ),
            ),
            ("what kind of help|kind of help|type of help|sort of help|what help",),
            ("wobei|a quoi|en que puede|was darf", "sme*|experte*|expert*|hilft|ayuda*"),
        ),
        (
            "what is the scope of a SME?",
            "what is in scope",
            "what can the SME help us with?",
            "which activities does the expert support",
            "kind of help we can expect?",
            "can a sme help with troubleshooting",
            "does the SME do best practice workshops",
            "scope?? explain pls",
            "wobei hilft der Experte?",
            "what tasks can an expert do for us",
            "will the SME help unblock the deployment?",
            "what exactly would the specialist be doing with us",
            "do they also do adoption workshops",
            "which kinds of things can we use the expert for",
            "how can a subject matter expert support us",
        ),
    ),
    Topic(
        "out_of_scope",
        (
            (
                "not part of|not the job|not a task|not responsible|not in the job|no part of|not allowed",
                "sme*|expert*",
                "what|job|task*|which",
            ),
            (
                "sme*|expert*|he|she|him|her|<person>",
                "do the|make the|take over the|carry out|perform|execute|to do|to make|hacer|machen|faire",
                "configuration|deployment|implementation|project|rollout|setup|migration|proyecto|projekt",
            ),
            (
                "hand|give|leave|delegate|outsource|transfer|offload",
                "whole|entire|everything|complete|rollout|project|deployment|all",
                "sme|expert|him|her|specialist",
            ),
            ("replacement|substitute|stand in|body lease|staff augmentation|extra hands|ersatz",),
            (
                "do the",
                "deployment|project|work|implementation|migration|rollout|job",
                "for us|for me|instead|himself|alone",
            ),
            (
                "he|she|they|sme*|expert*|specialist*|<person>",
                "deploy*|implement*|configure*|install*|roll out|set up",
                "for us|for me|everything|instead|alone",
            ),
            (
                "sme*|expert*|specialist*|he|she|<person>",
                "sit in|go to|attend|join|present|host|cover|fill in|work",
                "for us|for me|instead|in our place|on our behalf",
            ),
            ("out of scope|outside the scope|not in scope|outside of scope", WHAT),
            ("out of scope|outside the scope|not in scope|outside of scope",),
            (
                "sme*|expert*|specialist*|he|she|<person>|experte*|experto*",
                (
                    "lead|run|manage|own|take over|replace|do everything|do it all|do the work|"
                    "whole project|entire project|all the work|leiten|ubernehmen|en lugar de|instead of us|"
                    "proyecto entero|a la place"
                ),
            ),
            (
                "lead|leads|run|host|drive|moderate|present",
                "call|calls|meeting*|workshop*|kickoff|kick off|session*",
                "sme*|expert*|customer|partner|have to|must|allowed|supposed",
            ),
            ("what|anything", "sme*|expert*", "not do|never do|can not do|will not do|refuse*"),
            ("project|projekt|engagement", "lead*|run*|manage*|leitet|dirige|who leads|take over"),
            ("customer|client", "expects|wants", "configuration|all|alone|everything|work"),
            ("my job|my task|his job|is it my", "configuration|alone|everything|all|lead"),
        ),
        (
            "will the SME run the project for us?",
            "can the expert lead the engagement",
            "does the SME replace our consultant?",
            "what will a SME not do",
            "what does out of scope mean here",
            "can they take over the whole project",
            "is the SME going to do the work for us?",
            "who leads the project?",
            "Kann der Experte das Projekt leiten?",
            "¿Puede el experto hacer el proyecto entero en lugar de nosotros?",
            "The customer expects that I make all configuration alone. Is it my job?",
            "can the sme manage the deployment",
            "will he do the deployment for us",
            "can the expert configure everything alone",
            "would I have to lead the calls with the customer?",
            "would they implement it for us",
            "can I hand the whole rollout to the SME",
            "is the SME a replacement for our engineers",
            "could the expert do the configuration for our customer?",
            "what's not part of the SME's job",
            "could the specialist attend the steering meeting in our place",
            "would the specialist manage the pilot",
        ),
    ),
    Topic(
        "customer_contact",
        (
            (
                "deal*|cooperat*|collaborat*|liais*|engage*",
                "customer*|client*",
                "sme*|expert*|with us|or us|he|she|they|<person>",
            ),
            (
                (
                    "customer facing|client facing|facing the customer|facing the client|face the customer|"
                    "in front of the customer|in front of customer|before the customer"
                ),
            ),
            (
                "sme*|expert*|he|she|they|<person>|experte*|expert*",
                "customer*|client*|kunde*|kunden|cliente*|<customer>",
                TALK,
            ),
            (
                "sme*|expert*|he|she|they|<person>|i",
                "in front of|with us only|only with us|behind us|customer call*|customer meeting*|join",
                "customer*|client*|call*|us|meeting*",
            ),
            (
                "works|work|arbeitet",
                "with the customer|with customer|directly with|direct with|with our customer|kunden",
            ),
            ("customer|client", "direct*|directly", "contact|talk|speak|work|touch|access"),
        ),
        (
            "can the SME talk to the customer directly?",
            "the expert, will he speak with customer direct or only with us?",
            "Is she allowed to join to the call with the customer?",
            "does the SME work with the customer",
            "may the expert contact our client himself",
            "Must I hold the workshop in front of customer myself or does this the partner?",
            "can they meet the customer without us",
            "Spricht der SME direkt mit dem Kunden?",
            "l'expert peut-il parler directement au client ?",
            "¿el experto habla con el cliente?",
            "is direct contact to the customer ok for the sme",
            "will the expert be facing the customer",
            "is it a customer-facing role",
            "does the SME deal with the customer or with us",
        ),
    ),
    Topic(
        "actors",
        (
            (
                "which|what|who",
                "people|persons|roles of people|everyone|everybody",
                "process|in this|take part|involved|have",
            ),
            ("who is who|the actors|the parties", "process|request|are|explain"),
            ("who", ("does what|is involved|takes part|are the people|is who|participates|plays|responsible for what")),
            ("actors|parties|stakeholders|participants|players|beteiligt*|everybody involved",),
            ("which people|what people|which persons", "involved|process|request"),
            ("who is who|wer macht was|qui fait quoi|quien hace que",),
        ),
        (
            "who is involved?",
            "who does what here",
            "who is who in this process?",
            "which people are involved in a request",
            "explain me the parties",
            "wer macht was?",
            "qui fait quoi ?",
            "¿quién hace qué?",
            "who are the actors in the process",
            "which roles do the people in this process have",
        ),
    ),
)
