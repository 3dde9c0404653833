using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// A link of the peer's that this side has refused: it holds its handle until the peer's detach comes (AMQP 1.0, 2.6.3), and is reported to no handler.
/// </summary>
internal sealed class RefusedLink(SessionEngine session, string name, uint handle, Role role) : Link(session, name, handle)
{
    public override Role Role { get; } = role;
}
