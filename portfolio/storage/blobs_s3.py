"""Sealed bytes in a store that speaks S3, wherever it is: the same bytes as in a folder.

The address is a setting; keys, region and endpoint are read from the usual ``AWS_…`` variables.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from portfolio.crypto.streams import PIECE
from portfolio.storage.blobs import Gone, Unreachable

PATIENCE = timedelta(seconds=20)


class Bucket:
    """A bucket, or a folder of one: ``s3://bucket/folder``."""

    def __init__(self, url: str) -> None:
        within = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")  # a neighbour's
        self._store = S3Store.from_url(
            url,
            client_options={
                "allow_http": within,
                "timeout": PATIENCE,
                "connect_timeout": timedelta(seconds=5),
            },
            retry_config={"max_retries": 2, "retry_timeout": PATIENCE},
        )

    def put(self, blob_id: UUID, source: BinaryIO) -> None:
        """One request: the object is there whole, or not at all."""
        with _answers():
            obstore.put(self._store, blob_id.hex, source, use_multipart=False)

    def read(self, blob_id: UUID) -> Iterator[bytes]:
        """As it comes over the network."""
        with _answers():
            for piece in obstore.get(self._store, blob_id.hex).stream(min_chunk_size=PIECE):
                yield bytes(piece)

    def remove(self, blob_id: UUID) -> None:
        """Delete the object."""
        with suppress(Gone), _answers():
            obstore.delete(self._store, blob_id.hex)

    def listed(self) -> Iterator[tuple[UUID, datetime]]:
        """Every object whose name is an id."""
        with _answers():
            for page in obstore.list(self._store):
                for each in page:
                    with suppress(ValueError):
                        yield UUID(each["path"]), each["last_modified"]

    def tidy(self, before: datetime) -> None:
        """Nothing is ever half there."""


@contextmanager
def _answers() -> Iterator[None]:
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise Gone from None
    except BaseError as why:
        raise Unreachable from why
