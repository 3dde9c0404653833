using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>The constants of interfaces: a sender's own, and behind them those of the base interface that declares a method.</summary>
internal sealed class InterfaceConstants
{
    private readonly INamedTypeSymbol _sender;
    private readonly IReadOnlyList<ConstantBinding> _own;

    public InterfaceConstants(INamedTypeSymbol sender, Problems problems)
    {
        _sender = sender;
        _own = ConstantParser.Read(sender, new BoundSlots(), problems);
    }

    /// <summary>The constants that apply to a method, each slot once.</summary>
    public EquatableArray<ConstantBinding> Of(IMethodSymbol method)
    {
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType, _sender))
        {
            return _own.ToEquatableArray();
        }

        var all = new List<ConstantBinding>(_own);
        foreach (ConstantBinding inherited in ConstantParser.Read(method.ContainingType, new BoundSlots(), new Problems()))
        {
            if (!all.Exists(nearer => nearer.Slot == inherited.Slot && nearer.Key == inherited.Key))
            {
                all.Add(inherited);
            }
        }

        return all.ToEquatableArray();
    }
}
