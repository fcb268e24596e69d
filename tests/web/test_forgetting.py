"""What a structure proposed is taken away by the person, for both sides."""

from uuid import uuid4

from flask import Flask

from portfolio.services import contributions, entries
from tests.arrivals import at_work
from tests.services.people import a_proposal
from tests.web import meetings
from tests.web.meetings import Browsers


def test_89_what_she_erases_is_gone_for_the_structure_and_what_she_accepted_stays(
    app: Flask, browsers: Browsers
) -> None:
    """Security test 89: her deletion is effective for the structure; nobody else deletes."""
    met, other = meetings.meeting(app, browsers), meetings.meeting(app, browsers)
    with at_work(app, met.counsellor, met.structure_id) as work:
        kept = contributions.propose(work, met.grant_id, a_proposal(what="Téléphoner lundi"))
        contributions.propose(work, met.grant_id, a_proposal(what="Visiter le service"))
    with at_work(app, met.citizen) as work:
        entry_id = contributions.accept(work, kept)
    url = f"/shares/{met.grant_id}/proposals/{kept}/remove"
    assert other.citizen.post(url).status_code == 404
    assert met.citizen.post(url.replace(str(kept), str(uuid4()))).status_code == 404

    met.citizen.submit(f"/shares/{met.grant_id}", form=f"form[action='{url}']")
    brought = met.counsellor.get(met.url).text_of("#brought")
    assert "Téléphoner lundi" not in brought and "Visiter le service" in brought
    with at_work(app, met.citizen) as work:
        assert entries.read(work, entry_id).entry.title == "Téléphoner lundi"
    assert met.citizen.post(url).status_code == 404
    assert "A effacé ce qu’une structure" in met.citizen.get("/shares/journal?mine=yes").said
