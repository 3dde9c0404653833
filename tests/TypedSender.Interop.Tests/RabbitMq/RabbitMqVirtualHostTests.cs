using System.Net;
using System.Net.Sockets;
using TypedSender.Amqp;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>A message goes to the virtual host that the client names, or nowhere. Each test has a queue of one name here and in the default virtual host.</summary>
[Collection(RabbitMqCollection.Name)]
public class RabbitMqVirtualHostTests(RabbitMqBroker broker)
{
    [RabbitMqFact]
    public async Task The_path_of_a_url_is_the_name_whatever_is_in_it()
    {
        string mark = Guid.NewGuid().ToString("N");
        foreach (string name in new[] { $"prod-{mark}", $"a/b-{mark}", $"/{mark}/", $"100%-{mark}", $"100%25-{mark}", $"größe {mark}", $"vhost-{mark}", "127.0.0.1" })
        {
            await AssertGoesToAsync(name, $"{broker.Url}/{Uri.EscapeDataString(name)}");
        }
    }

    [RabbitMqFact]
    public async Task A_prefix_that_is_there_already_is_not_put_before_it_again()
    {
        string name = Guid.NewGuid().ToString("N");

        await AssertGoesToAsync(name, $"{broker.Url}/vhost:{name}", $"{broker.Url}/vhost%3A{name}");

        // A name that begins so itself has the prefix twice.
        await AssertGoesToAsync($"vhost:{name}", $"{broker.Url}/vhost:vhost:{name}");
    }

    [RabbitMqFact]
    public async Task The_default_virtual_host_is_named_or_left_out()
    {
        string address = await broker.NewQueueAsync();

        Assert.Equal(SendOutcome.Accepted, await SendAsync($"{broker.Url}/%2F", address));
        Assert.Equal(SendOutcome.Accepted, await SendAsync(broker.Url, address));
        Assert.Equal(2, await broker.CountAsync(address));
    }

