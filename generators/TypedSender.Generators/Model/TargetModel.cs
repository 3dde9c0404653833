using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>What a sender asks of its target besides the address.</summary>
/// <param name="Capabilities">The capabilities as C# writes them.</param>
/// <param name="Durability">The durability as C# writes it; null if nothing says so.</param>
/// <param name="ExpiryPolicy">The expiry policy as C# writes it; null if nothing says so.</param>
/// <param name="TimeoutSeconds">The time after which it expires; null without a policy.</param>
internal sealed record TargetModel(EquatableArray<string> Capabilities, string? Durability, string? ExpiryPolicy, uint? TimeoutSeconds)
{
    /// <summary>Whether messages name their addresses.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether nothing is asked.</summary>
    public bool IsEmpty => Capabilities.IsEmpty && Durability is null && ExpiryPolicy is null && !IsAnonymous;
}
