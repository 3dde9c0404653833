using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.Azure.Formatters;

/// <summary>Writes a moment as UTC ticks, a long, described by <c>com.microsoft:datetime-offset</c>, as the Azure SDKs do in application properties. Chosen by <see cref="AzureValueTypesAttribute"/>; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DateTimeOffsetFormatter : IAmqpFormatter<DateTimeOffset>
{
    /// <inheritdoc/>
    public static void Write(ref AmqpWriter writer, DateTimeOffset value)
    {
        writer.WriteDescriptor("com.microsoft:datetime-offset");
        writer.WriteLong(value.UtcTicks);
    }
}
