"""What somebody reads first who opens an archive, maybe years later and without us."""

FRENCH_NAME, ENGLISH_NAME = "LISEZ-MOI.txt", "README.txt"
FRENCH = """\
VOTRE PORTFOLIO, EN ENTIER

Ce dossier vient de « {site} », le {day}. Il est à vous. Il n'est pas chiffré :
gardez-le où vous gardez vos papiers, pas sur un ordinateur que d'autres utilisent.

CE QU'IL Y A DEDANS
  portfolio.pdf          tout ce que vous avez noté, à lire ou à imprimer
  portfolio.json         la même chose, pour un autre service ou pour revenir ici
  files/                 vos documents et vos photos, tels que vous les aviez donnés
  trash.json             ce qui attendait dans votre corbeille
  shares.txt             vos accords de partage : avec qui, quoi, jusqu'à quand
  shares.json            les mêmes, champ par champ (ISO/IEC TS 27560)
  dealings.html          tout ce qui s'est dit et fait avec les structures, à lire :
                         fiches d'entretien, rendez-vous, propositions, synthèses
                         écrites à deux, commentaires, relais, demandes et réponses
  dealings.json          la même chose, champ par champ
  dealings.schema.json   comment lire ce fichier
  history.html           ce que vos textes disaient avant chaque changement, votre
                         corbeille et vos brouillons, à lire
  history.json           la même chose, champ par champ
  history.schema.json    comment lire ce fichier
  journal.csv            qui a regardé ou fait quoi, et quand (un tableur l'ouvre)
  portfolio.schema.json  comment lire les fichiers .json (JSON Schema 2020-12)
  manifest.sha256        une empreinte de chaque fichier
  seal.txt               la marque du service qui a écrit portfolio.json

CE QU'IL N'Y A PAS
  Les notes de travail d'une structure, sauf la copie qu'elle vous en a remise : elles
  sont à elle, et vous pouvez les lui demander. Vos codes et votre phrase secrète :
  personne ici ne les a. S'il y a un fichier MISSING.txt, il nomme les documents qui
  n'ont pas pu être lus ce jour-là.

POUR LE REPRENDRE, ICI OU DANS UN AUTRE SERVICE « FIL ROUGE »
  Ouvrez un compte, puis : Ajouter, Importer un fichier. Donnez le fichier ZIP tel
  quel. Vous verrez chaque élément avant qu'il ne soit ajouté, et vous pourrez tout
  annuler. Reviennent : vos textes, vos documents, vos CV, votre livret, vos
  préparations et démarches, vos fiches d'entretien.
  Ne reviennent pas, et restent à lire ici : vos partages et ce qui s'y est passé
  (dealings), le journal, la corbeille, les versions et les brouillons (history). Une
  clé ne se transporte pas : vous donnerez vos partages de nouveau, ou non. Une version
  dit ce qui a été gardé là-bas, et quand : une autre maison ne peut pas le dire.

POUR VÉRIFIER QUE RIEN N'A CHANGÉ
  Dans un terminal, dans ce dossier : sha256sum -c manifest.sha256
"""
ENGLISH = """\
YOUR PORTFOLIO, ALL OF IT

This folder comes from "{site}", on {day}. It is yours. It is not encrypted: keep it
where you keep your papers, not on a computer that other people use.

WHAT IS IN IT
  portfolio.pdf          all that you noted, to read or to print
  portfolio.json         the same, for another service or to come back to this one
  files/                 your documents and pictures, as you had given them
  trash.json             what was waiting in your trash
  shares.txt             what you agreed to share: with whom, what, until when
  shares.json            the same, field by field (ISO/IEC TS 27560)
  dealings.html          all that was said and done with structures, to read: sheets of
                         interviews, appointments, proposals, syntheses written by
                         two, comments, relays, what was asked and answered
  dealings.json          the same, field by field
  dealings.schema.json   how to read that file
  history.html           what your words were before each change, your trash and your
                         drafts, to read
  history.json           the same, field by field
  history.schema.json    how to read that file
  journal.csv            who looked or did what, and when (a spreadsheet opens it)
  portfolio.schema.json  how to read the .json files (JSON Schema 2020-12)
  manifest.sha256        a fingerprint of each file
  seal.txt               the mark of the service that wrote portfolio.json

WHAT IS NOT
  A structure's working notes, but for the copy that it gave you: they are its own, and
  you may ask for them. Your codes and your passphrase: nobody here has them. If there
  is a file MISSING.txt, it names the documents that could not be read on that day.

TO BRING IT BACK, HERE OR TO ANOTHER "FIL ROUGE" SERVICE
  Open an account, then: Add, Import a file. Give the ZIP file as it is. You will see
  each thing before it is added, and can undo all of it. What comes back: your words,
  documents, CVs, booklet, preparations and programmes, sheets of interviews.
  What does not, and stays here to be read: your shares and what happened on them
  (dealings), the journal, the trash, versions and drafts (history). A key cannot be
  carried: you will give your shares again, or not. A version says what was kept there,
  and when: another house cannot say so.

TO CHECK THAT NOTHING CHANGED
  In a terminal, in this folder: sha256sum -c manifest.sha256
"""
