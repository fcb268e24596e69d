"""The JSON-LD contexts that give a credential's words their meaning; none is ever fetched.

They are other people's files, so they are not in the product: an operator puts the official ones
in the folder of ``PORTFOLIO_CONTEXTS``, under the names below.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_OB3 = "https://purl.imsglobal.org/spec/ob/v3p0"
_CLR2 = "https://purl.imsglobal.org/spec/clr/v2p0"
FILES: Mapping[str, str] = {
    "https://www.w3.org/2018/credentials/v1": "2018-credentials-v1.jsonld",
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.jsonld",
    "https://w3id.org/security/data-integrity/v1": "data-integrity-v1.jsonld",
    "https://w3id.org/security/suites/ed25519-2020/v1": "suites-ed25519-2020.jsonld",
    f"{_OB3}/context.json": "ob-v3p0.json",
    f"{_OB3}/context-3.0.1.json": "ob-v3p0-3.0.1.json",
    f"{_OB3}/context-3.0.2.json": "ob-v3p0-3.0.2.json",
    f"{_OB3}/context-3.0.3.json": "ob-v3p0-3.0.3.json",
    f"{_OB3}/extensions.json": "ob-v3p0-extensions.json",
    f"{_CLR2}/context.json": "clr-v2p0.json",
    f"{_CLR2}/context-2.0.1.json": "clr-v2p0-2.0.1.json",
}
"""Address of a context, and the name of its file."""

Loader = Callable[[str, Any], dict[str, Any]]


class UnknownContext(Exception):
    """A credential uses words that this installation has no context for."""


def loader(folder: Path | None) -> Loader:
    """What gives the processor a context of *folder*; it raises `UnknownContext` for any other."""

    def load(url: str, _options: Any) -> dict[str, Any]:
        name = FILES.get(url)
        path = folder / name if folder and name else None
        if path is None or not path.is_file():
            raise UnknownContext(url)
        document = json.loads(path.read_bytes())
        return {"contextUrl": None, "documentUrl": url, "document": document}

    return load
