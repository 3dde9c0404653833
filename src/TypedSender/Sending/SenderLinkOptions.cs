namespace TypedSender;

/// <summary>Settings of one link on a <see cref="SendSession"/>: those of a sender, and the name of the link. <see cref="SenderOptions.Address"/> has to be set.</summary>
/// <remarks>Copied when a sender is made of it.</remarks>
public sealed class SenderLinkOptions : SenderOptions
{
    /// <summary>
    /// Name of the link (AMQP 1.0, 2.6.1), which it keeps whenever it is attached again. No two links of one container to one peer may have the same name at a time. Null (the default) makes one of
    /// the container-id and a random part.
    /// </summary>
    public string? Name { get; set; }
}
