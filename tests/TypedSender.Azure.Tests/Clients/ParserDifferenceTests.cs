using Azure.Messaging.EventHubs;
using Azure.Messaging.ServiceBus;
using Xunit;
using Xunit.Abstractions;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>
/// Connection strings are read as the SDKs read them: what their clients take is taken, with equal parts. The exceptions are listed here and in docs/azure-login.md, each with
/// the text by which it is refused; one that no string shows any more fails.
/// </summary>
public sealed class ParserDifferenceTests(ITestOutputHelper output)
{
    /// <summary>What we refuse, and the SDKs take or ignore.</summary>
    private static readonly string[] Refused =
    [
        "more than once", // They take the last one.
        "not known", "has the key Authentication", "has the key StsEndpoint", // They ignore them.
        "another value than true and false", // They take it for false.
        "in quotes", "another control character", // They take them for a part of the value.
        "a scheme other than sb", "a scheme without TLS", // They take any scheme, and use TLS.
        "a user name or a password before '@'", "a path, a query or a fragment", // They ignore them.
        "a value of TransportType", "a value of OperationTimeout", // They ignore the keys.
        "and SharedAccessSignature. Keep", // That of Service Bus ignores a name or a key alone.
        "an Endpoint that has no host", // They take "sb://" for a host named sb.
        "needs the field 'sig'", "does not begin with 'SharedAccessSignature '", // They look for the fields sr, skn and se alone, in any case.
    ];

    private static readonly string[] Pairs =
    [
        "Endpoint=sb://shop.servicebus.windows.net/", "Endpoint=sb://shop.servicebus.windows.net", "Endpoint=SB://Shop.servicebus.windows.net:5671/", "Endpoint=shop.servicebus.windows.net",
        "Endpoint=localhost:5672", "Endpoint=sb://127.0.0.1:5673", "Endpoint=sb://[::1]:5673/", "Endpoint=https://shop.servicebus.windows.net:443/", "Endpoint=amqps://shop.servicebus.windows.net/",
        "Endpoint=ftp://shop.servicebus.windows.net/", "Endpoint=amqp://localhost", "Endpoint=sb://u:p@shop.servicebus.windows.net/", "Endpoint=sb://shop.servicebus.windows.net/orders",
        "Endpoint=sb://", "Endpoint=sb://shop:port/", "Endpoint=sb://shop servicebus/", "Endpoint= ", "SharedAccessKeyName=send", "SharedAccessKeyName=RootManageSharedAccessKey", "SharedAccessKey=a2V5a2V5==",
        "SharedAccessKey=a=b=c", "SharedAccessKey=\"a2V5\"", "SharedAccessKey=a\tb", "SharedAccessKey=", "SharedAccessSignature=SharedAccessSignature sr=amqps%3A%2F%2Fshop&sig=YQ%3D%3D&se=4102444800&skn=send",
        "SharedAccessSignature=SharedAccessSignature sr=a&se=4102444800&skn=send", "SharedAccessSignature=sharedaccesssignature SR=a&sig=b&se=4102444800&skn=send", "SharedAccessSignature=nothing",
        "EntityPath=orders", "EntityPath=a/b/c", "UseDevelopmentEmulator=true", "UseDevelopmentEmulator=False", "UseDevelopmentEmulator=1", "TransportType=AmqpWebSockets", "TransportType=Pigeon",
        "OperationTimeout=00:01:00", "OperationTimeout=soon", "StsEndpoint=https://shop", "Authentication=Managed Identity", "SharedAcessKey=a2V5", "Colour=red", "tail", "=value", "", "", " ",
    ];

