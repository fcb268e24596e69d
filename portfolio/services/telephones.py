"""An application on a telephone: its seed, and the six figures it shows, each taken once."""

from base64 import b32encode
from dataclasses import dataclass, field

from portfolio.crypto import codes, figures
from portfolio.domain.errors import Refused
from portfolio.domain.factors import FactorKind, Telephone, step_of
from portfolio.domain.words import N_
from portfolio.services import factors, profiles, spares
from portfolio.services.work import Work
from portfolio.storage.factors import Factor

AROUND = (-1, 0, 1)
"""Steps taken beside that of the server's clock: telephones are a little late, or early."""
NOT_IT = N_(
    "Ce ne sont pas les six chiffres du moment. Attendez les suivants, puis recopiez-les. "
    "Si cela continue, réglez l’heure du téléphone sur « automatique »."
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed at the second step: six figures, or a printed code."""

    text: str = field(repr=False)

    def matches(self, work: Work, rows: list[Factor]) -> FactorKind | None:
        """Figures are looked for on the telephone, anything else among the printed codes."""
        for row in rows:
            if row.kind == FactorKind.TELEPHONE and _takes(work, row, self.text):
                return FactorKind.TELEPHONE
            if row.kind == FactorKind.SPARE and spares.takes(work, row, self.text):
                return FactorKind.SPARE
        return None


def new_seed() -> str:
    """A seed to enrol, in hexadecimal."""
    return figures.new_seed().hex()


def address(work: Work, seed: str, issuer: str) -> str:
    """What the QR code of a seed says."""
    return figures.address(bytes.fromhex(seed), profiles.read(work).login, issuer)


def spelled(seed: str) -> list[str]:
    """A seed as applications take it by hand: base32 (RFC 4648), in groups of four."""
    signs = b32encode(bytes.fromhex(seed)).decode()
    return [signs[at : at + 4] for at in range(0, len(signs), 4)]


def enrol(work: Work, seed: str, typed: str) -> None:
    """Take a telephone that shows the right figures, in the place of the former one."""
    step = _step(work, Telephone(seed=seed), typed)
    if step is None:
        raise Refused(NOT_IT, "figures")
    factors.put(work, FactorKind.TELEPHONE, Telephone(seed=seed, step=step))


def _takes(work: Work, row: Factor, typed: str) -> bool:
    known = factors.opened(work, row, Telephone)
    step = _step(work, known, typed)
    if step is not None:
        factors.write(work, row, known.model_copy(update={"step": step}))
    return step is not None


def _step(work: Work, telephone: Telephone, typed: str) -> int | None:
    """The step of the figures, later than any that served."""
    now = step_of(work.now)
    near = [now + each for each in AROUND if now + each > telephone.step]
    return figures.found(bytes.fromhex(telephone.seed), codes.read_figures(typed), near)
