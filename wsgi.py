"""The door a WSGI server knocks on: ``granian --interface wsgi wsgi:app``."""

from config import load
from portfolio.application import create_app

app = create_app(load())
