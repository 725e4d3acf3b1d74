"""How people ask about clocks and the way of a request."""

from dialogs.understanding.topics.rows import Topic
from dialogs.understanding.topics.vocabulary import HOW_LONG, NO, WHAT, WHAT_HAPPENS, WHO

TOPICS = (
    Topic(
        "how_long",
        (
            (
                "when|wann|cuando|quand",
                "decided|decision|approved|answered|finished|entschieden|decidido",
                "will|is|be|it|wird|se",
            ),
            ("waiting time|wait time|waiting period|wartezeit|lead time|tiempo de espera|delai",),
            (
                "how long|how many days|when|combien de jours|wie lange",
                "until|till|before|wait*|attendre|warten",
                "assigned|sme|expert*|answer|decision|approved|somebody|muss|faut|must",
            ),
            ("count on|hear back|expect*|waiting time|wait", "when|how long|answer|sme|expert|decision"),
            (
                "bis wann|until when|by when|a mas tardar|d ici quand|latest|at the latest",
                "decid*|decision|answer|approv*|entschieden|entscheid*|know|hear|sme|assigned",
            ),
            (HOW_LONG,),
            (
                HOW_LONG,
                (
                    "take*|dauert|duree|tarda|need*|decision|approv*|assign*|sme*|expert*|somebody|"
                    "somebody comes|get|request|prend"
                ),
            ),
            (HOW_LONG, "decide|decision|i have for|do i have|answer|respond"),
            (("deadline*|time limit*|sla|turnaround|response time|timeline*|time frame|timeframe|due date"),),
            (
                "when",
                "get|have|receive|will there be|hear|expect",
                "sme|expert|answer|decision|back|somebody|result|approval",
            ),
            ("wann|quand|cuando", "sme|experte|antwort|entscheidung|reponse|respuesta|decision|bekomme*"),
        ),
        (
            "how long does it take?",
            "how many days till somebody comes",
            "what is the SLA",
            "when will I get a SME?",
            "how long time do I have for the decision",
            "how fast do you answer",
            "what are the timelines",
            "deadline for the decision?",
            "when do I hear back with an answer",
            "Wie lange dauert das?",
            "¿cuánto tiempo tarda?",
            "combien de temps ça prend ?",
            "Wann bekomme ich eine Antwort?",
            "when can I count on an answer",
            "Bis wann wird entschieden?",
            "by when do I know the decision",
            "how long until a SME is assigned",
            "what is the expected waiting time",
            "combien de jours faut-il attendre",
            "wie lange muss ich warten",
            "when will it be decided",
        ),
    ),
    Topic(
        "clock",
        (
            ("time", "stop*|paus*|run|running|frozen|starts|begins"),
            (
                "clock|timer|countdown|deadline",
                "halt*|freez*|stop*|paus*|resum*|continu*",
                "returned|send it back|sent back|back|when|if|does",
            ),
            ("saturday*|sunday*|samstag|sonntag|sabado|dimanche|domingo|24 hours",),
            ("timer|clock|countdown|the time", "stop*|paus*|run*|hold", "returned|sent back|while|when|does|is"),
            (
                (
                    "weekend*|holiday*|business day*|working day*|calendar day*|workday*|wochenende|"
                    "feiertag*|werktag*|arbeitstag*|festivo*|fin de semana|jours ouvres"
                ),
            ),
            (
                "weekend*|holiday*|business day*|working day*|calendar day*|workday*|days|tage",
                "count*|included|include|mean*|or|is|are|zahl*",
            ),
            (
                "clock|timer|countdown|the time|days|frist",
                "paus*|stop*|start*|begin*|running|run*|hold|still|interrupt*|wait*",
            ),
            ("when does", "clock|time|days", "start|begin|end"),
        ),
        (
            "the 5 days, weekend is counted in?",
            "are these business days or calendar days?",
            "do holidays count",
            "what pauses the clock?",
            "when does the clock start",
            "does the time stop when it is returned, is the time paused",
            "is the clock still running",
            "zählt das Wochenende mit?",
            "¿cuentan los fines de semana, fin de semana incluido?",
            "do you count working days",
            "what happens with the timer when it's returned, does the timer stop",
            "if they send it back, does the countdown halt",
            "is Saturday included in the five days",
        ),
    ),
    Topic(
        "after_submitting",
        (
            (
                "how does|how do|how will|how is|wie",
                "this|everything|whole thing|all this|thing|das",
                "work|works|go|done|funktioniert",
            ),
            (
                "hit submit|press submit|click submit|submitted|submitting|send it|sent it|filed it|handed in",
                "next|then|what|after|once|now",
            ),
            ("describe|tell me|show me|explain|outline", "procedure|process|flow|workflow|how it works|steps|path"),
            (
                "flow|process|procedure|path|way of a request|life of a request|journey",
                "what|how|explain|show|after|next",
            ),
            ("and then|then what|what then|what now|afterwards", "ok|flow|submit*|sent|after this|next"),
            (WHAT_HAPPENS, "submit*|send*|sent|filed|filing|press*|hand in|abschick*|envi*|submission|einreich*"),
            ("after", "submit*|sending|filing|submission|i have pressed|press", "what|next|then|happens"),
            (
                "next step*|process|procedure|workflow|ablauf|proceso|processus|steps",
                "what|how|is|are|explain|overview|wie|cual|quel|request",
            ),
            ("how does", "this work|it work|the process work|that work"),
            ("whole process|entire process|process overview|walk me through",),
        ),
        (
            "what happens after I submit?",
            "What happens after I have pressed it?",
            "how does it work",
            "what is the process?",
            "what are the next steps",
            "explain the whole process please",
            "walk me through this",
            "what comes next after sending, what happens then",
            "Wie ist der Ablauf?",
            "¿cuál es el proceso?",
            "quel est le processus ?",
            "was passiert nach dem Abschicken?",
            "ok and then? what's the flow after this",
            "what's next once I hit submit",
            "could you describe the procedure",
            "How does this whole thing work?",
        ),
    ),
    Topic(
        "triage",
        (
            ("triage*|triaging|triaged",),
            (WHAT, "triage|triaging|triaged"),
            (HOW_LONG, "triage|triaged|first look"),
            ("when|wann|cuando", "triaged|triage|looked at|first look"),
        ),
        (
            "what is triage?",
            "what does in triage mean",
            "how long does triage take?",
            "triage?",
            "when is it triaged",
            "explain triage",
            "was bedeutet Triage?",
            "¿qué es triage?",
            "how fast is the triage",
        ),
    ),
    Topic(
        "who_is_notified",
        (
            (
                "email|e-mail|mail|notification|message",
                "will i get|do i get|shall i get|will there be|do you send",
                "after|submit*|filing|when",
            ),
            (
                "<person>|my fpm|the fpm|she|he|they",
                "mail|email|e-mail|message|notification|notice",
                "get|gets|receive*|about|will|does",
            ),
            (WHO, "hears about|hears of|gets to know", "request*|it"),
            (
                WHO,
                (
                    "notified|informed|told|notification*|benachrichtigt|mail*|email*|e-mail*|"
                    "gets an email|get an email|hears about|hears of"
                ),
            ),
            (
                "notification*|notified|e-mail*|email*|mail*",
                "submit*|submission|when i file|filing|do i get|will i get|does the fpm get|fpm gets|fpm receive*",
            ),
            ("is|does|will|wird", "fpm|my fpm", "informed|notified|told|know|hear"),
            ("what", "confirmation|notification*", "get|receive|come*"),
        ),
        (
            "who is notified when I submit?",
            "do I get an email after submission",
            "who gets an email?",
            "will my FPM be informed",
            "does the FPM get a mail when i file it?",
            "what confirmation do I get",
            "which notifications do I receive when I submit",
            "wer wird benachrichtigt?",
            "is my fpm told about it",
            "who hears about my request",
            "will Fran get a mail about this",
            "will I get an email after submitting",
        ),
    ),
    Topic(
        "no_confirmation",
        (
            ("still waiting|waiting|wait", "confirmation|confirmation mail|mail|bestatigung|confirmacion"),
            (
                "what|when|if|wenn|que",
                "confirmation|bestatigung|confirmacion",
                "not come|not arrive|does not|missing|fails",
            ),
            ("inbox|mailbox|spam|junk|posteingang", "no|not|nothing|anything|empty"),
            (
                (
                    "never got|did not get|have not got|have not received|never received|nothing received|"
                    "nothing came|got nothing"
                ),
                "mail*|email*|inbox|confirmation|message|anything|after|filed|submit*",
            ),
            (NO, "confirmation|confimation|confirmation mail|bestatigung|confirmacion|confirmation email"),
            (
                "confirmation|confimation|bestatigung|confirmacion",
                (
                    "missing|late|lost|where is|did not|not arrive*|not come|not get|not received|not got|"
                    "have not|keine|spam|no llega|pas recu"
                ),
            ),
            (NO, "email|e-mail|mail|notification", "received|got|came|arrived|after|hour|yet|submit*"),
            ("what if", "confirmation|notification|mail|email", NO),
        ),
        (
            "what if I get no confirmation?",
            "I didn't get the confirmation email",
            "no confimation mail after 1 hour. whom I must write in such case",
            "confirmation is missing",
            "where is my confirmation",
            "i have not received any mail after submitting",
            "no email came yet, is it normal?",
            "Ich habe keine Bestätigung bekommen",
            "no he recibido la confirmación",
            "je n'ai pas reçu la confirmation",
            "confirmation did not arrive",
            "never got anything in my inbox after I filed",
            "there is nothing in my mailbox",
            "what to do when the confirmation doesn't come",
            "still waiting for the confirmation mail",
        ),
        told=True,
    ),
    Topic(
        "after_approval",
        (
            ("approved|approval", WHAT_HAPPENS, "next|then|now|when|after"),
            ("approved|genehmigt|aprobad*|approuve*", "what|next|now|happen*|then|was|que"),
            (
                "approved it|approved my|has approved|is approved|was approved|got approved",
                "what|next|now|then|happen*",
            ),
            (WHAT_HAPPENS, "approv*|genehmig*|aproba*|approuv*|approval"),
            ("after|once|wenn|nach", "approv*|approval|genehmig*", "what|next|then|how|do|happens"),
            ("approved", "what now|what next|and now|now what|and then"),
        ),
        (
            "what happens after approval?",
            "it is approved, what now",
            "once approved, what next?",
            "my request was approved. and now?",
            "what comes after the approval, what then",
            "what happens when the FPM approves",
            "Was passiert nach der Genehmigung?",
            "¿qué pasa después de la aprobación?",
            "after it's approved how does it go on",
            "Fran approved it. What's the next thing to happen?",
        ),
    ),
)
