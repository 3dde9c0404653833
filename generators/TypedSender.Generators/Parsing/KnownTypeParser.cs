using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads the types that a contract names, and reports those that a reader could not tell or understand.</summary>
internal sealed class KnownTypeParser
{
    private readonly ContractDeclaration _contract;
    private readonly BodyEncoding _body;
    private readonly DiagnosticBag _diagnostics;
    private readonly string? _key;
    private readonly List<(INamedTypeSymbol Type, KnownTypeModel Model)> _types = new();
    private readonly HashSet<INamedTypeSymbol> _named = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, INamedTypeSymbol> _told = new(System.StringComparer.Ordinal);

    private KnownTypeParser(ContractDeclaration contract, BodyEncoding body, DiagnosticBag diagnostics)
    {
        _contract = contract;
        _body = body;
        _diagnostics = diagnostics;
        _key = KnownTypes.Key(contract);
        if (_key is null && !contract.Type.IsAbstract && ContractSettings.Text(contract.Settings) is { } descriptor)
        {
            _told.Add(descriptor, contract.Type);
        }
    }

    /// <summary>The types, those that derive from others first.</summary>
    public static EquatableArray<KnownTypeModel> Read(ContractDeclaration contract, BodyEncoding body, DiagnosticBag diagnostics)
    {
        if (!KnownTypes.Has(contract))
        {
            CheckKey(contract, diagnostics);
            return default;
        }

        var parser = new KnownTypeParser(contract, body, diagnostics);
        if (!parser.CheckBody())
        {
            return default;
        }

        foreach (AttributeData attribute in contract.Attributes)
        {
            if (Attributes.Is(attribute, Attributes.KnownType))
            {
                parser.Add(attribute);
            }
        }

        return parser.Sorted();
    }

    /// <summary>Reports a discriminator of a contract that names no types.</summary>
    private static void CheckKey(ContractDeclaration contract, DiagnosticBag diagnostics)
    {
        if (Attributes.Named(contract.Settings, "DiscriminatorKey") is not null)
        {
            diagnostics.Add(ContractRules.NoEffect, KnownTypes.WhereKey(contract), "DiscriminatorKey", Names.Display(contract.Type), "it names no types; remove it, or name them by [AmqpKnownType]");
        }
    }

    /// <summary>Reports a body that cannot say of which type it is; returns whether it can.</summary>
    private bool CheckBody()
    {
        Location where = Attributes.Named(_contract.Settings, "Encoding") is null ? _contract.Location : Locations.OfNamedArgument(_contract.Settings, "Encoding", _contract.Location);
        if (_body is not (BodyEncoding.Map or BodyEncoding.List))
        {
            string advice = _body == BodyEncoding.Json ? "declare the types to System.Text.Json by [JsonDerivedType]" : "use Map or List";
            _diagnostics.Add(KnownTypeRules.NotTold, where, Names.Display(_contract.Type), "the types of a contract", "its body is " + BodyName(_body) + ", which says nothing of its type: " + advice);
        }
        else if (ClosedContracts.IsGeneric(_contract.Type))
        {
            _diagnostics.Add(KnownTypeRules.NotTold, _contract.Location, Names.Display(_contract.Type), "the types of a contract", "it has type parameters, and an attribute names closed types: name them on a base type or an interface without type parameters");
        }
        else if (_key is not null && _body == BodyEncoding.List)
        {
            _diagnostics.Add(KnownTypeRules.NotTold, where, Names.Display(_contract.Type), "the types of a contract", "a discriminator is an entry of a map, and its body is a list: use Map, or give each type a descriptor");
        }
        else if (_key is not null && (_key.Length == 0 || ConstantText.Obstacle(_key) is not null))
        {
            _diagnostics.Add(SectionRules.InvalidConstant, KnownTypes.WhereKey(_contract), ConstantText.Display(_key), "the key of a discriminator", ConstantText.Obstacle(_key) ?? "it is empty");
        }
        else
        {
            return true;
        }

        return false;
    }

