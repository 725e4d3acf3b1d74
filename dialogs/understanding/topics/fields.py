"""How people ask about single fields of the form."""

from dialogs.understanding.topics.rows import Topic
from dialogs.understanding.topics.vocabulary import WHAT

TOPICS = (
    Topic(
        "tenant_id",
        (
            ("tenant id*|tenantid|tenant guid", "do not know|not know|do not have|have not|no idea|missing|unknown"),
            (
                "tenant id*|tenantid|tenant guid",
                "where|how|wo|donde|ou",
                "find|see|get|customer|encuentro|trouver|finde",
            ),
            ("tenant id*|tenantid|tenant guid|directory id|tenant nummer|tenant number",),
            (
                "tenant id*|tenantid|tenant guid|directory id",
                "where|how|find|what|whose|which|wo|donde|ou|customer|ours|mean*|is|get|see",
            ),
            ("guid", "what|where|which|find|tenant"),
        ),
        (
            "where do I find the tenant id?",
            "what is a tenant ID",
            "tenant id of the customer or ours?",
            "how can I get the tenant guid",
            "tenant ID??",
            "where does the customer see his tenant id",
            "Wo finde ich die Tenant ID?",
            "¿dónde encuentro el tenant id?",
            "où trouver le tenant id",
            "which guid do you want",
            "I don't know the tenant ID, where is it",
        ),
    ),
    Topic(
        "tenant_name",
        (
            (("tenant name*|customer name|customer s name|name of the customer|name of the tenant|kundenname"),),
            (
                "tenant name*|customer name|name of the customer|name of the tenant",
                "what|which|how|mean*|ftop|write|exact*|legal|is|must",
            ),
        ),
        (
            "what is the tenant name?",
            "which customer name should I write",
            "how do I write the name of the customer",
            "must the tenant name be the legal one",
            "tenant name?",
            "customer's name exactly as where?",
            "is the name of the tenant the onmicrosoft one",
            "what does tenant name mean",
            "Kundenname - welcher?",
        ),
    ),
    Topic(
        "segment",
        (
            ("when|how do i know|what makes|how to tell|which|is", "smc", "enterprise"),
            ("smc|enterprise|segment", "employees|users|size|staff|people|revenue|mitarbeiter|big|small"),
            ("enterprise|smc", "how big|how large|what size|how many", "customer*|tenant|must|be|is"),
            ("enterprise|smc", "how big|how large|which size", "customer*", "must|be"),
            ("segment*|segmento",),
            ("segment*", "what|which|mean*|choose|how|is|difference|effect|matter*|explain|was|que"),
            ("smc", "enterprise", "or|difference|versus|vs|between|which|what"),
            ("how big|how large|what size|which size|size of", "enterprise|smc"),
        ),
        (
            "what is the segment?",
            "SMC or Enterprise?",
            "difference between SMC and enterprise",
            "which segment do I choose",
            "does the tenant segment matter",
            "how large must a customer be for enterprise",
            "tenant segment - what does it mean",
            "Was bedeutet Segment?",
            "which is it, smc or enterprise, how do i know",
            "¿qué segmento elijo?",
            "customer has 800 employees, is that SMC?",
            "when is a customer SMC and when Enterprise",
        ),
    ),
    Topic(
        "delivery_team",
        (
            ("delivery team*|ftp partner|ftp", WHAT),
            ("delivery team*|your delivery team|ftp partner|ftp",),
            ("delivery team*|ftp partner|ftp", "what|which|mean*|is|choose|select|explain|who|was"),
        ),
        (
            "what is the delivery team?",
            "which delivery team do I select",
            "what does FTP Partner mean",
            "delivery team?",
            "your delivery team - who is that",
            "why FTP partner",
            "Was ist das Delivery Team?",
            "¿qué es delivery team?",
            "explain delivery team pls",
        ),
    ),
    Topic(
        "second_language",
        (
            (
                "two languages|both languages|one language|dos idiomas|deux langues|zwei sprachen",
                "must|have to|need|give|enough|why|do i|required|muss",
            ),
            (
                (
                    "second language|secondary language|second <language>|other language|another language|"
                    "zweite sprache|zweitsprache|segundo idioma|segunda lengua|deuxieme langue|second one"
                ),
            ),
            (
                "second language|secondary language|zweite sprache|segundo idioma|zweitsprache",
                "need*|required|must|why|what|leave|none|optional|mandatory|is|muss|can",
            ),
        ),
        (
            "is a second language required?",
            "why do you need a secondary language",
            "can I leave the secondary language out",
            "second language?",
            "must there be a second language",
            "what if there is no secondary language",
            "Brauche ich eine zweite Sprache?",
            "¿segundo idioma obligatorio?",
            "deuxième langue ?",
            "what is the secondary language for",
            "do I have to give two languages",
            "is one language enough",
        ),
    ),
    Topic(
        "point_of_contact",
        (
            ("point of contact|contact person", WHAT),
            (
                "contacted|written to|asked|called",
                "with questions|questions|in case of questions|ruckfragen",
                "who|whose|whom",
            ),
            ("whose|which", "email|mail|e-mail|address", "contact*|questions|used|give|want|need"),
            (
                "mail|email|e-mail|address",
                "mine|my mail|my own|customer s mail|customer mail|of the customer",
                "or|which|whose|you want",
            ),
            ("email address|e-mail address|mail address", "whose|which|what for|why", "need|want|do you|you"),
            (
                (
                    "point of contact|contact person|contact email|contact address|partner email*|"
                    "partner e-mail*|ansprechpartner|persona de contacto|personne de contact"
                ),
            ),
            ("email address|e-mail address|mail address|<email>", "whose|which|what for|why|mine|customer"),
        ),
        (
            "who is the point of contact?",
            "which email address do you need, whose?",
            "what is the partner email address for",
            "can the contact person be a colleague",
            "whose email address?",
            "why do you want an e-mail address",
            "Wer ist der Ansprechpartner?",
            "¿quién es la persona de contacto?",
            "contact email?",
            "is it my mail or the customer's mail you want",
            "who will be contacted with questions, whose email",
            "what is the point of contact",
        ),
    ),
)
