using System;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how the encoder of a contract leaves values of the types that it names to theirs.</summary>
internal static class KnownTypeEmitter
{
    private const string Value = "known";

    /// <summary>Prints the call of the encoder of each type that the contract names; nothing for a contract that names none.</summary>
    /// <param name="writer">Where the source goes.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="call">The call, after the dot, for a variable that holds the value.</param>
    /// <returns>Whether values of the contract itself remain to be written.</returns>
    public static bool Write(SourceWriter writer, ContractModel contract, Func<string, string> call)
        => Write(writer, contract, known => [$"{known.Encoder}.{call(Value)};", "return;"]);

    /// <summary>The same for a method that writes what a contract binds of a section.</summary>
    public static bool WriteMapSection(SourceWriter writer, ContractModel contract, MapSection section)
        => Write(writer, contract, known => [section.Write(known.TypeName, known.Encoder, $"ref writer, ref section, {Value}"), "return;"]);

    /// <summary>The same for the method that writes one member by itself.</summary>
    public static bool WriteMember(SourceWriter writer, ContractModel contract)
        => Write(writer, contract, known => [$"return {Runtime.MemberNaming}.WriteMember<{known.TypeName}, {known.Encoder}>(ref writer, {Value}, index, depth, ref member);"]);

    /// <summary>Prints how a reader leaves what is of a type that the contract names to the reader of that type.</summary>
    /// <param name="writer">Where the source goes.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="name">The contract for exceptions, as C# writes the text.</param>
    public static void WriteRead(SourceWriter writer, ContractModel contract, string name)
    {
        if (contract.KnownTypes.IsEmpty)
        {
            return;
        }

        string key = contract.KnownTypeKey is { } text ? Literals.String(text) : "null";
        writer.Line(contract.KnownTypeKey is null
            ? $"string? mark = {Runtime.KnownTypeReader}.Descriptor(reader, isMessage, {name});"
            : $"string? mark = {Runtime.KnownTypeReader}.Discriminator(reader, isMessage, {name}, {key});");
        using (writer.Block("switch (mark)"))
        {
            foreach (KnownTypeModel known in contract.KnownTypes)
            {
                WriteMarks(writer, known.Marks);
                if (!known.Marks.IsEmpty)
                {
                    using (writer.Indent())
                    {
                        string types = known.IsApart ? $"{known.TypeName}, {known.Encoder}" : known.TypeName;
                        writer.Line($"return {Runtime.KnownTypeReader}.Contract<{types}>(ref reader, isMessage);");
                    }
                }
            }

            WriteOwnMarks(writer, contract);
            writer.Line("default:");
            using (writer.Indent())
            {
                writer.Line($"throw {Runtime.KnownTypeReader}.Unknown(in reader, {name}, {key}, mark);");
            }
        }

        writer.Line();
    }

    /// <summary>The contract itself is what its own mark tells, or what nothing does.</summary>
    private static void WriteOwnMarks(SourceWriter writer, ContractModel contract)
    {
        if (contract.IsAbstract)
        {
            return;
        }

        WriteMarks(writer, contract.OwnMarks);
        if (contract.KnownTypeKey is not null || contract.OwnMarks.IsEmpty)
        {
            writer.Line("case null:");
        }

        using (writer.Indent())
        {
            writer.Line("break;");
        }
    }

    private static void WriteMarks(SourceWriter writer, EquatableArray<string> marks)
    {
        foreach (string mark in marks)
        {
            writer.Line($"case {Literals.String(mark)}:");
        }
    }

    private static bool Write(SourceWriter writer, ContractModel contract, Func<KnownTypeModel, string[]> statements)
    {
        if (contract.KnownTypes.IsEmpty)
        {
            return true;
        }

        if (contract.IsAbstract)
        {
            WriteSwitch(writer, contract, statements);
            return false;
        }

        using (writer.Block($"if (((object)value).GetType() != typeof({contract.Type.FullName}))"))
        {
            WriteSwitch(writer, contract, statements);
        }

        writer.Line();
        return true;
    }

    private static void WriteSwitch(SourceWriter writer, ContractModel contract, Func<KnownTypeModel, string[]> statements)
    {
        using (writer.Block("switch (value)"))
        {
            foreach (KnownTypeModel known in contract.KnownTypes)
            {
                string condition = known.IsExact ? $" when {Value}.GetType() == typeof({known.TypeName})" : string.Empty;
                writer.Line($"case {known.TypeName} {Value}{condition}:");
                using (writer.Indent())
                {
                    Array.ForEach(statements(known), writer.Line);
                }
            }

            writer.Line("default:");
            using (writer.Indent())
            {
                writer.Line($"throw {Runtime.Errors}.UnknownType({Literals.String(contract.Type.DisplayName)}, value);");
            }
        }
    }
}
