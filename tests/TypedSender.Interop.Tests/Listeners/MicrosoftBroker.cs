using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transport;
using TypedSender.Interop.Tests.Readers;

namespace TypedSender.Interop.Tests.Listeners;

/// <summary>A broker on Microsoft.Azure.Amqp's <see cref="AmqpConnectionListener"/>.</summary>
internal sealed class MicrosoftBroker(ListenerSettings settings) : ListenerBroker(settings), IRuntimeProvider
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private AmqpConnectionListener? _listener;
    private volatile ReceivingAmqpLink? _link;

    AmqpConnection IConnectionFactory.CreateConnection(
        TransportBase transport, ProtocolHeader protocolHeader, bool isInitiator, AmqpSettings amqpSettings, AmqpConnectionSettings connectionSettings) =>
        new(transport, protocolHeader, isInitiator: false, amqpSettings, connectionSettings);

    AmqpSession ISessionFactory.CreateSession(AmqpConnection connection, AmqpSessionSettings settings) => new(connection, settings, this);

    AmqpLink ILinkFactory.CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        settings.TotalLinkCredit = (uint)Settings.Credit;
        settings.AutoSendFlow = Settings.Credit > 0;
        settings.MaxMessageSize = Settings.MaxMessageSize ?? settings.MaxMessageSize;
        ReceivingAmqpLink link = new(session, settings);
        link.RegisterMessageListener(message => Take(link, message));
        _link = link;
        return link;
    }

    IAsyncResult ILinkFactory.BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state)
    {
        Task opening = Settings.Refuse ? Task.FromException(MakeException(AmqpErrorCode.NotFound)) : Task.CompletedTask;
        return TaskToAsyncResult.Begin(opening, callback, state);
    }

    void ILinkFactory.EndOpenLink(IAsyncResult result) => TaskToAsyncResult.End(result);

    public override void GrantCredit(int credit) => _link!.IssueCredit((uint)credit, drain: false, default);

    public override void Fail(ListenerFailure failure)
    {
        AmqpObject ended = failure switch
        {
            ListenerFailure.Detach => _link!,
            ListenerFailure.End => _link!.Session,
            _ => _link!.Session.Connection,
        };
        ended.SafeClose(MakeException(AmqpErrorCode.InternalError));
    }

    public override void Dispose() => _listener?.Close();

    protected override void Open()
    {
        AmqpSettings settings = new() { RuntimeProvider = this };
        AmqpConnectionSettings connectionSettings = new() { ContainerId = "broker", MaxFrameSize = (uint)Settings.MaxFrameSize };
        if (Settings.IdleTimeout is { } time)
        {
            connectionSettings.IdleTimeOut = (uint)time.TotalMilliseconds;
        }

        _listener = new AmqpConnectionListener([$"amqp://127.0.0.1:{Port}"], settings, connectionSettings);
        _listener.Open();
    }

    private static AmqpException MakeException(AmqpSymbol condition) => new(new Error { Condition = condition, Description = Verdict.Description });

    private static Outcome MakeOutcome(Verdict verdict) => verdict.Kind switch
    {
        SendOutcomeKind.Rejected => new Rejected { Error = new Error { Condition = Verdict.Condition, Description = Verdict.Description } },
        SendOutcomeKind.Released => new Released(),
        SendOutcomeKind.Modified => new Modified { DeliveryFailed = true, UndeliverableHere = true, MessageAnnotations = new Fields { [Verdict.Annotation] = Verdict.AnnotationValue } },
        _ => new Accepted(),
    };

    private void Take(ReceivingAmqpLink link, AmqpMessage message)
    {
        if (Take(() => MicrosoftAmqpReader.Read(message), message.MessageFormat ?? 0) is not { } verdict)
        {
            return;
        }

        if (Settings.SettleSecond)
        {
            _ = SettleSecondAsync(link, message, verdict);
        }
        else
        {
            link.DisposeMessage(message, MakeOutcome(verdict), settled: true, batchable: false);
        }
    }

    private async Task SettleSecondAsync(ReceivingAmqpLink link, AmqpMessage message, Verdict verdict)
    {
        await link.DisposeMessageAsync(message.DeliveryTag, MakeOutcome(verdict), batchable: false, Bound);
        Settled.TrySetResult();
    }
}
