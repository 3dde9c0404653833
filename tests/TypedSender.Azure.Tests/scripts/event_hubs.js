// Does with @azure/event-hubs what an application does at a hub, and prints each step's result as one line of JSON: {"step": ..., "result": ...}.
// The connection string is in the environment, so that no list of processes shows its key.
//
// Usage: CONNECTION_STRING=... node event_hubs.js HUB

'use strict';

const { EventHubBufferedProducerClient, EventHubConsumerClient, EventHubProducerClient } = require('@azure/event-hubs');

const hub = process.argv[2];
const options = { retryOptions: { maxRetries: 0, timeoutInMs: 60000 } };

async function step(name, action) {
    console.log(JSON.stringify({ step: name, result: await action() }));
}

function plain(event) {
    const { body, properties, partitionKey, sequenceNumber, offset } = event;
    return { body, properties, partitionKey, sequenceNumber, offset, time: event.enqueuedTimeUtc.getTime() };
}

// Reads until there are so many events, from one partition or from all.
async function read(count, partition, settings) {
    const consumer = new EventHubConsumerClient('$Default', process.env.CONNECTION_STRING, hub, options);
    const events = [];
    await new Promise((resolve, reject) => {
        const handlers = {
            processEvents: async (received, context) => {
                events.push(...received.map((event) => ({ partition: context.partitionId, last: context.lastEnqueuedEventProperties?.sequenceNumber, ...plain(event) })));
                if (events.length >= count) {
                    resolve();
                }
            },
            processError: async (error) => reject(error),
        };
        if (partition === undefined) {
            consumer.subscribe(handlers, settings);
        } else {
            consumer.subscribe(partition, handlers, settings);
        }
    });
    await consumer.close();
    return events;
}

async function main() {
    const producer = new EventHubProducerClient(process.env.CONNECTION_STRING, hub, options);
    await step('properties', async () => {
        const { name, partitionIds } = await producer.getEventHubProperties();
        return { name, partitionIds };
    });
    await step('send', async () => {
        await producer.sendBatch([{ body: 'first', properties: { unit: 'C' } }, { body: { number: 2 } }], { partitionId: '0' });
        return 'sent';
    });
    await step('batch', async () => {
        const batch = await producer.createBatch({ partitionKey: 'device-7' });
        batch.tryAdd({ body: 'k1' });
        batch.tryAdd({ body: 'k2' });
        await producer.sendBatch(batch);
        return { count: batch.count, maximum: batch.maxSizeInBytes };
    });
    await step('buffered', async () => {
        const failures = [];
        const buffered = new EventHubBufferedProducerClient(process.env.CONNECTION_STRING, hub, {
            ...options, maxWaitTimeInMs: 50, onSendEventsErrorHandler: async (context) => failures.push(context.error.message),
        });
        await buffered.enqueueEvent({ body: 'k3' }, { partitionKey: 'device-7' });
        await buffered.close({ flush: true });
        return failures;
    });
    await step('partition', async () => {
        const { partitionId, isEmpty, beginningSequenceNumber, lastEnqueuedSequenceNumber, lastEnqueuedOffset } = await producer.getPartitionProperties('0');
        return { partitionId, isEmpty, beginningSequenceNumber, lastEnqueuedSequenceNumber, lastEnqueuedOffset };
    });
    const wait = { maxWaitTimeInSeconds: 1 };
    await step('earliest', () => read(2, '0', { ...wait, startPosition: { offset: '-1' }, trackLastEnqueuedEventProperties: true }));
    await step('sequence number', () => read(1, '0', { ...wait, startPosition: { sequenceNumber: 1, isInclusive: true } }));
    await step('time', () => read(2, '0', { ...wait, startPosition: { enqueuedOn: 0 } }));
    await step('owner level', () => read(2, '0', { ...wait, startPosition: { offset: '-1' }, ownerLevel: 1 }));
    await step('all', () => read(5, undefined, { ...wait, startPosition: { offset: '-1' } }));
    await producer.close();
}

// The package's timers would keep the process for the whole time-out.
main().then(() => process.exit(0), (error) => {
    console.error(error.name, error.code, error.message);
    process.exit(1);
});
