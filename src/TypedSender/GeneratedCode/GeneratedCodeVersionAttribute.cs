using System.ComponentModel;

[assembly: TypedSender.GeneratedCode.GeneratedCodeVersion(2)]

namespace TypedSender.GeneratedCode;

/// <summary>Which version of generated code this assembly can run: what generated code calls changes only together with this number.</summary>
/// <param name="version">The version.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GeneratedCodeVersionAttribute(int version) : Attribute
{
    /// <summary>The version.</summary>
    public int Version { get; } = version;
}
