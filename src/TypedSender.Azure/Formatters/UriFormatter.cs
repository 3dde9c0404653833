using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Azure.Formatters;

/// <summary>Writes and reads a URI as a string, its canonical form if it is absolute, described by <c>com.microsoft:uri</c>, as the Azure SDKs do in application properties. Chosen by <see cref="AzureValueTypesAttribute"/>; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UriFormatter : IAmqpReadFormatter<Uri>
{
    private const string Descriptor = "com.microsoft:uri";

    /// <inheritdoc/>
    public static void Write(ref AmqpWriter writer, Uri value)
    {
        writer.WriteDescriptor(Descriptor);
        writer.WriteString(value.IsAbsoluteUri ? value.AbsoluteUri : value.ToString());
    }

    /// <inheritdoc/>
    public static Uri Read(ref AmqpReader reader)
    {
        AmqpContractReader.Descriptor(ref reader, Descriptor);
        return AmqpValueReader.Uri(ref reader);
    }
}