    [RabbitMqFact]
    public async Task What_is_not_there_refuses_the_client_for_good_and_stores_nothing()
    {
        string queue = Guid.NewGuid().ToString("N");
        await broker.Node.DeclareQueueAsync(queue);
        string unmade = Guid.NewGuid().ToString("N");

        foreach (string url in new[] { $"{broker.Url}/nowhere", $"{broker.Url}/vhost:nowhere", $"{broker.Url}/nowhere%2Fat%20all" })
        {
            SendOutcome outcome = await SendAsync(url, $"/amq/queue/{queue}");
            SendOutcome making = await SendAsync(url, unmade);

            Assert.All([outcome, making], refused =>
            {
                Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionFailed, false), (refused.Kind, refused.Reason, refused.IsTransient));
                Assert.Equal("amqp:unauthorized-access", refused.Error?.Condition.Value);
                Assert.Contains("Give the user access to the virtual host in the path of the URL (create it if there is none), or use another user.", refused.ToString(), StringComparison.Ordinal);
            });
        }

        Assert.Equal(0, await broker.Node.CountAsync(queue));
        Assert.Equal(0, await broker.Node.CountQueuesAsync(unmade));
    }

    [RabbitMqFact]
    public async Task The_option_says_the_form_and_saves_the_first_connection()
    {
        string name = Guid.NewGuid().ToString("N");
        await DeclareAsync(name, "orders");
        await broker.Node.DeclareQueueAsync(name);
        List<int> connections = [];
        foreach ((VirtualHostForm form, string address) in new[]
        {
            (VirtualHostForm.Automatic, "/amq/queue/orders"), (VirtualHostForm.Prefixed, "/amq/queue/orders"), (VirtualHostForm.Plain, $"/amq/queue/{name}"),
        })
        {
            connections.Add(0);
            SendOutcome outcome = await SendAsync(broker.Url, address, options =>
            {
                (options.VirtualHost, options.VirtualHostForm) = (name, form);
                options.ConnectStream = (_, cancellationToken) =>
                {
                    connections[^1]++;
                    return ConnectAsync(cancellationToken);
                };
            });
            Assert.Equal(SendOutcome.Accepted, outcome);
        }

        Assert.Equal([2, 1, 1], connections);
        Assert.Equal(2, await broker.Node.CountAsync("orders", name));
        Assert.Equal(1, await broker.Node.CountAsync(name));
    }

    [RabbitMqFact]
    public async Task A_connection_that_is_made_again_has_the_form_from_the_first()
    {
        string name = Guid.NewGuid().ToString("N");
        await DeclareAsync(name, "orders");
        List<Stream> streams = [];
        SendClientOptions options = SendClientOptions.FromUrl($"{broker.Url}/{name}");
        options.ConnectStream = async (_, cancellationToken) =>
        {
            streams.Add(await ConnectAsync(cancellationToken));
            return streams[^1];
        };
        await using SendClient client = new(options);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = "/amq/queue/orders" });

        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(new Small(1)));
        await streams[^1].DisposeAsync();
        SendOutcome again;
        while ((again = await sender.SendForOutcomeAsync(new Small(2))).Kind is SendOutcomeKind.NotSent or SendOutcomeKind.Indeterminate)
        {
            // Sent before the client had noticed.
            Assert.True(again.IsTransient);
        }

        Assert.Equal(SendOutcome.Accepted, again);
        Assert.Equal(3, streams.Count);
        Assert.Equal(2, await broker.Node.CountAsync("orders", name));
    }

    [RabbitMqFact]
    public async Task A_user_who_may_not_enter_the_default_virtual_host_enters_the_named_one()
    {
        string name = Guid.NewGuid().ToString("N");
        await broker.Node.DeclareUserAsync(name, Canary.OtherPassword);
        await broker.Node.DeclareVirtualHostAsync(name, name);
        await broker.Node.DeclareQueueAsync("orders", virtualHost: name);

        SendOutcome outcome = await SendAsync($"amqp://{name}:{Canary.OtherPassword}@127.0.0.1:{broker.Port}/{name}", "/amq/queue/orders");

        Assert.Equal(SendOutcome.Accepted, outcome);
        Assert.Equal(1, await broker.Node.CountAsync("orders", name));
    }

    [RabbitMqFact]
    public async Task The_receiver_of_the_tests_reads_there_too()
    {
        string name = Guid.NewGuid().ToString("N");
        await DeclareAsync(name, name);
        await broker.Node.DeclareQueueAsync(name);
        string url = $"{broker.Url}/{name}";

        Assert.Equal(SendOutcome.Accepted, await SendAsync(url, $"/amq/queue/{name}"));
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(url, $"/amq/queue/{name}");
        ReceivedMessage message = await receiver.ReceiveAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

        Assert.Equal(1, Assert.IsType<AmqpMap>(message.Message.Value)["Number"]);
    }

    private async Task AssertGoesToAsync(string virtualHost, params string[] urls)
    {
        string queue = Guid.NewGuid().ToString("N");
        await DeclareAsync(virtualHost, queue);
        await broker.Node.DeclareQueueAsync(queue);
        foreach (string url in urls)
        {
            Assert.Equal(SendOutcome.Accepted, await SendAsync(url, $"/amq/queue/{queue}"));
        }

        Assert.Equal((urls.Length, 0), (await broker.Node.CountAsync(queue, virtualHost), await broker.Node.CountAsync(queue)));
    }

    private async Task DeclareAsync(string virtualHost, string queue)
    {
        await broker.Node.DeclareVirtualHostAsync(virtualHost);
        await broker.Node.DeclareQueueAsync(queue, virtualHost: virtualHost);
    }

    private static async Task<SendOutcome> SendAsync(string url, string address, Action<SendClientOptions>? change = null)
    {
        SendClientOptions options = SendClientOptions.FromUrl(url);
        change?.Invoke(options);
        await using SendClient client = new(options);
        return await client.GetSender<ITestSender>(new SenderOptions { Address = address }).SendForOutcomeAsync(new Small(1));
    }

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, broker.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
