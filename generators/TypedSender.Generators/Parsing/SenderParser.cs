using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Makes a model of a sender interface.</summary>
internal static class SenderParser
{
    /// <summary>The name of the class that is nested in each sender interface.</summary>
    public const string ImplementationName = "Implementation";

    /// <summary>The model, or null if the interface is such that nothing can be added to it, or has members that no class of ours could implement.</summary>
    public static SenderModel? Parse(INamedTypeSymbol type, Problems problems, CancellationToken cancellationToken)
    {
        PartialType? partial = PartialTypeParser.ParseSender(type, problems, cancellationToken);
        AttributeData? attribute = Attributes.Find(type, Attributes.Sender);
        if (attribute is null)
        {
            return null;
        }

        string address = Address(type, attribute, problems);
        LinkParser links = LinkParser.Read(type, problems);
        var constants = new InterfaceConstants(type, problems);
        var methods = new SenderMethods(type, problems).Find();
        var messageNames = new HashSet<string>();
        var models = new List<SenderMethodModel>();
        foreach (IMethodSymbol method in methods)
        {
            cancellationToken.ThrowIfCancellationRequested();
            models.Add(new SenderMethodParser(type, method, problems).Parse(constants.Of(method), MessageName(method, messageNames)));
        }

        return partial is null || problems.StubRule == SenderRules.UnsupportedMember.Id
            ? null
            : new SenderModel(
                partial,
                Literals.String(address),
                SettleMode(attribute, "SendSettleMode", "SenderSettleMode"),
                SettleMode(attribute, "ReceiveSettleMode", "ReceiverSettleMode"),
                links.Capabilities.ToEquatableArray(),
                links.RequiredCapabilities.ToEquatableArray(),
                links.Properties.ToEquatableArray(),
                models.ToEquatableArray());
    }

    private static string Address(INamedTypeSymbol type, AttributeData attribute, Problems problems)
    {
        string address = Attributes.Positional(attribute, 0)?.Value as string ?? string.Empty;
        if (string.IsNullOrWhiteSpace(address))
        {
            problems.Add(SenderRules.InvalidAddress, Locations.OfArgument(attribute, 0, Locations.Of(type)), Names.Display(type));
        }

        return address;
    }

    /// <summary>A settle mode as C# writes it, or null if the attribute does not set it.</summary>
    private static string? SettleMode(AttributeData attribute, string property, string enumName)
        => Attributes.Named(attribute, property) is byte or int
            ? $"(global::TypedSender.Amqp.Performatives.{enumName}){System.Convert.ToString(Attributes.Named(attribute, property), System.Globalization.CultureInfo.InvariantCulture)}"
            : null;

    /// <summary>Overloads share a name, their messages must not.</summary>
    private static string MessageName(IMethodSymbol method, HashSet<string> taken)
    {
        string stem = method.Name.EndsWith("Async", System.StringComparison.Ordinal) && method.Name.Length > 5
            ? method.Name.Substring(0, method.Name.Length - 5)
            : method.Name;
        string name = stem + "Message";
        for (int number = 2; !taken.Add(name); number++)
        {
            name = stem + "Message" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }
}
