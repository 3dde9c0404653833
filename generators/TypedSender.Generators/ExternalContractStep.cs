using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators;

/// <summary>Writes the encoders of contracts that attributes of the assembly make: a look at those attributes, and nothing more where there are none.</summary>
internal static class ExternalContractStep
{
    public static void Register(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult<ContractModel>> contracts = context.CompilationProvider
            .SelectMany(static (compilation, token) => Parse(compilation, token))
            .WithTrackingName(StepNames.ExternalContracts);

        context.RegisterSourceOutput(contracts, static (output, result) =>
            SourceOutput.AddSource(output, result, "Contract", static contract => contract.FileName, ContractEmitter.Emit));
    }

    private static IEnumerable<ParseResult<ContractModel>> Parse(Compilation compilation, CancellationToken cancellationToken)
    {
        IReadOnlyList<ExternalContracts.External> externals = ExternalContracts.Of(compilation.Assembly);
        var results = new List<ParseResult<ContractModel>>();
        foreach (ExternalContracts.External external in externals)
        {
            if (external.Syntax is { } reference)
            {
                results.Add(ParserRunner.Run(
                    reference.GetSyntax(cancellationToken),
                    external.Declaration.Type,
                    () => ExternalParser.Parse(external, compilation, new DiagnosticBag(), cancellationToken)));
            }
        }

        return results;
    }
}
