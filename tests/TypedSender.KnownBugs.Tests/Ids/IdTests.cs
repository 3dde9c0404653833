using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Ids;

/// <summary>Ids that wrap, that have to follow one another, and that must not be used twice.</summary>
public sealed class IdTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private const uint EightBeforeTheWrap = uint.MaxValue - 7;
    private readonly ManualTimeProvider _time = new();

    [KnownBug(16, "Azure/go-amqp#311")]
    public async Task A_disposition_whose_range_wraps_decides_all_of_it_and_no_more()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().AcceptAttach(credit: 100)
            .Repeat(16, steps => steps.ExpectTransfer())
            .Then(connection => Assert.Equal(7u, ((Transfer)connection.LastFrame!.Performative!).DeliveryId))
            .SendDisposition(uint.MaxValue - 3, 3, new Rejected { Error = new AmqpError { Condition = "test:across" } })
            .SendDisposition(EightBeforeTheWrap, 7, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => (options.TimeProvider, options.SessionSettings) = (_time, new SessionSettings { InitialOutgoingId = EightBeforeTheWrap }));
        INoteSender notes = client.GetSender<INoteSender>();

        SendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => notes.TellTaskAsync(new Note("a")))).Within();

        Assert.Equal(
            Enumerable.Range(0, 16).Select(number => number is >= 4 and < 12 ? SendOutcomeKind.Rejected : SendOutcomeKind.Accepted),
            outcomes.Select(outcome => outcome.Kind));
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    [KnownBug(17, "minghuaw/fe2o3-amqp#169", "minghuaw/fe2o3-amqp#170")]
    public async Task Window_and_credit_go_on_across_the_wrap_of_their_ids()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection()

            // The peer's own ids wrap too: its next-outgoing-id is what the client answers as next-incoming-id.
            .ExpectBegin().Respond(begin => new Begin { RemoteChannel = 0, NextOutgoingId = uint.MaxValue, IncomingWindow = 4, OutgoingWindow = 2048 })
            .Then(connection => connection.Session(0).NextOutgoingId = uint.MaxValue)
            .ExpectAttach().Where(attach => attach.InitialDeliveryCount == EightBeforeTheWrap).Respond()
            .Then(async (connection, cancellationToken) =>
            {
                for (uint round = 0; round < 10; round++)
                {
                    PeerSession session = connection.Session(0);
                    var flow = new Flow
                    {
                        NextIncomingId = session.NextIncomingId,
                        IncomingWindow = 4,
                        NextOutgoingId = unchecked(uint.MaxValue + round),
                        OutgoingWindow = 2048,
                        Handle = 0,
                        DeliveryCount = session.DeliveryCount(0),
                        LinkCredit = 3,
                        Echo = true,
                    };
                    await connection.SendFrameAsync(0, flow, default, cancellationToken);
                    Flow answer = Assert.IsType<Flow>((await connection.ReadFrameAsync(cancellationToken)).Performative);
                    Assert.Equal<(uint?, uint?, uint?, uint?)>((flow.NextOutgoingId, flow.NextIncomingId, flow.DeliveryCount, 3), (answer.NextIncomingId, answer.NextOutgoingId, answer.DeliveryCount, answer.LinkCredit));
                    for (uint i = 0; i < 3; i++)
                    {
                        Transfer transfer = Assert.IsType<Transfer>((await connection.ReadFrameAsync(cancellationToken)).Performative);
                        Assert.Equal(unchecked(EightBeforeTheWrap + (3 * round) + i), transfer.DeliveryId);
                    }
                }
            })
            .SendDisposition(EightBeforeTheWrap, unchecked(EightBeforeTheWrap + 29), Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(
            peer.Url,
            options => (options.TimeProvider, options.SessionSettings) = (_time, new SessionSettings { InitialOutgoingId = EightBeforeTheWrap, InitialDeliveryCount = EightBeforeTheWrap }));
        INoteSender notes = client.GetSender<INoteSender>();

        SendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => notes.TellTaskAsync(new Note("a")))).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    [KnownBug(18, "Azure/go-amqp#214", "Azure/go-amqp#135", "Azure/go-amqp#183")]
    public async Task Delivery_ids_follow_one_another_however_many_send()
    {
        var serving = new Serving();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().Serve(serving));
        await using var client = new SendClient(peer.Url, options => options.TimeProvider = _time);
        INoteSender[] senders = [.. Enumerable.Range(0, 4).Select(number => client.GetSender<INoteSender>(new SenderOptions { Address = $"notes-{number}" }))];

        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
            {
                Assert.Equal(SendOutcome.Accepted, await senders[number % 4].TellAsync(new Note("a")));
            }
        }))).Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();

        Assert.Equal(Enumerable.Range(0, 6400).Select(id => (uint?)id), serving.Transfers.Select(transfer => transfer.DeliveryId));
        Report();
    }

    [KnownBug(19, "vcabbage/amqp#55")]
    public async Task The_frames_of_one_message_share_one_delivery_id()
    {
        var serving = new Serving();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(Handshakes.DefaultOpen with { MaxFrameSize = 512 }).Serve(serving));
        await using var client = new SendClient(peer.Url, options => options.TimeProvider = _time);
        INoteSender notes = client.GetSender<INoteSender>();

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(SendOutcome.Accepted, await notes.TellBlobAsync(new Blob(new byte[5000])).Within());
        }

        await client.CloseAsync().Within();
        await peer.Completion.Within();

        // A frame after the first may leave the id out (AMQP 1.0, 2.7.5).
        uint message = 0;
        foreach (Transfer transfer in serving.Transfers)
        {
            Assert.Equal(message, transfer.DeliveryId ?? message);
            message += transfer.More ? 0u : 1u;
        }

        Assert.Equal(3u, message);
        Assert.InRange(serving.Transfers.Count, 30, 60);
        Report();
    }

    [KnownBug(27, "Azure/go-amqp#33", "Azure/go-amqp#23")]
    public async Task A_tag_is_not_used_twice_and_each_verdict_finds_its_own_send()
    {
        const int Count = 1000;
        const int Batch = 50;
        HashSet<string> tags = [];
        var random = new Random(27);
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.Within(TimeSpan.FromMinutes(1)).AcceptConnection().AcceptSession(incomingWindow: 2 * Count).AcceptAttach(credit: 0)
            .Then(async (connection, cancellationToken) =>
            {
                for (int batch = 0; batch < Count / Batch; batch++)
                {
                    await connection.SendFrameAsync(0, Credit(connection, Batch), default, cancellationToken);
                    List<(uint Id, string Text)> unsettled = [];
                    for (int i = 0; i < Batch; i++)
                    {
                        PeerFrame frame = await connection.ReadFrameAsync(cancellationToken);
                        Transfer transfer = Assert.IsType<Transfer>(frame.Performative);
                        Assert.True(tags.Add(Convert.ToHexString(transfer.DeliveryTag!.Value.Span)), "a tag was used again");
                        unsettled.Add((transfer.DeliveryId!.Value, Bytes.TextOf(frame.Payload)));
                    }

                    // In any order, each with a verdict that names it.
                    foreach ((uint id, string text) in unsettled.OrderBy(_ => random.Next()))
                    {
                        var state = new Rejected { Error = new AmqpError { Condition = "test:named", Description = text } };
                        await connection.SendFrameAsync(0, new Disposition { Role = Role.Receiver, First = id, Settled = true, State = state }, default, cancellationToken);
                    }
                }
            })
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.TimeProvider = _time);
        INoteSender notes = client.GetSender<INoteSender>();

        SendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, Count).Select(number => notes.TellTaskAsync(new Note($"{number}")))).Within();

        Assert.Equal(Enumerable.Range(0, Count).Select(number => $"{number}"), outcomes.Select(outcome => outcome.Error!.Description));
        Assert.Equal(Count, tags.Count);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    private static Flow Credit(PeerConnection connection, uint credit)
    {
        PeerSession session = connection.Session(0);
        return new Flow
        {
            NextIncomingId = session.NextIncomingId,
            IncomingWindow = 2048,
            NextOutgoingId = session.NextOutgoingId,
            OutgoingWindow = 2048,
            Handle = 0,
            DeliveryCount = session.DeliveryCount(0),
            LinkCredit = credit,
        };
    }
}
