using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds out how a contract is made of its members: by which constructor, and what is set after that.</summary>
internal sealed class ConstructionParser
{
    private readonly INamedTypeSymbol _contract;
    private readonly ISymbol _reader;
    private readonly Compilation _compilation;
    private readonly IReadOnlyList<TravellingMember> _members;

    private ConstructionParser(ContractDeclaration contract, Compilation compilation, IReadOnlyList<TravellingMember> members)
    {
        _contract = contract.Type;
        _reader = contract.Reader;
        _compilation = compilation;
        _members = members;
    }

    /// <summary>The way, or why there is none.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="compilation">Tells what the contract can reach.</param>
    /// <param name="members">The members that travel; of a JSON contract, those that travel outside the body alone.</param>
    /// <param name="isJson">Whether System.Text.Json makes the value.</param>
    /// <param name="restrictions">Takes what attributes say against the use of the constructor.</param>
    public static ConstructionModel Parse(ContractDeclaration contract, Compilation compilation, IReadOnlyList<TravellingMember> members, bool isJson, Restrictions restrictions)
    {
        var parser = new ConstructionParser(contract, compilation, members);
        if (isJson)
        {
            var read = new List<ReadMemberModel>();
            string? obstacle = parser.Complete(read, setsRequired: true, isJson: true);
            return Result(read, obstacle);
        }

        return contract.Type.IsAbstract ? Result(null, "it is abstract, so that no value is of this type") : parser.ByConstructor(restrictions);
    }

    private static ConstructionModel Result(List<ReadMemberModel>? members, string? obstacle)
        => new(obstacle is null ? members!.ToEquatableArray() : default, obstacle);

    /// <summary>The first constructor by which every member gets its value: the primary one, then public ones, then those of fewer parameters.</summary>
    private ConstructionModel ByConstructor(Restrictions restrictions)
    {
        var constructors = new List<IMethodSymbol>();
        foreach (IMethodSymbol constructor in _contract.InstanceConstructors)
        {
            if (!IsCopy(constructor) && !Attributes.IsWrittenByUs(constructor) && _compilation.IsSymbolAccessibleWithin(constructor, _reader))
            {
                constructors.Add(constructor);
            }
        }

        if (constructors.Count > 1)
        {
            constructors.Sort(Compare);
        }

        string? first = null;
        foreach (IMethodSymbol constructor in constructors)
        {
            var read = new List<ReadMemberModel>();
            string? obstacle = Arguments(constructor, read) ?? Complete(read, RequiredMembers.AreSetBy(constructor), isJson: false);
            if (obstacle is null)
            {
                Restrict(restrictions, constructor);
                return Result(read, null);
            }

            first ??= obstacle;
        }

        return Result(null, first ?? "it has no constructor that generated code can call");
    }

    /// <summary>Adds what attributes say against the use of the constructor and of setters.</summary>
    private void Restrict(Restrictions restrictions, IMethodSymbol constructor)
    {
        if (Restrictions.Has(constructor))
        {
            restrictions.Add(constructor);
        }

        foreach (TravellingMember member in _members)
        {
            if (member.Symbol is IPropertySymbol property && Setter(property) is { } setter && Restrictions.Has(setter))
            {
                restrictions.Add(setter);
            }
        }
    }