    private void Add(AttributeData attribute)
    {
        Location where = Locations.OfArgument(attribute, 0, _contract.Location);
        if (KnownTypes.TypeOf(attribute) is not { } type)
        {
            // What is no class, struct or interface derives from nothing; what does not compile is reported by the compiler.
            _diagnostics.RequireStub(KnownTypeRules.NotDerived.Id);
            return;
        }

        if (type.IsUnboundGenericType)
        {
            _diagnostics.Add(KnownTypeRules.NotTold, where, Names.Display(type), "the types of '" + Names.Display(_contract.Type) + "'", "it is an open generic type, and values are of closed ones: name each of those");
            return;
        }

        bool isItself = SymbolEqualityComparer.Default.Equals(type, _contract.Type);
        if (!isItself && !Derives(type))
        {
            _diagnostics.Add(KnownTypeRules.NotDerived, where, Names.Display(type), Names.Display(_contract.Type));
            return;
        }

        if (ContractDeclaration.Of(type) is not { } known)
        {
            string advice = type.DeclaringSyntaxReferences.Length > 0 ? "mark it [AmqpContract]" : $"write [assembly: AmqpContractFor<{Names.Display(type)}>]";
            _diagnostics.Add(KnownTypeRules.NotAContract, where, Names.Display(type), Names.Display(_contract.Type), advice);
            return;
        }

        if (!ContractReference.HasEncoder(type))
        {
            ContractReference.ReportMissingEncoder(type, where, Names.Display(_contract.Type), _diagnostics);
            return;
        }

        if (ClosedContracts.Is(type) && !ClosedContracts.Check(type, TypeToken.Written(where), _diagnostics))
        {
            return;
        }

        BodyEncoding body = ContractSettings.Body(known.Settings);
        if (body != _body)
        {
            _diagnostics.Add(KnownTypeRules.OtherEncoding, where, Names.Display(type), BodyName(body), Names.Display(_contract.Type), BodyName(_body));
        }

        CheckTold(known, attribute, where, isItself, isTwice: !_named.Add(type));
        if (!isItself)
        {
            bool isExact = type is { IsValueType: false, IsSealed: false } && !KnownTypes.Has(known);
            EquatableArray<string> marks = KnownTypes.Marks(_contract, known).ConvertAll(static told => told.Mark).ToEquatableArray();
            _types.Add((type, new KnownTypeModel(Names.FullName(type), ContractReference.Encoder(type), isExact, known.IsExternal, marks)));
        }
    }

