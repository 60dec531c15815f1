#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""throttle.py PORT REGISTRY_PORT BYTES: passes on a registry on loopback, with so many bytes of images in a second. Prints the port it took (0: any)."""
import socket, sys, threading, time

listening = socket.socket()
listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listening.bind(("127.0.0.1", int(sys.argv[1])))
listening.listen(50)
print(listening.getsockname()[1], flush=True)
registry, rate = int(sys.argv[2]), int(sys.argv[3])
lock = threading.Lock()
due = [time.time()]


def wait(size):
    with lock:
        now = time.time()
        due[0] = max(due[0], now) + size / rate
        pause = due[0] - now
    time.sleep(pause)


def pump(source, sink, is_slow):
    try:
        while True:
            data = source.recv(8192)
            if not data:
                break
            if is_slow and len(data) > 2000:
                wait(len(data))
            sink.sendall(data)
    except OSError:
        pass
    for one in (source, sink):
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


while True:
    client, _ = listening.accept()
    server = socket.create_connection(("127.0.0.1", registry))
    threading.Thread(target=pump, args=(client, server, False), daemon=True).start()
    threading.Thread(target=pump, args=(server, client, True), daemon=True).start()
