namespace TypedSender;

/// <summary>The outcomes of a delivery that AMQP 1.0 defines (3.4.2 to 3.4.5), as a source names them.</summary>
public enum DeliveryOutcome : byte
{
    /// <summary>The receiver took the message.</summary>
    Accepted = 0,

    /// <summary>The receiver found the message invalid.</summary>
    Rejected = 1,

    /// <summary>The receiver did nothing with the message.</summary>
    Released = 2,

    /// <summary>The receiver did not take the message, and the attempt may count as a failed one.</summary>
    Modified = 3,
}
