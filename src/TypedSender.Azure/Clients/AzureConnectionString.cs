using System.Globalization;
using System.Text;

namespace TypedSender.Azure;

/// <summary>A connection string of Service Bus or Event Hubs, as the portal shows it. Immutable and thread-safe. No text shows its key or signature.</summary>
public sealed class AzureConnectionString
{
    private AzureConnectionString(IReadOnlyDictionary<string, string> values)
    {
        UsesDevelopmentEmulator = ConnectionStringReader.ReadEmulator(values);
        string endpoint = values.GetValueOrDefault(ConnectionStringKey.Endpoint) ?? throw ConnectionStringErrors.Missing(ConnectionStringKey.Endpoint);
        if (EndpointReader.Read(endpoint, UsesDevelopmentEmulator, out string host, out int? port) is var fault and not EndpointFault.None)
        {
            throw ConnectionStringErrors.Endpoint(fault);
        }

        (FullyQualifiedNamespace, Port) = (host, port);
        ConnectionStringReader.CheckLogin(values);
        SharedAccessKeyName = values.GetValueOrDefault(ConnectionStringKey.KeyName);
        SharedAccessKey = values.GetValueOrDefault(ConnectionStringKey.Key);
        Signature = values.GetValueOrDefault(ConnectionStringKey.Signature);
        EntityPath = values.GetValueOrDefault(ConnectionStringKey.EntityPath);
        Transport = ConnectionStringReader.ReadTransport(values);
        OperationTimeout = ConnectionStringReader.ReadTimeout(values);
    }

    /// <summary>The host of <c>Endpoint</c> in lower case, such as <c>shop.servicebus.windows.net</c>; an IPv6 address without brackets.</summary>
    public string FullyQualifiedNamespace { get; }

    /// <summary>The port of <c>Endpoint</c>; null where it says none.</summary>
    public int? Port { get; }

    /// <summary>The queue, topic or event hub that the string is for, <c>EntityPath</c>; null for the whole namespace. It may be given to <see cref="SenderOptions.Address"/>.</summary>
    public string? EntityPath { get; }

    /// <summary>The name of the key (the policy), <c>SharedAccessKeyName</c>; null for a string with a signature.</summary>
    public string? SharedAccessKeyName { get; }

    /// <summary>Whether the string is for the emulator, <c>UseDevelopmentEmulator</c>: without TLS, and on port 5672 unless it says another one.</summary>
    public bool UsesDevelopmentEmulator { get; }

    /// <summary>What carries the connection, <c>TransportType</c>; null where it says nothing.</summary>
    public AmqpTransportKind? Transport { get; }

    /// <summary>How long a send may take, <c>OperationTimeout</c>; null where it says nothing.</summary>
    public TimeSpan? OperationTimeout { get; }

    internal string? SharedAccessKey { get; }

    internal string? Signature { get; }

    /// <summary>Reads a connection string. Keys are compared without case, white space around keys and values is dropped, and empty parts are skipped.</summary>
    /// <remarks>
    /// The keys are <c>Endpoint</c> (<c>sb://host/</c>), <c>SharedAccessKeyName</c> with <c>SharedAccessKey</c>, or <c>SharedAccessSignature</c>; and, where they are needed,
    /// <c>EntityPath</c>, <c>UseDevelopmentEmulator</c> (true or false), <c>TransportType</c> (Amqp or AmqpWebSockets) and <c>OperationTimeout</c> (such as 00:01:00).
    /// </remarks>
    /// <param name="connectionString">The connection string.</param>
    /// <exception cref="ArgumentNullException"><paramref name="connectionString"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// It is malformed, lacks a key, has one twice or one that is not known, or a value is of no use. The text names the key and what to write, and never a value.
    /// </exception>
    public static AzureConnectionString Parse(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        return new AzureConnectionString(ConnectionStringReader.Split(connectionString));
    }

    /// <summary>Host, port and entity; <c>***</c> in place of what logs in.</summary>
    public override string ToString()
    {
        string host = Port is { } port ? ErrorText.Endpoint(FullyQualifiedNamespace, port) : FullyQualifiedNamespace.Contains(':', StringComparison.Ordinal) ? $"[{FullyQualifiedNamespace}]" : FullyQualifiedNamespace;
        StringBuilder text = new($"Endpoint=sb://{ErrorText.FromPeer(host)}/");
        _ = EntityPath is null ? text : text.Append(CultureInfo.InvariantCulture, $";EntityPath={ErrorText.FromPeer(EntityPath)}");
        _ = text.Append(Signature is null ? ";SharedAccessKeyName=***;SharedAccessKey=***" : ";SharedAccessSignature=***");
        return (UsesDevelopmentEmulator ? text.Append(";UseDevelopmentEmulator=true") : text).ToString();
    }
}
