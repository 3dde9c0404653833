"""Sends one message to a broker over TLS with uamqp, which puts a shared access token first.

Usage: token_uamqp.py PORT NAME CA-FILE KEY-NAME KEY. The address of its link, and the audience of its token, is amqps://localhost/NAME.
Prints {"event": "outcome", "state": "accepted"}.
"""

import json
import sys

import uamqp
from uamqp import authentication


def main():
    port, name, authority, key_name, key = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5]
    login = authentication.SASTokenAuth.from_shared_access_key("amqps://localhost/" + name, key_name, key, port=port, verify=authority)
    client = uamqp.SendClient("amqps://localhost/" + name, auth=login)
    client.queue_message(uamqp.Message("by token"))
    for state in client.send_all_messages(close_on_done=True):
        sent = state == uamqp.constants.MessageState.SendComplete
        print(json.dumps({"event": "outcome", "state": "accepted" if sent else str(state)}), flush=True)


if __name__ == "__main__":
    main()
