"""Plain French words, for login names and suggested passphrases.

There are 1024 of them, so each word drawn at random is worth ten bits: six make sixty.
All are common, short (three to nine letters), glad or neutral, and read alike by everyone.
"""

WORDS: tuple[str, ...] = tuple(
    """
    abeille abricot acacia adresse affiche agenda agrafe aigle aimant album algue alpage
    amande amarre amphore ampoule ananas ancre anémone anis anneau antenne arbre archet
    ardoise argile armoire asperge astre atelier atlas atoll aube auberge automne avenir
    averse avion avoine avril azur bagage baie balance balcon balle ballon bambou banane banc
    bande banjo baobab basilic bassin bateau baume bazar bâton berceau berger béret biche
    bidon bijou billard bille biscuit bison blason bleuet bloc blouse bobine bocal bois
    boisson boîte bonbon bonnet bord botte boucle bougie boule bouleau boulon bouquet bouton
    branche brebis brioche brique broche brocoli brugnon bruyère buffet bulbe bulle cabane
    cabinet cabri cacao cactus cadeau cadran cadre café cahier caillou caisse calcul calèche
    calme caméra camion canal canapé canard canari canne canoë cantine canyon cape capsule
    capuche carafe caramel caribou carnet carotte carpe carreau carte carton cascade casque
    castor caverne câble câpre centre cercle cerf cerise cèdre céleri chaise chaîne chalet
    chaleur chambre chamois champ chanson chapeau chariot charme chat chaton châle château
    chemin chemise cheval chèvre chêne chien chiffon chorale chou cible ciel cigale cigogne
    cime cinéma cintre ciseau citerne citron classe clavier climat cloche clou coffre coiffe
    coin colibri colis colline colombe colonne coloris comète comédie compas compote compte
    concert condor conte corail cordon corolle cortège costume coton couette couleur couloir
    coupe coupole courage courant coussin couture couvert cône côte craie cravate crayon crème
    crêpe crête cricket crique cristal crochet crocus cube cuir cuisine cuivre curry cycle
    cygne cyprès daim dalle damier danse datte dauphin delta demain denim dessert dessin
    destin devise départ détail détour diamant digue disque domaine domino donjon dorade
    douceur douche dôme dragée drap drapeau dune durée duvet effet embrun entrée espace espoir
    esprit essai essaim estampe estrade exemple ébène écho éclair éclat école écorce écran
    écrin écrou écume écurie élan élève émail énigme épaule épice éponge érable étable étage
    étang étape étoffe étoile étude étui évier fable façade falaise fanal fanfare faon farine
    faucon fenêtre fenouil ferme festin feuille feutre fève février fête figue figuier filet
    film finesse flanc flaque fleur fleuve flocon flore flotte flûte foison forêt forge
    formule fortune forum fougère foulard four fourche fourmi fournil foyer fraise fresque
    frégate frêne frimas froment fruit fumet fuseau gaieté galaxie galerie galet galette galop
    gamelle gamme gant garage gardon gare gaufre gazelle gazon gâteau gelée genêt gerbe germe
    geyser géant gilet girafe givre glace glaïeul glycine gobelet goéland golfe gomme gondole
    gouache goût goyave grain graine gramme grappe gravier gravure grelot grenier griffon
    grillon grive grotte groupe guépard guidon guitare gymnase habit halte hamac hameau
    haricot harpe havre herbe herbier hermine hélice héron hêtre hibou hiver honneur horizon
    horloge houblon houle hôtel huile humour humus hutte hymne idée igloo image indigo iris
    ivoire jade janvier jardin jarre jasmin javelot jeton jeudi joie jonc jonque jouet jour
    journal journée joyau juillet juin jumelle jungle jupe kayak képi kimono kiosque kiwi
    koala labour lagune laine lait laitue lama lame lampe lampion lande langage lapin largeur
    laurier lavande lavoir lecture leçon lettre levier lexique légende légume lézard liane
    liberté licorne lierre liège lièvre ligne lilas lime lingot lisière liste litre livre
    livret loge logis loir loisir losange loto lotus louange loupe loutre lucarne luciole
    lueur luge lumière lundi lune lunette lupin lustre luth luzerne lycée lyre macaron machine
    magasin magie maillot main maison maïs malle maman manège mangue manteau marbre mardi
    marelle marée mariage marin marmite marron mars martre matelas matelot matière matin mauve
    melon membre menhir menthe menu merle message mesure meuble meule mètre mélange mélèze
    mélodie mémoire mésange métal météo métier métro miel miette mimosa minute miracle miroir
    mistral mitaine moineau mois moisson molaire moment monde monnaie montre mortier motif
    moto mouette moufle moulin mousse mouton muguet muscade muscat musée musique mustang mûre
    mystère nacelle nacre nageur nappe natte nature navette navire nectar neige noix note
    nougat noyau nuage nuance numéro nylon oasis océan octave octobre oiseau olive olivier
    once onde opale opéra orage orange oranger orge orgue origami origan orme ormeau ortie
    oseille osier otarie ourlet ours outil ouvrage ovale oxygène page pagode paille pain paire
    palais palette palme palmier palombe panache panda panier papaye papier paprika paquet
    parade parasol parc parfum parking parole partage parure passage pastel patin patio pause
    pavé pavot paysage peigne peintre pelle pelote pendule pensée pente perche perdrix persil
    péniche pépin pépite pétale phare photo piano pied pierre pièce pile pilote piment pince
    pinceau pinède pinson pion pique pirogue piscine piste pivert pivoine pivot place plage
    plaine plaisir plan planche planète plante platane riz plateau plongée pluie plume poche
    poème poésie poêle poireau poirier poisson poivre poivron pollen pomme pommier pompon
    poney pont port portail porte poste potage poterie potiron poudre poulie poupée poussin
    pôle prairie praline presse préau prénom prisme prunier puce pupitre puzzle quai quartz
    quatuor quiche quille quinoa racine radeau radis raisin rameau rampe ramure rang rayon
    rayure râteau refrain refuge regard relief remise renard lac renne repas repos revue récif
    récolte réseau résine réveil rideau rire rivage rivière robe robinet robot rocade roche
    romarin ronde rondeur rosace rose roseau rosée rosier rotonde roue rouet route royaume
    ruban rubis ruche rythme sable sabot safari safran salade salle salon samedi sandale
    santal sapin satin sauce sauge saule savane saveur savon scène science seau seigle selle
    semelle semence semoule sentier sequin serre seuil sève sésame sieste siècle sifflet
    signal signe silex sillage sillon sirop soie soirée soja soleil solive sonate sorbet
    sorbier souche soulier soupape soupe source sourire sphère spirale square stade station
    statue store studio style stylo sucre sureau symbole table tableau tablier tamaris tambour
    tamis tandem tapis tarte tartine tasse teinte tempo temps tente terrain terre terrine
    textile texture thème thym tiare tige tilleul timbale timbre tipi tisane tissage tissu
    titre toit tomate tombola tonneau topaze torche tortue totem toupie tour tournoi train
    trait trajet tramway tranche treille tresse trèfle trésor tribune tricot trio triton
    troène tronc truelle truffe truite tuile tulipe tunnel turban turbine tuyau tympan vague
    valise vallée valse vanille vanneau vapeur mer vedette velours vent verbe verger verre
    verseau veste vélo viaduc vigne village ville violon virage visage visite vitrail vitre
    vitrine voile voilier voiture volcan volet voyage vrille wagon yaourt yoga zeste zèbre
    zénith zinc
    """.split()  # noqa: SIM905  # a list literal would take a thousand lines
)
"""Words for passphrases, accents included: a phrase is typed as it is read."""

LOGIN_WORDS: tuple[str, ...] = tuple(word for word in WORDS if word.isascii())
"""Words for login names, which people dictate and type on any keyboard: no accents."""
