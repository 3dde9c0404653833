"""The SASL layer of AMQP 1.0 (5.3) on a socket, frame by frame; qpid-proton decodes and encodes the values."""

import struct

from proton import Data, symbol

SASL_HEADER = b"AMQP\x03\x01\x00\x00"
AMQP_HEADER = b"AMQP\x00\x01\x00\x00"
MECHANISMS, INIT, CHALLENGE, RESPONSE, OUTCOME = 0x40, 0x41, 0x42, 0x43, 0x44


def read(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise EOFError(f"the peer closed after {len(data)} of {count} bytes")
        data += more
    return data


def expect(connection, expected):
    header = read(connection, 8)
    if header != expected:
        raise ValueError(f"expected {expected.hex()}, but {header.hex()} came")


def read_frame(connection):
    """The descriptor and the fields of the next frame."""
    size, offset, kind, _ = struct.unpack(">IBBH", read(connection, 8))
    if kind != 1 or offset != 2:
        raise ValueError("no SASL frame")
    data = Data()
    data.decode(read(connection, size - 8))
    data.rewind()
    data.next()
    described = data.get_object()
    return int(described.descriptor), described.value


def write_frame(connection, descriptor, put):
    """Writes a frame whose list of fields `put` fills."""
    data = Data()
    data.put_described()
    data.enter()
    data.put_ulong(descriptor)
    data.put_list()
    data.enter()
    put(data)
    data.exit()
    data.exit()
    body = data.encode()
    connection.sendall(struct.pack(">IBBH", len(body) + 8, 2, 1, 0) + body)


def put_mechanism(data, mechanism):
    data.put_symbol(symbol(mechanism))
