using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>The settings of the link of a sender: the attributes of the interface, and the options over them.</summary>
internal static class SenderLinkSettings
{
    /// <summary>Makes the settings of a link that has not been used yet (AMQP 1.0, 2.7.3).</summary>
    /// <param name="description">The attributes of the interface.</param>
    /// <param name="settings">The options.</param>
    /// <param name="linkName">The name of the link.</param>
    public static AmqpLinkSettings Make(SenderDescription description, SenderSettings settings, string linkName) => throw new NotImplementedException();
}
