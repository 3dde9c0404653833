using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing.Serving;

namespace TypedSender.Testing;

/// <summary>
/// The node <c>$cbs</c> of an <see cref="InProcessBroker"/>, to which clients put tokens (claims-based security); <see cref="InProcessBroker.CreateTokenNode"/> makes it. It
/// accepts every token that is not expired, unless its properties say otherwise. Thread-safe; a changed property applies to tokens and links that come after the change.
/// </summary>
/// <remarks>
/// A token is for the connection that it came on, and for the address in its audience: <c>amqps://host/orders</c> is for <c>orders</c>, and for what is beneath,
/// <c>orders/…</c>; <c>amqps://host</c> is for all. <see cref="Covers"/> says it of audiences of another form.
/// </remarks>
public sealed class BrokerTokenNode
{
    // What no timer can hold is not waited for.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly InProcessBroker _broker;
    private readonly object _gate = new();
    private readonly List<BrokerToken> _tokens = [];
    private readonly Queue<(int Status, string? Description)> _answers = new();
    private readonly CountWaiters _waiters = new();
    private readonly List<ITimer> _timers = [];
    private TaskCompletionSource? _held;
    private long _arrived;

    internal BrokerTokenNode(InProcessBroker broker)
    {
        _broker = broker;
        Node = broker.CreateNode("$cbs", AnswerAsync);
    }

    /// <summary>The node beneath, whose links can be refused and detached, and whose credit can be set.</summary>
    public BrokerNode Node { get; }

    /// <summary>Whether links are refused with <c>amqp:unauthorized-access</c> unless their connection has a valid token for the address. On by default.</summary>
    /// <remarks>With an <see cref="InProcessBrokerOptions.Profile"/> of Azure, this concerns connections that logged in by <c>MSSBCBS</c> alone.</remarks>
    public bool RequireTokens { get; set; } = true;

    /// <summary>Whether the links of an address are detached with <c>amqp:unauthorized-access</c> when the token for it expires, and no newer one has come. On by default.</summary>
    public bool DetachExpired { get; set; } = true;

    /// <summary>
    /// Names of shared access keys, and keys. With any, the signatures of tokens of the type <c>servicebus.windows.net:sastoken</c> are verified, and refused with status 401.
    /// Fill it before clients come.
    /// </summary>
    public IDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Decides about each token: gets audience, type and token, and returns whether it is accepted; else it is refused with status 401. Null, the default, accepts all.</summary>
    public Func<string, string?, string, bool>? Check { get; set; }

    /// <summary>Says whether an audience is for an address; null, the default, goes by the path in it.</summary>
    public Func<string, string, bool>? Covers { get; set; }

    /// <summary>The tokens that have been answered since the start, in that order. A snapshot.</summary>
    public IReadOnlyList<BrokerToken> Tokens
    {
        get
        {
            lock (_gate)
            {
                return [.. _tokens];
            }
        }
    }

    /// <summary>The number of tokens that have come since the start, those included that have not been answered.</summary>
    public long ArrivedCount
    {
        get
        {
            lock (_gate)
            {
                return _arrived;
            }
        }
    }

    /// <summary>Answers the tokens that come next so, one each, whatever they are.</summary>
    /// <param name="count">How many, on top of those that are to be answered so already.</param>
    /// <param name="statusCode">The status code, such as 401; 0 for no answer at all.</param>
    /// <param name="description">The status description; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> or <paramref name="statusCode"/> is negative.</exception>
    public void AnswerNext(int count, int statusCode, string? description = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(statusCode);
        lock (_gate)
        {
            for (int i = 0; i < count; i++)
            {
                _answers.Enqueue((statusCode, description));
            }
        }
    }

    /// <summary>Takes back what is left of <see cref="AnswerNext"/>.</summary>
    public void ForgetAnswers()
    {
        lock (_gate)
        {
            _answers.Clear();
        }
    }

