using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Pipeline;

namespace TypedSender.Generators;

/// <summary>Writes the encoders of closed types of generic contracts; a look at the names of generic contracts, and nothing more where there are none.</summary>
internal static class ClosedContractStep
{
    public static void Register(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult<ContractModel>> contracts = context.CompilationProvider
            .Select(new ClosedContractFiles().Of)
            .SelectMany(static (results, _) => results)
            .WithTrackingName(StepNames.ClosedContracts);

        context.RegisterSourceOutput(contracts, static (output, result) =>
            SourceOutput.AddSource(output, result, "Contract", static contract => contract.FileName, ContractEmitter.Emit));
    }
}
