"""Sends events with uamqp, as fast as it goes: the message of Contracts.cs, made anew for each send. It knows TLS only.

    uamqp_sender.py PORT CONTAINER settled|unsettled|single COUNT BODY IN_FLIGHT CERTIFICATE

A tenth of COUNT is sent first and not measured. It prints one line of JSON; settled messages are timed until the connection
has closed, others until the last was accepted."""

import json
import resource
import sys
import time

import uamqp
from uamqp import authentication, constants

port, container, mode, count, body_size, in_flight, certificate = sys.argv[1:8]
count, in_flight = int(count), 1 if mode == "single" else int(in_flight)
warming = -(-count // 10)
body = b"\x5a" * int(body_size)
ids = ["msg-%010d" % number for number in range(1024)]
number = 0


def message():
    global number
    number += 1
    return uamqp.Message(
        body,
        properties=uamqp.message.MessageProperties(
            message_id=ids[number & 1023], content_type="application/octet-stream", subject="bench.created"),
        application_properties={"region": "eu-west-1", "attempt": 3, "time": 1700000000000 + number})


def connect():
    modes = {"send_settle_mode": constants.SenderSettleMode.Settled} if mode == "settled" else {}
    client = uamqp.SendClient(
        "amqps://localhost:%s/events" % port,
        auth=authentication.SASLAnonymous("localhost", port=int(port), verify=certificate),
        client_name=container,
        **modes)
    client.open()
    while not client.client_ready():
        time.sleep(0.002)
    return client


def send(client, total, times):
    if mode == "single":
        for _ in range(total):
            start = time.perf_counter()
            client.send_message(message())
            times.append(time.perf_counter() - start)
        return
    left = total
    while left > 0 or client.messages_pending():
        room = min(left, in_flight - len(client._pending_messages))
        if room >= in_flight // 2 or (room == left and room > 0):
            for _ in range(room):
                client.queue_message(message())
            left -= room
        client.do_work()


def share(times, per_mille):
    return times[min(len(times) - 1, len(times) * per_mille // 1000)] * 1e6 if times else None


def peak_bytes():
    # getrusage tells the peak of whoever started this process, too.
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


client = connect()
send(client, warming, [])
times = []
before = resource.getrusage(resource.RUSAGE_SELF)
start = time.perf_counter()
send(client, count, times)
if mode == "settled":
    client.close()
seconds = time.perf_counter() - start
after = resource.getrusage(resource.RUSAGE_SELF)
if mode != "settled":
    client.close()
times.sort()
print(json.dumps({
    "sent": warming + count,
    "seconds": seconds,
    "cpuSeconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    "peakBytes": peak_bytes(),
    "p50": share(times, 500),
    "p99": share(times, 990),
    "p999": share(times, 999),
}))
