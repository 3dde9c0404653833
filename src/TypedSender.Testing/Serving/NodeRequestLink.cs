using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>A link on which a client sends requests to a node. Requests are decoded, settled and handled on the thread pool, several at once.</summary>
internal sealed class NodeRequestLink(ServerConnection connection, NodeLinks links, BrokerNode node) : IReceiverLinkHandler
{
    private readonly CreditPolicy _policy = node.Credit;
    private uint _running;

    /// <summary>The link as users see it; set by <see cref="Start"/>.</summary>
    public BrokerLink Link { get; private set; } = null!;

    /// <summary>The link as the engine knows it; set by <see cref="Start"/>.</summary>
    public ReceiverLink Receiver { get; private set; } = null!;

    /// <summary>The link is accepted: grants the first credit. Under the connection's lock.</summary>
    public void Start(ReceiverLink receiver, BrokerLink link)
    {
        Receiver = receiver;
        Link = link;
        if (_policy.Initial > 0)
        {
            Receiver.GrantCredit(_policy.Initial);
        }
    }

    /// <summary>Detaches the link from this side. Without the lock.</summary>
    public void Detach(AmqpError error) => connection.Enter(() =>
    {
        Receiver.Detach(closed: true, error);
        links.Close(this);
    });

    void IReceiverLinkHandler.OnDetached(ReceiverLink link, AmqpError? error, bool closed) => links.Close(this);

    void IReceiverLinkHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        _running++;
        Arrival arrival = new(this, payload.ToArray(), delivery.DeliveryId, delivery.IsSettled);
        ThreadPool.UnsafeQueueUserWorkItem(static arrival => _ = arrival.Link.RunAsync(arrival), arrival, preferLocal: false);
    }

    private async Task RunAsync(Arrival arrival)
    {
        try
        {
            if (Take(arrival) is { } request && await node.AnswerAsync(request, links.Closed).ConfigureAwait(false) is { } reply)
            {
                links.Reply(request, reply);
            }
        }
        finally
        {
            connection.Enter(Replenish);
        }
    }

    /// <summary>Decodes a request and settles it; null when it is not handled.</summary>
    private BrokerNodeRequest? Take(Arrival arrival)
    {
        Settlement settlement = node.Settlement;
        BrokerNodeRequest? request = null;
        try
        {
            AmqpMessage message = AmqpMessage.Decode(arrival.Message);
            if (arrival.IsSettled || settlement.IsSilent || settlement.KeepsMessage)
            {
                request = new BrokerNodeRequest(message, node, Link, arrival.IsSettled);
            }
        }
        catch (AmqpDecodeException exception)
        {
            settlement = Settlement.Reject(AmqpErrorConditions.DecodeError, exception.Message);
        }

        if (!arrival.IsSettled && !settlement.IsSilent)
        {
            connection.Enter(() =>
            {
                if (!Receiver.Session.IsEnded)
                {
                    Receiver.Session.Settle(arrival.DeliveryId, arrival.DeliveryId, settlement.State);
                }
            });
        }

        return request;
    }

    private void Replenish()
    {
        _running--;
        if (_policy.Replenishes && Receiver.IsAttached && Receiver.Credit + _running <= _policy.Initial / 2)
        {
            Receiver.GrantCredit(_policy.Initial - _running);
        }
    }

    private sealed record Arrival(NodeRequestLink Link, byte[] Message, uint DeliveryId, bool IsSettled);
}
