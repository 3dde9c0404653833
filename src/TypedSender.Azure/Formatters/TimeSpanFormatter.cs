using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.Azure.Formatters;

/// <summary>Writes a duration as ticks, a long, described by <c>com.microsoft:timespan</c>, as the Azure SDKs do in application properties. Chosen by <see cref="AzureValueTypesAttribute"/>; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TimeSpanFormatter : IAmqpFormatter<TimeSpan>
{
    /// <inheritdoc/>
    public static void Write(ref AmqpWriter writer, TimeSpan value)
    {
        writer.WriteDescriptor("com.microsoft:timespan");
        writer.WriteLong(value.Ticks);
    }
}
