"""What people send is sealed while it arrives: a file of theirs never lies on a disk in clear."""

from typing import IO, cast

from flask import Request, current_app

from portfolio.doors import WHOLE, carries
from portfolio.services.spools import Sink, Spool
from portfolio.settings import Settings
from portfolio.web import signin


class SealingRequest(Request):
    """A request whose files go into spools; long bodies are for the routes that carry files.

    A stranger's files go nowhere: the words beside them are read, and given back.
    """

    @property  # type: ignore[misc]  # Flask lets it be set
    def max_content_length(self) -> int | None:  # type: ignore[override]
        """What a form takes, and as many of the largest files as the route carries."""
        settings: Settings = current_app.extensions["settings"]
        form, carried = super().max_content_length or 0, carries(current_app, self.endpoint)
        if carried == WHOLE:
            return form + settings.archive_limit
        return form + carried * settings.upload_limit

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002  # werkzeug's signature
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        carried = carries(current_app, self.endpoint)
        if not (carried and signin.current().holder):
            return Sink()
        settings: Settings = current_app.extensions["settings"]
        most = settings.archive_limit if carried == WHOLE else settings.upload_limit
        return cast("IO[bytes]", Spool(most, settings.files_folder))
