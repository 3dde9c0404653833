"""Sends earthquakes, read from standard input as one line of JSON each, to a broker over TLS with uamqp.

Usage: send_uamqp.py PORT NAME CA-FILE. The address of its link is amqps://localhost/NAME, as uamqp takes it from its URL.
Prints {"event": "outcome", "state": "accepted"} for each, then {"event": "done", "count": N}.
"""

import json
import sys

import uamqp
from uamqp import authentication, c_uamqp, types
from uamqp.message import MessageHeader, MessageProperties


def message(quake):
    """What the contract Earthquake of the sample says, in uamqp's words."""
    header = MessageHeader()
    header.durable = True
    body = {
        "Magnitude": float(quake["magnitude"]),
        "Time": c_uamqp.timestamp_value(quake["time"]),
        "Place": quake["place"],
        "Location": {key: float(quake["location"][key.lower()]) for key in ("Longitude", "Latitude", "Depth")},
        "Significance": types.AMQPInt(quake["significance"]),
        "Status": quake["status"],
    }
    optional = {
        "Felt": types.AMQPInt, "Intensity": float, "Alert": str, "Stations": types.AMQPInt, "Gap": float,
    }
    for key, make in optional.items():
        if quake[key.lower()] is not None:
            body[key] = make(quake[key.lower()])
    return uamqp.Message(
        body=body,
        body_type=uamqp.MessageBodyType.Value,
        header=header,
        properties=MessageProperties(
            message_id=quake["id"], subject=quake["class"], creation_time=quake["updated"]),
        application_properties={
            "source": "usgs.gov", "network": quake["network"], "tsunami": quake["tsunami"], "magnitude": float(quake["magnitude"])})


def main():
    port, name, authority = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    messages = [message(json.loads(line)) for line in sys.stdin]
    login = authentication.SASLAnonymous("localhost", port=port, verify=authority)
    client = uamqp.SendClient("amqps://localhost/" + name, auth=login)
    client.queue_message(*messages)
    count = 0
    for state in client.send_all_messages(close_on_done=True):
        sent = state == uamqp.constants.MessageState.SendComplete
        print(json.dumps({"event": "outcome", "state": "accepted" if sent else str(state)}), flush=True)
        count += 1
    print(json.dumps({"event": "done", "count": count}), flush=True)


if __name__ == "__main__":
    main()
