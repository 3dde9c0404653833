using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads a parameter that no attribute places: a contract, or several of them.</summary>
internal sealed class BodyParser
{
    private readonly IMethodSymbol _method;
    private readonly Location _fallback;
    private readonly DiagnosticBag _diagnostics;

    public BodyParser(IMethodSymbol method, Location fallback, DiagnosticBag diagnostics)
    {
        _method = method;
        _fallback = fallback;
        _diagnostics = diagnostics;
    }

    public BodyModel Parse(IParameterSymbol parameter)
    {
        TypeToken token = TypeToken.Of(parameter, _fallback);
        ITypeSymbol type = parameter.Type;
        if (!IsContract(type) && StreamTypes.Of(type) is { } stream)
        {
            return OfStream(parameter, stream);
        }

        ItemSource source = ItemSource.One;
        if (!IsContract(type) && ItemTypes.Of(type) is { } items)
        {
            (type, source) = items;
            token = token.Argument(0);
        }

        if (source != ItemSource.One && !IsContract(type) && StreamTypes.Of(type) is not null)
        {
            _diagnostics.Add(MethodRules.StreamsInList, token.WithoutNullable().Location, parameter.Name, Names.Display(type), _method.Name);
        }
        else if (source != ItemSource.One && Attributes.Find(_method, Attributes.Batch) is { } batch && StreamTypes.IsBodyOf(type))
        {
            _diagnostics.Add(MethodRules.StreamInEnvelope, Locations.OfAttribute(batch, _fallback), _method.Name, Names.Display(type));
        }

        string encoder = _diagnostics.StubRule is null ? Encoder(parameter, type, token) : string.Empty;
        CheckParams(parameter);
        return new BodyModel(
            Names.Escape(parameter.Name),
            Names.FullName(type),
            encoder,
            Names.Display(type),
            type is ITypeParameterSymbol ? !type.IsValueType : type.IsReferenceType,
            source,
            source == ItemSource.One ? Names.FullName(type) : Names.FullNullableName(type),
            ContractReference.PlainBody(type));
    }

    private static BodyModel OfStream(IParameterSymbol parameter, ValueKind stream) => new(
        Names.Escape(parameter.Name),
        StreamTypes.FullName,
        "global::TypedSender.GeneratedCode.AmqpStreamEncoder",
        "Stream",
        ContractCanBeNull: true,
        ItemSource.One,
        StreamTypes.FullName,
        BodyEncoding.Raw)
    {
        Conversion = stream == ValueKind.Pipe ? ".AsStream()" : string.Empty,
    };

    /// <summary>Whether a parameter of the type is a body.</summary>
    public static bool Takes(ITypeSymbol type)
        => IsContract(type) || StreamTypes.Of(type) is not null || (ItemTypes.Of(type) is { } items && IsContract(items.Item1));

    private static bool IsContract(ITypeSymbol type)
        => ContractReference.IsContract(type) || (type is ITypeParameterSymbol parameter && TypeParameters.IsContract(parameter));

    /// <summary>The encoder of a contract; empty, and reported, for a type that is none.</summary>
    private string Encoder(IParameterSymbol parameter, ITypeSymbol type, TypeToken token)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            _diagnostics.RequireStub(MemberRules.NotAContract.Id);
        }
        else if (!IsContract(type))
        {
            AddStranger(parameter, type, token);
        }
        else if (type is ITypeParameterSymbol)
        {
            return ContractReference.OfTypeParameter(type);
        }
        else if (ContractReference.HasEncoder((INamedTypeSymbol)type))
        {
            return ContractReference.CheckUse((INamedTypeSymbol)type, token, parameter.Name, _diagnostics) ? ContractReference.Encoder((INamedTypeSymbol)type) : string.Empty;
        }
        else
        {
            ContractReference.ReportMissingEncoder((INamedTypeSymbol)type, token.Location, parameter.Name, _diagnostics);
        }

        return string.Empty;
    }

    /// <summary>Reports a parameter that is no contract: one that can be made a contract at its type, others where they are declared.</summary>
    private void AddStranger(IParameterSymbol parameter, ITypeSymbol type, TypeToken token)
    {
        if (TypeParameters.HasReported(type))
        {
            _diagnostics.RequireStub(MethodRules.GenericMethod.Id);
        }
        else if (CollectionTypes.IsAmbiguous(type))
        {
            _diagnostics.Add(MemberRules.AmbiguousItems, token.WithoutNullable().Location, Names.Display(type), parameter.Name);
        }
        else if (ItemTypes.OfSpan(type) is { } item && IsContract(item))
        {
            _diagnostics.Add(MethodRules.Span, token.Location, parameter.Name, Names.Display(type), Names.Display(item));
        }
        else if (ContractAdvice.CanBeMarked(type))
        {
            _diagnostics.Add(MemberRules.NotAContract, token.WithoutNullable().Location, Names.Display(type), ContractAdvice.For(type, isParameter: true), parameter.Name);
        }
        else
        {
            _diagnostics.Add(MethodRules.NoPlace, Locations.Of(parameter, _fallback), parameter.Name, _method.Name, Names.Display(parameter.Type), ParameterAdvice.For(parameter));
        }
    }

    private void CheckParams(IParameterSymbol parameter)
    {
        if (parameter.IsParams && _diagnostics.StubRule is null && Attributes.Find(_method, Attributes.Batch) is null)
        {
            _diagnostics.Add(MethodRules.Params, Locations.Of(parameter, _fallback), parameter.Name, _method.Name);
        }
    }
}
