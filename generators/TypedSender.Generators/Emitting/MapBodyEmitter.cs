using System.Globalization;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how a contract is written as a map: names to values, null members left out.</summary>
internal static class MapBodyEmitter
{
    public static void Write(SourceWriter writer, ContractModel contract)
    {
        var names = new LocalNames("writer", "value", "depth", "scope", "count");
        var values = new ValueEmitter(writer, names, borrows: true, depth: "depth + 1");
        int always = 0;
        foreach (MemberModel member in contract.Members)
        {
            always += IsOptional(member) ? 0 : 2;
        }

        writer.Line("var scope = writer.BeginMap();");
        writer.Line($"int count = {always.ToString(CultureInfo.InvariantCulture)};");
        foreach (MemberModel member in contract.Members)
        {
            writer.Line();
            Write(writer, names, values, member);
        }

        writer.Line();
        writer.Line("writer.EndMap(scope, count);");
    }

    private static bool IsOptional(MemberModel member) => member.Value.Nulls is NullState.Allowed or NullState.DefaultArray;

    private static void Write(SourceWriter writer, LocalNames names, ValueEmitter values, MemberModel member)
    {
        string access = "value." + member.Name;
        string key = $"writer.WriteUtf8String({Literals.String(member.Key)}u8);";
        if (IsOptional(member))
        {
            string name = names.New(member.Name);
            using (writer.Block(ValueEmitter.NotNull(member.Value, access, name)))
            {
                writer.Line(key);
                values.Write(member.Value, name, member.DisplayName);
                writer.Line("count += 2;");
            }

            return;
        }

        writer.Line(key);
        values.Write(member.Value, MemberVariable.Declare(writer, names, member, access), member.DisplayName);
    }
}
