using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;

namespace TypedSender.TestPeer;

/// <summary>The frames that a test expects by name, and the answers that fit them.</summary>
internal static class Expectations
{
    public static Expectation<Open> ExpectOpen(this PeerScript script) => script.Expect<Open>();

    public static Expectation<Begin> ExpectBegin(this PeerScript script) => script.Expect<Begin>();

    public static Expectation<Attach> ExpectAttach(this PeerScript script) => script.Expect<Attach>();

    public static Expectation<Flow> ExpectFlow(this PeerScript script) => script.Expect<Flow>();

    /// <summary>Expects one transfer frame; see <see cref="ExpectDelivery"/> for a whole delivery.</summary>
    public static Expectation<Transfer> ExpectTransfer(this PeerScript script) => script.Expect<Transfer>();

    public static Expectation<Disposition> ExpectDisposition(this PeerScript script) => script.Expect<Disposition>();

    public static Expectation<Detach> ExpectDetach(this PeerScript script) => script.Expect<Detach>();

    public static Expectation<End> ExpectEnd(this PeerScript script) => script.Expect<End>();

    public static Expectation<Close> ExpectClose(this PeerScript script) => script.Expect<Close>();

    /// <summary>Expects all transfer frames of one delivery; the capture holds the first performative and the whole payload.</summary>
    public static PeerScript ExpectDelivery(this PeerScript script, out Captured<Transfer> captured)
    {
        var delivery = new Captured<Transfer>();
        captured = delivery;
        return script.Add("expect a delivery", async (connection, cancellationToken) =>
        {
            PeerFrame? first = null;
            using var payload = new MemoryStream();
            bool more = true;
            while (more)
            {
                PeerFrame frame = await script.Plan.ReadAsync(connection, typeof(Transfer), cancellationToken);
                if (frame.Performative is not Transfer transfer)
                {
                    throw new ScriptFailedException($"expected Transfer, but received {frame}");
                }

                first ??= frame;
                payload.Write(frame.Payload);
                more = transfer.More && !transfer.Aborted;
            }

            delivery.Set(first! with { Payload = payload.ToArray() });
        });
    }

    /// <summary>Opens the connection.</summary>
    public static PeerScript Respond(this Expectation<Open> expectation) => expectation.Respond(Handshakes.DefaultOpen);

    /// <summary>Begins the session on the connection's channel.</summary>
    public static PeerScript Respond(this Expectation<Begin> expectation, uint incomingWindow = 2048)
    {
        Captured<Begin> frame = expectation.Frame;
        return expectation.Respond(_ => new Begin
        {
            RemoteChannel = frame.Channel,
            NextOutgoingId = 0,
            IncomingWindow = incomingWindow,
            OutgoingWindow = 2048,
        });
    }

    /// <summary>Attaches the other end of the link, with the same name, handle and termini.</summary>
    public static PeerScript Respond(this Expectation<Attach> expectation)
    {
        Captured<Attach> frame = expectation.Frame;
        return expectation.Then(connection => connection.Handle = frame.Value.Handle).Send(_ => Mirror(frame.Value));
    }

    /// <summary>Refuses the link as AMQP 1.0, 2.6.3 says: an attach without the terminus that was asked for, and a detach that says why.</summary>
    public static PeerScript Refuse(this Expectation<Attach> expectation, AmqpError error)
    {
        Captured<Attach> frame = expectation.Frame;
        return expectation
            .Send(_ => frame.Value.Role == Role.Sender ? Mirror(frame.Value) with { TargetTerminus = null } : Mirror(frame.Value) with { SourceTerminus = null })
            .Send(_ => new Detach { Handle = frame.Value.Handle, Closed = true, Error = error });
    }

    /// <summary>Detaches in turn.</summary>
    public static PeerScript Respond(this Expectation<Detach> expectation) => expectation.Respond(detach => new Detach { Handle = detach.Handle, Closed = detach.Closed });

    /// <summary>Ends in turn.</summary>
    public static PeerScript Respond(this Expectation<End> expectation) => expectation.Respond(new End());

    /// <summary>Closes in turn.</summary>
    public static PeerScript Respond(this Expectation<Close> expectation) => expectation.Respond(new Close(), 0);

    /// <summary>The attach that answers <paramref name="attach"/>.</summary>
    public static Attach Mirror(Attach attach) => new()
    {
        Name = attach.Name,
        Handle = attach.Handle,
        Role = attach.Role == Role.Sender ? Role.Receiver : Role.Sender,
        SndSettleMode = attach.SndSettleMode,
        RcvSettleMode = attach.RcvSettleMode,
        SourceTerminus = attach.SourceTerminus,
        TargetTerminus = attach.TargetTerminus,
        InitialDeliveryCount = attach.Role == Role.Receiver ? 0 : null,
    };
}
