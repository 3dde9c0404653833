// Reads messages as lines of hexadecimal digits, and prints what rhea makes of each as one line of JSON: {"sections": [...]} or {"error": "..."}.

'use strict';

const readline = require('readline');

const { sections } = require('./amqp_values.js');

function decode(line) {
    try {
        return { sections: sections(Buffer.from(line, 'hex')) };
    } catch (error) {
        return { error: `${error.name}: ${error.message}` };
    }
}

readline.createInterface({ input: process.stdin }).on('line', line => process.stdout.write(JSON.stringify(decode(line)) + '\n'));
