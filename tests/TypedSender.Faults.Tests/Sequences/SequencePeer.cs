using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Sequences;

/// <summary>The frames that a step of the peer's means in a session as it stands.</summary>
internal static class SequencePeer
{
    public const int Drain = 1, Echo = 2, LeftOut = 4, Unsettled = 8, CountLags = 16;

    private static readonly DeliveryState?[] States =
    [
        Accepted.Instance, Released.Instance, new Rejected { Error = new AmqpError { Condition = AmqpErrorConditions.NotAllowed } }, new Modified { DeliveryFailed = true }, null,
        new Received { SectionNumber = 0, SectionOffset = 0 }, Accepted.Instance, Accepted.Instance,
    ];

    public static Begin Begin(Step step, ushort channel) => new() { RemoteChannel = channel, NextOutgoingId = 0, IncomingWindow = (uint)step.Window, OutgoingWindow = 100, HandleMax = 7 };

    public static Attach Attach(LinkModel link, bool isRefused) => new()
    {
        Name = $"link{link.Index}",
        Handle = 100 + link.Handle,
        Role = Role.Receiver,
        Source = new Source(),
        Target = isRefused ? null : new Target { Address = "queue" },
    };

    /// <summary>Tells the model what the flow says, and returns it.</summary>
    public static Flow Flow(Step step, SessionModel session, LinkModel? link)
    {
        long seen = step.Has(LeftOut) ? 0 : Math.Max(0, session.Transfers - step.Lag);
        session.TakeWindow(seen, step.Window);
        Flow flow = new()
        {
            NextIncomingId = step.Has(LeftOut) ? null : session.IdOf(seen),
            IncomingWindow = (uint)step.Window,
            NextOutgoingId = 0,
            OutgoingWindow = 100,
            Echo = step.Has(Echo),
        };
        if (link is null)
        {
            return flow;
        }

        long count = step.Has(LeftOut) ? 0 : Math.Max(0, link.Count - (step.Has(CountLags) ? step.Lag : 0));
        if (link.CanSend)
        {
            link.TakeCredit(count, step.Amount);
            link.IsDraining = step.Has(Drain);
        }

        return flow with
        {
            Handle = link.PeerHandle,
            DeliveryCount = step.Has(LeftOut) ? null : session.CountOf(count),
            LinkCredit = (uint)step.Amount,
            Drain = step.Has(Drain),
        };
    }

    /// <summary>A range somewhere in or around what is unsettled, and a state.</summary>
    public static Disposition Settle(Step step, SessionModel session, out long first, out long last)
    {
        long oldest = session.Unsettled.Count > 0 ? session.Unsettled[0].Position : 0;
        first = oldest + step.Lag - (step.Has(64) ? 4 : 0);
        last = first + Math.Min(step.Amount, int.MaxValue);
        bool isOne = step.Has(128);
        last = isOne ? first : last;
        return new Disposition
        {
            Role = Role.Receiver,
            First = session.IdOf(first),
            Last = isOne ? null : session.IdOf(last),
            Settled = !step.Has(Unsettled),
            State = States[step.Flags & 7],
        };
    }
}
