using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators;

/// <summary>Writes the implementations of management interfaces.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ManagementGenerator : IIncrementalGenerator
{
    private const string Attribute = Attributes.Namespace + "." + Attributes.Management;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult<ManagementModel>> managements = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Attribute,
                static (_, _) => true,
                static (syntax, token) => ParserRunner.Run(syntax, Parse, token))
            .WithTrackingName(StepNames.Managements);

        context.RegisterSourceOutput(managements, static (output, result) =>
            SourceOutput.AddSource(output, result, "Management", static management => management.Type.MetadataName, ManagementEmitter.Emit));
    }

    private static ManagementModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol is INamedTypeSymbol type && FirstDeclaration.Is(context, Attributes.Management) && LanguageVersions.TooOld(context.TargetNode.SyntaxTree.Options) is null
            ? ManagementParser.Parse(type, context.SemanticModel.Compilation, new DiagnosticBag(), cancellationToken)
            : null;
}
