namespace TypedSender;

/// <summary>When the peer deletes a node that it made for a link (AMQP 1.0, 3.5.10 to 3.5.13).</summary>
public enum DynamicNodeLifetime : byte
{
    /// <summary>When the link that it was made for is gone.</summary>
    DeleteOnClose = 0,

    /// <summary>When no link sends to it or reads from it any more.</summary>
    DeleteOnNoLinks = 1,

    /// <summary>When the link that it was made for is gone, and the node holds no message.</summary>
    DeleteOnNoMessages = 2,

    /// <summary>When no link sends to it or reads from it any more, and the node holds no message.</summary>
    DeleteOnNoLinksOrMessages = 3,
}
