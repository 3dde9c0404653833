using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>Every connection string that cannot be used is an error that names the key and what to write, and shows no value.</summary>
public sealed class MalformedStringTests
{
    private const string Form = "Write Endpoint=sb://NAMESPACE.servicebus.windows.net/;SharedAccessKeyName=NAME;SharedAccessKey=KEY, as the portal shows it under 'Shared access policies'.";
    private const string Known = "Known are Endpoint, EntityPath, SharedAccessKeyName, SharedAccessKey, SharedAccessSignature, UseDevelopmentEmulator, TransportType, OperationTimeout.";
    private const string Host = "Write Endpoint=sb://NAMESPACE.servicebus.windows.net/.";
    private const string Former = "It belongs to clients that are no longer supported, and the present SDKs ignore it: leave it out.";
    private const string Quotes = "begins with a quotation mark. Give it without quotes: those of a shell or of a configuration file are no part of it.";
    private const string Scheme = $"has an Endpoint that begins with a scheme other than sb://. {Host}";
    private const string ClearText = $"has an Endpoint that begins with a scheme without TLS, which is for the emulator alone (UseDevelopmentEmulator=true). {Host}";
    private const string UserInfo = $"has an Endpoint that holds a user name or a password before '@'. Name and key have keys of their own: SharedAccessKeyName, SharedAccessKey. {Host}";
    private const string Path = $"has an Endpoint that has a path, a query or a fragment behind the host. The address to send to stands in [AmqpSender], SenderOptions.Address, or EntityPath. {Host}";
    private const string Port = $"has an Endpoint that has a port that is not a number from 1 to 65535. {Host}";
    private const string NoLogin =
        "has neither SharedAccessKeyName with SharedAccessKey nor SharedAccessSignature. Add them, or give the namespace and a credential, such as a TokenCredential, instead of a connection string.";

    private const string Signature =
        "has a SharedAccessSignature that cannot be used. The shared access signature {0}. Give it as 'SharedAccessSignature sr=...&sig=...&se=...&skn=...', without the name of a key of a connection string before it.";

    private const string Transport = "has a value of TransportType that is not known. Write Amqp for TCP, or AmqpWebSockets.";
    private const string Timeout = "has a value of OperationTimeout that is no time above zero and up to 49 days. Write it like 00:01:00, or as a number of seconds.";

    [Theory]
    [InlineData("", $"is empty. {Form}")]
    [InlineData("  ", $"is empty. {Form}")]
    [InlineData("\n", $"is empty. {Form}")]
    [InlineData("\"{e};{l}\"", Quotes)]
    [InlineData(" '{e};{l}'", Quotes)]
    [InlineData("shop.servicebus.windows.net", $"has no '=' in its part 1. {Form}")]
    [InlineData("{password}", $"has no '=' in its part 1. {Form}")]
    [InlineData("amqps://send:{password}@shop.servicebus.windows.net", $"has no '=' in its part 1. {Form}")]
    [InlineData("{e};{l};tail", $"has no '=' in its part 4, behind SharedAccessKey. {Form}")]
    [InlineData("{e};;{password};{l}", $"has no '=' in its part 2, behind Endpoint. {Form}")]
    [InlineData("={password}", $"has no key before the '=' of its part 1. {Form}")]
    [InlineData("{e}; ={password};{l}", $"has no key before the '=' of its part 2, behind Endpoint. {Form}")]
    public void A_string_that_has_no_pairs(string text, string expected) => Check(text, expected);

