using TypedSender.TestPeer;

namespace TypedSender.Tests.Closing;

/// <summary>Closing beside everything else.</summary>
public sealed class ConcurrentClosingTests
{
    [Theory]
    [InlineData("accepted only")]
    [InlineData("header")]
    [InlineData("sasl")]
    [InlineData("open")]
    [InlineData("begin")]
    public async Task Closing_while_connecting_ends_the_attempt_and_tells_the_waiting(string phase)
    {
        TaskCompletionSource reached = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => _ = phase switch
        {
            "accepted only" => script.Signal(reached),
            "header" => script.ExpectBytes(FrameEncoder.SaslHeader).Signal(reached),
            "sasl" => script.ExpectSaslHeader().SendMechanisms("ANONYMOUS").ExpectSaslInit().Signal(reached),
            "open" => script.AcceptHeaders().ExpectOpen().Signal(reached),
            _ => script.AcceptConnection().ExpectBegin().Signal(reached),
        });
        var client = new SendClient(peer.Url, options => options.DrainTimeout = options.CloseTimeout = TimeSpan.FromMilliseconds(50));
        INoteSender notes = client.GetSender<INoteSender>();

        Task<SendOutcome> send = notes.TellTaskAsync(new Note("a"));
        Task clientOpening = client.OpenAsync();
        Task senderOpening = client.GetMessageSender(notes).OpenAsync();
        await reached.Task.Within();
        SendCloseReport report = await client.CloseAsync().Within();

        Assert.Equal(new SendCloseReport(1, 0, 0), report);
        Assert.Equal(
            "NotSent (Closed): The client or the sender was closed before a message to 'notes' was sent. The message was not sent. Await the sends before closing, or raise DrainTimeout.",
            (await send.Within()).ToString());
        SendException ofClient = await Assert.ThrowsAsync<SendException>(() => clientOpening.Within());
        Assert.Equal($"The connection to 127.0.0.1:{peer.Port} was not opened, because the client or the sender was closed meanwhile. Make a new one to go on sending.", ofClient.Message);
        SendException ofSender = await Assert.ThrowsAsync<SendException>(() => senderOpening.Within());
        Assert.Equal("The link to 'notes' was not opened, because the client or the sender was closed meanwhile. Make a new one to go on sending.", ofSender.Message);
        Assert.Equal(SendReason.Closed, ofSender.Reason);
    }

    [Fact]
    public async Task Closing_during_sends_of_eight_threads_decides_every_one()
    {
        for (int run = 0; run < 20; run++)
        {
            await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession().AcceptAttach(credit: 1_000_000).AnswerClosing());
            var client = new SendClient(peer.Url, options => options.DrainTimeout = TimeSpan.FromMilliseconds(run));
            INoteSender notes = client.GetSender<INoteSender>();
            await client.GetMessageSender(notes).OpenAsync().Within();
            TaskCompletionSource sent = Bounded.Signal();
            int sends = 0;
            Task<List<SendOutcome>>[] threads = [.. Enumerable.Range(0, 8).Select(_ => Task.Run<List<SendOutcome>>(async () =>
            {
                List<Task<SendOutcome>> own = [];
                try
                {
                    while (true)
                    {
                        own.Add(notes.TellTaskAsync(new Note("a")));
                        if (Interlocked.Increment(ref sends) == 200)
                        {
                            sent.SetResult();
                        }

                        await Task.Yield();
                    }
                }
                catch (ObjectDisposedException)
                {
                }

                return [.. await Task.WhenAll(own)];
            }))];

            await sent.Task.Within();
            SendCloseReport report = await client.CloseAsync().Within();
            SendOutcome[] outcomes = [.. (await Task.WhenAll(threads).Within()).SelectMany(own => own)];

            Assert.All(outcomes, outcome => Assert.Equal(SendReason.Closed, outcome.Reason));
            Assert.Equal(outcomes.Length, sends);
            Assert.Equal(outcomes.Count(outcome => outcome.Kind == SendOutcomeKind.NotSent), report.NotSent);
            Assert.Equal(outcomes.Count(outcome => outcome.Kind == SendOutcomeKind.Indeterminate), report.Indeterminate);
            Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        }
    }

    [Fact]
    public async Task Closing_while_the_peer_closes_tells_both_sides_once()
    {
        for (int run = 0; run < 50; run++)
        {
            TaskCompletionSource go = Bounded.Signal();
            await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _)
                .WaitFor(go.Task).SendClose().ExpectClose().CloseSocket());
            var client = new SendClient(peer.Url, options => options.DrainTimeout = TimeSpan.Zero);
            Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));

            go.SetResult();
            SendCloseReport report = await client.CloseAsync().Within();
            SendOutcome outcome = await send.Within();

            Assert.Contains(outcome.Reason, new[] { SendReason.Closed, SendReason.ConnectionLost, SendReason.ConnectionFailed });
            Assert.Equal(outcome.Reason == SendReason.Closed ? 1 : 0, report.NotSent + report.Indeterminate);
        }
    }
}
