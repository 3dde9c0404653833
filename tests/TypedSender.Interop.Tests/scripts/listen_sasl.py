"""Listens on a free port of loopback, has one client log in by cyrus-sasl, and takes one message from it by qpid-proton. Prints lines of JSON.

Arguments: MECHANISM USER PASSWORD. Lines: {"event": "listening", "port": N}; then {"event": "message", "body": TEXT} or {"event": "refused"}.
"""

import json
import socket
import sys
import tempfile

from proton import Collector, Connection, Transport
from proton.handlers import MessagingHandler

import cyrus
import sasl_frames as sasl


def tell(**line):
    print(json.dumps(line), flush=True)


def authenticate(connection, server, mechanism):
    """True when the client has been let in."""
    sasl.expect(connection, sasl.SASL_HEADER)
    connection.sendall(sasl.SASL_HEADER)
    sasl.write_frame(connection, sasl.MECHANISMS, lambda data: sasl.put_mechanism(data, mechanism))
    _, fields = sasl.read_frame(connection)
    try:
        done, challenge = server.start(str(fields[0]), fields[1])
        while not done:
            sasl.write_frame(connection, sasl.CHALLENGE, lambda data: data.put_binary(challenge))
            _, fields = sasl.read_frame(connection)
            done, challenge = server.step(fields[0])
    except cyrus.SaslError:
        done = False
    sasl.write_frame(connection, sasl.OUTCOME, lambda data: data.put_ubyte(0 if done else 1))
    return done


class Take(MessagingHandler):
    def on_message(self, event):
        tell(event="message", body=str(event.message.body))


def serve(connection):
    """What follows the login, until the client has gone."""
    transport, opened, collector, handler = Transport(Transport.SERVER), Connection(), Collector(), Take()
    opened.collect(collector)
    transport.bind(opened)
    while True:
        while event := collector.peek():
            event.dispatch(handler)
            collector.pop()
        while (pending := transport.pending()) > 0:
            data = transport.peek(pending)
            connection.sendall(data)
            transport.pop(len(data))
        if pending < 0:
            return
        data = connection.recv(65536)
        if not data:
            return
        transport.push(data)


mechanism, user, password = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
    server = cyrus.Server(folder, mechanism, user, password)
    tell(event="listening", port=listener.getsockname()[1])
    accepted, _ = listener.accept()
    with accepted:
        if authenticate(accepted, server, mechanism):
            serve(accepted)
        else:
            tell(event="refused")
