using System.Collections.Concurrent;
using TypedSender.Shared.Ledgers;
using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>
/// Senders loop while the broker cuts, closes, detaches, ends, refuses and goes down, and callers cancel; afterwards the books must agree: nothing that was accepted is
/// missing, nothing that was not sent is there, nothing is there twice unless that was allowed, and nobody waits for ever.
/// </summary>
public sealed class ChaosTests
{
    private const int Loops = 16;
    private const int Faults = 100;

    private readonly ConcurrentDictionary<string, SendOutcome?> _told = new();

    [Theory]
    [InlineData(MessageRetention.None, false)]
    [InlineData(MessageRetention.UntilSettled, false)]
    [InlineData(MessageRetention.UntilSettled, true)]
    public async Task The_books_agree_after_many_faults(MessageRetention retention, bool retriesIndeterminate)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue[] queues = [.. Enumerable.Range(0, 4).Select(number => broker.CreateQueue($"notes-{number}"))];
        var policy = new AmqpRetryPolicy { MinDelay = TimeSpan.FromMilliseconds(2), MaxDelay = TimeSpan.FromMilliseconds(20), BusyDelay = TimeSpan.FromMilliseconds(5) };
        var sockets = new SocketCounter(broker.Port);
        await using var client = new SendClient(broker.Url, options =>
        {
            options.RetryPolicy = policy;
            options.ConnectStream = sockets.ConnectAsync;
        });
        using var stop = new CancellationTokenSource();
        Task[] loops = [.. Enumerable.Range(0, Loops).Select(loop => Task.Run(() => SendAsync(client, loop, new SenderOptions
        {
            Address = $"notes-{loop % 4}",
            Retention = retention,
            RetryIndeterminate = retriesIndeterminate,
            SendTimeout = TimeSpan.FromSeconds(15),
        }, stop.Token)))];

        await MakeFaultsAsync(broker, queues, new Random(20_260_101)).WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await Task.WhenAll(loops).Within();
        SendCloseReport report = await client.CloseAsync().Within();

        Assert.True(report.IsClean);
        Assert.Equal(1, sockets.MostOpen);
        Check([.. queues.SelectMany(queue => queue.Messages).Select(message => Bytes.TextOf(message.Bytes.ToArray()))], mayRepeat: retriesIndeterminate);
    }

    /// <summary>Sends until told to stop; every outcome is noted, and each message has a name of its own.</summary>
    private async Task SendAsync(SendClient client, int loop, SenderOptions options, CancellationToken stop)
    {
        var random = new Random(loop);
        INoteSender notes = client.GetSender<INoteSender>(options);
        for (int number = 0; !stop.IsCancellationRequested; number++)
        {
            string name = $"{loop}:{number}:{new string('x', random.Next(10) == 0 ? random.Next(200_000) : random.Next(100))}";
            Assert.True(_told.TryAdd(name, null));
            using CancellationTokenSource? cancellation = random.Next(8) == 0 ? new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(10))) : null;
            _told[name] = await notes.TellAsync(new Note(name), cancellation?.Token ?? default);
        }
    }

    private static async Task MakeFaultsAsync(InProcessBroker broker, BrokerQueue[] queues, Random random)
    {
        for (int i = 0; i < Faults; i++)
        {
            // Some messages come between two faults, wherever they go.
            long arrived = queues.Sum(queue => queue.ArrivedCount);
            while (queues.Sum(queue => queue.ArrivedCount) < arrived + random.Next(100))
            {
                await Task.Delay(1);
            }

            BrokerQueue queue = queues[random.Next(queues.Length)];
            BrokerLink[] links = [.. broker.Links.Where(link => link.IsOpen)];
            BrokerLink? link = links.Length == 0 ? null : links[random.Next(links.Length)];
            switch (random.Next(9))
            {
                case 0:
                    broker.AbortConnections();
                    break;
                case 1:
                    broker.CloseConnections("amqp:connection:forced", "maintenance");
                    break;
                case 2:
                    link?.Detach("amqp:link:detach-forced", "moved");
                    break;
                case 3:
                    link?.EndSession("amqp:internal-error", "oops");
                    break;
                case 4:
                    queue.RefuseNextLinks(2, "amqp:resource-locked");
                    broker.AbortConnections();
                    break;
                case 5:
                    broker.RefuseNextConnections(2, "amqp:resource-limit-exceeded");
                    broker.AbortConnections();
                    break;
                case 6:
                    queue.SettleNext(Settlement.Release, Settlement.Reject("amqp:precondition-failed"), Settlement.Modify(deliveryFailed: true), Settlement.NoState);
                    break;
                case 7:
                    queue.RevokeCredit();
                    queue.GrantCredit(1000);
                    break;
                default:
                    await broker.SuspendAsync();
                    await Task.Delay(random.Next(20));
                    await broker.ResumeAsync();
                    break;
            }
        }
    }

    private void Check(string[] stored, bool mayRepeat)
    {
        Dictionary<string, int> copies = stored.GroupBy(text => text).ToDictionary(group => group.Key, group => group.Count());
        Ledger ledger = new();
        foreach ((string name, SendOutcome? outcome) in _told)
        {
            ledger.Add(Shorten(name), outcome?.Kind, copies.GetValueOrDefault(name));
        }

        foreach (string name in stored.Where(name => !_told.ContainsKey(name)))
        {
            ledger.AddUnknown(Shorten(name));
        }

        ledger.AssertNothingLost();
        Assert.True(mayRepeat || ledger.Duplicates == 0, $"{ledger}");

        // The test has tested something: most were accepted, and each other fate was met.
        Assert.InRange(ledger.Accepted, _told.Count / 2, _told.Count);
        Assert.NotEqual(0, ledger.Indeterminate);
        Assert.NotEqual(0, ledger.NotSent);
        Assert.All(_told.Values, outcome => Assert.NotEqual(SendReason.TimedOut, outcome!.Value.Reason));
        Assert.All(
            _told.Values.Where(outcome => outcome!.Value.Kind == SendOutcomeKind.NotSent),
            outcome => Assert.Contains(outcome!.Value.Reason, new[] { SendReason.Canceled, SendReason.ConnectionLost }));
    }

    private string Shorten(string name) => $"{name[..Math.Min(12, name.Length)]}… {_told.GetValueOrDefault(name)}";
}
