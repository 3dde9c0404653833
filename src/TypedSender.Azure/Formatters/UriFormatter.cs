using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.Azure.Formatters;

/// <summary>Writes a URI as a string, its canonical form if it is absolute, described by <c>com.microsoft:uri</c>, as the Azure SDKs do in application properties. Chosen by <see cref="AzureValueTypesAttribute"/>; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UriFormatter : IAmqpFormatter<Uri>
{
    /// <inheritdoc/>
    public static void Write(ref AmqpWriter writer, Uri value)
    {
        writer.WriteDescriptor("com.microsoft:uri");
        writer.WriteString(value.IsAbsoluteUri ? value.AbsoluteUri : value.ToString());
    }
}
