"""What is said to be polite, and yes and no, in the six languages that are read."""

from enum import StrEnum

from dialogs.understanding.wordlist import phrases


class Social(StrEnum):
    """What a word of courtesy, or an answer of one word, does."""

    YES = "yes"
    NO = "no"
    THANKS = "thanks"
    HELLO = "hello"
    BYE = "bye"
    SORRY = "sorry"
    PLEASE = "please"


_SAID = {
    Social.YES: phrases(
        "yes, y, yep, yeah, yea, yup, sure, ok, okay, k, right, correct, exactly, of course, absolutely",
        "definitely, sure why not, yes why not, sounds good, fine, all right, alright, go ahead, ja, jawohl, jep",
        "genau, klar, natürlich",
        "passt, in ordnung, oui, ouais, d'accord, bien sûr, exact, sí, si, claro, vale, de acuerdo",
        "por supuesto, correcto, sim, certo, com certeza, isso, はい, ええ, うん",
        "そうです, いいです, お願いします, 了解, 了解です",
        "承知しました, 👍, 👌, ✅, ✔, 🆗, 💯",
    ),
    Social.NO: phrases(
        "no, n, nope, nah, not yet, not really, wrong, no way, nein, nee, nö, noch nicht, falsch, non",
        "pas encore, faux, todavía no, aún no, não, ainda não, いいえ, いや, 違います, まだです, 👎, ❌, 🚫, ✖",
    ),
    Social.THANKS: phrases(
        "thanks, thank you, thank you very much, thanks a lot, many thanks, thx, ty, tx, cheers",
        "much appreciated, appreciated, danke, vielen dank, danke schön, dankeschön, besten dank, merci",
        "merci beaucoup, merci bien, gracias, muchas gracias, obrigado, obrigada, muito obrigado",
        "muito obrigada, ありがとう, ありがとうございます, ありがとうございました, 助かりました, 🙏, ❤, 🎉",
    ),
    Social.HELLO: phrases(
        "hello, hi, hey, hiya, howdy, good morning, good afternoon, good evening, good day, greetings",
        "morning, hallo, guten tag, guten morgen, guten abend, moin, servus, grüß gott, grüezi, bonjour",
        "bonsoir, salut, hola, buenos días, buenas tardes, buenas, olá, oi, bom dia, boa tarde, boa noite",
        "こんにちは, おはよう, おはようございます, こんばんは, お世話になっております, お疲れ様です, 👋, 🙂, 😊",
    ),
    Social.BYE: phrases(
        "bye, goodbye, good bye, see you, see you later, cu, ciao, have a nice day, have a good day",
        "have a nice weekend, good night, tschüss, tschüß, auf wiedersehen, bis bald, bis später, schönen tag",
        "schönes wochenende, au revoir, à bientôt, bonne journée, adiós, hasta luego, hasta pronto, tchau",
        "até logo, até mais, さようなら, 失礼します, では また",
    ),
    Social.SORRY: phrases(
        "sorry, my bad, apologies, my apologies, excuse me, pardon, entschuldigung, tut mir leid, verzeihung",
        "désolé, désolée, excusez-moi, perdón, lo siento, disculpe, desculpe, perdão",
        "すみません, 申し訳ありません, ごめんなさい",
    ),
    Social.PLEASE: phrases("please, pls, plz, bitte, s'il vous plaît, svp, por favor, お願い, ください"),
}

SOCIAL = {said: what for what, texts in _SAID.items() for said in texts}
