using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Which connection serves one sender's link, and under which address: that of the client, or another one that a peer has sent the link to. A link that is lost elsewhere begins at home again.
/// Under the lock.
/// </summary>
internal sealed class LinkRedirection(ConnectionContext client, SendLink link)
{
    private IReadOnlyList<string> _way = [];
    private int _asked;

    /// <summary>The connection, over reconnects, that serves the link.</summary>
    public ReconnectLoop Loop { get; private set; } = client.Home;

    /// <summary>The address that the peer gave instead of the sender's; null for that.</summary>
    public string? Address { get; private set; }

    /// <summary>Whether the link has been sent elsewhere.</summary>
    public bool IsAway => Loop != client.Home || Address is not null;

    /// <summary>The link has been of use where it is: what is followed next is counted anew.</summary>
    public void OnOfUse() => _way = [];

    /// <summary>Follows the failure of the link, if it is a redirect and the options say so. <see cref="SendLink.OnRedirected"/> or <see cref="SendLink.OnNotRedirected"/> comes of it.</summary>
    /// <param name="from">The host that gave it.</param>
    /// <param name="failure">Why the link is lost.</param>
    /// <param name="context">What the retry policy is asked when it is not followed.</param>
    public bool TryFollow(BrokerHost? from, SendFailure failure, AmqpRetryContext context)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (from is null || failure.Error?.Condition.Value != AmqpErrorConditions.LinkRedirect || !client.Settings.Redirects.AreFollowed)
        {
            return false;
        }

        client.Completions.Enqueue(new Question(this, _way, from, failure, context, ++_asked));
        return true;
    }

    /// <summary>The link goes where a redirect leads.</summary>
    public void GoTo(RedirectTarget target)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        _way = target.Way!;
        Address = target.Address ?? Address;
        MoveTo(client.GetLoop(target.Host!, target.Credentials!));
    }

    /// <summary>The link begins at home again.</summary>
    public void ReturnHome()
    {
        AdaptiveLock.AssertHeld(client.Lock);
        _asked++;
        _way = [];
        Address = null;
        MoveTo(client.Home);
    }

    /// <summary>Has another connection serve the link.</summary>
    private void MoveTo(ReconnectLoop loop)
    {
        if (loop == Loop)
        {
            return;
        }

        ReconnectLoop left = Loop;
        Loop = loop;
        loop.Add(link);
        left.Remove(link);
    }

    /// <summary>Calls code of the user's, and so without the lock.</summary>
    private void Follow(Question question)
    {
        RedirectTarget target = link.OwnSession is { IsKept: true } ? RedirectTarget.Refuse(RedirectErrors.KeptSession) : client.Redirects.Follow(question.Way, question.From, Address ?? link.Address, question.Failure.Error!);
        lock (client.Lock)
        {
            if (question.Number != _asked)
            {
                return;
            }

            if (target.Problem is { } problem)
            {
                link.OnNotRedirected(RedirectErrors.NotFollowed(question.Failure, problem), question.Context);
            }
            else
            {
                link.OnRedirected(target);
            }

            client.FlushCompletions();
        }
    }

    /// <summary>Follows on the thread pool.</summary>
    private sealed class Question(LinkRedirection redirection, IReadOnlyList<string> way, BrokerHost from, SendFailure failure, AmqpRetryContext context, int number) : ICompletion
    {
        public IReadOnlyList<string> Way => way;

        public BrokerHost From => from;

        public SendFailure Failure => failure;

        public AmqpRetryContext Context => context;

        public int Number => number;

        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete() => redirection.Follow(this);
    }
}
