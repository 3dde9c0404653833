using System.ComponentModel;

namespace TypedSender.GeneratedCode;

/// <summary>Marks a contract that can be sent and not read, for which there is no decoder.</summary>
/// <param name="reason">Why, for people.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class NotReadableAttribute(string reason) : Attribute
{
    /// <summary>Why, for people.</summary>
    public string Reason { get; } = reason;
}
