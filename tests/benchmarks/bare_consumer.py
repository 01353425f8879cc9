"""The consuming half of the bare reference: declares its quorum queue, consumes, acks, and prints the moment of the last one."""

import asyncio
import sys
import time

import aio_pika
from aio_pika.abc import AbstractIncomingMessage


async def main(broker: str, expected: int) -> None:
    """Consume ``expected`` messages and stop."""
    connection = await aio_pika.connect(broker)
    async with connection:
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=500)
        exchange = await channel.declare_exchange("bench.bare", aio_pika.ExchangeType.TOPIC, durable=True)
        queue = await channel.declare_queue("bench.bare", durable=True, arguments={"x-queue-type": "quorum"})
        await queue.bind(exchange, "#")
        await queue.purge()
        done = asyncio.Event()
        count = 0

        async def take(message: AbstractIncomingMessage) -> None:
            nonlocal count
            await message.ack()
            count += 1
            if count == expected:
                sys.stdout.write(f"{time.time()}\n")  # noqa: TID251 -- two processes compare their clocks
                sys.stdout.flush()
                done.set()

        await queue.consume(take)
        sys.stdout.write("listening\n")
        sys.stdout.flush()
        await done.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
