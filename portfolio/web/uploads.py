"""What people send stays in memory: a file of theirs never lies on a disk in clear."""

from io import BytesIO
from typing import IO

from flask import Request


class InMemoryRequest(Request):
    """A request whose files are never spooled to a temporary file.

    ``MAX_CONTENT_LENGTH`` bounds what one of them can take.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002  # werkzeug's signature
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()
