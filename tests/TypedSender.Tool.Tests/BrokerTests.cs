using System.Text.RegularExpressions;
using TypedSender.Testing;
using TypedSender.Tool.Broker;

namespace TypedSender.Tool.Tests;

/// <summary><c>broker</c>: stands until Ctrl+C, and shows what happens.</summary>
public partial class BrokerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_takes_messages_until_Ctrl_C(bool isLive)
    {
        using CancellationTokenSource stop = new();
        Task<ToolResult> running = new ToolRun { IsLive = isLive }.Start(stop.Token, out ScreenWriter screen, "broker", "--port", "0", "--queue", "orders", "--queue", "orders");
        string url = await FindUrlAsync(screen, running).Within();

        Assert.Equal(0, (await new ToolRun().RunAsync("send", url, "-a", "orders", "-b", "hello")).Code);
        Assert.Equal(0, (await new ToolRun().RunAsync("send", url, "-a", "made-by-a-link", "-b", "hello")).Code);
        Assert.Equal("""{"amqp-value":"hello"}""" + "\n", (await new ToolRun().RunAsync("receive", url, "-a", "orders")).Output);
        await stop.CancelAsync();

        ToolResult result = await running.Within();
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.EndsWith("The broker has ended.\n", result.Output);
    }

    [Fact]
    public async Task Strict_it_refuses_other_queues_and_takes_the_one_user()
    {
        using CancellationTokenSource stop = new();
        Task<ToolResult> running = new ToolRun().With("TYPEDSENDER_PASSWORD", Canary.Password).Start(stop.Token, out ScreenWriter screen, "broker", "--port", "0", "-q", "orders", "--strict", "--user", "alice");
        string url = await FindUrlAsync(screen, running).Within();

        ToolRun alice = new ToolRun().With("TYPEDSENDER_PASSWORD", Canary.Password);
        Assert.Equal(0, (await alice.RunAsync("send", url, "-a", "orders", "-b", "x", "-u", "alice")).Code);
        Assert.Equal(1, (await alice.RunAsync("send", url, "-a", "other", "-b", "x", "-u", "alice")).Code);
        Assert.Equal(1, (await alice.RunAsync("send", url, "-a", "orders", "-b", "x")).Code);
        await stop.CancelAsync();

        Assert.DoesNotContain(Canary.Mark, (await running.Within()).Output);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        await using InProcessBroker other = await InProcessBroker.StartAsync();

        ToolResult result = await new ToolRun().RunAsync("broker", "--port", $"{other.Port}");

        Assert.Equal(2, result.Code);
        result.AssertSays($"The broker cannot listen on port {other.Port}");
        ToolResult foreign = await new ToolRun().RunAsync("broker", "--profile", "RabbitMq");
        Assert.Equal((2, ""), (foreign.Code, foreign.Output));
        foreign.AssertSays("'RabbitMq' not recognized. Must be one of: 'service-bus' 'event-hubs'");
        (await new ToolRun().RunAsync("broker", "--port", "abc")).AssertSays("--port is a whole number from 0 to 65,535, not 'abc'.");
        (await new ToolRun().RunAsync("broker", "--queue", "")).AssertSays("--queue is empty.");
        (await new ToolRun().RunAsync("broker", "--port", "0", "--profile", "service-bus", "--queue", "$cbs")).AssertSays("The broker has something at '$cbs' already. Give another name to --queue.");
        Assert.Equal(2, (await new ToolRun().RunAsync("broker", "--user", "alice")).Code);
    }

    [Fact]
    public async Task A_sample_counts_what_is_there_and_what_has_come_since()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using SendClient client = new(broker.Url);
        MessageSender sender = client.GetMessageSender("orders");
        await sender.SendAsync(new Amqp.Messages.AmqpMessage { Value = 1 }).Within();
        BrokerSample before = BrokerSample.Take(broker, null, TimeSpan.Zero);
        await sender.SendAsync(new Amqp.Messages.AmqpMessage { Value = 2 }).Within();
        await queue.WaitForCountAsync(2).Within();

        BrokerSample sample = BrokerSample.Take(broker, before, TimeSpan.FromSeconds(2));

        Assert.Equal(new QueueSample("orders", 2, 2, 0.5, 1, 0), Assert.Single(sample.Queues));
        Assert.Equal((true, "orders"), Assert.Single(sample.Links) is var link ? (link.IsSender, link.Address) : default);
        Assert.Equal(["12:00:00 orders messages=2 arrived=2 in/s=0 senders=1 receivers=0"], BrokerScreen.Describe(before, sample, new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero)).Select(line => line.Replace("in/s=1", "in/s=0")));
        Assert.Empty(BrokerScreen.Describe(sample, sample with { }, default));
    }

    /// <summary>The URL that the broker prints; the port is chosen when it starts.</summary>
    private static async Task<string> FindUrlAsync(ScreenWriter screen, Task<ToolResult> running)
    {
        while (!running.IsCompleted)
        {
            if (Url().Match(screen.ToString()) is { Success: true } match)
            {
                return match.Value;
            }

            await Task.Yield();
        }

        throw new InvalidOperationException((await running).Errors);
    }

    [GeneratedRegex(@"amqp://127\.0\.0\.1:\d+(?=\s)")]
    private static partial Regex Url();
}
