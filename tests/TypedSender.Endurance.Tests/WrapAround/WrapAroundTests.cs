using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.Endurance.Tests.WrapAround;

/// <summary>
/// Everything that is counted modulo 2^32 begins 64 before its end (AMQP 1.0, 2.8.10; RFC 1982): a client that has sent for weeks goes on as one that begins.
/// </summary>
public sealed class WrapAroundTests(ITestOutputHelper output)
{
    private const uint Start = uint.MaxValue - 63;
    private const int Deliveries = 1000;
    private const int UnderWay = 64;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 10, 16)]
    [InlineData(7, 10, 16)]
    [InlineData(40, 2048, 100)]
    [InlineData(64, 65, 64)]
    public async Task Unsettled_deliveries_are_settled_in_ranges_across_the_wrap(int range, uint window, uint credit)
    {
        var counting = new CountingPeer(Start) { Range = range, Window = window, Credit = Math.Max(credit, (uint)range), Deliveries = Deliveries };

        await SendAsync(counting, settled: false, Enumerable.Range(0, Deliveries).Select(number => $"{number}"));

        Assert.Equal(Deliveries, counting.Transfers);
        Write($"unsettled_ranges_of_{range}_window_{window}", counting);
    }

    [Fact]
    public async Task Settled_deliveries_cross_the_wrap()
    {
        var counting = new CountingPeer(Start) { Range = 0, Deliveries = Deliveries };

        await SendAsync(counting, settled: true, Enumerable.Range(0, Deliveries).Select(number => $"{number}"));

        Assert.Equal(Deliveries, counting.Transfers);
        Write("settled", counting);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deliveries_of_many_frames_cross_the_wrap_of_transfers_long_before_that_of_deliveries(bool settled)
    {
        var counting = new CountingPeer(Start) { Range = settled ? 0 : 5, Window = 7, Deliveries = Deliveries };

        await SendAsync(counting, settled, Enumerable.Range(0, Deliveries).Select(number => $"{number}:{new string('x', number % 5 * 400)}"), maxFrameSize: 512);

        Assert.InRange(counting.Transfers, 2 * Deliveries, 10 * Deliveries);
        Write(settled ? "settled_many_frames" : "unsettled_many_frames", counting);
    }

    [Fact]
    public async Task A_receiver_that_leaves_settling_to_the_sender_gets_its_answers_across_the_wrap()
    {
        var counting = new CountingPeer(Start) { Range = 9, Settles = false, Deliveries = Deliveries };

        await SendAsync(counting, settled: false, Enumerable.Range(0, Deliveries).Select(number => $"{number}"));

        Assert.Equal((Deliveries + 8) / 9, counting.DispositionsOfSender);
        Write("settled_by_the_sender", counting);
    }

    [Fact]
    public async Task Credit_that_is_drained_takes_the_delivery_count_across_the_wrap()
    {
        TaskCompletionSource granted = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Where(attach => attach.InitialDeliveryCount == Start).Respond()
            .SendCredit(100, drain: true)
            .ExpectFlow().Where(flow => flow is { DeliveryCount: 36, LinkCredit: 0 })
            .SendCredit(1).Signal(granted)
            .ExpectTransfer().Where(transfer => transfer.DeliveryId == Start).Send(new Disposition { Role = Role.Receiver, First = Start, Settled = true, State = Accepted.Instance })
            .AnswerClosing());
        await using SendClient client = Connect(peer.Url, maxFrameSize: 65536);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();

        await granted.Task.Within();
        SendOutcome outcome = await notes.TellAsync(new Note("a")).Within();

        Assert.Equal(SendOutcome.Accepted, outcome);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 300)]
    [InlineData(true, 1)]
    public async Task A_broker_takes_in_what_crosses_the_wrap(bool settled, int size)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { MaxFrameSize = 512, SessionWindow = 5, Credit = CreditPolicy.Window(8) });
        BrokerQueue queue = broker.CreateQueue("notes");
        await using SendClient client = Connect(broker.Url, maxFrameSize: 512);
        INoteSender notes = client.GetSender<INoteSender>(Options(settled));
        string[] texts = [.. Enumerable.Range(0, Deliveries).Select(number => $"{number}:{new string('x', size)}")];

        await SendAllAsync(notes, texts, settled);
        await queue.WaitForCountAsync(Deliveries).Within();

        Assert.Equal(texts, queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray())));
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        output.WriteLine($"wrap case=broker_{(settled ? "settled" : "unsettled")}_{size}_bytes start={Start} deliveries={Deliveries}");
    }

    private async Task SendAsync(CountingPeer counting, bool settled, IEnumerable<string> texts, uint maxFrameSize = 65536)
    {
        string[] all = [.. texts];
        await using ScriptedPeer peer = ScriptedPeer.Start(script => counting.Build(script, maxFrameSize));
        SendClient client = Connect(peer.Url, maxFrameSize: 65536);
        INoteSender notes = client.GetSender<INoteSender>(Options(settled));

        await SendAllAsync(notes, all, settled);
        SendCloseReport report = await client.CloseAsync().Within();
        await peer.Completion.Within();

        Assert.True(report.IsClean);
        Assert.Equal(Deliveries, counting.Count);
        Assert.Equal(all, counting.Messages.Select(Bytes.TextOf));
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
    }

    private static async Task SendAllAsync(INoteSender notes, string[] texts, bool settled)
    {
        SendOutcome expected = settled ? SendOutcome.Unconfirmed : SendOutcome.Accepted;
        var underWay = new Queue<ValueTask<SendOutcome>>();
        foreach (string text in texts)
        {
            if (underWay.Count == UnderWay)
            {
                Assert.Equal(expected, await underWay.Dequeue().Within());
            }

            underWay.Enqueue(notes.TellAsync(new Note(text)));
        }

        while (underWay.TryDequeue(out ValueTask<SendOutcome> send))
        {
            Assert.Equal(expected, await send.Within());
        }
    }

    private static SenderOptions Options(bool settled) => new() { SendSettleMode = settled ? SenderSettleMode.Settled : SenderSettleMode.Unsettled };

    private static SendClient Connect(string url, int maxFrameSize) => new(url, options =>
    {
        options.MaxFrameSize = maxFrameSize;
        options.SessionSettings = new SessionSettings { InitialOutgoingId = Start, InitialDeliveryCount = Start };
    });

    private void Write(string name, CountingPeer counting)
        => output.WriteLine($"wrap case={name} start={Start} deliveries={counting.Count} transfers={counting.Transfers}");
}
