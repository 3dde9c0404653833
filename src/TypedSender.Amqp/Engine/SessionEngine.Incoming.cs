using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>Handles the frames that the peer sends on a session.</summary>
internal sealed partial class SessionEngine
{
    internal void OnAttach(in Attach attach)
    {
        if (attach.Handle > _settings.HandleMax)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.FramingError, $"handle {attach.Handle} is above the handle-max of {_settings.HandleMax}");
        }

        if (_links.FindRemote(attach.Handle) is not null)
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
        _windows.OnFlow(flow);
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
        if (!_windows.TryCountIncoming())
        {
            EndWith(AmqpErrorConditions.WindowViolation, "a transfer came although the session's incoming window is closed");
            return;
        }

        switch (FindRemote(transfer.Handle))
        {
            case ReceiverLink receiver:
                receiver.OnTransfer(transfer, payload);
                break;
            case { Role: Role.Sender }:
                throw new AmqpProtocolException(AmqpErrorConditions.NotAllowed, $"a transfer came on handle {transfer.Handle}, whose link only sends to the peer");
        }

        if (!IsEnded && _windows.TryRenewIncoming())
        {
            WriteFlow(null, null, 0, 0, drain: false);
        }
    }

    internal void OnDetach(in Detach detach)
    {
        if (FindRemote(detach.Handle) is not { } link)
        {
            return;
        }

        _links.FreeRemote(detach.Handle);
        bool isAnswer = link.State == LinkState.DetachSent;
        if (!isAnswer)
        {
            link.Detach(detach.Closed);
        }

        link.State = LinkState.Detached;
        _links.Free(link.Handle);
        link.ReportDetached(detach.Error, detach.Closed);
    }

    /// <summary>Maps the peer's handle to the link, and applies the peer's attach.</summary>
    private void BindRemote(Link link, in Attach attach)
    {
        link.RemoteHandle = attach.Handle;
        link.RemoteMaxMessageSize = attach.MaxMessageSize is > 0 ? attach.MaxMessageSize : null;
        _links.SetRemote(attach.Handle, link);
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
        foreach (Link link in _links.All)
        {
            if (link.RemoteHandle is null && link.Role != attach.Role && link.Name == attach.Name)
            {
                return link;
            }
        }

        return null;
    }

    private Link? FindRemote(uint handle)
    {
        Link? link = _links.FindRemote(handle);
        if (link is null)
        {
            EndWith(AmqpErrorConditions.UnattachedHandle, $"handle {handle} is not attached");
        }

        return link;
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
