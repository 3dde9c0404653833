using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Windows;

/// <summary>Session windows that close and open (AMQP 1.0, 2.5.6). The clock stands still: a sender that stalls is not saved by a time-out.</summary>
public sealed class WindowTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private readonly ManualTimeProvider _time = new();

    [KnownBug(9, "Azure/amqpnetlite#242")]
    public async Task Flows_that_come_while_the_window_is_shut_count_when_it_opens()
    {
        const int Rounds = 100;
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            script.Within(TimeSpan.FromMinutes(1)).AcceptConnection().AcceptSession(incomingWindow: 8).AcceptAttach(credit: 0).AcceptAttach(credit: 0)
                .Then(async (connection, cancellationToken) =>
                {
                    for (int round = 0; round <= Rounds; round++)
                    {
                        // One write: what decides about the last eight, the window for eight more, and the credit of both links.
                        await connection.SendRawAsync(AnswerAndReopen(connection, round), cancellationToken);
                        for (int i = 0; i < 8 && round < Rounds; i++)
                        {
                            Assert.IsType<Transfer>((await connection.ReadFrameAsync(cancellationToken)).Performative);
                        }
                    }
                })
                .AnswerClosing();
        });
        await using SendClient client = Connect(peer.Url);
        INoteSender first = client.GetSender<INoteSender>(new SenderOptions { Address = "first" });
        INoteSender second = client.GetSender<INoteSender>(new SenderOptions { Address = "second" });

        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 4 * Rounds).SelectMany(_ => new[] { first.TellTaskAsync(new Note("a")), second.TellTaskAsync(new Note("b")) })];

        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    [KnownBug(10, "Azure/amqpnetlite#30")]
    public async Task Any_number_of_large_messages_goes_through_a_small_window()
    {
        // 10,000 in the long form: ten gigabytes. Five hundred shut the window of 100 frames 1,300 times.
        int count = IsLong ? 10_000 : 500;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { MaxFrameSize = 4096, SessionWindow = 100, IdleTimeout = null });
        BrokerQueue queue = broker.CreateQueue("notes");
        await using SendClient client = Connect(broker.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        var blob = new Blob(new byte[1024 * 1024]);
        for (int sent = 0; sent < count; sent += 10)
        {
            SendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => notes.TellBlobAsync(blob).AsTask())).Within();
            Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
            queue.Clear();
        }

        Assert.Equal(count, queue.ArrivedCount);
        Report();
    }

    [KnownBug(20, "Azure/go-amqp#15", "Azure/go-amqp#48")]
    public async Task A_window_below_what_is_under_way_is_shut_and_not_four_thousand_millions()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession(incomingWindow: 0).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { IncomingWindow = 0, Handle = 0, DeliveryCount = 0, LinkCredit = 100, Echo = true }).ExpectFlow()
            .SendWindow(0, echo: true).ExpectFlow()
            .SendWindow(3).ExpectTransfer().ExpectTransfer().ExpectTransfer()

            // Of the three it has seen one, and takes one from there on: two too many are under way.
            .SendFlow(flow => flow with { NextIncomingId = 1, IncomingWindow = 1, Echo = true }).ExpectFlow()
            .SendWindow(0, echo: true).ExpectFlow()
            .SendWindow(7).Repeat(7, steps => steps.ExpectTransfer())
            .SendDisposition(0, 9, Accepted.Instance)
            .AnswerClosing());
        await using SendClient client = Connect(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        SendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => notes.TellTaskAsync(new Note("a")))).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    [KnownBug(21, "minghuaw/fe2o3-amqp#172")]
    public async Task Nothing_is_sent_beyond_the_peers_window()
    {
        const int Count = 1000;
        var random = new Random(21);
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.Within(TimeSpan.FromMinutes(1)).AcceptConnection().AcceptSession(incomingWindow: 0).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { IncomingWindow = 0, Handle = 0, DeliveryCount = 0, LinkCredit = 2 * Count, Echo = true }).ExpectFlow()
            .Then(async (connection, cancellationToken) =>
            {
                for (int left = Count; left > 0;)
                {
                    int window = Math.Min(random.Next(0, 8), left);
                    await connection.SendFrameAsync(0, Window(connection, (uint)window) with { Echo = true }, default, cancellationToken);

                    // A transfer too many would come before the next answer.
                    Assert.IsType<Flow>((await connection.ReadFrameAsync(cancellationToken)).Performative);
                    for (int i = 0; i < window; i++)
                    {
                        Assert.IsType<Transfer>((await connection.ReadFrameAsync(cancellationToken)).Performative);
                    }

                    left -= window;
                }
            })
            .SendDisposition(0, Count - 1, Accepted.Instance)
            .SendWindow(100)
            .ExpectTransfer()
            .SendEnd(new AmqpError { Condition = AmqpErrorConditions.WindowViolation })
            .ExpectEnd()
            .Serve(new Serving()));
        await using SendClient client = Connect(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 2 * Count });

        SendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => notes.TellTaskAsync(new Note("a")))).Within();
        SendOutcome accused = await notes.TellAsync(new Note("b")).Within();

        // A peer that sees a violation where there was none ends one session; the next goes on.
        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.SessionEnded), (accused.Kind, accused.Reason));
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("c")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    private static Flow Window(PeerConnection connection, uint window)
    {
        PeerSession session = connection.Session(0);
        return new Flow { NextIncomingId = session.NextIncomingId, IncomingWindow = window, NextOutgoingId = session.NextOutgoingId, OutgoingWindow = 2048 };
    }

    private static byte[] AnswerAndReopen(PeerConnection connection, int round)
    {
        Flow flow = Window(connection, 8);
        var disposition = new Disposition { Role = Role.Receiver, First = (uint)(8 * round) - 8, Last = (uint)(8 * round) - 1, Settled = true, State = Accepted.Instance };
        return
        [
            .. round == 0 ? [] : FrameEncoder.Encode(0, disposition),
            .. FrameEncoder.Encode(0, flow),
            .. FrameEncoder.Encode(0, flow with { Handle = 0, DeliveryCount = connection.Session(0).DeliveryCount(0), LinkCredit = 4 }),
            .. FrameEncoder.Encode(0, flow with { Handle = 1, DeliveryCount = connection.Session(0).DeliveryCount(1), LinkCredit = 4 }),
        ];
    }

    private SendClient Connect(string url) => new(url, options => (options.TimeProvider, options.RetryPolicy) = (_time, RecordingPolicy.Eager));
}
