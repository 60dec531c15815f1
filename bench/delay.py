# SPDX-License-Identifier: Apache-2.0
"""A network that is slow, on 127.0.0.1: what is sent to a port of it arrives at another one later, in each direction."""
import asyncio
import threading


class Delay:
    """Passes connections on; each byte arrives SECONDS after it was sent, in the order it was sent, however many are on the way."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def port(self, port):
        """Returns a new port from which all is passed on to this one."""
        async def open_port():
            server = await asyncio.start_server(lambda reader, writer: self.connect(reader, writer, port), "127.0.0.1", 0)
            return server.sockets[0].getsockname()[1]

        return asyncio.run_coroutine_threadsafe(open_port(), self.loop).result()

    async def connect(self, reader, writer, port):
        await asyncio.sleep(2 * self.seconds)  # of the connection's own making, which the near end does not see
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self.send(reader, far_writer), self.send(far_reader, writer))

    async def send(self, reader, writer):
        queue = asyncio.Queue()
        writing = asyncio.ensure_future(self.write(queue, writer))
        try:
            while data := await reader.read(65536):
                queue.put_nowait((self.loop.time() + self.seconds, data))
        except ConnectionError:
            pass
        queue.put_nowait((self.loop.time() + self.seconds, b""))
        await writing

    async def write(self, queue, writer):
        try:
            while True:
                due, data = await queue.get()
                await asyncio.sleep(max(0, due - self.loop.time()))
                if not data:
                    writer.close()
                    return
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            while (await queue.get())[1]:
                pass

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
