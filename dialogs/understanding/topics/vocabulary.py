"""Words that several topics share."""

WHAT = (
    "what is|what are|what does|what do|what means|what is meant|mean|means|meaning|"
    "stand for|stands for|definition|define|explain*|was ist|was sind|was bedeutet|"
    "was heisst|bedeutet|que es|que son|que significa|significa|c est quoi|qu est ce|"
    "que veut dire|que signifie|est quoi|est ce"
)
WHO = "who|whom|by whom|wer|wen|wem|qui|quien|quienes"
WHOSE = "whose|wessen"
WHY = "why|warum|wieso|weshalb|por que|pourquoi|what reason*|which reason*"
HOW_MANY = "how many|how much|how few|what number|wie viele|wieviele|combien|cuantas|cuantos"
HOW_LONG = (
    "how long|how fast|how quick*|how soon|how many days|how many hours|how much time|"
    "what time|wie lange|wie schnell|combien de temps|combien de jours|cuanto tiempo|"
    "cuanto tarda|cuantos dias"
)
NEEDED = "need*|require*|minimum|necessary|must|before|at least|have to|brauch*|benotigt|faut|necesit*"
COVERED = (
    "cover*|supported|support|available|eligible|qualif*|entitled|possible|included|enough|"
    "sufficient|too few|too small|abgedeckt|verfugbar|unterstutzt|disponible|cubierto|"
    "couvert"
)
LANGUAGES = "language*|sprache*|langue*|idioma*|speak|speaks|spoken|lenguaje*"
REGIONS = "region*|regiones|country|countries|geograph*|pays|pais|lander|continent*"
TALK = (
    "talk*|speak*|contact*|call*|meet*|work*|direct*|email*|write*|join*|spricht|sprechen|"
    "redet|redden|habla*|parle*|parler|interact*|communicat*|himself|touch"
)
NO = "no|not|never|kein|keine|keinen|ninguna|aucune|pas|without|missing|did not|have not"
SET = "who|when|what|how|set*|define*|agree*|criteria|write|record*"
DUTIES = "duty|duties|responsib*|accountab*|obligation*|expectation*|task*|role in|job of|supposed"
EXPECTED = (
    "expect*|expected|responsib*|accountab*|duty|duties|obligation*|supposed|erwart*|se espera|attend|role of the"
)
WHAT_HAPPENS = (
    "what happens|what will happen|what comes|what next|what then|what if|happens|"
    "was passiert|que pasa|que sucede|que se passe|und dann"
)
FILE = (
    "file|files|filing|submit*|request|requests|create|ask for|open a|raise|apply|"
    "einreichen|stellen|enviar|soumettre|solicitar"
)
WHERE = "where|which place|what place|wo|donde|wohin|in welche"
