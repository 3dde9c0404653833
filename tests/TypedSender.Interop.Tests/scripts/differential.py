"""qpid-proton as second opinion on bytes, a batch at a time.

decode        reads messages as lines of hexadecimal digits; prints for each what proton's decoder makes of it and how its encoder writes that again
accept        reads such lines; prints for each whether proton takes it for values one after another
make N SEED   prints N messages that proton encoded, with what is in them
"""

import json
import random
import struct
import sys
import uuid

import amqp_values
from proton import Data


def say(answer):
    print(json.dumps(answer))


def again(encoded):
    """The same sections, written by proton."""
    written = b""
    while encoded:
        data = Data()
        used = data.decode(encoded)
        encoded = encoded[used:]
        written += data.encode()
    return written


def decode(line):
    encoded = bytes.fromhex(line)
    try:
        say({"sections": amqp_values.sections(encoded), "bytes": again(encoded).hex()})
    except Exception as error:
        say({"error": "%s: %s" % (type(error).__name__, error)})


def accept(line):
    # Value by value: pn_message_decode skips whatever it does not understand, and so refuses nothing.
    try:
        encoded = bytes.fromhex(line)
        while encoded:
            data = Data()
            encoded = encoded[data.decode(encoded):]
        say({"error": None})
    except Exception as error:
        say({"error": "%s: %s" % (type(error).__name__, error)})


