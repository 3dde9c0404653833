// Sends events with rhea, as fast as it goes: the message of Contracts.cs, made anew for each send.
//
//   node rhea_sender.js PORT CONTAINER settled|unsettled|single COUNT BODY IN_FLIGHT [CERTIFICATE]
//
// A tenth of COUNT is sent first and not measured. It prints one line of JSON; settled messages are timed until the sink
// has answered the close, others until the last was accepted. RHEA names the folder of rhea.
const fs = require('fs');
const rhea = require(process.env.RHEA);

const [port, container, mode, countText, bodyText, inFlightText, certificate] = process.argv.slice(2);
const count = Number(countText);
const warming = Math.ceil(count / 10);
const settled = mode === 'settled';
const inFlight = mode === 'single' ? 1 : Number(inFlightText);
const refill = Math.max(1, Math.floor(inFlight / 10));
const outputLimit = 1 << 20;
const turn = 500;

const body = rhea.message.data_section(Buffer.alloc(Number(bodyText), 0x5a));
const ids = [...Array(1024).keys()].map((id) => 'msg-' + String(id).padStart(10, '0'));
const times = [];
let number = 0, target = warming, sent = 0, accepted = 0, phase = 'warming', start, startUsage, sentAt;

function message() {
    number++;
    return {
        message_id: ids[number & 1023],
        content_type: 'application/octet-stream',
        subject: 'bench.created',
        application_properties: {
            region: 'eu-west-1',
            attempt: rhea.types.wrap_int(3),
            time: rhea.types.wrap_long(1700000000000 + number),
        },
        body,
    };
}

const connection = rhea.create_container({ id: container }).connect({
    host: certificate ? 'localhost' : '127.0.0.1',
    port: Number(port),
    transport: certificate ? 'tls' : 'tcp',
    ca: certificate ? [fs.readFileSync(certificate)] : undefined,
    servername: 'localhost',
    reconnect: false,
});
const sender = connection.open_sender({ target: { address: 'events' }, snd_settle_mode: settled ? 1 : 0, autosettle: true });

function pump() {
    while (phase !== 'closing' && sent < target && sender.sendable() && (settled || sent - accepted < inFlight)) {
        sentAt = process.hrtime.bigint();
        sender.send(message());
        sent++;
        if (settled && sent % turn === 0) break;
    }
    if (!settled) return;
    // Settled messages are slowed down by nothing but the socket: it gets a turn between them.
    if (sent === target && connection.socket.writableLength === 0) onTarget();
    else setImmediate(connection.socket.writableLength > outputLimit ? wait : pump);
}

function wait() {
    setImmediate(connection.socket.writableLength > outputLimit ? wait : pump);
}

function onTarget() {
    if (phase === 'warming') {
        phase = 'measuring';
        target = count;
        sent = accepted = 0;
        start = process.hrtime.bigint();
        startUsage = process.cpuUsage();
        pump();
        return;
    }
    phase = 'closing';
    if (!settled) report();
    connection.close();
}

function share(perMille) {
    return times.length ? times[Math.min(times.length - 1, Math.floor(times.length * perMille / 1000))] / 1000 : null;
}

// process.resourceUsage tells the peak of whoever started this process, too.
function peakBytes() {
    return Number(/^VmHWM:\s+(\d+)/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
}

function report() {
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const usage = process.cpuUsage(startUsage);
    times.sort((first, second) => first - second);
    console.log(JSON.stringify({
        sent: warming + count,
        seconds,
        cpuSeconds: (usage.user + usage.system) / 1e6,
        peakBytes: peakBytes(),
        p50: share(500),
        p99: share(990),
        p999: share(999),
    }));
}

let started = false;
sender.on('sendable', () => {
    if (!started || !settled) pump();
    started = true;
});
sender.on('accepted', () => {
    accepted++;
    if (mode === 'single' && phase === 'measuring') times.push(Number(process.hrtime.bigint() - sentAt));
    if (accepted === target) onTarget();
    else if (inFlight - (sent - accepted) >= refill) pump();
});
connection.on('connection_close', () => { if (settled) report(); });
connection.on('disconnected', () => {});
