using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Connections;

/// <summary>Redirects of links and connections: told by default, followed where the options say so, and never further than they say.</summary>
public sealed class RedirectTests
{
    private static readonly AmqpMessage Message = new() { Value = "a" };

    [Fact]
    public async Task By_default_a_redirect_is_told_with_its_fields()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").RefuseNextLinks(1, ToLink("other.example", 5671, "elsewhere", hostName: "shop"));
        await using SendClient client = new(broker.Url);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("notes").SendAsync(Message).Within());

        Assert.Equal((SendReason.AddressRefused, "amqp:link:redirect", false), (thrown.Reason, thrown.Condition, thrown.IsTransient));
        Assert.Equal(
            (true, "other.example", "shop", 5671, "elsewhere", null),
            (thrown.Redirect!.IsOfLink, thrown.Redirect.NetworkHost, thrown.Redirect.HostName, thrown.Redirect.Port, thrown.Redirect.Address, thrown.Redirect.Scheme));
        Assert.Equal(
            $"127.0.0.1:{broker.Port} refused the address 'notes': amqp:link:redirect. It points to other.example:5671 and the address 'elsewhere'. Use that, or let redirects be followed (SendClientOptions.Redirects). The message to 'notes' was not sent.",
            thrown.Message);
    }

    [Fact]
    public async Task By_default_a_redirect_of_the_connection_is_told_with_its_fields()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.RefuseNextConnections(1, ToConnection("other.example", 5671));
        await using SendClient client = new(broker.Url);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Equal((SendReason.ConnectionFailed, "amqp:connection:redirect"), (thrown.Reason, thrown.Condition));
        Assert.Equal((false, "other.example", 5671), (thrown.Redirect!.IsOfLink, thrown.Redirect.NetworkHost, thrown.Redirect.Port));
        Assert.Contains("It points to other.example:5671. Use that,", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_followed_and_what_waits_goes_along_in_order()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        first.CreateQueue("notes").RefuseNextLinks(1, ToLink("127.0.0.1", second.Port, "elsewhere"));
        BrokerQueue elsewhere = second.CreateQueue("elsewhere");
        await using SendClient client = new(first.Url, options => options.Redirects = RedirectPolicy.Follow);
        MessageSender sender = client.GetMessageSender("notes");

        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 50).Select(number => sender.SendForOutcomeAsync(new AmqpMessage { Value = number }).AsTask())];
        SendOutcome[] outcomes = await Task.WhenAll(sends).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Enumerable.Range(0, 50), elsewhere.Messages.Select(message => (int)message.Message.Value!));
        Assert.Equal((MessageSenderState.Open, "notes"), (sender.State, sender.Address));
        Assert.Equal(("elsewhere", SendClientState.Connected), (sender.Attachment!.Address, client.State));
        Assert.Equal((1, 1), (first.ConnectionCount, second.ConnectionCount));
    }

    [Fact]
    public async Task A_link_that_was_sent_elsewhere_carries_no_message_of_a_transaction()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        first.CreateQueue("notes").RefuseNextLinks(1, ToLink("127.0.0.1", second.Port, "elsewhere"));
        BrokerQueue elsewhere = second.CreateQueue("elsewhere");
        await using SendClient client = new(first.Url, options => options.Redirects = RedirectPolicy.Follow);
        MessageSender sender = client.GetMessageSender("notes");
        await using AmqpTransaction transaction = await client.BeginTransactionAsync().Within();
        SendOptions inTransaction = new() { Transaction = transaction };

        SendOutcome waited = await sender.SendForOutcomeAsync(Message, inTransaction, CancellationToken.None).Within();
        SendOutcome attached = await sender.SendForOutcomeAsync(Message, inTransaction, CancellationToken.None).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TransactionEnded), (waited.Kind, waited.Reason));
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TransactionEnded), (attached.Kind, attached.Reason));
        Assert.Equal((MessageSenderState.Open, 0L), (sender.State, elsewhere.ArrivedCount));
    }

    [Fact]
    public async Task Links_sent_to_one_place_share_a_connection_which_is_closed_when_its_last_link_goes()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using InProcessBroker second = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using SendClient client = new(first.Url, options => options.Redirects = RedirectPolicy.Follow);
        string[] names = ["a", "b", "c"];
        foreach (string name in names)
        {
            first.CreateQueue(name).RefuseNextLinks(1, ToLink("127.0.0.1", second.Port));
        }

        MessageSender[] senders = [.. names.Select(name => client.GetMessageSender(name))];
        await Task.WhenAll(senders.Select(sender => sender.SendAsync(Message).AsTask())).Within();
        Assert.Equal((1, 1), (second.AcceptedConnectionCount, second.ConnectionCount));

        await senders[0].CloseAsync().Within();
        await senders[1].CloseAsync().Within();
        Assert.Equal(1, second.ConnectionCount);
        await senders[2].SendAsync(Message).Within();
        BrokerConnection redirected = Assert.Single(second.Connections);
        await senders[2].CloseAsync().Within();
        await second.WaitForNoConnectionsAsync();
        Assert.False(redirected.IsOpen);
        Assert.Equal((SendClientState.Connected, 1), (client.State, first.ConnectionCount));

        // A later redirect to the same place makes a connection of its own.
        first.GetQueue("a").RefuseNextLinks(1, ToLink("127.0.0.1", second.Port));
        await client.GetMessageSender("a").SendAsync(Message).Within();
        Assert.Equal(2, second.AcceptedConnectionCount);
    }

    [Fact]
    public async Task A_link_that_is_redirected_later_tells_what_had_left_and_takes_along_what_waits()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        BrokerQueue notes = first.CreateQueue("notes");
        notes.Settlement = Settlement.Silence;
        notes.Credit = CreditPolicy.Once(1);
        BrokerQueue elsewhere = second.CreateQueue("notes");
        await using SendClient client = new(first.Url, options => options.Redirects = RedirectPolicy.Follow);
        MessageSender sender = client.GetMessageSender("notes");
        Task<SendOutcome> left = sender.SendForOutcomeAsync(new AmqpMessage { Value = 0 }).AsTask();
        await notes.WaitForArrivalsAsync(1).Within();
        Task<SendOutcome>[] waiting = [.. Enumerable.Range(1, 5).Select(number => sender.SendForOutcomeAsync(new AmqpMessage { Value = number }).AsTask())];

        Assert.Single(first.Links).Detach(ToLink("127.0.0.1", second.Port));

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.LinkDetached), ((await left.Within()).Kind, (await left).Reason));
        Assert.All(await Task.WhenAll(waiting).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Enumerable.Range(1, 5), elsewhere.Messages.Select(message => (int)message.Message.Value!));
    }

    [Fact]
    public async Task A_link_that_is_lost_elsewhere_begins_at_home_again()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        InProcessBroker second = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        BrokerQueue notes = first.CreateQueue("notes");
        notes.RefuseNextLinks(1, ToLink("127.0.0.1", second.Port, "elsewhere"));
        await using SendClient client = new(first.Url, options => (options.Redirects, options.RetryPolicy) = (RedirectPolicy.Follow, RecordingPolicy.Eager));
        MessageSender sender = client.GetMessageSender("notes");
        await sender.SendAsync(Message).Within();
        Assert.Equal(1, second.GetQueue("elsewhere").Count);

        await second.DisposeAsync();

        SendOutcome outcome = await sender.SendForOutcomeAsync(Message).Within();
        while (outcome.Kind == SendOutcomeKind.Indeterminate)
        {
            outcome = await sender.SendForOutcomeAsync(Message).Within();
        }

        Assert.Equal(SendOutcome.Accepted, outcome);
        Assert.Equal(1, notes.Count);
        Assert.Equal("notes", sender.Attachment!.Address);
    }

    [Fact]
    public async Task A_place_that_cannot_be_connected_is_told_and_the_policy_decides_about_another_try_from_home()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        await second.SuspendAsync();
        first.CreateQueue("notes").RefuseNextLinks(1, ToLink("127.0.0.1", second.Port));
        var policy = new RecordingPolicy(failure => failure.Attempt < 2 ? AmqpRetryDecision.Retry(TimeSpan.Zero) : AmqpRetryDecision.Stop);
        await using SendClient client = new(first.Url, options => (options.Redirects, options.RetryPolicy) = (RedirectPolicy.Follow, policy));

        Assert.Equal(SendOutcome.Accepted, await client.GetMessageSender("notes").SendForOutcomeAsync(Message).Within());

        Assert.Equal([(AmqpRetryOperation.Attach, SendReason.ConnectionFailed)], policy.Failures.Select(failure => (failure.Operation, failure.Reason)));
        Assert.StartsWith($"Nothing listens at 127.0.0.1:{second.Port} (connection refused).", new SendException(policy.Failures[0].Outcome).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_that_lead_from_one_to_the_next_end_with_an_error_that_names_the_way()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        first.CreateQueue("notes").RefuseNextLinks(9, ToLink("127.0.0.1", second.Port, "here"));
        first.CreateQueue("there").RefuseNextLinks(9, ToLink("127.0.0.1", second.Port, "here"));
        second.CreateQueue("here").RefuseNextLinks(9, ToLink("127.0.0.1", first.Port, "there"));
        await using SendClient client = new(first.Url, options => options.Redirects = RedirectPolicy.Follow);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("notes").SendAsync(Message).Within());

        (string home, string other) = ($"127.0.0.1:{first.Port}", $"127.0.0.1:{second.Port}");
        Assert.Equal((SendReason.AddressRefused, "amqp:link:redirect", SendOutcomeKind.NotSent), (thrown.Reason, thrown.Condition, thrown.Outcome.Kind));
        Assert.Contains(
            $"It was not followed: redirects lead from one to the next: {home} 'notes' -> {other} 'here' -> {home} 'there' -> {other} 'here' -> {home} 'there'. No more than 3 are followed without a message settled between. Correct the brokers.",
            thrown.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other.example", null)]
    [InlineData("evil-listed.example", null)]
    [InlineData("sub.listed.example", null)]
    [InlineData("listed.example.", null)]
    public async Task A_host_that_is_not_listed_whole_is_not_gone_to(string host, string? hostName)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").RefuseNextLinks(1, ToLink(host, 5672, hostName: hostName));
        int connecting = 0;
        await using SendClient client = new(broker.Url, options =>
        {
            options.Redirects = RedirectPolicy.Follow;
            options.RedirectHosts.Add("listed.example");
            options.RedirectCredential = _ =>
            {
                connecting++;
                return null;
            };
        });

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("notes").SendAsync(Message).Within());

        Assert.EndsWith(
            $"amqp:link:redirect. It points to {host}:5672. It was not followed: '{host}' is neither a host of the options nor in SendClientOptions.RedirectHosts. Add exactly this name there if it is to be trusted. The message to 'notes' was not sent.",
            thrown.Message,
            StringComparison.Ordinal);
        Assert.Equal(0, connecting);
        Assert.Equal(host, thrown.Redirect!.NetworkHost);
    }

    [Fact]
    public async Task A_redirect_of_the_connection_is_followed_at_its_open_and_later()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        await using InProcessBroker third = await InProcessBroker.StartAsync();
        first.RefuseNextConnections(1, ToConnection("127.0.0.1", second.Port));
        second.CreateQueue("notes");
        third.CreateQueue("notes");
        await using SendClient client = new(first.Url, options => options.Redirects = RedirectPolicy.Follow);
        MessageSender sender = client.GetMessageSender("notes");

        await sender.SendAsync(Message).Within();
        Assert.Equal((1, second.Port), (second.GetQueue("notes").Count, client.Connection!.Endpoint.Port));
        Assert.Single(second.Connections).Close(ToConnection("127.0.0.1", third.Port));
        Task<SendOutcome> send = sender.SendForOutcomeAsync(Message).AsTask();
        SendOutcome outcome = await send.Within();
        while (outcome.Kind == SendOutcomeKind.Indeterminate)
        {
            outcome = await sender.SendForOutcomeAsync(Message).Within();
        }

        Assert.Equal(SendOutcome.Accepted, outcome);
        Assert.Equal((1, third.Port), (third.GetQueue("notes").Count, client.Connection!.Endpoint.Port));
    }

    [Fact]
    public async Task Redirects_of_the_connection_that_lead_from_one_to_the_next_end_with_an_error_that_names_the_way()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        first.RefuseNextConnections(9, ToConnection("127.0.0.1", second.Port));
        second.RefuseNextConnections(9, ToConnection("127.0.0.1", first.Port));
        await using SendClient client = new(first.Url, options => options.Redirects = RedirectPolicy.Follow);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        (string home, string other) = ($"127.0.0.1:{first.Port}", $"127.0.0.1:{second.Port}");
        Assert.Equal((SendReason.ConnectionFailed, "amqp:connection:redirect"), (thrown.Reason, thrown.Condition));
        Assert.Contains($"redirects lead from one to the next: {home} -> {other} -> {home} -> {other} -> {home}.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal((2, 2), (first.AcceptedConnectionCount, second.AcceptedConnectionCount));
    }

    [Fact]
    public async Task A_link_of_a_session_of_its_own_is_not_moved_off_it()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        first.CreateQueue("notes").RefuseNextLinks(1, ToLink("127.0.0.1", second.Port));
        await using SendConnection connection = new(first.Url, options => options.Redirects = RedirectPolicy.Follow);
        await using SendSession session = await connection.OpenSessionAsync().Within();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => session.CreateSenderAsync(new SenderLinkOptions { Address = "notes" }).Within());

        Assert.Contains("It was not followed: the link belongs to a SendSession, and is attached on no other.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, second.AcceptedConnectionCount);
    }

    [Fact]
    public async Task Closing_the_client_closes_the_connections_that_redirects_led_to()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        first.CreateQueue("notes").RefuseNextLinks(1, ToLink("127.0.0.1", second.Port));
        second.CreateQueue("notes").Settlement = Settlement.Silence;
        SendClient client = new(first.Url, options => (options.Redirects, options.DrainTimeout) = (RedirectPolicy.Follow, TimeSpan.Zero));
        Task<SendOutcome> send = client.GetMessageSender("notes").SendForOutcomeAsync(Message).AsTask();
        await second.GetQueue("notes").WaitForArrivalsAsync(1).Within();

        SendCloseReport report = await client.CloseAsync().Within();

        Assert.Equal(new SendCloseReport(0, 1, 0), report);
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Closed), ((await send.Within()).Kind, (await send).Reason));
        await first.WaitForNoConnectionsAsync();
        await second.WaitForNoConnectionsAsync();
        Assert.Equal(0, client.Context.Domain.Deliveries.Rented);
    }

    internal static AmqpError ToLink(string? host, int? port, string? address = null, string? hostName = null, string? scheme = null) => new()
    {
        Condition = AmqpErrorConditions.LinkRedirect,
        Info = MakeInfo(host, port, address, hostName, scheme),
    };

    internal static AmqpError ToConnection(string? host, int? port, string? hostName = null, string? scheme = null) => new()
    {
        Condition = AmqpErrorConditions.ConnectionRedirect,
        Info = MakeInfo(host, port, null, hostName, scheme),
    };

    private static AmqpMap MakeInfo(string? host, int? port, string? address, string? hostName, string? scheme)
    {
        AmqpMap info = [];
        foreach ((string key, object? value) in new (string, object?)[] { ("network-host", host), ("port", port), ("address", address), ("hostname", hostName), ("scheme", scheme) })
        {
            if (value is not null)
            {
                info[new AmqpSymbol(key)] = value;
            }
        }

        return info;
    }
}
