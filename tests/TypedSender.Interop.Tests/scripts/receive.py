"""Receives AMQP messages with qpid-proton and prints each as one line of JSON, see amqp_values.py.

Listens on a free loopback port (the default; the first line is `listening PORT`) or, with --connect, reads an address of
a broker. Lines: {"event": "open", ...}, {"event": "attach", ...}, {"event": "message", ...}, {"event": "done", "count": N}.
"""

import argparse
import base64
import json
import socket
import sys
import weakref

from cproton import pn_link_remote_properties
from proton import Array, Condition, Data, Delivery, Message, SSLDomain, Terminus, UNDESCRIBED, symbol
from proton.handlers import EndpointStateHandler, MessagingHandler
from proton.reactor import Container

from amqp_values import current, sections

OUTCOMES = ("accept", "reject", "release", "modify", "none")


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1, help="messages to take before leaving")
    parser.add_argument("--credit", type=int, default=100, help="link credit kept open")
    parser.add_argument("--max-frame-size", type=int, help="largest frame this peer takes, in bytes")
    parser.add_argument("--window", type=int, help="bytes the session takes before they are read")
    parser.add_argument("--outcome", default="accept", help="comma separated, in turn: " + ", ".join(OUTCOMES))
    parser.add_argument("--max-message-size", type=int, help="the limit its links announce, in bytes")
    parser.add_argument("--offer", help="comma separated: the capabilities of a connection that it offers")
    parser.add_argument("--array", action="store_true", help="offer them as the standard says, and not as the list that the library makes of a list")
    parser.add_argument("--refuse", help="refuse every link with this error condition")
    parser.add_argument("--sender-mode", type=int, help="the snd-settle-mode of the answer; proton answers mixed by itself")
    parser.add_argument("--second", action="store_true", help="answer with rcv-settle-mode second, and settle after the sender")
    parser.add_argument("--node", help="the address of dynamic targets")
    parser.add_argument("--unpack", action="store_true", help="print the message in each data section, in place of the message around them; one without data sections is printed itself")
    parser.add_argument("--brief", action="store_true", help="leave the sections out")
    parser.add_argument("--connect", help="host:port of a broker to read from, instead of listening")
    parser.add_argument("--address", help="with --connect: the address to read")
    parser.add_argument("--trust", help="with --connect: use TLS to localhost, and trust the authority in this file")
    parser.add_argument("--timeout", type=float, default=120, help="seconds after which this script gives up")
    given = parser.parse_args()
    given.outcome = given.outcome.split(",")
    if not set(given.outcome) <= set(OUTCOMES):
        parser.error("--outcome takes " + ", ".join(OUTCOMES))
    return given


def say(**line):
    print(json.dumps(line), flush=True)


def remote(data):
    """A field of the peer's attach as a typed value, or None when it sent none."""
    if data is None:
        return None
    data.rewind()
    return current(data) if data.next() is not None else None


def remote_properties(link):
    # Link.remote_properties would lose the types.
    found = pn_link_remote_properties(link._impl)
    return None if found is None else remote(Data(found))


def capabilities(found):
    """The capabilities of the peer's open: absent, one, or an array of them."""
    if found is None:
        return []
    return [str(name) for name in ([found] if isinstance(found, str) else getattr(found, "elements", found))]


def tls(trust):
    """The peer's certificate is checked, its name included."""
    if trust is None:
        return None
    domain = SSLDomain(SSLDomain.MODE_CLIENT)
    domain.set_trusted_ca_db(trust)
    domain.set_peer_authentication(SSLDomain.VERIFY_PEER_NAME)
    return domain


def data_sections(encoded):
    return [base64.b64decode(value[1]) for name, value in sections(encoded) if name == "data"]


