using TypedSender.TestPeer;

namespace TypedSender.Tests.Limits;

/// <summary>The options of docs/limits.md: their bounds, and what each is refused with before anything is connected.</summary>
public sealed class LimitOptionsTests
{
    [Fact]
    public void The_defaults_are_those_documented()
    {
        SendClientOptions options = new();

        Assert.Equal((65_536, 255, TimeSpan.FromSeconds(60)), (options.MaxFrameSize, options.ChannelMax, options.IdleTimeout));
        Assert.Equal((2048, int.MaxValue, 1023), (options.IncomingWindow, options.OutgoingWindow, options.HandleMax));
        Assert.Empty(options.OfferedCapabilities.Concat(options.DesiredCapabilities).Concat(options.RequiredCapabilities));
    }

    public static TheoryData<Action<SendClientOptions>, string> Wrong => new()
    {
        { options => options.IncomingWindow = 0, "IncomingWindow is 0. Give a number from 1 to 2147483647." },
        { options => options.OutgoingWindow = 0, "OutgoingWindow is 0. Give a number from 1 to 2147483647." },
        { options => options.HandleMax = -1, "HandleMax is -1. Give a number from 0 to 2147483647." },
        { options => options.OfferedCapabilities.Add(""), "OfferedCapabilities has the entry ''. Give ASCII text that is not empty: it is sent as a symbol." },
        { options => options.DesiredCapabilities.Add("größe"), "DesiredCapabilities has the entry 'größe'. Give ASCII text that is not empty: it is sent as a symbol." },
        { options => options.RequiredCapabilities.Add(null!), "RequiredCapabilities has the entry 'null'. Give ASCII text that is not empty: it is sent as a symbol." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_value_out_of_its_bounds_is_refused_by_name_and_value(Action<SendClientOptions> change, string expected)
    {
        SendClientOptions options = new();
        change(options);

        Assert.Equal($"{expected} (Parameter 'options')", Assert.ThrowsAny<ArgumentException>(() => new SendClient(options)).Message);
    }

    [Fact]
    public void The_bounds_themselves_are_taken()
    {
        SendClientSettings least = SendClientSettings.Create(new SendClientOptions { IncomingWindow = 1, OutgoingWindow = 1, HandleMax = 0, ChannelMax = 0, MaxFrameSize = 512 });
        SendClientSettings most = SendClientSettings.Create(new SendClientOptions
        {
            IncomingWindow = int.MaxValue, OutgoingWindow = int.MaxValue, HandleMax = int.MaxValue, ChannelMax = 65_535, MaxFrameSize = int.MaxValue,
        });

        Assert.Equal((1u, 1u, 0u), (least.SessionSettings.IncomingWindow, least.SessionSettings.OutgoingWindow, least.SessionSettings.HandleMax));
        Assert.Equal((uint.MaxValue / 2, uint.MaxValue / 2), (most.SessionSettings.IncomingWindow, most.SessionSettings.HandleMax));
    }

    [Fact]
    public async Task An_open_frame_of_512_bytes_goes_out_and_a_larger_one_is_refused_before_anything_is_connected()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptHeaders()
            .Then(async (connection, cancellationToken) => Assert.Equal(512, (await connection.ReadFrameAsync(cancellationToken)).Bytes.Length))
            .Send(Handshakes.DefaultOpen).AcceptSession().AnswerClosing());
        int longest = FindLongestName(name => Make(peer.Url, name));

        await using (SendClient client = new(Make(peer.Url, longest)))
        {
            await client.OpenAsync().Within();
            await client.CloseAsync().Within();
        }

        await peer.Completion.Within();
        Assert.Equal(
            "The open frame would take 513 bytes, and until the peer's open has come no frame may be larger than 512 (AMQP 1.0, 2.8.19). Shorten ContainerId, VirtualHost, ConnectionProperties, OfferedCapabilities, DesiredCapabilities or RequiredCapabilities. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => new SendClient(Make(peer.Url, longest + 1))).Message);
    }

    [Fact]
    public void The_longer_form_of_a_virtual_hosts_name_has_to_fit_too()
    {
        int plain = FindLongestName(name => WithForm(name, VirtualHostForm.Plain));

        Assert.Equal(plain - "vhost:".Length, FindLongestName(name => WithForm(name, VirtualHostForm.Prefixed)));
        Assert.Equal(plain - "vhost:".Length, FindLongestName(name => WithForm(name, VirtualHostForm.Automatic)));
    }

    [Theory]
    [InlineData(null, "typed-sender")]
    [InlineData("/opt/shop.exe", "shop")]
    [InlineData("/opt/1234567890123456789012345678901234567890123456789012345678901234+", "1234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("/opt/123456789012345678901234567890123456789012345678901234567890123\U0001F600", "123456789012345678901234567890123456789012345678901234567890123")]
    public void The_name_of_a_process_is_shortened_in_a_generated_container_id(string? path, string name)
    {
        string id = SendClientSettings.MakeContainerId(path);

        Assert.Equal((name, name.Length + 33), (id[..^33], id.Length));
        Assert.True(Guid.TryParseExact(id[^32..], "N", out _));
    }

    [Theory]
    [InlineData("properties")]
    [InlineData("offered")]
    [InlineData("desired")]
    [InlineData("required")]
    public void Whatever_is_in_the_open_frame_counts(string field)
    {
        SendClientOptions options = new();
        string text = new('x', 600);
        _ = field switch
        {
            "properties" => options.ConnectionProperties["note"] = text,
            "offered" => Add(options.OfferedCapabilities),
            "desired" => Add(options.DesiredCapabilities),
            _ => Add(options.RequiredCapabilities),
        };

        Assert.StartsWith("The open frame would take ", Assert.Throws<ArgumentException>(() => new SendClient(options)).Message, StringComparison.Ordinal);

        string Add(IList<string> capabilities)
        {
            capabilities.Add(text);
            return text;
        }
    }

    private static SendClientOptions Make(string url, int name)
    {
        SendClientOptions options = SendClientOptions.FromUrl(url);
        options.ContainerId = new string('c', name);
        return options;
    }

    private static SendClientOptions WithForm(int name, VirtualHostForm form) => new() { ContainerId = new string('c', name), VirtualHost = "prod", VirtualHostForm = form };

    private static int FindLongestName(Func<int, SendClientOptions> make)
    {
        for (int length = 512; length > 0; length--)
        {
            try
            {
                SendClientSettings.Create(make(length));
                return length;
            }
            catch (ArgumentException)
            {
            }
        }

        throw new InvalidOperationException("No name fits.");
    }
}
