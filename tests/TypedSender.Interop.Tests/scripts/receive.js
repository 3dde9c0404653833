// Listens on a free loopback port, receives AMQP messages with rhea and prints each as one line of JSON, as receive.py does with
// qpid-proton; an envelope as the messages in it. The first line is `listening PORT`; then {"event": "message", ...}, {"event": "done", "count": N}.
//
// Usage: node receive.js COUNT

'use strict';

const rhea = require('rhea');

const { sections } = require('./amqp_values.js');

// The message format of envelopes.
const ENVELOPE = 0x80013700;

const count = Number(process.argv[2]);
let received = 0;

function say(line) {
    process.stdout.write(JSON.stringify(line) + '\n');
}

// The messages in an envelope: one in each data section.
function items(bytes) {
    return sections(bytes).filter(([name]) => name === 'data').map(([, value]) => Buffer.from(value[1], 'base64'));
}

// rhea hands out its own message, which has lost the exact types; the bytes are kept beside it.
const decode = rhea.message.decode;
rhea.message.decode = bytes => Object.assign(decode(bytes), { bytes });

rhea.on('receiver_open', context => {
    context.receiver.set_source(context.receiver.source);
    context.receiver.set_target(context.receiver.target);
});

rhea.on('message', context => {
    const bytes = Buffer.isBuffer(context.message) ? context.message : context.message.bytes;
    const messages = context.delivery.format === ENVELOPE ? items(bytes) : [bytes];
    for (const message of messages) {
        say({ event: 'message', settled: context.delivery.remote_settled === true, bytes: message.length, sections: sections(message) });
    }
    received += 1;
});

rhea.on('disconnected', leave);
rhea.on('connection_close', leave);

function leave() {
    if (received >= count) {
        say({ event: 'done', count: received });
        server.close();
    }
}

rhea.sasl_server_mechanisms.enable_anonymous();
const server = rhea.listen({ port: 0, host: '127.0.0.1' });
server.on('listening', () => process.stdout.write('listening ' + server.address().port + '\n'));
