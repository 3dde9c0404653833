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
    /// <summary>The model, or null if the interface is such that nothing can be added to it, or has members that no class of ours could implement.</summary>
    public static SenderModel? Parse(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        using ExternAliases.Scope aliases = ExternAliases.Enter(compilation);
        using ExternalContracts.Scope externals = ExternalContracts.Enter(compilation);
        PartialType? partial = PartialTypeParser.ParseSender(type, diagnostics, cancellationToken);
        AttributeData? attribute = Attributes.Find(type, Attributes.Sender);
        if (attribute is null)
        {
            return null;
        }

        string address = Address(type, attribute, diagnostics);
        AddressTemplate? template = AddressParser.ReadTemplate(attribute, address, type, diagnostics);
        BrokerProfile? broker = BrokerParser.Read(type, diagnostics);
        LinkParser links = LinkParser.Read(type, diagnostics);
        TargetModel target = TargetParser.Read(type, diagnostics);
        var constants = new InterfaceConstants(type, diagnostics);
        AbstractMethods methods = AbstractMethods.OfSender(type, diagnostics);
        var restrictions = new Restrictions(type.ContainingAssembly);
        var models = new List<SenderMethodModel>();
        var closing = new ClosingModel(IsDisposable: false, IsAsyncDisposable: false);
        IReadOnlyList<IMethodSymbol> found = methods.Find();
        string? unaddressed = Unaddressed(template, address, found);
        bool isAnonymous = unaddressed is not null;
        AddressTemplate? ofMethods = template ?? (isAnonymous && address.Length > 0 ? AddressTemplate.OfAddress(address) : null);
        foreach (IMethodSymbol method in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Closes(method, ref closing))
            {
                continue;
            }

            models.Add(new SenderMethodParser(type, method, ofMethods, unaddressed, broker, diagnostics).Parse(constants.Of(method)));
            restrictions.Add(method);
        }

        if (models.Count == 0 && !methods.HasOthers && partial is not null && Attributes.Find(type, Attributes.Management) is null)
        {
            diagnostics.Add(SenderRules.NoSendMethod, Locations.Of(type), Names.Display(type));
        }

        return partial is null || methods.HasOthers
            ? null
            : new SenderModel(
                partial,
                Literals.String(address),
                template is null ? null : Literals.String(template.Text),
                broker?.Kind.ToString(),
                SettleMode(attribute, "SendSettleMode", "SenderSettleMode"),
                SettleMode(attribute, "ReceiveSettleMode", "ReceiverSettleMode"),
                links.Capabilities.ToEquatableArray(),
                links.RequiredCapabilities.ToEquatableArray(),
                links.Properties.ToEquatableArray(),
                target with { IsAnonymous = isAnonymous },
                NestedNames.Implementation(type),
                restrictions.ToModel(),
                closing,
                models.ToEquatableArray(),
                RegistrationParser.Parse(type));
    }

    /// <summary>Whether the method is that of an interface of .NET by which a sender is closed.</summary>
    private static bool Closes(IMethodSymbol method, ref ClosingModel closing)
    {
        string type = Names.WellKnown(method.ContainingType);
        closing = type switch
        {
            "System.IDisposable" => closing with { IsDisposable = true },
            "System.IAsyncDisposable" => closing with { IsAsyncDisposable = true },
            _ => closing,
        };
        return type is "System.IDisposable" or "System.IAsyncDisposable";
    }

    /// <summary>Why the link of the sender has no address, so that each message names its own, for people; null if it has one.</summary>
    private static string? Unaddressed(AddressTemplate? template, string address, IReadOnlyList<IMethodSymbol> methods)
    {
        if (template is not null)
        {
            return $"the address '{template.Text}' has braces, so that each message names its own: remove [AmqpBatch], or send them by an interface whose address has none";
        }

        foreach (IMethodSymbol method in methods)
        {
            if (Attributes.Find(method, Attributes.Address) is not null)
            {
                return $"the [Address] of '{method.Name}' has all messages of the interface name theirs: remove [AmqpBatch], or put '{method.Name}' into another interface";
            }
        }

        return address.Length == 0 ? "its sender has no address: remove [AmqpBatch], or write [AmqpSender(\"address\")]" : null;
    }

    private static string Address(INamedTypeSymbol type, AttributeData attribute, DiagnosticBag diagnostics)
    {
        string address = Attributes.Text(attribute, 0) ?? string.Empty;
        if (attribute.AttributeConstructor is { Parameters.Length: > 0 } && string.IsNullOrWhiteSpace(address))
        {
            diagnostics.Add(SenderRules.InvalidAddress, Locations.OfArgument(attribute, 0, Locations.Of(type)), Names.Display(type));
        }

        if (ConstantText.Obstacle(address) is { } reason)
        {
            diagnostics.Add(SectionRules.InvalidConstant, Locations.OfArgument(attribute, 0, Locations.Of(type)), ConstantText.Display(address), "the address of a sender", reason);
        }

        return address;
    }

    /// <summary>A settle mode as C# writes it, or null if the attribute does not set it.</summary>
    private static string? SettleMode(AttributeData attribute, string property, string enumName)
        => Attributes.Named(attribute, property) is byte or int
            ? $"(global::TypedSender.{enumName}){System.Convert.ToString(Attributes.Named(attribute, property), System.Globalization.CultureInfo.InvariantCulture)}"
            : null;
}
