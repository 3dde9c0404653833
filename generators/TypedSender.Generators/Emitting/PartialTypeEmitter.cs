using System;
using System.Collections.Generic;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Opens a partial type again, with its namespace and the types around it.</summary>
internal static class PartialTypeEmitter
{
    /// <param name="writer">Where the source goes.</param>
    /// <param name="type">The type.</param>
    /// <param name="bases">What the generated part implements; empty for nothing.</param>
    /// <param name="content">Writes what is inside the type.</param>
    /// <param name="attribute">An attribute of the type; null for none.</param>
    public static void Write(SourceWriter writer, PartialType type, string bases, Action content, string? attribute = null)
    {
        if (type.Namespace.Length > 0)
        {
            writer.Line($"namespace {type.Namespace};");
            writer.Line();
        }

        var blocks = new Stack<SourceWriter.Scope>();
        foreach (ContainingType container in type.Containers)
        {
            blocks.Push(writer.Block($"partial {container.Keyword} {container.Name}"));
        }

        if (attribute is not null)
        {
            writer.Line(attribute);
        }

        using (writer.Block($"partial {type.Keyword} {type.Name}{type.TypeParameters}{(bases.Length == 0 ? string.Empty : " : ")}{bases}"))
        {
            content();
        }

        while (blocks.Count > 0)
        {
            blocks.Pop().Dispose();
        }
    }
}
