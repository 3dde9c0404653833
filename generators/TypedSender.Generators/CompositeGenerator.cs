using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;

namespace TypedSender.Generators;

/// <summary>Writes encoders and decoders for the protocol's own composite types (AMQP 1.0, 1.4).</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CompositeGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult<CompositeModel>> composites = AnnotatedTypes.Parse(
            context,
            CompositeParser.Attribute,
            StepNames.Composites,
            static (type, _, _, token) => CompositeParser.Parse(type, token));

        context.RegisterSourceOutput(composites, static (output, result) =>
            SourceOutput.AddSource(output, result, "Composite", static composite => composite.MetadataName, CompositeEmitter.Emit));
    }
}
