using System.ComponentModel;

namespace TypedSender.GeneratedCode;

/// <summary>Names a generic contract of an assembly, so that other assemblies write code for the closed types of it that they name.</summary>
/// <param name="type">The full name of the type in metadata, such as <c>Shop.Page`1</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class GenericContractAttribute(string type) : Attribute
{
    /// <summary>The full name of the type in metadata.</summary>
    public string Type { get; } = type;

    /// <summary>A member that is sent and that no other assembly can read; null for none.</summary>
    public string? HiddenMember { get; set; }
}