    [Fact]
    public void Random_strings_are_read_as_the_SDKs_read_them()
    {
        Random random = new(20261130);
        HashSet<string> shown = [];
        List<string> faults = [];
        int accepted = 0;
        for (int i = 0; i < 6_000; i++)
        {
            string text = Make(random);
            (AzureConnectionString? ours, string refusal) = Read(text);
            Parts? serviceBus = ReadByServiceBus(text);
            Parts? eventHubs = ReadByEventHubs(text);
            accepted += ours is null ? 0 : 1;
            Compare(text, ours, refusal, serviceBus, shown, faults);
            Compare(text, ours, refusal, eventHubs, shown, faults);
        }

        output.WriteLine($"accepted {accepted} of 6000");
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults.Take(20)));
        Assert.InRange(accepted, 300, 5_700);
        Assert.Equal(Refused.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=a2V5=; ")]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=send; ;SharedAccessKey=a2V5=\n;\r\n")]
    public void A_part_of_white_space_is_taken_by_us_alone(string text)
    {
        Assert.NotNull(Read(text).Ours);
        Assert.Null(ReadByServiceBus(text));
        Assert.Null(ReadByEventHubs(text));
    }

    private static void Compare(string text, AzureConnectionString? ours, string refusal, Parts? theirs, HashSet<string> shown, List<string> faults)
    {
        if (ours is null && theirs is not null)
        {
            string[] reasons = [.. Refused.Where(reason => refusal.Contains(reason, StringComparison.Ordinal))];
            shown.UnionWith(reasons);
            if (reasons.Length == 0)
            {
                faults.Add($"{text}: refused by us alone: {refusal}");
            }
        }
        else if (ours is not null && theirs is null && !text.Split(';').Any(static part => part.Length > 0 && string.IsNullOrWhiteSpace(part)))
        {
            faults.Add($"{text}: taken by us alone");
        }
        else if (ours is not null && theirs is not null && theirs != Parts.Of(ours))
        {
            faults.Add($"{text}: {theirs} against {Parts.Of(ours)}");
        }
    }

    /// <summary>A good string more often than not, with something added or left out.</summary>
    private static string Make(Random random)
    {
        List<string> parts = random.Next(4) == 0 ? [] : [Pairs[random.Next(9)], Pairs[17 + random.Next(2)], Pairs[19 + random.Next(2)]];
        for (int more = random.Next(4); more > 0; more--)
        {
            parts.Insert(random.Next(parts.Count + 1), Pairs[random.Next(Pairs.Length)]);
        }

        if (parts.Count > 0 && random.Next(5) == 0)
        {
            parts.RemoveAt(random.Next(parts.Count));
        }

        return string.Join(';', parts.Select(part => Vary(random, part)));
    }

    private static string Vary(Random random, string part)
    {
        int equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals <= 0 ? part : random.Next(6) switch
        {
            0 => part[..equals].ToUpperInvariant() + part[equals..],
            1 => $" {part[..equals]} = {part[(equals + 1)..]} ",
            2 => $"\t{part}",
            _ => part,
        };
    }

    private static (AzureConnectionString? Ours, string Refusal) Read(string text)
    {
        try
        {
            return (AzureConnectionString.Parse(text), "");
        }
        catch (ArgumentException exception)
        {
            return (null, exception.Message);
        }
    }

    /// <summary>Parses, and makes the client, which checks what parsing does not.</summary>
    private static Parts? ReadByServiceBus(string text)
    {
        try
        {
            ServiceBusConnectionStringProperties read = ServiceBusConnectionStringProperties.Parse(text);
            _ = new ServiceBusClient(text);
            return new Parts(read.FullyQualifiedNamespace.Trim('[', ']'), read.Endpoint.Port, read.EntityPath, read.SharedAccessKeyName, read.SharedAccessKey, read.SharedAccessSignature);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static Parts? ReadByEventHubs(string text)
    {
        try
        {
            EventHubsConnectionStringProperties read = EventHubsConnectionStringProperties.Parse(text);
            _ = new EventHubConnection(text, read.EventHubName ?? "orders");
            return new Parts(read.FullyQualifiedNamespace.Trim('[', ']'), read.Endpoint.Port, read.EventHubName, read.SharedAccessKeyName, read.SharedAccessKey, read.SharedAccessSignature);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private sealed record Parts(string Host, int Port, string? Entity, string? KeyName, string? Key, string? Signature)
    {
        public static Parts Of(AzureConnectionString read) =>
            new(read.FullyQualifiedNamespace, read.Port ?? -1, read.EntityPath, read.SharedAccessKeyName, read.SharedAccessKey, read.Signature);
    }
}
