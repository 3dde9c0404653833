using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Connections;

/// <summary>A retry policy for one sender alone.</summary>
public sealed class SenderPolicyTests
{
    [Fact]
    public async Task The_policy_of_a_sender_decides_about_its_link_and_that_of_the_client_about_others()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        var ofClient = new RecordingPolicy(_ => AmqpRetryDecision.Retry(TimeSpan.Zero));
        var ofSender = new RecordingPolicy(_ => AmqpRetryDecision.Stop);
        await using SendClient client = new(broker.Url, options => options.RetryPolicy = ofClient);
        MessageSender own = client.GetMessageSender("own", new SenderOptions { RetryPolicy = ofSender });
        MessageSender plain = client.GetMessageSender("plain");
        await own.OpenAsync().Within();
        await plain.OpenAsync().Within();
        var states = new EventLog<MessageSenderStateChangedEventArgs>();
        own.StateChanged += (_, change) => states.Add(change);

        foreach (BrokerLink link in broker.Links)
        {
            link.Detach("amqp:link:detach-forced");
        }

        await states.WaitForAsync(changes => changes.Any(change => change.Current == MessageSenderState.Idle));
        Assert.Equal(SendOutcome.Accepted, await plain.SendForOutcomeAsync(new AmqpMessage { Value = "a" }).Within());
        Assert.Equal(["own"], ofSender.Failures.Select(failure => failure.Address));
        Assert.Equal(["plain"], ofClient.Failures.Select(failure => failure.Address));
    }

    [Fact]
    public async Task The_policy_of_a_sender_decides_about_messages_that_are_retained()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").SettlementOf = _ => Settlement.Release;
        int asked = 0;
        var ofSender = new RecordingPolicy(failure => ++asked < 4 ? AmqpRetryDecision.Retry(TimeSpan.Zero) : AmqpRetryDecision.Stop);
        await using SendClient client = new(broker.Url, options => options.RetryPolicy = AmqpRetryPolicy.None);
        MessageSender sender = client.GetMessageSender("notes", new SenderOptions { RetryPolicy = ofSender, Retention = MessageRetention.UntilSettled });

        SendOutcome outcome = await sender.SendForOutcomeAsync(new AmqpMessage { Value = "a" }).Within();

        Assert.Equal(SendOutcomeKind.Released, outcome.Kind);
        Assert.Equal([1, 2, 3, 4], ofSender.Failures.Select(failure => failure.Attempt));
        Assert.All(ofSender.Failures, failure => Assert.Equal(AmqpRetryOperation.Send, failure.Operation));
    }

    [Fact]
    public void A_policy_whose_delays_no_timer_can_keep_is_refused()
    {
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(
            () => SenderSettings.Create(new SenderOptions { RetryPolicy = new AmqpRetryPolicy { MaxDelay = TimeSpan.FromDays(25) } }));

        Assert.StartsWith("SenderOptions.RetryPolicy.MaxDelay is 25.00:00:00. Give a time from zero to 24 days.", thrown.Message, StringComparison.Ordinal);
    }
}
