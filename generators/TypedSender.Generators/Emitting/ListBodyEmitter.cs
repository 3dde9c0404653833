using System.Collections.Generic;
using System.Globalization;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how a contract is written as a list: each member at its number, null at numbers nobody has, trailing nulls left out.</summary>
internal static class ListBodyEmitter
{
    public static void Write(SourceWriter writer, ContractModel contract)
    {
        var names = new LocalNames("writer", "value", "depth", "scope", "count");
        var values = new ValueEmitter(writer, names, borrows: true, depth: "depth + 1");
        var members = new List<MemberModel>(contract.Members);
        members.Sort(static (left, right) => left.Order.CompareTo(right.Order));
        int firstTrailing = FirstTrailing(members);
        string[] variables = DeclareTrailing(writer, names, members, firstTrailing);
        writer.Line($"int count = {Count(members, variables, firstTrailing)};");
        writer.Line("var scope = writer.BeginList();");
        int place = 0;
        for (int i = 0; i < members.Count; i++)
        {
            writer.Line();
            bool trailing = i >= firstTrailing;
            int skipped = members[i].Order - place;
            place = members[i].Order + 1;
            if (!trailing)
            {
                WriteNulls(writer, skipped);
                WriteMember(writer, names, values, members[i]);
                continue;
            }

            using (writer.Block($"if (count > {Number(members[i].Order)})"))
            {
                WriteNulls(writer, skipped);
                values.WriteOrNull(members[i].Value, variables[i], members[i].DisplayName);
            }
        }

        writer.Line();
        writer.Line("writer.EndList(scope, count);");
    }

    /// <summary>The first of the members at the end that can all be null.</summary>
    private static int FirstTrailing(List<MemberModel> members)
    {
        int first = members.Count;
        while (first > 0 && members[first - 1].Value.Nulls is NullState.Allowed or NullState.DefaultArray)
        {
            first--;
        }

        return first;
    }

    private static string[] DeclareTrailing(SourceWriter writer, LocalNames names, List<MemberModel> members, int firstTrailing)
    {
        var variables = new string[members.Count];
        for (int i = firstTrailing; i < members.Count; i++)
        {
            variables[i] = names.New(members[i].Name);
            writer.Line($"var {variables[i]} = value.{members[i].Name};");
        }

        return variables;
    }

    /// <summary>The number of elements: up to the last one that is not null.</summary>
    private static string Count(List<MemberModel> members, string[] variables, int firstTrailing)
    {
        int certain = firstTrailing == 0 ? 0 : members[firstTrailing - 1].Order + 1;
        string count = Number(certain);
        for (int i = firstTrailing; i < members.Count; i++)
        {
            string present = members[i].Value.Nulls == NullState.DefaultArray ? $"!{variables[i]}.IsDefault" : $"{variables[i]} is not null";
            count = $"{present} ? {Number(members[i].Order + 1)} : {count}";
        }

        return count;
    }

    private static void WriteMember(SourceWriter writer, LocalNames names, ValueEmitter values, MemberModel member)
    {
        string access = "value." + member.Name;
        if (member.Value.Nulls is NullState.Allowed or NullState.DefaultArray)
        {
            values.WriteOrNull(member.Value, access, member.DisplayName);
        }
        else
        {
            values.Write(member.Value, MemberVariable.Declare(writer, names, member, access), member.DisplayName);
        }
    }

    private static void WriteNulls(SourceWriter writer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            writer.Line("writer.WriteNull();");
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
