"""Logs in at a broker by cyrus-sasl, which verifies the broker too, and prints one line of JSON.

Arguments: PORT MECHANISM USER PASSWORD. Lines: {"event": "opened", "offered": [NAME...]} or {"event": "refused", "code": N}.
"""

import json
import socket
import sys

import cyrus
import sasl_frames as sasl

port, mechanism, user, password = sys.argv[1:]
client = cyrus.Client(user, password)
with socket.create_connection(("127.0.0.1", int(port))) as connection:
    connection.sendall(sasl.SASL_HEADER)
    sasl.expect(connection, sasl.SASL_HEADER)
    _, fields = sasl.read_frame(connection)
    offered = [str(name) for name in (fields[0].elements if hasattr(fields[0], "elements") else [fields[0]])]
    done, response = client.start(mechanism)

    def put_init(data):
        sasl.put_mechanism(data, mechanism)
        data.put_binary(response)

    sasl.write_frame(connection, sasl.INIT, put_init)
    descriptor, fields = sasl.read_frame(connection)
    while descriptor == sasl.CHALLENGE:
        done, response = client.step(fields[0])
        sasl.write_frame(connection, sasl.RESPONSE, lambda data: data.put_binary(response))
        descriptor, fields = sasl.read_frame(connection)
    if fields[0] == 0 and done:
        connection.sendall(sasl.AMQP_HEADER)
        sasl.expect(connection, sasl.AMQP_HEADER)
        print(json.dumps({"event": "opened", "offered": offered}), flush=True)
    else:
        print(json.dumps({"event": "refused", "code": int(fields[0])}), flush=True)
