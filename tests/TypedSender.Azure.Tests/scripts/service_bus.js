// Does with @azure/service-bus what an application does at a queue, and prints each step's result as one line of JSON: {"step": ..., "result": ...}.
// The connection string is in the environment, so that no list of processes shows its key.
//
// Usage: CONNECTION_STRING=... node service_bus.js QUEUE

'use strict';

const { ServiceBusClient } = require('@azure/service-bus');

const queue = process.argv[2];
const client = new ServiceBusClient(process.env.CONNECTION_STRING, { retryOptions: { maxRetries: 0, timeoutInMs: 60000 } });

async function step(name, action) {
    console.log(JSON.stringify({ step: name, result: await action() }));
}

async function receiveOne(receiver) {
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 60000 });
    return message;
}

async function main() {
    const sender = client.createSender(queue);
    const receiver = client.createReceiver(queue);
    await step('send', async () => {
        await sender.sendMessages({ body: { number: 1 }, messageId: 'm1', subject: 'order.placed', applicationProperties: { kind: 'test', count: 5 } });
        return 'sent';
    });
    await step('batch', async () => {
        const batch = await sender.createMessageBatch();
        batch.tryAddMessage({ body: 'b1', messageId: 'b1' });
        batch.tryAddMessage({ body: 'b2', messageId: 'b2' });
        await sender.sendMessages(batch);
        return { count: batch.count, maximum: batch.maxSizeInBytes };
    });
    await step('peek', async () => (await receiver.peekMessages(10)).map((message) => message.messageId));
    await step('complete', async () => {
        const message = await receiveOne(receiver);
        await receiver.completeMessage(message);
        const { body, messageId, subject, applicationProperties, deliveryCount } = message;
        return { body, messageId, subject, applicationProperties, deliveryCount, sequenceNumber: message.sequenceNumber.toNumber() };
    });
    await step('abandon', async () => {
        await receiver.abandonMessage(await receiveOne(receiver));
        return 'abandoned';
    });
    await step('renew', async () => {
        const message = await receiveOne(receiver);
        const until = await receiver.renewMessageLock(message);
        await receiver.deadLetterMessage(message, { deadLetterReason: 'unreadable', deadLetterErrorDescription: 'No JSON.' });
        return { deliveryCount: message.deliveryCount, isLater: until >= message.lockedUntilUtc };
    });
    await step('dead-letter', async () => {
        const dead = client.createReceiver(queue, { subQueueType: 'deadLetter', receiveMode: 'receiveAndDelete' });
        const message = await receiveOne(dead);
        await dead.close();
        return { messageId: message.messageId, reason: message.deadLetterReason, description: message.deadLetterErrorDescription };
    });
    await step('subscribe', async () => {
        const subscribed = client.createReceiver(queue);
        const message = await new Promise((resolve, reject) => subscribed.subscribe({
            processMessage: async (each) => resolve(each),
            processError: async (args) => reject(args.error),
        }, { autoCompleteMessages: true }));
        await subscribed.close();
        return message.messageId;
    });
    await step('drain', async () => (await receiver.receiveMessages(5, { maxWaitTimeInMs: 200 })).length);
    await step('schedule', async () => {
        const [number] = await sender.scheduleMessages({ body: 'later' }, new Date(Date.now() + 3600000));
        await sender.cancelScheduledMessages(number);
        return number.toNumber();
    });
    await client.close();
}

main().catch((error) => {
    console.error(error.name, error.code, error.message);
    process.exit(1);
});
