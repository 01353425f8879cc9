"""A mail server that takes everything and keeps nothing: ``python -m tests.benchmarks.mail_sink PORT``."""

import asyncio
import sys

EHLO = b"250-sink\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SMTPUTF8\r\n"


class Dialogue(asyncio.Protocol):
    """One connection, answered as RFC 5321 asks and as fast as Python can."""

    def __init__(self) -> None:
        self.line: asyncio.Transport
        self.heard = b""
        self.in_data = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self.line = transport
        self.line.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer every line, and every message at its final dot."""
        self.heard += data
        answers = b""
        while True:
            mark = b"\r\n.\r\n" if self.in_data else b"\r\n"
            said, found, rest = self.heard.partition(mark)
            if not found:
                break
            self.heard = rest
            if self.in_data:
                self.in_data = False
                answers += b"250 taken\r\n"
                continue
            verb = said[:4].upper()
            if verb == b"DATA":
                self.in_data = True
                answers += b"354 go on\r\n"
            elif verb == b"EHLO":
                answers += EHLO
            elif verb == b"QUIT":
                self.line.write(answers + b"221 bye\r\n")
                self.line.close()
                return
            else:
                answers += b"250 ok\r\n"
        if answers:
            self.line.write(answers)


async def main(port: int) -> None:
    """Serve until ended."""
    server = await asyncio.get_running_loop().create_server(Dialogue, "127.0.0.1", port)
    sys.stdout.write("listening\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
