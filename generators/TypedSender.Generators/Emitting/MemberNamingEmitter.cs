using System.Collections.Generic;
using System.Globalization;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// Prints <c>WriteMember</c>, which writes one member by itself. It is called once an encoder has failed, to find out which member was the cause: encoders
/// themselves spend nothing on that.
/// </summary>
internal static class MemberNamingEmitter
{
    /// <summary>Prints the method of a contract's encoder, unless every member can be sent whatever it holds, or names itself when it cannot.</summary>
    public static void Write(SourceWriter writer, ContractModel contract)
    {
        var members = new List<MemberModel>();
        foreach (MemberModel member in contract.Members)
        {
            Add(members, member);
        }

        foreach (ValueBinding binding in contract.Bindings)
        {
            Add(members, Placed(binding));
        }

        if (members.Count == 0 && contract.KnownTypes.IsEmpty)
        {
            return;
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public static bool WriteMember(ref {Runtime.Writer} writer, in {contract.Type.FullName} value, int index, int depth, ref string member)"))
        {
            if (!KnownTypeEmitter.WriteMember(writer, contract))
            {
                return;
            }

            using (writer.Block("switch (index)"))
            {
                var names = new LocalNames("writer", "value", "index", "depth", "member");
                WriteCases(writer, names, members, "value.", "depth + 1");
                WriteDefault(writer);
            }
        }
    }

    /// <summary>Prints the method of a message struct: the arguments, and the contract after them.</summary>
    /// <param name="writer">Where the source goes.</param>
    /// <param name="method">The method, its arguments named as in the struct.</param>
    /// <param name="body">Its body, likewise.</param>
    public static void Write(SourceWriter writer, SenderMethodModel method, BodyModel body)
    {
        var members = new List<MemberModel>();
        var names = new LocalNames("writer", "index", "member", body.Name);
        foreach (ValueBinding binding in method.Bindings)
        {
            Add(members, Placed(binding));
            names.Take(binding.Name);
        }

        writer.Line();
        using (writer.Block($"public bool WriteMember(ref {Runtime.Writer} writer, int index, ref string member)"))
        {
            using (writer.Block("switch (index)"))
            {
                WriteCases(writer, names, members, string.Empty, "0");
                writer.Line($"case {Number(members.Count)}:");
                using (writer.Indent())
                {
                    writer.Line($"{Runtime.MemberNaming}.WriteMembers<{body.Contract}, {body.Encoder}>({body.Name}{(body is { IsList: true, ContractCanBeNull: true } ? "!" : string.Empty)});");
                    writer.Line("return true;");
                }

                WriteDefault(writer);
            }
        }
    }

    private static void WriteCases(SourceWriter writer, LocalNames names, List<MemberModel> members, string prefix, string depth)
    {
        var values = new ValueEmitter(writer, names, borrows: false, depth, namesMembers: true);
        for (int i = 0; i < members.Count; i++)
        {
            writer.Line($"case {Number(i)}:");
            using (writer.Block(string.Empty))
            {
                writer.Line($"member = {Literals.String(members[i].DisplayName)};");
                WriteValue(writer, names, values, members[i], members[i].Access(prefix));
                writer.Line("return true;");
            }
        }
    }

    private static void WriteValue(SourceWriter writer, LocalNames names, ValueEmitter values, MemberModel member, string access)
    {
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
    }

    private static void WriteDefault(SourceWriter writer)
    {
        writer.Line("default:");
        using (writer.Indent())
        {
            writer.Line("return false;");
        }
    }

    private static void Add(List<MemberModel> members, MemberModel member)
    {
        if (CanFail(member.Value))
        {
            members.Add(member);
        }
    }

    /// <summary>A member or argument outside the body, written as its place demands.</summary>
    private static MemberModel Placed(ValueBinding binding)
    {
        ValueModel value = binding.Slot is SectionSlot.ContentType or SectionSlot.ContentEncoding && binding.Value.Kind == ValueKind.String
            ? binding.Value with { Kind = ValueKind.StringAsSymbol }
            : binding.Value;
        return new MemberModel(binding.Name, binding.DisplayName, binding.Key, -1, value) { Owner = binding.Owner };
    }

    /// <summary>Whether a value of the type may be such that it cannot be sent, and the exception does not say of which member it is.</summary>
    private static bool CanFail(ValueModel value) => value.Kind switch
    {
        ValueKind.String or ValueKind.StringAsSymbol or ValueKind.Symbol or ValueKind.Char or ValueKind.Uri or ValueKind.MessageId
            or ValueKind.Formatted or ValueKind.Contract or ValueKind.Untyped => true,
        ValueKind.List or ValueKind.Array => CanFail(value.Element!),
        ValueKind.Map => CanFail(value.Key!) || CanFail(value.Element!),
        _ => false,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
