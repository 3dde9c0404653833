using System.Runtime.CompilerServices;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>Encodes messages of one sender.</summary>
internal static class MessageEncoder
{
    /// <summary>Encodes a message into an empty buffer.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="message">The message.</param>
    /// <param name="settings">What the message takes from its sender.</param>
    /// <param name="trace">The telemetry of its send, whose context it carries.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encode<TMessage>(AmqpBuffer buffer, in TMessage message, EncodeSettings settings, in SendTrace trace)
        where TMessage : struct, IAmqpMessageSource
    {
        buffer.TraceContext = trace.Context;
        if (buffer.Settings != settings)
        {
            buffer.Settings = settings;
        }

        AmqpWriter writer = new(buffer);
        message.Encode(ref writer);
        writer.Flush();
        if (trace.MessageSpan is { } span)
        {
            MessageTags.Set(span, buffer.WrittenSpan, trace.IsNamedByMessage);
        }
    }
}
