"""Plans to begin from, for the situations people come with; each takes what suits them."""

from portfolio.domain.entries.objective import Theme
from portfolio.domain.sketch import Outline, Sketch
from portfolio.domain.words import N_

_ALL = (
    Sketch(
        "formation",
        N_("Chercher une formation"),
        N_("Du souhait d’apprendre à la place réservée."),
        (
            Outline(
                N_("Confirmer mon choix"),
                (
                    N_("Parler avec quelqu’un qui fait ce métier"),
                    N_("Passer quelques jours en immersion"),
                ),
                Theme.CHOOSING,
            ),
            Outline(
                N_("Financer ma formation"),
                (
                    N_("Demander qui peut financer ma formation"),
                    N_("Demander un devis au centre de formation"),
                ),
                Theme.LEARNING,
            ),
            Outline(
                N_("Entrer en formation"),
                (
                    N_("Aller à une réunion d’information"),
                    N_("Déposer mon dossier d’inscription"),
                    N_("M’entraîner à l’entretien"),
                ),
                Theme.LEARNING,
            ),
        ),
    ),
    Sketch(
        "vae",
        N_("Préparer une VAE"),
        N_("Faire valider par un diplôme ce que vous savez déjà faire."),
        (
            Outline(
                N_("Choisir le bon diplôme"),
                (
                    N_("Comparer mon travail à la fiche du diplôme"),
                    N_("Prendre rendez-vous avec un point d’information sur la VAE"),
                ),
                Theme.LEARNING,
            ),
            Outline(
                N_("Déposer mon dossier de recevabilité"),
                (
                    N_("Réunir mes contrats et mes bulletins"),
                    N_("Remplir le dossier avec quelqu’un"),
                ),
                Theme.LEARNING,
            ),
            Outline(
                N_("Raconter mon expérience"),
                (
                    N_("Décrire une activité par semaine"),
                    N_("Faire relire mon livret"),
                    N_("M’entraîner à l’entretien"),
                ),
                Theme.LEARNING,
            ),
        ),
    ),
    Sketch(
        "premier-emploi",
        N_("Premier emploi"),
        N_("Dire ce que vous savez faire, puis aller à la rencontre."),
        (
            Outline(
                N_("Savoir dire ce que je sais faire"),
                (
                    N_("Noter trois choses dont je suis fier ou fière"),
                    N_("Relire mon CV avec quelqu’un"),
                ),
                Theme.APPLYING,
            ),
            Outline(
                N_("Rencontrer des employeurs"),
                (
                    N_("Choisir dix entreprises où proposer mes services"),
                    N_("Aller à un forum de l’emploi"),
                    N_("Répondre à deux annonces cette semaine"),
                ),
                Theme.WORK,
            ),
            Outline(
                N_("Pouvoir me rendre au travail"),
                (N_("Chercher quel bus ou quel train prendre"),),
                Theme.MOBILITY,
            ),
        ),
    ),
    Sketch(
        "reprendre",
        N_("Reprendre après une pause"),
        N_("Après des mois ou des années sans emploi, un pas après l’autre."),
        (
            Outline(
                N_("Reprendre confiance"),
                (
                    N_("Noter trois choses dont je suis fier ou fière"),
                    N_("Participer à un atelier ou à une association"),
                ),
                Theme.CONFIDENCE,
            ),
            Outline(
                N_("Organiser mes journées"),
                (N_("Visiter un mode de garde"), N_("Voir avec mes proches qui peut dépanner")),
                Theme.FAMILY,
            ),
            Outline(
                N_("Retrouver un emploi"),
                (N_("Passer quelques jours en immersion"), N_("Relire mon CV avec quelqu’un")),
                Theme.WORK,
            ),
        ),
    ),
    Sketch(
        "changer",
        N_("Changer de métier"),
        N_("Garder ce qui compte pour vous, et aller vers autre chose."),
        (
            Outline(
                N_("Trouver un métier qui me ressemble"),
                (
                    N_("Noter ce que j’aime et ce que j’évite"),
                    N_("Parler avec quelqu’un qui fait ce métier"),
                ),
                Theme.CHOOSING,
            ),
            Outline(
                N_("Préparer mon départ"),
                (
                    N_("Parler de mon projet avec un conseil en évolution professionnelle"),
                    N_("Calculer mon budget pendant le changement"),
                ),
                Theme.MONEY,
            ),
        ),
    ),
    Sketch(
        "activite",
        N_("Créer mon activité"),
        N_("Vérifier que l’idée tient debout avant de vous lancer."),
        (
            Outline(
                N_("Savoir si mon idée d’activité tient debout"),
                (
                    N_("Rencontrer quelqu’un qui a créé son activité"),
                    N_("Demander à cinq personnes si elles achèteraient"),
                    N_("Calculer ce qu’il me faudrait pour commencer"),
                ),
                Theme.BUSINESS,
            ),
            Outline(
                N_("Choisir mon statut"),
                (N_("Aller à une réunion sur la création d’entreprise"),),
                Theme.BUSINESS,
            ),
        ),
    ),
)
TEMPLATES = {each.name: each for each in _ALL}