    /// <summary>What stands before a '=' may be part of a secret: it is shown only where it is nearly a known key.</summary>
    [Theory]
    [InlineData("{password}=", $"has a key in its part 1 that is not known. {Known}")]
    [InlineData("{password}==", $"has a key in its part 1 that is not known. {Known}")]
    [InlineData("{e};{l};more={password}", $"has a key in its part 4, behind SharedAccessKey that is not known. {Known}")]
    [InlineData("{e};{l};{password}=x", $"has a key in its part 4, behind SharedAccessKey that is not known. {Known}")]
    [InlineData("Entity=orders;{e};{l}", $"has a key in its part 1 that is not known. {Known}")]
    [InlineData("{e};SharedAccessKeyName=send;SharedAcessKey={password}", "has the key 'SharedAcessKey', which is not known. Write SharedAccessKey, if that is meant, or leave it out.")]
    [InlineData("{e};SharedAccessKeyName=send;Shared Access Key={password}", "has the key 'Shared Access Key', which is not known. Write SharedAccessKey, if that is meant, or leave it out.")]
    [InlineData("{e};shared_access_key={password}", "has the key 'shared_access_key', which is not known. Write SharedAccessKey, if that is meant, or leave it out.")]
    [InlineData("{e};SharedAccesKeyNam=send", "has the key 'SharedAccesKeyNam', which is not known. Write SharedAccessKeyName, if that is meant, or leave it out.")]
    [InlineData("{e};SharedAccessSignatur={password}", "has the key 'SharedAccessSignatur', which is not known. Write SharedAccessSignature, if that is meant, or leave it out.")]
    [InlineData("EndPont=sb://shop.servicebus.windows.net/;{l}", "has the key 'EndPont', which is not known. Write Endpoint, if that is meant, or leave it out.")]
    [InlineData("{e};{l};EntityPaths=orders", "has the key 'EntityPaths', which is not known. Write EntityPath, if that is meant, or leave it out.")]
    [InlineData("{e};{l};UseDevelopmentEmulater=true", "has the key 'UseDevelopmentEmulater', which is not known. Write UseDevelopmentEmulator, if that is meant, or leave it out.")]
    [InlineData("{e};{l};Transport-Type=Amqp", "has the key 'Transport-Type', which is not known. Write TransportType, if that is meant, or leave it out.")]
    [InlineData("{e};{l};OperationTimout=00:01:00", "has the key 'OperationTimout', which is not known. Write OperationTimeout, if that is meant, or leave it out.")]
    [InlineData("{e};Authentication=Managed Identity", "has the key Authentication. For a managed identity, give the namespace and a TokenCredential instead of a connection string.")]
    [InlineData("{e};{l};StsEndpoint=https://shop-sb.accesscontrol.windows.net", $"has the key StsEndpoint. {Former}")]
    [InlineData("{e};{l};runtimeport=9354", $"has the key RuntimePort. {Former}")]
    [InlineData("{e};{l};ManagementPort=9355", $"has the key ManagementPort. {Former}")]
    [InlineData("{e};SharedSecretIssuer=owner;SharedSecretValue={password}", $"has the key SharedSecretIssuer. {Former}")]
    [InlineData("{e};SharedSecretValue={password}", $"has the key SharedSecretValue. {Former}")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey={password}", "has the key DefaultEndpointsProtocol. It belongs to the connection string of a storage account: give that of the namespace.")]
    [InlineData("AccountKey={password};{e}", "has the key AccountKey. It belongs to the connection string of a storage account: give that of the namespace.")]
    [InlineData("HostName=shop.azure-devices.net;{l}", "has the key HostName. It belongs to the connection string of an IoT hub: give the Event Hubs-compatible one.")]
    public void A_key_that_is_not_known(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("{e};SharedAccessKeyName=;SharedAccessKey={password}", "has no value for SharedAccessKeyName. Give one, or leave the key out.")]
    [InlineData("{e};SharedAccessKeyName=send;SharedAccessKey=", "has no value for SharedAccessKey. Give one, or leave the key out.")]
    [InlineData("Endpoint=;{l}", "has no value for Endpoint. Give one, or leave the key out.")]
    [InlineData("{e};{l};entitypath=  ;", "has no value for EntityPath. Give one, or leave the key out.")]
    [InlineData("{e};{l};TransportType=\t", "has no value for TransportType. Give one, or leave the key out.")]
    [InlineData("{e};{e};{l}", "has the key Endpoint more than once. Keep one of them.")]
    [InlineData("{e};{l};sharedaccesskey={password}", "has the key SharedAccessKey more than once. Keep one of them.")]
    [InlineData("{e};{l};EntityPath=a;ENTITYPATH=b", "has the key EntityPath more than once. Keep one of them.")]
    [InlineData("{e};SharedAccessKeyName=send;SharedAccessKey=\"{password}\"", "has the value of SharedAccessKey in quotes. Write it without.")]
    [InlineData("Endpoint='sb://shop.servicebus.windows.net/';{l}", "has the value of Endpoint in quotes. Write it without.")]
    [InlineData("{e};SharedAccessKeyName=send;SharedAccessKey=half\n{password}", "has a line break or another control character in the value of SharedAccessKey. Remove it.")]
    [InlineData("{e};{l};EntityPath=or\tders", "has a line break or another control character in the value of EntityPath. Remove it.")]
    [InlineData(";;", $"has no Endpoint. {Form}")]
    [InlineData("{l}", $"has no Endpoint. {Form}")]
    [InlineData("{e}", NoLogin)]
    [InlineData("{e};EntityPath=orders;", NoLogin)]
    [InlineData("{e};SharedAccessKeyName=send", "has SharedAccessKeyName, and no SharedAccessKey. Give both.")]
    [InlineData("{e};SharedAccessKey={password}", "has SharedAccessKey, and no SharedAccessKeyName. Give both.")]
    [InlineData("{e};{l};SharedAccessSignature={s}", "has SharedAccessKey and SharedAccessSignature. Keep SharedAccessKeyName with SharedAccessKey, or SharedAccessSignature alone.")]
    [InlineData("{e};SharedAccessKeyName=send;SharedAccessSignature={s}", "has SharedAccessKeyName and SharedAccessSignature. Keep SharedAccessKeyName with SharedAccessKey, or SharedAccessSignature alone.")]
    public void A_value_that_is_missing_or_is_there_twice(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("Endpoint=ftp://shop.servicebus.windows.net/;{l}", Scheme)]
    [InlineData("Endpoint={password}://shop.servicebus.windows.net/;{l}", Scheme)]
    [InlineData("Endpoint=://shop.servicebus.windows.net/;{l}", Scheme)]
    [InlineData("Endpoint=amqp://shop.servicebus.windows.net/;{l}", ClearText)]
    [InlineData("Endpoint=HTTP://shop.servicebus.windows.net/;{l};UseDevelopmentEmulator=false", ClearText)]
    [InlineData("Endpoint=sb://send:{password}@shop.servicebus.windows.net/;{l}", UserInfo)]
    [InlineData("Endpoint=shop.servicebus.windows.net/@{password};{l}", UserInfo)]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/orders;{l}", Path)]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net?sig={password};{l}", Path)]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/#{password};{l}", Path)]
    [InlineData("Endpoint=sb://;{l}", $"has an Endpoint that has no host. {Host}")]
    [InlineData("Endpoint=sb:///;{l}", $"has an Endpoint that has no host. {Host}")]
    [InlineData("Endpoint=/;{l}", $"has an Endpoint that has no host. {Host}")]
    [InlineData("Endpoint=sb://shop servicebus/;{l}", $"has an Endpoint that has no valid host name. {Host}")]
    [InlineData("Endpoint=sb://{password}!/;{l}", $"has an Endpoint that has no valid host name. {Host}")]
    [InlineData("Endpoint=sb://[::1/;{l}", $"has an Endpoint that has no valid host name. {Host}")]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net:0/;{l}", Port)]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net:70000/;{l}", Port)]
    [InlineData("Endpoint=shop:{password};{l}", Port)]
    [InlineData("Endpoint=sb://[::1]5672/;{l}", Port)]
    public void An_endpoint_that_is_no_namespace(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("{e};SharedAccessSignature={password}", Signature, "does not begin with 'SharedAccessSignature ' (one space)")]
    [InlineData("{e};SharedAccessSignature=SharedAccessSignature sr=a&sig={password}", Signature, "needs the field 'se' once, with a value")]
    [InlineData("{e};SharedAccessSignature=SharedAccessSignature sr=a&se=1&skn=send", Signature, "needs the field 'sig' once, with a value")]
    [InlineData("{e};SharedAccessSignature=SharedAccessSignature sr=a&sig={password}&se=soon&skn=send", Signature, "has a field 'se' that is no number of seconds since 1970")]
    [InlineData("{e};{l};UseDevelopmentEmulator=yes", "has another value than true and false for UseDevelopmentEmulator. Write true or false.", "")]
    [InlineData("{e};{l};UseDevelopmentEmulator={password}", "has another value than true and false for UseDevelopmentEmulator. Write true or false.", "")]
    [InlineData("{e};{l};TransportType=NetMessaging", Transport, "")]
    [InlineData("{e};{l};TransportType={password}", Transport, "")]
    [InlineData("{e};{l};OperationTimeout=soon", Timeout, "")]
    [InlineData("{e};{l};OperationTimeout=0", Timeout, "")]
    [InlineData("{e};{l};OperationTimeout=-00:01:00", Timeout, "")]
    [InlineData("{e};{l};OperationTimeout=50.00:00:00", Timeout, "")]
    [InlineData("{e};{l};OperationTimeout={password}", Timeout, "")]
    public void A_value_that_is_of_no_use(string text, string expected, string how) => Check(text, expected.Replace("{0}", how, StringComparison.Ordinal));

    [Theory]
    [InlineData("SharedAccessKeyName")]
    [InlineData("SharedAccessKey")]
    public void A_key_that_is_too_long_to_be_one(string key)
    {
        string text = "{e};{l}".Replace("{l}", "SharedAccessKeyName=send;SharedAccessKey={password}", StringComparison.Ordinal).Replace($"{key}=", $"{key}={new string('a', 256)}", StringComparison.Ordinal);

        Check(text, $"has a value of {key} with more than 256 characters, which no key has. Copy it again.");
    }

    [Fact]
    public void No_string_at_all()
    {
        Assert.Throws<ArgumentNullException>("connectionString", () => AzureConnectionString.Parse(null!));
        Assert.Throws<ArgumentNullException>("connectionString", () => ServiceBusSendClient.Create(null!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("amqps://")]
    [InlineData("sb://shop.servicebus.windows.net/orders")]
    [InlineData("sb://send:{password}@shop.servicebus.windows.net")]
    [InlineData("kafka://shop.servicebus.windows.net")]
    [InlineData("amqp://shop.servicebus.windows.net")]
    [InlineData("shop.servicebus.windows.net:{password}")]
    [InlineData("{password}!")]
    [InlineData("{e};{l}")]
    public void A_namespace_that_is_none(string text)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("fullyQualifiedNamespace", () => EventHubsSendClient.Create(Expand(text), new FixedCredential()));

        Assert.StartsWith(text.StartsWith("{e}", StringComparison.Ordinal) ? "A connection string was given in place of the namespace." : "The namespace ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, exception.ToString(), StringComparison.Ordinal);
    }

    private static void Check(string text, string expected)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("connectionString", () => AzureConnectionString.Parse(Expand(text)));

        Assert.Equal($"The connection string {expected} (Parameter 'connectionString')", exception.Message);
        Assert.DoesNotContain(Canary.Mark, exception.ToString(), StringComparison.Ordinal);
    }

    private static string Expand(string text) => Canary.In(text
        .Replace("{e}", "Endpoint=sb://shop.servicebus.windows.net/", StringComparison.Ordinal)
        .Replace("{l}", "SharedAccessKeyName=send;SharedAccessKey={password}", StringComparison.Ordinal)
        .Replace("{s}", "SharedAccessSignature sr=a&sig={password}&se=4102444800&skn=send", StringComparison.Ordinal));
}
