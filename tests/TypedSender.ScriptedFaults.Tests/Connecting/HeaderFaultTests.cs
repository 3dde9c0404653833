using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Connecting;

/// <summary>Peers whose first bytes are not the header that was asked for, or come in pieces (AMQP 1.0, 2.2).</summary>
public sealed class HeaderFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("http_response_instead")]
    public Task A_web_server_answers() => ExpectAsync(
        Begin(),
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html></html>"u8.ToArray(),
        "speaks HTTP, not AMQP (it sent 'HTTP/1.1'). Connect to the broker's AMQP port, usually 5672.");

    [Fault("amqp091_header_reply")]
    public Task A_broker_of_the_older_amqp_answers() => ExpectAsync(
        Begin(),
        "AMQP\0\0\u0009\u0001"u8.ToArray(),
        "speaks AMQP 0-9-1, not AMQP 1.0. Enable AMQP 1.0 at the broker");

    [Fault("wrong_version_header")]
    public Task Another_version_answers() => ExpectAsync(
        Begin(),
        "AMQP\u0003\u0002\u0001\0"u8.ToArray(),
        "speaks another version of AMQP (protocol id 3, version 2.1.0), not AMQP 1.0.");

    [Fault("header_split_1_byte")]
    public async Task Everything_comes_byte_by_byte()
    {
        await using FaultCase fault = Begin();
        fault.Sockets.Instead = async token => new ByteByByte(await fault.Sockets.ConnectSocketAsync(token));
        fault.Listen(FaultScripts.Good);

        await fault.ExpectAcceptedAsync(fault.Tell());

        Assert.Equal(1, fault.Sockets.Attempts.Count);
        await fault.EndAsync();
    }

    private static async Task ExpectAsync(FaultCase fault, byte[] answer, string text)
    {
        await using (fault)
        {
            fault.Listen(script => script.ExpectBytes(FrameEncoder.SaslHeader).SendRaw(answer).ExpectEndOfStream(), FaultScripts.Good);

            await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, SendReason.ProtocolMismatch, text);

            await fault.EndAsync();
        }
    }

    /// <summary>Gives its reader one byte at a time, whatever has come.</summary>
    private sealed class ByteByByte(Stream inner) : PassingStream(inner)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..1], cancellationToken);
    }
}
