using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// The constants of interfaces: a sender's own, and behind them those of its base interfaces, nearest first. A base interface speaks for its own methods,
/// for those it inherits, and for those of the interfaces that inherit it.
/// </summary>
internal sealed class InterfaceConstants
{
    private readonly INamedTypeSymbol _sender;
    private readonly DiagnosticBag _diagnostics;
    private readonly SectionScope _scope;
    private readonly List<(INamedTypeSymbol Interface, IReadOnlyList<ConstantBinding> Constants)> _levels = new();

    public InterfaceConstants(INamedTypeSymbol sender, DiagnosticBag diagnostics)
    {
        SectionScope scope = SectionScope.OfSender(sender);
        _scope = scope;
        _sender = sender;
        _diagnostics = diagnostics;
        _levels.Add((sender, ConstantParser.Read(sender, new BoundSlots(), scope, diagnostics)));
        foreach (INamedTypeSymbol inherited in sender.AllInterfaces)
        {
            _levels.Add((inherited, ConstantParser.ReadInherited(inherited, scope, Locations.Of(sender), diagnostics)));
        }
    }

    /// <summary>The constants that apply to a method, each slot once.</summary>
    public EquatableArray<ConstantBinding> Of(IMethodSymbol method)
    {
        var all = new List<(INamedTypeSymbol Interface, ConstantBinding Constant)>();
        foreach ((INamedTypeSymbol level, IReadOnlyList<ConstantBinding> constants) in _levels)
        {
            if (InterfaceInheritance.Joins(level, method.ContainingType))
            {
                foreach (ConstantBinding constant in constants)
                {
                    Add(all, level, constant);
                }
            }
        }

        // Whether a time to live sets other times is the method's choice before it is the interface's.
        bool setsExpiryTimes = _scope.Of(method).SetsExpiryTimes(Array.Empty<AttributeData>());
        return all.ConvertAll(each => each.Constant.Slot == SectionSlot.TimeToLive ? each.Constant with { SetsExpiryTimes = setsExpiryTimes } : each.Constant).ToEquatableArray();
    }

    private void Add(List<(INamedTypeSymbol Interface, ConstantBinding Constant)> all, INamedTypeSymbol level, ConstantBinding constant)
    {
        int nearer = all.FindIndex(other => other.Constant.Slot == constant.Slot && other.Constant.Key == constant.Key);
        if (nearer < 0)
        {
            all.Add((level, constant));
        }
        else if (!InterfaceInheritance.Joins(all[nearer].Interface, level) && all[nearer].Constant != constant)
        {
            string field = SectionSlots.Field(constant.Slot) + (constant.Key.Length == 0 ? string.Empty : " " + constant.Key);
            _diagnostics.Add(SectionRules.DuplicateBinding, Locations.Of(_sender), field, InterfaceInheritance.Conflict(all[nearer].Interface, level));
        }
    }
}
