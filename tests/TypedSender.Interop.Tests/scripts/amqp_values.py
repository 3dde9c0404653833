"""Every AMQP value as JSON that keeps its exact type, by qpid-proton's own decoder.

A value is a JSON array that starts with the AMQP type name: ["uint", "5"], ["list", [...]], ["map", [[key, value], ...]],
["array", element type, [...]], ["described", descriptor, value]. Integers are decimal text, floating point and decimals
are their bits in hexadecimal, binary is base64, a timestamp is milliseconds, a char is a code point.
"""

import base64
import struct

from proton import Data

SECTIONS = {
    0x70: "header",
    0x71: "delivery-annotations",
    0x72: "message-annotations",
    0x73: "properties",
    0x74: "application-properties",
    0x75: "data",
    0x76: "amqp-sequence",
    0x77: "amqp-value",
    0x78: "footer",
}

SCALARS = {
    Data.UBYTE: ("ubyte", Data.get_ubyte),
    Data.USHORT: ("ushort", Data.get_ushort),
    Data.UINT: ("uint", Data.get_uint),
    Data.ULONG: ("ulong", Data.get_ulong),
    Data.BYTE: ("byte", Data.get_byte),
    Data.SHORT: ("short", Data.get_short),
    Data.INT: ("int", Data.get_int),
    Data.LONG: ("long", Data.get_long),
    Data.TIMESTAMP: ("timestamp", Data.get_timestamp),
}


def current(data):
    """The value under the cursor."""
    kind = data.type()
    if kind is None or kind == Data.NULL:
        return ["null"]
    if kind == Data.BOOL:
        return ["boolean", "true" if data.get_bool() else "false"]
    if kind in SCALARS:
        name, get = SCALARS[kind]
        return [name, str(int(get(data)))]
    if kind == Data.FLOAT:
        return ["float", struct.pack(">f", float(data.get_float())).hex()]
    if kind == Data.DOUBLE:
        return ["double", struct.pack(">d", data.get_double()).hex()]
    if kind == Data.DECIMAL32:
        return ["decimal32", "%08x" % int(data.get_decimal32())]
    if kind == Data.DECIMAL64:
        return ["decimal64", "%016x" % int(data.get_decimal64())]
    if kind == Data.DECIMAL128:
        return ["decimal128", bytes(data.get_decimal128()).hex()]
    if kind == Data.CHAR:
        return ["char", str(ord(data.get_char()))]
    if kind == Data.UUID:
        return ["uuid", str(data.get_uuid())]
    if kind == Data.BINARY:
        return ["binary", base64.b64encode(bytes(data.get_binary())).decode("ascii")]
    if kind == Data.STRING:
        return ["string", data.get_string()]
    if kind == Data.SYMBOL:
        return ["symbol", str(data.get_symbol())]
    if kind == Data.LIST:
        return ["list", children(data)]
    if kind == Data.MAP:
        items = children(data)
        return ["map", [items[i:i + 2] for i in range(0, len(items), 2)]]
    if kind == Data.ARRAY:
        return array(data)
    if kind == Data.DESCRIBED:
        items = children(data)
        return ["described", items[0], items[1]]
    raise ValueError("proton reports a type this script does not know: %r" % (kind,))


def children(data):
    items = []
    data.enter()
    while data.next() is not None:
        items.append(current(data))
    data.exit()
    return items


def array(data):
    count, described, kind = data.get_array()
    items = children(data)
    name = "boolean" if kind == Data.BOOL else Data.type_names.get(kind, "null")
    if described:
        return ["described-array", name, items[0], items[1:]]
    assert len(items) == count, (len(items), count)
    return ["array", name, items]


def sections(encoded):
    """The sections of a message in their order, as [[name, value], ...]."""
    found = []
    rest = encoded
    while rest:
        data = Data()
        used = data.decode(rest)
        rest = rest[used:]
        data.rewind()
        data.next()
        value = current(data)
        if value[0] != "described" or value[1][0] != "ulong":
            raise ValueError("a message must be made of sections, this is %s" % value[0])
        found.append([SECTIONS.get(int(value[1][1]), value[1][1]), value[2]])
    return found
