using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// The types that attributes of an assembly make contracts. What a type is, is asked in many places, so those of the compilation that is parsed are kept for its thread, from the begin of a parser
/// to its end.
/// </summary>
internal sealed class ExternalContracts
{
    /// <summary>The argument that names the type which carries the attributes.</summary>
    public const string MetadataType = "MetadataType";

    /// <summary>What the names of encoders contain, behind that of the type.</summary>
    public const string EncoderSuffix = "AmqpEncoder";

    private static readonly ConditionalWeakTable<IAssemblySymbol, ExternalContracts> Known = new();

    [ThreadStatic]
    private static ExternalContracts? t_current;

    private readonly List<External> _all = new();
    private readonly Dictionary<ITypeSymbol, External> _byType = new(SymbolEqualityComparer.Default);

    private readonly IAssemblySymbol _assembly;

    private ExternalContracts(IAssemblySymbol assembly)
    {
        _assembly = assembly;
        HashSet<string>? names = null;
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (Attributes.Is(attribute, Attributes.ContractFor) && TypeOf(attribute) is { } type && !_byType.ContainsKey(type))
            {
                names ??= new HashSet<string>(StringComparer.Ordinal);
                var external = new External(ContractDeclaration.OfExternal(type, attribute, assembly), Name(type, assembly, names));
                _byType.Add(type, external);
                _all.Add(external);
            }
        }
    }

    /// <summary>The external contracts of an assembly, in the order of their attributes.</summary>
    public static IReadOnlyList<External> Of(IAssemblySymbol assembly) => Known.GetValue(assembly, static each => new ExternalContracts(each))._all;

    /// <summary>Whether encoders are written for any.</summary>
    public static bool AreWritten(IAssemblySymbol assembly)
    {
        foreach (External external in Of(assembly))
        {
            if (external.Syntax is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The assembly that is parsed; null outside of a parser.</summary>
    public static IAssemblySymbol? Assembly => t_current?._assembly;

    /// <summary>Has external contracts of the compilation be found, until the result is disposed of.</summary>
    public static Scope Enter(Compilation compilation)
    {
        ExternalContracts? outer = t_current;
        t_current = Known.GetValue(compilation.Assembly, static each => new ExternalContracts(each));
        return new Scope(outer);
    }

    /// <summary>What makes the type an external contract; null if it is none.</summary>
    public static External? Find(ITypeSymbol type)
        => t_current is { _all.Count: > 0 } current && current._byType.TryGetValue(type, out External? external) ? external : null;

    /// <summary>The type that an attribute of an assembly makes a contract; null for what does not compile.</summary>
    public static INamedTypeSymbol? TypeOf(AttributeData attribute)
        => (attribute.AttributeClass is { Arity: 1 } generic ? generic.TypeArguments[0] : Attributes.Value(Attributes.Positional(attribute, 0))) is INamedTypeSymbol { TypeKind: not TypeKind.Error } type
            ? type
            : null;

    /// <summary>Where the attribute names the type.</summary>
    public static Location WhereOf(AttributeData attribute)
        => attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax syntax ? Location.None
            : Right(syntax.Name) is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } ? arguments[0].GetLocation()
            : Locations.OfArgument(attribute, 0, Location.None);

    private static SimpleNameSyntax Right(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax aliased => aliased.Name,
        _ => (SimpleNameSyntax)name,
    };

    /// <summary>A name that no other type of the namespace has.</summary>
    private static string Name(INamedTypeSymbol type, IAssemblySymbol assembly, HashSet<string> names)
    {
        string wish = Flat(type) + EncoderSuffix;
        string space = Names.MetadataNamespace(type.ContainingNamespace);
        string prefix = space.Length == 0 ? string.Empty : space + ".";
        string name = wish;
        for (int number = 2; IsTaken(assembly, prefix + name) || IsTaken(type.ContainingAssembly, prefix + name) || !names.Add(prefix + name); number++)
        {
            name = wish + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    /// <summary>The name of a type as a part of other names, with its containers and type arguments.</summary>
    public static string Flat(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return Flat(array.ElementType) + "Array";
        }

        string name = type.ContainingType is { } container ? Flat(container) + "_" + type.Name : type.Name;
        return type is INamedTypeSymbol { TypeArguments.Length: > 0 } named ? name + "Of" + FlatArguments(named) : name;
    }

    /// <summary>The type arguments of a type as a part of other names.</summary>
    public static string FlatArguments(INamedTypeSymbol type)
    {
        var flat = new List<string>();
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            flat.Add(Flat(argument));
        }

        return string.Join("And", flat);
    }

    private static bool IsTaken(IAssemblySymbol assembly, string name)
        => assembly.GetTypeByMetadataName(name) is { } type && !Attributes.IsWrittenByUs(type);

    /// <summary>An external contract.</summary>
    /// <param name="Declaration">What makes it one.</param>
    /// <param name="Encoder">The name of its encoder, in its own namespace.</param>
    internal sealed record External(ContractDeclaration Declaration, string Encoder)
    {
        /// <summary>The attribute; null where the version of C# is too old for generated code.</summary>
        public SyntaxReference? Syntax
            => Declaration.Settings.ApplicationSyntaxReference is { } reference && LanguageVersions.TooOld(reference.SyntaxTree.Options) is null ? reference : null;

        /// <summary>The full name of the encoder.</summary>
        public string FullEncoder
        {
            get
            {
                string space = Names.Namespace(Declaration.Type.ContainingNamespace);
                return "global::" + (space.Length == 0 ? Encoder : space + "." + Encoder);
            }
        }
    }

    /// <summary>Puts the external contracts of the surrounding parser back.</summary>
    internal readonly struct Scope : IDisposable
    {
        private readonly ExternalContracts? _outer;

        internal Scope(ExternalContracts? outer) => _outer = outer;

        public void Dispose() => t_current = _outer;
    }
}
