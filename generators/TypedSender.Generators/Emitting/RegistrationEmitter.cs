using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the method that registers a sender with the services of an application.</summary>
internal static class RegistrationEmitter
{
    private const string Builder = Runtime.Product + "Hosting.TypedSenderBuilder";

    /// <summary>Prints it for a sender that has one.</summary>
    public static SourceText Emit(SenderModel sender)
    {
        RegistrationModel registration = sender.Registration!;
        var writer = new SourceWriter();
        FileHeader.Write(writer, sender.Restrictions);
        if (sender.Type.Namespace.Length > 0)
        {
            writer.Line($"namespace {sender.Type.Namespace};");
            writer.Line();
        }

        writer.Line($"/// <summary>Registers <see cref=\"{sender.Type.FullName}\"/>.</summary>");
        writer.Line(FileHeader.GeneratedCode);
        FileHeader.WriteObsolete(writer, sender.Restrictions);
        using (writer.Block($"{registration.Access} static class {registration.Type}"))
        {
            writer.Line($"/// <summary>Registers <see cref=\"{sender.Type.FullName}\"/> as a sender of the client, as <c>AddSender</c> does.</summary>");
            writer.Line("/// <param name=\"builder\">The client.</param>");
            writer.Line("/// <param name=\"configure\">Sets what differs from the attributes of the interface in this environment; null for nothing.</param>");
            writer.Line("/// <returns><paramref name=\"builder\"/>.</returns>");
            using (writer.Block($"public static {Builder} {registration.Method}(this {Builder} builder, global::System.Action<{Runtime.Product}SenderOptions>? configure = null)"))
            {
                writer.Line("global::System.ArgumentNullException.ThrowIfNull(builder);");
                writer.Line($"return builder.AddSender<{sender.Type.FullName}>(configure);");
            }
        }

        return writer.ToSourceText();
    }
}
