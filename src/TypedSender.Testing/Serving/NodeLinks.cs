using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing.Serving;

/// <summary>The links of one connection to and from nodes that reply. Under the connection's lock, but for <see cref="Reply"/>.</summary>
internal sealed class NodeLinks(ServerConnection connection, InProcessBroker broker)
{
    private readonly List<NodeRequestLink> _requests = [];
    private readonly List<NodeReplyLink> _replies = [];
    private readonly CancellationTokenSource _closed = new();

    /// <summary>Cancelled when the connection ends.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Accepts a link to a node, or from it.</summary>
    public void Accept(SessionEngine session, in Attach attach, BrokerNode node, BrokerConnection info, Action<string, string?> endSession)
    {
        if (attach.Role == Role.Sender)
        {
            AcceptRequests(session, attach, node, info, endSession);
        }
        else
        {
            AcceptReplies(session, attach, node, info, endSession);
        }
    }

    /// <summary>The link is gone, or about to go; more than once does no harm.</summary>
    public void Close(NodeRequestLink link)
    {
        _requests.Remove(link);
        link.Link.MarkClosed();
    }

    /// <summary>The link is gone, or about to go; more than once does no harm.</summary>
    public void Close(NodeReplyLink link)
    {
        _replies.Remove(link);
        link.Link.MarkClosed();
        link.DropWaiting();
    }

    public void CloseLinksOf(SessionEngine session)
    {
        _requests.FindAll(link => link.Receiver.Session == session).ForEach(Close);
        _replies.FindAll(link => link.Sender.Session == session).ForEach(Close);
    }

    /// <summary>Closes the links, and cancels the handlers that are still running: the connection is over.</summary>
    public void CloseAll()
    {
        _requests.ToList().ForEach(Close);
        _replies.ToList().ForEach(Close);

        // What handlers registered runs on the pool, without the lock.
        _ = _closed.CancelAsync();
    }

    /// <summary>Sends a reply to the link that the request names. Without the lock.</summary>
    public void Reply(BrokerNodeRequest request, AmqpMessage reply)
    {
        byte[] bytes = Encode(request, reply);
        bool isSent = false;
        connection.Enter(() =>
        {
            if (FindReplyLink(request) is { } link)
            {
                link.Send(bytes);
                isSent = true;
            }
        });
        if (!isSent)
        {
            request.Node.CountLostReply();
        }
    }

    private static byte[] Encode(BrokerNodeRequest request, AmqpMessage reply)
    {
        Properties properties = reply.Properties ?? default;
        if (properties.CorrelationId.IsNone)
        {
            properties.CorrelationId = request.MessageId;
        }

        try
        {
            return reply.With(properties).ToBytes();
        }
        catch (Amqp.AmqpEncodeException exception)
        {
            return BrokerNode.Fail(request, exception).ToBytes();
        }
    }

    private NodeReplyLink? FindReplyLink(BrokerNodeRequest request)
    {
        List<NodeReplyLink> links = _replies.FindAll(link => link.Node == request.Node && link.Sender.IsAttached);
        return links.Find(link => link.Target is { } target && target == request.ReplyTo) ?? (links.Count == 1 ? links[0] : null);
    }

    private void AcceptRequests(SessionEngine session, in Attach attach, BrokerNode node, BrokerConnection info, Action<string, string?> endSession)
    {
        Attach answer = new()
        {
            Name = attach.Name,
            Handle = 0,
            Role = Role.Receiver,
            SndSettleMode = attach.SndSettleMode,
            RcvSettleMode = ReceiverSettleMode.First,
            Source = attach.Source,
            Target = attach.Target,
        };
        NodeRequestLink link = new(connection, this, node);
        ReceiverLink receiver = session.AcceptSender(attach, answer, link);
        _requests.Add(link);
        link.Start(receiver, broker.Register(new BrokerLink(info, node.Address, isSender: true, attach, link.Detach, endSession)));
    }

    private void AcceptReplies(SessionEngine session, in Attach attach, BrokerNode node, BrokerConnection info, Action<string, string?> endSession)
    {
        Attach answer = new()
        {
            Name = attach.Name,
            Handle = 0,
            Role = Role.Sender,
            SndSettleMode = attach.SndSettleMode,
            RcvSettleMode = attach.RcvSettleMode,
            Source = attach.Source is { } source ? source with { Filter = null } : null,
            Target = attach.Target,
        };
        NodeReplyLink link = new(connection, this, node, attach.Target?.Address, sendsSettled: attach.SndSettleMode == SenderSettleMode.Settled);
        SenderLink sender = session.AcceptReceiver(attach, answer, new DeliveryQueue(), int.MaxValue, link);
        _replies.Add(link);
        link.Start(sender, broker.Register(new BrokerLink(info, node.Address, isSender: false, attach, link.Detach, endSession)));
    }
}
