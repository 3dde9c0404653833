namespace TypedSender.Amqp.Messages;

/// <summary>How a message is to be delivered (AMQP 1.0, 3.2.1).</summary>
[AmqpComposite("amqp:header:list", 0x70)]
public partial record struct Header
{
    private uint? _ttl;
    private TimeSpan? _lifetime;

    /// <summary>Whether the message must survive the loss of an intermediary's memory; null means not.</summary>
    [AmqpField(0, "durable")]
    public bool? Durable { get; set; }

    /// <summary>The relative priority; null means 4.</summary>
    [AmqpField(1, "priority")]
    public byte? Priority { get; set; }

    /// <summary>For how many milliseconds the message is live; null for ever.</summary>
    [AmqpField(2, "ttl", Type = "milliseconds")]
    public uint? Ttl
    {
        readonly get => _ttl;
        set
        {
            _ttl = value;
            _lifetime = null;
        }
    }

    /// <summary>Whether no other link has acquired the message before; null means that one may have.</summary>
    [AmqpField(3, "first-acquirer")]
    public bool? FirstAcquirer { get; set; }

    /// <summary>How many deliveries of the message have failed; null means 0.</summary>
    [AmqpField(4, "delivery-count")]
    public uint? DeliveryCount { get; set; }

    /// <summary>
    /// How long the message is live where its properties are to tell the times of creation and expiry as well; null where they are not. No field of its own: it sets <see cref="Ttl"/>, to the most that
    /// the field holds if it is longer, and is null again once <see cref="Ttl"/> is set otherwise.
    /// </summary>
    internal TimeSpan? Lifetime
    {
        readonly get => _lifetime;
        set
        {
            _ttl = value is { } lifetime ? (uint)Math.Min(lifetime.Ticks / TimeSpan.TicksPerMillisecond, uint.MaxValue) : null;
            _lifetime = value;
        }
    }

    /// <summary>Whether every field is null, so that the section can be left out.</summary>
    public readonly bool IsEmpty => Durable is null && Priority is null && Ttl is null && FirstAcquirer is null && DeliveryCount is null;
}
