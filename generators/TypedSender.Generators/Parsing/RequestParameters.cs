using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Sorts the parameters of a method of a management interface into the parts of a request: application properties, body, time-out, cancellation.</summary>
internal sealed class RequestParameters
{
    private readonly IMethodSymbol _method;
    private readonly Location _fallback;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<RequestValueModel> _properties = new();

    // By the application property, who sets it, for people.
    private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal)
    {
        ["operation"] = "which holds the operation of a request",
        ["type"] = "which holds the type of the entity",
    };

    public RequestParameters(IMethodSymbol method, Location fallback, DiagnosticBag diagnostics)
    {
        _method = method;
        _fallback = fallback;
        _diagnostics = diagnostics;
    }

    public IReadOnlyList<RequestValueModel> Properties => _properties;

    /// <summary>The body; null if no parameter is.</summary>
    public RequestValueModel? Body { get; private set; }

    /// <summary>The time-out, escaped; null if no parameter is.</summary>
    public string? Timeout { get; private set; }

    /// <summary>The parameter that cancels, escaped; null if there is none.</summary>
    public string? Token { get; private set; }

    public void Add(IParameterSymbol parameter)
    {
        CheckPassing(parameter);
        bool isElsewhere = AddBody(parameter) | AddTimeout(parameter);
        bool isNamed = false;
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (SectionPlace.Of(attribute) is { Slot: SectionSlot.ApplicationProperty } place)
            {
                isNamed = true;
                AddNamed(parameter, attribute, place);
            }
        }

        if (!isNamed && !isElsewhere && !AddToken(parameter))
        {
            AddProperty(parameter, parameter.Name, Locations.Of(parameter, _fallback));
        }
    }

    private static bool IsToken(ITypeSymbol type) => type is INamedTypeSymbol named && Names.WellKnown(named) == "System.Threading.CancellationToken";

    private static bool IsTimeSpan(ITypeSymbol type) => type is INamedTypeSymbol named && Names.WellKnown(named) == "System.TimeSpan";

    private static ITypeSymbol WithoutNullable(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private void CheckPassing(IParameterSymbol parameter)
    {
        string? keyword = parameter.IsParams ? "params"
            : parameter.RefKind is RefKind.None or RefKind.In ? null
            : MethodSignature.Modifier(parameter.RefKind).TrimEnd();
        if (keyword is not null)
        {
            _diagnostics.Add(ManagementRules.PassedOtherwise, Locations.Of(parameter, _fallback), parameter.Name, keyword);
        }
    }

    private bool AddToken(IParameterSymbol parameter)
    {
        if (IsToken(WithoutNullable(parameter.Type)))
        {
            if (!IsToken(parameter.Type))
            {
                _diagnostics.Add(MethodRules.NullableToken, TypeToken.Of(parameter, _fallback).Location, parameter.Name);
            }
            else if (Token is not null)
            {
                _diagnostics.Add(MethodRules.ManyTokens, Locations.Of(parameter, _fallback), parameter.Name, _method.Name);
            }

            Token ??= Names.Escape(parameter.Name);
            return true;
        }

        return false;
    }

    private bool AddTimeout(IParameterSymbol parameter)
    {
        if (Attributes.Find(parameter, Attributes.ManagementTimeout) is not { } attribute)
        {
            return false;
        }

        string? reason = !IsTimeSpan(WithoutNullable(parameter.Type)) ? $"is marked [AmqpManagementTimeout], and its type is '{Names.Display(parameter.Type)}': use TimeSpan, or TimeSpan? where null stands for the default"
            : Timeout is not null ? $"is a further time-out of '{_method.Name}': keep one"
            : null;
        if (reason is not null)
        {
            _diagnostics.Add(ManagementRules.Timeout, Locations.OfAttribute(attribute, _fallback), parameter.Name, reason);
        }

        Timeout ??= Names.Escape(parameter.Name);
        return true;
    }

    private bool AddBody(IParameterSymbol parameter)
    {
        if (Attributes.Find(parameter, Attributes.ManagementBody) is not { } attribute)
        {
            return false;
        }

        if (Body is not null)
        {
            _diagnostics.Add(ManagementRules.ManyBodies, Locations.OfAttribute(attribute, _fallback), parameter.Name, _method.Name);
            return true;
        }

        ITypeSymbol type = Nullability.OfParameter(parameter);
        ValueModel? value = Read(parameter, type);
        if (value is not null || UntypedValues.Obstacle(type) is not { } reason)
        {
            CheckAttributes(parameter, value);
        }
        else if (type.TypeKind != TypeKind.Error && !ReportsItself(type, parameter))
        {
            TypeToken token = TypeToken.Of(parameter, _fallback).WithoutNullable();
            _diagnostics.Add(ManagementRules.BodyType, token.Location, parameter.Name, _method.Name, Names.Display(type), reason);
        }

        Body = new RequestValueModel(string.Empty, Names.Escape(parameter.Name), parameter.Name, value);
        return true;
    }

    private void AddNamed(IParameterSymbol parameter, AttributeData attribute, SectionPlace place)
    {
        if (attribute.AttributeConstructor is null || Attributes.Positional(attribute, 0) is { Kind: TypedConstantKind.Error })
        {
            // The compiler says what is wrong.
            _diagnostics.RequireStub(ManagementRules.Property.Id);
            return;
        }

        string key = place.Key;
        if (attribute.ConstructorArguments.Length > place.ValueIndex)
        {
            _diagnostics.Add(
                SectionRules.ValueAndPlace,
                Locations.OfArgument(attribute, place.ValueIndex, _fallback),
                $"'{parameter.Name}' already has a value: write [{Attributes.ShortName(attribute)}{(place.HasFixedKey ? string.Empty : "(\"" + key + "\")")}] without a constant");
        }

        Location location = Locations.OfArgument(attribute, 0, _fallback);
        RequestText.Check(key, "the name of an application property", location, _diagnostics);
        AddProperty(parameter, key, location);
    }

    private void AddProperty(IParameterSymbol parameter, string key, Location location)
    {
        if (_taken.TryGetValue(key, out string? owner))
        {
            _diagnostics.Add(ManagementRules.Property, location, parameter.Name, key, owner);
            return;
        }

        _taken.Add(key, $"which '{parameter.Name}' already is");
        ITypeSymbol type = Nullability.OfParameter(parameter);
        ValueModel? value = Read(parameter, type);
        if (value is null && type.TypeKind is not (TypeKind.Error or TypeKind.TypeParameter) && !ReportsItself(type, parameter))
        {
            TypeToken token = TypeToken.Of(parameter, _fallback).WithoutNullable();
            _diagnostics.Add(ManagementRules.PropertyType, token.Location, parameter.Name, _method.Name, Names.Display(type), Advice(type));
        }

        if (value is not null)
        {
            CheckAttributes(parameter, value);
        }

        _properties.Add(new RequestValueModel(Literals.String(key), Names.Escape(parameter.Name), parameter.Name, value));
    }

    /// <summary>How the argument becomes one simple value; null if it does not.</summary>
    private ValueModel? Read(IParameterSymbol parameter, ITypeSymbol type)
    {
        ImmutableArray<AttributeData> attributes = parameter.GetAttributes();
        var found = new DiagnosticBag();
        ValueModel value = MemberValueParser.Parse(parameter, type, parameter.Name, TypeToken.Of(parameter, _fallback), attributes, _fallback, found);
        bool isSimple = value.Kind is not (ValueKind.Invalid or ValueKind.Formatted or ValueKind.List or ValueKind.Array or ValueKind.Map or ValueKind.Contract
            or ValueKind.Untyped or ValueKind.JsonString or ValueKind.JsonBinary);
        if (type.TypeKind == TypeKind.Error)
        {
            _diagnostics.RequireStub(ManagementRules.PropertyType.Id);
        }
        else if (isSimple || ReportsItself(type, parameter))
        {
            _diagnostics.AddAll(found);
        }

        return isSimple ? value : null;
    }

    /// <summary>Whether what is wrong with the type is said by a rule of its own.</summary>
    private static bool ReportsItself(ITypeSymbol type, IParameterSymbol parameter)
        => WithoutNullable(type).TypeKind == TypeKind.Enum && Attributes.Find(parameter, Attributes.Formatter) is null;

    private static string Advice(ITypeSymbol type)
        => IsTimeSpan(WithoutNullable(type)) ? "mark it [AmqpManagementTimeout] if it is how long to wait, or [AmqpDuration(AmqpDurationEncoding.Milliseconds)] to send it"
            : UntypedValues.Obstacle(type) is null ? "mark it [AmqpManagementBody] to send it as the body"
            : ContractReference.IsContract(type) ? "take a parameter for each of its members, or an AmqpMap marked [AmqpManagementBody]"
            : "convert it before the call, or take an AmqpMap marked [AmqpManagementBody]";

    /// <summary>Reports attributes that say how values of another type are written.</summary>
    private void CheckAttributes(IParameterSymbol parameter, ValueModel? value)
        => ValueAttributes.Check(
            parameter.GetAttributes(),
            new List<ValueModel> { value ?? new ValueModel(ValueKind.Map, string.Empty, NullState.Never) },
            parameter.Name,
            _fallback,
            _diagnostics);
}
