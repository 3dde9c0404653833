using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using TypedSender.Amqp.Messages;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Shared;
using Xunit;
using Xunit.Abstractions;

namespace TypedSender.Interop.Tests;

/// <summary>Bodies that are read while their message is sent, at a receiver that reads them as they come.</summary>
public class StreamTests(ITestOutputHelper output)
{
    private const int MaximumMebibytes = 256;

    /// <summary>128 MiB, or as many as TYPEDSENDER_STREAM_MIB says: the process that sends them has no more memory for that.</summary>
    [ProtonFact]
    public async Task A_stream_of_any_length_leaves_a_process_small_and_arrives_as_it_was_read()
    {
        int length = int.Parse(Environment.GetEnvironmentVariable("TYPEDSENDER_STREAM_MIB") ?? "128", CultureInfo.InvariantCulture);
        await using ProtonStreamReceiver receiver = await ProtonStreamReceiver.ListenAsync();
        await using SiblingProcess probe = SiblingProcess.Start("TypedSender.EnduranceProbe", "stream", receiver.Url, "streams", $"{length}");

        JsonElement arrived = await receiver.ReadMessageAsync();
        string line = await probe.ReadLineAsync();

        string[] told = line.Split(' ');
        output.WriteLine($"stream mib={length} peak_mib={told[2]} sections={arrived.GetProperty("sections").GetInt32()}");
        Assert.Equal("Accepted", told[0]);
        Assert.Equal(length * 1024L * 1024, arrived.GetProperty("bytes").GetInt64());
        Assert.Equal(told[1], arrived.GetProperty("sha256").GetString());
        Assert.InRange(int.Parse(told[2], CultureInfo.InvariantCulture), 1, MaximumMebibytes - 1);
    }

    [ProtonFact]
    public async Task A_stream_of_known_length_is_one_section_in_frames_of_any_size()
    {
        byte[] bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        await using ProtonStreamReceiver receiver = await ProtonStreamReceiver.ListenAsync();
        await using SendClient client = new(receiver.Url);

        SendOutcome outcome = await client.GetMessageSender("streams").SendForOutcomeAsync(new AmqpMessage { DataStream = new MemoryStream(bytes) });
        JsonElement arrived = await receiver.ReadMessageAsync();

        Assert.Equal(SendOutcome.Accepted, outcome);
        Assert.Equal((1, 3_000_000), (arrived.GetProperty("sections").GetInt32(), arrived.GetProperty("bytes").GetInt32()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), arrived.GetProperty("sha256").GetString());
    }

    [ProtonFact]
    public async Task A_stream_that_fails_is_aborted()
    {
        await using ProtonStreamReceiver receiver = await ProtonStreamReceiver.ListenAsync();
        await using SendClient client = new(receiver.Url);
        int reads = 0;
        var source = new SourceStream((room, _) => ++reads < 50 ? new(room.Length) : throw new IOException("gone"));

        SendOutcome outcome = await client.GetMessageSender("streams").SendForOutcomeAsync(new AmqpMessage { DataStream = source });

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.SourceFailed), (outcome.Kind, outcome.Reason));
        Assert.True((await receiver.ReadAbortedAsync()).GetProperty("bytes").GetInt32() > 0);
    }
}
