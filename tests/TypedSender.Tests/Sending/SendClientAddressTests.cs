namespace TypedSender.Tests.Sending;

public sealed class SendClientAddressTests
{
    private const string Form = "Write amqp://user:password@host:port/virtual-host, for example amqp://localhost:5672.";
    private const string Port = "has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672 (5671 with TLS).";
    private const string LateAt = "The URL has an '@' after the first '/', '?' or '#'. Percent-encode these characters in user name, password and query: '@' is %40, '/' is %2F, '?' is %3F, '#' is %23.";
    private const string ServiceBus = "Write amqps://SharedAccessKeyName:SharedAccessKey@host instead, with the values of these keys, percent-encoded, and the host of Endpoint; EntityPath is the address, for [AmqpSender] or SenderOptions.Address.";
    private const string Signature = "A shared access signature is of no use here: write amqps://SharedAccessKeyName:SharedAccessKey@host, with name and key of a policy, percent-encoded.";
    private const string UserAndPassword = "Write amqp://user:password@host:port/virtual-host instead, with user name, password and virtual host percent-encoded, or set the properties of SendClientOptions.";

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
    [InlineData("amqp://[fe80::1%eth0.10]:99/", "fe80::1%eth0.10", 99)]
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
    [InlineData("{password}", $"The URL has no scheme. {Form}")]
    [InlineData("localhost:5672", $"The URL has no scheme. {Form}")]
    [InlineData("user:{password}@localhost", $"The URL has no scheme. {Form}")]
    [InlineData("://{password}", $"The URL has no scheme. {Form}")]
    [InlineData("http://localhost:15672/{password}", $"The URL has the scheme 'http', which is not AMQP. {Form}")]
    [InlineData("sb://ns:{password}@host", $"The URL has the scheme 'sb', which is not AMQP. {Form}")]
    [InlineData("u://{password}@", $"The URL has the scheme 'u', which is not AMQP. {Form}")]
    [InlineData("RabbitMQ://guest:{password}@host", $"The URL has the scheme 'rabbitmq', which is not AMQP. {Form}")]
    [InlineData("{password}://host", $"The URL has a scheme that is not AMQP. {Form}")]
    [InlineData("x:{password}@y://localhost", $"The URL has no valid scheme. {Form}")]
    [InlineData("amqp://", $"The URL has no host. {Form}")]
    [InlineData("amqp://:5672", $"The URL has no host. {Form}")]
    [InlineData("amqp:///{password}", $"The URL has no host. {Form}")]
    [InlineData("amqp://u:{password}@:5672", $"The URL has no host. {Form}")]
    [InlineData("amqp://:{password}@host", $"The URL has no user name before '@'. {Form}")]
    [InlineData("amqp://u:{password}@bad host", $"The URL has no valid host name. {Form}")]
    [InlineData("amqp://{password} {password}", $"The URL has no valid host name. {Form}")]
    [InlineData("amqp://guest:{password}", $"The URL {Port}")]
    [InlineData("amqp://user@host:{password}", $"The URL {Port}")]
    [InlineData("amqp://host:0", $"The URL {Port}")]
    [InlineData("amqp://host:65536", $"The URL {Port}")]
    [InlineData("amqp://u:{password}@host,", $"The URL, in host 2, has no host. {Form}")]
    [InlineData("amqp://u:{password}@host,other:{password}", $"The URL, in host 2, {Port}")]
    [InlineData("amqp://[{password}", "The URL has no valid IPv6 address in brackets. Write it like amqp://[::1]:5672.")]
    [InlineData("amqp://[{password}]", "The URL has no valid IPv6 address in brackets. Write it like amqp://[::1]:5672.")]
    [InlineData("amqp://[fe80::1%{password}!]", "The URL has no valid IPv6 address in brackets. Write it like amqp://[::1]:5672.")]
    [InlineData("amqp://[::1]{password}", "The URL has something other than a port after the IPv6 address. Write it like amqp://[::1]:5672.")]
    [InlineData("amqp://u:{password}/x@host", LateAt)]
    [InlineData("amqp://u:{password}#x@host", LateAt)]
    [InlineData("amqp://{password}/x@host", LateAt)]
    [InlineData("amqps://host/vh#{password}", "The URL has a part after '#', which has no meaning here. Leave it out; in a password, write '#' as %23.")]
    [InlineData("amqp://u:{password}%zz@host", "The URL has a '%' in its password that is not followed by two hexadecimal digits. Write '%' itself as %25.")]
    [InlineData("amqp://{password}%4@host", "The URL has a '%' in its user name that is not followed by two hexadecimal digits. Write '%' itself as %25.")]
    [InlineData("amqp://host/{password}%4", "The URL has a '%' in its virtual host that is not followed by two hexadecimal digits. Write '%' itself as %25.")]
    [InlineData("amqp://host?{password}=%4", "The URL has a '%' in its query that is not followed by two hexadecimal digits. Write '%' itself as %25.")]
    [InlineData("amqps://host/vh/{password}", "The URL has more than one part in its path. The path is the virtual host; write '/' in its name as %2F. The address to send to is not part of the URL: give it to [AmqpSender] or SenderOptions.Address.")]
    [InlineData("amqp://host?{password}=3", "The URL, in key 1 of its query, has a name that is not known. Known are allow-insecure-transport, container-id and max-frame-size; everything else is set in SendClientOptions.")]
    [InlineData("amqp://host?container-id=a&password={password}", "The URL, in key 2 of its query, has a name that is not known. Known are allow-insecure-transport, container-id and max-frame-size; everything else is set in SendClientOptions.")]
    [InlineData("amqp://host?allow-insecure-transport={password}", "The URL has another value than true and false for allow-insecure-transport. Write true or false.")]
    [InlineData("amqp://host?container-id", "The URL has no value for container-id. Write a name, or leave the key out.")]
    [InlineData("amqp://host?max-frame-size={password}", "The URL has a value for max-frame-size that is not a number of bytes from 512 to 2147483647. Correct it, or leave the key out for 65536.")]
    [InlineData("amqp://host?max-frame-size=511", "The URL has a value for max-frame-size that is not a number of bytes from 512 to 2147483647. Correct it, or leave the key out for 65536.")]
    [InlineData("amqp://host\r\n{password}", $"The URL has no valid host name. {Form}")]
    [InlineData("Endpoint=sb://shop.example/;SharedAccessKeyName=Root;SharedAccessKey={password}=", $"The URL looks like a connection string with the keys Endpoint, SharedAccessKeyName and SharedAccessKey. {ServiceBus}")]
    [InlineData("endpoint=sb://shop.example/;sharedaccesskeyname={password};sharedaccesskey=x={password};EntityPath={password}", $"The URL looks like a connection string with the keys Endpoint, SharedAccessKeyName, SharedAccessKey and EntityPath. {ServiceBus}")]
    [InlineData("sb://shop.example/;SharedAccessKey={password}", $"The URL with the scheme 'sb' looks like a connection string with the key SharedAccessKey. {ServiceBus}")]
    [InlineData("SharedAccessSignature sr={password}&sig={password}&se=1&skn=Root", $"The URL looks like a connection string with the key SharedAccessSignature. {Signature}")]
    [InlineData("Endpoint=sb://x/;SharedAccessSignature=SharedAccessSignature sr=x&sig={password}", $"The URL looks like a connection string with the keys Endpoint and SharedAccessSignature. {Signature}")]
    [InlineData("host=x;username=guest;password={password}", $"The URL looks like a connection string with the keys Host, UserName and Password. {UserAndPassword}")]
    [InlineData("Server=x; User Id=guest; Pwd={password};{password}=1", $"The URL looks like a connection string with the keys Server, User Id and Pwd. {UserAndPassword}")]
    [InlineData("localhost:5672,password={password},ssl=true", $"The URL looks like a connection string with the keys Password and Ssl. {UserAndPassword}")]
    [InlineData("amqp://host;password={password}", $"The URL with the scheme 'amqp' looks like a connection string with the key Password. {UserAndPassword}")]
    [InlineData("amqps://host/vh;password={password}", $"The URL with the scheme 'amqps' looks like a connection string with the key Password. {UserAndPassword}")]
    public void A_wrong_url_is_refused_with_one_clear_text_that_repeats_nothing_of_it(string url, string expected)
    {
        var error = Assert.Throws<ArgumentException>("url", () => SendClientOptions.FromUrl(Canary.In(url)));

        Assert.Equal($"{expected} (Parameter 'url')", error.Message);
        Assert.Null(error.InnerException);
        Assert.DoesNotContain(Canary.Mark, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(error.Message, Assert.Throws<ArgumentException>("url", () => new SendClient(Canary.In(url))).Message);
    }

    [Theory]
    [InlineData("amqp://u:{password}@host", "amqp://***@host:5672")]
    [InlineData("amqps://{password}@host/{password}?container-id={password}", "amqps://***@host:5671")]
    [InlineData("amqp://one:5673,two", "amqp://one:5673")]
    public void Options_are_shown_without_what_logs_in(string url, string shown) => Assert.Equal(shown, SendClientOptions.FromUrl(Canary.In(url)).ToString());

    [Fact]
    public void A_host_has_at_most_the_length_of_a_name_in_the_domain_name_system()
    {
        string longest = string.Join('.', Enumerable.Repeat(new string('a', 63), 4));

        Assert.Equal(longest, SendClientOptions.FromUrl($"amqp://{longest}").Host);
        Assert.Equal($"The URL has no valid host name. {Form} (Parameter 'url')", Assert.Throws<ArgumentException>(() => SendClientOptions.FromUrl($"amqp://{longest}.a")).Message);
    }

    [Fact]
    public void Options_show_no_host_that_is_none()
    {
        Assert.Equal("amqp://***", new SendClientOptions { Host = $"amqp://u:{Canary.Password}@host" }.ToString());
        Assert.Equal("amqps://***", new SendClientOptions { UseTls = true, Hosts = { $"u:{Canary.Password}@host" } }.ToString());
        Assert.Equal("amqp://two:7", new SendClientOptions { Hosts = { "two:7", "three" } }.ToString());
    }

    [Fact]
    public void Null_is_refused() => Assert.Throws<ArgumentNullException>("url", () => SendClientOptions.FromUrl(null!));
}
