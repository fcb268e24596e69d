"""From what someone says they do to what they can do: « Je range » becomes « Ranger ».

Rules for the verbs that follow some, a table for the common ones that do not; a verb that
neither knows leaves the sentence as it was written, for the person to mend.
"""

import re

SUBJECT = r"\b(?:je\s+|j['’]\s*)"
PRONOUNS = r"(?P<pronouns>(?:[mtsl]['’]|(?:me|se|te|le|la|les|lui|leur|y|en|nous|vous)\s+)*)"
_SAID = re.compile(rf"{SUBJECT}{PRONOUNS}(?P<verb>[^\W\d_]+)(?P<next>\s+[^\W\d_]+)?", re.IGNORECASE)

_KNOWN = """
    suis étais être | ai avais avoir | vais allais aller | fais faisais faire | sais savais savoir
    peux pouvais pouvoir | dois devais devoir | veux voulais vouloir | vois voyais voir
    prévois prévoyais prévoir | lis lisais lire | relis relisais relire | dis disais dire
    écris écrivais écrire | inscris inscrivais inscrire | décris décrivais décrire
    vis vivais vivre | suis suivais suivre | poursuis poursuivais poursuivre | ris riais rire
    mets mettais mettre | remets remettais remettre | transmets transmettais transmettre
    permets permettais permettre | prends prenais prendre | reprends reprenais reprendre
    apprends apprenais apprendre | comprends comprenais comprendre | bats battais battre
    vends vendais vendre | rends rendais rendre | réponds répondais répondre
    attends attendais attendre | entends entendais entendre | descends descendais descendre
    étends étendais étendre | tonds tondais tondre | fonds fondais fondre | perds perdais perdre
    tends tendais tendre | couds cousais coudre | pars partais partir | sors sortais sortir
    sers servais servir | dors dormais dormir | cours courais courir | tiens tenais tenir
    entretiens entretenais entretenir | soutiens soutenais soutenir | maintiens maintenais maintenir
    retiens retenais retenir | viens venais venir | interviens intervenais intervenir
    préviens prévenais prévenir | reçois recevais recevoir | conçois concevais concevoir
    conduis conduisais conduire | construis construisais construire | cuis cuisais cuire
    produis produisais produire | traduis traduisais traduire | réduis réduisais réduire
    reconduis reconduisais reconduire | connais connaissais connaître | peins peignais peindre
    repeins repeignais repeindre | joins joignais joindre | éteins éteignais éteindre
    crains craignais craindre | plains plaignais plaindre | ouvre ouvrais ouvrir
    couvre couvrais couvrir | découvre découvrais découvrir | offre offrais offrir
    accueille accueillais accueillir | cueille cueillais cueillir | recueille recueillais recueillir
    crée créais créer | achève achevais achever
"""
_INFINITIVES = {
    form: forms[-1]
    for forms in (line.split() for line in _KNOWN.replace("\n", "|").split("|"))
    for form in forms[:-1]
    if (form, forms[-1]) != ("suis", "suivre")  # « je suis » says who one is
}
_ABLE = frozenset({"sais", "savais", "peux", "pouvais", "dois", "devais", "vais", "allais"})
_PAST = {
    "fait": "faire",
    "tenu": "tenir",
    "mis": "mettre",
    "pris": "prendre",
    "appris": "apprendre",
}
_PAST |= {"vendu": "vendre", "conduit": "conduire", "construit": "construire", "écrit": "écrire"}
_PAST |= {"servi": "servir", "accueilli": "accueillir", "ouvert": "ouvrir", "suivi": "suivre"}
_ENDINGS = (  # the first that fits: what the verb ends in, what takes its place
    ("oie", "oyer"),
    ("uie", "uyer"),
    ("aie", "ayer"),
    ("pelle", "peler"),
    ("velle", "veler"),
    ("jette", "jeter"),
    ("quette", "queter"),
    ("chète", "cheter"),
    ("lève", "lever"),
    ("pèse", "peser"),
    ("mène", "mener"),
    ("sème", "semer"),
    ("e", "er"),
    ("issais", "ir"),
    ("geais", "ger"),
    ("çais", "cer"),
    ("ais", "er"),
    ("is", "ir"),
)
_GRAVE = re.compile(r"è([^aeiouyéèêë]+e)$")


def able(sentence: str) -> str:
    """What *sentence* says one can do, in the infinitive wherever it says « je » and a verb."""
    return _SAID.sub(_infinitive, sentence)


def _infinitive(said: re.Match[str]) -> str:
    verb, after = said["verb"].casefold(), said["next"] or ""
    follows = after.strip()
    if verb in _ABLE and follows.endswith(("er", "ir", "re")):
        return said["pronouns"] + follows
    if verb == "ai" and (done := _done(follows)):
        return said["pronouns"] + done
    found = infinitive(verb)
    return f"{said['pronouns']}{found}{after}" if found else said[0]


def _done(participle: str) -> str:
    """« rangé » is ranger, « tenu » is tenir; empty when it is no participle we know."""
    return f"{participle[:-1]}er" if participle.endswith("é") else _PAST.get(participle, "")


def infinitive(verb: str) -> str:
    """The infinitive of *verb* in the first person, present or imperfect; empty when unsure."""
    if verb in _INFINITIVES:
        return _INFINITIVES[verb]
    for end, instead in _ENDINGS:
        if verb.endswith(end) and len(verb) > max(len(end), 2):
            return (
                _GRAVE.sub(r"é\1", verb) + "r" if end == "e" else verb.removesuffix(end) + instead
            )
    return ""
