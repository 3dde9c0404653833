using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing.Serving.Profiles;

/// <summary>
/// The links of one connection to and from what is neither queue nor node, where a profile has such a thing. As a broker of no kind has none, no link is taken unless
/// the members are overridden. Under the connection's lock.
/// </summary>
internal class ProfileLinks
{
    /// <summary>Whether an address is one of those that <see cref="Accept"/> decides about.</summary>
    /// <param name="name">The result of <see cref="ServerProfile.GetName"/>.</param>
    public virtual bool Owns(string name) => false;

    /// <summary>Accepts a link; else says why not.</summary>
    /// <param name="session">The session of the link.</param>
    /// <param name="attach">The client's attach.</param>
    /// <param name="name">The result of <see cref="ServerProfile.GetName"/>.</param>
    /// <param name="info">The connection as users see it.</param>
    /// <param name="endSession">Ends the session.</param>
    public virtual AmqpError? Accept(SessionEngine session, in Attach attach, string name, BrokerConnection info, Action<string, string?> endSession) => null;

    /// <summary>The session is over.</summary>
    public virtual void CloseLinksOf(SessionEngine session)
    {
    }

    /// <summary>The connection is over.</summary>
    public virtual void CloseAll()
    {
    }
}
