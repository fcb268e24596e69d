"""Work, volunteering, education, certificates, awards and projects."""

from portfolio.domain.entries.certificate import Certificate
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.entries.training import Training
from portfolio.domain.entries.volunteering import Volunteering
from portfolio.formats.base import Draft
from portfolio.formats.jsonresume.becoming import become
from portfolio.formats.jsonresume.item import Item


def job(item: Item) -> Draft | None:
    """`work`; what has begun and names no end is still going on."""
    item.text("title", "position")
    item.text("employer", "name", "company")
    item.joined("story", "summary", "description")
    _activity(item)
    item.title_from("employer")
    return become(item, Job)


def volunteering(item: Item) -> Draft | None:
    """`volunteer`, read as work is."""
    item.text("title", "position")
    item.text("organisation", "organization", "organisation")
    item.joined("story", "summary", "description")
    _activity(item)
    item.title_from("organisation")
    return become(item, Volunteering)


def training(item: Item) -> Draft | None:
    """`education`; its title is the kind of diploma and the field, and each stands in its place."""
    diploma, field = item.text("diploma", "studyType"), item.text("field", "area")
    if title := ", ".join(part for part in (diploma, field) if part):
        item.values["title"] = title
        item.sources["title"] = item.sources["field" if field else "diploma"]
    item.text("provider", "institution", "school")
    item.text("town", "location")
    item.text("grade", "score", "gpa")
    item.text("story", "summary", "description")
    item.text("url", "url", "website")
    item.texts("courses", "courses")
    item.period(open_ended=True)
    item.title_from("provider")
    return become(item, Training)


def certificate(item: Item) -> Draft | None:
    """`certificates`."""
    item.text("title", "name", "title")
    item.text("issuer", "issuer", "authority")
    item.text("story", "summary", "description")
    item.text("url", "url", "website")
    item.date("issued", "date")
    item.title_from("issuer")
    return become(item, Certificate)


def award(item: Item) -> Draft | None:
    """`awards`: a distinction is a certificate of another colour."""
    item.text("title", "title", "name")
    item.text("issuer", "awarder", "issuer")
    item.text("story", "summary", "description")
    item.text("url", "url", "website")
    item.date("issued", "date")
    item.values["distinction"] = True
    item.title_from("issuer")
    return become(item, Certificate)


def project(item: Item) -> Draft | None:
    """`projects`; one that has an end is done."""
    item.text("title", "name", "title")
    item.joined("story", "description", "summary")
    if roles := item.texts("part", "roles"):
        item.values["part"] = ", ".join(roles)
    item.text("partner", "entity")
    item.text("url", "url", "website")
    item.texts("tasks", "highlights")
    if item.period(open_ended=False).end:
        item.values["status"] = ProjectStatus.DONE
    item.title_from("part")
    return become(item, Project)


def _activity(item: Item) -> None:
    item.text("town", "location")
    item.text("url", "url", "website")
    item.texts("tasks", "highlights")
    item.period(open_ended=True)
