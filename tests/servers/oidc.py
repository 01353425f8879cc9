"""A real OpenID Connect provider in this process, on a port of its own, that remembers what it was asked."""

import threading
import warnings
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
from werkzeug.serving import make_server
from werkzeug.wrappers import Request


@dataclass
class OidcHouse:
    """The provider: its issuer, and the forms that were sent to its token endpoint."""

    issuer: str
    tokens_asked: list[dict[str, str]] = field(default_factory=list)

    async def sign_in(self, address: str, subject: str) -> str:
        """Do what somebody does there: say who they are; gives the address they are sent back to."""
        async with httpx2.AsyncClient() as client:
            response = await client.post(address, data={"sub": subject})
        assert response.status_code == 302, response.text
        return str(response.headers["location"])


def challenge_of(verifier: str) -> str:
    """The S256 challenge of a verifier (RFC 7636, 4.2)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def asked_in(address: str) -> dict[str, str]:
    """The parameters in an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def oidc_house(*users: tuple[str, dict[str, Any]]) -> Iterator[OidcHouse]:
    """Open a provider. users: the subject and the claims of everybody it knows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it uses what Authlib calls old; that is its affair
        from oidc_provider_mock import User, app
    provider = app(user_claims=[User(sub=subject, claims=claims) for subject, claims in users])
    house = OidcHouse(issuer="")

    def remembering(environ: dict[str, Any], start: Any) -> Any:
        request = Request(environ, populate_request=False)
        if request.path.endswith("/token"):
            house.tokens_asked.append(request.form.to_dict())
            # the form was read; give it back to the provider
            body = urlencode(house.tokens_asked[-1]).encode()
            environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(body), str(len(body))
        return provider(environ, start)

    server = make_server("localhost", 0, remembering, threaded=True)
    house.issuer = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield house
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