    private bool Derives(INamedTypeSymbol type)
    {
        if (_contract.Type.TypeKind == TypeKind.Interface)
        {
            foreach (INamedTypeSymbol implemented in type.AllInterfaces)
            {
                if (SymbolEqualityComparer.Default.Equals(implemented, _contract.Type))
                {
                    return true;
                }
            }
        }

        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(ancestor, _contract.Type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reports a type whose bytes do not say that they are of it.</summary>
    private void CheckTold(ContractDeclaration known, AttributeData attribute, Location where, bool isItself, bool isTwice)
    {
        string? value = Attributes.Text(attribute, 1);
        Location whereValue = value is null ? where : Locations.OfArgument(attribute, 1, _contract.Location);
        string? mark = _key is null ? ContractSettings.Text(known.Settings) : value;
        if (value is not null && (value.Length == 0 || ConstantText.Obstacle(value) is not null))
        {
            _diagnostics.Add(SectionRules.InvalidConstant, whereValue, ConstantText.Display(value), "a discriminator", ConstantText.Obstacle(value) ?? "it is empty");
        }

        string? reason = value is not null && _key is null ? $"'{ConstantText.Display(value)}' needs a key: write [AmqpContract(DiscriminatorKey = \"…\")] on '{Names.Display(_contract.Type)}'"
            : mark is not null && known.Type.IsAbstract ? $"it is abstract, so no body is of it alone: leave {(_key is null ? "its descriptor" : "the discriminator")} out"
            : known.Type.IsAbstract ? KnownTypes.Has(known) ? null : "it is abstract, and names no types itself: name those that derive from it"
            : mark is not null ? OfOtherAssembly(known)
            : isItself ? "its own type is named to give it a discriminator: write the second argument"
            : _key is null ? $"it has no descriptor: write [AmqpContract(Descriptor = \"…\")] on it, or DiscriminatorKey = \"…\" on '{Names.Display(_contract.Type)}'"
            : "it has no discriminator: write a second argument";
        string? misfit = isTwice && mark is null ? "it is named twice: remove one of them" : isItself ? null : OtherKey(known);
        if ((reason ?? misfit) is { } obstacle)
        {
            _diagnostics.Add(KnownTypeRules.NotTold, reason is null ? where : whereValue, Names.Display(known.Type), "the types of '" + Names.Display(_contract.Type) + "'", obstacle);
            return;
        }

        // Types that the known type names are identified through it. This contract may name them as well.
        foreach ((string told, INamedTypeSymbol type) in KnownTypes.Marks(_contract, known))
        {
            bool isOwn = SymbolEqualityComparer.Default.Equals(type, known.Type);
            if (!_told.TryGetValue(told, out INamedTypeSymbol? other))
            {
                _told.Add(told, type);
            }
            else if (isOwn && isTwice ? told == mark : !SymbolEqualityComparer.Default.Equals(type, other))
            {
                _diagnostics.Add(KnownTypeRules.SharedMark, isOwn ? whereValue : where, Names.Display(type), ConstantText.Display(told), Names.Display(other));
            }
        }
    }

    /// <summary>A body is written with what tells it to the contract that names it; a reader of this one looks for another thing.</summary>
    private string? OtherKey(ContractDeclaration known)
    {
        string? key = KnownTypes.Has(known) ? KnownTypes.Key(known) : _key;
        return key == _key ? null : $"it tells its own types by {By(key)}, and '{Names.Display(_contract.Type)}' by {By(_key)}: use the same for both";

        static string By(string? key) => key is null ? "descriptors" : $"the key '{ConstantText.Display(key)}'";
    }

    /// <summary>The encoder of a type of another assembly was written without the discriminator that is given here.</summary>
    private string? OfOtherAssembly(ContractDeclaration known)
        => _key is null || SymbolEqualityComparer.Default.Equals(known.Assembly, _contract.Assembly) ? null
            : $"its assembly was built without the discriminator: write [assembly: AmqpContractFor<{Names.Display(known.Type)}>], or give each type a descriptor";

    private EquatableArray<KnownTypeModel> Sorted()
    {
        _types.Sort(static (left, right) =>
        {
            int order = Rank(right.Type).CompareTo(Rank(left.Type));
            return order != 0 ? order : string.CompareOrdinal(left.Model.TypeName, right.Model.TypeName);
        });

        // A type that this contract names as well as one between them is read by its own name.
        var told = new HashSet<string>(System.StringComparer.Ordinal);
        return _types.ConvertAll(known => known.Model with { Marks = new List<string>(known.Model.Marks).FindAll(told.Add).ToEquatableArray() }).ToEquatableArray();
    }

    /// <summary>Classes before interfaces, and what derives from others before them.</summary>
    private static int Rank(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces.Length - short.MaxValue;
        }

        int depth = 0;
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            depth++;
        }

        return depth;
    }

    private static string BodyName(BodyEncoding body) => body switch
    {
        BodyEncoding.Map => "a map",
        BodyEncoding.List => "a list",
        BodyEncoding.Sequence => "a sequence",
        BodyEncoding.Raw => "raw bytes",
        _ => "JSON",
    };
}
