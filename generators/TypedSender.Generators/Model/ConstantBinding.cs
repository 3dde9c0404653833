using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>A constant in a place outside the body.</summary>
/// <param name="Slot">The place.</param>
/// <param name="Key">The key within a map section; empty for a field.</param>
/// <param name="Kind">How the constant is written.</param>
/// <param name="Literal">The constant as C# writes it.</param>
/// <param name="Bytes">The constant as AMQP writes it in that place; empty if it cannot be written.</param>
internal sealed record ConstantBinding(SectionSlot Slot, string Key, ValueKind Kind, string Literal, EquatableArray<byte> Bytes)
{
    /// <inheritdoc cref="ValueBinding.SetsExpiryTimes"/>
    public bool SetsExpiryTimes { get; init; }
}
