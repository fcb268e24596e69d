"""The door a WSGI server knocks on: ``granian --interface wsgi wsgi:app``."""

import gc
import os

from config import load
from portfolio.application import create_app
from portfolio.crypto.selftest import harden_process

harden_process()  # no core dump and no debugger may read the keys of whoever is signed in
app = create_app(load(), commands="FLASK_RUN_FROM_CLI" in os.environ)
gc.freeze()  # what start-up made lives as long as the process: the collector need not walk it
