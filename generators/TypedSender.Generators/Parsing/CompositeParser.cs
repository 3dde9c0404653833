using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads an annotated composite type into its model.</summary>
internal static class CompositeParser
{
    /// <summary>The full name of the attribute.</summary>
    public const string Attribute = "TypedSender.Amqp.AmqpCompositeAttribute";

    public static CompositeModel Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (!type.DeclaringSyntaxReferences.Any(reference => ((TypeDeclarationSyntax)reference.GetSyntax(cancellationToken)).Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            throw new ParseException("a composite type must be partial");
        }

        if (type.ContainingType is not null || type.IsGenericType)
        {
            throw new ParseException("a composite type must be neither nested nor generic");
        }

        AttributeData attribute = type.GetAttributes().First(static each => each.AttributeClass is { } attributeType && Names.WellKnown(attributeType) == Attribute);
        var descriptor = (string)attribute.ConstructorArguments[0].Value!;
        if (descriptor.Split(':').Length != 3)
        {
            throw new ParseException($"its descriptor '{descriptor}' is not of the form domain:name:type");
        }

        EquatableArray<CompositeFieldModel> fields = Fields(type, cancellationToken).ToEquatableArray();
        return new CompositeModel(
            type.ContainingNamespace.ToDisplayString(),
            Keyword(type),
            type.Name,
            $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}",
            descriptor,
            (ulong)attribute.ConstructorArguments[1].Value!,
            type.IsValueType,
            fields.IsEmpty && type.GetMembers("Instance").Any(static member => member.IsStatic),
            BaseMembers(type, "Encode").Any(static member => member.IsAbstract),
            BaseMembers(type, "Decode").Any(static member => member.IsStatic),
            fields);
    }

    private static string Keyword(INamedTypeSymbol type)
        => (type.IsRecord, type.IsValueType) switch
        {
            (true, true) => "record struct",
            (true, false) => "record",
            (false, true) => "struct",
            _ => "class",
        };

    private static IEnumerable<ISymbol> BaseMembers(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers(name))
            {
                yield return member;
            }
        }
    }

    private static List<CompositeFieldModel> Fields(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var fields = new List<CompositeFieldModel>();
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (AttributeData attribute in property.GetAttributes())
            {
                if (attribute.AttributeClass?.ToDisplayString() == "TypedSender.Amqp.AmqpFieldAttribute")
                {
                    fields.Add(CompositeFieldParser.Parse(property, attribute));
                }
            }
        }

        fields.Sort(static (left, right) => left.Index.CompareTo(right.Index));
        for (int i = 0; i < fields.Count; i++)
        {
            if (fields[i].Index != i)
            {
                throw new ParseException($"its field indexes must run from 0 without gaps; '{fields[i].Name}' has {fields[i].Index} where {i} was expected");
            }
        }

        return fields;
    }
}
