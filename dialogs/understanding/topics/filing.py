"""How people ask how to file, and what can still be changed."""

from dialogs.understanding.topics.rows import Topic
from dialogs.understanding.topics.vocabulary import FILE, WHAT, WHAT_HAPPENS, WHY

TOPICS = (
    Topic(
        "returned",
        (
            ("return*|sent back", "allowed|many|often|maximum|most|limit", "how|what|is"),
            ("get it back|got it back|have it back|it back|it is back|back again", "why|what|mean*|do i"),
            (
                "missing|incomplete|incorrect|wrong|forgot*|left out",
                "request|details|something|fields",
                "what if|what happens|then|if",
            ),
            ("bounce*|kicked back|handed back to me|back to me|back on my desk", "what|why|mean*|how|request|times|it"),
            (
                "send|sends|sent|give|gives",
                "back to me|back to us|it back|the thing back",
                "how|times|why|often|can|mean*",
            ),
            ("how often|how many times", "request*|it|one", "returned|be returned|sent back"),
            (
                (
                    "returned|sent back|send back|sends back|comes back|zuruckgeschickt|zuruckgegeben|"
                    "devuelt*|renvoy*|bounced"
                ),
            ),
            (WHAT_HAPPENS, "returned|sent back|zuruckgegeben|incomplete|incorrect"),
            (WHY, "returned|sent back|send it back|come back|came back"),
            ("how often|how many times", "returned|sent back|return"),
            ("incomplete|incorrect|missing details|wrong details", "what|request|happens"),
            (WHAT, "returned|returned for details"),
        ),
        (
            "what does returned mean?",
            "why was it returned",
            "what happens when it is returned for details?",
            "how often can it be sent back",
            "my request came back, why did it come back",
            "what happens if details are incomplete?",
            "returned for details??",
            "Was passiert wenn sie zurückgegeben wird?",
            "¿por qué fue devuelta?",
            "how many times can a request be returned",
            "it bounced back to me, what does that mean",
            "how many times can you send the thing back to me",
            "why do I get it back",
            "what if something is missing in the request",
            "how many returns are allowed",
        ),
    ),
    Topic(
        "resubmitting",
        (
            ("send|submit|hand", "corrected|completed|again|updated|fixed|once more", "in again|request|how|where"),
            ("in again|corrected request|corrected one|corrected version|new version", "how|send|submit|where"),
            (
                "sent back|sent it back|returned|came back",
                "submit again|send again|resubmit|submit it again",
                "how|can|where|after",
            ),
            ("send it again|send again|submit again|submit it again|resubmit", "how|can|where|wie|after"),
            ("erneut einreichen|wieder einreichen|nochmal einreichen", "wie|kann|wann"),
            (("resubmit*|re submit*|submit again|send again|send it again|erneut einreichen|reenviar|renvoyer"),),
            (
                "how|what|where|wie",
                "answer|complete|correct|fix|fill",
                "returned|sent back|returned fields|missing details|what came back",
            ),
        ),
        (
            "how do I resubmit?",
            "how can I send it again",
            "re-submit after return",
            "what do I do to complete a returned request",
            "where do I fix the returned fields",
            "can I resubmit with the same number",
            "wie kann ich es erneut einreichen?",
            "¿cómo reenviar la solicitud?",
            "submit again after they sent it back - how?",
            "how do I send the corrected request in again",
        ),
    ),
    Topic(
        "editing",
        (
            (
                "changes|corrections|modifications|anderungen|cambios",
                "make|do|possible|can|allowed",
                "after|later|still|afterwards",
            ),
            (
                "change|edit|correct|modify|andern|cambiar|changer",
                "after|afterwards|later|once",
                "sent|submitted|sending|submission|filed|i sent|envio|absenden",
            ),
            ("can|may|could|wie|how", "edit|correct|amend|modify", "after|later|afterwards|still"),
            ("fixable|fix|repair|rectif*|mistake*|typo*|wrong", "after|sent|sending|submitted|filed|later|already"),
            ("made a mistake|typed wrong|wrong number in", "what|how|can|request"),
            ("modify|edit|correct|amend|fix", "my request|a request|the request|filed request"),
            ("andern|andere|korrigieren", "nach|noch|absenden|kann ich"),
            ("nach dem absenden|nach absenden", "andern|korrigieren|noch"),
            ("edit*|correct*|modif*|amend*", "can|how|after|still|may|until|when|possible|submitted|where|could"),
            (
                "change|changing|korrigier*|ander*|andern|cambiar|changer|update",
                "after|submitted|sending|sent|still|later|until when|bis wann|how|how do i|wie|despues|apres|filed",
            ),
            ("until when", "change|edit|correct"),
        ),
        (
            "can I edit a request after submitting?",
            "can i still correct after sending",
            "until when may I change it",
            "how do I modify my request",
            "is it possible to correct something later",
            "how to change the seats after I submitted",
            "can a filed request be amended, may I amend it",
            "Kann ich sie nach dem Absenden noch ändern?",
            "¿puedo cambiar después de enviar?",
            "puis-je changer après l'envoi ?",
            "typo in the customer name, fixable after sending?",
            "I made a mistake, how do I correct it",
            "can I change the request after I sent it",
            "can I still make changes after submitting",
        ),
    ),
    Topic(
        "withdrawing",
        (
            (
                "retiro|retirar|cancelar|anular|annuler|retirer|zuruckziehen|zuruckziehe",
                "como|comment|wie|puedo|kann|puis|mi|ma|meine",
            ),
            ("take", "back|request back|it back", "can|how|may|could"),
            ("cancelled|canceled|stopped|postponed|fell through", "project|customer", "request|it|what|can|back"),
            ("pull|pull it|stop|undo|delete|remove|drop", "request*|it|anfrage", "how|can|may|possible"),
            (
                "no longer need|do not need|no longer needed|not needed any more",
                "sme|expert|request|it|any more|anymore",
                "what|if|we|i",
            ),
            (
                (
                    "withdraw*|retract*|take back|take it back|pull back|cancel*|zuruckzieh*|retirar|"
                    "retirer|annuler|cancelar"
                ),
                "can|how|until|when|may|possible|still|wie|kann|could|puedo|puis|peut|what",
            ),
            (
                "withdraw*|retract*|take back|cancel*|pull it|zuruckzieh*|retirar",
                "request*|it|anfrage|solicitud|demande",
                "how|can|until when|may",
            ),
            ("do not need|no longer need|not needed|no longer needed", "sme|expert|request|it|any more|anymore"),
        ),
        (
            "can I withdraw a request?",
            "how do I withdraw",
            "until when can I cancel it?",
            "is it possible to take it back",
            "what if we no longer need the SME",
            "how to retract a request",
            "can i still cancel after approval",
            "Wie kann ich die Anfrage zurückziehen?",
            "¿puedo retirar la solicitud?",
            "puis-je annuler ma demande ?",
            "can a request be withdrawn, until when",
            "how do I delete my request",
            "customer cancelled the project, can I take the request back",
            "¿cómo retiro mi solicitud?",
        ),
    ),
    Topic(
        "nudging",
        (
            ("speed", "up|things|it|this", "how|can|do|please"),
            (
                "burning|critical|asap|immediately|quicker|sofort|schneller|mas rapido|plus vite|too slow|slow",
                "can|somebody|faster|move|it|please|fpm|go",
            ),
            (
                (
                    "nudg*|remind*|reminder|hurry|speed up|expedite|faster|push|chase|accelerat*|"
                    "beschleunig*|erinner*|recordar|acelerar|relancer|urgent*|dringend"
                ),
            ),
            (
                "nudg*|remind*|hurry|speed up|expedite|faster|push|chase",
                "can|how|fpm|them|him|her|somebody|often|request",
            ),
        ),
        (
            "can you hurry?",
            "how do I nudge my FPM",
            "can I remind the FPM",
            "is there a way to speed up",
            "what if it is urgent",
            "may I push them?",
            "how often can I send a reminder",
            "nudge?",
            "Kann man das beschleunigen?",
            "¿se puede acelerar?",
            "can it go faster please",
            "it's burning, can somebody move faster",
            "how do I speed things up",
        ),
    ),
    Topic(
        "tracking",
        (
            ("track|follow|monitor", "my request*|my ticket|a request|the request|it", "where|how|can"),
            (
                (
                    "how far|where does it stand|where it stands|where is it|where are we|what state|"
                    "which state|what stage|status|stand der dinge"
                ),
                "see|find|where|how|check|what|know|can",
            ),
            ("eye on|overview|watch|up to date|current state|stand*", "my request*|request*|it|how|where|can"),
            (
                "track*|follow up|monitor|verfolg*|seguir|suivre",
                "request*|it|how|where|status|anfrage|progress|solicitud|demande",
            ),
            (
                "where|how|wo|donde|ou",
                "see|find|check|look up|view|sehe|veo|voir|know",
                "status|my request*|requests|progress|state|anfrage*|solicitud*|demande*|list",
            ),
            ("how", "status|progress", "request*|know|check|get|see"),
        ),
        (
            "how do I track a request?",
            "where can I see my requests",
            "how to check the status?",
            "where do I find the progress of my request",
            "how can I monitor it, my request",
            "where is the list of my requests, where can i find the list",
            "Wo sehe ich meine Anfragen?",
            "¿dónde veo mis solicitudes?",
            "comment suivre ma demande ?",
            "how can I keep an eye on my request",
            "where do I see how far it is",
            "where can I track my request",
        ),
    ),
    Topic(
        "how_to_file",
        (
            (
                "want|would like|wish|mochte|quiero|voudrais",
                "ask for|request|order|file|sme|expert|experten|experto",
                "how|where|wie|como|comment|that go",
            ),
            ("how|wie|como|comment|where|wo", FILE),
            (
                "how|wie|como|comment",
                "get|request*|order|apply for|ask for|bekomme|obtener|obtenir|obtengo",
                "sme|a sme|an sme|expert|somebody|help|einen sme|un experto|un expert",
            ),
            ("how|where", "begin|start|open|create|make", "request|new one|ticket|new"),
            ("new item|request form|request page|resource request page|request portal",),
            ("instruction*|manual|tutorial", "request|file|how|bot|this"),
        ),
        (
            "how do I file a request?",
            "how can I get a SME",
            "where do I submit a request",
            "how do i create a new one",
            "where is the request form",
            "how to ask for an expert?",
            "how do I start a request",
            "Wie bekomme ich einen SME?",
            "¿cómo solicito un experto, cómo obtener un experto?",
            "comment obtenir un expert ?",
            "how to open a ticket",
            "is there a manual for this bot",
            "I want to ask for an expert, how does that go",
        ),
    ),
)
