using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>The signature of a method as an explicit implementation of it repeats it, whether it can send or is only a stub.</summary>
internal static class MethodSignature
{
    /// <summary>The modifiers, each with a space behind it.</summary>
    public static string Modifiers(IMethodSymbol method)
    {
        bool isUnsafe = HasPointer(method.ReturnType);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            isUnsafe |= HasPointer(parameter.Type);
        }

        return isUnsafe ? "unsafe " : string.Empty;
    }

    public static string ReturnType(IMethodSymbol method) => method switch
    {
        { ReturnsVoid: true } => "void",
        { ReturnsByRef: true } => "ref " + Names.FullNullableName(method.ReturnType),
        { ReturnsByRefReadonly: true } => "ref readonly " + Names.FullNullableName(method.ReturnType),
        _ => Names.FullNullableName(method.ReturnType),
    };

    /// <summary>The type parameters in angle brackets, or nothing.</summary>
    public static string TypeParameters(IMethodSymbol method)
    {
        if (method.Arity == 0)
        {
            return string.Empty;
        }

        var names = new List<string>();
        foreach (ITypeParameterSymbol parameter in method.TypeParameters)
        {
            names.Add(Names.Escape(parameter.Name));
        }

        return "<" + string.Join(", ", names) + ">";
    }

    /// <summary>The constraints, each with a space before it: an implementation inherits them, and repeats what decides the meaning of a question mark.</summary>
    public static string Constraints(IMethodSymbol method)
    {
        string constraints = string.Empty;
        foreach (ITypeParameterSymbol parameter in method.TypeParameters)
        {
            constraints += $" where {Names.Escape(parameter.Name)} : {(parameter.IsValueType ? "struct" : parameter.IsReferenceType ? "class" : "default")}";
        }

        return constraints;
    }

    /// <param name="parameter">The parameter.</param>
    /// <param name="placed">Whether a section attribute places it, so that null may be allowed.</param>
    public static ParameterModel Parameter(IParameterSymbol parameter, bool placed)
    {
        ITypeSymbol type = Nullability.OfParameter(parameter);
        bool required = (type.IsReferenceType || type is ITypeParameterSymbol { IsValueType: false }) && (!placed || type.NullableAnnotation == NullableAnnotation.NotAnnotated || Nullability.PromisesValue(parameter));
        NullCheck check = !required ? NullCheck.None : type.IsReferenceType ? NullCheck.Reference : NullCheck.TypeParameter;
        string attributes = string.Concat(MirroredAttributes.Of(parameter));
        string scoped = parameter is { ScopedKind: not ScopedKind.None, IsParams: false, RefKind: not RefKind.Out } ? "scoped " : string.Empty;
        return new ParameterModel(Names.Escape(parameter.Name), Names.FullNullableName(type), (attributes.Length == 0 ? attributes : attributes + " ") + scoped + Modifier(parameter.RefKind), check);
    }

    /// <summary>How a parameter is passed, with a space behind it; nothing for a value.</summary>
    public static string Modifier(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.None => string.Empty,
        _ => "ref readonly ",
    };

    private static bool HasPointer(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => HasPointer(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasPointer),
        _ => false,
    };
}
