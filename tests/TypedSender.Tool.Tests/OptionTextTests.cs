using System.Net;
using System.Net.Sockets;
using TypedSender.Testing;

namespace TypedSender.Tool.Tests;

/// <summary>Texts of the library name options of its API; what the command line has in their place stands behind them.</summary>
public class OptionTextTests
{
    [Theory]
    [InlineData("Raise OpenTimeout.", "write --timeout for OpenTimeout")]
    [InlineData("Raise OpenTimeout. Raise OpenTimeout", "write --timeout for OpenTimeout")]
    [InlineData("Set RetryPolicy = new AmqpRetryPolicy.", "there is no option for RetryPolicy")]
    [InlineData("Check SendClientOptions.ClientCertificates, TrustedAuthorities and TlsHost.", "write --ca for TrustedAuthorities; there is no option for SendClientOptions.ClientCertificates")]
    [InlineData("Raise SenderOptions.Queue.MaxCount.", "there is no option for SenderOptions.Queue.MaxCount")]
    [InlineData("Correct the broker, or the limits in AmqpReceiverOptions.", "there is no option for AmqpReceiverOptions")]
    [InlineData("Give the header in SendClientOptions.WebSocketHeaders, or correct the path in WebSocketPath.", "write the path of the URL for WebSocketPath; there is no option for SendClientOptions.WebSocketHeaders")]
    [InlineData("Everything else is set in SendClientOptions.", "write the options that --help lists for SendClientOptions")]
    public void An_option_of_the_API_is_followed_by_that_of_the_command_line(string text, string expected) =>
        Assert.Equal($"{text.TrimEnd('.')}. On the command line, {expected}.", ErrorTexts.AddOptions(text));

    [Theory]
    [InlineData("Rejected: amqp:precondition-failed: The Address of the Queue is wrong")]
    [InlineData("Accepted")]
    [InlineData("Options of the broker")]
    public void Other_texts_stay_as_they_are(string text) => Assert.Equal(text, ErrorTexts.AddOptions(text));

    [Fact]
    public async Task Every_command_that_connects_says_it()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        const string Address = "--address for SenderOptions.Address";

        (await new ToolRun().RunAsync("send", broker.Url, "-a", "nowhere", "-b", "x")).AssertSays(Address);
        (await new ToolRun().RunAsync("doctor", broker.Url, "-a", "nowhere")).AssertSays(Address);
        (await new ToolRun().RunAsync("receive", broker.Url, "-a", "nowhere")).AssertSays("typed-sender broker --queue for CreateQueue");
        (await new ToolRun().RunAsync("receive", $"amqp://alice:{Canary.Password}@192.0.2.1", "-a", "orders")).AssertSays("write --insecure for AllowInsecureTransport");
    }

    [Fact]
    public async Task A_time_out_is_said_once()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();

        ToolResult result = await new ToolRun().RunAsync("send", $"amqp://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", "-a", "orders", "-b", "x", "-t", "0.2");

        Assert.Equal(1, result.Code);
        Assert.Equal(2, result.Errors.Split("200 ms").Length);
    }
}
