using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Makes a model of one method of a sender. A method that breaks a rule becomes a stub; the others are not affected.</summary>
internal sealed class SenderMethodParser
{
    private readonly IMethodSymbol _method;
    private readonly DiagnosticBag _all;
    private readonly DiagnosticBag _diagnostics = new();
    private readonly Location _fallback;
    private readonly BrokerProfile? _broker;
    private readonly SectionScope _scope;
    private readonly List<BodyModel> _bodies = new();
    private string? _token;

    public SenderMethodParser(INamedTypeSymbol sender, IMethodSymbol method, BrokerProfile? broker, DiagnosticBag diagnostics)
    {
        _broker = broker;
        _scope = SectionScope.OfSender(sender).Of(method);
        _method = method;
        _all = diagnostics;
        _fallback = Locations.Of(method, Locations.Of(sender));
    }

    public SenderMethodModel Parse(EquatableArray<ConstantBinding> interfaceConstants)
    {
        var bound = new BoundSlots();
        IReadOnlyList<ConstantBinding> constants = ConstantParser.Read(_method, bound, _scope, _diagnostics);
        var bindings = new BindingParser(_diagnostics, bound, _scope);
        var parameters = new List<ParameterModel>();
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            bool placed = Classify(parameter, bindings);
            parameters.Add(MethodSignature.Parameter(parameter, placed));
        }

        if (_method.IsVararg)
        {
            parameters.Add(new ParameterModel("__arglist", string.Empty, string.Empty, ThrowsOnNull: false));
            _diagnostics.Add(MethodRules.NoPlace, _fallback, "__arglist", _method.Name, "__arglist", "remove it");
        }

        (ReturnShape Shape, bool IsTask)? returns = Returns();
        BodyModel? body = Body();
        CheckListReturn(returns?.Shape, body);
        EnvelopeModel? envelope = EnvelopeParser.Read(_method, body?.IsList, _broker, _diagnostics, _fallback);
        if (_method.Arity > 0)
        {
            _diagnostics.Add(MethodRules.GenericMethod, _fallback, _method.Name);
        }

