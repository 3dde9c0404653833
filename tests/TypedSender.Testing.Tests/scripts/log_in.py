"""Opens a connection with a user and a password by qpid-proton and prints one line of JSON.

Lines: {"event": "opened", "container": NAME} or {"event": "refused", "condition": NAME, "description": TEXT}.
"""

import json
import sys

from proton.handlers import MessagingHandler
from proton.reactor import Container


class LogIn(MessagingHandler):
    def __init__(self, url, user, password, mechanism):
        super().__init__()
        self.given = url, user, password, mechanism

    def on_start(self, event):
        url, user, password, mechanism = self.given
        event.container.connect(url, user=user, password=password, allowed_mechs=mechanism, allow_insecure_mechs=True,
                                sasl_enabled=True, reconnect=False)

    def on_connection_opened(self, event):
        print(json.dumps({"event": "opened", "container": event.connection.remote_container}), flush=True)
        event.connection.close()

    def on_transport_error(self, event):
        condition = event.transport.condition
        print(json.dumps({"event": "refused", "condition": condition.name, "description": condition.description}), flush=True)


Container(LogIn(*sys.argv[1:])).run()
