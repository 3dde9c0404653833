using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Azure.Formatters;

/// <summary>Writes and reads a moment as UTC ticks, a long, described by <c>com.microsoft:datetime-offset</c>, as the Azure SDKs do in application properties. Chosen by <see cref="AzureValueTypesAttribute"/>; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DateTimeOffsetFormatter : IAmqpReadFormatter<DateTimeOffset>
{
    private const string Descriptor = "com.microsoft:datetime-offset";

    /// <inheritdoc/>
    public static void Write(ref AmqpWriter writer, DateTimeOffset value)
    {
        writer.WriteDescriptor(Descriptor);
        writer.WriteLong(value.UtcTicks);
    }

    /// <inheritdoc/>
    public static DateTimeOffset Read(ref AmqpReader reader)
    {
        AmqpContractReader.Descriptor(ref reader, Descriptor);
        int start = reader.Position;
        long ticks = AmqpValueReader.Long(ref reader);
        return ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new AmqpDecodeException($"Expected ticks of the years 1 to 9999, found {ticks}", start);
    }
}
