using Microsoft.Extensions.Logging;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Tokens;

/// <summary>The tokens of a connection without a connection: a clock that stands still, a source and a peer that do what a test says.</summary>
internal sealed class TokenBench : ITokenChannel
{
    public const string Audience = "amqps://host/notes";

    private readonly SendDomain _domain;

    public TokenBench(TokenSource source, TimeSpan? window = null)
    {
        _domain = new SendDomain(SendClientSettings.Create(new SendClientOptions { TimeProvider = Time }), Log.CreateLogger("tokens"));
        Authority = new TokenAuthority(
            _domain,
            new TokenSettings(window, TimeSpan.FromSeconds(10)) { Jitter = static () => 0 },
            source,
            this,
            new BrokerHost(new BrokerEndpoint("host", 5671, useTls: true), new VirtualHost("host"), null));
    }

    public ManualTimeProvider Time { get; } = new();

    public RecordingLog Log { get; } = new("tokens");

    public TokenAuthority Authority { get; }

    /// <summary>What has been put, in order.</summary>
    public EventLog<Put> Puts { get; } = new();

    /// <summary>What the peer answers; null to leave each to the test.</summary>
    public Func<SendFailure?>? Answer { get; set; } = static () => null;

    public DateTimeOffset Now => Time.GetUtcNow();

    public IEnumerable<string> Warnings => Log.Entries.Where(entry => entry.Level == LogLevel.Warning).Select(entry => entry.Text);

    public static AmqpToken Token(DateTimeOffset expiresOn, string value = Canary.Password) => new(value, expiresOn);

    /// <summary>Asks for the audience, as a link does before it attaches.</summary>
    public bool Use(ITokenUser user, string audience = Audience) => Use(user, out _, audience);

    public bool Use(ITokenUser user, out long generation, string audience = Audience)
    {
        lock (_domain.Lock)
        {
            return Authority.TryUse(audience, "notes", user, out generation);
        }
    }

    /// <summary>Does something under the lock.</summary>
    public void Do(Action<TokenAuthority> act)
    {
        lock (_domain.Lock)
        {
            act(Authority);
        }
    }

    /// <summary>The one warning that has been logged; waits for it, as the log is written later.</summary>
    public async Task<string> GetOnlyWarningAsync()
    {
        await Log.WaitForAsync(static entry => entry.Level == LogLevel.Warning);
        return Assert.Single(Warnings);
    }

    /// <summary>Ends when the user has been told so often, and the timer is set for what is next.</summary>
    public async Task ToldAsync(User user, int count)
    {
        await user.Told.WaitForCountAsync(count);
        Do(static _ => { });
    }

    /// <summary>Ends when all that has been queued so far has begun.</summary>
    public async Task SettleAsync()
    {
        var marker = new Marker();
        _domain.Completions.Enqueue(marker);
        await marker.Passed.Task.Within();
    }

    Task<SendFailure?> ITokenChannel.PutTokenAsync(string audience, AmqpToken token, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var put = new Put(audience, token, new TimeSpan(Time.GetTimestamp()));
        if (Answer is { } answer)
        {
            put.Reply.SetResult(answer());
        }

        Puts.Add(put);
        return put.Reply.Task;
    }

    public sealed record Put(string Audience, AmqpToken Token, TimeSpan At)
    {
        public TaskCompletionSource<SendFailure?> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Counts what it is told.</summary>
    public sealed class User : ITokenUser
    {
        public EventLog<SendFailure?> Told { get; } = new();

        public bool IsActive { get; set; } = true;

        void ITokenUser.OnTokenAccepted() => Told.Add(null);

        void ITokenUser.OnTokenRefused(SendFailure failure) => Told.Add(failure);
    }

    /// <summary>Gives what the test says.</summary>
    public sealed class Source(Func<int, ValueTask<AmqpToken>> give, bool isUserCode = false) : TokenSource
    {
        private int _calls;

        public override string Name => "the source";

        public override bool IsUserCode => isUserCode;

        public EventLog<CancellationToken> Calls { get; } = new();

        public override ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellationToken)
        {
            Calls.Add(cancellationToken);
            return give(Interlocked.Increment(ref _calls));
        }

        public override bool IsRevealedBy(string text) => false;
    }

    private sealed class Marker : ICompletion
    {
        public TaskCompletionSource Passed { get; } = Bounded.Signal();

        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete() => Passed.SetResult();
    }
}
