using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds out how the type of a member or parameter is written, elements and type arguments included.</summary>
internal sealed class ValueParser
{
    private readonly ValueOptions _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly string _member;
    private readonly CollectionPath _path;

    /// <param name="options">What attributes say of the value.</param>
    /// <param name="diagnostics">What is found.</param>
    /// <param name="member">The member or parameter, for diagnostics.</param>
    public ValueParser(ValueOptions options, DiagnosticBag diagnostics, string member)
        : this(options, diagnostics, member, new CollectionPath())
    {
    }

    private ValueParser(ValueOptions options, DiagnosticBag diagnostics, string member, CollectionPath path)
    {
        _member = member;
        _options = options;
        _diagnostics = diagnostics;
        _path = path;
    }

    /// <summary>Whether the formatter of the options has been used.</summary>
    public bool HasFormatted { get; private set; }

    public ValueModel Parse(ITypeSymbol type, TypeToken token)
    {
        // Inside of a collection, what is said depends on the collections around it.
        if (!_path.IsEmpty || _options.Formatter is not null || ExternAliases.Facts is not { } facts)
        {
            return ParseNew(type, token);
        }

        if (facts.Values.TryGetValue((type, _options), out ValueModel? known))
        {
            return known;
        }

        bool isClean = _diagnostics.StubRule is null;
        int found = _diagnostics.Count;
        int uses = ClosedContracts.Uses;
        ValueModel value = ParseNew(type, token);
        if (isClean && _diagnostics.StubRule is null && found == _diagnostics.Count && uses == ClosedContracts.Uses)
        {
            facts.Values.TryAdd((type, _options), value);
        }

        return value;
    }

