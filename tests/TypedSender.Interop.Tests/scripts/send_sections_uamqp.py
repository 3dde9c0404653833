"""Sends messages with all sections to a broker over TLS with uamqp: what UamqpSectionTests builds from the same numbers.

Usage: send_sections_uamqp.py PORT NAME CA-FILE COUNT. The address of its link is amqps://localhost/NAME, as uamqp takes it from its URL.
Prints {"event": "outcome", "state": "accepted"} for each, then {"event": "done", "count": N}.
"""

import json
import sys
import uuid

import uamqp
from uamqp import authentication, c_uamqp, types
from uamqp.message import MessageHeader, MessageProperties


def message_id(number):
    """Every second time as a user of uamqp writes it, and otherwise by a type of its own."""
    typed = number % 8 < 4
    return (
        "id-%d" % number,
        types.AMQPuLong(number) if typed else number,
        uuid.UUID(int=number),
        bytearray(b"id%d" % number) if typed else b"id%d" % number,
    )[number % 4]


def application_properties(number):
    return {
        "boolean": number % 2 == 0,
        "ubyte": types.AMQPuByte(number % 256),
        "ushort": types.AMQPuShort(number),
        "uint": types.AMQPuInt(number),
        "ulong": types.AMQPuLong(number),
        "byte": types.AMQPByte(-(number % 128)),
        "short": types.AMQPShort(-number),
        "int": -number,
        "long": types.AMQPLong(-number),
        "float": c_uamqp.float_value(number / 4),
        "double": number / 8,
        "timestamp": c_uamqp.timestamp_value(1500000000000 + number),
        "uuid": uuid.UUID(int=number),
        "binary": bytearray(b"bytes"),
        "bytes": b"text",
        "string": "n\u00b0 %d" % number,
        "symbol": types.AMQPSymbol("symbol"),
        "null": None,
    }


def body(number):
    return (
        ([b"one section"], uamqp.MessageBodyType.Data),
        ([b"two", b"sections of %d" % number], uamqp.MessageBodyType.Data),
        ([[number, "a", None], [2.5]], uamqp.MessageBodyType.Sequence),
        ({"list": [number, True, None], "map": {"key": bytearray(b"\x00\xff")}}, uamqp.MessageBodyType.Value),
    )[number % 4]


def message(number):
    header = MessageHeader()
    header.durable = True
    header.priority = number % 10
    header.time_to_live = 1000 + number
    header.first_acquirer = True
    content, kind = body(number)
    return uamqp.Message(
        body=content,
        body_type=kind,
        header=header,
        delivery_annotations={types.AMQPSymbol("x-opt-hop"): number},
        annotations={types.AMQPSymbol("x-opt-typed"): "typed", "x-opt-plain": types.AMQPuInt(number)},
        properties=MessageProperties(
            message_id=message_id(number), user_id=b"user\xff", to="to", subject="subject", reply_to="reply", correlation_id=message_id(number),
            content_type="text/plain", content_encoding="gzip", absolute_expiry_time=1600000000000 + number, creation_time=1500000000000 + number,
            group_id="group", group_sequence=number, reply_to_group_id="reply group"),
        application_properties=application_properties(number),
        footer={types.AMQPSymbol("x-opt-sum"): types.AMQPuInt(number)})


def main():
    port, name, authority, count = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    login = authentication.SASLAnonymous("localhost", port=port, verify=authority)
    client = uamqp.SendClient("amqps://localhost/" + name, auth=login)
    client.queue_message(*(message(number) for number in range(1, count + 1)))
    sent = 0
    for state in client.send_all_messages(close_on_done=True):
        accepted = state == uamqp.constants.MessageState.SendComplete
        print(json.dumps({"event": "outcome", "state": "accepted" if accepted else str(state)}), flush=True)
        sent += 1
    print(json.dumps({"event": "done", "count": sent}), flush=True)


if __name__ == "__main__":
    main()
