using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;

namespace TypedSender.Generators;

/// <summary>Writes the implementations of management interfaces.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ManagementGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult<ManagementModel>> managements = AnnotatedTypes.Parse(
            context,
            Attributes.Namespace + "." + Attributes.Management,
            StepNames.Managements,
            ManagementParser.Parse);

        context.RegisterSourceOutput(managements, static (output, result) =>
            SourceOutput.AddSource(output, result, "Management", static management => management.Type.MetadataName, ManagementEmitter.Emit));
    }
}
