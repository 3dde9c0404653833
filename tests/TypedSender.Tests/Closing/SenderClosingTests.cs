using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Closing;

/// <summary>Closing one sender of a client.</summary>
public sealed class SenderClosingTests
{
    [Fact]
    public async Task A_sender_drains_and_detaches_and_the_client_goes_on()
    {
        TaskCompletionSource closing = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> first).WaitFor(closing.Task).SendDisposition(first, Accepted.Instance)
            .ExpectDetach().Where(detach => detach.Closed && detach.Error == null).Respond()
            .AcceptAttach()
            .ExpectDelivery(out Captured<Transfer> second).SendDisposition(second, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        MessageSender sender = client.GetMessageSender(notes);
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("a"));

        Task<SendCloseReport> closed = sender.CloseAsync();
        Task<SendCloseReport> again = sender.CloseAsync();
        ObjectDisposedException thrown = Assert.Throws<ObjectDisposedException>(() => { _ = notes.SendAsync(new Note("b")); });
        Assert.Throws<ObjectDisposedException>(() => { _ = sender.OpenAsync(); });
        closing.SetResult();

        Assert.Equal(
            $"The sender for 'notes' has been closed; its client for 127.0.0.1:{peer.Port} has not. Get a new sender from it by GetSender to go on sending.\nObject name: 'MessageSender'.",
            thrown.Message.ReplaceLineEndings("\n"));
        Assert.Equal(SendOutcome.Accepted, await send.Within());
        Assert.True((await closed.Within()).IsClean);
        Assert.True((await again.Within()).IsClean);
        Assert.Equal(MessageSenderState.Closed, sender.State);

        // The client makes another in its place.
        INoteSender anew = client.GetSender<INoteSender>();
        Assert.NotSame(notes, anew);
        Assert.Equal(SendOutcome.Accepted, await anew.TellAsync(new Note("c")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_sender_that_never_attached_closes_at_once()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start();
        await using var client = new SendClient(peer.Url);

        Assert.True((await client.GetMessageSender(client.GetSender<INoteSender>()).CloseAsync().Within()).IsClean);

        Assert.Equal(0, peer.ConnectionCount);
    }

    [Fact]
    public async Task What_is_left_when_time_is_up_is_told_and_a_mute_peer_is_not_waited_for()
    {
        var time = new ManualTimeProvider();
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _).Signal(arrived).ExpectDetach());
        var client = new SendClient(peer.Url, options => (options.TimeProvider, options.IdleTimeout) = (time, Timeout.InfiniteTimeSpan));
        INoteSender notes = client.GetSender<INoteSender>();
        Task<SendOutcome> first = notes.TellTaskAsync(new Note("a"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));
        await arrived.Task.Within();

        Task<SendCloseReport> closed = client.GetMessageSender(notes).CloseAsync();
        await time.AdvanceUntilAsync(closed, TimeSpan.FromSeconds(1));

