using System.ComponentModel;

namespace TypedSender.GeneratedCode;

/// <summary>Marks a contract that can be sent and not read, for which there is no decoder: the contract itself, or the assembly that makes a type of another one a contract.</summary>
/// <param name="reason">Why, for people.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Assembly, Inherited = false, AllowMultiple = true)]
public sealed class NotReadableAttribute(string reason) : Attribute
{
    /// <summary>Why, for people.</summary>
    public string Reason { get; } = reason;

    /// <summary>The type, as C# writes its full name, where the attribute marks an assembly; otherwise null.</summary>
    public string? Type { get; set; }
}
