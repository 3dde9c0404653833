using System.Collections.Generic;
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
    private readonly string? _unaddressed;
    private readonly SectionScope _scope;
    private readonly BodyParser _body;
    private readonly SendOptionParser _options;
    private readonly AddressParser _address;
    private readonly List<BodyModel> _bodies = new();
    private IParameterSymbol? _token;

    /// <param name="sender">The sender.</param>
    /// <param name="method">The method.</param>
    /// <param name="address">The template of the addresses of messages; null where the sender has an address of its own, or none.</param>
    /// <param name="unaddressed">Why its link has no address, for people; null where it has one.</param>
    /// <param name="broker">The broker, if one is named.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public SenderMethodParser(INamedTypeSymbol sender, IMethodSymbol method, AddressTemplate? address, string? unaddressed, BrokerProfile? broker, DiagnosticBag diagnostics)
    {
        _unaddressed = unaddressed;
        _broker = broker;
        _scope = SectionScope.OfSender(sender).Of(method);
        _method = method;
        _all = diagnostics;
        _fallback = Locations.Of(method, Locations.Of(sender));
        _body = new BodyParser(method, _fallback, _diagnostics);
        _options = new SendOptionParser(sender, method, _fallback, _diagnostics);
        _address = new AddressParser(method, address, _fallback, _diagnostics);
    }

    public SenderMethodModel Parse(EquatableArray<ConstantBinding> interfaceConstants)
    {
        var bound = new BoundSlots();
        IReadOnlyList<ConstantBinding> constants = ConstantParser.Read(_method, bound, _scope, _diagnostics);
        var bindings = new BindingParser(_diagnostics, bound, _scope);
        var parameters = new List<ParameterModel>();
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            bool isPlaced = Classify(parameter, bindings);
            parameters.Add(MethodSignature.Parameter(parameter, isPlaced));
        }

        if (_method.IsVararg)
        {
            parameters.Add(new ParameterModel("__arglist", string.Empty, string.Empty, NullCheck.None));
            _diagnostics.Add(MethodRules.NoPlace, _fallback, "__arglist", _method.Name, "__arglist", "remove it");
        }

        var placed = new List<ValueBinding>(bindings.Bindings);
        if (_address.Finish(parameters) is { } address)
        {
            placed.Add(address);
        }

        (ReturnShape Shape, bool IsTask)? returns = Returns();
        BodyModel? body = Body();
        CheckListReturn(returns?.Shape, body);
        EnqueueParser.Check(_method, returns?.Shape, body, _token, _diagnostics, _fallback);
        EnvelopeModel? envelope = EnvelopeParser.Read(_method, body?.IsList, EnqueueParser.Enqueues(returns?.Shape), _unaddressed, _broker, _diagnostics, _fallback);
        TypeParameters.Check(_method, _fallback, _diagnostics);
        CheckToken(returns?.Shape);
        _all.AddAll(_diagnostics);
        return new SenderMethodModel(
            Names.FullName(_method.ContainingType),
            MirroredAttributes.Of(_method).ToEquatableArray(),
            MethodSignature.Modifiers(_method),
            Names.Escape(_method.Name),
            TypeParameters.Of(_method),
            MessageName(),
            MethodSignature.ReturnType(_method),
            returns?.Shape ?? ReturnShape.Nothing,
            returns?.IsTask ?? false,
            parameters.ToEquatableArray(),
            _diagnostics.StubRule is null ? body : null,
            envelope,
            _token is null ? null : Names.Escape(_token.Name),
            _options.Options.ToEquatableArray(),
            placed.ToEquatableArray(),
            constants.ToEquatableArray(),
            interfaceConstants,
            _diagnostics.StubRule);
    }

    private static bool IsToken(ITypeSymbol type) => type is INamedTypeSymbol named && Names.WellKnown(named) == "System.Threading.CancellationToken";

    /// <summary>Classifies a parameter; true if a section attribute places it, or it says how the method sends: then null is for its type to refuse.</summary>
    private bool Classify(IParameterSymbol parameter, BindingParser bindings)
    {
        Location name = Locations.Of(parameter, _fallback);
        if (parameter.RefKind is not (RefKind.None or RefKind.In))
        {
            _diagnostics.Add(MethodRules.ByReference, name, parameter.Name, MethodSignature.Modifier(parameter.RefKind).TrimEnd());
        }

        bool isPart = _address.Read(parameter);
        bool isOption = _options.Read(parameter);
        int bound = bindings.Bindings.Count;
        if (bindings.Read(parameter, Nullability.OfParameter(parameter), parameter.Name, parameter.Name, parameter.GetAttributes(), _fallback))
        {
            ValueAttributes.Check(parameter.GetAttributes(), bindings.ValuesFrom(bound), parameter.Name, _fallback, _diagnostics);
            return true;
        }

        if (isOption || isPart)
        {
            return true;
        }

        if (IsToken(parameter.Type))
        {
            if (_token is not null)
            {
                _diagnostics.Add(MethodRules.ManyTokens, name, parameter.Name, _method.Name);
            }

            _token ??= parameter;
        }
        else if (parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && IsToken(nullable.TypeArguments[0]))
        {
            _diagnostics.Add(MethodRules.NullableToken, TypeToken.Of(parameter, _fallback).Location, parameter.Name);
        }
        else
        {
            _bodies.Add(_body.Parse(parameter));
        }

        return false;
    }

    /// <summary>Reports a method without a token, or with other parameters behind it. Many may follow it, since they have to be last.</summary>
    private void CheckToken(ReturnShape? shape)
    {
        if (_diagnostics.StubRule is not null || shape == ReturnShape.TryEnqueue)
        {
            return;
        }

        if (_token is null)
        {
            _diagnostics.Add(MethodRules.NoToken, _fallback, _method.Name);
            return;
        }

        IParameterSymbol last = _method.Parameters[_method.Parameters.Length - 1];
        int behind = last.Ordinal - _token.Ordinal - (last.IsParams ? 1 : 0);
        if (behind > 0)
        {
            _diagnostics.Add(MethodRules.TokenNotLast, Locations.Of(_token, _fallback), _token.Name, _method.Name);
        }
    }

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
        (ReturnShape, bool)? shape = EnqueueParser.Shape(_method, ReturnTypes.Of(_method.ReturnType), _diagnostics, _fallback);
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
                string advice = _method.ReturnType.SpecialType == SpecialType.System_Boolean && !_bodies.Exists(static body => body.IsList) ? ", or mark it [Enqueue] to be told whether the message was enqueued" : string.Empty;
                _diagnostics.Add(MethodRules.ReturnType, location, _method.Name, (_method.RefKind == RefKind.None ? string.Empty : "ref ") + Names.Display(_method.ReturnType), advice);
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
            (ReturnShape.Outcomes or ReturnShape.OutcomeStream, false) => "sends one message, which has one outcome: return SendOutcome",
            _ => null,
        };
        if (disagreement is not null)
        {
            _diagnostics.Add(MethodRules.BatchReturn, TypeToken.Of(_method, _fallback).Location, _method.Name, disagreement);
        }
    }
}
