using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>
/// The deliveries of a sending link that are not settled at both ends. Where the terminus keeps them (<see cref="KeptTermini"/>) they outlive the link, and are resumed on the next one (AMQP 1.0,
/// 2.6.13). Thread-safe; nothing is called under its lock.
/// </summary>
internal sealed class UnsettledMessages
{
    private readonly List<BrokerMessage> _messages = [];
    private LinkProducer? _owner;
    private bool _isAbandoned;

    /// <summary>Whether they outlive the link, until one side closes it.</summary>
    public bool IsKept { get; init; }

    /// <summary>A link takes the deliveries over: what comes on the one before from then on is no delivery any more (AMQP 1.0, 2.6.1).</summary>
    /// <returns>The tags of the deliveries with what was decided about them, oldest first.</returns>
    public List<(byte[] Tag, DeliveryState? State)> TakeOver(LinkProducer owner)
    {
        lock (_messages)
        {
            _owner = owner;
            return _messages.ConvertAll(static message => (message.DeliveryTag.ToArray(), message.Delivery!.Outcome));
        }
    }

    /// <summary>Adds a delivery; false when another link has taken over.</summary>
    public bool TryAdd(LinkProducer owner, BrokerMessage message)
    {
        bool isAbandoned;
        lock (_messages)
        {
            if (_owner != owner)
            {
                return false;
            }

            isAbandoned = _isAbandoned;
            if (!isAbandoned)
            {
                _messages.Add(message);
            }
        }

        if (isAbandoned)
        {
            message.Delivery!.MarkLost();
        }

        return true;
    }

    /// <summary>No link will settle the deliveries any more.</summary>
    public void Abandon()
    {
        List<BrokerMessage> lost;
        lock (_messages)
        {
            _isAbandoned = true;
            lost = [.. _messages];
            _messages.Clear();
        }

        lost.ForEach(static message => message.Delivery!.MarkLost());
    }

    public bool Contains(BrokerMessage message)
    {
        lock (_messages)
        {
            return _messages.Contains(message);
        }
    }

    /// <summary>Finds a delivery by its tag; null when there is none.</summary>
    public BrokerMessage? Find(ReadOnlyMemory<byte> tag)
    {
        lock (_messages)
        {
            return _messages.Find(message => message.DeliveryTag.Span.SequenceEqual(tag.Span));
        }
    }

    /// <summary>Deliveries are settled at both ends.</summary>
    public void MarkSettled(Predicate<BrokerMessage> condition)
    {
        List<BrokerMessage> settled;
        lock (_messages)
        {
            settled = _messages.FindAll(condition);
            _messages.RemoveAll(condition);
        }

        settled.ForEach(static message => message.Delivery!.MarkSettled());
    }

    /// <summary>Forgets the deliveries that the sender has settled, as it does not name them any more.</summary>
    /// <param name="unsettled">What the sender has not settled.</param>
    public void KeepOnly(AmqpMap unsettled) => MarkSettled(message => !unsettled.ContainsKey(message.DeliveryTag.ToArray()));
}
