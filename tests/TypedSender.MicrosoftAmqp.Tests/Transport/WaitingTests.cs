using Microsoft.Azure.Amqp;
using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>Sends that end by deadline or token, in each phase: what waited for credit or for the link is certainly not sent, what the link had may be there.</summary>
public sealed class WaitingTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [ClassData(typeof(Ways))]
    public async Task Without_credit_a_cancelled_send_is_not_sent_and_never_arrives(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        end.Queue.Credit = CreditPolicy.None;
        INoteSender notes = await end.CreateAsync<INoteSender>(way);
        await TypedSenders.GetMessageSender(notes).OpenAsync().Within();
        using CancellationTokenSource cancellation = new();
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 50).Select(number => notes.TellTaskAsync(new Note($"cancelled {number}"), cancellation.Token))];
        Task<SendOutcome> kept = notes.TellTaskAsync(new Note("kept"));

        await cancellation.CancelAsync();
        SendOutcome[] outcomes = await Task.WhenAll(sends).Within();
        end.Queue.GrantCredit(100);

        Assert.All(outcomes, outcome => Assert.Equal((SendOutcomeKind.NotSent, SendReason.Canceled), (outcome.Kind, outcome.Reason)));
        Assert.All(outcomes, outcome => Assert.Contains("link credit", outcome.ToString(), StringComparison.Ordinal));
        Assert.Equal(SendOutcome.Accepted, await kept.Within());
        Assert.Equal(1, end.Queue.ArrivedCount);
    }

    [Theory]
    [ClassData(typeof(Ways))]
    public async Task Without_credit_a_deadline_ends_as_not_sent(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        end.Queue.Credit = CreditPolicy.None;
        INoteSender notes = await end.CreateAsync<INoteSender>(way, transportOptions: Timed(5));
        await TypedSenders.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("1"));

        _time.Advance(TimeSpan.FromSeconds(6));
        SendOutcome outcome = await send.Within();
        end.Queue.GrantCredit(1);

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut), (outcome.Kind, outcome.Reason));
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("2")).Within());
        Assert.Equal(1, end.Queue.ArrivedCount);
    }

    [Theory]
    [ClassData(typeof(Ways))]
    public async Task What_the_peer_has_is_indeterminate_when_its_deadline_passes(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        end.Queue.Settlement = Settlement.Silence;
        INoteSender notes = await end.CreateAsync<INoteSender>(way, transportOptions: Timed(5));
        using CancellationTokenSource cancellation = new();
        Task<SendOutcome> timed = notes.TellTaskAsync(new Note("1"));
        Task<SendOutcome> cancelled = notes.TellTaskAsync(new Note("2"), cancellation.Token);
        await end.Queue.WaitForArrivalsAsync(2).Within();

        await cancellation.CancelAsync();
        SendOutcome second = await cancelled.Within();
        _time.Advance(TimeSpan.FromSeconds(6));
        SendOutcome first = await timed.Within();

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Canceled), (second.Kind, second.Reason));
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.TimedOut), (first.Kind, first.Reason));
    }

    [Theory]
    [ClassData(typeof(Ways))]
    public async Task With_a_window_of_one_frame_all_messages_arrive_in_order(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync(options => options.SessionWindow = 1);
        INoteSender notes = await end.CreateAsync<INoteSender>(way);
        IReadOnlyList<SendOutcome> outcomes = await notes.TellAllAsync([.. Enumerable.Range(0, 200).Select(number => new Note($"{number}"))]).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{number}"), end.Queue.Messages.Select(Text));
    }

    [Fact]
    public async Task A_link_that_nobody_has_opened_is_opened_by_the_first_send()
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        SendingAmqpLink link = new(await end.OpenSessionAsync(), ApplicationEnd.MakeSettings());
        INoteSender notes = MicrosoftAmqpTransport.CreateOnLink<INoteSender>(link);
        MessageSender sender = TypedSenders.GetMessageSender(notes);
        Assert.Equal(MessageSenderState.Idle, sender.State);

        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("1")).Within());

        Assert.Equal(AmqpObjectState.Opened, link.State);
        Assert.Equal(MessageSenderState.Open, sender.State);
    }

    [Fact]
    public async Task A_link_with_a_credit_listener_is_refused()
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        SendingAmqpLink link = await end.OpenLinkAsync();
        link.RegisterCreditListener((_, _, _) => { });

        var thrown = Assert.Throws<InvalidOperationException>(() => MicrosoftAmqpTransport.CreateOnLink<INoteSender>(link));

        Assert.Contains("credit listener", thrown.Message, StringComparison.Ordinal);
    }

    private static string Text(BrokerMessage message) => Assert.IsType<string>(((TypedSender.Amqp.AmqpMap)message.Message.Value!)["Text"]);

    private SendTransportOptions Timed(int seconds) => new() { SendTimeout = TimeSpan.FromSeconds(seconds), TimeProvider = _time };
}