    private bool IsCopy(IMethodSymbol constructor)
        => _contract.IsRecord && constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, _contract);

    private static int Compare(IMethodSymbol left, IMethodSymbol right)
    {
        // That which a struct has anyhow is the last.
        int isImplicit = left.IsImplicitlyDeclared.CompareTo(right.IsImplicitlyDeclared);
        int primary = MemberAttributes.IsPrimary(right).CompareTo(MemberAttributes.IsPrimary(left));
        int isPublic = (right.DeclaredAccessibility == Accessibility.Public).CompareTo(left.DeclaredAccessibility == Accessibility.Public);
        return isImplicit != 0 ? isImplicit : primary != 0 ? primary : isPublic != 0 ? isPublic : left.Parameters.Length.CompareTo(right.Parameters.Length);
    }

    /// <summary>Finds the member for each parameter; returns why there is none.</summary>
    private string? Arguments(IMethodSymbol constructor, List<ReadMemberModel> read)
    {
        bool setsRequired = RequiredMembers.AreSetBy(constructor);
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            TravellingMember? found = Find(parameter);
            if (found is not { } member)
            {
                if (!parameter.HasExplicitDefaultValue)
                {
                    return $"the parameter '{parameter.Name}' of its constructor has the name of no member that travels: name it like one, or give it a default value";
                }
            }
            else if (parameter.RefKind is RefKind.Ref or RefKind.Out || !Takes(parameter.Type, member.Type))
            {
                return $"the parameter '{parameter.Name}' of its constructor does not take the '{Names.Display(member.Type)}' of the member '{member.Symbol.Name}'";
            }
            else
            {
                ReadWay way = RequiredMembers.Is(member.Symbol) && !setsRequired ? ReadWay.Required : ReadWay.None;
                read.Add(new ReadMemberModel(Names.Escape(member.Symbol.Name), Names.Escape(parameter.Name), Default(parameter), way));
            }
        }

        return null;
    }

    private TravellingMember? Find(IParameterSymbol parameter)
    {
        TravellingMember? found = null;
        foreach (TravellingMember member in _members)
        {
            if (member.Symbol.Name == parameter.Name)
            {
                return member;
            }

            if (string.Equals(member.Symbol.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))
            {
                found ??= member;
            }
        }

        return found;
    }

    private bool Takes(ITypeSymbol parameter, ITypeSymbol member)
    {
        Conversion conversion = _compilation.ClassifyConversion(member, parameter);
        return conversion is { IsImplicit: true } && (conversion.IsIdentity || conversion.IsReference || conversion.IsNullable);
    }

    private static string? Default(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return null;
        }

        string type = Names.FullName(parameter.Type);
        return parameter.ExplicitDefaultValue is { } value && Literals.OfValue(value) is { } literal ? $"({type})({literal.Text})" : $"default({type})!";
    }

    /// <summary>Finds the way to set each member that no parameter sets; returns why there is none.</summary>
    private string? Complete(List<ReadMemberModel> read, bool setsRequired, bool isJson)
    {
        foreach (TravellingMember member in _members)
        {
            string name = Names.Escape(member.Symbol.Name);
            if (read.Exists(other => other.Name == name))
            {
                continue;
            }

            ReadWay way = Way(member, setsRequired);
            if (way == ReadWay.Initializer && isJson)
            {
                way = _contract.IsRecord || _contract.IsValueType ? ReadWay.With : ReadWay.None;
            }

            if (way != ReadWay.None)
            {
                read.Add(new ReadMemberModel(name, null, null, way));
            }
            else if (Obstacle(member.Symbol, isJson) is { } obstacle)
            {
                return obstacle;
            }
        }

        return setsRequired ? null : UnsetRequired(read);
    }

    private ReadWay Way(TravellingMember member, bool setsRequired)
    {
        if (member.IsHidden && _contract.IsValueType)
        {
            return ReadWay.None;
        }

        switch (member.Symbol)
        {
            case IFieldSymbol { IsReadOnly: false } field:
                return field.IsRequired && !setsRequired ? ReadWay.Required : ReadWay.Setter;
            case IPropertySymbol property when Setter(property) is { } setter && IsReachable(setter, member):
                return RequiredMembers.Is(property) && !setsRequired && !member.IsHidden ? ReadWay.Required
                    : !setter.IsInitOnly ? ReadWay.Setter
                    : member.IsHidden ? ReadWay.None
                    : ReadWay.Initializer;
            default:
                return ReadWay.None;
        }
    }

    /// <summary>A hidden member is set through the type that declares it, which the contract may not do with a protected setter.</summary>
    private bool IsReachable(IMethodSymbol setter, TravellingMember member)
        => _compilation.IsSymbolAccessibleWithin(setter, _reader, member.IsHidden ? member.Symbol.ContainingType : null);

    /// <summary>Why a member that cannot be set may not be left out; null if it is computed from others.</summary>
    private string? Obstacle(ISymbol member, bool isJson)
    {
        string advice = isJson ? "give it a setter" : "give it a setter, 'init' or a parameter of its name";
        if (member is not IPropertySymbol property || Setter(property) is not null)
        {
            return $"'{member.Name}' cannot be set from the contract: {advice}, or mark it [AmqpIgnore]";
        }

        return ComputedMembers.HoldsValue(property, _members)
            ? $"the property '{member.Name}' has no setter, and its constructor no parameter of that name: {advice}, or mark it [AmqpIgnore]"
            : null;
    }

    private static IMethodSymbol? Setter(IPropertySymbol property)
    {
        for (IPropertySymbol? each = property; each is not null; each = each.OverriddenProperty)
        {
            if (each.SetMethod is { } setter)
            {
                return setter;
            }
        }

        return null;
    }

    /// <summary>A required member that does not travel, or is hidden, so that C# does not let the contract be made.</summary>
    private string? UnsetRequired(List<ReadMemberModel> read)
    {
        foreach (ISymbol member in ContractMembers.All(_contract))
        {
            string name = Names.Escape(member.Name);
            if (RequiredMembers.Is(member) && !read.Exists(other => other.Name == name))
            {
                return $"its required member '{member.Name}' does not travel: remove 'required', or [AmqpIgnore]";
            }
        }

        return null;
    }
}
