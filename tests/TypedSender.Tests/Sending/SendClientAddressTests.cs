namespace TypedSender.Tests.Sending;

public sealed class SendClientAddressTests
{
    private const string Form = "Write amqp://user:password@host:port/virtual-host, for example amqp://localhost:5672.";

    [Fact]
    public void A_host_alone_means_port_5672_and_anonymous()
    {
        SendClientOptions options = SendClientOptions.FromUrl("amqp://broker.example");

        Assert.Equal("broker.example", options.Host);
        Assert.Equal(5672, options.EffectivePort);
        Assert.Null(options.UserName);
        Assert.Null(options.Password);
        Assert.Null(options.VirtualHost);
        Assert.False(options.AllowInsecureTransport);
    }

    [Fact]
    public void Every_part_is_read_and_percent_decoded()
    {
        SendClientOptions options = SendClientOptions.FromUrl(
            $"AMQP://us%40er:{Canary.Mark}p%2Fa%3Ass%25%C3%A9@127.0.0.1:5999/vhost%3Aa%2Fb?allow-insecure-transport=true&container-id=shop%201&max-frame-size=4096");

        Assert.Equal("us@er", options.UserName);
        Assert.Equal($"{Canary.Mark}p/a:ss%é", options.Password);
        Assert.Equal("127.0.0.1", options.Host);
        Assert.Equal(5999, options.EffectivePort);
        Assert.Equal("vhost:a/b", options.VirtualHost);
        Assert.True(options.AllowInsecureTransport);
        Assert.Equal("shop 1", options.ContainerId);
        Assert.Equal(4096, options.MaxFrameSize);
    }

    [Theory]
    [InlineData("amqp://[::1]", "::1", 5672)]
    [InlineData("amqp://[fe80::1]:99/", "fe80::1", 99)]
    [InlineData("amqp://user:{password}@[::1]:5673", "::1", 5673)]
    [InlineData("amqp://localhost/", "localhost", 5672)]
    [InlineData("amqp://localhost?", "localhost", 5672)]
    public void Hosts_and_ports(string url, string host, int port)
    {
        SendClientOptions options = SendClientOptions.FromUrl(Canary.In(url));

        Assert.Equal(host, options.Host);
        Assert.Equal(port, options.EffectivePort);
    }

    [Theory]
    [InlineData("amqp:user:{password}@host://x", "amqp:***@host://x")]
    [InlineData("amqp//user:{password}@host://x", "amqp//user:***@host://x")]
    [InlineData("amqp://user:{password}:5672/", "amqp://user:***/")]
    [InlineData("amqp://user:{password},other:5672", "amqp://user:***")]
    [InlineData("amqp://one:1,[::1]:2,three", "amqp://one:1,[::1]:2,three")]
    [InlineData("/host:5672/", "/host:5672/")]
    public void A_password_is_masked_wherever_it_stands(string url, string shown) => Assert.Equal(shown, SendClientAddress.Redact(Canary.In(url)));

    [Theory]
    [InlineData("/host:5672/", "has no scheme")]
    [InlineData("#://", "has no valid scheme")]
    [InlineData("amqp://[1]:5672", "has no valid IPv6 address in brackets")]
    public void What_is_no_url_is_refused_with_the_reason(string url, string reason)
        => Assert.Contains(reason, Assert.Throws<ArgumentException>(() => SendClientOptions.FromUrl(url)).Message, StringComparison.Ordinal);

    [Fact]
    public void Further_hosts_follow_after_commas()
    {
        SendClientOptions options = SendClientOptions.FromUrl("amqp://guest:guest@one,two:5673,[::1]:5674/shop");

        Assert.Equal(("one", null, "shop"), (options.Host, options.Port, options.VirtualHost));
        Assert.Equal(["two:5673", "[::1]:5674"], options.Hosts);
    }

    [Theory]
    [InlineData("amqp://guest@localhost", "guest", "")]
    [InlineData("amqp://guest:@localhost", "guest", "")]
    [InlineData("amqp://guest:{password}:b@localhost", "guest", "{password}:b")]
    [InlineData("amqp://guest:{password}@b@localhost", "guest", "{password}@b")]
    public void User_names_and_passwords(string url, string userName, string password)
    {
        SendClientOptions options = SendClientOptions.FromUrl(Canary.In(url));

        Assert.Equal(userName, options.UserName);
        Assert.Equal(Canary.In(password), options.Password);
    }

