"""A browser reduced to what costs nothing: one connection kept open, one cookie."""

import re
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
CARRIED = re.compile(rb'name="carried"[^>]*value="([^"]+)"')
BUSY = 503
"""Not an error here: the product says so rather than let everybody wait."""


class Visitor:
    """Somebody at 127.0.0.1; :attr:`headers` and :attr:`status` are of the last answer."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookie = ""
        self.status = 0
        self.place = ""

    def get(self, path: str) -> bytes:
        """The body of *path*, which must be a success or a redirection."""
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> bytes:
        """Send a form; an answer that is an error, but « busy », raises."""
        return self._ask("POST", path, urlencode(fields).encode())

    def token(self, path: str) -> str:
        """The CSRF token of the first form of *path*."""
        found = TOKEN.search(self.get(path))
        if found is None:
            raise RuntimeError(f"no form on {path}")
        return found[1].decode()

    def sign_in(self, login: str, phrase: str, figures: str = "") -> None:
        """Come in by the front door, past the second step with the *figures* of the moment."""
        if figures:
            self.pass_on(figures, **self.halfway(login, phrase))
        else:
            self._enter(login, phrase)
        if self.status != 303:
            raise RuntimeError(f"{login} was not let in: {self.status}")

    def halfway(self, login: str, phrase: str) -> dict[str, str]:
        """Come as far as the second step; what its form carries."""
        page = self._enter(login, phrase)
        return {"csrf_token": _found(TOKEN, page), "carried": _found(CARRIED, page)}

    def pass_on(self, figures: str, **carried: str) -> None:
        """Show the *figures* of the moment."""
        self.post("/account/second-step", figures=figures, **carried)
        if self.status != 303:
            raise RuntimeError(f"the second step was refused: {self.status}")

    def forget(self) -> None:
        """Lose the cookie: nobody in particular again."""
        self._cookie = ""

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _enter(self, login: str, phrase: str) -> bytes:
        token = self.token("/account/sign-in")
        return self.post("/account/sign-in", csrf_token=token, login=login, phrase=phrase)

    def _ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        headers = {"Cookie": self._cookie} if self._cookie else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            response, content = self._exchange(method, path, body, headers)
        except (RemoteDisconnected, ConnectionError):  # left alone, a server hangs up
            self._connection.close()
            response, content = self._exchange(method, path, body, headers)
        self.status, self.place = response.status, response.headers.get("Location", "")
        if cookie := response.headers.get("Set-Cookie"):
            self._cookie = cookie.partition(";")[0]
        if self.status >= 400 and self.status != BUSY:
            raise RuntimeError(f"{method} {path}: {self.status}")
        return content

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[HTTPResponse, bytes]:
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        return response, response.read()


def _found(pattern: re.Pattern[bytes], page: bytes) -> str:
    found = pattern.search(page)
    if found is None:
        raise RuntimeError("the second step was not asked for")
    return found[1].decode()
