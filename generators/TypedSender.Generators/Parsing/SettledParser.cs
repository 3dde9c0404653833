using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads whether the sends of one method are settled: by an attribute of the method, or by the value of a parameter.</summary>
internal sealed class SettledParser
{
    private const int SettledMode = 1;
    private const int MixedMode = 2;

    private readonly IMethodSymbol _method;
    private readonly Location _fallback;
    private readonly DiagnosticBag _diagnostics;
    private readonly int _mode;

    /// <param name="sender">The sender, whose attribute says the settle mode.</param>
    /// <param name="method">The method.</param>
    /// <param name="fallback">Where to report what has no place of its own.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public SettledParser(INamedTypeSymbol sender, IMethodSymbol method, Location fallback, DiagnosticBag diagnostics)
    {
        _method = method;
        _fallback = fallback;
        _diagnostics = diagnostics;
        _mode = Attributes.Find(sender, Attributes.Sender) is { } attribute && Attributes.Named(attribute, "SendSettleMode") is byte mode ? mode : 0;
        if (Attributes.Find(method, Attributes.Settled) is { AttributeConstructor: not null } own && Attributes.Value(Attributes.Positional(own, 0)) is bool isSettled)
        {
            ReadMethod(own, isSettled);
        }
    }

    /// <summary>The choice; null for that of the sender.</summary>
    public SendOptionModel? Option { get; private set; }

    /// <summary>Reads a parameter; true if it is the choice and not part of the message.</summary>
    public bool Read(IParameterSymbol parameter)
    {
        if (Attributes.Find(parameter, Attributes.Settled) is not { } attribute)
        {
            return false;
        }

        bool isBoolean = parameter.Type.SpecialType == SpecialType.System_Boolean
            || (parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && nullable.TypeArguments[0].SpecialType == SpecialType.System_Boolean);
        if (parameter.Type.TypeKind == TypeKind.Error)
        {
            _diagnostics.RequireStub(MethodRules.Settled.Id);
        }
        else if (!isBoolean)
        {
            _diagnostics.Add(
                MethodRules.Settled,
                TypeToken.Of(parameter, _fallback).Location,
                $"'{parameter.Name}' is marked [Settled], and its type is '{Names.Display(parameter.Type)}': use bool, or bool? where null stands for the mode of the sender");
        }
        else if (HasArgument(attribute))
        {
            Report(attribute, $"the value of '{parameter.Name}' is the choice: write [Settled] without a constant");
        }
        else if (Option is not null)
        {
            Report(attribute, $"'{_method.Name}' has said already whether it sends settled: keep one");
        }
        else if (_mode != MixedMode)
        {
            ReportMode(attribute, $"the value of '{parameter.Name}' chooses whether a message is settled");
        }

        Option ??= new SendOptionModel("Settled", Names.Escape(parameter.Name));
        return true;
    }

    // The argument is optional: of an attribute without one, the value alone would say true.
    private static bool HasArgument(AttributeData attribute)
        => Attributes.Value(Attributes.Positional(attribute, 0)) is false || attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments.Count: > 0 };

    private void ReadMethod(AttributeData attribute, bool isSettled)
    {
        Option = new SendOptionModel("Settled", isSettled ? "true" : "false");
        if (_mode != MixedMode && isSettled != (_mode == SettledMode))
        {
            ReportMode(attribute, $"'{_method.Name}' sends {(isSettled ? "settled" : "unsettled")}");
        }
    }

    private void ReportMode(AttributeData attribute, string what)
        => Report(attribute, $"{what}, and its sender sends all messages {(_mode == SettledMode ? "settled" : "unsettled")}: write [AmqpSender(…, SendSettleMode = SenderSettleMode.Mixed)], or remove [Settled]");

    private void Report(AttributeData attribute, string text) => _diagnostics.Add(MethodRules.Settled, Locations.OfAttribute(attribute, _fallback), text);
}
