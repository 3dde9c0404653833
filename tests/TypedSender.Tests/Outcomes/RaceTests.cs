using System.Threading.Channels;
using TypedSender.Testing;

namespace TypedSender.Tests.Outcomes;

/// <summary>Disposition, deadline and cancellation at the same moment: each send has one outcome, and nothing of it stays behind.</summary>
public sealed class RaceTests : IDisposable
{
    private const int Runs = 2000;
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(120);
    private readonly ManualTimeProvider _time = new();
    private readonly Racetrack _track = new(lanes: 3);

    [Fact]
    public async Task The_verdict_races_with_the_deadline_and_the_token()
    {
        Channel<BrokerMessage> arrived = Channel.CreateUnbounded<BrokerMessage>();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { IdleTimeout = null });
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.SettlementOf = message =>
        {
            arrived.Writer.TryWrite(message);
            return Settlement.Silence;
        };
        await using SendClient client = Connect(broker);

        // One place only: a send that leaked its place would hold up the next for ever.
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 1 });
        int[] seen = new int[3];
        await Task.Run(async () =>
        {
            for (int run = 0; run < Runs; run++)
            {
                using var cancellation = new CancellationTokenSource();
                ValueTask<SendOutcome> send = notes.TellAsync(new Note($"{run}"), cancellation.Token);
                BrokerMessage message = await arrived.Reader.ReadAsync().Within();
                Assert.Equal($"{run}", Bytes.TextOf(message.Bytes.ToArray()));

                await _track.RunAsync(
                    () => SpinWait.SpinUntil(() => message.Settle(Settlement.Accept)),
                    cancellation.Cancel,
                    () => _time.Advance(TimeSpan.FromSeconds(6)));
                SendOutcome outcome = await send;

                seen[outcome switch
                {
                    { Kind: SendOutcomeKind.Accepted } => 0,
                    { Kind: SendOutcomeKind.Indeterminate, Reason: SendReason.Canceled } => 1,
                    { Kind: SendOutcomeKind.Indeterminate, Reason: SendReason.TimedOut } => 2,
                    _ => throw new InvalidOperationException($"Run {run} ended as {outcome}."),
                }]++;
                Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
            }
        }).WaitAsync(Watchdog);

        Assert.Equal(Runs, seen.Sum());
        Assert.Equal(Runs, queue.ArrivedCount);
        Assert.True((await client.CloseAsync().Within()).IsClean);
    }

    [Fact]
    public async Task Credit_races_with_the_deadline_and_the_token()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { IdleTimeout = null });
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using SendClient client = Connect(broker);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        List<string> accepted = [];
        HashSet<string> notSent = [];
        await Task.Run(async () =>
        {
            for (int run = 0; run < Runs; run++)
            {
                using var cancellation = new CancellationTokenSource();
                ValueTask<SendOutcome> send = notes.TellAsync(new Note($"{run}"), cancellation.Token);

                await _track.RunAsync(() => queue.GrantCredit(1), cancellation.Cancel, () => _time.Advance(TimeSpan.FromSeconds(6)));
                SendOutcome outcome = await send;
                queue.RevokeCredit();

                if (outcome.Kind == SendOutcomeKind.Accepted)
                {
                    accepted.Add($"{run}");
                }
                else
                {
                    Assert.Contains(outcome.Reason, new[] { SendReason.Canceled, SendReason.TimedOut });
                    _ = outcome.Kind == SendOutcomeKind.NotSent && notSent.Add($"{run}");
                }

                Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
            }
        }).WaitAsync(Watchdog);
        await client.CloseAsync().Within();

        List<string> held = [.. queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray()))];
        Assert.Empty(accepted.Except(held));
        Assert.Empty(held.Intersect(notSent));
        Assert.Equal(held.Count, held.Distinct().Count());
    }

    [Fact]
    public async Task The_verdict_races_with_the_end_of_the_connection_and_the_token()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { IdleTimeout = null });
        BrokerQueue queue = broker.CreateQueue("notes");
        await using SendClient client = Connect(broker);
        INoteSender notes = client.GetSender<INoteSender>();
        List<string> accepted = [];
        HashSet<string> notSent = [];
        await Task.Run(async () =>
        {
            for (int run = 0; run < 200; run++)
            {
                using var cancellation = new CancellationTokenSource();
                ValueTask<SendOutcome>[] sends = [.. Enumerable.Range(0, 20).Select(number => notes.TellAsync(new Note($"{run}.{number}"), cancellation.Token))];

                await _track.RunAsync(broker.AbortConnections, cancellation.Cancel, () => _ = notes.TellTaskAsync(new Note("beside")));
                for (int number = 0; number < sends.Length; number++)
                {
                    SendOutcome outcome = await sends[number];
                    _ = outcome.Kind switch
                    {
                        SendOutcomeKind.Accepted => Note(accepted),
                        SendOutcomeKind.NotSent => notSent.Add($"{run}.{number}"),
                        SendOutcomeKind.Indeterminate => true,
                        _ => throw new InvalidOperationException($"{run}.{number} ended as {outcome}."),
                    };

                    bool Note(List<string> list)
                    {
                        list.Add($"{run}.{number}");
                        return true;
                    }
                }
            }
        }).WaitAsync(Watchdog);
        await client.CloseAsync().Within();

        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        List<string> held = [.. queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray())).Where(text => text != "beside")];
        Assert.Empty(accepted.Except(held));
        Assert.Empty(held.Intersect(notSent));
        Assert.Equal(held.Count, held.Distinct().Count());
    }

    public void Dispose() => _track.Dispose();

    private SendClient Connect(InProcessBroker broker) => new(broker.Url, options =>
    {
        options.TimeProvider = _time;
        options.SendTimeout = TimeSpan.FromSeconds(5);
        options.IdleTimeout = Timeout.InfiniteTimeSpan;
        options.OpenTimeout = Timeout.InfiniteTimeSpan;

        // The clock stands still: closing must not wait for it.
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;
    });
}
