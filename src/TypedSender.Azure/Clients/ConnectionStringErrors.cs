using System.Globalization;

namespace TypedSender.Azure;

/// <summary>
/// Texts about connection strings and namespaces that cannot be used. A secret may stand anywhere in them, so nothing of them is repeated but keys that are known, and a key
/// that differs from a known one in two letters at the most.
/// </summary>
internal static class ConnectionStringErrors
{
    private const string ConnectionString = "connectionString";

    private const string Form = "Write Endpoint=sb://NAMESPACE.servicebus.windows.net/;SharedAccessKeyName=NAME;SharedAccessKey=KEY, as the portal shows it under 'Shared access policies'.";

    public static ArgumentException Empty() => Error($"is empty. {Form}");

    public static ArgumentException InQuotes() => Error("begins with a quotation mark. Give it without quotes: those of a shell or of a configuration file are no part of it.");

    /// <summary>A part is no pair.</summary>
    /// <param name="part">Which one, from 1.</param>
    /// <param name="previous">The key before it; null for none.</param>
    public static ArgumentException NoPair(int part, string? previous) => Error(Invariant($"has no '=' in its part {part}{Behind(previous)}. {Form}"));

    public static ArgumentException NoKey(int part, string? previous) => Error(Invariant($"has no key before the '=' of its part {part}{Behind(previous)}. {Form}"));

    /// <summary>A key is not known.</summary>
    /// <param name="text">The key, which is shown only if it is nearly a known one.</param>
    /// <param name="part">Which one, from 1.</param>
    /// <param name="previous">The key before it; null for none.</param>
    public static ArgumentException UnknownKey(string text, int part, string? previous)
    {
        if (ConnectionStringKey.FindForeign(text) is { } foreign)
        {
            return Error($"has the key {foreign.Key}. {foreign.Advice}");
        }

        return ConnectionStringKey.FindNearest(text) is { } nearest
            ? Error($"has the key '{ErrorText.FromPeer(text)}', which is not known. Write {nearest}, if that is meant, or leave it out.")
            : Error(Invariant($"has a key in its part {part}{Behind(previous)} that is not known. Known are {string.Join(", ", ConnectionStringKey.Known)}."));
    }

    public static ArgumentException NoValue(string key) => Error($"has no value for {key}. Give one, or leave the key out.");

    public static ArgumentException Twice(string key) => Error($"has the key {key} more than once. Keep one of them.");

    public static ArgumentException ValueInQuotes(string key) => Error($"has the value of {key} in quotes. Write it without.");

    public static ArgumentException ControlCharacter(string key) => Error($"has a line break or another control character in the value of {key}. Remove it.");

    public static ArgumentException TooLong(string key, int limit) => Error(Invariant($"has a value of {key} with more than {limit} characters, which no key has. Copy it again."));

    public static ArgumentException Missing(string key) => Error($"has no {key}. {Form}");

    public static ArgumentException NoLogin() => Error(
        "has neither SharedAccessKeyName with SharedAccessKey nor SharedAccessSignature. Add them, or give the namespace and a credential, such as a TokenCredential, instead of a connection string.");

    public static ArgumentException Half(string present, string missing) => Error($"has {present}, and no {missing}. Give both.");

    public static ArgumentException KeyAndSignature(string present) => Error($"has {present} and SharedAccessSignature. Keep SharedAccessKeyName with SharedAccessKey, or SharedAccessSignature alone.");

    public static ArgumentException NoBoolean(string key) => Error($"has another value than true and false for {key}. Write true or false.");

    public static ArgumentException NoTransportType() => Error("has a value of TransportType that is not known. Write Amqp for TCP, or AmqpWebSockets.");

    public static ArgumentException NoTimeout() =>
        Error("has a value of OperationTimeout that is no time above zero and up to 49 days. Write it like 00:01:00, or as a number of seconds.");

    /// <param name="exception">What is wrong with it; its text shows nothing of the signature.</param>
    public static ArgumentException Signature(ArgumentException exception) =>
        new($"The connection string has a SharedAccessSignature that cannot be used. {exception.Message.Split(" (Parameter", 2)[0]}", ConnectionString, exception);

    public static ArgumentException Endpoint(EndpointFault fault) => Error($"has an Endpoint that {Describe(fault)} Write Endpoint=sb://NAMESPACE.servicebus.windows.net/.");

    public static ArgumentException Namespace(EndpointFault fault, string parameter) =>
        new($"The namespace {Describe(fault)} Write it like NAMESPACE.servicebus.windows.net.", parameter);

    public static ArgumentException NamespaceIsConnectionString(string parameter) => new(
        "A connection string was given in place of the namespace. Give the namespace alone, such as NAMESPACE.servicebus.windows.net; a connection string needs no other credential.", parameter);

    private static string Describe(EndpointFault fault) => fault switch
    {
        EndpointFault.ForeignScheme => "begins with a scheme other than sb://.",
        EndpointFault.ClearTextScheme => "begins with a scheme without TLS, which is for the emulator alone (UseDevelopmentEmulator=true).",
        EndpointFault.UserInfo => "holds a user name or a password before '@'. Name and key have keys of their own: SharedAccessKeyName, SharedAccessKey.",
        EndpointFault.Path => "has a path, a query or a fragment behind the host. The address to send to stands in [AmqpSender], SenderOptions.Address, or EntityPath.",
        EndpointFault.NoHost => "has no host.",
        EndpointFault.Port => "has a port that is not a number from 1 to 65535.",
        _ => "has no valid host name.",
    };

    /// <summary>A value with a ';' in it is cut there, and what follows looks like another part.</summary>
    private static string Behind(string? previous) => previous is null ? "" : $", behind {previous}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static ArgumentException Error(string what) => new($"The connection string {what}", ConnectionString);
}
