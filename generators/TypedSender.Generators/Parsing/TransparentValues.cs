using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds out how transparent types are written, and checks the attributes that make types transparent.</summary>
internal static class TransparentValues
{
    /// <summary>How the value is written that a type wraps; null if the type cannot be sent so, which is then reported, here or at the attribute.</summary>
    /// <param name="type">The wrapper.</param>
    /// <param name="transparent">What is said of it.</param>
    /// <param name="assembly">The assembly that reads and writes the value.</param>
    /// <param name="parse">Parses the value by the attributes of its member.</param>
    /// <param name="location">Where the wrapper is used.</param>
    /// <param name="member">The member or parameter, for people.</param>
    /// <param name="diagnostics">What is found.</param>
    public static ValueModel? Parse(
        INamedTypeSymbol type, TransparentType transparent, IAssemblySymbol assembly, System.Func<ITypeSymbol, ValueOptions, ValueModel> parse, Location location, string member, DiagnosticBag diagnostics)
    {
        if (transparent.Obstacle is { } obstacle)
        {
            // In source the attribute itself is reported, once for all who use the type.
            if (type.DeclaringSyntaxReferences.Length > 0)
            {
                diagnostics.RequireStub(MemberRules.NotTransparent.Id);
            }
            else
            {
                diagnostics.Add(MemberRules.NotTransparent, location, Names.Display(type), $"in '{member}' ", obstacle);
            }

            return null;
        }

        IReadOnlyList<AttributeData> attributes = MemberAttributes.Of(transparent.Member!);
        ValueOptions own = ValueOptions.Of(transparent.Member!, attributes);
        if (Attributes.Find(attributes, Attributes.Formatter) is { } attribute && FormatterParser.Of(attribute) is { } formatter && FormatterParser.Obstacle(formatter, type.ContainingAssembly) is null)
        {
            own = own with { Formatter = formatter };
        }

        ValueModel value = parse(Nullability.OfMember(transparent.Member!, attributes), own);
        return value with { Wrapper = new WrapperModel(Names.FullName(type), NullState.Never, Names.Escape(transparent.Member!.Name), value.Wrapper) { Making = WrapperMaking.Of(type, transparent, assembly), ValueName = Names.FullName(transparent.Value!) } };
    }

    /// <summary>A value whose type may be null as told: of a wrapper, what it wraps may be null besides.</summary>
    public static ValueModel WithNulls(ValueModel value, NullState nulls, bool isUnsaid)
        => value.Wrapper is not { } wrapper ? value with { Nulls = nulls, IsUnsaid = isUnsaid }
            : value with { Wrapper = wrapper with { Nulls = nulls, IsUnsaid = isUnsaid }, Nulls = Combined(value.Nulls, nulls) };

    /// <summary>Reports an attribute by which a type cannot be transparent.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="marked">The type that it marks; null where it stands on an assembly.</param>
    /// <param name="assembly">The assembly that it stands in.</param>
    /// <param name="fallback">Where it stands.</param>
    /// <param name="report">Takes what is found.</param>
    public static void Check(AttributeData attribute, INamedTypeSymbol? marked, IAssemblySymbol assembly, Location fallback, System.Action<Diagnostic> report)
    {
        ITypeSymbol? named = TransparentType.Named(attribute);
        ITypeSymbol? type = marked ?? named;
        if (attribute.AttributeConstructor is null || type?.TypeKind == TypeKind.Error)
        {
            // The compiler says what is wrong.
            return;
        }

        if (ObstacleOfType(marked, named) is { } misnamed)
        {
            Location location = named is null ? Locations.OfAttribute(attribute, fallback) : Locations.OfArgument(attribute, 0, fallback);
            report(Diagnostic.Create(MemberRules.NotTransparent, location, type is null ? assembly.Name : Names.Display(type), string.Empty, misnamed));
            return;
        }

        var wrapper = (INamedTypeSymbol)type!;
        if (TransparentType.Read(wrapper.IsUnboundGenericType ? wrapper.OriginalDefinition : wrapper, attribute, assembly).Obstacle is { } obstacle)
        {
            int count = attribute.ConstructorArguments.Length;
            Location location = count == 0 ? Locations.OfAttribute(attribute, fallback) : Locations.OfArgument(attribute, count - 1, fallback);
            report(Diagnostic.Create(MemberRules.NotTransparent, location, Names.Display(wrapper), string.Empty, obstacle));
        }
    }

    private static string? ObstacleOfType(INamedTypeSymbol? marked, ITypeSymbol? named)
        => marked is not null ? named is null ? null : "on a type the attribute names a member and no type: write it without typeof, or on the assembly"
            : named is null ? "on an assembly the attribute names the type, and the member that is its value: [assembly: AmqpTransparent(typeof(...), \"...\")]"
            : named is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } || ScalarTypes.Of(named) != ValueKind.Invalid
                ? "it has an encoding of its own, or none at all: name a class or struct that wraps one value"
                : null;

    private static NullState Combined(NullState value, NullState wrapper) => wrapper switch
    {
        NullState.Never => value,
        NullState.Forbidden when value is NullState.Never or NullState.Forbidden => NullState.Forbidden,
        _ => NullState.Allowed,
    };
}