class Maker:
    """Random messages, value by value through proton's own interface."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def message(self):
        written = b""
        for code, put in (
            (0x70, self.header), (0x71, self.annotations), (0x72, self.annotations), (0x73, self.properties), (0x74, self.application_properties), (0, None), (0x78, self.annotations),
        ):
            if put is None:
                for body_code, body in self.body():
                    written += self.section(body_code, body)
            elif self.random.random() < 0.5:
                written += self.section(code, put)
        return written

    def section(self, code, put):
        data = Data()
        data.put_described()
        data.enter()
        data.put_ulong(code)
        put(data)
        data.exit()
        return data.encode()

    def body(self):
        kind = self.random.randrange(3)
        if kind == 0:
            return [(0x75, lambda data: data.put_binary(self.random_bytes(300)))] * self.random.randrange(1, 4)
        if kind == 1:
            return [(0x76, lambda data: self.list(data, 3))] * self.random.randrange(1, 3)
        return [(0x77, lambda data: self.value(data, 3))]

    def fields(self, data, puts):
        data.put_list()
        data.enter()
        for put in puts[: self.random.randrange(len(puts) + 1)]:
            if self.random.random() < 0.3:
                data.put_null()
            else:
                put()
        data.exit()

    def header(self, data):
        self.fields(data, [
            lambda: data.put_bool(self.flag()), lambda: data.put_ubyte(self.below(256)), lambda: data.put_uint(self.below(2 ** 32)), lambda: data.put_bool(self.flag()),
            lambda: data.put_uint(self.below(300)),
        ])

    def properties(self, data):
        self.fields(data, [
            lambda: self.id(data), lambda: data.put_binary(self.random_bytes(20)), lambda: data.put_string(self.text()), lambda: data.put_string(self.text()), lambda: data.put_string(self.text()),
            lambda: self.id(data), lambda: data.put_symbol("text/plain"), lambda: data.put_symbol("gzip"), lambda: data.put_timestamp(self.moment()), lambda: data.put_timestamp(self.moment()),
            lambda: data.put_string(self.text()), lambda: data.put_uint(self.below(2 ** 32)), lambda: data.put_string(self.text()),
        ])

    def id(self, data):
        self.random.choice([
            lambda: data.put_ulong(self.below(2 ** 64)), lambda: data.put_uuid(self.uuid()), lambda: data.put_binary(self.random_bytes(20)), lambda: data.put_string(self.text()),
        ])()

    def annotations(self, data):
        self.map(data, lambda number: data.put_symbol("x-%d" % number), 2)

    def application_properties(self, data):
        self.map(data, lambda number: data.put_string("key %d" % number), 0)

    def map(self, data, key, depth):
        data.put_map()
        data.enter()
        for number in range(self.random.randrange(12)):
            key(number)
            self.value(data, depth)
        data.exit()

    def list(self, data, depth):
        data.put_list()
        data.enter()
        for _ in range(self.random.randrange(6)):
            self.value(data, depth - 1)
        data.exit()

    def value(self, data, depth):
        kind = self.random.randrange(24 if depth > 0 else 19)
        if kind < 19:
            self.scalar(data, kind)
        elif kind == 19:
            self.list(data, depth)
        elif kind == 20:
            self.map(data, lambda number: data.put_int(number), depth - 1)
        elif kind == 21:
            data.put_described()
            data.enter()
            self.random.choice([lambda: data.put_ulong(self.below(2 ** 64)), lambda: data.put_symbol("d:%d" % self.below(99))])()
            # No described value in another: proton loses its place behind one.
            self.scalar(data, self.random.randrange(19))
            data.exit()
        else:
            self.array(data)

    def array(self, data):
        kind = self.random.randrange(1, 19)
        is_described = self.flag()
        kinds = [
            None, Data.BOOL, Data.UBYTE, Data.USHORT, Data.UINT, Data.ULONG, Data.BYTE, Data.SHORT, Data.INT, Data.LONG, Data.FLOAT, Data.DOUBLE, Data.CHAR, Data.TIMESTAMP, Data.UUID, Data.BINARY,
            Data.STRING, Data.SYMBOL, Data.DECIMAL128,
        ]
        data.put_array(is_described, kinds[kind])
        data.enter()
        if is_described:
            data.put_ulong(self.below(2 ** 20))
        for _ in range(self.random.randrange(1, 6)):
            self.scalar(data, kind)
        data.exit()

    def scalar(self, data, kind):
        [
            lambda: data.put_null(), lambda: data.put_bool(self.flag()), lambda: data.put_ubyte(self.below(2 ** 8)), lambda: data.put_ushort(self.below(2 ** 16)), lambda: data.put_uint(self.below(2 ** 32)),
            lambda: data.put_ulong(self.below(2 ** 64)), lambda: data.put_byte(self.signed(8)), lambda: data.put_short(self.signed(16)), lambda: data.put_int(self.signed(32)),
            lambda: data.put_long(self.signed(64)), lambda: data.put_float(struct.unpack(">f", struct.pack(">f", self.random.uniform(-1e30, 1e30)))[0]),
            lambda: data.put_double(self.random.uniform(-1e300, 1e300)), lambda: data.put_char(self.random.choice("aé€😀")), lambda: data.put_timestamp(self.moment()),
            lambda: data.put_uuid(self.uuid()), lambda: data.put_binary(self.random_bytes(40)), lambda: data.put_string(self.text()), lambda: data.put_symbol("s" * self.below(300)),
            lambda: data.put_decimal128(self.bytes_of(16)),
        ][kind]()

    def flag(self):
        return self.random.random() < 0.5

    def below(self, limit):
        """Small numbers as often as large ones."""
        return self.random.randrange(limit) >> self.random.randrange(max(1, limit.bit_length()))

    def signed(self, bits):
        return self.random.randrange(-(2 ** (bits - 1)), 2 ** (bits - 1)) >> self.random.randrange(bits)

    def moment(self):
        return self.random.randrange(-62135596800000, 253402300800000)

    def uuid(self):
        return uuid.UUID(int=self.random.getrandbits(128))

    def random_bytes(self, limit):
        return self.bytes_of(self.random.randrange(limit))

    def bytes_of(self, count):
        return self.random.getrandbits(8 * count).to_bytes(count, "big") if count else b""

    def text(self):
        return "".join(self.random.choice("abc é€😀\n\"") for _ in range(self.random.randrange(30)))


def main():
    what = sys.argv[1]
    if what == "make":
        maker = Maker(int(sys.argv[3]))
        for _ in range(int(sys.argv[2])):
            encoded = maker.message()
            say({"bytes": encoded.hex(), "sections": amqp_values.sections(encoded)})
    else:
        for line in sys.stdin:
            (decode if what == "decode" else accept)(line.strip())
    sys.stdout.flush()


main()