        Assert.Equal(new SendCloseReport(1, 1, 0), await closed.Within());
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Closed), ((await first.Within()).Kind, (await first).Reason));
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Closed), ((await second.Within()).Kind, (await second).Reason));
        await peer.Completion.Within();
        Task clientClosed = client.CloseAsync();
        await time.AdvanceUntilAsync(clientClosed, TimeSpan.FromSeconds(1));
        await clientClosed.Within();
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_waiting_and_what_is_left_is_told()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 0).ExpectDetach().Respond().AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("a"));

        SendCloseReport report = await client.GetMessageSender(notes).CloseAsync(new CancellationToken(canceled: true)).Within();

        Assert.Equal(new SendCloseReport(1, 0, 0), report);
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Closed), ((await send.Within()).Kind, (await send).Reason));
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_list_that_is_interrupted_tells_every_item()
    {
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).ExpectDelivery(out _).Signal(arrived).AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.DrainTimeout = TimeSpan.Zero);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 2 });
        Task<IReadOnlyList<SendOutcome>> list = notes.TellAllTaskAsync([.. Enumerable.Repeat(new Note("a"), 10)]);
        await arrived.Task.Within();

        SendCloseReport report = await client.GetMessageSender(notes).CloseAsync().Within();
        IReadOnlyList<SendOutcome> outcomes = await list.Within();

        Assert.Equal(2, report.Indeterminate);
        Assert.All(outcomes, outcome => Assert.Equal(SendReason.Closed, outcome.Reason));
        Assert.Equal(2, outcomes.TakeWhile(outcome => outcome.Kind == SendOutcomeKind.Indeterminate).Count());
        Assert.All(outcomes.Skip(2), outcome => Assert.Equal(SendOutcomeKind.NotSent, outcome.Kind));
    }

    [Fact]
    public async Task A_sender_closed_while_it_attaches_detaches_when_the_peer_has_answered()
    {
        TaskCompletionSource attaching = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Capture(out Captured<Attach> attach).Signal(attaching)
            .ExpectDetach().Where(detach => detach.Closed)
            .Send(_ => Expectations.Mirror(attach.Value)).SendCredit(10).SendDetach()
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        MessageSender sender = client.GetMessageSender(client.GetSender<INoteSender>());
        Task opening = sender.OpenAsync();
        await attaching.Task.Within();

        Assert.True((await sender.CloseAsync().Within()).IsClean);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => opening.Within());
        Assert.Equal("The link to 'notes' was not opened, because the client or the sender was closed meanwhile. Make a new one to go on sending.", thrown.Message);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task The_same_options_give_the_same_sender()
    {
        await using var client = new SendClient("amqp://127.0.0.1:1");

        INoteSender plain = client.GetSender<INoteSender>();
        INoteSender others = client.GetSender<INoteSender>(new SenderOptions { Address = "others", LinkProperties = { ["a"] = 1, ["b"] = "x" } });

        Assert.Same(plain, client.GetSender<INoteSender>());
        Assert.Same(plain, client.GetSender<INoteSender>(new SenderOptions()));
        Assert.Same(others, client.GetSender<INoteSender>(new SenderOptions { Address = "others", LinkProperties = { ["b"] = "x", ["a"] = 1 } }));
        Assert.NotSame(plain, others);
        Assert.Same(client.GetMessageSender(plain), client.GetMessageSender(plain));
        Assert.Equal("notes", client.GetMessageSender(plain).Address);
        Assert.Equal("others", client.GetMessageSender(others).Address);
    }

    [Fact]
    public async Task Foreign_objects_and_closed_clients_have_no_senders()
    {
        var client = new SendClient("amqp://127.0.0.1:1");
        await using var other = new SendClient("amqp://127.0.0.1:1");
        INoteSender foreign = other.GetSender<INoteSender>();

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => client.GetMessageSender(foreign));
        await client.CloseAsync().Within();

        Assert.StartsWith("The object of type ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(" is not a sender of this client. Pass what GetSender of the same client returned.", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => client.GetSender<INoteSender>());
        Assert.Throws<ObjectDisposedException>(() => { _ = client.OpenAsync(); });
    }

    [Fact]
    public async Task A_closed_client_is_named_by_its_hosts_and_never_by_its_password()
    {
        var client = new SendClient(Canary.In("amqp://user:{password}@127.0.0.1:1,127.0.0.1:2"));
        INoteSender notes = client.GetSender<INoteSender>();
        MessageSender sender = client.GetMessageSender(notes);
        await client.DisposeAsync();
        const string OfClient = "The client for 127.0.0.1:1, 127.0.0.1:2 has been closed. Make a new SendClient to go on sending, and keep it as long as you send.\nObject name: 'SendClient'.";
        const string OfSender = "The sender for 'notes' cannot be used any more: its client for 127.0.0.1:1, 127.0.0.1:2 has been closed. Make a new SendClient to go on sending, and get its sender.\nObject name: 'MessageSender'.";

        Assert.Equal(OfClient, TextOf(() => client.GetSender<INoteSender>()));
        Assert.Equal(OfClient, TextOf(() => client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 1 })));
        Assert.Equal(OfClient, TextOf(() => _ = client.OpenAsync()));
        Assert.Equal(OfSender, TextOf(() => _ = notes.TellAsync(new Note("a"))));
        Assert.Equal(OfSender, TextOf(() => _ = notes.TellAllAsync([new("a")])));
        Assert.Equal(OfSender, TextOf(() => _ = client.GetMessageSender(notes).OpenAsync()));
        Assert.Equal(MessageSenderState.Closed, sender.State);

        static string TextOf(Action use) => Assert.Throws<ObjectDisposedException>(use).Message.ReplaceLineEndings("\n");
    }
}
