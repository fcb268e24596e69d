"""What is kept about somebody, in plain words: what it is, what is read, what stays closed.

A line for each table that leads to an account; a test finds the one that is missing.
"""

from portfolio.domain.words import N_

WORDS: dict[str, tuple[str, str, str]] = {
    "portfolio": (
        N_("Votre portfolio"),
        N_("Qu’il existe, et le nombre de lignes de votre journal"),
        N_("La clé qui ouvre tout le reste"),
    ),
    "entry": (
        N_("Vos étapes, compétences, projets et actions"),
        N_("Leur nombre, leur taille à peu près, les jours où vous les avez écrits"),
        N_("Tout ce que vous avez écrit, et même de quelle sorte d’élément il s’agit"),
    ),
    "scribed_entry": (
        N_("Ce qu’on a écrit pour vous et qui attend votre accord"),
        N_("Le nombre d’éléments et le jour"),
        N_("Le texte, et le nom de qui l’a écrit"),
    ),
    "entry_version": (
        N_("Les versions d’avant de ce que vous avez écrit"),
        N_("Leur nombre, leur taille à peu près, leurs dates"),
        N_("Tout ce qu’elles disent"),
    ),
    "removed_entry": (
        N_("Ce qui attend dans votre corbeille"),
        N_("Combien il y en a, et depuis quand"),
        N_("Tout ce que vous aviez écrit"),
    ),
    "removed_handout": (
        N_("Les CV et le livret dans votre corbeille"),
        N_("Combien il y en a, et depuis quand"),
        N_("Tout ce que vous y aviez choisi ou écrit"),
    ),
    "unsaved": (
        N_("Ce que vous avez commencé sans l’enregistrer"),
        N_("Combien il y en a, et quand"),
        N_("La page et ce que vous y avez écrit"),
    ),
    "stored_file": (
        N_("Vos fichiers"),
        N_("Leur nombre et leur taille"),
        N_("Leur nom et leur contenu"),
    ),
    "handout": (
        N_("Vos CV et vos pages à remettre"),
        N_("Combien il y en a, et quand"),
        N_("Ce que vous y mettez"),
    ),
    "import_batch": (
        N_("Vos fichiers importés"),
        N_("Le jour, et si l’import est terminé"),
        N_("Le nom du fichier et ce qu’il a apporté"),
    ),
    "access_grant": (
        N_("Vos partages"),
        N_("Avec quelle structure, du quel jour au quel jour, et la dernière lecture"),
        N_("Ce que vous partagez, pourquoi, et votre nom"),
    ),
    "grant_wrap": (
        N_("Les clés de vos partages en cours"),
        N_("Qu’elles existent"),
        N_("Les clés : seule la structure les ouvre. Arrêter un partage les détruit."),
    ),
    "bearer_code": (
        N_("Vos codes à remettre"),
        N_("Quand vous les faites, s’ils ont servi, et par quelle structure"),
        N_("Le code, les six chiffres, et ce qu’ils ouvrent"),
    ),
    "access_request": (
        N_("Les demandes d’accès qu’on vous fait"),
        N_("Quelle structure, quand, et jusqu’à quand la demande attend"),
        N_("Ce qui est demandé, et pourquoi"),
    ),
    "meeting_code": (
        N_("Votre code du moment"),
        N_("Quand il cesse de fonctionner"),
        N_("Le code lui-même"),
    ),
    "contribution": (
        N_("Les propositions"),
        N_("Qui les a faites, quand, et si elles ont une réponse"),
        N_("Ce qui est proposé"),
    ),
    "meeting": (
        N_("Vos fiches d’entretien"),
        N_("Qui a clos l’entretien, quand, et quand vous avez lu la fiche"),
        N_("Ce qui a été décidé, le prochain rendez-vous, ce qui reste ouvert"),
    ),
    "joint_synthesis": (
        N_("Les synthèses écrites à deux"),
        N_("Quand, combien de versions, et qui les a validées"),
        N_("Ce qu’elles disent"),
    ),
    "joint_revision": (
        N_("Les versions de ces synthèses"),
        N_("Qui a écrit chacune, et quand"),
        N_("Ce qu’elles disent"),
    ),
    "referral": (
        N_("Les relais proposés, d’une structure à une autre"),
        N_("Qui les propose, quand, et où ils en sont"),
        N_("Le besoin, la structure proposée, et vos mots"),
    ),
    "handover": (
        N_("Les relais auxquels vous avez dit oui"),
        N_("Quand ils sont partis, lus, et s’ils ont une réponse"),
        N_("Ce qui a été transmis, et la réponse"),
    ),
    "comment": (
        N_("Les commentaires d’un partage"),
        N_("Qui les a écrits, et quand"),
        N_("Ce qu’ils disent"),
    ),
    "shown_handout": (
        N_("Ce que vous montrez d’une préparation ou d’une démarche"),
        N_("À quelle structure, et depuis quand"),
        N_("Ce que vous montrez"),
    ),
    "factor": (
        N_("Votre deuxième étape"),
        N_("Téléphone, clé d’accès ou codes, et depuis quand"),
        N_("Le secret de chacun, que vos clés seules ouvrent"),
    ),
    "rules_accepted": (
        N_("Les règles des relais, acceptées"),
        N_("Quelle version, et quand"),
        N_("Rien : c’est la preuve que vous les avez lues"),
    ),
    "caseload": (
        N_("Les partages suivis de près par quelqu’un"),
        N_("Qui les a mis dans « Mes personnes »"),
        N_("Rien de ce qu’ils ouvrent n’y figure"),
    ),
    "grant_visit": (
        N_("Les visites des partages"),
        N_("Qui a ouvert lequel, et quand pour la dernière fois"),
        N_("Rien de ce qui a été lu n’y figure"),
    ),
    "appointment": (
        N_("Vos rendez-vous"),
        N_("Avec quelle structure et qui, s’ils sont proposés, confirmés ou annulés"),
        N_("Le jour, l’heure, le lieu, et ce qu’il faut apporter"),
    ),
    "appointment_step": (
        N_("Ce qui a été fait pour vos rendez-vous"),
        N_("Qui l’a fait, et quand"),
        N_("Ce qui a été proposé, déplacé, annulé ou noté"),
    ),
    "note_folder": (
        N_("Des notes de travail d’une structure"),
        N_("Quelle structure en garde, et quand la dernière a été écrite"),
        N_("Ce qu’elles disent, et votre nom : vous pouvez en demander une copie"),
    ),
    "note_request": (
        N_("Vos demandes sur les notes d’une structure"),
        N_("À quelle structure, quand, et si elle a répondu"),
        N_("Sa réponse, que vous seul ouvrez"),
    ),
    "endorsement": (
        N_("Vos demandes de témoignage"),
        N_("Quand vous demandez, et quand on vous répond"),
        N_("À qui, à quel sujet, et la réponse, que vous seul ouvrez"),
    ),
    "consent": (
        N_("Les preuves de vos accords"),
        N_("Avec qui, quand, pour quelles parties et quelle raison, pour pouvoir le prouver"),
        N_("Aucun mot de vous n’y figure"),
    ),
    "reminder": (
        N_("Vos rappels"),
        N_("Le jour de chacun, fermé avec une clé du service, et s’il est parti"),
        N_("De quoi il s’agit : ni titre, ni texte"),
    ),
    "mail_choice": (
        N_("Les rappels que vous voulez"),
        N_("Les sortes de messages choisies ou refusées"),
        N_("Le lien qui les arrête"),
    ),
    "journal_line": (
        N_("Votre journal"),
        N_("Qui a fait quoi, et quand"),
        N_("Les parties qui ont été lues. Aucun mot de vous n’y figure."),
    ),
    "keyslot": (
        N_("Vos deux serrures : la phrase de passe et le code de secours"),
        N_("Le jour où chacune a été posée"),
        N_("La phrase et le code ne sont écrits nulle part"),
    ),
    "token": (
        N_("Des liens envoyés qui attendent encore"),
        N_("Le jour où ils cessent de fonctionner"),
        N_("L’adresse, et le lien lui-même"),
    ),
    "web_session": (
        N_("Vos appareils connectés"),
        N_("L’heure d’ouverture et de dernière activité"),
        N_("L’appareil, et ce que vous y faites"),
    ),
    "member": (
        N_("Les structures où vous travaillez"),
        N_("Votre nom professionnel, votre rôle, votre place dans l’équipe"),
        N_("Rien : c’est ce que lisent vos collègues et les personnes accompagnées"),
    ),
    "member_key": (
        N_("Les clés de vos structures"),
        N_("Qu’elles existent"),
        N_("Les clés, que votre phrase de passe ouvre"),
    ),
}
