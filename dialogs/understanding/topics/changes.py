"""How people ask about denials, and what can still be changed."""

from dialogs.understanding.topics.rows import Topic
from dialogs.understanding.topics.vocabulary import WHAT_HAPPENS, WHY

TOPICS = (
    Topic(
        "handing_back",
        (
            (
                "sick|ill|leave|leaves|left|quit|vacation|holiday|krank|enfermo|malade|fell",
                "sme|expert|he|she|another|<person>|one|er",
            ),
            (
                "give it back|hand it back|hand back|give back|hand over",
                "how|can not|accepted|after all|can i|do i",
                "how|can|i",
            ),
            (
                (
                    "hand back|hand it back|hands back|hand over|give back|give it back|gives back|"
                    "return the assignment|zuruckgeben|devolver"
                ),
            ),
            (
                "sme*|expert*|he|she|<person>|i",
                (
                    "can not do|can not continue|falls ill|got ill|ill|sick|leaves|drops out|quits|"
                    "on leave|unavailable|busy|overloaded"
                ),
            ),
            (
                (
                    "another sme|other sme|different sme|replace the sme|new sme|change the sme|change sme|"
                    "other expert|another expert|different expert"
                ),
            ),
        ),
        (
            "can a SME hand it back?",
            "what if the SME gets sick",
            "I accepted but can't do it after all, how do I give it back",
            "can we get another SME",
            "what happens if the expert drops out",
            "change SME possible?",
            "I can not continue, can I hand over",
            "how to hand back an assignment",
            "what if he is on leave",
            "Kann der SME das zurückgeben?",
            "the SME fell sick, will there be another one",
        ),
        told=True,
    ),
    Topic(
        "denial_grounds",
        (
            ("raison*|motivo*|grunde|grunden|grund", "refus*|rechaz*|abgelehnt|ablehn*|denegad*"),
            ("against|not in favour|hinder*|stop*", "approving|approval|an approval|approve", "what|which|why"),
            ("rejected|denied|refused|turned down", "usually|normally|people|for", "what|which"),
            ("ground*|reason*", "say no|turn down|turn it down", "which|what|on"),
            ("decline*|declining|denying|denial|refusal|rejection", "reason*|why|ground*|which|what|based on"),
            (
                (
                    "turn it down|turn down|turned down|say no|says no|said no|not approve|not be approved|"
                    "not approved|block"
                ),
                "what|why|when|would|make*|reason*",
            ),
            (WHY, "denied|deny|denial|denyed|reject*|refus*|declin*|abgelehnt|rechaz*|refuse"),
            ("ground*|reason*|cause*", "denial*|denied|deny|denyed|denying|reject*|refus*|declin*|ablehn*"),
            ("denial ground*|denial reason*|denial*|ablehnungsgrund*",),
            ("what", "get|gets|leads|lead", "denied|rejected|denial"),
        ),
        (
            "why could it be denied?",
            "for what reasons it can be denyed, so I make no mistake",
            "denial grounds",
            "what are the grounds for denial?",
            "why would a request be rejected",
            "reasons for refusal",
            "what leads to a denial",
            "Warum wird eine Anfrage abgelehnt?",
            "¿por qué se rechaza una solicitud?",
            "pourquoi une demande est-elle refusée ?",
            "what would make you turn it down",
            "when would an FPM say no",
            "what speaks against approving",
            "pour quelles raisons une demande peut être refusée",
            "on which grounds may I say no",
            "what do people usually get rejected for?",
        ),
    ),
    Topic(
        "avoiding_denial",
        (
            (
                "so that|in order|so my|what should i do|what must i do|how",
                "not rejected|not denied|not refused|not turned down|is not rejected|is not denied|accepted",
            ),
            ("what can i do|how can i|how do i|how to", "prevent|avoid", "denial*|reject*|refus*|denied"),
            (
                "sure|certain|guarantee*|safe|safely",
                "gets through|get through|passes|pass|approved|succeed*|works|goes through",
            ),
            ("what makes|what is", "good request|good justification|strong request|perfect request"),
            (
                "avoid*|prevent*|not to be|make sure|vermeid*|evitar|eviter|so that it is not",
                "denial*|denied|deny|reject*|refus*|abgelehnt|ablehn*|rechaz*|refus",
            ),
            ("improve|increase|better|good|best", "chance*|approval|request|odds|get approved"),
            ("how|what|wie", "get|be|gets", "approved|accepted", "sure|quick*|best|certain*|safely|do"),
            ("tips|advice|hints|recommendation*",),
        ),
        (
            "how do I avoid a denial?",
            "what can I do to prevent a rejection",
            "how to make sure it is not denied",
            "tips for a good request?",
            "how to increase the chance of approval",
            "any advice before I submit?",
            "Wie vermeide ich eine Ablehnung, vermeiden dass sie abgelehnt wird",
            "¿cómo evitar el rechazo, que no sea rechazada, evitar rechazo?",
            "what makes a good request",
            "what is the best way to get approved",
            "how can I be sure it gets through",
            "what should I do so my request isn't rejected",
        ),
    ),
    Topic(
        "repeated_topic",
        (
            (
                (
                    "third time|second time|fourth time|twice|another time|time this quarter|"
                    "time this year|before already|already asked|asked before|had one before"
                ),
                "fine|ok|okay|problem|allowed|deny|denied|topic|quarter|is that|sme|again",
            ),
            ("two|three|several|many|other|second|another", "customer*|client*", "same|similar|again|identical"),
            ("how often|how many times|how frequent*", "may|can", "request*|ask|get|file", "sme*|expert*|help|it"),
            ("repeated topic|repeat request*|repeated request*", "what|when|is|mean*|counts"),
            (
                (
                    "same topic|same subject|same thing|same issue|same workload|same question|"
                    "similar request*|similar scenario*|repeat*|recurring|mismo tema|meme sujet|"
                    "gleiche thema|gleichen thema|wiederhol*"
                ),
            ),
            (
                (
                    "same topic|same subject|same workload|similar|repeat*|again|once more|twice|"
                    "second time|several times"
                ),
                "ask*|request*|allow*|deny|denied|how often|may|can",
            ),
            ("how often|how many times", "ask|request*|get|sme*|same"),
            ("how far back|how long back|which period|within what time", "topic|same|repeat*|look|count*|go"),
            ("once more|again|another time", "<workload>|topic|so short after|short after"),
        ),
        (
            "can I ask for the same topic twice?",
            "how often may I request a SME",
            "If I ask once more MDATP so short after, they will deny me?",
            "is a repeated request denied",
            "same topic for multiple customers, allowed?",
            "what counts as a repeated topic",
            "similar scenarios ok?",
            "can we request again for the same workload",
            "¿puedo pedir el mismo tema otra vez?",
            "Darf ich zum gleichen Thema wieder fragen?",
            "how many times can we get a SME",
            "how far back do you look for the same topic?",
            "third time this quarter for labels, is that fine",
            "two customers, same problem. ok?",
            "we had one before already, problem?",
        ),
    ),
    Topic(
        "after_denial",
        (
            (
                "got a no|a no|was a no|said no|turned down|got denied|got rejected|got refused",
                "option*|what|now|next|can|do",
            ),
            (WHAT_HAPPENS, "denied|denial|rejected|refused|abgelehnt|rechazada"),
            ("after|when|once|was|been|got", "denied|denial|rejected|refused", "can|what|try|again|now|do|appeal"),
            ("appeal*|object|widerspruch|contest|challenge", "decision|denial|it|denied|against|can i"),
            (
                "revise*|refile|re file|resubmit a denied|file again|try again|submit again",
                "denied|denial|rejected|how|can",
            ),
            ("denied", "what now|and now|now what|what next"),
        ),
        (
            "can I appeal a denial?",
            "it was denied, what can I do now?",
            "what happens when it is denied",
            "can I try again after it was rejected",
            "how do I revise a denied request",
            "refused - what now? what can i do after it was refused",
            "appeal against the decision possible?",
            "was passiert wenn sie abgelehnt wird?",
            "my request got denied, can i file again",
            "denied, what now?",
            "Got a no. Options?",
        ),
    ),
    Topic(
        "exceptions",
        (
            (
                "strategic|way around|work around|workaround|special case|make it happen|bend|rule*",
                "seats|<seats>|only|limit|any|can|small|customer",
            ),
            ("exception*|ausnahme*|excepcion*|exemption*|waiver",),
            ("exception*|ausnahme*|excepcion*|waiver", "who|how|can|when|get|ask*|possible|which|wie|grant*|what|make"),
            ("even though|although|anyway|nevertheless", "limit|seats|too few|no people"),
        ),
        (
            "can I get an exception?",
            "how do I ask for an exception",
            "who grants exceptions?",
            "which workloads go by exception",
            "exception possible for 120 seats?",
            "what is an exception",
            "Gibt es Ausnahmen?",
            "¿hay excepciones?",
            "une exception est possible ?",
            "can we get a SME anyway with too few seats",
            "only 120 seats but it's strategic, any way around?",
            "is there a workaround for small customers",
        ),
    ),
    Topic(
        "discuss_first",
        (
            (
                "necessary|needed|need|must|obligatory|required|have to|mandatory|compulsory",
                "call*|talk*|spoke|speak*|discuss*|meet|ask*",
                "fpm|partner manager",
            ),
            ("first|before", "speak|talk|discuss|call|align|contact", "fpm|partner manager|<person>"),
            ("discussed|agreed|aligned|clarified|agree|discuss", "fpm", "before|first|beforehand", "what|should|must"),
            (
                "discuss*|talk|speak|call|agree|clear|align",
                "fpm|partner manager",
                "before|first|beforehand|prior|need|must|have to|why|already",
            ),
            ("do i|must i|should i|have to|why|muss ich", "fpm", "first|before|beforehand|zuerst|vorher|discuss*"),
            ("what", "discuss|talk about|clarify", "fpm|before"),
        ),
        (
            "do I have to talk with my FPM first?",
            "must I discuss it with the FPM before",
            "why should I speak to my FPM beforehand",
            "what do I discuss with my FPM",
            "is it needed to align with the FPM before submitting",
            "FPM first?? do i have to",
            "should we talk to the partner manager first",
            "Muss ich vorher mit dem FPM sprechen, FPM zuerst?",
            "what should be agreed with the FPM before",
            "is it necessary that I called my FPM already",
        ),
    ),
)
