using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how a method refuses null at the call.</summary>
internal static class NullCheckEmitter
{
    public static void Write(SourceWriter writer, EquatableArray<ParameterModel> parameters)
    {
        foreach (ParameterModel parameter in parameters)
        {
            if (parameter.NullCheck == NullCheck.Reference)
            {
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter.Name});");
            }
            else if (parameter.NullCheck == NullCheck.TypeParameter)
            {
                using (writer.Block($"if ({parameter.Name} is null)"))
                {
                    writer.Line($"throw new global::System.ArgumentNullException(nameof({parameter.Name}));");
                }

                writer.Line();
            }
        }
    }
}
