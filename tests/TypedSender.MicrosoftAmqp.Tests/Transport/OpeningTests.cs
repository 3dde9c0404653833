using Microsoft.Azure.Amqp;

namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>Several senders over one object of the application's that nobody has opened yet.</summary>
public sealed class OpeningTests
{
    [Fact]
    public async Task A_sender_that_is_closed_while_the_session_opens_leaves_it_to_the_others()
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        HeldSession session = new(end.Connection);
        MessageSender closed = TypedSenders.GetMessageSender(MicrosoftAmqpTransport.CreateOnSession<INoteSender>(session));
        INoteSender kept = MicrosoftAmqpTransport.CreateOnSession<INoteSender>(session);
        Task opened = closed.OpenAsync();
        await session.Answered.Within();
        Task<SendOutcome> waiting = kept.TellTaskAsync(new Note("1"));

        await closed.CloseAsync().Within();
        await session.ReleaseAsync().Within();

        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
        SendException exception = await Assert.ThrowsAsync<SendException>(() => opened.Within());
        Assert.Equal(SendReason.Closed, exception.Reason);
    }

    [Fact]
    public async Task Two_senders_that_are_made_at_once_share_the_credit_listener()
    {
        SendingAmqpLink[] links = [.. Enumerable.Range(0, 500).Select(_ => new SendingAmqpLink(ApplicationEnd.MakeSettings()))];
        using Barrier barrier = new(2);

        Exception?[][] refusals = await Task.WhenAll(MakeAllAsync(), MakeAllAsync()).Within();

        Assert.All(refusals.SelectMany(each => each), Assert.Null);

        Task<Exception?[]> MakeAllAsync() => Task.Factory.StartNew(
            () => Array.ConvertAll(links, Make), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        Exception? Make(SendingAmqpLink link)
        {
            barrier.SignalAndWait();
            return Record.Exception(() => MicrosoftAmqpTransport.CreateOnLink<INoteSender>(link));
        }
    }
}
