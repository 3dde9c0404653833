using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>The descriptors of a compilation's contracts, to find those that two contracts have. Thread-safe until it reports.</summary>
internal sealed class SharedDescriptors
{
    private readonly ConcurrentQueue<(string Descriptor, INamedTypeSymbol Contract, Location Location)> _all = new();

    public void Add(INamedTypeSymbol contract)
    {
        if (Attributes.Find(contract, Attributes.Contract) is { } attribute)
        {
            Add(contract, attribute);
        }
    }

    public void Add(INamedTypeSymbol contract, AttributeData attribute)
    {
        if (ContractSettings.Text(attribute) is { Length: > 0 } descriptor)
        {
            _all.Enqueue((descriptor, contract, ContractSettings.Where(attribute)));
        }
    }

    /// <summary>Reports every contract but the first by name.</summary>
    public void Report(CompilationAnalysisContext context)
    {
        var sorted = new List<(string Descriptor, INamedTypeSymbol Contract, Location Location)>(_all);
        sorted.Sort(static (left, right) => string.CompareOrdinal(Names.Metadata(left.Contract), Names.Metadata(right.Contract)));
        var first = new Dictionary<string, INamedTypeSymbol>();
        foreach ((string descriptor, INamedTypeSymbol contract, Location location) in sorted)
        {
            if (first.TryGetValue(descriptor, out INamedTypeSymbol? other))
            {
                context.ReportDiagnostic(Diagnostic.Create(ContractRules.SharedDescriptor, location, Names.Display(contract), descriptor, Names.Display(other)));
            }
            else
            {
                first.Add(descriptor, contract);
            }
        }
    }
}
