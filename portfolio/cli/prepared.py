"""What the demonstration prepares: a bank, a démarche that is followed, a meeting's questions."""

from uuid import UUID

from portfolio.cli import lives
from portfolio.domain import bank as texts
from portfolio.domain.bank import ReadyAction, ReadyDocument, ReadyObjective
from portfolio.domain.contributions import ProposedProgramme
from portfolio.domain.entries.objective import Theme
from portfolio.domain.preparing import Followed, Preparation
from portfolio.services import bank, contributions, following, handouts, preparations
from portfolio.services.following import Reply
from portfolio.services.work import Work

SENT = "ce-qui-compte"
BEGUN = Reply((), (("Beaucoup",), ("Assez",), (), ("Beaucoup",)), tells=True)
READY = (
    ReadyObjective(title="Savoir dire ce que je sais faire", theme=Theme.APPLYING),
    ReadyAction(title="Passer une heure à l’espace documentation", place="À l’accueil"),
    ReadyDocument(
        title="Les aides pour se former",
        place="Étagère « Se former », près de l’accueil",
        why="Pour savoir à qui demander, avant de choisir.",
    ),
)


def prepare(counsellor: Work, claire: Work, grant_id: UUID) -> None:
    """Fill the bank, send a démarche that is followed, and show the questions of a meeting."""
    ours = texts.shipped()
    kept = {name: bank.add(counsellor, ours[name], ready=True) for name in ours}
    for what in READY:
        bank.add(counsellor, what, ready=True)
    sent = ProposedProgramme(
        programme=ours[SENT].programme, message=lives.WORD, item_id=kept[SENT], version=1
    )
    made = contributions.accept(claire, contributions.propose(counsellor, grant_id, sent))
    followed = handouts.read(claire, Followed, made)
    following.answer(claire, followed, BEGUN, rev=followed.rev)
    meeting = preparations.begin(claire, grant_id, lives.MEETING)
    blank = handouts.read(claire, Preparation, meeting)
    handouts.change(claire, meeting, blank.what.changed(questions=lives.QUESTIONS), rev=blank.rev)
    preparations.show(claire, handouts.read(claire, Preparation, meeting))
