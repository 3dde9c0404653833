using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>The fields and keys that are bound at one level: each once.</summary>
internal sealed class BoundSlots
{
    private readonly HashSet<(SectionSlot Slot, string Key)> _bound = new();

    public void Add(SectionPlace place, Location location, DiagnosticBag diagnostics)
    {
        if (!_bound.Add((place.Slot, place.Key)))
        {
            diagnostics.Add(SectionRules.DuplicateBinding, location, place.Display(), SectionRules.Twice);
        }
    }
}
