using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how the bytes of a raw contract are written; where they may be null, null is no bytes.</summary>
internal static class RawBodyEmitter
{
    public static void Write(SourceWriter writer, LocalNames names, ValueEmitter values, MemberModel member)
    {
        string access = member.Access("value.");
        if (member.Value.Kind is ValueKind.Stream or ValueKind.Pipe)
        {
            string stream = MemberVariable.Declare(writer, names, member, access);
            string conversion = member.Value.Kind == ValueKind.Stream ? string.Empty : member.Value.Nulls == NullState.Forbidden ? ".AsStream()" : "?.AsStream()";
            writer.Line($"{Runtime.StreamEncoder}.Write(ref writer, {stream}{conversion}, {Literals.String(member.DisplayName)});");
            return;
        }

        if (member.Value.Nulls is NullState.Never or NullState.Forbidden)
        {
            values.Write(member.Value, MemberVariable.Declare(writer, names, member, access), member.DisplayName);
            return;
        }

        string name = names.New(member.Name);
        using (writer.Block(ValueEmitter.NotNull(member.Value, access, name)))
        {
            values.Write(member.Value, name, member.DisplayName);
        }

        using (writer.Block("else"))
        {
            writer.Line("writer.WriteBinary(global::System.ReadOnlySpan<byte>.Empty);");
        }
    }
}
