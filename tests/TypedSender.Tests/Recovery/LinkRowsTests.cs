using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>What a link's earlier failures mean for those that come later, and what they do not.</summary>
public sealed class LinkRowsTests
{
    [Fact]
    public async Task A_link_that_has_brought_an_outcome_begins_a_new_row_though_its_connection_was_lost()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.RefuseNextLinks(2, "amqp:resource-locked");
        var policy = new RecordingPolicy { MinDelay = TimeSpan.Zero };
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = policy);
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("a")).Within());

        queue.RefuseNextLinks(1, "amqp:resource-locked");
        broker.AbortConnections();
        await policy.Asked.WaitForAsync(items => items.Any(item => item.Failure.Operation == AmqpRetryOperation.Connect));
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());

        Assert.Equal([1, 2, 1], policy.Failures.Where(failure => failure.Operation == AmqpRetryOperation.Attach).Select(failure => failure.Attempt));
    }

    [Fact]
    public async Task What_a_policy_decides_about_a_link_of_a_connection_that_was_given_up_concerns_nobody()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").RefuseNextLinks(1, "amqp:resource-locked");
        TaskCompletionSource asked = Bounded.Signal();
        TaskCompletionSource release = Bounded.Signal();
        var policy = new RecordingPolicy(failure =>
        {
            if (failure.Operation == AmqpRetryOperation.Attach)
            {
                asked.TrySetResult();
                release.Task.Wait();
            }

            return AmqpRetryDecision.Stop;
        }) { MinDelay = TimeSpan.Zero };
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = policy);
        INoteSender notes = client.GetSender<INoteSender>();
        try
        {
            Task<SendOutcome> refused = notes.TellTaskAsync(new Note("a"));
            await asked.Task.Within();
            broker.AbortConnections();
            Assert.Equal(SendReason.ConnectionLost, (await refused.Within()).Reason);

            Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());
        }
        finally
        {
            release.SetResult();
        }

        await policy.Asked.WaitForCountAsync(2);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("c")).Within());
        Assert.Equal(MessageSenderState.Open, client.GetMessageSender(notes).State);
    }

    [Fact]
    public async Task A_link_with_a_session_of_its_own_is_attached_again_before_the_peer_has_ended_the_earlier_one()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { EndSessionOfRefusedLinks = true });
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        var options = new SenderOptions();
        options.RequiredCapabilities.Add("topic");
        INoteSender notes = client.GetSender<INoteSender>(options);
        Assert.Equal(SendReason.AddressRefused, (await notes.TellAsync(new Note("nowhere")).Within()).Reason);
        BrokerQueue queue = broker.CreateQueue("notes");

        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(SendReason.CapabilityMissing, (await notes.TellAsync(new Note("refused")).Within()).Reason);
        }

        queue.AttachResponse = new AttachResponse { OfferedCapabilities = ["topic"] };
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("a")).Within());
        Assert.Equal(1, broker.AcceptedConnectionCount);
        Assert.Equal(1, queue.SenderCount);
    }
}
