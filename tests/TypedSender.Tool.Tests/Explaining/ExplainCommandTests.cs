namespace TypedSender.Tool.Tests.Explaining;

/// <summary>What <c>explain</c> takes.</summary>
public sealed class ExplainCommandTests : IDisposable
{
    private const string Trace = """
        trce: TypedSender.FrameTrace[9003]
              To 127.0.0.1:5672: 41 4D 51 50 00 01 00 00
              From 127.0.0.1:5672: channel 0 open container-id='broker' max-frame-size=65536
              To 127.0.0.1:5672: channel 0 transfer handle=0 delivery-id=0 payload=(359 bytes)
              From 127.0.0.1:5672: channel 0 disposition role=receiver first=0 settled=true state=accepted()
              From 127.0.0.1:5672: channel 0 (heartbeat)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("explain").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("005377A1026869")]
    [InlineData("0x00 0x53 0x77 0xA1 0x02 0x68 0x69")]
    [InlineData("00:53:77:a1:02:68:69")]
    [InlineData("AFN3oQJoaQ==")]
    [InlineData("005377 ; amqp-value\n a1026869 # hi")]
    public async Task Hexadecimal_and_base64_are_read(string input)
    {
        ToolResult result = await new ToolRun().RunAsync("explain", input);

        Assert.Equal(0, result.Code);
        result.AssertSays("amqp-value: a body of one value 3.2.8");
        result.AssertSays("'hi' (string) 1.6.20");
    }

    [Fact]
    public async Task Files_of_bytes_and_of_text_and_standard_input_are_read()
    {
        byte[] bytes = Convert.FromHexString("005377A1026869");
        string binary = Path.Combine(_folder, "message.bin");
        string text = Path.Combine(_folder, "message.hex");
        await File.WriteAllBytesAsync(binary, bytes);
        await File.WriteAllTextAsync(text, "005377\na1026869\n");

        ToolResult expected = await new ToolRun().RunAsync("explain", "005377A1026869");

        Assert.Equal(expected, await new ToolRun().RunAsync("explain", "@" + binary));
        Assert.Equal(expected, await new ToolRun().RunAsync("explain", "@" + text));
        Assert.Equal(expected, await new ToolRun().WithInput(bytes).RunAsync("explain", "-"));
    }

    [Fact]
    public async Task A_frame_trace_is_explained_frame_by_frame()
    {
        string file = Path.Combine(_folder, "trace.log");
        await File.WriteAllTextAsync(file, Trace);

        ToolResult result = await new ToolRun { Width = 120 }.RunAsync("explain", "@" + file);

        Assert.Equal(0, result.Code);
        Snapshot.Verify(result.Output, "120");
    }

    [Fact]
    public async Task What_is_meant_can_be_said()
    {
        // As a frame this would have 83 times 64 KiB; as a value it is described.
        Assert.Equal(0, (await new ToolRun().RunAsync("explain", "005377A1026869", "--as", "values")).Code);
        ToolResult frames = await new ToolRun().RunAsync("explain", "005377A1026869", "--as", "frames");
        Assert.Equal(1, frames.Code);
        frames.AssertSays("A frame begins with 8 bytes, and 7 are left");
        Assert.Equal(2, (await new ToolRun().RunAsync("explain", "no bytes!")).Code);
        Assert.Equal(2, (await new ToolRun().RunAsync("explain", "@" + Path.Combine(_folder, "none"))).Code);
    }
}
