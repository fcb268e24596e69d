"""Plain French words, for login names and suggested passphrases."""

WORDS: tuple[str, ...] = tuple(
    """
    soleil lac pomme chemin rivière jardin montagne fenêtre bateau nuage forêt cerise
    lampe plume marché panier horloge sentier colline abeille pinceau cahier
    """.split()
)