    [Theory]
    [InlineData("", $"The URL is empty. {Form}")]
    [InlineData("localhost", $"The URL 'localhost' has no scheme. {Form}")]
    [InlineData("localhost:5672", $"The URL 'localhost:5672' has no scheme. {Form}")]
    [InlineData("user:{password}@localhost", $"The URL 'user:***@localhost' has no scheme. {Form}")]
    [InlineData("://localhost", $"The URL '://localhost' has no scheme. {Form}")]
    [InlineData("http://localhost:15672/x", $"The URL 'http://localhost:15672/x' has the scheme 'http', which is not AMQP. {Form}")]
    [InlineData("sb://ns:{password}@host", $"The URL 'sb://ns:***@host' has the scheme 'sb', which is not AMQP. {Form}")]
    [InlineData("x:{password}@y://localhost", $"The URL 'x:***@y://localhost' has no valid scheme. {Form}")]
    [InlineData("amqp://", $"The URL 'amqp://' has no host. {Form}")]
    [InlineData("amqp://:5672", $"The URL 'amqp://:5672' has no host. {Form}")]
    [InlineData("amqp:///queue", $"The URL 'amqp:///queue' has no host. {Form}")]
    [InlineData("amqp://u:{password}@:5672", $"The URL 'amqp://u:***@:5672' has no host. {Form}")]
    [InlineData("amqp://:{password}@host", $"The URL 'amqp://:***@host' has no user name before '@'. {Form}")]
    [InlineData("amqp://u:{password}@bad host", $"The URL 'amqp://u:***@bad host' has no valid host name. {Form}")]
    [InlineData("amqp://guest:{password}", "The URL 'amqp://guest:***' has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672.")]
    [InlineData("amqp://host:0", "The URL 'amqp://host:0' has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672.")]
    [InlineData("amqp://host:65536", "The URL 'amqp://host:65536' has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672.")]
    [InlineData("amqp://u:{password}@host,", $"The URL 'amqp://u:***@host,' has no host. {Form}")]
    [InlineData("amqp://u:{password}@host,other:x", "The URL 'amqp://u:***@host,other:x' has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672.")]
    [InlineData("amqp://[::1", "The URL 'amqp://[::1' has no valid IPv6 address in brackets. Write it like amqp://[::1]:5672.")]
    [InlineData("amqp://[nonsense]", "The URL 'amqp://[nonsense]' has no valid IPv6 address in brackets. Write it like amqp://[::1]:5672.")]
    [InlineData("amqp://[::1]5672", "The URL 'amqp://[::1]5672' has '5672' after the IPv6 address, where only a port may stand. Write it like amqp://[::1]:5672.")]
    [InlineData("amqp://u:{password}/x@host", "The URL 'amqp://u:***@host' has an '@' after the first '/', '?' or '#'. Percent-encode these characters in user name, password and query: '@' is %40, '/' is %2F, '?' is %3F, '#' is %23.")]
    [InlineData("amqp://u:{password}#x@host", "The URL 'amqp://u:***@host' has an '@' after the first '/', '?' or '#'. Percent-encode these characters in user name, password and query: '@' is %40, '/' is %2F, '?' is %3F, '#' is %23.")]
    [InlineData("amqp://host#x", "The URL 'amqp://host#x' has a part after '#', which has no meaning here. Leave it out.")]
    [InlineData("amqp://u:{password}%zz@host", "The URL 'amqp://u:***@host' has a '%' in its password that is not followed by two hexadecimal digits. Write '%' itself as %25.")]
    [InlineData("amqp://u:{password}%4@host", "The URL 'amqp://u:***@host' has a '%' in its password that is not followed by two hexadecimal digits. Write '%' itself as %25.")]
    [InlineData("amqp://host/a/b", "The URL 'amqp://host/a/b' has more than one part in its path. The path is the virtual host; write '/' in its name as %2F. The address to send to is not part of the URL: give it to [AmqpSender] or SenderOptions.Address.")]
    [InlineData("amqp://host?timeout=3", "The URL 'amqp://host?timeout=***' has the unknown query key 'timeout'. Known are allow-insecure-transport, container-id and max-frame-size; everything else is set in SendClientOptions.")]
    [InlineData("amqp://host?allow-insecure-transport=yes", "The URL 'amqp://host?allow-insecure-transport=yes' has the value 'yes' for allow-insecure-transport. Write true or false.")]
    [InlineData("amqp://host?container-id", "The URL 'amqp://host?container-id' has no value for container-id. Write a name, or leave the key out.")]
    [InlineData("amqp://host?max-frame-size=511", "The URL 'amqp://host?max-frame-size=511' has the value '511' for max-frame-size. Write a number of octets from 512 to 2147483647.")]
    [InlineData("amqp://host\r\nX", $"The URL 'amqp://host  X' has no valid host name. {Form}")]
    public void A_wrong_url_is_refused_with_one_clear_text(string url, string expected, bool isSecretPlace = true)
    {
        var error = Assert.Throws<ArgumentException>(() => SendClientOptions.FromUrl(Canary.In(url)));

        Assert.Equal($"{expected} (Parameter 'url')", error.Message);
        Assert.True(!isSecretPlace || !error.ToString().Contains(Canary.Mark, StringComparison.Ordinal));
    }

    [Fact]
    public void Null_is_refused() => Assert.Throws<ArgumentNullException>("url", () => SendClientOptions.FromUrl(null!));
}
