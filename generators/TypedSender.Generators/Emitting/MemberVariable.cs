using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Reads a member once: a getter may be anything.</summary>
internal static class MemberVariable
{
    /// <summary>Declares a variable where the member is used more than once or must not be null, and returns the expression to use.</summary>
    public static string Declare(SourceWriter writer, LocalNames names, MemberModel member, string access)
    {
        bool manyUses = member.Value.Kind is ValueKind.List or ValueKind.Array or ValueKind.Map or ValueKind.EnumName or ValueKind.EnumNameAsSymbol;
        if (member.Value.Nulls != NullState.Forbidden && !manyUses)
        {
            return access;
        }

        string name = names.New(member.Name);
        writer.Line($"var {name} = {(member.Value.Nulls == NullState.Forbidden ? BoundedValues.Required(member, access) : access)};");
        return name;
    }
}