class Receiver(MessagingHandler):
    def __init__(self, given):
        super().__init__(prefetch=0, auto_accept=False)
        # Without proton's own message handler: this one needs the bytes, and reads large messages as they come.
        self.handlers = [EndpointStateHandler(False, weakref.proxy(self))]
        self.given = given
        self.received = 0
        self.partial = {}
        self.failure = None
        self.acceptor = None
        self.timer = None

    def on_start(self, event):
        self.container = event.container
        self.timer = event.container.schedule(self.given.timeout, self)
        if self.given.connect:
            connection = event.container.connect(
                self.given.connect, sasl_enabled=True, allowed_mechs="ANONYMOUS", reconnect=False,
                max_frame_size=self.given.max_frame_size, ssl_domain=tls(self.given.trust),
                virtual_host="localhost" if self.given.trust else None)
            link = event.container.create_receiver(connection, self.given.address)
            link.flow(self.given.credit)
            return
        self.acceptor = event.container.listen("127.0.0.1:0")
        listener = socket.socket(fileno=socket.dup(self.acceptor._selectable.fileno()))
        print("listening", listener.getsockname()[1], flush=True)
        listener.close()

    def on_connection_bound(self, event):
        if self.given.max_frame_size and self.acceptor:
            event.transport.max_frame_size = self.given.max_frame_size

    def on_connection_opening(self, event):
        if self.given.offer:
            names = [symbol(name) for name in self.given.offer.split(",")]
            event.connection.offered_capabilities = Array(UNDESCRIBED, Data.SYMBOL, *names) if self.given.array else names
        say(event="open", container=event.connection.remote_container, hostname=event.connection.remote_hostname,
            frame_size=event.transport.remote_max_frame_size, idle_seconds=event.transport.remote_idle_timeout,
            offered=capabilities(event.connection.remote_offered_capabilities),
            desired=capabilities(event.connection.remote_desired_capabilities),
            keys=sorted(type(key).__name__ + ":" + key for key in event.connection.remote_properties or {}))

    def on_session_opening(self, event):
        if self.given.window:
            event.session.incoming_capacity = self.given.window

    def on_link_opening(self, event):
        link = event.link
        if self.given.refuse:
            # AMQP 1.0, 2.6.3: a refused link is attached without a target and detached at once.
            link.target.type = Terminus.UNSPECIFIED
            return
        if self.given.max_message_size:
            link.max_message_size = self.given.max_message_size
        link.source.copy(link.remote_source)
        link.target.copy(link.remote_target)
        if link.target.dynamic:
            link.target.address = self.given.node
        if self.given.sender_mode is not None:
            link.snd_settle_mode = self.given.sender_mode
        if self.given.second:
            link.rcv_settle_mode = link.RCV_SECOND
        if link.is_receiver:
            say(event="attach", name=link.name, source=link.remote_source.address, target=link.remote_target.address,
                sender_settle_mode=link.remote_snd_settle_mode, receiver_settle_mode=link.remote_rcv_settle_mode,
                target_capabilities=remote(link.remote_target.capabilities), target_durability=link.remote_target.durability,
                target_expiry=link.remote_target.expiry_policy, target_timeout=link.remote_target.timeout, target_dynamic=link.remote_target.dynamic,
                target_node=remote(link.remote_target.properties), properties=remote_properties(link),
                container=event.connection.remote_container, hostname=event.connection.remote_hostname,
                frame_size=event.transport.remote_max_frame_size)
            link.flow(self.given.credit)

    def on_link_opened(self, event):
        if self.given.refuse:
            event.link.condition = Condition(self.given.refuse, "this receiver refuses every link")
            event.link.close()

    def on_delivery(self, event):
        delivery, link = event.delivery, event.link
        if link.is_receiver and self.given.second and delivery.settled and delivery.local_state:
            delivery.settle()
            say(event="settled", state=str(delivery.remote_state))
            return
        if not link.is_receiver or delivery.settled and not delivery.readable:
            return
        encoded = self.partial.setdefault(delivery.tag, bytearray())
        pending = delivery.pending
        if pending:
            encoded += link.recv(pending)
        if delivery.partial:
            return
        del self.partial[delivery.tag]
        if delivery.aborted:
            delivery.settle()
            say(event="aborted")
            return
        link.advance()
        self.on_bytes(event, bytes(encoded))

    def on_bytes(self, event, encoded):
        delivery, link = event.delivery, event.link
        outcome = self.given.outcome[self.received % len(self.given.outcome)]
        self.received += 1
        # Proton's Python shows the tag's bytes as text.
        tag = delivery.tag.encode("utf-8", "surrogateescape")
        for message in (self.given.unpack and data_sections(encoded)) or [encoded]:
            line = dict(event="message", settled=delivery.settled, bytes=len(message),
                        tag=base64.b64encode(tag).decode())
            if not self.given.brief:
                line["sections"] = sections(message)
                # Whatever our reading of the sections says, proton's own message type must take it too.
                Message().decode(message)
            say(**line)
        if not delivery.settled:
            self.settle(delivery, outcome, not self.given.second)
        if self.received < self.given.count:
            if link.credit <= self.given.credit // 2:
                link.flow(self.given.credit - link.credit)
        elif self.given.connect:
            event.connection.close()

    @staticmethod
    def settle(delivery, outcome, settled):
        if outcome == "none":
            return
        if outcome == "reject":
            delivery.local.condition = Condition("test:refused", "this receiver refuses on request", {symbol("attempt"): 1})
            delivery.update(Delivery.REJECTED)
        elif outcome == "release":
            delivery.update(Delivery.RELEASED)
        elif outcome == "modify":
            delivery.local.failed = True
            delivery.local.undeliverable = True
            delivery.local.annotations = {symbol("x-opt-why"): "asked to"}
            delivery.update(Delivery.MODIFIED)
        else:
            delivery.update(Delivery.ACCEPTED)
        if settled:
            delivery.settle()

    def on_transport_error(self, event):
        condition = event.transport.condition
        say(event="transport-error", condition=condition and condition.name, description=condition and condition.description)

    def on_transport_closed(self, event):
        # A listener stays for the next connection until it has what it waits for.
        if self.timer and (self.given.connect or self.received >= self.given.count):
            self.timer.cancel()
            self.timer = None
            say(event="done", count=self.received)
            if self.acceptor:
                self.acceptor.close()

    def on_timer_task(self, event):
        say(event="timeout", count=self.received)
        sys.stdout.flush()
        self.failure = "gave up after %g seconds with %d of %d messages" % (
            self.given.timeout, self.received, self.given.count)
        self.container.stop()


def main():
    handler = Receiver(options())
    try:
        Container(handler).run()
    except KeyboardInterrupt:
        return 130
    if handler.failure:
        print(handler.failure, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
