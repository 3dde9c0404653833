using System.Security.Cryptography.X509Certificates;
using TypedSender.Amqp;

namespace TypedSender.Testing;

/// <summary>Options of an <see cref="AmqpReceiver"/>. Read once, when it opens.</summary>
public sealed class AmqpReceiverOptions
{
    /// <summary>The number of messages that may be under way or waiting for <see cref="AmqpReceiver.ReceiveAsync"/>; at least 1. 100 by default.</summary>
    public int Credit { get; set; } = 100;

    /// <summary>Whether the broker is asked to send messages settled, so that none can be accepted or rejected (AMQP 1.0, 2.8.2).</summary>
    public bool Presettled { get; set; }

    /// <summary>The name of the link; null, the default, for a new one.</summary>
    public string? LinkName { get; set; }

    /// <summary>The name that the receiver gives itself (AMQP 1.0, 2.7.1); null, the default, for a new one.</summary>
    public string? ContainerId { get; set; }

    /// <summary>The largest frame that the receiver takes, in bytes; 512 to 2,147,483,647. 64 KiB by default.</summary>
    public int MaxFrameSize { get; set; } = 64 * 1024;

    /// <summary>The largest message that the receiver takes, in bytes; 0, the default, for no limit. A larger one detaches the link.</summary>
    public long MaxMessageSize { get; set; }

    /// <summary>The capabilities that the source is asked for (AMQP 1.0, 3.5.3), such as <c>queue</c>.</summary>
    public IList<string> SourceCapabilities { get; } = [];

    /// <summary>Authorities that are trusted instead of the machine's when the URL says <c>amqps://</c>. Empty, the default, trusts the machine's.</summary>
    public X509Certificate2Collection TrustedAuthorities { get; } = [];

    /// <summary>Proves to the broker who the receiver is. Null, the default, takes what the URL says; with a user name in the URL too, the receiver is not opened.</summary>
    public AmqpCredential? Credential { get; set; }

    /// <summary>The filter set of the source (AMQP 1.0, 3.5.3); null, the default, for none.</summary>
    public AmqpMap? Filter { get; set; }

    /// <summary>How long connecting, authenticating and attaching may take altogether. 15 seconds by default.</summary>
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The time that an orderly close may take before the connection is cut. 2 seconds by default.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>After how long without a frame the broker counts as gone (AMQP 1.0, 2.4.5). One minute by default.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock that time-outs are measured with.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
