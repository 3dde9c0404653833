using System.Buffers.Binary;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Sequences;

/// <summary>What the engine says and tells.</summary>
internal sealed partial class SequenceRun
{
    private AmqpBuffer _spare = new();
    private bool _isClosed;

    private static string Name(DeliveryState? state) => state?.GetType().Name ?? "nothing";

    private static byte[] Encode<T>(T performative)
        where T : IAmqpComposite<T>
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        performative.Encode(ref writer);
        writer.Flush();
        return buffer.ToArray();
    }

    private void Receive<T>(T performative)
        where T : IAmqpComposite<T>
    {
        See();
        _engine.OnFrame(PeerChannel, Encode(performative));
        See();
    }

    /// <summary>Lets the engine say all that it may.</summary>
    private void Settle()
    {
        do
        {
            See();
            _engine.Pump();
        }
        while (See());
        SessionModel.Claim(_told.Count == 0, "an outcome that nobody gave");
    }

    /// <summary>What is allowed happens at once, and the engine's own books are the model's.</summary>
    private void CheckGates()
    {
        if (_model is not { IsBegun: true, IsEnded: false })
        {
            return;
        }

        SessionModel.Claim(_session!.RemoteIncomingWindow == Math.Min(_model.Window, uint.MaxValue), $"a window of {_session.RemoteIncomingWindow} where the peer allows {_model.Window}");
        SessionModel.Claim(_session.Unsettled.Count == _model.Unsettled.Count, $"{_session.Unsettled.Count} unsettled where there are {_model.Unsettled.Count}");
        foreach (LinkModel model in _model.Links.Values.Where(static model => model.CanSend))
        {
            SenderLink link = _links[model.Index]!;
            DeliveryQueue queue = _queues[model.Index];
            bool isToAbort = model.Current is { IsSettled: false } current && !_model.Unsettled.Contains(current);
            SessionModel.Claim(link.Credit == Math.Min(model.Credit, uint.MaxValue), $"a credit of {link.Credit} where the peer grants {model.Credit}");
            SessionModel.Claim(link.InFlight == model.InFlight, $"{link.InFlight} in flight where there are {model.InFlight}");
            SessionModel.Claim(_model.Window == 0 || !isToAbort, "an abort does not come");
            SessionModel.Claim(_model.Window == 0 || queue.First is not { Phase: DeliveryPhase.Partial }, "the rest of a message does not come");
            SessionModel.Claim(_model.Window == 0 || model.Credit == 0 || model.InFlight >= MaxInFlight || queue.IsEmpty, "a message does not come although it may");
            SessionModel.Claim(!model.IsDraining || !queue.IsEmpty || isToAbort || link.HasWork || model.Credit == 0, "credit is left after draining");
        }
    }

    private void CheckLost(List<DeliveryModel> expected)
        => SessionModel.Claim(expected.Select(static delivery => delivery.Number).Order().SequenceEqual(_lost.Order()), $"[{string.Join(' ', expected)}] are lost, [{string.Join(' ', _lost)}] were");

    /// <summary>Sees what the engine has appended, which counts as written then, and what that decides; true when it decides anything.</summary>
    private bool See()
    {
        for (bool hasDecided = false; ; hasDecided = true)
        {
            SeeFrames();
            List<(int, string)> expected = [.. (_model?.Conclude() ?? []).Select(static delivery => (delivery.Number, Name(delivery.EarlyDisposition)))];
            int before = _told.Count;
            _engine.OnWritten();
            SessionModel.Claim(_told.Skip(before).SequenceEqual(expected), $"[{string.Join(' ', expected)}] are finished, told was [{string.Join(' ', _told.Skip(before))}]");
            _told.RemoveRange(before, _told.Count - before);
            if (expected.Count == 0)
            {
                return hasDecided;
            }
        }
    }

    private void SeeFrames()
    {
        _spare = _engine.TakeOutput(_spare);
        ReadOnlySpan<byte> bytes = _spare.WrittenSpan;
        while (!bytes.IsEmpty)
        {
            int size = BinaryPrimitives.ReadInt32BigEndian(bytes);
            SessionModel.Claim(size <= 512, $"a frame of {size} bytes to a peer that takes 512");
            SessionModel.Claim(!_isClosed, "a frame behind the close");
            ReadOnlySpan<byte> body = bytes[8..size];
            AmqpReader reader = new(body);
            ulong code = FrameBody.ReadDescriptorCode(ref reader);
            if (code == FrameCode.Close)
            {
                _isClosed = true;
            }
            else
            {
                SessionModel.Claim(_model is { IsEnded: false }, $"the frame 0x{code:x} behind the end of its session");
                See(code, ref reader, body);
            }

            bytes = bytes[size..];
        }
    }

    private void See(ulong code, ref AmqpReader reader, ReadOnlySpan<byte> body)
    {
        switch (code)
        {
            case FrameCode.Begin:
                SessionModel.Claim(Begin.DecodeFields(ref reader).NextOutgoingId == _settings.InitialOutgoingId, "a begin with another first id");
                break;
            case FrameCode.Attach:
                SeeAttach(Attach.DecodeFields(ref reader));
                break;
            case FrameCode.Flow:
                Flow flow = Flow.DecodeFields(ref reader);
                _model!.SeeFlow(flow, flow.Handle is { } handle && _model.Links.TryGetValue(handle, out LinkModel? link) ? _queues[link.Index].Count : 0);
                break;
            case FrameCode.Transfer:
                Transfer transfer = Transfer.DecodeFields(ref reader);
                _model!.SeeTransfer(transfer, body[reader.Position..]);
                if (transfer.DeliveryTag is not null)
                {
                    _deliveries[BinaryPrimitives.ReadInt32BigEndian(body[reader.Position..])].IsBegun = true;
                }

                break;
            case FrameCode.Disposition:
                _model!.SeeDisposition(Disposition.DecodeFields(ref reader));
                break;
            case FrameCode.Detach:
                _model!.SeeDetach(Detach.DecodeFields(ref reader));
                break;
            case FrameCode.End:
                _model!.IsEnded = true;
                break;
            default:
                throw new SequenceException($"the frame 0x{code:x}");
        }
    }

    private void SeeAttach(in Attach attach)
    {
        SessionModel.Claim(attach.Role == Role.Sender && attach.InitialDeliveryCount == _settings.InitialDeliveryCount, "an attach with another first delivery-count");
        SessionModel.Claim(_model!.Links.TryAdd(attach.Handle, new LinkModel(attach.Name[^1] - '0', attach.Handle)), $"an attach on handle {attach.Handle}, which is in use");
    }

    /// <summary>What the owner of an engine does when deliveries will not be decided any more.</summary>
    private void Lose(SessionEngine session, SenderLink link)
    {
        foreach (OutgoingDelivery outgoing in session.Unsettled.Snapshot())
        {
            if (outgoing.Link == link)
            {
                session.Forget(outgoing);
                _lost.Add(((SequenceDelivery)outgoing).Number);
                ((SequenceDelivery)outgoing).Outcomes.Add("lost");
            }
        }

        if (link.Queue.First is { Phase: DeliveryPhase.Partial } begun)
        {
            link.Queue.Remove(begun);
            begun.Phase = DeliveryPhase.Settled;
        }

        _links[link.Name[^1] - '0'] = null;
    }

    private void LoseAll(SessionEngine session)
    {
        foreach (SenderLink link in _links.OfType<SenderLink>().ToArray())
        {
            Lose(session, link);
        }

        if (session == _session && session.IsDiscarding)
        {
            See();
            CheckLost(_model!.Lose(null));
            _lost.Clear();
        }
    }

    void IConnectionObserver.OnOpened(in Open open)
    {
    }

    void IConnectionObserver.OnClosed(AmqpError? error)
    {
        if (_session is { IsEnded: false } session)
        {
            foreach (SenderLink link in _links.OfType<SenderLink>().ToArray())
            {
                Lose(session, link);
            }
        }
    }

    void IConnectionObserver.OnSessionEnded(SessionEngine session, AmqpError? error)
    {
        foreach (SenderLink link in _links.OfType<SenderLink>().ToArray())
        {
            Lose(session, link);
        }
    }

    void IConnectionObserver.OnAttachRequested(SessionEngine session, in Attach attach) => throw new SequenceException("an attach of the peer's that answers none");

    void ISenderLinkHandler.OnDetached(SenderLink link, AmqpError? error, bool closed) => Lose(link.Session, link);

    void ISenderLinkHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state)
    {
        SequenceDelivery settled = (SequenceDelivery)delivery;
        _told.Add((settled.Number, Name(state)));
        settled.Outcomes.Add(Name(state));
    }

    void ISenderLinkHandler.OnAppended(OutgoingDelivery delivery)
    {
    }
}
