using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing.Serving;

namespace TypedSender.Testing;

/// <summary>
/// A node of an <see cref="InProcessBroker"/> that replies to requests. <see cref="InProcessBroker.CreateNode(string, Func{BrokerNodeRequest, AmqpMessage?})"/> makes it.
/// Thread-safe; what is changed applies to requests and links from then on.
/// </summary>
/// <remarks>
/// A client attaches two links: one to the node for its requests, one from the node for the replies. A reply goes to the link of the same connection whose target has the
/// request's reply-to as its address; where there is none, to the only link from the node on that connection. A link from the node receives nothing but replies.
/// </remarks>
public sealed class BrokerNode
{
    private readonly Func<BrokerNodeRequest, CancellationToken, ValueTask<AmqpMessage?>> _handler;
    private Settlement _settlement = Settlement.Accept;
    private CreditPolicy _credit = CreditPolicy.Window(100);
    private long _requests;
    private long _lostReplies;

    internal BrokerNode(string address, Func<BrokerNodeRequest, CancellationToken, ValueTask<AmqpMessage?>> handler)
    {
        Address = address;
        _handler = handler;
    }

    /// <summary>The address of the node.</summary>
    public string Address { get; }

    /// <summary>
    /// The settlement of requests that did not come settled. <see cref="Settlement.Accept"/> by default. With that and <see cref="Settlement.Silence"/> the handler is called;
    /// with any other it is not, and there is no reply.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public Settlement Settlement
    {
        get => _settlement;
        set => _settlement = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>
    /// The credit policy for requests; applies to links that attach from now on. A window of 100 by default. Requests that the handler works on count as unused credit, so a slow
    /// handler holds up further requests and nothing else.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public CreditPolicy Credit
    {
        get => _credit;
        set => _credit = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The number of requests that the handler was called for.</summary>
    public long RequestCount => Interlocked.Read(ref _requests);

    /// <summary>The number of replies that no link could take: the client had none with the request's reply-to, or had gone.</summary>
    public long LostReplyCount => Interlocked.Read(ref _lostReplies);

    internal Refusals RefusedLinks { get; } = new();

    /// <summary>Refuses the links that are attached next, to the node or from it, one each (AMQP 1.0, 2.6.3).</summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="condition">Why, such as <c>amqp:unauthorized-access</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void RefuseNextLinks(int count, string condition, string? description = null) => RefusedLinks.Add(count, condition, description);

    internal void CountLostReply() => Interlocked.Increment(ref _lostReplies);

    /// <summary>Asks the handler. Never throws.</summary>
    internal async Task<AmqpMessage?> AnswerAsync(BrokerNodeRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            return await _handler(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            return Fail(request, exception);
        }
    }

    /// <summary>The reply to a request whose handler failed, or returned what cannot be encoded.</summary>
    internal static AmqpMessage Fail(BrokerNodeRequest request, Exception exception) =>
        request.CreateReply(500, $"{exception.GetType().Name}: {TextSanitizer.Clean(exception.Message)}", condition: AmqpErrorConditions.InternalError);
}