        _all.AddAll(_diagnostics);
        return new SenderMethodModel(
            Names.FullName(_method.ContainingType),
            MethodSignature.Modifiers(_method),
            Names.Escape(_method.Name) + MethodSignature.TypeParameters(_method),
            MessageName(),
            MethodSignature.ReturnType(_method),
            returns?.Shape ?? ReturnShape.Nothing,
            returns?.IsTask ?? false,
            parameters.ToEquatableArray(),
            MethodSignature.Constraints(_method),
            _diagnostics.StubRule is null ? body : null,
            envelope,
            _token,
            bindings.Bindings.ToEquatableArray(),
            constants.ToEquatableArray(),
            interfaceConstants,
            _diagnostics.StubRule);
    }

    private static bool IsToken(ITypeSymbol type) => type is INamedTypeSymbol named && Names.WellKnown(named) == "System.Threading.CancellationToken";

    /// <summary>Classifies a parameter; true if a section attribute places it.</summary>
    private bool Classify(IParameterSymbol parameter, BindingParser bindings)
    {
        Location name = Locations.Of(parameter, _fallback);
        if (parameter.RefKind is not (RefKind.None or RefKind.In))
        {
            _diagnostics.Add(MethodRules.ByReference, name, parameter.Name, MethodSignature.Modifier(parameter.RefKind).TrimEnd());
        }

        int bound = bindings.Bindings.Count;
        if (bindings.Read(parameter, Nullability.OfParameter(parameter), parameter.Name, parameter.Name, parameter.GetAttributes(), _fallback))
        {
            ValueAttributes.Check(parameter.GetAttributes(), bindings.ValuesFrom(bound), parameter.Name, _fallback, _diagnostics);
            return true;
        }

        if (IsToken(parameter.Type))
        {
            if (_token is not null)
            {
                _diagnostics.Add(MethodRules.ManyTokens, name, parameter.Name, _method.Name);
            }

            _token ??= Names.Escape(parameter.Name);
        }
        else if (parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && IsToken(nullable.TypeArguments[0]))
        {
            _diagnostics.Add(MethodRules.NullableToken, TypeToken.Of(parameter, _fallback).Location, parameter.Name);
        }
        else
        {
            AddBody(parameter);
        }

        return false;
    }

    private void AddBody(IParameterSymbol parameter)
    {
        TypeToken token = TypeToken.Of(parameter, _fallback);
        ITypeSymbol type = parameter.Type;
        bool isSequence = false;
        bool isList = false;
        if (!ContractReference.IsContract(type) && CollectionTypes.Sequence(type) is { } sequence && type.SpecialType != SpecialType.System_String)
        {
            isList = true;
            isSequence = !CollectionTypes.IsReadOnlyList(type, sequence.Element);
            type = sequence.Element;
            token = token.Argument(0);
        }

        string encoder = string.Empty;
        if (type.TypeKind == TypeKind.Error)
        {
            _diagnostics.RequireStub(MemberRules.NotAContract.Id);
        }
        else if (!ContractReference.IsContract(type))
        {
            AddStranger(parameter, type, token);
        }
        else if (ContractReference.HasEncoder((INamedTypeSymbol)type))
        {
            encoder = ContractReference.Encoder((INamedTypeSymbol)type);
            ContractReference.CheckConcrete((INamedTypeSymbol)type, token, parameter.Name, _diagnostics);
        }
        else
        {
            ContractReference.ReportMissingEncoder((INamedTypeSymbol)type, token.Location, parameter.Name, _diagnostics);
        }

        _bodies.Add(new BodyModel(
            Names.Escape(parameter.Name),
            Names.FullName(type),
            encoder,
            Names.Display(type),
            type.IsReferenceType,
            isList,
            isSequence,
            isList ? Names.FullNullableName(type) : Names.FullName(type),
            ContractReference.PlainBody(type)));
    }

    /// <summary>Reports a parameter that is no contract: one that can be made a contract at its type, others where they are declared.</summary>
    private void AddStranger(IParameterSymbol parameter, ITypeSymbol type, TypeToken token)
    {
        if (HasTypeParameter(type))
        {
            // Reported with its method.
            _diagnostics.RequireStub(MethodRules.GenericMethod.Id);
        }
        else if (CollectionTypes.IsAmbiguous(type))
        {
            _diagnostics.Add(MemberRules.AmbiguousItems, token.WithoutNullable().Location, Names.Display(type), parameter.Name);
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

    private static bool HasTypeParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HasTypeParameter(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasTypeParameter),
        _ => false,
    };

    private string MessageName()
    {
        const string Suffix = "Async";
        string stem = _method.Name.EndsWith(Suffix, System.StringComparison.Ordinal) && _method.Name.Length > Suffix.Length
            ? _method.Name.Substring(0, _method.Name.Length - Suffix.Length)
            : _method.Name;
        return stem + "Message";
    }

    private (ReturnShape Shape, bool IsTask)? Returns()
    {
        (ReturnShape, bool)? shape = ReturnTypes.Of(_method.ReturnType);
        if (shape is null || _method.RefKind != RefKind.None)
        {
            Location location = TypeToken.Of(_method, _fallback).Location;
            if (_method.ReturnsVoid)
            {
                _diagnostics.Add(MethodRules.Synchronous, location, _method.Name);
            }
            else if (_method.ReturnType.TypeKind == TypeKind.Error)
            {
                _diagnostics.RequireStub(MethodRules.ReturnType.Id);
            }
            else
            {
                _diagnostics.Add(MethodRules.ReturnType, location, _method.Name, (_method.RefKind == RefKind.None ? string.Empty : "ref ") + Names.Display(_method.ReturnType));
            }
        }

        return shape;
    }

    private BodyModel? Body()
    {
        if (_bodies.Count == 1)
        {
            return _bodies[0];
        }

        if (_diagnostics.StubRule is null || _bodies.Count == 0)
        {
            _diagnostics.Add(MethodRules.OneBody, _fallback, _method.Name, _bodies.Count == 0 ? "no body" : "more than one body");
        }

        return null;
    }

    private void CheckListReturn(ReturnShape? shape, BodyModel? body)
    {
        string? disagreement = (shape, body?.IsList) switch
        {
            (ReturnShape.Outcome, true) => "sends a list, which has an outcome for each item: return IReadOnlyList<SendOutcome>",
            (ReturnShape.Outcomes, false) => "sends one message, which has one outcome: return SendOutcome",
            _ => null,
        };
        if (disagreement is not null)
        {
            _diagnostics.Add(MethodRules.BatchReturn, TypeToken.Of(_method, _fallback).Location, _method.Name, disagreement);
        }
    }
}
