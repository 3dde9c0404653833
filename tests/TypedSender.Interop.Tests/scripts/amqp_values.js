// Messages as rhea decodes them, in the form in which amqp_values.py puts down those of qpid-proton.

'use strict';

const rhea = require('rhea');

const SECTIONS = {
    0x70: 'header',
    0x71: 'delivery-annotations',
    0x72: 'message-annotations',
    0x73: 'properties',
    0x74: 'application-properties',
    0x75: 'data',
    0x76: 'amqp-sequence',
    0x77: 'amqp-value',
    0x78: 'footer',
};

// rhea names each encoding of a type; these are the types. What it reads into a number that cannot hold it stays a buffer.
const SCALARS = {
    Ubyte: 'ubyte', Ushort: 'ushort', Uint: 'uint', SmallUint: 'uint', Uint0: 'uint',
    Ulong: 'ulong', SmallUlong: 'ulong', Ulong0: 'ulong',
    Byte: 'byte', Short: 'short', Int: 'int', SmallInt: 'int', Long: 'long', SmallLong: 'long',
};
const BITS = { Decimal32: 'decimal32', Decimal64: 'decimal64', Decimal128: 'decimal128' };

// rhea's own reader keeps one descriptor of a value that has several, as a section with a described value does.
class Reader extends rhea.types.Reader {
    read() {
        const constructor = this.read_constructor();
        const value = this.read_value(rhea.types.by_code[constructor.typecode]);
        value.descriptors = constructor.descriptors || (constructor.descriptor ? [constructor.descriptor] : []);
        return value;
    }
}

// The type name and the value of what rhea decoded, as amqp_values.py writes them.
function plain(typed) {
    const name = typed.type.name;
    const value = typed.value;
    if (name in SCALARS) {
        return [SCALARS[name], Buffer.isBuffer(value) ? wide(name, value) : String(value)];
    }
    if (name in BITS) {
        return [BITS[name], value.toString('hex')];
    }
    switch (name) {
    case 'Null':
        return ['null'];
    case 'Boolean':
    case 'True':
    case 'False':
        return ['boolean', value ? 'true' : 'false'];
    case 'Float':
    case 'Double': {
        const bits = Buffer.alloc(name === 'Float' ? 4 : 8);
        name === 'Float' ? bits.writeFloatBE(value) : bits.writeDoubleBE(value);
        return [name.toLowerCase(), bits.toString('hex')];
    }
    case 'CharUTF32':
        return ['char', String(value)];
    case 'Timestamp':
        return ['timestamp', String(value.getTime())];
    case 'Uuid':
        return ['uuid', rhea.uuid_to_string(value)];
    case 'Vbin8':
    case 'Vbin32':
        return ['binary', value.toString('base64')];
    case 'Str8':
    case 'Str32':
        return ['string', value];
    case 'Sym8':
    case 'Sym32':
        return ['symbol', value];
    case 'List0':
    case 'List8':
    case 'List32':
        return ['list', value.map(notation)];
    case 'Map8':
    case 'Map32':
        return ['map', pairs(value.map(notation))];
    case 'Array8':
    case 'Array32':
        return array(value.map(plain), typed.array_constructor.descriptor);
    default:
        throw new Error('rhea reports a type that this script does not know: ' + name);
    }
}

function array(items, descriptor) {
    const type = items.length ? items[0][0] : 'null';
    return descriptor ? ['described-array', type, notation(descriptor), items] : ['array', type, items];
}

function notation(typed) {
    return typed.descriptors.reduceRight((value, descriptor) => ['described', notation(descriptor), value], plain(typed));
}

function wide(name, bytes) {
    return String(name === 'Long' ? bytes.readBigInt64BE() : bytes.readBigUInt64BE());
}

function pairs(items) {
    const found = [];
    for (let i = 0; i < items.length; i += 2) {
        found.push([items[i], items[i + 1]]);
    }
    return found;
}

function sections(bytes) {
    const reader = new Reader(bytes);
    const found = [];
    while (reader.remaining()) {
        const section = reader.read();
        const code = Number(section.descriptors.shift().value);
        found.push([SECTIONS[code] || String(code), notation(section)]);
    }
    return found;
}

module.exports = { sections };
