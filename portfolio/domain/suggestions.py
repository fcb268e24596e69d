"""What one may set out to do, theme by theme: ideas in our own words, taken one at a time."""

from portfolio.domain.entries.objective import Theme
from portfolio.domain.words import N_

OBJECTIVES: dict[Theme, tuple[str, ...]] = {
    Theme.CHOOSING: (N_("Trouver un métier qui me ressemble"), N_("Confirmer mon choix")),
    Theme.LEARNING: (N_("Entrer en formation"), N_("Faire reconnaître mon expérience")),
    Theme.APPLYING: (N_("Avoir un CV dont je suis content ou contente"),),
    Theme.WORK: (N_("Retrouver un emploi"), N_("Garder mon emploi")),
    Theme.BUSINESS: (N_("Savoir si mon idée d’activité tient debout"),),
    Theme.ABROAD: (N_("Préparer un départ à l’étranger"),),
    Theme.BASICS: (N_("Être plus à l’aise pour lire, écrire et compter"),),
    Theme.DIGITAL: (N_("Faire mes démarches en ligne sans aide"),),
    Theme.MOBILITY: (N_("Pouvoir me rendre au travail"),),
    Theme.HOUSING: (N_("Trouver un logement stable"),),
    Theme.FAMILY: (N_("Faire garder mes enfants"),),
    Theme.MONEY: (N_("Y voir clair dans mon budget"),),
    Theme.RIGHTS: (N_("Mettre mes papiers en ordre"),),
    Theme.EQUIPMENT: (N_("Avoir de quoi m’équiper"),),
    Theme.HEALTH: (N_("Prendre du temps pour moi"),),
    Theme.CONFIDENCE: (N_("Reprendre confiance"),),
}

ACTIONS: dict[Theme, tuple[str, ...]] = {
    Theme.CHOOSING: (
        N_("Parler avec quelqu’un qui fait ce métier"),
        N_("Passer quelques jours en immersion"),
        N_("Noter ce que j’aime et ce que j’évite"),
    ),
    Theme.LEARNING: (
        N_("Appeler un centre de formation pour connaître les dates"),
        N_("Aller à une réunion d’information"),
        N_("Demander qui peut financer ma formation"),
        N_("Déposer mon dossier d’inscription"),
    ),
    Theme.APPLYING: (
        N_("Relire mon CV avec quelqu’un"),
        N_("Écrire une lettre que je pourrai adapter"),
        N_("M’entraîner à l’entretien"),
    ),
    Theme.WORK: (
        N_("Choisir dix entreprises où proposer mes services"),
        N_("Aller à un forum de l’emploi"),
        N_("Répondre à deux annonces cette semaine"),
    ),
    Theme.BUSINESS: (
        N_("Rencontrer quelqu’un qui a créé son activité"),
        N_("Calculer ce qu’il me faudrait pour commencer"),
    ),
    Theme.ABROAD: (
        N_("Demander comment mon diplôme est reconnu ailleurs"),
        N_("M’informer sur les séjours pour travailler ou apprendre"),
    ),
    Theme.BASICS: (
        N_("M’inscrire à un atelier près de chez moi"),
        N_("Lire ou écrire dix minutes chaque jour"),
    ),
    Theme.DIGITAL: (
        N_("Créer une adresse électronique"),
        N_("Prendre rendez-vous dans un lieu d’aide au numérique"),
    ),
    Theme.MOBILITY: (
        N_("Chercher quel bus ou quel train prendre"),
        N_("Demander une aide pour le permis"),
        N_("Trouver quelqu’un avec qui faire la route"),
    ),
    Theme.HOUSING: (
        N_("Déposer une demande de logement"),
        N_("Demander quelles aides existent pour mon loyer"),
    ),
    Theme.FAMILY: (
        N_("Visiter un mode de garde"),
        N_("Voir avec mes proches qui peut dépanner"),
    ),
    Theme.MONEY: (
        N_("Noter mes dépenses pendant un mois"),
        N_("Vérifier les aides auxquelles j’ai droit"),
    ),
    Theme.RIGHTS: (
        N_("Ranger mes papiers dans un seul dossier"),
        N_("Demander de l’aide pour un formulaire"),
    ),
    Theme.EQUIPMENT: (
        N_("Trouver une tenue pour l’entretien"),
        N_("Demander où emprunter un ordinateur"),
    ),
    Theme.HEALTH: (
        N_("Prendre un rendez-vous que je repousse"),
        N_("Marcher une demi-heure par jour"),
    ),
    Theme.CONFIDENCE: (
        N_("Noter trois choses dont je suis fier ou fière"),
        N_("Participer à un atelier ou à une association"),
    ),
}

DOCUMENTS: dict[Theme, tuple[tuple[str, str], ...]] = {
    Theme.CHOOSING: ((N_("Les fiches métiers de l’Onisep"), "https://www.onisep.fr"),),
    Theme.LEARNING: (
        (N_("Mes droits à la formation"), "https://www.moncompteformation.gouv.fr"),
        (N_("Faire valider mon expérience"), "https://vae.gouv.fr"),
    ),
    Theme.APPLYING: ((N_("Un CV européen"), "https://europass.europa.eu/fr"),),
    Theme.WORK: ((N_("Les offres d’emploi"), "https://candidat.francetravail.fr"),),
    Theme.HOUSING: (
        (N_("Demander un logement social"), "https://www.demande-logement-social.gouv.fr"),
    ),
    Theme.MONEY: ((N_("Les aides auxquelles j’ai droit"), "https://www.mesdroitssociaux.gouv.fr"),),
    Theme.RIGHTS: ((N_("Les démarches, expliquées"), "https://www.service-public.fr"),),
    Theme.HEALTH: ((N_("Mes remboursements de santé"), "https://www.ameli.fr"),),
}
"""Pages of public services, each with its address: what one reads or fills in."""
