using System.ComponentModel;
using TypedSender.Amqp;

[assembly: TypedSender.GeneratedCode.GeneratedCodeVersion(ProductInfo.GeneratedCodeVersion, Oldest = ProductInfo.OldestGeneratedCodeVersion)]

namespace TypedSender.GeneratedCode;

/// <summary>
/// The version of generated code: on TypedSender, the newest that it runs; on an assembly that holds generated code, that of the code. What generated code calls changes
/// only together with this number, so a library of contracts that was built with one version of TypedSender runs with later ones that still run its number.
/// </summary>
/// <param name="version">The version.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GeneratedCodeVersionAttribute(int version) : Attribute
{
    /// <summary>The version.</summary>
    public int Version { get; } = version;

    /// <summary>On TypedSender, the oldest version that it still runs; 0 elsewhere.</summary>
    public int Oldest { get; set; }
}
