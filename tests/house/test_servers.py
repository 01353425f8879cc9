"""The private servers that other tests lean on do what their names say."""

import asyncio
import smtplib
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.message import EmailMessage

import aio_pika
import psycopg
import pytest

from tests.servers.postgres import PostgresNode
from tests.servers.proxy import TcpProxy, Way
from tests.servers.rabbitmq import RabbitNode
from tests.servers.smtp_sink import SmtpSink, Stage


def letter(recipient: str = "anna@example.org") -> EmailMessage:
    """A short mail."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "leerkring@example.org", recipient, "Proef"
    message["Message-ID"] = f"<proef-{recipient}>"
    message.set_content("Een regel.\n.\nEn een punt alleen.\n")
    return message


@pytest.mark.broker
async def test_every_test_gets_an_empty_virtual_host(rabbitmq_url: str) -> None:
    async with await aio_pika.connect(rabbitmq_url) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue("proef", durable=True, arguments={"x-queue-type": "quorum"})

    assert queue.declaration_result.message_count == 0


@pytest.mark.broker
@pytest.mark.slow
async def test_a_killed_node_keeps_what_it_confirmed_and_a_wiped_node_keeps_nothing(rabbitmq_node: RabbitNode) -> None:
    async def queued() -> int | None:
        async with await aio_pika.connect(rabbitmq_node.url) as connection:
            channel = await connection.channel()
            queue = await channel.declare_queue("proef", durable=True)
            return queue.declaration_result.message_count

    async with await aio_pika.connect(rabbitmq_node.url) as connection:
        channel = await connection.channel()
        await channel.declare_queue("proef", durable=True)
        await channel.default_exchange.publish(
            aio_pika.Message(b"1", delivery_mode=aio_pika.DeliveryMode.PERSISTENT), "proef"
        )

    await asyncio.to_thread(rabbitmq_node.kill9)
    assert not rabbitmq_node.answers()
    await asyncio.to_thread(rabbitmq_node.start)
    async with asyncio.timeout(10):  # it answers a little before it has counted what it kept
        while await queued() != 1:
            await asyncio.sleep(0.1)

    await asyncio.to_thread(rabbitmq_node.wipe)
    await asyncio.to_thread(rabbitmq_node.start)
    assert await queued() == 0


@pytest.mark.postgres
def test_every_call_gives_an_empty_database(postgres_database: Callable[[], str]) -> None:
    first, second = postgres_database(), postgres_database()

    with psycopg.connect(first, autocommit=True) as connection:
        connection.execute("CREATE TABLE proef (id int)")

    with psycopg.connect(second, autocommit=True) as connection:
        assert connection.execute("SELECT to_regclass('proef')").fetchone() == (None,)


@pytest.mark.postgres
def test_a_killed_cluster_keeps_what_was_committed(postgres_node: PostgresNode) -> None:
    url = postgres_node.database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE proef AS SELECT generate_series(1, 1000) AS id")

    postgres_node.kill9()
    assert not postgres_node.answers()
    postgres_node.start()

    with psycopg.connect(url, autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM proef").fetchone() == (1000,)


def send(sink: SmtpSink, *recipients: str) -> dict[str, tuple[int, bytes]]:
    """Send one mail to these, and return who was refused."""
    with smtplib.SMTP("127.0.0.1", sink.port, timeout=5) as client:
        return client.send_message(letter(recipients[0]), to_addrs=recipients)


def test_the_sink_keeps_every_mail_to_the_byte(smtp_sink: SmtpSink) -> None:
    send(smtp_sink, "anna@example.org")

    [mail] = smtp_sink.accepted()
    assert (mail.sender, mail.recipients, mail.message_id, mail.answered) == (
        "leerkring@example.org",
        ("anna@example.org",),
        "<proef-anna@example.org>",
        True,
    )
    assert mail.message.get_content() == "Een regel.\r\n.\r\nEn een punt alleen.\r\n"


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("code", [421, 451, 554])
def test_the_sink_refuses_at_every_stage_as_often_as_told(smtp_sink: SmtpSink, stage: Stage, code: int) -> None:
    smtp_sink.reply(stage, f"{code} 4.0.0 Not now", times=1)
    dialogue = socket.create_connection(("127.0.0.1", smtp_sink.port), timeout=5)
    lines = dialogue.makefile("rwb", buffering=0)

    said = {Stage.GREETING: lines.readline()}
    for step, text in (
        (Stage.EHLO, b"EHLO test\r\n"),
        (Stage.MAIL, b"MAIL FROM:<leerkring@example.org>\r\n"),
        (Stage.RCPT, b"RCPT TO:<anna@example.org>\r\n"),
        (Stage.DATA, b"DATA\r\n"),
        (Stage.DOT, b"Subject: Proef\r\n\r\nEen regel.\r\n.\r\n"),
    ):
        if stage in said:
            break
        lines.write(text)
        said[step] = lines.readline()
        while said[step][3:4] == b"-":
            said[step] = lines.readline()
    rest = lines.read(1) if code == 421 else b""
    lines.close()
    dialogue.close()

    assert said[stage] == f"{code} 4.0.0 Not now\r\n".encode()
    assert rest == b""
    assert smtp_sink.accepted() == []
    send(smtp_sink, "anna@example.org")
    assert smtp_sink.count() == 1


def test_the_sink_refuses_one_recipient_and_takes_the_other(smtp_sink: SmtpSink) -> None:
    smtp_sink.reply(Stage.RCPT, "550 5.1.1 Unknown", recipient="bob@example.org")

    refused = send(smtp_sink, "anna@example.org", "bob@example.org")

    assert refused == {"bob@example.org": (550, b"5.1.1 Unknown")}
    assert [mail.recipients for mail in smtp_sink.accepted()] == [("anna@example.org",)]


def test_the_sink_keeps_a_mail_and_drops_the_line_before_saying_so(smtp_sink: SmtpSink) -> None:
    smtp_sink.accept_then_drop(times=1)

    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)):
        send(smtp_sink, "anna@example.org")

    assert [mail.answered for mail in smtp_sink.accepted()] == [False]


def test_the_sink_keeps_a_mail_and_takes_its_time_to_say_so(smtp_sink: SmtpSink) -> None:
    smtp_sink.accept_then_slow(2, times=1)

    with (
        pytest.raises((smtplib.SMTPServerDisconnected, TimeoutError)),
        smtplib.SMTP("127.0.0.1", smtp_sink.port, timeout=0.3) as client,
    ):
        client.send_message(letter())

    assert smtp_sink.count() == 1


def test_the_sink_drops_the_line_at_the_dot_without_keeping_the_mail(smtp_sink: SmtpSink) -> None:
    smtp_sink.drop(Stage.DOT, times=1)

    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)):
        send(smtp_sink, "anna@example.org")

    assert smtp_sink.accepted() == []


def test_the_sink_comes_back_at_the_same_address_with_what_it_had(smtp_sink: SmtpSink) -> None:
    send(smtp_sink, "anna@example.org")
    smtp_sink.stop()
    with pytest.raises(OSError, match="refused"):
        send(smtp_sink, "bob@example.org")

    smtp_sink.start()
    send(smtp_sink, "bob@example.org")

    assert [mail.recipients for mail in smtp_sink.accepted()] == [("anna@example.org",), ("bob@example.org",)]


def test_a_line_cut_at_the_final_dot_loses_the_answer_not_the_mail(
    smtp_sink: SmtpSink, tcp_proxy: Callable[[str], TcpProxy]
) -> None:
    proxy = tcp_proxy(smtp_sink.url)
    happened = proxy.cut_on(b"\r\n.\r\n")

    with (
        pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)),
        smtplib.SMTP("127.0.0.1", proxy.port, timeout=5) as client,
    ):
        client.send_message(letter())

    assert happened.wait(5)


@pytest.fixture
def echo() -> Iterator[str]:
    """The address of a server that says back what it hears."""

    class Answer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(ConnectionError):
                while piece := self.request.recv(1000):
                    self.request.sendall(piece)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def said_back(proxy: TcpProxy, text: bytes = b"hallo", seconds: float = 1) -> bytes:
    """Say something over a line of its own and return what came back before the line ended."""
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=seconds) as line:
        line.sendall(text)
        heard = b""
        while len(heard) < len(text) and (piece := line.recv(1000)):
            heard += piece
        return heard


def test_a_line_passes_delays_silences_refuses_and_cuts(echo: str, tcp_proxy: Callable[[str], TcpProxy]) -> None:
    proxy = tcp_proxy(echo)
    assert said_back(proxy) == b"hallo"

    proxy.delay(0.2)
    began = time.monotonic()
    assert said_back(proxy) == b"hallo"
    assert time.monotonic() - began >= 0.4

    proxy.pass_on()
    proxy.throttle(1000)
    began = time.monotonic()
    assert said_back(proxy, b"x" * 400, 5) == b"x" * 400
    assert time.monotonic() - began >= 0.3

    proxy.pass_on()
    proxy.blackhole()
    with pytest.raises(TimeoutError):
        said_back(proxy, seconds=0.2)

    proxy.pass_on()
    assert said_back(proxy) == b"hallo"
    proxy.refuse()
    with pytest.raises(ConnectionRefusedError):
        said_back(proxy)

    proxy.pass_on()
    happened = proxy.cut_on(b"weg", way=Way.DOWN, let_through=False)
    with pytest.raises(ConnectionResetError):
        said_back(proxy, b"ga weg")
    assert happened.is_set()
    assert said_back(proxy, b"ga weg") == b"ga weg"


def test_an_open_line_is_reset_at_once(echo: str, tcp_proxy: Callable[[str], TcpProxy]) -> None:
    proxy = tcp_proxy(echo)
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=2) as line:
        line.sendall(b"hallo")
        assert line.recv(5) == b"hallo"

        proxy.reset()

        with pytest.raises(ConnectionResetError):
            line.recv(1)
