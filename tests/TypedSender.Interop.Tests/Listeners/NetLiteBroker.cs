using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;
using TypedSender.Interop.Tests.Readers;
using Address = global::Amqp.Address;
using ErrorCode = global::Amqp.ErrorCode;

namespace TypedSender.Interop.Tests.Listeners;

/// <summary>A broker on AMQPNetLite's <see cref="ContainerHost"/>.</summary>
internal sealed class NetLiteBroker(ListenerSettings settings) : ListenerBroker(settings), ILinkProcessor
{
    private ContainerHost? _host;
    private volatile ListenerLink? _link;

    void ILinkProcessor.Process(AttachContext attachContext)
    {
        if (Settings.Refuse)
        {
            attachContext.Complete(new Error(ErrorCode.NotFound) { Description = Verdict.Description });
            return;
        }

        if (Settings.MaxMessageSize is { } limit)
        {
            attachContext.Attach.MaxMessageSize = limit;
        }

        _link = attachContext.Link;
        attachContext.Complete(new Endpoint(this), Settings.Credit);
    }

    public override void GrantCredit(int credit) => _link!.SetCredit(credit, drain: false, autoRestore: false);

    public override void Fail(ListenerFailure failure)
    {
        Error error = new(ErrorCode.InternalError) { Description = Verdict.Description };
        global::Amqp.AmqpObject ended = failure switch
        {
            ListenerFailure.Detach => _link!,
            ListenerFailure.End => _link!.Session,
            _ => _link!.Session.Connection,
        };
        ended.Close(TimeSpan.Zero, error);
    }

    public override void Dispose() => _host?.Close();

    protected override void Open()
    {
        _host = new ContainerHost(new Address($"amqp://127.0.0.1:{Port}"));
        _host.Listeners[0].AMQP.MaxFrameSize = Settings.MaxFrameSize;
        if (Settings.IdleTimeout is { } time)
        {
            _host.Listeners[0].AMQP.IdleTimeout = (int)time.TotalMilliseconds;
        }

        _host.RegisterLinkProcessor(this);
        _host.Open();
    }

    private static DeliveryState MakeState(Verdict verdict) => verdict.Kind switch
    {
        SendOutcomeKind.Rejected => new Rejected { Error = new Error(Verdict.Condition) { Description = Verdict.Description } },
        SendOutcomeKind.Released => new Released(),
        SendOutcomeKind.Modified => new Modified
        {
            DeliveryFailed = true,
            UndeliverableHere = true,
            MessageAnnotations = new Fields { [new Symbol(Verdict.Annotation)] = Verdict.AnnotationValue },
        },
        _ => new Accepted(),
    };

    private sealed class Endpoint(NetLiteBroker broker) : LinkEndpoint
    {
        public override void OnMessage(MessageContext messageContext)
        {
            if (broker.Take(() => NetLiteReader.Read(messageContext.Message), messageContext.Message.Format) is { } verdict)
            {
                messageContext.Link.DisposeMessage(messageContext.Message, MakeState(verdict), settled: !broker.Settings.SettleSecond);
            }
        }

        public override void OnFlow(FlowContext flowContext)
        {
        }

        public override void OnDisposition(DispositionContext dispositionContext)
        {
            if (dispositionContext.Settled)
            {
                broker.Settled.TrySetResult();
            }
        }
    }
}
