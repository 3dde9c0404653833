using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

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
                static (syntax, token) => SafeParse.Run(syntax, Parse, token))
            .WithTrackingName(StepNames.Contracts);

        context.RegisterSourceOutput(contracts, static (output, result) =>
        {
            if (result.Failure is { } failure)
            {
                output.ReportDiagnostic(GeneratorFailedRule.Create(failure));
            }
            else if (result.Model is { } contract)
            {
                output.AddSource(HintName.Of(contract.Type.MetadataName, "Contract"), ContractEmitter.Emit(contract));
            }
        });
    }

    private static ContractModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol is INamedTypeSymbol type && FirstDeclaration.Is(context, Attributes.Contract)
            ? ContractParser.Parse(type, context.SemanticModel.Compilation, new Problems(), cancellationToken)
            : null;
}
