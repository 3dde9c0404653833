using System.Collections.Generic;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>The values whose positions the generated code notes: the group-id and the annotations by which a broker may route an envelope.</summary>
internal static class NotedPlaces
{
    private static readonly HashSet<string> Annotations = FindAnnotations();

    /// <summary>How the call begins that notes a place, as C# writes it; null for places that no envelope is routed by.</summary>
    /// <param name="slot">The place.</param>
    /// <param name="key">Its key in a map; empty for a field.</param>
    public static string? Note(SectionSlot slot, string key) => slot switch
    {
        SectionSlot.GroupId => $"{Runtime.Notes}.GroupId(in writer, ",
        SectionSlot.MessageAnnotation when Annotations.Contains(key) => $"{Runtime.Notes}.Annotation(in writer, {Literals.String(key)}u8, ",
        _ => null,
    };

    private static HashSet<string> FindAnnotations()
    {
        var annotations = new HashSet<string>();
        foreach (BrokerProfile profile in BrokerProfiles.All)
        {
            annotations.Add(profile.Envelopes.PartitionKey);
        }

        return annotations;
    }
}
