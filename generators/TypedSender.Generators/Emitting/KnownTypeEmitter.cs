using System;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how the encoder of a contract leaves values of the types that it names to theirs.</summary>
internal static class KnownTypeEmitter
{
    /// <summary>Prints the call of the encoder of each type that the contract names; nothing for a contract that names none.</summary>
    /// <param name="writer">Where the source goes.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="call">The call, after the dot, for a variable that holds the value.</param>
    /// <param name="returns">Whether the method returns what the call does.</param>
    /// <returns>Whether values of the contract itself remain to be written.</returns>
    public static bool Write(SourceWriter writer, ContractModel contract, Func<string, string> call, bool returns = false)
    {
        if (contract.KnownTypes.IsEmpty)
        {
            return true;
        }

        if (contract.IsAbstract)
        {
            WriteSwitch(writer, contract, call, returns);
            return false;
        }

        using (writer.Block($"if (((object)value).GetType() != typeof({contract.Type.FullName}))"))
        {
            WriteSwitch(writer, contract, call, returns);
        }

        writer.Line();
        return true;
    }

    private static void WriteSwitch(SourceWriter writer, ContractModel contract, Func<string, string> call, bool returns)
    {
        using (writer.Block("switch (value)"))
        {
            foreach (KnownTypeModel known in contract.KnownTypes)
            {
                string condition = known.IsExact ? $" when known.GetType() == typeof({known.TypeName})" : string.Empty;
                writer.Line($"case {known.TypeName} known{condition}:");
                using (writer.Indent())
                {
                    writer.Line($"{(returns ? "return " : string.Empty)}{known.Encoder}.{call("known")};");
                    if (!returns)
                    {
                        writer.Line("return;");
                    }
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
