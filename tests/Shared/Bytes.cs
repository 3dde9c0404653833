using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Shared;

/// <summary>Looks into messages as they travelled.</summary>
internal static class Bytes
{
    /// <summary>The text of a <see cref="Note"/> that has been received.</summary>
    public static string TextOf(byte[] message) => (string)((AmqpMap)AmqpMessage.Decode(message).Value!)["Text"]!;
}
