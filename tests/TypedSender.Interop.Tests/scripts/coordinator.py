"""Listens with qpid-proton as a broker that has a coordinator of transactions (AMQP 1.0, 4.1 to 4.4), and prints what becomes of them as lines of JSON.

Prints `listening PORT`, then {"event": "declared"}, {"event": "committed", "bodies": [...]} and {"event": "rolled-back", "bodies": [...]} for transactions, and {"event": "stored", "bodies": [...]} for a
message that comes in none. proton encodes and decodes declare, discharge and their states only as this script says.
"""

import argparse
import json
import socket
import sys

from proton import Condition, Delivery, Described, Terminus, ulong
from proton.handlers import MessagingHandler
from proton.reactor import Container

DECLARE = (0x31, "amqp:declare:list")
DISCHARGE = (0x32, "amqp:discharge:list")
DECLARED = 0x33
TRANSACTIONAL_STATE = 0x34
ACCEPTED = 0x24


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--refuse", help="the condition with which commits are rejected")
    parser.add_argument("--timeout", type=float, default=120, help="seconds after which this script gives up")
    return parser.parse_args()


def say(**line):
    print(json.dumps(line), flush=True)


class Coordinator(MessagingHandler):
    def __init__(self, given):
        super().__init__(prefetch=10, auto_accept=False)
        self.given = given
        self.last = 0
        self.transactions = {}

    def on_start(self, event):
        acceptor = event.container.listen("127.0.0.1:0")
        listener = socket.socket(fileno=socket.dup(acceptor._selectable.fileno()))
        print("listening", listener.getsockname()[1], flush=True)
        listener.close()
        event.container.schedule(self.given.timeout, self)

    def on_timer_task(self, event):
        sys.exit("gave up after %g seconds" % self.given.timeout)

    def on_link_opening(self, event):
        event.link.source.copy(event.link.remote_source)
        event.link.target.copy(event.link.remote_target)

    def on_message(self, event):
        delivery, body = event.delivery, event.message.body
        if event.link.remote_target.type == Terminus.COORDINATOR:
            self.control(delivery, body)
        elif delivery.remote_state == TRANSACTIONAL_STATE:
            self.take(delivery, bytes(delivery.remote.data[0]), body)
        else:
            say(event="stored", bodies=[body])
            self.settle(delivery, Delivery.ACCEPTED)

    def control(self, delivery, body):
        if body.descriptor in DECLARE:
            self.last += 1
            name = self.last.to_bytes(4, "big")
            self.transactions[name] = []
            say(event="declared")
            self.settle(delivery, DECLARED, [name])
        elif body.descriptor in DISCHARGE:
            fail = len(body.value) > 1 and bool(body.value[1])
            bodies = self.transactions.pop(bytes(body.value[0]), None)
            if bodies is None:
                self.reject(delivery, "amqp:transaction:unknown-id")
            elif self.given.refuse and not fail:
                say(event="rolled-back", bodies=bodies)
                self.reject(delivery, self.given.refuse)
            else:
                say(event="rolled-back" if fail else "committed", bodies=bodies)
                self.settle(delivery, Delivery.ACCEPTED)
        else:
            self.reject(delivery, "amqp:not-implemented")

    def take(self, delivery, name, body):
        if name not in self.transactions:
            self.reject(delivery, "amqp:transaction:unknown-id")
            return
        self.transactions[name].append(body)
        self.settle(delivery, TRANSACTIONAL_STATE, [name, Described(ulong(ACCEPTED), [])])

    def reject(self, delivery, condition):
        delivery.local.condition = Condition(condition, "refused by the test")
        self.settle(delivery, Delivery.REJECTED)

    def settle(self, delivery, state, data=None):
        if data is not None:
            delivery.local.data = data
        delivery.update(state)
        delivery.settle()


if __name__ == "__main__":
    Container(Coordinator(options())).run()
