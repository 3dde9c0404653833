using TypedSender.Interop.Tests.Contracts;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>What RabbitMQ refuses, and how it says so.</summary>
[Collection(RabbitMqCollection.Name)]
public class RabbitMqRefusalTests(RabbitMqBroker broker)
{
    [RabbitMqFact]
    public async Task A_wrong_password_is_an_authentication_failure_that_does_not_repeat_it()
    {
        SendOutcome outcome = await SendAsync("/amq/queue/any", options =>
        {
            options.UserName = "guest";
            options.Password = Canary.OtherPassword;
        });

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AuthenticationFailed), (outcome.Kind, outcome.Reason));
        Assert.Contains("'guest'", outcome.ToString());
        Assert.DoesNotContain(Canary.Mark, outcome.ToString());
    }

    [RabbitMqFact]
    public async Task A_right_password_and_the_name_of_the_virtual_host_are_taken()
    {
        SendOutcome outcome = await SendAsync(await broker.NewQueueAsync(), options =>
        {
            options.UserName = "guest";
            options.Password = "guest";
            options.VirtualHost = "vhost:/";
        });

        Assert.Equal(SendOutcome.Accepted, outcome);
    }

    /// <summary>RabbitMQ does not tell whether there is such a virtual host: it says that the user may not enter it.</summary>
    [RabbitMqFact]
    public async Task An_unknown_virtual_host_refuses_the_connection_with_the_brokers_words()
    {
        SendOutcome outcome = await SendAsync("/amq/queue/any", options => options.VirtualHost = "vhost:nowhere");

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionFailed), (outcome.Kind, outcome.Reason));
        Assert.Equal("amqp:unauthorized-access", outcome.Error?.Condition.Value);
        Assert.Contains("Access for user 'guest' was refused", outcome.ToString());
        Assert.Contains("'vhost:nowhere'", outcome.ToString());
    }

    /// <summary>RabbitMQ ends the whole session when a link cannot be attached.</summary>
    [RabbitMqFact]
    public async Task An_address_it_cannot_read_and_an_exchange_that_is_missing_end_the_session()
    {
        SendOutcome unreadable = await SendAsync("/nonsense/x");
        SendOutcome missing = await SendAsync("/exchange/nowhere/key");

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused), (unreadable.Kind, unreadable.Reason));
        Assert.Equal("amqp:invalid-field", unreadable.Error?.Condition.Value);
        Assert.Contains("'/nonsense/x'", unreadable.ToString());
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused), (missing.Kind, missing.Reason));
        Assert.Equal("amqp:not-found", missing.Error?.Condition.Value);
        Assert.Contains("no exchange 'nowhere'", missing.ToString());
    }

    /// <summary>RabbitMQ 3.10 settles as accepted what it can route to no queue, and drops it: queues have to be there first.</summary>
    [RabbitMqFact]
    public async Task A_queue_that_is_missing_looks_like_success_to_any_sender() =>
        Assert.Equal(SendOutcome.Accepted, await SendAsync($"/amq/queue/{Guid.NewGuid():N}"));

    [RabbitMqFact]
    public async Task A_bare_name_makes_the_queue()
    {
        string name = Guid.NewGuid().ToString("N");

        SendOutcome outcome = await SendAsync(name);

        Assert.Equal(SendOutcome.Accepted, outcome);
        Assert.Equal(1, await broker.Node.CountAsync(name));
    }

    /// <summary>As the session ends with it, what other senders had under way on that session is indeterminate, and no more than that.</summary>
    [RabbitMqFact]
    public async Task A_sender_with_a_wrong_address_does_not_stop_the_others_of_its_client()
    {
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);
        ITestSender right = client.GetSender<ITestSender>(new SenderOptions { Address = address });
        ITestSender wrong = client.GetSender<ITestSender>(new SenderOptions { Address = "/nonsense/x" });

        await right.SendAsync(new Small(0));
        Task<IReadOnlyList<SendOutcome>> sending = right.SendAllAsync([.. Enumerable.Range(1, 999).Select(number => new Small(number))]);
        SendOutcome refused = await wrong.SendForOutcomeAsync(new Small(-1));
        IReadOnlyList<SendOutcome> during = await sending;
        IReadOnlyList<SendOutcome> after = await right.SendAllAsync([.. Enumerable.Range(1000, 1000).Select(number => new Small(number))]);

        Assert.Equal(SendOutcomeKind.NotSent, refused.Kind);
        Assert.All(during, outcome => Assert.Contains(outcome.Kind, new[] { SendOutcomeKind.Accepted, SendOutcomeKind.NotSent, SendOutcomeKind.Indeterminate }));
        Assert.All(after, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        int accepted = 1 + during.Count(outcome => outcome == SendOutcome.Accepted) + after.Count;
        int indeterminate = during.Count(outcome => outcome.Kind == SendOutcomeKind.Indeterminate);
        Assert.InRange(await broker.CountAsync(address), accepted, accepted + indeterminate);
    }

    private async Task<SendOutcome> SendAsync(string address, Action<SendClientOptions>? change = null)
    {
        SendClientOptions options = SendClientOptions.FromUrl(broker.Url);
        change?.Invoke(options);
        await using SendClient client = new(options);
        return await client.GetSender<ITestSender>(new SenderOptions { Address = address }).SendForOutcomeAsync(new Small(1));
    }
}
