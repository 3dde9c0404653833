"""Empties a queue of a broker with qpid-proton, and writes the id of each message to a file, a line each.

A message has its id twice, as message-id and in its body, and a filling of equal bytes: a line says `damaged` when they are
not as they were sent. Prints lines of JSON: {"event": "progress", "count": N} and {"event": "done", "count": N}.
"""

import argparse
import json
import sys
import weakref

from proton import Delivery, Message
from proton.handlers import EndpointStateHandler, MessagingHandler
from proton.reactor import Container

FILLING = 0xA5


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connect", required=True, help="host:port of the broker")
    parser.add_argument("--address", required=True, help="what to read")
    parser.add_argument("--count", type=int, required=True, help="messages to take before leaving")
    parser.add_argument("--file", required=True, help="where the ids are written")
    parser.add_argument("--credit", type=int, default=2000, help="link credit kept open")
    return parser.parse_args()


def say(**line):
    print(json.dumps(line), flush=True)


class Drain(MessagingHandler):
    def __init__(self, given, file):
        super().__init__(prefetch=0, auto_accept=False)
        # Without proton's own message handler, which asks for credit and settles message by message.
        self.handlers = [EndpointStateHandler(False, weakref.proxy(self))]
        self.given = given
        self.file = file
        self.message = Message()
        self.count = 0
        self.failure = None

    def on_start(self, event):
        connection = event.container.connect(self.given.connect, sasl_enabled=True, allowed_mechs="ANONYMOUS", reconnect=False)
        link = event.container.create_receiver(connection, self.given.address)
        link.flow(self.given.credit)
        if self.given.count == 0:
            link.session.close()

    def on_delivery(self, event):
        delivery, link = event.delivery, event.link
        if not delivery.readable or delivery.partial or self.count == self.given.count:
            return
        self.file.write(self.read(link.recv(delivery.pending)) + "\n")
        link.advance()
        delivery.update(Delivery.ACCEPTED)
        delivery.settle()
        self.count += 1
        if self.count % 10_000 == 0:
            say(event="progress", count=self.count)
        if self.count == self.given.count:
            # A broker may close a connection before it has seen to its sessions: the answer to this shows that it has settled what it was told.
            link.session.close()
        elif link.credit <= self.given.credit // 2:
            link.flow(self.given.credit - link.credit)

    def read(self, encoded):
        message = self.message
        message.decode(encoded)
        body = message.body
        filling = bytes(body["Filling"])
        whole = message.id == body["Id"] and filling.count(FILLING) == len(filling) == body["Length"] and message.durable
        return message.id.hex if whole else "damaged"

    def on_session_closed(self, event):
        event.connection.close()

    def on_connection_error(self, event):
        self.fail(event.connection.remote_condition)

    def on_transport_error(self, event):
        self.fail(event.transport.condition)

    def on_link_error(self, event):
        self.fail(event.link.remote_condition)
        event.connection.close()

    def on_session_error(self, event):
        self.fail(event.session.remote_condition)
        event.connection.close()

    def fail(self, condition):
        self.failure = condition and "%s: %s" % (condition.name, condition.description)
        say(event="error", message=self.failure)


def main():
    given = options()
    with open(given.file, "w", encoding="ascii") as file:
        handler = Drain(given, file)
        Container(handler).run()
    if handler.failure:
        return 3
    say(event="done", count=handler.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