    private ValueModel ParseNew(ITypeSymbol type, TypeToken token)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return TransparentValues.WithNulls(ParseNew(nullable.TypeArguments[0], token.WithoutNullable()), NullState.Allowed, isUnsaid: false);
        }

        bool isUnsaid = type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None };
        NullState nulls = !type.IsReferenceType ? NullState.Never
            : type.NullableAnnotation == NullableAnnotation.NotAnnotated || (isUnsaid && _options.IsNeverNull) ? NullState.Forbidden
            : NullState.Allowed;
        ValueModel value = ParseNotNull(type, token.WithoutNullable());
        return value is { Nulls: NullState.DefaultArray, Wrapper: null } ? value : TransparentValues.WithNulls(value, nulls, isUnsaid);
    }

    private ValueModel ParseNotNull(ITypeSymbol type, TypeToken token)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            _diagnostics.RequireStub(MemberRules.NotAContract.Id);
            return Invalid(type);
        }

        if (_options.Formatter is { } formatter && FormatterParser.Formats(formatter, type))
        {
            HasFormatted = true;
            return FormattedValues.Of(type, formatter);
        }

        if (Attributes.Find(type, Attributes.Formatter) is { } attribute)
        {
            return FormattedValues.ByItsAttribute(type, attribute, token, _member, _diagnostics) ?? Invalid(type);
        }

        if (ScalarTypes.IsDynamic(type) || ScalarTypes.IsJson(type))
        {
            return OptedIn(type, token);
        }

        ValueKind scalar = ScalarTypes.Of(type);
        if (scalar != ValueKind.Invalid && scalar != ValueKind.MessageId && !(_options.AsArray && type is IArrayTypeSymbol))
        {
            return Scalar(scalar, type, token);
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumType)
        {
            return EnumParser.Parse(enumType, _options, token, _member, _diagnostics);
        }

        return type is not INamedTypeSymbol named ? Composite(type, token)
            : Names.WellKnown(named) == "System.TimeSpan" ? Duration(type, token)
            : TransparentType.Of(named, _options.Assembly) is { } transparent ? Transparent(named, transparent, token)
            : Composite(type, token);
    }

    /// <summary>A type that can hold anything, which is sent only where an attribute says so.</summary>
    private ValueModel OptedIn(ITypeSymbol type, TypeToken token)
    {
        bool isJson = ScalarTypes.IsJson(type);
        ValueKind kind = isJson ? _options.Json : _options.IsDynamic ? ValueKind.Untyped : ValueKind.Invalid;
        if (kind == ValueKind.Invalid)
        {
            _diagnostics.Add(
                MemberRules.Dynamic,
                token.Location,
                Names.Display(type),
                _member,
                isJson ? "mark it [AmqpJson] to send its JSON" : "mark it [AmqpDynamic] to send what it holds at run time");
        }

        return new ValueModel(kind, Names.FullName(type), NullState.Never);
    }

    private ValueModel Transparent(INamedTypeSymbol type, TransparentType transparent, TypeToken token)
    {
        if (transparent.Value is { } value && !_path.TryEnter(type, value))
        {
            return Endless(type, token);
        }

        ValueModel? wrapped = TransparentValues.Parse(type, transparent, _options.Assembly ?? type.ContainingAssembly, Inside, token.Location, _member, _diagnostics);
        if (transparent.Value is not null)
        {
            _path.Leave();
        }

        return wrapped ?? Invalid(type);

        ValueModel Inside(ITypeSymbol inner, ValueOptions own)
            => new ValueParser(_options.Inside(own) with { Formatter = own.Formatter ?? _options.Formatter }, _diagnostics, _member, _path).Parse(inner, token.Whole());
    }

    private ValueModel Scalar(ValueKind kind, ITypeSymbol type, TypeToken token)
    {
        switch (kind)
        {
            case ValueKind.DateTime when !_options.AssumesUtc:
                _diagnostics.Add(MemberRules.DateTimeKind, token.Location, Names.Display(type), _member);
                break;
            case ValueKind.Decimal:
                _diagnostics.Add(MemberRules.Decimal, token.Location, Names.Display(type), _member);
                break;
            case ValueKind.Char:
                _diagnostics.Add(MemberRules.HalfCharacter, token.Location, Names.Display(type), _member);
                break;
            default:
                break;
        }

        return new ValueModel(
            kind == ValueKind.String && _options.AsSymbol ? ValueKind.StringAsSymbol : kind == ValueKind.DateTime && _options.AssumesUtc ? ValueKind.UtcDateTime : kind,
            Names.FullName(type),
            kind == ValueKind.BinaryImmutable ? NullState.DefaultArray : NullState.Never);
    }

    private ValueModel Duration(ITypeSymbol type, TypeToken token)
    {
        if (_options.Duration == ValueKind.Invalid)
        {
            _diagnostics.Add(MemberRules.DurationEncoding, token.Location, Names.Display(type), _member);
        }

        return new ValueModel(_options.Duration, Names.FullName(type), NullState.Never);
    }

    private ValueModel Composite(ITypeSymbol type, TypeToken token)
    {
        if (type is IArrayTypeSymbol { Rank: > 1 } array)
        {
            _diagnostics.Add(MemberRules.MultidimensionalArray, token.Location, Names.Display(type), array.Rank.ToString(CultureInfo.InvariantCulture), _member);
            return Invalid(type);
        }

        if (ContractReference.IsContract(type))
        {
            return Contract((INamedTypeSymbol)type, token);
        }

        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.TypeParameter or TypeKind.Delegate || type.IsRefLikeType)
        {
            return type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type }
                ? new ValueModel(ValueKind.TypeParameter, Names.FullName(type), NullState.Never)
                : NoEncoding(type, token);
        }

        if (CollectionTypes.IsAmbiguous(type))
        {
            _diagnostics.Add(MemberRules.AmbiguousItems, token.Location, Names.Display(type), _member);
            return Invalid(type);
        }

        if (CollectionTypes.Dictionary(type) is { } dictionary)
        {
            return Map(type, dictionary.Key, dictionary.Value, token);
        }

        if (CollectionTypes.Sequence(type) is { } sequence)
        {
            return List(type, sequence.Element, sequence.Iteration, token);
        }

        if (CollectionTypes.Memory(type) is { } element)
        {
            return List(type, element, Iteration.Memory, token);
        }

        return NotAContract(type, token);
    }

    private ValueModel Contract(INamedTypeSymbol contract, TypeToken token)
    {
        if (ContractReference.HasEncoder(contract))
        {
            return StreamTypes.CheckUse(contract, token, _member, _diagnostics) && ContractReference.CheckUse(contract, token, _member, _diagnostics)
                ? new ValueModel(ValueKind.Contract, Names.FullName(contract), NullState.Never) { Encoder = ContractReference.Encoder(contract), IsApart = ContractReference.IsApart(contract) }
                : Invalid(contract);
        }

        ContractReference.ReportMissingEncoder(contract, token.Location, _member, _diagnostics);
        return Invalid(contract);
    }

    private ValueModel List(ITypeSymbol type, ITypeSymbol element, Iteration iteration, TypeToken token)
    {
        if (!_path.TryEnter(type, element))
        {
            return Endless(type, token);
        }

        TypeToken elementToken = token.Of(type, element);
        ValueModel elementModel = _options.AsArray ? ArrayElement(element, elementToken) : Parse(element, elementToken);
        _path.Leave();
        CheckOwnMembers(type, token);
        return new ValueModel(_options.AsArray ? ValueKind.Array : ValueKind.List, Names.FullName(type), iteration == Iteration.ImmutableArray ? NullState.DefaultArray : NullState.Never)
        {
            Element = elementModel,
            Iteration = iteration,
            Making = _options.IsParameter ? null : CollectionMaking.OfList(type, element),
            EnumeratedAs = iteration == Iteration.Enumerable ? EnumeratedAs(type, item => SymbolEqualityComparer.Default.Equals(item, element)) : null,
        };
    }

    /// <summary>An element of an array: of one AMQP type of fixed constructor, and never null (AMQP 1.0, 1.6.24).</summary>
    private ValueModel ArrayElement(ITypeSymbol type, TypeToken token)
    {
        var parser = new ValueParser(_options with { AsArray = false, IsNeverNull = true }, _diagnostics, _member, _path);
        ValueModel element = parser.Parse(type, token);
        HasFormatted |= parser.HasFormatted;
        if (element.Kind != ValueKind.Invalid && ElementKinds.ArrayObstacle(element) is { } obstacle)
        {
            _diagnostics.Add(MemberRules.ArrayElement, token.Location, Names.Display(type), _member, obstacle);
        }

        return element;
    }

    private ValueModel Map(ITypeSymbol type, ITypeSymbol key, ITypeSymbol value, TypeToken token)
    {
        if (!_path.TryEnter(type, value))
        {
            return Endless(type, token);
        }

        ValueModel? keyModel = Key(key, token.Of(type, key));
        ValueModel? valueModel = keyModel is null ? null : Parse(value, token.Of(type, value, last: true));
        _path.Leave();
        CheckOwnMembers(type, token);
        return valueModel is null
            ? Invalid(type)
            : new ValueModel(ValueKind.Map, Names.FullName(type), NullState.Never)
            {
                Key = keyModel,
                Element = valueModel,
                Making = _options.IsParameter ? null : CollectionMaking.OfMap(type, key, value),
                EnumeratedAs = EnumeratedAs(type, item => CollectionTypes.IsEntry(item, key, value)),
            };
    }

    private ValueModel? Key(ITypeSymbol key, TypeToken token)
    {
        var found = new DiagnosticBag();
        ValueModel model = new ValueParser(_options with { Formatter = null, IsNeverNull = true }, found, _member, _path).Parse(key, token);
        if (ElementKinds.IsKey(model))
        {
            _diagnostics.AddAll(found);
            return model;
        }

        _diagnostics.Add(MemberRules.KeyType, token.Location, Names.Display(key), _member);
        return null;
    }

    private static string? EnumeratedAs(ITypeSymbol type, System.Func<ITypeSymbol, bool> isItem)
        => CollectionTypes.EnumeratedAs(type, isItem) is { } way ? Names.FullName(way) : null;

    private void CheckOwnMembers(ITypeSymbol type, TypeToken token)
    {
        if (_diagnostics.StubRule is null)
        {
            CollectionMembers.Check(type, token, _member, _diagnostics);
        }
    }

    private ValueModel Endless(ITypeSymbol type, TypeToken token)
    {
        _diagnostics.Add(MemberRules.EndlessCollection, token.Location, Names.Display(_path.Outermost(type)), _member);
        return Invalid(type);
    }

    private ValueModel NotAContract(ITypeSymbol type, TypeToken token)
    {
        bool ours = type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface && !FrameworkTypes.Has(type) && !type.IsTupleType;
        if (!ours)
        {
            return NoEncoding(type, token);
        }

        _diagnostics.Add(MemberRules.NotAContract, token.Location, Names.Display(type), ContractAdvice.For(type, _options.IsParameter), _member);
        return Invalid(type);
    }

    private ValueModel NoEncoding(ITypeSymbol type, TypeToken token)
    {
        _diagnostics.Add(MemberRules.NoEncoding, token.Location, Names.Display(type), ScalarTypes.Advice(type, _options.IsParameter), _member);
        return Invalid(type);
    }

    private static ValueModel Invalid(ITypeSymbol type) => new(ValueKind.Invalid, Names.FullName(type), NullState.Never);
}
