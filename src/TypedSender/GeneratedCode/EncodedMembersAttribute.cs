using System.ComponentModel;

namespace TypedSender.GeneratedCode;

/// <summary>
/// Names the members that the generator saw when it wrote an encoder. An analyzer, which also sees what other generators add, compares them with those that there are.
/// </summary>
/// <param name="members">Their names, separated by commas.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EncodedMembersAttribute(string members) : Attribute
{
    /// <summary>Their names, separated by commas.</summary>
    public string Members { get; } = members;
}
