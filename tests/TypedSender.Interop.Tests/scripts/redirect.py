"""Listens with qpid-proton, and sends whoever comes elsewhere: links by amqp:link:redirect, or connections by amqp:connection:redirect.

Prints `listening PORT`, then lines of JSON: {"event": "redirected", "what": "link" or "connection"}.
"""

import argparse
import json
import socket
import sys

from proton import Condition, Terminus, symbol
from proton.handlers import MessagingHandler
from proton.reactor import Container


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--what", choices=["link", "connection"], required=True, help="what is sent elsewhere")
    parser.add_argument("--later", action="store_true", help="attach the link first, and send it elsewhere when its first message has come")
    parser.add_argument("--host", required=True, help="network-host of the info map")
    parser.add_argument("--port", type=int, required=True, help="port of the info map")
    parser.add_argument("--address", help="address of the info map")
    parser.add_argument("--timeout", type=float, default=120, help="seconds after which this script gives up")
    return parser.parse_args()


def say(**line):
    print(json.dumps(line), flush=True)


class Redirect(MessagingHandler):
    def __init__(self, given):
        super().__init__(prefetch=0, auto_accept=True)
        self.given = given

    def on_start(self, event):
        acceptor = event.container.listen("127.0.0.1:0")
        listener = socket.socket(fileno=socket.dup(acceptor._selectable.fileno()))
        print("listening", listener.getsockname()[1], flush=True)
        listener.close()
        event.container.schedule(self.given.timeout, self)

    def on_timer_task(self, event):
        sys.exit("gave up after %g seconds" % self.given.timeout)

    def condition(self):
        info = {symbol("network-host"): self.given.host, symbol("port"): self.given.port, symbol("hostname"): self.given.host}
        if self.given.address:
            info[symbol("address")] = self.given.address
        return Condition("amqp:%s:redirect" % self.given.what, "moved", info)

    def on_connection_opened(self, event):
        if self.given.what == "connection":
            event.connection.condition = self.condition()
            event.connection.close()
            say(event="redirected", what="connection")

    def on_link_opening(self, event):
        link = event.link
        link.source.copy(link.remote_source)
        if self.given.later:
            link.target.copy(link.remote_target)
            link.flow(1)
        else:
            # AMQP 1.0, 2.6.3: a refused link is attached without a target and detached at once.
            link.target.type = Terminus.UNSPECIFIED

    def on_link_opened(self, event):
        if self.given.what == "link" and not self.given.later:
            self.send_away(event.link)

    def on_message(self, event):
        if self.given.later:
            self.send_away(event.link)

    def send_away(self, link):
        link.condition = self.condition()
        link.close()
        say(event="redirected", what="link")


def main():
    Container(Redirect(options())).run()


if __name__ == "__main__":
    main()
