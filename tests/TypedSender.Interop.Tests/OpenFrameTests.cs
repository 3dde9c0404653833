using System.Text.Json;
using TypedSender.Interop.Tests.Peers;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>Limits, capabilities and properties of the open frame, as qpid-proton reads and writes them (AMQP 1.0, 2.7.1).</summary>
public class OpenFrameTests
{
    [ProtonFact]
    public async Task Proton_reads_what_the_client_says_and_the_client_what_proton_offers()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1, "--offer", "B,C", "--max-frame-size", "4096");
        await using SendClient client = new(receiver.Url, options =>
        {
            (options.ContainerId, options.MaxFrameSize, options.IdleTimeout) = ("shop", 8192, TimeSpan.FromSeconds(20));
            options.OfferedCapabilities.Add("A");
            options.DesiredCapabilities.Add("D");
            options.RequiredCapabilities.Add("B");
            options.ConnectionProperties["team"] = "blue";
        });

        await client.OpenAsync();
        JsonElement open = await receiver.ReadOpenAsync();
        SendClientConnection connection = client.Connection!;

        Assert.Equal(("shop", 8192, 10.0), (open.GetProperty("container").GetString(), open.GetProperty("frame_size").GetInt32(), open.GetProperty("idle_seconds").GetDouble()));
        Assert.Equal(["A"], Strings(open, "offered"));
        Assert.Equal(["D", "B"], Strings(open, "desired"));
        Assert.Equal(["symbol:platform", "symbol:product", "symbol:team", "symbol:version"], Strings(open, "keys"));
        Assert.Equal(["B", "C"], connection.OfferedCapabilities);
        Assert.Equal(4096, connection.MaxFrameSize);
    }

    [ProtonFact]
    public async Task A_capability_that_proton_does_not_offer_fails_the_open()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1, "--offer", "B,C", "--array");
        await using SendClient client = new(receiver.Url, options => options.RequiredCapabilities.Add("X"));

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync());

        Assert.Equal(SendReason.CapabilityMissing, thrown.Reason);
        Assert.Contains("requires the capabilities X, and the peer offers B, C.", thrown.Message, StringComparison.Ordinal);
    }

    private static string[] Strings(JsonElement line, string name) => [.. line.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];
}
