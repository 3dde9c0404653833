using System.Text;
using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Security;

/// <summary>TLS where the peer speaks none, and the other way round: the text says what answered, and what to write.</summary>
public sealed class PortMismatchTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Tls_at_a_broker_without_it()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();

        SendException told = await FailAsync($"amqps://127.0.0.1:{broker.Port}");

        Assert.Equal(
            $"127.0.0.1:{broker.Port} speaks AMQP without TLS (it sent 41 4D 51 50 03 01 00 00). Connect to the broker's TLS port, usually 5671, or write amqp:// (UseTls = false) to connect without TLS.",
            told.Message);
        Assert.Equal(SendReason.TlsFailed, told.Reason);
        Assert.False(told.IsTransient);
    }

    [Theory]
    [InlineData("AMQP\0\0\u0009\u0001", "speaks AMQP without TLS (it sent 41 4D 51 50 00 00 09 01)")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "speaks HTTP, not TLS (it sent 'HTTP/1.1 400 Bad')")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "speaks SSH, not TLS (it sent 'SSH-2.0-OpenSSH_')")]
    [InlineData("ERR\r\n", "does not speak TLS (it sent 'ERR')")]
    [InlineData("E", "does not speak TLS (it sent 'E')")]
    public async Task Tls_at_a_server_that_speaks_something_else(string answer, string expected)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.SendRaw(Encoding.Latin1.GetBytes(answer)).CloseSocket());

        SendException told = await FailAsync($"amqps://127.0.0.1:{peer.Port}");

        Assert.Equal(
            $"127.0.0.1:{peer.Port} {expected}. Connect to the broker's TLS port, usually 5671, or write amqp:// (UseTls = false) to connect without TLS.",
            told.Message);
        Assert.Equal(SendReason.TlsFailed, told.Reason);
    }

    [Fact]
    public async Task Tls_at_a_server_that_says_nothing()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.CloseSocket());

        SendException told = await FailAsync($"amqps://127.0.0.1:{peer.Port}");

        Assert.Equal(
            $"127.0.0.1:{peer.Port} closed the connection during the TLS handshake. Check that the port is the broker's TLS port, usually 5671, and whether the broker asks for a client certificate.",
            told.Message);
        Assert.True(told.IsTransient);
    }

    [Fact]
    public async Task No_tls_at_a_port_with_it_that_answers_by_an_alert()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.ExpectBytes(FrameEncoder.SaslHeader).SendRaw(0x15, 3, 3, 0, 2, 2, 0x46).CloseSocket());

        SendException told = await FailAsync($"amqp://127.0.0.1:{peer.Port}");

        Assert.Equal(
            $"127.0.0.1:{peer.Port} speaks TLS (it sent 15 03 03 00 02 02 46). Write amqps:// to use TLS, or connect to the broker's port without it, usually 5672.",
            told.Message);
        Assert.Equal(SendReason.ProtocolMismatch, told.Reason);
    }

    [Fact]
    public async Task No_tls_at_a_port_with_it_that_hangs_up()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Certificate = _certificates.Issue("localhost") });

        SendException told = await FailAsync($"amqp://127.0.0.1:{broker.Port}");

        Assert.Equal(
            $"127.0.0.1:{broker.Port} closed the connection before it sent an AMQP header. Check that the port is the broker's AMQP port (usually 5672), without TLS (write amqps:// for one with TLS), and that the broker has AMQP 1.0 enabled.",
            told.Message);
    }

    private static async Task<SendException> FailAsync(string url)
    {
        await using SendClient client = new(url);
        return await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
    }
}
