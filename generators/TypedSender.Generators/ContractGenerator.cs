using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;

namespace TypedSender.Generators;

/// <summary>Writes the encoders of contracts.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult<ContractModel>> contracts = AnnotatedTypes.Parse(
            context,
            Attributes.Namespace + "." + Attributes.Contract,
            StepNames.Contracts,
            ContractParser.Parse);

        context.RegisterSourceOutput(contracts, static (output, result) =>
            SourceOutput.AddSource(output, result, "Contract", static contract => contract.FileName, ContractEmitter.Emit));

        ExternalContractStep.Register(context);
        ClosedContractStep.Register(context);
    }
}
