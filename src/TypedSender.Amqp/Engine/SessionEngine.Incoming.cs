using System.Diagnostics;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>What the peer sends on a session.</summary>
internal sealed partial class SessionEngine
{
    internal void OnAttach(in Attach attach)
    {
        if (attach.Handle > _settings.HandleMax)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.FramingError, $"handle {attach.Handle} is above the handle-max of {_settings.HandleMax}");
        }

        if (_remoteLinks.ContainsKey(attach.Handle))
        {
            EndWith(AmqpErrorConditions.HandleInUse, $"handle {attach.Handle} is in use already");
            return;
        }

        if (FindAwaiting(attach) is not { } link)
        {
            RequestAttach(attach);
            return;
        }

        BindRemote(link, attach);
        if (link is ReceiverLink receiver)
        {
            receiver.Start(attach.InitialDeliveryCount ?? 0);
        }

        if (!link.IsAttached)
        {
            // We have detached meanwhile; the peer's answer to that follows.
            return;
        }

        // Without a terminus the link is refused: the peer's detach with the reason follows (AMQP 1.0, 2.6.3).
        if ((link.Role == Role.Sender ? attach.TargetTerminus : attach.SourceTerminus) is null)
        {
            link.State = LinkState.AttachSent;
        }
        else
        {
            link.ReportAttached(attach);
        }
    }

    internal void OnFlow(in Flow flow)
    {
        // The peer's own count stands (AMQP 1.0, 2.5.6).
        _nextIncomingId = flow.NextOutgoingId;

        // What the peer had not seen yet when it wrote this still counts against its window; before it has seen our begin, the first id stands in (AMQP 1.0, 2.5.6).
        int underway = SerialNumber.Distance(flow.NextIncomingId ?? _settings.InitialOutgoingId, _nextOutgoingId);
        long window = flow.IncomingWindow - (long)underway;
        RemoteIncomingWindow = window < 0 ? 0 : (uint)Math.Min(window, uint.MaxValue);
        if (flow.Handle is { } handle)
        {
            if (FindRemote(handle) is { State: LinkState.Attached or LinkState.AttachSent } link)
            {
                link.OnFlow(flow);
            }
        }
        else if (flow.Echo)
        {
            WriteFlow(null, null, 0, 0, drain: false);
        }
    }

    internal void OnTransfer(in Transfer transfer, ReadOnlySpan<byte> payload)
    {
        if (_incomingWindow == 0)
        {
            EndWith(AmqpErrorConditions.WindowViolation, "a transfer came although the session's incoming window is closed");
            return;
        }

        unchecked
        {
            _nextIncomingId++;
        }

        _incomingWindow--;
        switch (FindRemote(transfer.Handle))
        {
            case ReceiverLink receiver:
                receiver.OnTransfer(transfer, payload);
                break;
            case { Role: Role.Sender }:
                throw new AmqpProtocolException(AmqpErrorConditions.NotAllowed, $"a transfer came on handle {transfer.Handle}, whose link only sends to the peer");
        }

        Debug.Assert(_incomingWindow <= _settings.IncomingWindow, "The window is never wider than was told.");
        if (!IsEnded && _incomingWindow <= _settings.IncomingWindow / 2)
        {
            _incomingWindow = _settings.IncomingWindow;
            WriteFlow(null, null, 0, 0, drain: false);
        }
    }

    internal void OnDisposition(in Disposition disposition)
    {
        uint last = disposition.Last ?? disposition.First;
        if (SerialNumber.Distance(disposition.First, last) < 0)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.InvalidField, $"a disposition names the range {disposition.First} to {last}, which runs backwards");
        }

        if (disposition.Role == Role.Sender)
        {
            // It concerns what the peer has sent: this side remembers no delivery that it has received, so there is nothing to settle.
            return;
        }

        bool isDecided = disposition.Settled || disposition.State is Accepted or Rejected or Released or Modified;
        if (!isDecided)
        {
            return;
        }

        Unsettled.VisitRange(
            disposition.First,
            last,
            (Session: this, disposition.State, disposition.Settled),
            static (delivery, context) => context.Session.Decide(delivery, context.State, context.Settled));
        if (!disposition.Settled)
        {
            // The receiver waits for us to settle: receiver-settle-mode second, and brokers that reject so (AMQP 1.0, 2.6.12).
            AnswerOutcome(disposition.First, last, disposition.State!);
        }
    }

    internal void OnDetach(in Detach detach)
    {
        if (FindRemote(detach.Handle) is not { } link)
        {
            return;
        }

        _remoteLinks.Remove(detach.Handle);
        bool isAnswer = link.State == LinkState.DetachSent;
        if (!isAnswer)
        {
            link.Detach(detach.Closed);
        }

        link.State = LinkState.Detached;
        _links[(int)link.Handle] = null;
        link.ReportDetached(detach.Error, detach.Closed);
    }

    /// <summary>The link answers to the peer's handle from here on, and takes on what the peer said of it.</summary>
    private void BindRemote(Link link, in Attach attach)
    {
        link.RemoteHandle = attach.Handle;
        link.RemoteMaxMessageSize = attach.MaxMessageSize is > 0 ? attach.MaxMessageSize : null;
        _remoteLinks[attach.Handle] = link;
        if (link.State == LinkState.AttachSent)
        {
            link.State = LinkState.Attached;
        }
    }

    private void RequestAttach(in Attach attach)
    {
        try
        {
            Connection.Observer.OnAttachRequested(this, attach);
        }
        catch (LimitReachedException exception)
        {
            EndWith(AmqpErrorConditions.ResourceLimitExceeded, $"the link that the peer attaches cannot be answered: {exception.Message}");
        }
        catch (AmqpEncodeException exception)
        {
            EndWith(AmqpErrorConditions.FrameSizeTooSmall, $"the link that the peer attaches cannot be answered: {exception.Message}");
        }
    }

    private Link? FindAwaiting(in Attach attach)
    {
        foreach (Link? link in _links)
        {
            if (link is { RemoteHandle: null } && link.Role != attach.Role && link.Name == attach.Name)
            {
                return link;
            }
        }

        return null;
    }

    private Link? FindRemote(uint handle)
    {
        if (_remoteLinks.TryGetValue(handle, out Link? link))
        {
            return link;
        }

        EndWith(AmqpErrorConditions.UnattachedHandle, $"handle {handle} is not attached");
        return null;
    }

    private void EndWith(string condition, string description)
    {
        if (IsEnded)
        {
            return;
        }

        AmqpError error = EngineError.Make(condition, description);
        End(error);
        Connection.Observer.OnSessionEnded(this, error);
    }
}
