"""Sends numbered messages to an address of a broker with qpid-proton and prints each outcome as one line of JSON.

Lines: {"event": "outcome", "index": N, "state": "accepted"}, then {"event": "done", "count": N}.
"""

import argparse
import json
import sys
import uuid

from proton import Delivery, Message, int32, symbol, timestamp, ubyte, ulong
from proton.handlers import MessagingHandler
from proton.reactor import AtLeastOnce, AtMostOnce, Container

STATES = {
    Delivery.ACCEPTED: "accepted",
    Delivery.REJECTED: "rejected",
    Delivery.RELEASED: "released",
    Delivery.MODIFIED: "modified",
}


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connect", required=True, help="host:port of the broker")
    parser.add_argument("--address", required=True)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--size", type=int, default=0, help="bytes of filling in each message")
    parser.add_argument("--settled", action="store_true", help="send settled: no outcome comes back")
    parser.add_argument("--max-frame-size", type=int)
    parser.add_argument("--timeout", type=float, default=60)
    return parser.parse_args()


def say(**line):
    print(json.dumps(line), flush=True)


def message(index, size):
    return Message(
        id=ulong(index),
        subject="number.%d" % index,
        correlation_id=uuid.UUID(int=index),
        durable=True,
        priority=ubyte(index % 10),
        creation_time=index,
        annotations={symbol("x-opt-index"): int32(index)},
        properties={"index": int32(index), "even": index % 2 == 0, "when": timestamp(index)},
        body={"index": int32(index), "text": "naïve café №%d" % index, "filling": b"\xa5" * size, "list": [ulong(1), None, "x"]})


class Sender(MessagingHandler):
    def __init__(self, given):
        super().__init__()
        self.given = given
        self.sent = 0
        self.settled = 0
        self.failure = None

    def on_start(self, event):
        self.container = event.container
        self.timer = event.container.schedule(self.given.timeout, self)
        connection = event.container.connect(
            self.given.connect, sasl_enabled=True, allowed_mechs="ANONYMOUS", reconnect=False,
            max_frame_size=self.given.max_frame_size)
        mode = AtMostOnce() if self.given.settled else AtLeastOnce()
        event.container.create_sender(connection, self.given.address, options=mode)

    def on_sendable(self, event):
        while event.sender.credit and self.sent < self.given.count:
            delivery = event.sender.send(message(self.sent, self.given.size))
            delivery.index = self.sent
            self.sent += 1
            if self.given.settled:
                self.one_settled(event, "sent settled", self.sent - 1)

    def on_accepted(self, event):
        self.outcome(event)

    def on_rejected(self, event):
        self.outcome(event)

    def on_released(self, event):
        self.outcome(event)

    def on_modified(self, event):
        self.outcome(event)

    def outcome(self, event):
        self.one_settled(event, STATES.get(event.delivery.remote_state, "unknown"), event.delivery.index)

    def one_settled(self, event, state, index):
        say(event="outcome", index=index, state=state)
        self.settled += 1
        if self.settled == self.given.count:
            event.connection.close()

    def on_connection_closed(self, event):
        self.timer.cancel()
        say(event="done", count=self.settled)

    def on_link_error(self, event):
        self.fail(event, "link", event.link.remote_condition)

    def on_connection_error(self, event):
        self.fail(event, "connection", event.connection.remote_condition)

    def on_transport_error(self, event):
        self.fail(event, "transport", event.transport.condition)

    def fail(self, event, what, condition):
        self.failure = "%s error: %s" % (what, condition)
        say(event="error", what=what, condition=condition and condition.name, description=condition and condition.description)
        self.timer.cancel()
        event.connection.close()

    def on_timer_task(self, event):
        self.failure = "gave up after %g seconds with %d of %d outcomes" % (self.given.timeout, self.settled, self.given.count)
        say(event="timeout", count=self.settled)
        self.container.stop()


def main():
    handler = Sender(options())
    Container(handler).run()
    if handler.failure:
        print(handler.failure, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
