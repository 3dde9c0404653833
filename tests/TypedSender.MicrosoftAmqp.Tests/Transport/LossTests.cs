using Microsoft.Azure.Amqp;
using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>Links, sessions and connections that end while messages wait or are under way.</summary>
public sealed class LossTests
{
    public static TheoryData<Way, string> Losses
    {
        get
        {
            TheoryData<Way, string> losses = [];
            foreach (Way way in Enum.GetValues<Way>())
            {
                losses.Add(way, "detach");
                losses.Add(way, "end");
                losses.Add(way, "close");
                losses.Add(way, "abort");
            }

            return losses;
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task What_the_peer_has_is_indeterminate_and_what_waits_was_not_sent(Way way, string loss)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        end.Queue.Settlement = Settlement.Silence;
        end.Queue.Credit = CreditPolicy.Once(3);
        INoteSender notes = await end.CreateAsync<INoteSender>(way);
        await TypedSenders.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome>[] underWay = [.. Enumerable.Range(0, 3).Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        await end.Queue.WaitForArrivalsAsync(3).Within();
        using CancellationTokenSource cancellation = new();
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("waits"), cancellation.Token);
        end.Queue.Credit = CreditPolicy.None;

        Lose(end, loss);
        SendOutcome[] lost = await Task.WhenAll(underWay).Within();

        SendReason reason = loss switch { "detach" => SendReason.LinkDetached, "end" => SendReason.SessionEnded, _ => SendReason.ConnectionLost };
        Assert.All(lost, outcome => Assert.Equal((SendOutcomeKind.Indeterminate, reason), (outcome.Kind, outcome.Reason)));
        if (loss != "abort")
        {
            Assert.All(lost, outcome => Assert.Equal(("amqp:internal-error", "gone"), (outcome.Error?.Condition.Value, outcome.Error?.Description)));
        }

        bool survives = way == Way.Session ? loss == "detach" : way == Way.Connection && loss is "detach" or "end";
        if (survives)
        {
            // It waits for credit on the next link.
            await end.Queue.WaitForSendersAsync(1).Within();
            await cancellation.CancelAsync();
        }

        SendOutcome notSent = await waiting.Within();
        Assert.Equal((SendOutcomeKind.NotSent, survives ? SendReason.Canceled : reason), (notSent.Kind, notSent.Reason));
        Assert.Equal(3, end.Queue.ArrivedCount);
    }

    [Theory]
    [InlineData(Way.Session)]
    [InlineData(Way.Connection)]
    public async Task A_lost_link_is_attached_again_and_the_states_are_told(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        INoteSender notes = await end.CreateAsync<INoteSender>(way);
        MessageSender sender = TypedSenders.GetMessageSender(notes);
        List<MessageSenderState> states = [];
        SendException? error = null;
        TaskCompletionSource reopened = Bounded.Signal();
        sender.StateChanged += (_, change) =>
        {
            states.Add(change.Current);
            error ??= change.Error;
            if (change is { Previous: MessageSenderState.Recovering, Current: MessageSenderState.Open })
            {
                reopened.TrySetResult();
            }
        };
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("1")).Within());

        end.Broker.Links[0].Detach("amqp:link:detach-forced", "idle");
        await reopened.Task.Within();

        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("2")).Within());
        Assert.Equal([MessageSenderState.Opening, MessageSenderState.Open, MessageSenderState.Recovering, MessageSenderState.Open], states);
        Assert.Equal(SendReason.LinkDetached, error?.Reason);
    }

    [Theory]
    [ClassData(typeof(Ways))]
    public async Task A_closed_connection_ends_every_later_send_with_the_reason(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        INoteSender notes = await end.CreateAsync<INoteSender>(way);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("1")).Within());
        TaskCompletionSource closed = Bounded.Signal();
        TypedSenders.GetMessageSender(notes).StateChanged += (_, change) => closed.TrySetResult();

        await end.Connection.CloseAsync(TimeSpan.FromSeconds(20)).Within();
        await closed.Task.Within();
        SendOutcome outcome = await notes.TellAsync(new Note("2")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionLost), (outcome.Kind, outcome.Reason));
        await Assert.ThrowsAsync<SendException>(() => TypedSenders.GetMessageSender(notes).OpenAsync().Within());
    }

    [Fact]
    public async Task A_link_that_its_user_closes_ends_what_waits()
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        end.Queue.Credit = CreditPolicy.None;
        SendingAmqpLink link = await end.OpenLinkAsync();
        INoteSender notes = MicrosoftAmqpTransport.CreateOnLink<INoteSender>(link);
        await TypedSenders.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("1"));

        await link.CloseAsync(TimeSpan.FromSeconds(20)).Within();

        SendOutcome outcome = await waiting.Within();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.LinkDetached), (outcome.Kind, outcome.Reason));
        Assert.Equal(MessageSenderState.Idle, TypedSenders.GetMessageSender(notes).State);
    }

    [Theory]
    [InlineData(Way.Session)]
    [InlineData(Way.Connection)]
    public async Task A_refused_link_is_told_with_the_error(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        end.Queue.RefuseNextLinks(1, "amqp:unauthorized-access", "not yours");
        INoteSender notes = await end.CreateAsync<INoteSender>(way);

        SendOutcome outcome = await notes.TellAsync(new Note("1")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused), (outcome.Kind, outcome.Reason));
        Assert.Equal("amqp:unauthorized-access", outcome.Error?.Condition.Value);
        Assert.Equal(MessageSenderState.Idle, TypedSenders.GetMessageSender(notes).State);
    }

    [Theory]
    [ClassData(typeof(Ways))]
    public async Task Closing_the_sender_leaves_what_is_the_users(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        SendingAmqpLink link = await end.OpenLinkAsync();
        INoteSender notes = way == Way.Link ? MicrosoftAmqpTransport.CreateOnLink<INoteSender>(link)
            : way == Way.Session ? MicrosoftAmqpTransport.CreateOnSession<INoteSender>(link.Session) : MicrosoftAmqpTransport.CreateOnConnection<INoteSender>(end.Connection);
        MessageSender sender = TypedSenders.GetMessageSender(notes);
        await notes.SendAsync(new Note("1")).Within();

        await sender.CloseAsync().Within();

        Assert.Equal(AmqpObjectState.Opened, link.State);
        Assert.Equal(AmqpObjectState.Opened, link.Session.State);
        Assert.Equal(1, end.Queue.SenderCount);
        Assert.Equal(MessageSenderState.Closed, sender.State);
        Assert.Throws<ObjectDisposedException>(() => { _ = notes.SendAsync(new Note("2")); });
    }

    private static void Lose(ApplicationEnd end, string loss)
    {
        BrokerLink link = end.Broker.Links.Single(each => each.IsOpen);
        switch (loss)
        {
            case "detach":
                link.Detach("amqp:internal-error", "gone");
                break;
            case "end":
                link.EndSession("amqp:internal-error", "gone");
                break;
            case "close":
                end.Broker.CloseConnections("amqp:internal-error", "gone");
                break;
            default:
                end.Broker.AbortConnections();
                break;
        }
    }
}
