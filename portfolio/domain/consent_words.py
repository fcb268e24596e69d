"""The texts of consent in English: kept here word for word, as the French ones are by version.

A catalogue of translations may be mended any day; what somebody agreed to may not. The screens
read the catalogue and a record keeps these, so a test holds them to each other.
"""

_PAIRS = (
    (
        (
            "J’ai compris et je suis d’accord pour partager cette partie de mon fil avec "
            "%(structure)s jusqu’au %(day)s."
        ),
        (
            "I have understood, and I agree to share this part of my thread with "
            "%(structure)s until %(day)s."
        ),
    ),
    (
        "Je peux arrêter ce partage quand je veux, sans donner de raison.",
        "I can stop this share whenever I want, without giving a reason.",
    ),
    (
        "Je peux savoir qui a ouvert mon fil, et quand.",
        "I can know who opened my thread, and when.",
    ),
    (
        "La structure ne peut ni modifier mon fil, ni le transmettre sans me le demander.",
        "The structure can neither change my thread nor pass it on without asking me.",
    ),
    (
        "Arrêter coupe l’accès tout de suite, mais n’efface pas ce qui a été lu ou imprimé.",
        "Stopping ends access at once, but does not erase what has been read or printed.",
    ),
    (
        "Refuser n’a aucune conséquence sur mon accompagnement.",
        "Saying no has no effect on the support I receive.",
    ),
    (
        "Je veux aussi montrer ce que j’ai coché et que je garde pour moi d’habitude.",
        "I also want to show what I ticked and usually keep to myself.",
    ),
    (
        "Seules les personnes que j’ai choisies le verront, pas le reste de leur structure.",
        "Only the people I chose will see it, not the rest of their structure.",
    ),
)
ENGLISH: dict[str, str] = dict(_PAIRS)


def words(sentences: tuple[str, ...], language: str) -> tuple[str, ...]:
    """*sentences* as they are read in *language*."""
    return tuple(map(ENGLISH.__getitem__, sentences)) if language == "en" else sentences
