using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the generated half of a sender interface: its description, and its implementation.</summary>
internal static class SenderEmitter
{
    private const string Implementation = Parsing.SenderParser.ImplementationName;
    private const string MessageSender = Runtime.Product + "MessageSender";
    private const string Description = Runtime.Product + "SenderDescription";

    public static SourceText Emit(SenderModel sender)
    {
        var writer = new SourceWriter();
        FileHeader.Write(writer);
        string self = sender.Type.FullName;
        string link = $"{Runtime.Product}ITypedSender<{self}>";
        PartialTypeEmitter.Write(writer, sender.Type, link, () =>
        {
            writer.Line(FileHeader.GeneratedCode);
            writer.Line($"static {Description} {link}.Description => {Implementation}.Description;");
            writer.Line();
            writer.Line(FileHeader.GeneratedCode);
            writer.Line($"static {self} {link}.Create({MessageSender} sender) => new {Implementation}(sender);");
            writer.Line();
            WriteImplementation(writer, sender);
        });
        return writer.ToSourceText();
    }

    private static void WriteImplementation(SourceWriter writer, SenderModel sender)
    {
        writer.Line(FileHeader.GeneratedCode);
        using (writer.Block($"private sealed class {Implementation}({MessageSender} sender) : {sender.Type.FullName}"))
        {
            WriteDescription(writer, sender);
            writer.Line();
            writer.Line($"private readonly {MessageSender} _sender = sender;");
            foreach (SenderMethodModel method in sender.Methods)
            {
                writer.Line();
                SendMethodEmitter.Write(writer, method);
            }

            foreach (SenderMethodModel method in sender.Methods)
            {
                if (method.Body is { } body)
                {
                    writer.Line();
                    MessageEmitter.Write(writer, method, body);
                }
            }
        }
    }

    private static void WriteDescription(SourceWriter writer, SenderModel sender)
    {
        writer.Line($"internal static readonly {Description} Description = new({sender.Address})");
        using (writer.Block(string.Empty, ";"))
        {
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
        }
    }
}
