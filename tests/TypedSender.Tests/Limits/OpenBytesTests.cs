using System.Runtime.InteropServices;
using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Limits;

/// <summary>The bytes of a client's open and begin frames (AMQP 1.0, 2.7.1 and 2.7.2), by its options.</summary>
public sealed class OpenBytesTests
{
    [Fact]
    public async Task Without_options_frames_are_64_KiB_and_half_of_60_s_is_announced()
    {
        (byte[] open, byte[] begin) = await OpenAsync(options => options.ContainerId = "shop");

        byte[] expected =
        [
            .. Text(0xA1, "shop"), .. Text(0xA1, "127.0.0.1"), .. Hex("70 00010000 60 00FF 70 00007530 40 40 40 40"),
            .. Map(("product", Text(0xA1, "TypedSender")), ("version", Text(0xA1, ProductInfo.Version)), ("platform", Text(0xA1, RuntimeInformation.FrameworkDescription))),
        ];
        Assert.Equal(Convert.ToHexString(List(0x10, 10, expected)), Convert.ToHexString(open.AsSpan(8)));
        Assert.Equal(Convert.ToHexString(List(0x11, 5, Hex("40 43 70 00000800 70 7FFFFFFF 70 000003FF"))), Convert.ToHexString(begin.AsSpan(8)));
    }

    [Fact]
    public async Task Every_option_has_its_field_and_keys_and_capabilities_are_symbols()
    {
        (byte[] open, byte[] begin) = await OpenAsync(options =>
        {
            (options.ContainerId, options.VirtualHost, options.VirtualHostForm) = ("shop", "prod", VirtualHostForm.Plain);
            (options.MaxFrameSize, options.ChannelMax, options.IdleTimeout) = (8192, 7, TimeSpan.FromSeconds(10));
            (options.IncomingWindow, options.OutgoingWindow, options.HandleMax) = (5, 300, 0);
            options.OfferedCapabilities.Add("a");
            options.DesiredCapabilities.Add("b");
            options.RequiredCapabilities.Add("c");
            options.RequiredCapabilities.Add("b");
            options.ConnectionProperties["team"] = "blue";
            options.ConnectionProperties["version"] = 7;
        });

        byte[] expected =
        [
            .. Text(0xA1, "shop"), .. Text(0xA1, "prod"), .. Hex("70 00002000 60 0007 70 00001388 40 40 E0 04 01 A3 01 61 E0 06 02 A3 01 62 01 63"),
            .. Map(("product", Text(0xA1, "TypedSender")), ("version", Hex("54 07")), ("platform", Text(0xA1, RuntimeInformation.FrameworkDescription)), ("team", Text(0xA1, "blue"))),
        ];
        Assert.Equal(Convert.ToHexString(List(0x10, 10, expected)), Convert.ToHexString(open.AsSpan(8)));
        Assert.Equal(Convert.ToHexString(List(0x11, 5, Hex("40 43 52 05 70 0000012C 43"))), Convert.ToHexString(begin.AsSpan(8)));
    }

    [Fact]
    public async Task Without_an_idle_time_out_none_is_announced()
    {
        (byte[] open, _) = await OpenAsync(options => (options.ContainerId, options.IdleTimeout) = ("shop", Timeout.InfiniteTimeSpan));

        Assert.Contains(Convert.ToHexString(Hex("60 00FF 40 40 40 40 40")), Convert.ToHexString(open), StringComparison.Ordinal);
    }

    private static async Task<(byte[] Open, byte[] Begin)> OpenAsync(Action<SendClientOptions> configure)
    {
        (Captured<Open>? open, Captured<Begin>? begin) = (null, null);
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptHeaders()
            .ExpectOpen().Capture(out open).Respond(Handshakes.DefaultOpen with { OfferedCapabilities = ["b", "c"] })
            .ExpectBegin().Capture(out begin).Respond(new Begin { RemoteChannel = 0, NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 }).AnswerClosing());
        await using var client = new SendClient(peer.Url, configure);
        await client.OpenAsync().Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        return (open!.Frame.Bytes, begin!.Frame.Bytes);
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    private static byte[] Text(byte code, string text) => [code, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Map(params (string Key, byte[] Value)[] entries)
    {
        byte[] body = [.. entries.SelectMany(entry => (byte[])[.. Text(0xA3, entry.Key), .. entry.Value])];
        return [0xC1, (byte)(body.Length + 1), (byte)(entries.Length * 2), .. body];
    }

    private static byte[] List(byte descriptor, byte count, byte[] fields) => [0x00, 0x53, descriptor, 0xC0, (byte)(fields.Length + 1), count, .. fields];
}
