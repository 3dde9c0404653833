using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>A member that is read, and the variable that holds it: null, or the default array, until it has been read.</summary>
/// <param name="Read">How it gets its value.</param>
/// <param name="Variable">The variable.</param>
/// <param name="Value">Its type.</param>
/// <param name="DisplayName">The contract and the member.</param>
/// <param name="Owner">The base type that it is set through; null where nothing hides it.</param>
/// <param name="Outside">Where it travels, for people, if that is outside the body alone; otherwise null.</param>
internal sealed record DecodedMember(ReadMemberModel Read, string Variable, ValueModel Value, string DisplayName, string? Owner, string? Outside)
{
    /// <summary>Whether nothing is as good as null.</summary>
    public bool AllowsNull => Value.Nulls is NullState.Allowed or NullState.DefaultArray;

    /// <summary>The declaration of the variable.</summary>
    public string Declaration => Value.Absent is { } absent ? $"{Value.DeclaredName} {Variable} = {absent};" : $"{Value.DeclaredName}? {Variable} = null;";
}
