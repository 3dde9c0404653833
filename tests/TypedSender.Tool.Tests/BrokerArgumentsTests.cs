using System.Net;
using System.Net.Sockets;
using TypedSender.Testing;

namespace TypedSender.Tool.Tests;

/// <summary>Arguments that mean the same to every command that connects.</summary>
public class BrokerArgumentsTests
{
    [Theory]
    [InlineData("send", "-b", "x")]
    [InlineData("receive")]
    [InlineData("doctor")]
    public async Task A_password_travels_in_clear_text_with_the_option_alone(string command, params string[] more)
    {
        // An address for documentation (RFC 5737): whether it can be reached makes no difference, the connection is given up.
        string url = $"amqp://alice:{Canary.Password}@192.0.2.1:{FindUnusedPort()}";
        string[] arguments = [command, url, "-a", "orders", "--timeout", "0.05", .. more];

        ToolResult refused = await new ToolRun().RunAsync(arguments);
        Assert.Equal(2, refused.Code);
        refused.AssertSays("set AllowInsecureTransport");
        Assert.Equal(1, (await new ToolRun().RunAsync([.. arguments, "--insecure"])).Code);
        arguments[1] += "/?allow-insecure-transport=true";
        Assert.Equal(1, (await new ToolRun().RunAsync(arguments)).Code);
    }

    [Fact]
    public async Task A_user_option_takes_the_place_of_the_user_in_the_URL()
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false };
        options.Users["alice"] = Canary.Password;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        broker.CreateQueue("orders");
        ToolRun alice = new ToolRun().With("TYPEDSENDER_PASSWORD", Canary.Password);
        string url = $"amqp://bob:{Canary.OtherPassword}@127.0.0.1:{broker.Port}";

        Assert.Equal(0, (await alice.RunAsync("send", url, "-a", "orders", "-b", "x", "-u", "alice")).Code);
        Assert.Equal(0, (await alice.RunAsync("receive", url, "-a", "orders", "-u", "alice")).Code);
    }

    private static int FindUnusedPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
