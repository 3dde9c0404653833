using Recovery;
using TypedSender;
using TypedSender.Testing;

// Two brokers in this process. The first goes down while readings are sent, then the second, and the first comes back.
await using InProcessBroker first = await InProcessBroker.StartAsync();
await using InProcessBroker second = await InProcessBroker.StartAsync();
BrokerQueue[] queues = [first.CreateQueue("readings"), second.CreateQueue("readings")];
await using SendClient client = Connecting.Connect($"amqp://127.0.0.1:{first.Port},127.0.0.1:{second.Port}");
IReadingSender readings = Connecting.GetSender(client);

int delivered = 0;
Task repair = Task.CompletedTask;
for (int number = 1; number <= 30; number++)
{
    if (number == 11)
    {
        await first.SuspendAsync();
    }
    else if (number == 21)
    {
        await second.SuspendAsync();
        repair = RepairAsync();
    }

    delivered += await Deciding.DeliverAsync(readings, new Reading(Guid.NewGuid(), "summit", -number)) ? 1 : 0;
}

await repair;
SendCloseReport report = await client.CloseAsync();
Console.WriteLine(report);
Console.WriteLine($"delivered: {delivered}, stored: {queues[0].Count} and {queues[1].Count}");

async Task RepairAsync()
{
    await Task.Delay(TimeSpan.FromMilliseconds(500));
    await first.ResumeAsync();
}
