using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads how long a value may be from the attributes of System.ComponentModel.DataAnnotations, which only say so: nothing of ours enforces them.</summary>
internal static class LengthAttributes
{
    private const string Namespace = "System.ComponentModel.DataAnnotations.";

    /// <summary>The attribute that bounds a value, and the most characters, bytes or items; null for no bound.</summary>
    public static (AttributeData Attribute, int MaxLength)? Find(IEnumerable<AttributeData> attributes)
    {
        foreach (AttributeData attribute in attributes)
        {
            string name = attribute.AttributeClass is { } type ? Names.WellKnown(type) : string.Empty;
            int index = name == Namespace + "LengthAttribute" ? 1 : 0;
            if (name is Namespace + "MaxLengthAttribute" or Namespace + "StringLengthAttribute" or Namespace + "LengthAttribute"
                && Attributes.Value(Attributes.Positional(attribute, index)) is int and > 0 and var length)
            {
                return (attribute, length);
            }
        }

        return null;
    }
}
