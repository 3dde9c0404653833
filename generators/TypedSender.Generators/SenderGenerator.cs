using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators;

/// <summary>Writes the implementations of sender interfaces.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SenderGenerator : IIncrementalGenerator
{
    private const string Attribute = Attributes.Namespace + "." + Attributes.Sender;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult<SenderModel>> senders = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Attribute,
                static (_, _) => true,
                static (syntax, token) => ParserRunner.Run(syntax, Parse, token))
            .WithTrackingName(StepNames.Senders);

        context.RegisterSourceOutput(senders, static (output, result) =>
            SourceOutput.AddSource(output, result, "Sender", static sender => sender.Type.MetadataName, SenderEmitter.Emit));
    }

    private static SenderModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol is INamedTypeSymbol type && FirstDeclaration.Is(context, Attributes.Sender) && LanguageVersions.TooOld(context.TargetNode.SyntaxTree.Options) is null
            ? SenderParser.Parse(type, context.SemanticModel.Compilation, new DiagnosticBag(), cancellationToken)
            : null;
}