    /// <summary>Answers no token from here on until <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Answers the tokens that are held, and those to come at once.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _held?.SetResult();
            _held = null;
        }
    }

    /// <summary>Waits until so many tokens have been answered since the start.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WaitForTokensAsync(int count, CancellationToken cancellationToken = default) => WaitAsync(count, countsArrivals: false, cancellationToken);

    /// <summary>Waits until so many tokens have come since the start, answered or not.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WaitForArrivalsAsync(int count, CancellationToken cancellationToken = default) => WaitAsync(count, countsArrivals: true, cancellationToken);

    /// <summary>Why a link to this address is refused; null when it is not.</summary>
    internal AmqpError? FindRefusal(BrokerConnection connection, string? address)
    {
        if (!RequireTokens || address is null || address == Node.Address || !_broker.Profile.NeedsToken(connection, address) || HasToken(connection, address))
        {
            return null;
        }

        return new AmqpError
        {
            Condition = AmqpErrorConditions.UnauthorizedAccess,
            Description = $"there is no valid token for '{address}' on this connection; put one at '{Node.Address}' first",
        };
    }

    /// <summary>Why a request that carries its token itself, instead of one that was put before, is refused; null when it is not. The text holds nothing of the token.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The name of what the token has to be for.</param>
    /// <param name="token">The token; null if the request carries none.</param>
    internal string? FindFault(BrokerNodeRequest request, string name, string? token)
    {
        if (!RequireTokens || !_broker.Profile.NeedsToken(request.Connection, name))
        {
            return null;
        }

        string type = token?.StartsWith("SharedAccessSignature ", StringComparison.Ordinal) == true ? AmqpTokenTypes.SharedAccessSignature : AmqpTokenTypes.Jwt;
        return token is null
            ? "MissingToken: the request carries no token."
            : FindFault($"amqp://{request.Connection.HostName}/{name}", type, token, _broker.Options.TimeProvider.GetUtcNow());
    }

    private bool HasToken(BrokerConnection connection, string address)
    {
        DateTimeOffset now = _broker.Options.TimeProvider.GetUtcNow();
        return Tokens.Any(token => token.Connection == connection && token.IsAccepted && (token.ExpiresOn is not { } end || end > now) && IsFor(token.Audience, address));
    }

    private bool IsFor(string audience, string address)
    {
        if (Covers is { } covers)
        {
            return covers(audience, address);
        }

        if (audience.Equals(address, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        string rest = audience[(audience.IndexOf("://", StringComparison.Ordinal) is >= 0 and int start ? start + 3 : 0)..];
        string path = rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and int slash ? rest[(slash + 1)..].Trim('/') : "";
        string name = address.Trim('/');
        return path.Length == 0 || name.Equals(path, StringComparison.OrdinalIgnoreCase) || name.StartsWith($"{path}/", StringComparison.OrdinalIgnoreCase);
    }

    private async Task WaitAsync(int count, bool countsArrivals, CancellationToken cancellationToken)
    {
        Task reached;
        lock (_gate)
        {
            reached = _waiters.Add(count, countsArrivals);
            _waiters.Complete(_tokens.Count, _arrived);
        }

        await reached.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<AmqpMessage?> AnswerAsync(BrokerNodeRequest request, CancellationToken cancellationToken)
    {
        Task held;
        (int Status, string? Description)? scripted = null;
        lock (_gate)
        {
            _arrived++;
            _waiters.Complete(_tokens.Count, _arrived);
            held = _held?.Task ?? Task.CompletedTask;
            scripted = _answers.TryDequeue(out (int, string?) answer) ? answer : null;
        }

        await held.WaitAsync(cancellationToken).ConfigureAwait(false);
        (int status, string? description) = scripted ?? Judge(request);
        if (request.Message.ApplicationProperties is { } properties && properties.TryGetValue<string>("name", out string? audience))
        {
            Add(new BrokerToken(request.Connection, audience, request.Type, ReadExpiry(request), status));
        }

        return status == 0 ? null : request.CreateReply(status, description);
    }

    private (int Status, string? Description) Judge(BrokerNodeRequest request)
    {
        if (request.Operation != "put-token")
        {
            return (501, "this node knows the operation put-token alone");
        }

        if (request.Message.ApplicationProperties is not { } properties || !properties.TryGetValue<string>("name", out string? audience) || request.Message.Value is not string token)
        {
            return (400, "put-token needs the application property name, and a string as its body");
        }

        DateTimeOffset now = _broker.Options.TimeProvider.GetUtcNow();
        if (ReadExpiry(request) <= now)
        {
            return (401, "ExpiredToken: the token is expired.");
        }

        return FindFault(audience, request.Type, token, now) is { } fault ? (401, fault) : (202, "Accepted");
    }

    private string? FindFault(string audience, string? type, string token, DateTimeOffset now)
    {
        string? fault = Keys.Count > 0 && type == AmqpTokenTypes.SharedAccessSignature ? SignatureCheck.FindFault(token, audience, Keys.AsReadOnly(), now) : null;
        return fault ?? (Check?.Invoke(audience, type, token) == false ? "InvalidToken: the token is not accepted." : null);
    }

    private static DateTimeOffset? ReadExpiry(BrokerNodeRequest request)
    {
        if (request.Message.ApplicationProperties is { } properties && properties.TryGetValue<DateTimeOffset>("expiration", out DateTimeOffset expiresOn))
        {
            return expiresOn;
        }

        return request.Message.Value is string token ? SignatureCheck.ReadExpiry(token) : null;
    }

    private void Add(BrokerToken token)
    {
        lock (_gate)
        {
            _tokens.Add(token);
            _waiters.Complete(_tokens.Count, _arrived);
        }

        if (token.IsAccepted && token.ExpiresOn - _broker.Options.TimeProvider.GetUtcNow() is { } left && left <= LongestTimer)
        {
            // Timers count in milliseconds: rounded down, it would fire while the token is still valid, and once only.
            TimeSpan due = left > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : TimeSpan.Zero;
            ITimer timer = _broker.Options.TimeProvider.CreateTimer(_ => DetachLinks(token), null, due, Timeout.InfiniteTimeSpan);
            lock (_gate)
            {
                // Kept, or it would be collected before it fires.
                _timers.Add(timer);
            }
        }
    }

    /// <summary>A token has expired.</summary>
    private void DetachLinks(BrokerToken token)
    {
        if (!DetachExpired || !RequireTokens)
        {
            return;
        }

        foreach (BrokerLink link in _broker.Links)
        {
            if (link.IsOpen && link.Connection == token.Connection && link.Address != Node.Address && IsFor(token.Audience, link.Address) && !HasToken(link.Connection, link.Address))
            {
                link.Detach(AmqpErrorConditions.UnauthorizedAccess, "ExpiredToken: the token is expired.");
            }
        }
    }
}
