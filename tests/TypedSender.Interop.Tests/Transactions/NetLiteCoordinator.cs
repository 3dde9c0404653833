using System.Security.Cryptography.X509Certificates;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Transactions;
using Amqp.Types;
using TypedSender.Interop.Tests.RabbitMq;

namespace TypedSender.Interop.Tests.Transactions;

/// <summary>A broker with a coordinator on AMQPNetLite's listener: links to any address lead to one list, in which messages of transactions are from their commit on.</summary>
internal sealed class NetLiteCoordinator : IContainer, IDisposable
{
    private readonly Dictionary<string, List<object>> _open = [];
    private readonly List<object> _stored = [];
    private readonly ConnectionListener _listener;
    private int _lastId;

    public NetLiteCoordinator()
    {
        _listener = new ConnectionListener(new Address($"amqp://127.0.0.1:{Port}"), this);
        _listener.Open();
    }

    public int Port { get; } = FreePort.Find(1)[0];

    /// <summary>What the coordinator says that it has; null says nothing.</summary>
    public Symbol[]? Capabilities { get; init; }

    /// <summary>Rejects the next commit with this condition.</summary>
    public string? Refusal { get; set; }

    /// <summary>Cuts the connection at the next discharge, before it is carried out or after.</summary>
    public bool? AbortsAfter { get; set; }

    X509Certificate2? IContainer.ServiceCertificate => null;

    IDictionary<string, TransportProvider> IContainer.CustomTransports { get; } = new Dictionary<string, TransportProvider>();

    public object[] Stored
    {
        get
        {
            lock (_stored)
            {
                return [.. _stored];
            }
        }
    }

    public void Dispose() => _listener.Close();

    Message IContainer.CreateMessage(ByteBuffer buffer) => Message.Decode(buffer);

    Link IContainer.CreateLink(ListenerConnection connection, ListenerSession session, Attach attach) => new ListenerLink(session, attach);

    bool IContainer.AttachLink(ListenerConnection connection, ListenerSession session, Link link, Attach attach)
    {
        ListenerLink listener = (ListenerLink)link;
        if (attach.Target is Coordinator coordinator)
        {
            coordinator.Capabilities = Capabilities;
            listener.InitializeReceiver(100, (from, message, _, _) => OnControl(from, message), null);
        }
        else
        {
            listener.InitializeReceiver(100, (from, message, state, _) => OnMessage(from, message, state), null);
        }

        return true;
    }

    private void OnMessage(ListenerLink link, Message message, DeliveryState? state)
    {
        lock (_stored)
        {
            if (state is not TransactionalState transactional)
            {
                _stored.Add(message.Body);
                link.DisposeMessage(message, new Accepted(), true);
                return;
            }

            _open[Convert.ToHexString(transactional.TxnId)].Add(message.Body);
            link.DisposeMessage(message, new TransactionalState { TxnId = transactional.TxnId, Outcome = new Accepted() }, true);
        }
    }

    private void OnControl(ListenerLink link, Message message)
    {
        lock (_stored)
        {
            if (message.Body is Declare)
            {
                byte[] id = BitConverter.GetBytes(++_lastId);
                _open.Add(Convert.ToHexString(id), []);
                link.DisposeMessage(message, new Declared { TxnId = id }, true);
                return;
            }

            var discharge = (Discharge)message.Body;
            if (AbortsAfter == false)
            {
                Cut(link);
                return;
            }

            List<object> messages = _open[Convert.ToHexString(discharge.TxnId)];
            _open.Remove(Convert.ToHexString(discharge.TxnId));
            _stored.AddRange(discharge.Fail || Refusal is not null ? [] : messages);
            if (AbortsAfter == true)
            {
                Cut(link);
                return;
            }

            DeliveryState outcome = Refusal is { } condition && !discharge.Fail ? new Rejected { Error = new Error(condition) { Description = "refused by the test" } } : new Accepted();
            link.DisposeMessage(message, outcome, true);
        }
    }

    // A close without waiting for the answer is as near to a cut as the listener gets.
    private static void Cut(ListenerLink link) => _ = Task.Run(() => link.Session.Connection.Close(TimeSpan.Zero, new Error(ErrorCode.InternalError)));
}
