using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the generated half of a sender interface: its description, and its implementation.</summary>
internal static class SenderEmitter
{
    private const string MessageSender = Runtime.Product + "MessageSender";
    private const string DescriptionName = "Description";
    private const string MessageSuffix = "Message";
    private const string Description = Runtime.Product + "SenderDescription";

    public static SourceText Emit(SenderModel sender)
    {
        var writer = new SourceWriter();
        FileHeader.Write(writer, sender.Restrictions);
        string self = sender.Type.FullName;
        string link = $"{Runtime.Product}ITypedSender<{self}>";
        PartialTypeEmitter.Write(writer, sender.Type, link, () =>
        {
            writer.Line(FileHeader.GeneratedCode);
            writer.Line($"static {Description} {link}.Description => {sender.Implementation}.Description;");
            writer.Line();
            writer.Line(FileHeader.GeneratedCode);
            writer.Line($"static {self} {link}.Create({MessageSender} sender) => new {sender.Implementation}(sender);");
            writer.Line();
            WriteImplementation(writer, sender);
        });
        return writer.ToSourceText();
    }

    private static void WriteImplementation(SourceWriter writer, SenderModel sender)
    {
        writer.Line(FileHeader.GeneratedCode);
        FileHeader.WriteObsolete(writer, sender.Restrictions);
        using (writer.Block($"private sealed class {sender.Implementation}({MessageSender} sender) : {sender.Type.FullName}"))
        {
            WriteDescription(writer, sender);
            writer.Line();
            string field = FieldName(sender);
            writer.Line($"private readonly {MessageSender} {field} = sender;");
            List<(SenderMethodModel Method, string Mapper)> methods = Named(sender);
            foreach ((SenderMethodModel method, string mapper) in methods)
            {
                writer.Line();
                SendMethodEmitter.Write(writer, method, mapper, field);
            }

            ClosingEmitter.Write(writer, sender.Closing, field);
            foreach ((SenderMethodModel method, string mapper) in methods)
            {
                if (method.Body is { } body)
                {
                    writer.Line();
                    MessageEmitter.Write(writer, method, body, mapper);
                }
            }
        }
    }

    /// <summary>A name that no parameter hides.</summary>
    private static string FieldName(SenderModel sender)
    {
        var names = new LocalNames();
        foreach (SenderMethodModel method in sender.Methods)
        {
            TakeTypeParameters(names, method);
            foreach (ParameterModel parameter in method.Parameters)
            {
                names.Take(parameter.Name);
            }
        }

        return names.Keep("_sender");
    }

    private static void TakeTypeParameters(LocalNames names, SenderMethodModel method)
    {
        foreach (string parameter in method.TypeParameters.Names)
        {
            names.Take(parameter);
        }
    }

    /// <summary>The methods with names for their types that no other type of the implementation has: overloads share a name, and names may run into each other.</summary>
    private static List<(SenderMethodModel Method, string Mapper)> Named(SenderModel sender)
    {
        var names = new LocalNames(sender.Implementation, DescriptionName);
        foreach (SenderMethodModel method in sender.Methods)
        {
            TakeTypeParameters(names, method);
        }

        var methods = new List<(SenderMethodModel, string)>();
        foreach (SenderMethodModel method in sender.Methods)
        {
            string message = names.Keep(method.MessageName);
            string mapper = method.Body is { IsList: true } ? names.Keep(method.MessageName.Substring(0, method.MessageName.Length - MessageSuffix.Length) + "Mapper") : string.Empty;
            methods.Add((method with { MessageName = message }, mapper));
        }

        return methods;
    }

    private static void WriteDescription(SourceWriter writer, SenderModel sender)
    {
        writer.Line($"internal static readonly {Description} Description = new({sender.Address})");
        using (writer.Block(string.Empty, ";"))
        {
            if (sender.AddressTemplate is { } template)
            {
                writer.Line($"AddressTemplate = {template},");
            }

            if (sender.Broker is { } broker)
            {
                writer.Line($"Broker = {Runtime.Product}AmqpBrokerKind.{broker},");
            }

            if (sender.SendSettleMode is { } sendMode)
            {
                writer.Line($"SendSettleMode = {sendMode},");
            }

            if (sender.ReceiveSettleMode is { } receiveMode)
            {
                writer.Line($"ReceiveSettleMode = {receiveMode},");
            }

            if (!sender.Capabilities.IsEmpty)
            {
                writer.Line($"DesiredCapabilities = [{string.Join(", ", sender.Capabilities)}],");
            }

            if (!sender.RequiredCapabilities.IsEmpty)
            {
                writer.Line($"RequiredCapabilities = [{string.Join(", ", sender.RequiredCapabilities)}],");
            }

            if (!sender.LinkProperties.IsEmpty)
            {
                var properties = new List<string>();
                foreach (LinkPropertyModel property in sender.LinkProperties)
                {
                    properties.Add($"new({property.Name}, {property.Value})");
                }

                writer.Line($"LinkProperties = [{string.Join(", ", properties)}],");
            }

            if (!sender.Target.IsEmpty)
            {
                WriteTarget(writer, sender.Target);
            }
        }
    }

    private static void WriteTarget(SourceWriter writer, TargetModel target)
    {
        using (writer.Block($"Target = new {Runtime.Product}AmqpTarget", ","))
        {
            if (target.IsAnonymous)
            {
                writer.Line("IsAnonymous = true,");
            }

            if (!target.Capabilities.IsEmpty)
            {
                writer.Line($"Capabilities = [{string.Join(", ", target.Capabilities)}],");
            }

            if (target.Durability is { } durability)
            {
                writer.Line($"Durability = {durability},");
            }

            if (target.ExpiryPolicy is { } policy)
            {
                writer.Line($"ExpiryPolicy = {policy},");
                writer.Line($"Timeout = new global::System.TimeSpan({((target.TimeoutSeconds ?? 0) * System.TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture)}L),");
            }
        }
    }
}
