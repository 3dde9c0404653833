using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

public class UrlTests : RuleTests<UrlAnalyzer, NoFix>
{
    [Theory]
    [InlineData("_ = new SendClient({|TSND0708:\"localhost:5672\"|});")]
    [InlineData("SendClient made = new({|TSND0708:\"amqp://h:99999\"|});")]
    [InlineData("_ = SendClientOptions.FromUrl({|TSND0708:\"amqp://h/a/b\"|});")]
    [InlineData("_ = new MicrosoftAmqpClient({|TSND0708:\"http://h\"|});")]
    [InlineData("_ = MicrosoftAmqpClientOptions.FromUrl({|TSND0708:\"amqp://@h\"|});")]
    [InlineData("const string Host = \"h:0\";\n_ = new SendClient({|TSND0708:$\"amqp://{Host}\"|});")]
    [InlineData("_ = new SendClient(configure: null, url: {|TSND0708:\"amqp://h?unknown=1\"|});")]
    public Task A_constant_url_that_is_refused(string statements) => UnderlinesAsync(Code.Sync(statements));

    [Theory]
    [InlineData("_ = new SendClient(\"amqps://a:5671,b/host?container-id=x\");")]
    [InlineData("_ = new SendClient(order.ToString());")]
    [InlineData("_ = new Uri(\"localhost:5672\");")]
    [InlineData("Open(\"nonsense\");\nstatic void Open(string url) => Work();")]
    public Task A_url_that_is_taken_or_not_known(string statements) => CleanAsync(Code.Sync(statements));

    [Theory]
    [InlineData("localhost", "The URL has no scheme. Write amqp://user:password@host:port/virtual-host, for example amqp://localhost:5672")]
    [InlineData("amqp://a,b:0", "The URL, in host 2, has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672 (5671 with TLS)")]
    [InlineData("Endpoint=sb://secret.example/;SharedAccessKeyName=n;SharedAccessKey=secret", "The URL looks like a connection string with the keys Endpoint, SharedAccessKeyName and SharedAccessKey. Write amqps://SharedAccessKeyName:SharedAccessKey@host instead, with the values of these keys, percent-encoded, and the host of Endpoint; EntityPath is the address, for [AmqpSender] or SenderOptions.Address")]
    public Task The_message_is_that_of_the_runtime_and_repeats_no_secret(string url, string message)
    {
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new SendClient(url)).Message, StringComparison.Ordinal);
        return SaysAsync("TSND0708", message, Code.Sync($"_ = new SendClient({{|#0:\"{url}\"|}});"));
    }

    [Fact]
    public Task Can_be_configured() => CanBeConfiguredAsync(Code.Sync("_ = new SendClient({|TSND0708:\"localhost\"|});"));
}
