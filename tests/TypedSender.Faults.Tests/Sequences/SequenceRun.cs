using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Sequences;

/// <summary>Performs the steps of a sequence at an engine and holds what it does against the model.</summary>
internal sealed partial class SequenceRun : IConnectionObserver, ISenderLinkHandler
{
    public const int MaxInFlight = 6;
    private const ushort PeerChannel = 5;
    private const int LargeMessage = 1500;

    private readonly ConnectionEngine _engine;
    private readonly SessionSettings _settings;
    private readonly List<SequenceDelivery> _deliveries = [];
    private readonly DeliveryQueue[] _queues = [new(), new()];
    private readonly SenderLink?[] _links = new SenderLink?[2];
    private readonly List<(int Number, string State)> _told = [];
    private readonly List<int> _lost = [];
    private SessionEngine? _session;
    private SessionModel? _model;

    /// <param name="firstId">The first of all ids and counts.</param>
    public SequenceRun(uint firstId)
    {
        _settings = new SessionSettings { InitialOutgoingId = firstId, InitialDeliveryCount = firstId };
        _engine = new ConnectionEngine(new ConnectionSettings { ContainerId = "here" }, this);
        _engine.Open();
        _engine.OnFrame(0, Encode(new Open { ContainerId = "there", MaxFrameSize = 512 }));
        _spare = _engine.TakeOutput(_spare);
    }

    /// <summary>How many steps were possible.</summary>
    public int Performed { get; private set; }

    /// <summary>Performs the steps, then closes the connection.</summary>
    /// <exception cref="SequenceException">The engine does not do what follows from the model.</exception>
    public void Run(Step[] steps)
    {
        foreach (Step step in steps)
        {
            _told.Clear();
            _lost.Clear();
            _model?.FlowsSeen.Clear();
            if (step.Kind < StepKind.PeerBegin ? Do(step) : Hear(step))
            {
                Performed++;
            }

            Settle();
            CheckGates();
        }

        Close();
    }

    /// <summary>What this side does.</summary>
    private bool Do(Step step)
    {
        SenderLink? link = _links[step.Link];
        switch (step.Kind)
        {
            case StepKind.Begin when _session is null:
                _model = new SessionModel(_settings.InitialOutgoingId, _settings.InitialDeliveryCount);
                _session = _engine.BeginSession(_settings);
                return true;
            case StepKind.Attach when _session is { IsEnded: false } && link is null:
                Attach attach = new() { Name = $"link{step.Link}", Handle = 0, Role = Role.Sender, Source = new Source(), Target = new Target { Address = "queue" } };
                _links[step.Link] = _session.AttachSender(attach, _queues[step.Link], MaxInFlight, this);
                return true;
            case StepKind.Send or StepKind.SendLarge or StepKind.SendSettled:
                for (int count = step.Amount % 4; count >= 0; count--)
                {
                    Send(step, link);
                }

                return true;
            case StepKind.Cancel:
                return Cancel(step, link);
            case StepKind.Detach when link is { State: LinkState.AttachSent or LinkState.Attached }:
                link.Detach(closed: step.Has(1));
                return true;
            case StepKind.End when _session is { IsEnded: false }:
                _session.End();
                LoseAll(_session);
                return true;
            default:
                return false;
        }
    }

    private void Send(Step step, SenderLink? link)
    {
        SequenceDelivery delivery = new(_deliveries.Count) { IsPresettled = step.Kind == StepKind.SendSettled };
        AmqpBuffer message = new();
        message.Append([(byte)(delivery.Number >> 24), (byte)(delivery.Number >> 16), (byte)(delivery.Number >> 8), (byte)delivery.Number]);
        message.Append(new byte[step.Kind == StepKind.SendLarge || step.Has(1) ? LargeMessage : step.Amount % 8]);
        _deliveries.Add(delivery);
        if (delivery.IsPresettled && step.Has(2) && link?.TryAppendSettled(message, 0) == true)
        {
            delivery.Phase = DeliveryPhase.Settled;
        }
        else if (!delivery.IsPresettled && link?.CanAppend(message.Length) == true)
        {
            link.Append(delivery, message);
        }
        else
        {
            delivery.Hold(message);
            delivery.Phase = DeliveryPhase.Waiting;
            _queues[step.Link].Enqueue(delivery);
            link?.OnEnqueued();
        }
    }

    private bool Cancel(Step step, SenderLink? link)
    {
        OutgoingDelivery? delivery = _queues[step.Link].First;
        for (int position = step.Amount % 4; position > 0 && delivery is not null; position--)
        {
            delivery = delivery.NextWaiting;
        }

        if (delivery is not SequenceDelivery canceled)
        {
            return false;
        }

        if (_model?.Unsettled.FirstOrDefault(known => known.Number == canceled.Number) is { } begun)
        {
            _model.Forget(begun);
        }

        if (link is null)
        {
            _queues[step.Link].Remove(canceled);
            canceled.Phase = DeliveryPhase.Settled;
        }
        else
        {
            link.Withdraw(canceled);
        }

        canceled.Outcomes.Add("canceled");
        return true;
    }

