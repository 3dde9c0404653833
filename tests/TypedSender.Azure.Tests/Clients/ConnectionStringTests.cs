using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>The parts of connection strings, and the options that are made of them.</summary>
public sealed class ConnectionStringTests
{
    [Fact]
    public void A_string_of_the_portal()
    {
        AzureConnectionString read = AzureConnectionString.Parse($"Endpoint=sb://Shop.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey={Canary.Password}=;EntityPath=orders");

        Assert.Equal(("shop.servicebus.windows.net", null, "orders", "send"), (read.FullyQualifiedNamespace, read.Port, read.EntityPath, read.SharedAccessKeyName));
        Assert.Equal((false, null, null), (read.UsesDevelopmentEmulator, read.Transport, read.OperationTimeout));
        Assert.True(read is { SharedAccessKey: Canary.Password + "=", Signature: null });
        Assert.Equal("Endpoint=sb://shop.servicebus.windows.net/;EntityPath=orders;SharedAccessKeyName=***;SharedAccessKey=***", read.ToString());
    }

    [Fact]
    public void A_string_with_every_other_key()
    {
        string signature = $"SharedAccessSignature sr=a&sig={Canary.Password}&se=4102444800&skn=send";

        AzureConnectionString read = AzureConnectionString.Parse(
            $";; transporttype = AMQPwebsockets ;OPERATIONTIMEOUT=90; SharedAccessSignature ={signature} \n;Endpoint= [::1]:15672/ ;UseDevelopmentEmulator=TRUE; \r\n");

        Assert.Equal(("::1", 15672, null, null), (read.FullyQualifiedNamespace, read.Port, read.EntityPath, read.SharedAccessKeyName));
        Assert.Equal((true, AmqpTransportKind.WebSocket, TimeSpan.FromSeconds(90)), (read.UsesDevelopmentEmulator, read.Transport, read.OperationTimeout));
        Assert.True(read.SharedAccessKey is null && read.Signature == signature);
        Assert.Equal("Endpoint=sb://[::1]:15672/;SharedAccessSignature=***;UseDevelopmentEmulator=true", read.ToString());
    }

    [Theory]
    [InlineData("sb://shop.servicebus.windows.net", "shop.servicebus.windows.net", null)]
    [InlineData("SB://SHOP.servicebus.windows.net:5671/", "shop.servicebus.windows.net", 5671)]
    [InlineData("https://shop.servicebus.windows.net:443/", "shop.servicebus.windows.net", null)]
    [InlineData("https://shop.servicebus.windows.net:8443/", "shop.servicebus.windows.net", 8443)]
    [InlineData("amqps://shop.servicebus.windows.net/", "shop.servicebus.windows.net", null)]
    [InlineData("shop.servicebus.windows.net", "shop.servicebus.windows.net", null)]
    [InlineData("localhost:5672", "localhost", 5672)]
    [InlineData("127.0.0.1", "127.0.0.1", null)]
    [InlineData("[::1]", "::1", null)]
    public void The_forms_of_an_endpoint(string endpoint, string host, int? port)
    {
        AzureConnectionString read = AzureConnectionString.Parse($"Endpoint={endpoint};SharedAccessKeyName=send;SharedAccessKey=key");

        Assert.Equal((host, port), (read.FullyQualifiedNamespace, read.Port));
    }

    [Theory]
    [InlineData("Amqp", AmqpTransportKind.Tcp)]
    [InlineData("amqptcp", AmqpTransportKind.Tcp)]
    [InlineData("AmqpWebSockets", AmqpTransportKind.WebSocket)]
    public void The_transports(string text, AmqpTransportKind expected)
    {
        // What the string says counts, whatever the options were before.
        SendClientOptions options = new() { Transport = expected == AmqpTransportKind.Tcp ? AmqpTransportKind.WebSocket : AmqpTransportKind.Tcp };

        Assert.Same(options, options.UseServiceBus($"{NamespaceBench.ConnectionString};TransportType={text}"));

        Assert.Equal((expected, "/$servicebus/websocket/"), (options.Transport, options.WebSocketPath));
    }

    [Theory]
    [InlineData("00:01:30", "00:01:30")]
    [InlineData("1.00:00:00", "1.00:00:00")]
    [InlineData("20", "00:00:20")]
    public void The_time_of_an_operation_is_that_of_a_send(string text, string expected)
    {
        SendClientOptions options = new SendClientOptions().UseEventHubs($"{NamespaceBench.ConnectionString};OperationTimeout={text}");

        Assert.Equal(TimeSpan.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), options.SendTimeout);
    }

    [Fact]
    public void The_options_of_a_connection_string()
    {
        SendClientOptions options = new() { SendTimeout = TimeSpan.FromSeconds(7), Transport = AmqpTransportKind.WebSocket };

        options.UseServiceBus(NamespaceBench.ConnectionString);

        Assert.Equal((NamespaceBench.Namespace, null, true), (options.Host, options.Port, options.UseTls));
        Assert.Equal((NamespaceBench.Namespace, NamespaceBench.Namespace, NamespaceBench.Namespace), (options.TlsHost, options.TokenHost, options.VirtualHost));
        Assert.Equal((AmqpBrokerKind.ServiceBus, VirtualHostForm.Plain, false), (options.Broker, options.VirtualHostForm, options.AllowInsecureTransport));
        Assert.Equal((AmqpTransportKind.WebSocket, TimeSpan.FromSeconds(7)), (options.Transport, options.SendTimeout));
        Assert.Equal("AmqpCredential.SharedAccessKey", options.Credential?.ToString());
        Assert.Equal($"wss://{NamespaceBench.Namespace}:443", options.ToString());
    }

    [Fact]
    public void The_options_of_a_credential()
    {
        SendClientOptions options = new SendClientOptions { UseTls = false }.UseEventHubs($"sb://{NamespaceBench.Namespace}:5671/", new FixedCredential());

        Assert.Equal((NamespaceBench.Namespace, 5671, true, AmqpBrokerKind.EventHubs), (options.Host, options.Port, options.UseTls, options.Broker));
        Assert.Equal((TimeSpan.FromMinutes(4), "AmqpCredential.Token"), (options.TokenRefreshWindow, options.Credential?.ToString()));
        Assert.Equal(TimeSpan.FromHours(1), new SendClientOptions { TokenRefreshWindow = TimeSpan.FromHours(1) }.UseServiceBus(NamespaceBench.Namespace, new FixedCredential()).TokenRefreshWindow);
    }
}
