"""Sends messages in transactions to a broker with qpid-proton, one transaction after the other, and prints what becomes of them as lines of JSON.

Lines: {"event": "outcome", "body": "0.0", "state": "accepted", "transaction": true} for each message, and {"event": END} for each transaction. END is committed, aborted,
commit-failed or declare-failed; the last two have the condition of the refusal.
"""

import argparse
import json
import sys

from proton import Delivery, Described, Message
from proton.handlers import MessagingHandler, TransactionHandler
from proton.reactor import Container

ACCEPTED = 0x24
TRANSACTIONAL_STATE = 0x34


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connect", required=True, help="host:port of the broker")
    parser.add_argument("--address", required=True)
    parser.add_argument("--ends", required=True, help="how each transaction is to end, such as commit,abort,commit")
    parser.add_argument("--count", type=int, default=2, help="messages in each transaction")
    parser.add_argument("--timeout", type=float, default=60)
    return parser.parse_args()


def say(**line):
    print(json.dumps(line), flush=True)


class Controller(MessagingHandler, TransactionHandler):
    def __init__(self, given):
        super().__init__()
        self.given = given
        self.ends = given.ends.split(",")
        self.number = -1
        self.transaction = None
        self.sent = 0
        self.settled = 0

    def on_start(self, event):
        self.container = event.container
        self.timer = event.container.schedule(self.given.timeout, self)
        self.connection = event.container.connect(self.given.connect, sasl_enabled=True, allowed_mechs="ANONYMOUS", reconnect=False)
        self.sender = event.container.create_sender(self.connection, self.given.address)
        self.begin()

    def begin(self):
        self.number += 1
        self.transaction = None
        self.sent = self.settled = 0
        if self.number == len(self.ends):
            self.timer.cancel()
            self.connection.close()
        else:
            self.container.declare_transaction(self.connection, handler=self)

    def on_transaction_declared(self, event):
        self.transaction = event.transaction
        self.send()

    def on_sendable(self, event):
        self.send()

    def send(self):
        while self.transaction and self.sender.credit and self.sent < self.given.count:
            delivery = self.transaction.send(self.sender, Message(body="%d.%d" % (self.number, self.sent)))
            delivery.body = "%d.%d" % (self.number, self.sent)
            self.sent += 1

    def on_settled(self, event):
        delivery = event.delivery
        if delivery.link != self.sender:
            return
        state, known = delivery.remote_state, False
        if state == TRANSACTIONAL_STATE:
            data = delivery.remote.data
            known = data[0] == self.transaction.id
            state = int(data[1].descriptor) if isinstance(data[1], Described) else None
        accepted = state in (ACCEPTED, Delivery.ACCEPTED)
        say(event="outcome", body=delivery.body, state="accepted" if accepted else "not accepted", transaction=known)
        self.settled += 1
        if self.settled == self.given.count:
            getattr(self.transaction, self.ends[self.number])()

    def end(self, name, event=None):
        condition = event and event.delivery.remote.condition
        say(event=name, condition=condition and condition.name)
        self.begin()

    def on_transaction_committed(self, event):
        self.end("committed")

    def on_transaction_aborted(self, event):
        self.end("aborted")

    def on_transaction_commit_failed(self, event):
        self.end("commit-failed", event)

    def on_transaction_declare_failed(self, event):
        self.end("declare-failed", event)

    def on_link_error(self, event):
        say(event="error", condition=event.link.remote_condition and event.link.remote_condition.name)
        self.timer.cancel()
        event.connection.close()

    def on_timer_task(self, event):
        sys.exit("gave up after %g seconds" % self.given.timeout)


if __name__ == "__main__":
    Container(Controller(options())).run()
