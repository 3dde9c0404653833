using System.ComponentModel;

namespace TypedSender.GeneratedCode;

/// <summary>Marks generated code that only compiles, because the annotated code breaks a rule: one message says so in place of many.</summary>
/// <param name="rule">The id of the rule, such as <c>TSND0401</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Method)]
public sealed class GeneratedStubAttribute(string rule) : Attribute
{
    /// <summary>The id of the rule.</summary>
    public string Rule { get; } = rule;
}
