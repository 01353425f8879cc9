"""Whether a request comes from our own pages or from a program, and not from another site's page (A-51, A-59, A-61)."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from shared.settings import Settings


def is_ours(connection: HTTPConnection, settings: Settings) -> bool:
    """Tell by Sec-Fetch-Site and Origin; a program that is no browser sends neither."""
    if connection.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = connection.headers.get("origin")
    if origin is None:
        return True
    given = urlsplit(origin)
    return given.scheme in {"http", "https"} and given.netloc in {
        urlsplit(settings.address).netloc,
        connection.headers.get("host", ""),
    }
