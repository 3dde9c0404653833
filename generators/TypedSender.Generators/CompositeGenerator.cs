using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators;

/// <summary>Writes encoders and decoders for the protocol's own composite types (AMQP 1.0, 1.4).</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CompositeGenerator : IIncrementalGenerator
{
    private const string Attribute = "TypedSender.Amqp.AmqpCompositeAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult<CompositeModel>> composites = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Attribute,
                static (_, _) => true,
                static (syntax, token) => ParserRunner.Run(syntax, CompositeParser.Parse, token))
            .WithTrackingName(StepNames.Composites);

        context.RegisterSourceOutput(composites, static (output, result) =>
            SourceOutput.AddSource(output, result, "Composite", static composite => composite.MetadataName, CompositeEmitter.Emit));
    }
}
