using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators;

/// <summary>Writes the encoders of contracts.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractGenerator : IIncrementalGenerator
{
    private const string Attribute = Attributes.Namespace + "." + Attributes.Contract;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult<ContractModel>> contracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Attribute,
                static (_, _) => true,
                static (syntax, token) => ParserRunner.Run(syntax, Parse, token))
            .WithTrackingName(StepNames.Contracts);

        context.RegisterSourceOutput(contracts, static (output, result) =>
            SourceOutput.AddSource(output, result, "Contract", static contract => contract.FileName, ContractEmitter.Emit));

        ExternalContractStep.Register(context);
    }

    private static ContractModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol is INamedTypeSymbol type && FirstDeclaration.Is(context, Attributes.Contract) && LanguageVersions.TooOld(context.TargetNode.SyntaxTree.Options) is null
            ? ContractParser.Parse(type, context.SemanticModel.Compilation, new DiagnosticBag(), cancellationToken)
            : null;
}
