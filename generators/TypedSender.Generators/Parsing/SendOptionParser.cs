using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads what the sends of one method do otherwise than their sender: attributes of the method, and parameters that are not sent.</summary>
internal sealed class SendOptionParser
{
    private const string Timeout = "Timeout";
    private const double ShortestSeconds = 0.001;
    private const double LongestSeconds = 49d * 24 * 60 * 60;

    private readonly INamedTypeSymbol _sender;
    private readonly IMethodSymbol _method;
    private readonly Location _fallback;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<SendOptionModel> _options = new();

    // By property, what has set it, for people.
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    private readonly SettledParser _settled;

    public SendOptionParser(INamedTypeSymbol sender, IMethodSymbol method, Location fallback, DiagnosticBag diagnostics)
    {
        _settled = new SettledParser(sender, method, fallback, diagnostics);
        _sender = sender;
        _method = method;
        _fallback = fallback;
        _diagnostics = diagnostics;
        ReadTimeout();
    }

    public IReadOnlyList<SendOptionModel> Options => _settled.Option is { } settled ? new List<SendOptionModel>(_options) { settled } : _options;

    /// <summary>Reads a parameter; true if it is an option and not part of the message.</summary>
    /// <remarks>Each reader looks at each parameter, so that none of several marks goes unread.</remarks>
    public bool Read(IParameterSymbol parameter) => ReadTransaction(parameter) | ReadTimeout(parameter) | _settled.Read(parameter);

    private bool ReadTransaction(IParameterSymbol parameter)
    {
        if (!TransactionParameter.Is(parameter.Type))
        {
            return false;
        }

        if (_owners.ContainsKey(TransactionParameter.Property))
        {
            _diagnostics.Add(TransactionRules.ManyTransactions, Locations.Of(parameter, _fallback), parameter.Name, _method.Name);
            return true;
        }

        TransactionParameter.CheckMode(parameter, _sender, _method, _fallback, _diagnostics);
        _owners.Add(TransactionParameter.Property, parameter.Name);
        _options.Add(new SendOptionModel(TransactionParameter.Property, Names.Escape(parameter.Name)));
        return true;
    }

    private void ReadTimeout()
    {
        if (Attributes.Find(_method, Attributes.SendTimeout) is not { AttributeConstructor: not null } attribute)
        {
            return;
        }

        TypedConstant? argument = Attributes.Positional(attribute, 0);
        if (argument is null)
        {
            Report(attribute, $"'{_method.Name}' has no time: write [SendTimeout(seconds)], or mark a parameter of type TimeSpan with it");
        }
        else if (Attributes.Value(argument) is double seconds)
        {
            if (seconds is >= ShortestSeconds and <= LongestSeconds)
            {
                Add(Timeout, $"global::System.TimeSpan.FromTicks({((long)(seconds * TimeSpan.TicksPerSecond)).ToString(CultureInfo.InvariantCulture)}L)", "its own [SendTimeout]", attribute);
            }
            else
            {
                _diagnostics.Add(
                    MethodRules.SendTimeout,
                    Locations.OfArgument(attribute, 0, _fallback),
                    $"{seconds.ToString(CultureInfo.InvariantCulture)} seconds are no time for a send: give at least 0.001 and at most {LongestSeconds.ToString(CultureInfo.InvariantCulture)}");
            }
        }
    }

    private bool ReadTimeout(IParameterSymbol parameter)
    {
        if (Attributes.Find(parameter, Attributes.SendTimeout) is not { } attribute)
        {
            return false;
        }

        if (!IsTimeSpan(parameter.Type))
        {
            if (parameter.Type.TypeKind == TypeKind.Error)
            {
                _diagnostics.RequireStub(MethodRules.SendTimeout.Id);
            }
            else
            {
                _diagnostics.Add(
                    MethodRules.SendTimeout,
                    TypeToken.Of(parameter, _fallback).Location,
                    $"'{parameter.Name}' is marked [SendTimeout], and its type is '{Names.Display(parameter.Type)}': use TimeSpan, or TimeSpan? where null stands for the time of the sender");
            }
        }
        else if (Attributes.Positional(attribute, 0) is not null)
        {
            Report(attribute, $"'{parameter.Name}' already is the time: write [SendTimeout] without a constant");
        }

        Add(Timeout, Names.Escape(parameter.Name), $"'{parameter.Name}'", attribute);
        return true;
    }

    private void Add(string property, string value, string owner, AttributeData attribute)
    {
        if (_owners.TryGetValue(property, out string? first))
        {
            Report(attribute, $"'{_method.Name}' has a time already, {first}: keep one");
            return;
        }

        _owners.Add(property, owner);
        _options.Add(new SendOptionModel(property, value));
    }

    private void Report(AttributeData attribute, string text) => _diagnostics.Add(MethodRules.SendTimeout, Locations.OfAttribute(attribute, _fallback), text);

    private static bool IsTimeSpan(ITypeSymbol type)
        => type is INamedTypeSymbol named
            && Names.WellKnown(named is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } && named.TypeArguments[0] is INamedTypeSymbol inner ? inner : named) == "System.TimeSpan";
}
