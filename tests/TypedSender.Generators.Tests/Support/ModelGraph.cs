using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Tests.Support;

/// <summary>Walks everything that a model reaches: a model that held a symbol would keep a whole compilation alive and never be equal to the next.</summary>
internal static class ModelGraph
{
    public static void AssertFreeOfTheCompiler(IEnumerable<(object Value, IncrementalStepRunReason Reason)> steps)
    {
        foreach ((object value, _) in steps)
        {
            Walk(value, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    /// <summary>Fails at the first object of the compiler.</summary>
    public static void Walk(object? node, HashSet<object> seen)
    {
        if (node is null || node is string || node.GetType().IsPrimitive || node.GetType().IsEnum || !seen.Add(node))
        {
            return;
        }

        Assert.False(
            node is ISymbol or Compilation or SyntaxNode or SyntaxTree or SemanticModel or Location or Diagnostic or AttributeData,
            $"The model holds a {node.GetType()}.");
        if (node is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, seen);
            }
        }

        for (Type? type = node.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(node), seen);
            }
        }
    }
}
