using TypedSender.Testing;

namespace TypedSender.Tests.Closing;

/// <summary>Streams of the user's own that misbehave: closing ends within its bound, a lost connection is made again, and the text names the stream.</summary>
public sealed class UserStreamTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private readonly ManualResetEventSlim _released = new();

    public static TheoryData<string> Faults => ["Dispose throws", "Dispose blocks", "DisposeAsync throws", "DisposeAsync hangs", "a read survives Dispose", "a write survives Dispose"];

    public void Dispose() => _released.Set();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Closing_neither_throws_nor_hangs(string fault)
    {
        await using InProcessBroker broker = await StartAsync();
        SendClient client = Connect(broker, stream => Break(stream, fault));
        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();

        Assert.True((await client.CloseAsync().Within()).IsClean);
        await client.DisposeAsync().Within();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_lost_connection_is_made_again(string fault)
    {
        await using InProcessBroker broker = await StartAsync();
        List<UserStream> streams = [];
        await using SendClient client = Connect(broker, stream =>
        {
            streams.Add(stream);
            Break(stream, fault);
        });
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("a")).Within();

        // The next write fails, whatever becomes of the read.
        streams[0].OnWrite = (_, _) => ValueTask.FromException(new IOException("the network is down"));
        SendOutcome lost = await notes.TellAsync(new Note("b")).Within();
        SendOutcome again = await notes.TellAsync(new Note("c")).Within();

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.ConnectionLost), (lost.Kind, lost.Reason));
        Assert.Equal(SendOutcome.Accepted, again);
        Assert.Equal(2, streams.Count);
    }

    [Theory]
    [InlineData("a read blocks")]
    [InlineData("a write blocks")]
    public async Task Closing_does_not_wait_for_a_call_that_blocks(string fault)
    {
        await using InProcessBroker broker = await StartAsync();
        UserStream? present = null;
        SendClient client = Connect(broker, stream => present = stream);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("a")).Within();
        Break(present!, fault);
        if (fault == "a read blocks")
        {
            // Its verdict ends the read that is under way; the next one blocks.
            await notes.SendAsync(new Note("b")).Within();
        }

        Assert.True((await client.CloseAsync().Within()).IsClean);
    }

    [Fact]
    public async Task Disposal_that_throws_is_logged()
    {
        await using InProcessBroker broker = await StartAsync();
        var log = new Telemetry.RecordingLog(typeof(SendClient).FullName!);
        SendClient client = Connect(broker, stream => Break(stream, "Dispose throws"), options => options.LoggerFactory = log);
        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();
        await client.CloseAsync().Within();

        await log.WaitForAsync(entry => entry is { Id: 1012 } && entry.Text.Contains("this stream is broken", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("read throws", "reading: NotSupportedException: this stream is broken")]
    [InlineData("read fails", "reading: NotSupportedException: this stream is broken")]
    [InlineData("read returns too much", "reading: InvalidOperationException: ReadAsync returned 10,000,000 for a buffer of ")]
    [InlineData("read returns less than nothing", "reading: InvalidOperationException: ReadAsync returned -1 for a buffer of ")]
    [InlineData("write throws", "writing: NotSupportedException: this stream is broken")]
    [InlineData("write fails", "writing: NotSupportedException: this stream is broken")]
    public async Task What_is_no_network_error_is_told_as_the_streams(string fault, string expected)
    {
        await using InProcessBroker broker = await StartAsync();
        await using SendClient opening = Connect(broker, stream => Break(stream, fault));
        UserStream? present = null;
        await using SendClient working = Connect(broker, stream => present = stream, options => options.RetryPolicy = AmqpRetryPolicy.None);
        INoteSender notes = working.GetSender<INoteSender>();
        await notes.SendAsync(new Note("a")).Within();

        SendException refused = await Assert.ThrowsAsync<SendException>(() => opening.OpenAsync().Within());
        TaskCompletionSource lost = Bounded.Signal();
        string? told = null;
        working.StateChanged += (_, change) =>
        {
            told ??= change.Error?.Message;
            lost.TrySetResult();
        };
        Break(present!, fault);

        // The answer to this one ends the read that is under way, and the next one is broken; or this one is.
        _ = notes.TellTaskAsync(new Note("b"));
        await lost.Task.Within();

        Assert.StartsWith($"The stream that SendClientOptions.ConnectStream returned for 127.0.0.1:{broker.Port} failed while {expected}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(SendReason.ConnectionFailed, refused.Reason);
        Assert.NotNull(refused.InnerException);
        Assert.Contains($"failed while {expected}", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flush_that_throws_ends_the_tls_handshake()
    {
        using var certificates = new TestCertificates();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Certificate = certificates.Issue("localhost") });
        await using SendClient client = Connect(broker, stream => stream.OnFlush = () => throw new NotSupportedException("this stream is broken"), options =>
        {
            options.UseTls = true;
            options.TrustedAuthorities.Add(certificates.Authority);
        });

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Contains("failed while writing: NotSupportedException: this stream is broken", thrown.Message, StringComparison.Ordinal);
    }

    private static Task<InProcessBroker> StartAsync() => InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true }).AsTask();

    private static SendClient Connect(InProcessBroker broker, Action<UserStream> use, Action<SendClientOptions>? configure = null)
    {
        SendClientOptions options = new() { Host = "127.0.0.1", Port = broker.Port, RetryPolicy = RecordingPolicy.Eager, DrainTimeout = Short, CloseTimeout = Short };
        options.ConnectStream = async (_, _) =>
        {
            UserStream stream = await UserStream.ConnectAsync(broker.Port);
            use(stream);
            return stream;
        };
        configure?.Invoke(options);
        return new SendClient(options);
    }

    private void Break(UserStream stream, string fault)
    {
        NotSupportedException broken = new("this stream is broken");
        switch (fault)
        {
            case "Dispose throws":
                stream.OnDispose = () => throw broken;
                break;
            case "Dispose blocks":
                stream.OnDispose = _released.Wait;
                break;
            case "DisposeAsync throws":
                stream.OnDisposeAsync = () => throw broken;
                break;
            case "DisposeAsync hangs":
                stream.OnDisposeAsync = () => new ValueTask(new TaskCompletionSource().Task);
                break;
            case "a read survives Dispose":
                Func<Stream, Memory<byte>, ValueTask<int>> read = stream.OnRead;
                stream.OnRead = (inner, buffer) => SurviveAsync(read(inner, buffer).AsTask());
                break;
            case "a write survives Dispose":
                stream.OnDispose = () => stream.OnWrite = (_, _) => new ValueTask(new TaskCompletionSource().Task);
                break;
            case "a read blocks":
                stream.OnRead = (_, _) => throw Block();
                break;
            case "a write blocks":
                stream.OnWrite = (_, _) => throw Block();
                break;
            case "read throws":
                stream.OnRead = (_, _) => throw broken;
                break;
            case "read fails":
                stream.OnRead = (_, _) => ValueTask.FromException<int>(broken);
                break;
            case "read returns too much":
                stream.OnRead = (_, _) => ValueTask.FromResult(10_000_000);
                break;
            case "read returns less than nothing":
                stream.OnRead = (_, _) => ValueTask.FromResult(-1);
                break;
            case "write throws":
                stream.OnWrite = (_, _) => throw broken;
                break;
            case "write fails":
                stream.OnWrite = (_, _) => ValueTask.FromException(broken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, null);
        }
    }

    private IOException Block()
    {
        _released.Wait();
        return new IOException("too late");
    }

    /// <summary>What a pipe does: a read that is under way never ends once the stream has.</summary>
    private static async ValueTask<int> SurviveAsync(Task<int> read)
    {
        try
        {
            int count = await read;
            return count > 0 ? count : await new TaskCompletionSource<int>().Task;
        }
        catch (Exception)
        {
            return await new TaskCompletionSource<int>().Task;
        }
    }
}
