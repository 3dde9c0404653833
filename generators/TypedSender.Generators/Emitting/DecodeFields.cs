using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>The expressions that read a field of the header or of the properties for the member that binds it.</summary>
internal static class DecodeFields
{
    /// <summary>The field; null if it is absent.</summary>
    public static string Read(ValueBinding binding)
    {
        string properties = "sections.Properties." + binding.Slot;
        return binding.Slot switch
        {
            SectionSlot.Durable or SectionSlot.Priority or SectionSlot.FirstAcquirer => "sections.Header." + binding.Slot,
            SectionSlot.TimeToLive => binding.SetsExpiryTimes ? "sections.Lifetime" : "sections.TimeToLive",
            SectionSlot.MessageId or SectionSlot.CorrelationId => binding.Value.Kind switch
            {
                ValueKind.ULong => $"sections.IdAsULong({properties})",
                ValueKind.Uuid => $"sections.IdAsUuid({properties})",
                ValueKind.String => $"sections.IdAsString({properties})",
                ValueKind.MessageId when binding.Value.Nulls == NullState.Allowed => $"{Runtime.SectionReader}.IdOrNull({properties})",
                ValueKind.MessageId => properties,
                _ => $"sections.IdAsBinary({properties})",
            },
            _ => properties,
        };
    }

    /// <summary>The field as the member holds it.</summary>
    /// <param name="binding">The member.</param>
    /// <param name="present">The field, not null.</param>
    public static string Converted(ValueBinding binding, string present) => binding.Value.Wrapper?.Wrap(Inner(binding, present)) ?? Inner(binding, present);

    private static string Inner(ValueBinding binding, string present) => binding.Value.Kind switch
    {
        ValueKind.DateTime or ValueKind.UtcDateTime => $"{present}.UtcDateTime",
        ValueKind.Symbol => $"new {Runtime.Amqp}AmqpSymbol({present})",
        ValueKind.BinarySpan or ValueKind.BinaryMemory when binding.Slot == SectionSlot.UserId => $"{present}.ToArray()",
        _ => present,
    };
}
