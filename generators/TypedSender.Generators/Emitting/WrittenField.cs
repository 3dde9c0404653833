using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>An element of a list or an entry of a map that is printed: a member, or a constant.</summary>
/// <param name="Order">Its place in a list.</param>
/// <param name="Comment">What it is, for the reader of the generated code; empty if the code says so.</param>
/// <param name="Key">The bytes of its key in a map.</param>
/// <param name="Constant">The bytes of a constant; empty for a member.</param>
/// <param name="Member">The member; null for a constant.</param>
internal sealed record WrittenField(int Order, string Comment, EquatableArray<byte> Key, EquatableArray<byte> Constant, MemberModel? Member)
{
    /// <summary>How the call begins that notes where the value stands, as C# writes it; null where nothing asks for that.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the room it takes can be told before it is written.</summary>
    public bool IsBounded => Member is null || BoundedValues.Has(Member.Value);

    /// <summary>Whether it may be null, so that it is left out of a map and of the end of a list.</summary>
    public bool IsOptional => Member?.Value.Nulls is NullState.Allowed or NullState.DefaultArray;
}
