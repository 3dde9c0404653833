using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>The fields and keys that are bound at one level: each once.</summary>
internal sealed class BoundSlots
{
    private readonly HashSet<(SectionSlot Slot, string Key)> _bound = new();

    public void Add(SectionSlot slot, string key, Location location, DiagnosticBag diagnostics)
    {
        if (!_bound.Add((slot, key)))
        {
            string field = SectionSlots.Field(slot);
            diagnostics.Add(SectionRules.DuplicateBinding, location, key.Length == 0 ? field : field + " " + key);
        }
    }
}
