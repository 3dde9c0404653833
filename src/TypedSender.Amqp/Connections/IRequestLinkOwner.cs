using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Connections;

/// <summary>Requests and events of a <see cref="RequestResponseLink"/> for its owner. All members are called under the lock.</summary>
internal interface IRequestLinkOwner
{
    /// <summary>A request waits, and the links are not attached: call <see cref="RequestResponseLink.Attach"/> on a session, now or later, or <see cref="RequestResponseLink.Lose"/>.</summary>
    void OnWanted(RequestResponseLink link);

    /// <summary>Both links are attached.</summary>
    void OnReady(RequestResponseLink link)
    {
    }

    /// <summary>The links are gone and all requests have ended; the next request asks for links anew.</summary>
    /// <param name="link">The pair of links.</param>
    /// <param name="session">The session that they were on; null if they were on none yet.</param>
    /// <param name="failure">Why, apart from what is particular to each request.</param>
    void OnLost(RequestResponseLink link, SessionEngine? session, RequestFailure failure);

    /// <summary>A reply was dropped, because no request waited for it: late, a second one, or unknown.</summary>
    void OnReplyDropped(RequestResponseLink link)
    {
    }
}
