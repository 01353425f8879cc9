"""A member's browser as the platform sees it: cookies, same-origin requests, GraphQL over HTTP."""

from http.cookies import SimpleCookie
from typing import Any

import httpx2


class Browser:
    """Keeps its own cookies: a browser holds localhost to be safe and sends __Host- cookies there, a client library does not."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}
        self._http = httpx2.Client(base_url=address, timeout=20)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def request(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """Send one request as a page of this site would; redirects are left to the caller."""
        headers = {
            "origin": self.address,
            "sec-fetch-site": "same-origin",
            "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **options.pop("headers", {}),
        }
        if not headers["cookie"]:
            del headers["cookie"]
        response = self._http.request(method, path, headers=headers, **options)
        for line in response.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)
        return response

    def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """Ask GraphQL; an error in the answer fails the test."""
        response = self.request("POST", "/graphql", json={"query": document, "variables": variables})
        answer = response.json()
        assert "errors" not in answer, answer
        data = answer["data"]
        assert isinstance(data, dict)
        return data

    def do(self, mutation: str, result: str, **input_: Any) -> dict[str, Any]:
        """Carry out one mutation; gives its result (``Type { fields }``) or a refusal, each with its __typename."""
        shape = mutation[0].upper() + mutation[1:]
        document = (
            f"mutation($input: {shape}Input!) {{ {mutation}(input: $input) {{ __typename ... on {result} "
            "... on Refusal { code message problems { field code } } } }"
        )
        answer = self.ask(document, input=input_)[mutation]
        assert isinstance(answer, dict)
        return answer
