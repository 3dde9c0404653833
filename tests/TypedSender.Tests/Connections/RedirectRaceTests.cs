using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Connections;

/// <summary>Answers of user code about redirects and losses that come late.</summary>
public sealed class RedirectRaceTests
{
    private static readonly AmqpMessage Message = new() { Value = "a" };

    [Fact]
    public async Task A_decision_about_an_earlier_loss_is_not_applied_to_a_link_that_awaits_a_redirect()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        BrokerQueue notes = first.CreateQueue("notes");
        BrokerQueue other = first.CreateQueue("other");
        second.CreateQueue("notes");
        notes.RefuseNextLinks(1, new AmqpError { Condition = AmqpErrorConditions.ResourceLocked });
        TaskCompletionSource isAsked = Bounded.Signal(), isFollowed = Bounded.Signal();
        using ManualResetEventSlim decide = new(), follow = new();
        int asked = 0, connecting = 0;
        RecordingPolicy policy = new(context =>
        {
            if (context.Operation == AmqpRetryOperation.Attach && Interlocked.Increment(ref asked) == 1)
            {
                isAsked.SetResult();
                decide.Wait(TimeSpan.FromSeconds(20));
                return AmqpRetryDecision.Stop;
            }

            return context.Operation != AmqpRetryOperation.Attach && Interlocked.Increment(ref connecting) == 1 ? AmqpRetryDecision.Stop : AmqpRetryDecision.Retry(TimeSpan.Zero);
        });
        await using SendClient client = new(first.Url, options =>
        {
            (options.Redirects, options.RetryPolicy) = (RedirectPolicy.Follow, policy);
            options.RedirectHosts.Add("localhost");
            options.RedirectCredential = _ =>
            {
                isFollowed.SetResult();
                follow.Wait(TimeSpan.FromSeconds(20));
                return AmqpCredential.Anonymous;
            };
        });
        MessageSender sender = client.GetMessageSender("notes");
        Task<SendOutcome> lost = sender.SendForOutcomeAsync(Message).AsTask();
        await isAsked.Task.Within();
        first.AbortConnections();
        Assert.Equal(SendReason.ConnectionLost, (await lost.Within()).Reason);
        notes.RefuseNextLinks(1, RedirectTests.ToLink("localhost", second.Port));
        Task<SendOutcome> send = sender.SendForOutcomeAsync(Message).AsTask();
        await isFollowed.Task.Within();

        // The policy's answer comes before those of the sends that follow.
        decide.Set();
        MessageSender between = client.GetMessageSender("other");
        for (int sent = 0; sent < 20; sent++)
        {
            await between.SendAsync(Message).Within();
        }

        follow.Set();

        Assert.Equal(SendOutcome.Accepted, await send.Within());
        Assert.Equal((20, 1), (other.Count, second.GetQueue("notes").Count));
    }

    [Fact]
    public async Task A_redirect_that_is_not_followed_asks_no_policy_for_a_sender_that_is_closed()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("other");
        broker.CreateQueue("notes").RefuseNextLinks(1, RedirectTests.ToLink("localhost", broker.Port));
        TaskCompletionSource isFollowed = Bounded.Signal();
        using ManualResetEventSlim follow = new();
        RecordingPolicy policy = new();
        await using SendClient client = new(broker.Url, options =>
        {
            (options.Redirects, options.RetryPolicy) = (RedirectPolicy.Follow, policy);
            options.RedirectHosts.Add("localhost");
            options.RedirectCredential = _ =>
            {
                isFollowed.SetResult();
                follow.Wait(TimeSpan.FromSeconds(20));
                throw new InvalidOperationException();
            };
        });
        MessageSender sender = client.GetMessageSender("notes");
        Task<SendOutcome> send = sender.SendForOutcomeAsync(Message).AsTask();
        await isFollowed.Task.Within();
        Assert.Equal(1, (await sender.CloseAsync(new CancellationToken(canceled: true)).Within()).NotSent);
        Assert.Equal(SendReason.Closed, (await send.Within()).Reason);

        follow.Set();
        MessageSender between = client.GetMessageSender("other");
        for (int sent = 0; sent < 20; sent++)
        {
            await between.SendAsync(Message).Within();
        }

        Assert.Empty(policy.Failures);
    }
}
