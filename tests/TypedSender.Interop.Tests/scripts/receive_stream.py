"""Receives one AMQP message with qpid-proton, as it comes, and prints the SHA-256 of the bytes in its data sections.

Listens on a free loopback port; the first line is `listening PORT`. Then one line of JSON: {"event": "message", "bytes": N, "sections": N, "sha256": ...}
or {"event": "aborted", ...}. Of the message no more is kept than the transport's buffers.
"""

import hashlib
import json
import socket
import struct
import sys
import weakref

from proton.handlers import EndpointStateHandler, MessagingHandler
from proton.reactor import Container

WINDOW = 1024 * 1024
DESCRIPTOR = b"\x00\x53\x75"


class DataSections:
    """Splits a message that consists of data sections (AMQP 1.0, 3.2.6), whatever pieces it comes in."""

    def __init__(self):
        self.head = b""
        self.left = 0
        self.count = 0
        self.total = 0
        self.hash = hashlib.sha256()

    def feed(self, piece):
        while piece:
            if self.left:
                taken, piece = piece[:self.left], piece[self.left:]
                self.hash.update(taken)
                self.left -= len(taken)
                self.total += len(taken)
                continue
            self.head += piece
            piece = b""
            if not DESCRIPTOR.startswith(self.head[:3]):
                raise ValueError("no data section: " + self.head[:8].hex())
            small = self.head[3:4] == b"\xa0"
            size = 5 if small else 8
            if len(self.head) >= size:
                self.left = self.head[4] if small else struct.unpack(">I", self.head[4:8])[0]
                self.count += 1
                piece, self.head = self.head[size:], b""


class Receiver(MessagingHandler):
    def __init__(self):
        super().__init__(prefetch=0, auto_accept=False)
        self.handlers = [EndpointStateHandler(False, weakref.proxy(self))]
        self.sections = DataSections()

    def on_start(self, event):
        self.acceptor = event.container.listen("127.0.0.1:0")
        listener = socket.socket(fileno=socket.dup(self.acceptor._selectable.fileno()))
        print("listening", listener.getsockname()[1], flush=True)
        listener.close()

    def on_session_opening(self, event):
        event.session.incoming_capacity = WINDOW

    def on_link_opening(self, event):
        event.link.source.copy(event.link.remote_source)
        event.link.target.copy(event.link.remote_target)
        event.link.flow(1)

    def on_delivery(self, event):
        delivery, link = event.delivery, event.link
        if not link.is_receiver or not (delivery.readable or delivery.aborted):
            return
        while delivery.pending and not delivery.aborted:
            self.sections.feed(link.recv(delivery.pending))
        if delivery.partial and not delivery.aborted:
            return
        print(json.dumps(dict(event="aborted" if delivery.aborted else "message", bytes=self.sections.total, sections=self.sections.count,
                              sha256=self.sections.hash.hexdigest())), flush=True)
        if not delivery.aborted:
            link.advance()
            delivery.update(delivery.ACCEPTED)
        delivery.settle()

    def on_transport_closed(self, event):
        self.acceptor.close()


if __name__ == "__main__":
    Container(Receiver()).run()
    sys.exit(0)
