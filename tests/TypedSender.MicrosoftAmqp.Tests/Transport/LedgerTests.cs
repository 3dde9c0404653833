using TypedSender.Shared.Ledgers;
using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>Thousands of sends at once across the loss of their connection: what was told is true.</summary>
public sealed class LedgerTests
{
    private const int Count = 10_000;

    [Theory]
    [ClassData(typeof(Ways))]
    public async Task What_is_told_across_a_cut_is_what_arrived(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        end.Queue.Credit = CreditPolicy.Window(200);
        INoteSender notes = await end.CreateAsync<INoteSender>(way);
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, Count).AsParallel().AsOrdered().Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        await end.Queue.WaitForArrivalsAsync(Count / 4).Within();

        end.Broker.AbortConnections();
        SendOutcome[] outcomes = await Task.WhenAll(sends).Within();

        Ledger ledger = new();
        var arrived = end.Queue.Messages.GroupBy(Text).ToDictionary(group => group.Key, group => group.Count());
        for (int number = 0; number < Count; number++)
        {
            ledger.Add(number, outcomes[number].Kind, arrived.GetValueOrDefault($"{number}"));
        }

        ledger.AssertExact();
        Assert.True(ledger.Accepted >= Count / 8, ledger.ToString());
        Assert.True(ledger.NotSent > 0, ledger.ToString());
    }

    private static string Text(BrokerMessage message) => Assert.IsType<string>(((TypedSender.Amqp.AmqpMap)message.Message.Value!)["Text"]);
}
