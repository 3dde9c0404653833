using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Azure.Formatters;

/// <summary>Writes and reads a duration as ticks, a long, described by <c>com.microsoft:timespan</c>, as the Azure SDKs do in application properties. Chosen by <see cref="AzureValueTypesAttribute"/>; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TimeSpanFormatter : IAmqpReadFormatter<TimeSpan>
{
    private const string Descriptor = "com.microsoft:timespan";

    /// <inheritdoc/>
    public static void Write(ref AmqpWriter writer, TimeSpan value)
    {
        writer.WriteDescriptor(Descriptor);
        writer.WriteLong(value.Ticks);
    }

    /// <inheritdoc/>
    public static TimeSpan Read(ref AmqpReader reader)
    {
        AmqpContractReader.Descriptor(ref reader, Descriptor);
        return new TimeSpan(AmqpValueReader.Long(ref reader));
    }
}
