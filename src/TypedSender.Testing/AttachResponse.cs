using TypedSender.Amqp;

namespace TypedSender.Testing;

/// <summary>
/// Fields of the attach frame with which a <see cref="BrokerQueue"/> answers a sending link (AMQP 1.0, 2.7.3), where they differ from those requested. Immutable.
/// </summary>
public sealed record AttachResponse
{
    /// <summary>Agrees to what is asked for, and offers nothing of its own.</summary>
    public static AttachResponse Plain { get; } = new();

    /// <summary>The capabilities that the queue offers, such as <c>queue</c>. None by default.</summary>
    public IReadOnlyList<AmqpSymbol> OfferedCapabilities { get; init; } = [];

    /// <summary>The properties of the broker's end of the link; null, the default, for none.</summary>
    public AmqpMap? Properties { get; init; }

    /// <summary>The address of the target, in the form that the broker gives it; null, the default, repeats the one that was asked for.</summary>
    public string? Address { get; init; }

    /// <summary>How the sender settles; null, the default, agrees to what was asked for.</summary>
    public SenderSettleMode? SendSettleMode { get; init; }

    /// <summary>
    /// When the broker settles, whatever was asked for; <see cref="ReceiverSettleMode.First"/> by default. With <see cref="ReceiverSettleMode.Second"/> it tells the outcome unsettled, and its end of
    /// the delivery is settled once the sender has settled (AMQP 1.0, 2.8.3): <see cref="BrokerMessage.IsSettled"/>.
    /// </summary>
    public ReceiverSettleMode ReceiveSettleMode { get; init; } = ReceiverSettleMode.First;
}
