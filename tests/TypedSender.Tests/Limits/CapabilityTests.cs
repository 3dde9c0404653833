using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Limits;

/// <summary>Capabilities of connections that a client requires (AMQP 1.0, 2.7.1).</summary>
public sealed class CapabilityTests
{
    private static readonly Open Offering = Handshakes.DefaultOpen with { OfferedCapabilities = ["A", "B"] };

    [Fact]
    public async Task A_capability_that_is_missing_fails_the_open_and_names_what_was_offered()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptHeaders().ExpectOpen().Where(open => Names(open.DesiredCapabilities) == "D,B,C").Respond(Offering)

                // Neither a session nor anything else: the close frame, an answer, and the end.
                .ExpectClose().Where(close => close.Error == null).Respond().ExpectEndOfStream());
        RecordingPolicy policy = new();
        await using SendClient client = Connect(peer.Url, policy);
        EventLog<SendClientStateChangedEventArgs> changes = new();
        client.StateChanged += (_, change) => changes.Add(change);
        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));

        string text = $"The connection to 127.0.0.1:{peer.Port} was closed: the client requires the capabilities C, and the peer offers A, B. "
            + "Connect to a broker that offers them, or require less in SendClientOptions.RequiredCapabilities.";
        SendOutcome outcome = await send.Within();
        await peer.Completion.Within();

        Assert.Equal($"NotSent (CapabilityMissing): {text} The message to 'notes' was not sent.", outcome.ToString());
        Assert.False(outcome.IsTransient);
        Assert.Null(client.Connection);
        AmqpRetryContext asked = Assert.Single(policy.Failures);
        Assert.Equal((AmqpRetryOperation.Connect, SendReason.CapabilityMissing), (asked.Operation, asked.Outcome.Reason));
        Assert.Equal(1, peer.ConnectionCount);
        await changes.WaitForCountAsync(2);
        Assert.Equal([SendClientState.Connecting, SendClientState.Idle], changes.Items.Select(change => change.Current));
    }

    [Fact]
    public async Task Opening_the_client_fails_and_says_when_nothing_was_offered()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using SendClient client = Connect(broker.Url);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Equal(SendReason.CapabilityMissing, thrown.Reason);
        Assert.Contains("the client requires the capabilities B, C, and the peer offers none.", thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith("docs/errors.md#capabilitymissing", thrown.HelpLink, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_may_try_again_and_the_message_goes_to_the_peer_that_offers_it()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection(Offering).ExpectClose().Respond().ExpectEndOfStream(),
            script => script.AcceptConnection(Offering with { OfferedCapabilities = ["C", "B"] }).AcceptSender()
                .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing());
        await using SendClient client = Connect(peer.Url, new RecordingPolicy(_ => AmqpRetryDecision.Retry(TimeSpan.Zero)));

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());
        Assert.Equal(["C", "B"], client.Connection!.OfferedCapabilities);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Another_host_that_offers_it_is_used()
    {
        await using InProcessBroker plain = await InProcessBroker.StartAsync();
        await using InProcessBroker able = await InProcessBroker.StartAsync(new() { OfferedCapabilities = { "B", "C" } });
        able.CreateQueue("notes");
        await using SendClient client = Connect(plain.Url, configure: options => options.Hosts.Add($"127.0.0.1:{able.Port}"));

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());
        Assert.Equal((1, able.Port), (plain.AcceptedConnectionCount, client.Connection!.Endpoint.Port));
        Assert.Equal(["D", "B", "C"], Assert.Single(able.Connections).DesiredCapabilities.Select(capability => capability.Value));
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_the_close_is_left_after_the_close_time_out()
    {
        ManualTimeProvider time = new();
        TaskCompletionSource closed = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(Offering).ExpectClose().Signal(closed).ExpectEndOfStream());
        await using SendClient client = Connect(peer.Url, configure: options => (options.TimeProvider, options.CloseTimeout) = (time, TimeSpan.FromSeconds(3)));

        Task opening = client.OpenAsync();
        await closed.Task.Within();
        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(opening.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(SendReason.CapabilityMissing, (await Assert.ThrowsAsync<SendException>(() => opening.Within())).Reason);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_capability_that_is_only_desired_is_asked_for_and_not_needed()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using SendClient client = new(broker.Url, options => options.DesiredCapabilities.Add("D"));

        await client.OpenAsync().Within();

        Assert.Equal(["D"], Assert.Single(broker.Connections).DesiredCapabilities.Select(capability => capability.Value));
        Assert.Empty(client.Connection!.OfferedCapabilities);
    }

    private static string Names(AmqpSymbol[]? capabilities) => string.Join(',', capabilities!.Select(capability => capability.Value));

    private static SendClient Connect(string url, AmqpRetryPolicy? policy = null, Action<SendClientOptions>? configure = null) => new(url, options =>
    {
        options.RetryPolicy = policy ?? options.RetryPolicy;
        options.DesiredCapabilities.Add("D");
        options.RequiredCapabilities.Add("B");
        options.RequiredCapabilities.Add("C");
        configure?.Invoke(options);
    });
}
