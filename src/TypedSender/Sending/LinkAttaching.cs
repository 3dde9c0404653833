using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>
/// The attach of a sender's link (AMQP 1.0, 2.6.3): under which name it is asked for, whether the peer's answer has what is required, and what was agreed. Under the lock, but for
/// <see cref="Attachment"/>.
/// </summary>
/// <param name="connection">What all on the connection share.</param>
/// <param name="terms">The fields of the frame, and what is required of the answer.</param>
/// <param name="address">The address of the sender.</param>
/// <param name="resumption">What is resumed of an earlier attachment; null where nothing is.</param>
internal sealed class LinkAttaching(ConnectionContext connection, AttachParameters terms, string address, LinkResumption? resumption)
{
    private ReceiverSettleMode _receiveSettleMode = terms.ReceiveSettleMode;

    /// <summary>The name of the link (2.6.1).</summary>
    public string Name { get; private set; } = MakeName(connection, terms);

    /// <summary>The values agreed with the peer; null unless the link is attached.</summary>
    public SenderAttachment? Attachment { get; private set; }

    /// <summary>Whether a peer may end the whole session over the attach: RabbitMQ does, as it implements neither receiver-settle-mode second (2.8.3) nor resumption.</summary>
    public bool IsHazardous => resumption is { State: not ResumptionState.GivenUp };

    /// <summary>The outcome of a delivery that the peer settles without one; null for none.</summary>
    public DeliveryState? DefaultOutcome => terms.DefaultOutcome;

    /// <summary>Asks for the link on a session.</summary>
    /// <param name="on">The connection of the session.</param>
    /// <param name="session">The session.</param>
    /// <param name="redirected">The address that a redirect gave (2.8.17); null for the own one.</param>
    /// <param name="waiting">The messages that the link is to send.</param>
    /// <param name="handler">Is told what becomes of the link.</param>
    /// <exception cref="LimitReachedException">The session has no handle left.</exception>
    /// <exception cref="Amqp.AmqpEncodeException">A field cannot be carried by AMQP.</exception>
    public SenderLink Begin(ClientConnection on, SessionEngine session, string? redirected, DeliveryQueue waiting, ISenderLinkHandler handler)
    {
        if (terms.FrameLogger is { } logger)
        {
            on.Trace(Name, logger);
        }

        Attach attach = terms.MakeAttach(Name, _receiveSettleMode, redirected);
        LinkTakeover? takeover = resumption?.BeginAttach(ref attach, session);
        return session.AttachSender(attach, waiting, terms.MaxInFlight, handler, takeover);
    }

    /// <summary>Takes the peer's answer. Returns why the link is of no use, otherwise null.</summary>
    public SendFailure? Accept(SenderLink link, in Attach answer)
    {
        if (resumption?.Accept(answer, link.Takeover!) is { } failure)
        {
            Rename();
            return failure;
        }

        SenderAttachment attachment = new(answer, terms.SendSettleMode, _receiveSettleMode, address, resumption?.State == ResumptionState.Resumed);
        if (terms.FindMissingCapabilities(attachment) is { Length: > 0 } missing)
        {
            return SendErrors.CapabilityMissing(address, missing, attachment.OfferedCapabilities);
        }

        Attachment = attachment;
        return null;
    }

    /// <summary>
    /// Drops one feature of the attach after the peer has refused the link with amqp:not-implemented: first the map of unsettled deliveries, then receiver-settle-mode second where only
    /// resumption asks for it. RabbitMQ implements neither.
    /// </summary>
    /// <returns>True if a feature was dropped, so that the link can be attached again at once.</returns>
    public bool TryDoWithLess(SendFailure refusal)
    {
        if (refusal.Error?.Condition.Value != AmqpErrorConditions.NotImplemented)
        {
            return false;
        }

        if (resumption?.State == ResumptionState.Asking)
        {
            (string name, int unknown) = (Name, resumption.GiveUp());
            connection.LogLater(logger => Log.LinkNotResumed(logger, name, address, unknown));
            return true;
        }

        if (!terms.PrefersSecond || _receiveSettleMode == ReceiverSettleMode.First)
        {
            return false;
        }

        _receiveSettleMode = ReceiverSettleMode.First;
        return true;
    }

    /// <summary>There is no link any more.</summary>
    public void OnLeft() => Attachment = null;

    /// <summary>The next link has another name, unless it was given: the peer cannot take it for the present one.</summary>
    public void Rename() => Name = MakeName(connection, terms);

    /// <summary>Logs that the link is asked for.</summary>
    public void LogBegun()
    {
        string name = Name;
        connection.LogLater(logger => Log.Attaching(logger, name, address));
    }

    /// <summary>Logs what was agreed, and where that is not what was asked for.</summary>
    public void LogAccepted(SenderLink link)
    {
        SenderAttachment attachment = Attachment!;
        ulong maxMessageSize = link.RemoteMaxMessageSize ?? 0;
        connection.LogLater(logger => Log.Attached(logger, link.Name, attachment.Address, maxMessageSize));
        if (attachment.HasOtherSettleModes)
        {
            connection.LogLater(logger => Log.SettleModesDiffer(
                logger, link.Name, attachment.RequestedSendSettleMode, attachment.RequestedReceiveSettleMode, attachment.SendSettleMode, attachment.ReceiveSettleMode));
        }
    }

    /// <summary>Does what the peer's answer proves about the deliveries of the attachment before, and logs it.</summary>
    public void Resume(SenderLink link, in Attach answer)
    {
        if (resumption is null)
        {
            return;
        }

        int unknown = resumption.Resume(link, answer);
        if (resumption.State == ResumptionState.Resumed)
        {
            connection.LogLater(logger => Log.LinkResumed(logger, link.Name, address, unknown));
        }
        else if (resumption.State == ResumptionState.Asking)
        {
            connection.LogLater(logger => Log.LinkNotResumed(logger, link.Name, address, unknown));
        }
        else if (!PeerUnsettled.KeepsState(answer))
        {
            connection.LogLater(logger => Log.UnsettledStateNotKept(logger, link.Name, address));
        }
    }

    private static string MakeName(ConnectionContext connection, AttachParameters terms) => terms.LinkName ?? $"{connection.Settings.ContainerId}-{Guid.NewGuid():N}";
}
