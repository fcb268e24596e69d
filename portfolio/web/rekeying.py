"""Files that wait for a new key, sealed anew one by one; what is cut short is taken up again."""

from contextlib import suppress

from flask import current_app

from portfolio.domain.errors import Overloaded, Tampered
from portfolio.domain.files import KeyedFile
from portfolio.services import resealing
from portfolio.settings import Settings
from portfolio.storage.blobs import Unreachable
from portfolio.web import transaction
from portfolio.web.signin import work


def renew() -> bool:
    """Give every file that waits a new key, each kept by itself; False when some still wait.

    What this request wrote before is to be kept already.
    """
    try:
        while file := resealing.first(work()):
            _renew(file)
    except (Overloaded, Tampered):  # the store is away, or the portfolio was altered
        transaction.release()
        return False
    return True


def _renew(file: KeyedFile) -> None:
    blobs = current_app.extensions["blobs"]
    settings: Settings = current_app.extensions["settings"]
    transaction.release()  # no transaction is open while bytes go by
    try:
        fresh = resealing.sealed_anew(blobs, file, settings.files_folder)
    except Tampered:
        resealing.give_up(work(), file.id)
        transaction.keep()
        return
    useless = resealing.change_over(work(), fresh)
    transaction.keep()
    with suppress(Unreachable):  # else the nightly sweep finds it
        blobs.remove(useless)
