"""A whole life played through the pages, a canary in every answer that takes words."""

import json
import re
from base64 import b32encode, b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from PIL import Image
from sqlalchemy import select, update

from portfolio.crypto import integrity
from portfolio.crypto.hybrid import new_pair
from portfolio.crypto.sealing import seal
from portfolio.domain.bank import shipped
from portfolio.domain.entries import KINDS
from portfolio.domain.sharing import day_of
from portfolio.extensions import db
from portfolio.services import bank, boxes, entries
from portfolio.storage.entries import SealedEntry
from portfolio.storage.structures import Structure
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import SITE, Browser
from tests.security.canaries import Flock
from tests.security.planting import answers, everything, resume
from tests.security.sites import Site

RIGHTS = ["comment", "propose", "export", "thread", "strands"]
SPILLING = 700_000  # an upload that the web framework would put in a temporary file
FILE = re.compile(r"\.(pdf|ics|csv|json|zip)\b|/export|/download")


@dataclass
class Story:
    """One citizen, one counsellor, and what each of them tells.

    *told* marks everything that belongs to the citizen alone, *address* her e-mail address,
    *secret* what opens things; *keys* are secrets that nobody chose.
    """

    site: Site
    told: Flock = field(default_factory=Flock)
    address: Flock = field(default_factory=Flock)
    secret: Flock = field(default_factory=Flock)
    keys: dict[str, str | bytes] = field(default_factory=dict)
    emails: list[str] = field(default_factory=list)
    read_back: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def play(self) -> None:
        """Live it all; each chapter needs the ones before."""
        self.citizen, self.counsellor = self.site.browser(), self.site.browser()
        self.arrive()
        self.write()
        self.close_a_plan()
        self.be_written_for()
        self.bring_a_file_in()
        self.keep_a_document()
        grants = [self.share("photo"), self.share("suivi")]
        self.share_by_name()
        self.prepare(grants[-1])
        self.follow(grants[-1])
        self.look_at_the_situation(grants[-1])
        self.meet(grants[-1])
        self.answer()
        self.take_home(grants)
        self.change()
        self.be_endorsed()
        self.be_asked()
        self.hand_over()
        self.be_referred(grants[-1])
        self.be_reminded()
        self.stop(grants[0])
        self.fail_to_sign_in()
        self.break_things()

    def arrive(self) -> None:
        """Both open an account; hers has an address, which she proves."""
        arrivals.a_professional(self.site.app, self.counsellor)
        seed = self.counsellor.telephone.seed
        self.keys |= {"seed of the telephone": seed, "seed, typed": b32encode(seed).decode()}
        self.phrase = f"{self.secret.word()} lanterne ruisseau"
        self.emails.append(f"Marie.{self.address.plain()}@example.org")
        arrivals.register(
            self.citizen, name=self.told.word(), email=self.emails[0], phrase=self.phrase
        )
        self.keys |= {"code": self.citizen.code, "code, bare": self.citizen.code.replace(" ", "")}
        take(self.citizen, "/account/recovery-sheet.pdf")
        arrivals.keep_code(self.citizen)
        self._follow_the_letter()
        self.remember_session("session of the first visit")

    def _follow_the_letter(self) -> None:
        link = re.findall(r"https://\S+", self.site.letters.next().body)[-1]
        self.keys["token of the letter"] = link.rpartition("/")[2]
        self.citizen.get(link.removeprefix(SITE))
        self.citizen.submit()

    def remember_session(self, name: str) -> None:
        """Her cookie and the key it opens, both never to be seen."""
        cookie = self.citizen.client.get_cookie("__Host-fil", domain="localhost")
        assert cookie is not None
        self.keys[name] = cookie.value
        with at_work(self.site.app, self.citizen) as work:
            self.keys["user key"] = work.keys.user_key
            self.keys["portfolio key"] = boxes.key_of(work, boxes.portfolio_of(work))

    def write(self) -> None:
        """Every kind by its form, once refused first; every kind again with what no form asks."""
        for kind_name, kind in KINDS.items():
            form = self.citizen.get(f"/portfolio/add/{kind_name}").select("main form [name]")
            there = {str(each["name"]) for each in form}
            asked_for = answers(kind, self.told).items()
            given: dict[str, Any] = {name: value for name, value in asked_for if name in there}
            if "when_start" in there:
                wrong = given | {"when_start": f"2014-19-39 {self.told.word()}"}
                self.citizen.submit(f"/portfolio/add/{kind_name}", status=422, **wrong)
            self.citizen.submit(f"/portfolio/add/{kind_name}", **given)
        with at_work(self.site.app, self.citizen) as work:
            entries.add_all(work, everything(self.told))
        self.lay_out()

    def close_a_plan(self) -> None:
        """A comment, an enquiry, a last word that is first too long, the review read again."""
        with at_work(self.site.app, self.citizen) as work:
            task = entries.add(work, KINDS["action"].model_validate({"title": self.told.word()}))
            lead = entries.add(work, KINDS["lead"].model_validate({"title": self.told.word()}))
        word, name = self.told.word, f"word-{task}"
        closing: dict[str, Any] = {"text": word()}
        self.citizen.submit(f"/plan/{task}", form="form[action*='/comments?']", text=word())
        self.citizen.submit(f"/leads/{lead}", who=word(), learned=word())
        self.citizen.submit("/plan/close", status=422, **closing | {name: f"{word()} " * 40})
        self.citizen.submit("/plan/close", **closing | {name: word()})

    def lay_out(self) -> None:
        """A CV and a booklet, each refused once."""
        self.citizen.get("/take-home")
        self.citizen.submit(form="main form[action$='/cvs']")
        page = self.citizen.url
        named: dict[str, Any] = {"headline": self.told.word()}
        self.citizen.submit(page, status=422, name="", **named)
        self.citizen.submit(page, name=self.told.word(), **named)
        asked: dict[str, Any] = {
            name: self.told.word() for name in ("diploma", "certifier", "reason")
        }
        self.citizen.submit("/take-home/booklet", status=422, code=self.told.word(), **asked)
        self.citizen.submit("/take-home/booklet", **asked)

    def be_written_for(self) -> None:
        """Somebody beside her types twice; she keeps one, the other waits."""
        self.citizen.submit("/account/scribe", name=self.told.word())
        for _ in range(2):
            title, story = self.told.word(), self.told.word()
            self.citizen.submit("/scribe/add/volunteering", title=title, story=story)
        self.citizen.submit("/account/scribe/end", phrase=self.phrase)
        keeping = self.citizen.page.select("main form[action$='/keep']")  # type: ignore[union-attr]
        self.citizen.post(str(keeping[0]["action"]))
        self.remember_session("session after somebody typed")

    def bring_a_file_in(self) -> None:
        """A résumé too large for the memory a framework gives, then one that cannot be read."""
        content = json.dumps(resume(self.told, SPILLING), ensure_ascii=False).encode()
        broken = f'{{"basics": "{self.told.word()}'.encode()
        for raw, status in ((broken, 422), (content, 303)):
            self._upload("/import", raw, f"{self.told.word()}.json", status)
        self.citizen.submit(form="main form[action^='/import/']:not([action$=drop])")

    def keep_a_document(self) -> None:
        """Files that no memory holds, refused once, then kept; one that hides words in itself."""
        words = "\n".join(self.told.word() for _ in range(50)) + "\n" + "x" * SPILLING
        self._upload("/evidence/add", b"MZ" + words.encode(), f"{self.told.word()}.exe", 422)
        self._upload("/evidence/add", words.encode(), f"{self.told.word()}.txt", 303)
        out, hidden = BytesIO(), Image.Exif()
        hidden[0x010F] = self.told.plain()  # who made the camera
        Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=hidden)
        self._upload("/evidence/add", out.getvalue(), f"{self.told.word()}.jpg", 303)

    def _upload(self, page: str, content: bytes, name: str, status: int) -> None:
        """Send a file as bytes (RFC 7578): the test client would spool it on the disk itself."""
        citizen = self.citizen
        token = citizen.get(page).value_of("main form [name=csrf_token]")
        field = str(citizen.page.select("main form [type=file]")[0]["name"])  # type: ignore[union-attr]
        parts = {
            "csrf_token": (b"", token.encode()),
            "title": (b"", self.told.word().encode()),
            field: (b'; filename="%b"', content),
        }
        body = b"".join(
            b'--cut\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n'
            % (part.encode(), more and more % name.encode(), value)
            for part, (more, value) in parts.items()
        )
        kind = "multipart/form-data; boundary=cut"
        sent = {"data": body + b"--cut--\r\n", "content_type": kind, "base_url": SITE}
        came = citizen.client.post(page, headers={"Referer": SITE + page}, **sent)
        assert came.status_code == status, came.status_code
        if "Location" in came.headers:
            citizen.get(came.headers["Location"])

    def share(self, mode: str) -> UUID:
        """Everything, in her own words; returns the grant's id."""
        with at_work(self.site.app, self.counsellor) as work:
            structure = str(work.session.scalars(select(Structure.id)).one())
        citizen = self.citizen
        citizen.submit("/shares/new", structure=structure)
        sections = [each["value"] for each in citizen.page.select("[name=sections]")]  # type: ignore[union-attr]
        citizen.submit(sections=sections)
        citizen.submit(purpose="other", purpose_text=self.told.word(), mode=mode, rights=RIGHTS)
        citizen.submit(agreed=True)
        found = re.search(r"/shares/([0-9a-f-]{36})", citizen.url)
        assert found, citizen.url
        return UUID(found[1])

    def share_by_name(self) -> None:
        """A single thing and what she keeps to herself, under another name, to one person."""
        citizen, interest = self.citizen, "/portfolio/add/interest"
        citizen.submit(interest, title=self.told.word(), card="like", private=True)
        there = citizen.get("/shares/new").value_of("[name=structure]")
        page = citizen.submit(structure=there, audience="members")
        page = citizen.submit(members=[page.value_of("#members input")])
        one_each = ("items", "private")
        ticked: dict[str, Any] = {
            name: [page.select(f"#{name} input")[0]["value"]] for name in one_each
        }
        citizen.submit(status=422, alias=self.told.word() * 9, **ticked)
        citizen.submit(alias=self.told.word(), **ticked)
        citizen.submit(purpose="guidance")
        citizen.submit(status=422, agreed=True)
        citizen.submit(agreed=True, agreed_private=True)
        self.counsellor.get("/desk/")

    def prepare(self, grant_id: UUID) -> None:
        """Questions for a meeting, and what is not to be spoken of, refused once, then shown."""
        self.citizen.get("/preparing")
        self.citizen.submit(form="form[action*='/meetings/with/']")
        wishes: dict[str, Any] = {name: self.told.word() for name in ("questions", "avoid", "more")}
        self.citizen.submit(status=422, met_on=self.told.word(), **wishes)
        self.citizen.submit(avoid_shown=True, met_on="", **wishes)
        self.citizen.submit(self.citizen.url, form="form[action$='/show']")
        self._read(self.counsellor.get(f"/interviews/{grant_id}/preparations").said)

    def follow(self, grant_id: UUID) -> None:
        """A démarche with a word, which she says yes to; her answers, refused once, then sent."""
        with at_work(self.site.app, self.counsellor) as work:
            place = work.session.scalars(select(Structure.id)).one()
        with at_work(self.site.app, self.counsellor, place) as work:
            item = bank.add(work, shipped()["ce-qui-compte"], ready=True)
        page, word = f"/interviews/{grant_id}/programmes", self.told.word
        self.counsellor.submit(f"{page}/new/{item}", message=word())
        self.citizen.submit("/shares/proposals", form="main form", button=("answer", "yes"))
        hers = self.citizen.url.partition("?")[0]
        self.citizen.submit(hers, status=422, q7=f"{word()} " * 1_000)
        self.citizen.submit(hers, q7=word(), tells=True)
        self.citizen.submit(f"{hers}/send", form="form[action$='/send']")
        link = self.counsellor.get(page).value_of("#sent-title + ul a", "href")
        self._read(self.counsellor.get(link).said)

    def look_at_the_situation(self, grant_id: UUID) -> None:
        """Two areas of her life, refused once; she keeps what is said of them."""
        page, word = f"/interviews/{grant_id}/situation", self.told.word
        said: dict[str, Any] = {"housing-hold": "hurdle", "limits-hold": "watch", "story": word()}
        said |= {name: word() for name in ("housing-change", "housing-need", "limits-change")}
        self.counsellor.submit(page, status=422, **said | {"housing-since": word()})
        self.counsellor.submit(page, **said)
        self.citizen.submit("/shares/proposals", form="main form", button=("answer", "yes"))

    def meet(self, grant_id: UUID) -> None:
        """The counsellor reads all of it, proposes, writes the page of the day."""
        place = f"/interviews/{grant_id}"
        self.counsellor.get("/desk/")
        self._read(self.counsellor.get(place).said)
        self.counsellor.submit(place, status=422, due=self.told.word(), **self._action())
        self.counsellor.submit(place, **self._action())
        self.counsellor.submit(place, said=self.told.word(), decided=self.told.word())
        self.counsellor.submit(place, **self._action())
        self.comment(grant_id)
        self.write_together(grant_id)
        self.see_again(grant_id)
        self.note(grant_id)
        self.close_the_interview(grant_id)

    def write_together(self, grant_id: UUID) -> None:
        """A synthesis that one begins and the other changes, refused once."""
        words: dict[str, Any] = {name: self.told.word() for name in ("said", "decided")}
        self.counsellor.submit(f"/interviews/{grant_id}", button=("together", "yes"), **words)
        page = self.counsellor.url.replace("/interviews/", "/shares/")
        asked = ("request", "said", "decided", "next_steps", "next_place", "note")
        self.citizen.submit(page, status=422, met_on="x", said=self.told.word())
        better: dict[str, Any] = {name: self.told.word() for name in asked}
        self.citizen.submit(page, **better)
        self.counsellor.submit(self.counsellor.url, form="form[action$='/agree']")
        self.citizen.submit(page, form="form[action$='/keep']")

    def see_again(self, grant_id: UUID) -> None:
        """An appointment, refused once, moved by one and called off by the other."""
        day = (self.site.clock() + timedelta(days=9)).date().isoformat()
        page, word = f"/interviews/{grant_id}/appointments", self.told.word
        said: dict[str, Any] = {"day": day, "at": "10:00", "place": word(), "bring": word()}
        form = "section form"
        self.counsellor.submit(page, form=form, status=422, **said | {"at": word()})
        self.counsellor.submit(page, form=form, **said)
        theirs = self.counsellor.url
        hers = theirs.replace("/interviews/", "/shares/")
        self.citizen.submit(f"{hers}/move", form="form[action$='/move']", place=word())
        take(self.citizen, f"{hers}/calendar.ics")
        self.counsellor.submit(theirs, form="form[action$='/cancel']", reason=word())

    def close_the_interview(self, grant_id: UUID) -> None:
        """One sheet for both, refused once, read and printed by each."""
        page, word = f"/interviews/{grant_id}/meetings/new", self.told.word
        said: dict[str, Any] = {name: word() for name in ("next_place", "given", "word")}
        self.counsellor.submit(page, status=422, next_day=word(), **said)
        self.counsellor.submit(page, next_day="12/05/2031", **said)
        theirs = self.counsellor.url
        hers = theirs.replace("/interviews/", "/shares/")
        for browser, sheet in ((self.counsellor, theirs), (self.citizen, hers)):
            self._read(browser.get(sheet).said)
            self.taken.add(take(browser, f"{sheet}/sheet.pdf"))

    def note(self, grant_id: UUID) -> None:
        """A working note, changed once; she asks for it, and is given a copy."""
        page = f"/interviews/{grant_id}/notes"
        self.counsellor.submit(page, text=self.told.word())
        link = self.counsellor.get(page).value_of("main li a", "href")
        self.counsellor.submit(link, text=self.told.word())
        self.citizen.get("/shares/notes")
        self.citizen.press("Demander une copie CIDFF des Vosges")
        link = self.counsellor.get("/notes/requests").value_of("main li a", "href")
        self.counsellor.submit(link, granted="yes", message=self.told.word())

    def comment(self, grant_id: UUID) -> None:
        """A word of each about the share, first too long."""
        for browser, desk in ((self.counsellor, "interviews"), (self.citizen, "shares")):
            page = f"/{desk}/{grant_id}/comments"
            browser.submit(page, status=422, text=f"{self.told.word()} " * 200)
            browser.submit(page, text=self.told.word())
        self._read(self.citizen.get(f"/shares/{grant_id}/comments").said)
        self.report(grant_id)

    def report(self, grant_id: UUID) -> None:
        """What was written is reported, with the operators' key at hand."""
        public = self.site.home / "reports.pub"
        public.write_text(b64encode(new_pair().public).decode())
        known = self.site.app.extensions["settings"]
        self.site.app.extensions["settings"] = known.model_copy(update={"reports_key": public})
        page = self.citizen.get(f"/shares/{grant_id}/comments")
        link = str(page.select("ol a[href*='/report']")[0]["href"])
        self.citizen.submit(link, reason="other", joined=True, words=self.told.word())
        self.site.app.extensions["settings"] = known
        public.unlink()
        self.site.opened.discard(public)  # written by the test, not by the site

    def _action(self) -> dict[str, Any]:
        names = ("what", "due_text", "who_name", "place", "note")
        return {name: self.told.word() for name in names}

    def answer(self) -> None:
        """She accepts two, declines one."""
        for said in ("yes", "yes", "no"):
            self.citizen.get("/shares/proposals")
            self.citizen.submit(button=("answer", said), form="form[action*='/proposals/']")

    def be_endorsed(self) -> None:
        """Two people are asked, one by letter; one confirms and is shown, one declines."""
        with at_work(self.site.app, self.citizen) as work:
            job = KINDS["job"].model_validate(
                {"title": self.told.word(), "story": self.told.word()}
            )
            one = entries.add(work, job)
        for number, email in enumerate(("", f"{self.address.plain()}@example.org")):
            asked: dict[str, Any] = {
                name: self.told.word() for name in ("witness", "person", "message")
            }
            self.emails += [email] if email else []
            page = f"/endorsements/new/{one}"
            self.citizen.submit(page, parts=["story"], email=email, **asked)
            self.citizen.submit(button=("agreed", "yes"))
            place = self.citizen.url
            link = self.citizen.page.text_of(".fil-note .fil-mono")  # type: ignore[union-attr]
            self.keys[f"link of request {number}"] = link.rpartition("/")[2]
            self._testify(link.removeprefix(SITE), declined=bool(email))
            self.citizen.get(place)
            if not email:
                self.citizen.submit(reply=self.told.word())
        self._read(self.citizen.get(f"/portfolio/{one}").said)

    def _testify(self, link: str, *, declined: bool) -> None:
        witness = self.site.browser()
        words: dict[str, Any] = {name: self.told.word() for name in ("text", "name", "role")}
        if declined:
            no: dict[str, Any] = {"form": "details form", "button": ("answer", "no")}
            witness.submit(link, **no | {"no-reason": self.told.word()})
            return
        witness.submit(link, status=422, **words | {"role": self.told.word() * 40})
        witness.submit(**words)

    def be_asked(self) -> None:
        """The structure asks twice to see more: refused once in her form, and by her once."""
        self.citizen.get("/shares/requests")
        self.citizen.press("Montrer un code")
        code = " ".join(self.citizen.page.texts(".fil-code li"))  # type: ignore[union-attr]
        self.keys |= {"meeting code": code, "meeting code, bare": code.replace(" ", "")}
        asked: dict[str, Any] = {
            "sections": ["plan"],
            "purpose": "guidance",
            "reason": self.told.word(),
        }
        self.counsellor.submit("/desk/requests/new", status=422, whom=self.told.word())
        self.counsellor.submit("/desk/requests/new", whom=code, **asked)
        assert asked["reason"] in self.citizen.get("/shares/requests").said
        self.citizen.press("Refuser la demande de CIDFF des Vosges")

    def hand_over(self) -> None:
        """Two codes: one typed at the desk, one read without an account after a wrong try."""
        told: dict[str, Any] = {"sections": ["skills"], "purpose": "other"}
        for whom in ("desk", "outside"):
            self.citizen.submit("/codes/new", whom=whom, **told | {"purpose": ""}, status=422)
            told["purpose_text"] = self.told.word()
            self.citizen.submit("/codes/new", whom=whom, **told)
            page = self.citizen.submit(agreed=True, button=("answer", "yes"))
            code = " ".join(page.texts(".fil-code li"))
            self.keys |= {f"{whom} code": code, f"{whom} code, bare": code.replace(" ", "")}
            take(self.citizen, f"{self.citizen.url}/sheet.pdf")
            if whom == "desk":
                self.counsellor.submit("/desk/code", code=code)
            else:
                self._read_by_code(code, page.text_of(".fil-note .fil-mono"))

    def _read_by_code(self, code: str, figures: str) -> None:
        reader = self.site.browser()
        reader.submit("/open", status=404, code=code, figures="12")
        page = reader.submit("/open", code=code, figures=figures)
        assert self.told.mark in page.said
        cookie = reader.client.get_cookie("__Host-lecture", domain="localhost")
        assert cookie is not None
        self.keys["token of the reading"] = cookie.value

    def be_referred(self, grant_id: UUID) -> None:
        """One relay refused with a word, one agreed to, which the other structure accepts."""
        other, word = self.site.browser(), self.told.word
        arrivals.a_professional(self.site.app, other, name="Mission locale")
        with at_work(self.site.app, other) as work:
            place = work.session.scalars(
                select(Structure.id).order_by(Structure.name.desc())
            ).first()
        page = f"/interviews/{grant_id}/referrals/new/{place}"
        self.counsellor.get(page)
        self.counsellor.press("J’accepte ces règles")
        for answer in ("no", "yes"):
            asked: dict[str, Any] = {name: word() for name in ("need", "reason", "availability")}
            self.counsellor.submit(page, status=422, **asked | {"need": f"{word()} " * 100})
            self.counsellor.submit(page, **asked)
            waits = self.citizen.get("/shares/referrals").select("main li h2 a")[0]
            self._read(self.citizen.get(str(waits["href"])).said)
            if answer == "no":
                self.citizen.submit(form="form[action$='/refuse']", words=word())
        self.citizen.submit(form="main form:not([action])", need=word(), thread=True, told=True)
        self.citizen.submit(sections=["skills"])
        self.citizen.submit(purpose="guidance")
        self.citizen.submit(agreed=True, button=("answer", "yes"))
        came = str(other.get("/referrals").select("main tbody a")[0]["href"])
        self._read(other.get(came).said)
        soon = (self.site.clock().date() + timedelta(days=7)).isoformat()
        meet: dict[str, Any] = {"day": soon, "at": "10:00", "place": word(), "bring": word()}
        other.submit(came, status=422, form="form[action$='/accept']", **meet | {"day": word()})
        other.submit(came, form="form[action$='/accept']", **meet)

    def be_reminded(self) -> None:
        """An action due today, of which the nightly job writes to her, without a word of it."""
        today = day_of(self.site.clock()).isoformat()
        what = self.told.word()
        self.citizen.submit("/portfolio/add/action", title=what, due=today, remind="0")
        sent = self.site.app.test_cli_runner().invoke(args=["reminders", "send"])
        assert sent.output == "3 letters sent, 0 refused.\n", sent.output  # answers, a meeting
        self.citizen.submit("/account/reminders", wanted=["due"])

    def take_home(self, grants: list[UUID]) -> None:
        """Each takes every file that a page offers: plan, receipts, journal, portfolio."""
        receipts = (f"/{desk}/{grants[0]}/receipt" for desk in ("shares", "interviews"))
        for page, browser in (
            ("/plan", self.citizen),
            (f"/interviews/{grants[-1]}", self.counsellor),
            *zip(receipts, (self.citizen, self.counsellor), strict=True),
            ("/shares/journal", self.citizen),
            ("/portfolio", self.citizen),
            ("/take-home", self.citizen),
            ("/take-home/booklet", self.citizen),
            ("/evidence", self.citizen),
        ):
            links = {str(each["href"]) for each in browser.get(page).select("main a[href]")}
            self.taken |= {take(browser, link) for link in links if FILE.search(link)}
        self._read(self.citizen.get("/thread/list").said + self.citizen.get("/portfolio").said)

    def change(self) -> None:
        """An entry changed, changed twice at once, removed; another name, another address."""
        with at_work(self.site.app, self.citizen) as work:
            one = entries.add(work, KINDS["job"].model_validate({"title": self.told.word()}))
        self.citizen.get(f"/portfolio/{one}")
        self.citizen.submit(f"/portfolio/{one}/edit", story=self.told.word(), rev="1")
        self.citizen.get(f"/portfolio/{one}/edit")
        self.citizen.submit(status=409, story=self.told.word(), rev="1")
        self.leave_a_form()
        self.citizen.submit(f"/portfolio/{one}/remove")
        self.citizen.submit("/account/name", name=self.told.word())
        self.emails.append(f"{self.address.plain()}@example.net")
        self.citizen.submit("/account/email", email=self.emails[1], phrase=self.phrase)
        self._follow_the_letter()

    def leave_a_form(self) -> None:
        """Words typed and left there: sent by the page's script, then refused."""
        line = self.citizen.get("/portfolio/add/job").one("[data-saved]")
        about = {"unsaved-at": str(line["data-place"]), "unsaved-whose": str(line["data-whose"])}
        typed = {"unsaved": str(uuid4()), "title": self.told.word(), "story": self.told.word()}
        assert self.citizen.post("/unsaved", about | typed).status_code == 200
        wrong: dict[str, Any] = {"title": self.told.word(), "when_start": self.told.word()}
        self.citizen.submit("/portfolio/add/job", status=422, **wrong)

    def stop(self, grant_id: UUID) -> None:
        """One grant is over."""
        self.citizen.submit(f"/shares/{grant_id}/stop")
        self.counsellor.get(f"/interviews/{grant_id}", status=404)

    def fail_to_sign_in(self) -> None:
        """Nobody's login, then hers with wrong phrases until she is told; then the paper sheet."""
        login = self.citizen.login
        self.citizen.press("Se déconnecter")
        arrivals.sign_in(self.citizen, self.told.word(), self.secret.word(), status=422)
        for _ in range(6):
            arrivals.sign_in(self.citizen, self.emails[1], self.secret.word(), status=422)
        self.site.clock.forward(hours=2)
        given: dict[str, Any] = {"login": login, "code": self.citizen.code}
        self.phrase = f"{self.secret.word()} tilleul sentier"
        self.citizen.submit("/account/recover", **given | {"phrase": self.phrase})
        self.citizen.login, self.citizen.phrase = login, self.phrase
        self.citizen.code = " ".join(self.citizen.page.texts(".fil-code li"))  # type: ignore[union-attr]
        self.keys["second code"] = self.citizen.code.replace(" ", "")
        arrivals.keep_code(self.citizen)
        self.remember_session("session of the second visit")

    def break_things(self) -> None:
        """Errors nobody foresaw, and their tracebacks: a table gone, a box no release can read."""
        kind = KINDS["skill"]
        for former, new in (("journal_line", "gone"), ("gone", "journal_line")):
            with self.site.app.app_context(), db.engine.begin() as connection:
                connection.exec_driver_sql(f"ALTER TABLE {former} RENAME TO {new}")
            came = self.citizen.post("/portfolio/add/skill", answers(kind, self.told))
            assert (came.status_code == 303) == (new == "journal_line"), came.status_code
        with at_work(self.site.app, self.citizen) as work:
            portfolio = boxes.begin(work)
            one = entries.read_all(work)[0]
            unread = {"title": self.told.word(), "later_field": self.told.word()}
            place = boxes.entry_context(portfolio.id, one.id, one.rev)
            plain = f"job/1\n{json.dumps(unread)}".encode()
            here = (SealedEntry.portfolio_id == portfolio.id) & (SealedEntry.id == one.id)
            box = seal(boxes.key_of(work, portfolio), plain, place)
            work.session.execute(update(SealedEntry).where(here).values(box=box))
            boxes._held(work).lines[one.id] = integrity.line(one.id, one.rev, box)
            boxes.close(work, portfolio)
        self.citizen.get("/thread", status=500)

    def _read(self, said: str) -> None:
        self.read_back |= {word for word in self.told.words if word in said}


def take(browser: Browser, url: str) -> str:
    """Download a file; returns its address without what names it alone."""
    found = browser.client.get(url, base_url=SITE).status_code
    assert found == 200, f"{url}: {found}"
    return re.sub(r"/[0-9a-f-]{36}|\?.*", "", url)


def play(site: Site) -> Story:
    """The whole of it."""
    story = Story(site)
    story.play()
    return story
