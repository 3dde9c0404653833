using TypedSender.Testing;

namespace TypedSender.Tool.Tests;

/// <summary><c>send</c> and <c>receive</c> against a broker in this process.</summary>
public sealed class SendReceiveTests : IAsyncLifetime
{
    private InProcessBroker _broker = null!;
    private BrokerQueue _queue = null!;

    public async Task InitializeAsync()
    {
        _broker = await InProcessBroker.StartAsync();
        _queue = _broker.CreateQueue("orders");
    }

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task A_body_of_text_comes_back_with_subject_and_properties()
    {
        ToolResult sent = await SendAsync("--body", "hello", "--subject", "greeting", "-p", "region=eu", "-p", "size:=3");

        Assert.Equal((0, ""), (sent.Code, sent.Errors));
        Assert.StartsWith("Accepted (", sent.Output);
        ToolResult received = await ReceiveAsync();
        Assert.Equal("""{"properties":{"subject":"greeting"},"application-properties":{"region":"eu","size":3},"amqp-value":"hello"}""" + "\n", received.Output);
        Assert.Equal(0, received.Code);
        Assert.Empty(_queue.Messages);
    }

    [Theory]
    [InlineData("""{"amqp-value":null}""")]
    [InlineData("""{"header":{"durable":true,"priority":7,"ttl":1000,"first-acquirer":false,"delivery-count":0},"amqp-value":1}""")]
    [InlineData("""{"delivery-annotations":{"x-a":{"$ubyte":1}},"message-annotations":{"x-opt-b":{"$symbol":"s"}},"amqp-value":true,"footer":{"x-c":[1,2]}}""")]
    [InlineData("""{"properties":{"message-id":{"$uuid":"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"},"user-id":"AQI=","to":"t","subject":"s","reply-to":"r","correlation-id":7,"content-type":"text/plain","content-encoding":"gzip","absolute-expiry-time":"2030-01-01T00:00:00+00:00","creation-time":"2026-01-01T00:00:00+00:00","group-id":"g","group-sequence":3,"reply-to-group-id":"q"},"amqp-value":1}""")]
    [InlineData("""{"application-properties":{"a":{"$long":1},"b":{"$ulong":18446744073709551},"c":{"$float":1.5},"d":{"$timestamp":"2026-01-01T00:00:00+00:00"},"e":{"$char":"x"},"f":{"$decimal128":"12.50"},"g":{"$binary":"AAE="},"h":5000000000,"i":1.0,"j":{"$double":"NaN"},"k":18446744073709551615},"amqp-value":{"list":[1,null,"x"],"map":{"n":{"$short":-1}}}}""")]
    [InlineData("""{"amqp-value":{"$map":[[1,"one"],["two",2]]}}""")]
    [InlineData("""{"amqp-value":{"$map":[["$int","not a typed value"]]}}""")]
    [InlineData("""{"amqp-value":{"$described":[{"$symbol":"example:point"},[1,2]]}}""")]
    [InlineData("""{"amqp-value":{"$array":{"constructor":113,"items":[1,2]}}}""")]
    [InlineData("""{"data":"aGVsbG8="}""")]
    [InlineData("""{"data":["AQ==","Ag=="]}""")]
    [InlineData("""{"amqp-sequence":[[1,"two"],[3]]}""")]
    public async Task A_whole_message_comes_back_as_the_same_JSON(string json)
    {
        Assert.Equal((0, ""), (await SendAsync("--message", json)) is var sent ? (sent.Code, sent.Errors) : default);

        Assert.Equal(json + "\n", (await ReceiveAsync()).Output);
    }

