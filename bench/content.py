"""A portfolio of two hundred entries, some sixty thousand signs, or of twice as many."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from uuid import UUID

from portfolio.domain.entries import KINDS, Entry

SENTENCES = cycle(
    (
        "J’ai accueilli les personnes, écouté leur demande et trouvé avec elles une solution.",
        "Nous étions trois, puis cinq, et j’ai montré le travail à celles qui arrivaient.",
        "Il fallait tenir les délais sans bâcler ; on m’a confié le contrôle des pièces.",
        "Une nuit, la machine s’est arrêtée : j’ai relu le cahier, appelé, puis relancé la ligne.",
        "Ce que j’en garde : **demander tôt**, noter ce qui a été dit, revenir le lendemain.",
    )
)
PARTS: dict[str, int] = {
    "identity": 1,
    "project": 2,
    "objective": 7,
    "job": 30,
    "training": 30,
    "certificate": 10,
    "evidence": 10,
    "skill": 40,
    "moment": 30,
    "action": 40,
}
"""Two hundred in all."""


def story(sentences: int = 3) -> str:
    """A few sentences, never the same few twice in a row."""
    return " ".join(next(SENTENCES) for _ in range(sentences))


def first(times: int = 1) -> list[Entry]:
    """What other entries point to; *times* two hundred entries in all."""
    kinds = ("objective", "job")
    return [_entry(kind, number) for kind in kinds for number in range(PARTS[kind] * times)]


def rest(ids: list[UUID], files: Sequence[UUID] = (), times: int = 1) -> Iterator[Entry]:
    """The other entries, linked to those called *ids*; documents show *files*, as many each."""
    many = PARTS["objective"] * times
    objectives, jobs = ids[:many], ids[many:]
    each = len(files) // (PARTS["evidence"] * times)
    for kind, count in PARTS.items():
        if kind not in {"objective", "job"}:
            for number in range(count if kind == "identity" else count * times):
                entry = _linked(_entry(kind, number), number, objectives, jobs)
                shown = tuple(files[number * each : (number + 1) * each])
                yield entry.changed(files=shown) if kind == "evidence" else entry


def _linked(entry: Entry, number: int, objectives: list[UUID], jobs: list[UUID]) -> Entry:
    if entry.kind == "action":
        return entry.changed(objective=objectives[number % len(objectives)])
    if entry.kind == "skill":
        return entry.changed(linked=(jobs[number % len(jobs)],))
    return entry


def _entry(kind: str, number: int) -> Entry:
    given: dict[str, object] = {"title": f"{KINDS[kind].plural} {number + 1}", "story": story()}
    year = 1990 + number % 36
    start = f"{year}-03"
    dated = {"when": {"start": start, "end": f"{year}-11"}}
    more: dict[str, dict[str, object]] = {
        "job": {"employer": "Tissages de la Haute-Vologne", "town": "Gérardmer", **dated},
        "training": {"provider": "Afpa de Golbey", "town": "Golbey", **dated},
        "evidence": {"issuer": "Organisme de formation, Épinal", "issued": start},
        "certificate": {"issuer": "Organisme de formation, Épinal", "issued": start},
        "skill": {"level": 1 + number % 4},
        "moment": {"nature": "other", **dated},
        "action": {"due": f"2027-{1 + number % 12:02}-15", "place": "Épinal", "status": "agreed"},
    }
    return KINDS[kind].model_validate(given | more.get(kind, {}))
