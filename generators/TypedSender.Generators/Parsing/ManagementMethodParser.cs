using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Makes a model of one method of a management interface. A method that breaks a rule becomes a stub; the others are not affected.</summary>
internal sealed class ManagementMethodParser
{
    private const string EntityType = "Type";

    private readonly IMethodSymbol _method;
    private readonly DiagnosticBag _all;
    private readonly DiagnosticBag _diagnostics = new();
    private readonly Location _fallback;

    public ManagementMethodParser(INamedTypeSymbol management, IMethodSymbol method, DiagnosticBag diagnostics)
    {
        _method = method;
        _all = diagnostics;
        _fallback = Locations.Of(method, Locations.Of(management));
    }

    public ManagementMethodModel Parse()
    {
        (string operation, string? entityType) = Operation();
        ReplyShape? reply = Reply();
        var request = new RequestParameters(_method, _fallback, _diagnostics);
        var parameters = new List<ParameterModel>();
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            request.Add(parameter);
            parameters.Add(MethodSignature.Parameter(parameter, placed: true));
        }

        if (_method.IsVararg)
        {
            parameters.Add(new ParameterModel("__arglist", string.Empty, string.Empty, NullCheck.None));
            _diagnostics.Add(ManagementRules.PassedOtherwise, _fallback, "__arglist", "__arglist");
        }

        if (_method.Arity > 0)
        {
            _diagnostics.Add(ManagementRules.GenericMethod, _fallback, _method.Name);
        }

        _all.AddAll(_diagnostics);
        return new ManagementMethodModel(
            Names.FullName(_method.ContainingType),
            MethodSignature.Modifiers(_method),
            Names.Escape(_method.Name) + MethodSignature.TypeParameters(_method),
            MethodSignature.ReturnType(_method),
            reply ?? new ReplyShape(IsTask: false, ReplyContent.Nothing, IsNullable: false),
            parameters.ToEquatableArray(),
            MethodSignature.Constraints(_method),
            Literals.String(operation),
            entityType is null ? null : Literals.String(entityType),
            request.Properties.ToEquatableArray(),
            request.Body,
            request.Timeout,
            request.Token,
            _diagnostics.StubRule);
    }

    private (string Operation, string? EntityType) Operation()
    {
        if (Attributes.Find(_method, Attributes.Operation) is not { } attribute)
        {
            _diagnostics.Add(ManagementRules.NoOperation, _fallback, _method.Name);
            return (string.Empty, null);
        }

        if (attribute.AttributeConstructor is null || Attributes.Positional(attribute, 0) is { Kind: TypedConstantKind.Error })
        {
            // The compiler says what is wrong.
            _diagnostics.RequireStub(ManagementRules.NoOperation.Id);
            return (string.Empty, null);
        }

        string operation = Attributes.Text(attribute, 0) ?? string.Empty;
        RequestText.Check(operation, "the operation of a request", Locations.OfArgument(attribute, 0, _fallback), _diagnostics);
        string? entityType = Attributes.Named(attribute, EntityType) as string;
        if (entityType is not null)
        {
            RequestText.Check(entityType, "the type of an entity", Locations.OfNamedArgument(attribute, EntityType, _fallback), _diagnostics);
        }

        return (operation, entityType);
    }

    private ReplyShape? Reply()
    {
        ReplyShape? reply = ReplyTypes.Of(_method.ReturnType);
        if (reply is not null && _method.RefKind == RefKind.None)
        {
            if (ReplyTypes.ContractOf(_method.ReturnType) is { } contract && ClosedContracts.Is(contract))
            {
                ClosedContracts.Check(contract, TypeToken.Of(_method, _fallback).Argument(0).WithoutNullable(), _diagnostics);
            }

            return reply;
        }

        if (_method.ReturnType.TypeKind == TypeKind.Error)
        {
            _diagnostics.RequireStub(ManagementRules.ReturnType.Id);
        }
        else
        {
            string type = _method.ReturnsVoid ? "void" : (_method.RefKind == RefKind.None ? string.Empty : "ref ") + Names.Display(_method.ReturnType);
            _diagnostics.Add(ManagementRules.ReturnType, TypeToken.Of(_method, _fallback).Location, _method.Name, type);
        }

        return null;
    }
}
