using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Tokens;

/// <summary>Nodes for tokens and providers of tokens that do not do what they are there for (claims-based security).</summary>
public sealed class TokenFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    private static readonly TimeSpan TokenBound = TimeSpan.FromSeconds(60) + FaultCase.Slack;

    [Fault("token_slow")]
    public async Task A_node_that_does_not_answer_until_the_send_has_timed_out()
    {
        await using FaultCase fault = Begin();
        await using InProcessBroker broker = await StartAsync(fault);
        BrokerTokenNode node = broker.CreateTokenNode();
        node.Hold();
        fault.Connect(broker.Port);

        Task<SendOutcome> send = fault.Tell();
        await node.WaitForArrivalsAsync(1).Within();
        fault.Reached.SetResult();
        await fault.ExpectAsync(
            send, SendOutcomeKind.NotSent, SendReason.TimedOut, "while waiting for a token to be given and accepted by the peer. The message was not sent. The last failure: The peer did not answer the token for", TokenBound);

        node.Release();
        Task<SendOutcome> next = fault.Tell();
        await fault.ExpectAcceptedAsync(next, TokenBound);
        await fault.EndAsync();
    }

    [Fault("token_refused")]
    public async Task A_token_that_the_node_refuses()
    {
        await using FaultCase fault = Begin();
        await using InProcessBroker broker = await StartAsync(fault);
        BrokerTokenNode node = broker.CreateTokenNode();
        node.AnswerNext(1, 401, "InvalidSignature: The token has an invalid signature.");
        fault.Connect(broker.Port);

        await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, SendReason.AuthenticationFailed, "with status 401 (InvalidSignature: The token has an invalid signature). Check that key or identity");

        Assert.Equal([401], node.Tokens.Select(token => token.StatusCode));
        await fault.EndAsync();
    }

    [Fault("token_expired_in_flight")]
    public async Task A_link_that_is_detached_because_its_token_has_expired()
    {
        await using FaultCase fault = Begin();
        await using InProcessBroker broker = await StartAsync(fault);
        BrokerTokenNode node = broker.CreateTokenNode();
        BrokerQueue queue = broker.CreateQueue("notes");
        fault.Connect(broker.Port);
        await fault.ExpectAcceptedAsync(fault.Tell());
        queue.Settlement = Settlement.Silence;
        Task<SendOutcome> send = fault.Tell();
        await queue.WaitForArrivalsAsync(2).Within();

        // A message was accepted: the token was the right one.
        queue.Settlement = Settlement.Accept;
        Assert.Single(broker.Links, link => link.Address == "notes").Detach("amqp:unauthorized-access", "ExpiredToken: the token is expired.");

        await fault.ExpectAsync(send, SendOutcomeKind.Indeterminate, SendReason.LinkDetached, "amqp:unauthorized-access: ExpiredToken: the token is expired.");
        await fault.ExpectAcceptedAsync(fault.Tell());
        Assert.Equal(2, node.Tokens.Count);
        await fault.EndAsync();
    }

    [Fault("token_provider_hangs")]
    public async Task A_provider_that_does_not_return()
    {
        await using FaultCase fault = Begin();
        await using InProcessBroker broker = await StartAsync(fault);
        broker.CreateTokenNode();
        HangingProvider provider = new();
        fault.Configure = options => Configure(options, AmqpCredential.Token(provider));
        fault.Connect(broker.Port);

        Task<SendOutcome> send = fault.Tell();
        await provider.Calls.WaitForCountAsync(1);
        fault.Reached.SetResult();
        await fault.ExpectAsync(
            send, SendOutcomeKind.NotSent, SendReason.TimedOut, "while waiting for a token to be given and accepted by the peer. The message was not sent. The last failure: The token provider HangingProvider", TokenBound);

        Assert.InRange(provider.Calls.Count, 2, 4);
        provider.Return();
        Task<SendOutcome> next = fault.Tell();
        await fault.ExpectAcceptedAsync(next, TokenBound);
        await fault.EndAsync();
    }

    /// <summary>A broker whose clock stands still: timers of its own are not the client's.</summary>
    private static async Task<InProcessBroker> StartAsync(FaultCase fault)
    {
        fault.Configure = options => Configure(options, AmqpCredential.SharedAccessKey("send", Canary.Password));
        return await InProcessBroker.StartAsync(new() { TimeProvider = new ManualTimeProvider(), IdleTimeout = null, CreateQueuesOnDemand = true });
    }

    private static void Configure(SendClientOptions options, AmqpCredential credential)
    {
        options.Credential = credential;

        // The clock moves by a minute while nothing but timers runs: neither end takes the other for gone.
        options.IdleTimeout = Timeout.InfiniteTimeSpan;
    }

    /// <summary>Does not return, and does not watch its cancellation token, until it is told to.</summary>
    private sealed class HangingProvider : ITokenProvider
    {
        private readonly TaskCompletionSource _returning = Bounded.Signal();

        public EventLog<TokenRequest> Calls { get; } = new();

        public void Return() => _returning.SetResult();

        public async ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, CancellationToken cancellationToken)
        {
            Calls.Add(request);
            await _returning.Task;
            return new AmqpToken(Canary.Password, DateTimeOffset.MaxValue);
        }
    }
}
