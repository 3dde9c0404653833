using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads an annotated property of a composite type into its model.</summary>
internal static class CompositeFieldParser
{
    private const string Symbol = "TypedSender.Amqp.AmqpSymbol";

    public static CompositeFieldModel Parse(IPropertySymbol property, AttributeData attribute)
    {
        var index = (int)attribute.ConstructorArguments[0].Value!;
        var name = (string)attribute.ConstructorArguments[1].Value!;
        bool nullable = property.Type.NullableAnnotation == NullableAnnotation.Annotated;
        ITypeSymbol type = Unwrap(property.Type);
        string specificationType = Named(attribute, "Type") as string ?? InferType(type, name);
        CompositeFieldKind kind = Kind(specificationType, type, Named(attribute, "Multiple") is true);
        CompositeFieldShape shape = Shape(kind, type)
            ?? throw new ParseException($"the field '{name}' of type {specificationType} cannot be held by a {type.ToDisplayString()}");
        bool mandatory = Named(attribute, "Mandatory") is true;
        string? defaultValue = Default(attribute, type);
        if (!mandatory && !nullable && defaultValue is null && shape != CompositeFieldShape.Optional)
        {
            throw new ParseException($"the field '{name}' is neither mandatory nor has it a default, so its property must be nullable");
        }

        return new CompositeFieldModel(
            index,
            name,
            specificationType,
            property.Name,
            Local(property.Name),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            kind,
            shape,
            nullable,
            mandatory,
            defaultValue,
            shape == CompositeFieldShape.Enum ? Choices(type, name) : 0);
    }

    private static object? Named(AttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private static ITypeSymbol Unwrap(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);

    private static string InferType(ITypeSymbol type, string field)
        => type.SpecialType switch
        {
            SpecialType.System_Boolean => "boolean",
            SpecialType.System_Byte => "ubyte",
            SpecialType.System_UInt16 => "ushort",
            SpecialType.System_UInt32 => "uint",
            SpecialType.System_UInt64 => "ulong",
            SpecialType.System_String => "string",
            _ => Display(type) switch
            {
                Symbol or Symbol + "[]" => "symbol",
                "System.DateTimeOffset" => "timestamp",
                "System.ReadOnlyMemory<byte>" => "binary",
                _ => throw new ParseException($"the field '{field}' must name its type"),
            },
        };

    private static CompositeFieldKind Kind(string specificationType, ITypeSymbol type, bool multiple)
    {
        CompositeFieldKind kind = specificationType != CompositeFieldTypes.Any ? CompositeFieldTypes.KindOf(specificationType)
            : type.SpecialType == SpecialType.System_String ? CompositeFieldKind.String
            : CompositeFieldKind.Encodable;
        return !multiple ? kind
            : kind == CompositeFieldKind.Symbol ? CompositeFieldKind.SymbolArray
            : throw new ParseException("only symbols can be multiple");
    }

    private static CompositeFieldShape? Shape(CompositeFieldKind kind, ITypeSymbol type)
    {
        string name = Display(type);
        return kind switch
        {
            CompositeFieldKind.Boolean when type.TypeKind == TypeKind.Enum => CompositeFieldShape.Enum,
            CompositeFieldKind.UByte or CompositeFieldKind.UInt when IsEnumOver(kind, type) => CompositeFieldShape.Enum,
            CompositeFieldKind.Symbol when type.SpecialType == SpecialType.System_String => CompositeFieldShape.SymbolText,
            CompositeFieldKind.Binary when name == "System.ReadOnlyMemory<byte>" => CompositeFieldShape.Memory,
            CompositeFieldKind.Encodable => EncodableShape(type),
            _ => name == PlainType(kind) ? CompositeFieldShape.Plain : null,
        };
    }

    private static bool IsEnumOver(CompositeFieldKind kind, ITypeSymbol type)
        => type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } && Display(underlying) == PlainType(kind);

    private static string? PlainType(CompositeFieldKind kind)
        => kind switch
        {
            CompositeFieldKind.Boolean => "bool",
            CompositeFieldKind.UByte => "byte",
            CompositeFieldKind.UShort => "ushort",
            CompositeFieldKind.UInt => "uint",
            CompositeFieldKind.ULong => "ulong",
            CompositeFieldKind.String => "string",
            CompositeFieldKind.Symbol => Symbol,
            CompositeFieldKind.SymbolArray => Symbol + "[]",
            CompositeFieldKind.Timestamp => "System.DateTimeOffset",
            CompositeFieldKind.Map => "TypedSender.Amqp.AmqpMap",
            _ => null,
        };

    /// <summary>Such a type is itself a composite, or has an encoder and a decoder written by hand.</summary>
    private static CompositeFieldShape? EncodableShape(ITypeSymbol type)
    {
        bool encodable = type.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "AmqpCompositeAttribute")
            || (type.GetMembers("Encode").Length > 0 && type.GetMembers("Decode").Any(static member => member.IsStatic));
        return !encodable ? null
            : type.IsValueType && type.GetMembers("IsNone").Length > 0 ? CompositeFieldShape.Optional
            : CompositeFieldShape.Plain;
    }

    private static int Choices(ITypeSymbol type, string field)
    {
        IFieldSymbol[] members = type.GetMembers().OfType<IFieldSymbol>().Where(static member => member.HasConstantValue).ToArray();
        for (int i = 0; i < members.Length; i++)
        {
            if (Convert.ToInt64(members[i].ConstantValue, CultureInfo.InvariantCulture) != i)
            {
                throw new ParseException($"the values of the enum of the field '{field}' must run from 0 without gaps");
            }
        }

        return members.Length;
    }

    private static string? Default(AttributeData attribute, ITypeSymbol type)
    {
        object? value = Named(attribute, "Default");
        if (value is null)
        {
            return null;
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            IFieldSymbol member = type.GetMembers().OfType<IFieldSymbol>().First(field => Equals(field.ConstantValue, value));
            return $"{type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{member.Name}";
        }

        return value switch
        {
            bool truth => truth ? "true" : "false",
            string text => SymbolDisplay.FormatLiteral(text, quote: true),
            ushort number => "(ushort)" + number.ToString(CultureInfo.InvariantCulture),
            byte number => "(byte)" + number.ToString(CultureInfo.InvariantCulture),
            uint number => number.ToString(CultureInfo.InvariantCulture) + "u",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new ParseException($"a default of type {value.GetType().Name} is not supported"),
        };
    }

    private static string Local(string property)
    {
        string name = char.ToLowerInvariant(property[0]) + property.Substring(1);
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
}