    /// <summary>What the peer says; it says nothing that it could not.</summary>
    private bool Hear(Step step)
    {
        if (_session is null || (step.Kind == StepKind.PeerBegin) == _model!.IsBegun)
        {
            return false;
        }

        LinkModel? link = _model.Links.Values.FirstOrDefault(candidate => candidate.Index == step.Link);
        switch (step.Kind)
        {
            case StepKind.PeerBegin:
                _model.IsBegun = true;
                _model.TakeWindow(0, step.Window);
                Receive(SequencePeer.Begin(step, _session.Channel));
                return true;
            case StepKind.PeerEnd:
                HearEnd();
                return true;
            case StepKind.PeerAttach when link is { PeerHandle: null }:
                link.PeerHandle = 100 + link.Handle;
                Receive(SequencePeer.Attach(link, isRefused: false));
                return true;
            case StepKind.PeerRefuse when link is { PeerHandle: null }:
                Receive(SequencePeer.Attach(link, isRefused: true));
                HearDetach(link, step);
                return true;
            case StepKind.PeerFlow when link is { PeerHandle: not null }:
                HearFlow(step, link);
                return true;
            case StepKind.PeerWindow:
                HearFlow(step, null);
                return true;
            case StepKind.PeerSettle:
                HearDisposition(step);
                return true;
            case StepKind.PeerDetach when link is { PeerHandle: not null }:
                HearDetach(link, step);
                return true;
            case StepKind.PeerErrs:
                HearUnattached();
                return true;
            default:
                return false;
        }
    }

    private void HearFlow(Step step, LinkModel? link)
    {
        bool isIgnored = _model!.IsEnded;
        Receive(isIgnored ? new Flow { IncomingWindow = 9, NextOutgoingId = 9, OutgoingWindow = 9, Echo = true } : SequencePeer.Flow(step, _model, link));
        if (!isIgnored && step.Has(SequencePeer.Echo) && link?.CanSend != false)
        {
            SessionModel.Claim(_model.FlowsSeen.Exists(flow => flow.Handle == link?.Handle), "no flow answers one that asks for an echo");
        }
    }

    private void HearDisposition(Step step)
    {
        Disposition disposition = SequencePeer.Settle(step, _model!, out long first, out long last);
        bool isTerminal = disposition.Settled || disposition.State is Accepted or Rejected or Released or Modified;
        List<(int, string)> expected = [];
        if (isTerminal && !_model!.IsEnded)
        {
            expected.AddRange(_model.Decide(first, last, disposition.State, disposition.Settled).Select(delivery => (delivery.Number, Name(disposition.State))));
        }

        Receive(disposition);
        SessionModel.Claim(_told.SequenceEqual(expected), $"{disposition.First} to {disposition.Last} decide about [{string.Join(' ', expected)}], told was [{string.Join(' ', _told)}]");
        _model!.CheckNothingDue();
        _told.Clear();
    }

    private void HearDetach(LinkModel link, Step step)
    {
        Receive(new Detach { Handle = 100 + link.Handle, Closed = step.Has(1), Error = step.Has(2) ? new AmqpError { Condition = AmqpErrorConditions.DetachForced } : null });
        if (_model!.IsEnded)
        {
            return;
        }

        SessionModel.Claim(link.IsDetaching, "a detach is not answered");
        _model.Links.Remove(link.Handle);
        CheckLost(_model.Lose(link));
    }

    private void HearUnattached()
    {
        bool wasEnded = _model!.IsEnded;
        Receive(new Flow { NextIncomingId = _model.IdOf(_model.Transfers), IncomingWindow = 0, NextOutgoingId = 0, OutgoingWindow = 0, Handle = 999, LinkCredit = 1, DeliveryCount = 0 });
        SessionModel.Claim(_model.IsEnded, "the session goes on after a flow for a handle that is not attached");
        if (!wasEnded)
        {
            CheckLost(_model.Lose(null));
        }
    }

    private void HearEnd()
    {
        bool wasEnded = _model!.IsEnded;
        Receive(new End());
        SessionModel.Claim(_model.IsEnded, "an end is not answered");
        if (!wasEnded)
        {
            CheckLost(_model.Lose(null));
        }

        _session = null;
        _model = null;
    }

    /// <summary>The connection ends: whatever was begun has had exactly one outcome.</summary>
    private void Close()
    {
        _told.Clear();
        _lost.Clear();
        _engine.OnFrame(0, Encode(new Close()));
        See();
        SessionModel.Claim(_isClosed, "a close is not answered");
        foreach (SequenceDelivery delivery in _deliveries)
        {
            bool isBegun = delivery.IsBegun && !delivery.IsPresettled;
            SessionModel.Claim(delivery.Outcomes.Count <= 1, $"the message {delivery.Number} had the outcomes {string.Join(", ", delivery.Outcomes)}");
            SessionModel.Claim(!isBegun || delivery.Outcomes.Count == 1, $"nobody was told what became of the message {delivery.Number}");
        }
    }
}
