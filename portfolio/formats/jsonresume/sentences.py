"""What the reader of JSON Resume says about what it could not take."""

from portfolio.domain.words import N_

NOT_A_RESUME = N_("Ce fichier JSON n’est pas un CV au format JSON Resume.")
UNKNOWN_SECTION = N_("La partie « %(name)s » n’existe pas dans ce format : elle n’a pas été lue.")
NO_PLACE = N_("Il n’y a pas encore de place pour cet élément : il a été gardé à part.")
NOT_A_LIST = N_("Une liste était attendue ici.")
NOT_AN_OBJECT = N_("Un ensemble de champs était attendu ici.")
NOT_TEXT = N_("Un texte était attendu ici.")
NOT_UNDERSTOOD = N_("Cet élément n’a pas été compris : il a été gardé à part.")
NOT_TAKEN = N_("Cette valeur n’a pas été comprise.")
TOO_LONG = N_("Ce texte est trop long : %(max_length)s caractères au plus.")
TOO_MANY = N_("Cette liste est trop longue : %(max_length)s lignes au plus.")
TOO_MANY_ITEMS = N_("Ce fichier contient trop d’éléments : les %(limit)s premiers ont été lus.")
SHORTENED = N_("Ce titre était trop long : il a été raccourci.")
HTML = N_("Les balises HTML ont été retirées.")
NO_NAME = N_("Cet élément n’a pas de titre : il a été gardé à part.")
TITLED = N_("Il n’y avait pas de titre : « %(title)s » en tient lieu.")
KEPT = N_("Gardé à part, sans être affiché : %(names)s.")
NO_ROOM = N_("Ce qui restait de cet élément prenait trop de place pour être gardé avec lui.")
AMBIGUOUS = N_("Cette date peut se lire de deux façons. Écrivez-la ainsi : 1998-05-12.")
GUESSED_NAME = N_("Le prénom et le nom ont été séparés au mieux : vérifiez.")
LEVEL = N_("Le niveau « %(text)s » a été gardé à part : choisissez le vôtre.")
MOTHER_TONGUE = N_("« %(text)s » a été compris comme langue maternelle : vérifiez.")
ALL_ROUND = N_("« %(text)s » a été pris pour toutes les activités : vérifiez.")
NO_LEVEL = N_("« %(text)s » n’est pas un niveau du cadre européen : choisissez le vôtre.")
SUGGESTED = N_(
    "« %(text)s » n’est pas un niveau du cadre européen. "
    "Ce pourrait être %(level)s : à vous de choisir."
)
