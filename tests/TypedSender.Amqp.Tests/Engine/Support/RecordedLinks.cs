using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Attaches and accepts links that report to the <see cref="RecordingHandler"/> of their connection.</summary>
internal static class RecordedLinks
{
    public static SenderLink AttachSender(this SessionEngine session, Attach attach, DeliveryQueue queue, int maxInFlight)
        => session.AttachSender(attach, queue, maxInFlight, HandlerOf(session));

    public static ReceiverLink AttachReceiver(this SessionEngine session, Attach attach) => session.AttachReceiver(attach, HandlerOf(session));

    public static SenderLink AcceptReceiver(this SessionEngine session, Attach request, Attach answer, DeliveryQueue queue, int maxInFlight)
        => session.AcceptReceiver(request, answer, queue, maxInFlight, HandlerOf(session));

    public static ReceiverLink AcceptSender(this SessionEngine session, Attach request, Attach answer) => session.AcceptSender(request, answer, HandlerOf(session));

    private static RecordingHandler HandlerOf(SessionEngine session) => (RecordingHandler)session.Connection.Observer;
}
