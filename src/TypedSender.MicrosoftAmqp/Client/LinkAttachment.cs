using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>One link of a sender of a <see cref="MicrosoftAmqpClient"/>, or an attempt to attach one.</summary>
/// <param name="opened">Its connection.</param>
/// <param name="closing">Cancelled when the sender is closed.</param>
internal sealed class LinkAttachment(OpenedConnection opened, CancellationToken closing)
{
    public OpenedConnection Opened => opened;

    /// <summary>Cancelled when the sender is closed.</summary>
    public CancellationToken Closing => closing;

    /// <summary>The session, once it has begun.</summary>
    public SenderSession? Session { get; set; }

    /// <summary>The link, once it is attached.</summary>
    public SendingAmqpLink? Link { get; set; }

    /// <summary>When it was attached, as a time stamp of the client's clock.</summary>
    public long Since { get; set; }

    /// <summary>Whether the retry policy has been asked about its loss.</summary>
    public bool IsLossTold { get; set; }
}