    [Fact]
    public async Task Encoded_bytes_are_sent_and_shown_as_they_are()
    {
        const string Wire = "005375A00568656C6C6F";

        Assert.Equal(0, (await SendAsync("--wire", Wire)).Code);
        Assert.Equal(Wire + "\n", (await ReceiveAsync("--wire")).Output);

        // base64, with what a sender of ours would never write: a data section with a long length.
        Assert.Equal(0, (await SendAsync("--wire", Convert.ToBase64String([0x00, 0x53, 0x75, 0xB0, 0, 0, 0, 1, 7]))).Code);
        Assert.Equal("005375B00000000107\n", (await ReceiveAsync("--wire")).Output);
    }

    [Fact]
    public async Task Files_and_standard_input_are_read()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("tool").FullName, "body.json");
        await File.WriteAllTextAsync(file, """{"a": 1}""");

        Assert.Equal(0, (await SendAsync("--json", "@" + file)).Code);
        Assert.Equal("""{"amqp-value":{"a":1}}""" + "\n", (await ReceiveAsync()).Output);
        Assert.Equal(0, (await new ToolRun().WithInput([1, 2, 255]).RunAsync("send", _broker.Url, "-a", "orders", "--data", "-")).Code);
        Assert.Equal("""{"data":"AQL/"}""" + "\n", (await ReceiveAsync()).Output);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task Several_are_counted_by_outcome()
    {
        _queue.SettleNext(Settlement.Reject("amqp:precondition-failed", "no"));

        ToolResult sent = await SendAsync("--body", "x", "--count", "300");

        Assert.Equal(1, sent.Code);
        sent.AssertSays("299 of 300: Accepted");
        sent.AssertSays("1 of 300: Rejected: amqp:precondition-failed: no");
        Assert.Equal(299, _queue.Count);
        ToolResult received = await ReceiveAsync("--count", "299");
        Assert.Equal((0, 299), (received.Code, received.Output.Split('\n').Length - 1));
    }

    [Fact]
    public async Task No_message_in_time_is_a_failure()
    {
        ToolResult received = await ReceiveAsync("--timeout", "0.2");

        Assert.Equal((1, ""), (received.Code, received.Output));
        received.AssertSays("No message came from 'orders' in 200 ms.");
    }

    [Fact]
    public async Task A_released_message_stays_in_the_queue()
    {
        await SendAsync("--body", "x");

        Assert.Equal(0, (await ReceiveAsync("--settle", "release")).Code);
        await _queue.WaitForCountAsync(1).Within();
    }

    [Theory]
    [InlineData("--body", "a", "--json", "1", "--body and --json are more than one message. Give the message by one of")]
    [InlineData("--json", "{", "-s", "x", "--json is no JSON (line 1, byte 2: ")]
    [InlineData("--message", "hello", "-n", "1", "--message is no JSON (line 1, byte 1: ")]
    [InlineData("--message", "{\"body\":1}", "-n", "1", "'body' is no section")]
    [InlineData("--message", "{\"amqp-value\":1,\"properties\":{\"message_id\":1}}", "-n", "1", "'message_id' is no field of properties")]
    [InlineData("--message", "{\"amqp-value\":{\"$integer\":1}}", "-n", "1", "'$integer' is no type of AMQP")]
    [InlineData("--json", "{\"$array\":{\"int\":[1]}}", "-n", "1", "Write {\"$array\": {\"constructor\": 113, \"items\": [1, 2]}}")]
    [InlineData("--json", "{\"$array\":{}}", "-n", "1", "is no value of the type array")]
    [InlineData("--json", "{\"$map\":[[1]]}", "-n", "1", "Write {\"$map\": [[key, value], …]}")]
    [InlineData("--json", "{\"$map\":[[1,2],[1,3]]}", "-n", "1", "A map has the key '1' twice")]
    [InlineData("--json", "{\"a\":1,\"a\":2}", "-n", "1", "A map has the key 'a' twice")]
    [InlineData("--json", "{\"$described\":[1]}", "-n", "1", "[descriptor, value]")]
    [InlineData("--json", "{\"$described\":[1,2,3]}", "-n", "1", "[descriptor, value]")]
    [InlineData("--json", "{\"$char\":\"ab\"}", "-n", "1", "Write one character")]
    [InlineData("--json", "{\"$float\":1e300}", "-n", "1", "is no value of the type float")]
    [InlineData("--json", "1e400", "-n", "1", "is beyond every double")]
    [InlineData("--wire", "xyz!", "-n", "1", "'xyz!' is neither hexadecimal digits")]
    [InlineData("--body", "x", "-p", "novalue", "--property is name=text")]
    [InlineData("--body", "x", "-p", "foo:=zzz", "'zzz' of --property foo is no JSON (line 1, byte 1: 'z' is an invalid start of a value). For a string, write foo=zzz;")]
    [InlineData("--body", "x", "--count", "0", "--count is a whole number from 1 to 10,000,000, not '0'.")]
    [InlineData("--body", "x", "--count", "abc", "--count is a whole number from 1 to 10,000,000, not 'abc'.")]
    [InlineData("--body", "x", "--timeout", "abc", "--timeout is a number of seconds from 0.001 to 86,400, not 'abc'.")]
    [InlineData("--body", "x", "--timeout", "1e-9", "--timeout is a number of seconds from 0.001 to 86,400, not '1e-9'.")]
    [InlineData("--body", "x", "--address", "", "--address is empty. Give an address")]
    [InlineData("--subject", "x", "--count", "1", "There is no message. Give the message by one of")]
    [InlineData("--wire", "0053", "-n", "1", "The bytes of --wire, 00 53, are no message: A value needs 1 bytes and 0 are left (at byte 2). Give all sections")]
    [InlineData("--message", "{\"header\":{\"durable\":\"yes\"},\"amqp-value\":1}", "-n", "1", "'durable' is true or false, not \"yes\".")]
    [InlineData("--message", "{\"header\":{\"ttl\":\"PT5S\"},\"amqp-value\":1}", "-n", "1", "'ttl' is a whole number of milliseconds from 0 to 4294967295, not \"PT5S\".")]
    [InlineData("--message", "{\"properties\":{\"creation-time\":\"now\"},\"amqp-value\":1}", "-n", "1", "'creation-time' is a time such as \"2026-12-01T12:00:00Z\", not \"now\".")]
    [InlineData("--json", "{\"$timestamp\":\"x\"}", "-n", "1", "Write {\"$timestamp\": \"2026-12-01T12:00:00Z\"}")]
    public async Task What_cannot_be_used_is_said_before_anything_is_sent(string first, string second, string third, string fourth, string expected)
    {
        string[] address = third == "--address" ? [] : ["--address", "orders"];
        ToolResult sent = await new ToolRun().RunAsync(["send", _broker.Url, .. address, first, second, third, fourth]);

        Assert.Equal((2, ""), (sent.Code, sent.Output));
        sent.AssertSays(expected);
        Assert.Equal(0, _queue.ArrivedCount);
    }

    [Fact]
    public async Task An_address_that_is_not_there_is_named()
    {
        ToolResult sent = await new ToolRun().RunAsync("send", _broker.Url, "-a", "nowhere", "-b", "x");

        Assert.Equal(1, sent.Code);
        sent.AssertSays("nowhere");
        Assert.Equal(2, (await new ToolRun().RunAsync("send", "http://example.org", "-a", "x", "-b", "x")).Code);
        Assert.Equal(2, (await new ToolRun().RunAsync("send", _broker.Url, "-b", "x")).Code);
        Assert.Equal(2, (await new ToolRun().RunAsync("send", "-a", "x", "-b", "x")).Code);
        Assert.Equal(2, (await new ToolRun().RunAsync("nothing")).Code);
    }

    private Task<ToolResult> SendAsync(params string[] arguments) => new ToolRun().RunAsync(["send", _broker.Url, "--address", "orders", .. arguments]);

    private Task<ToolResult> ReceiveAsync(params string[] arguments) => new ToolRun().With("TYPEDSENDER_URL", _broker.Url).RunAsync(["receive", "--address", "orders", .. arguments]);
}
