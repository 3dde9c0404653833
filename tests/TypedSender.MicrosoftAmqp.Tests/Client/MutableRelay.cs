using System.Net;
using System.Net.Sockets;

namespace TypedSender.MicrosoftAmqp.Tests.Client;

/// <summary>Passes bytes between one client and a broker, until the test has it drop those of the broker.</summary>
internal sealed class MutableRelay : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _work;
    private volatile bool _isMuted;

    public MutableRelay(int port)
    {
        _listener.Start();
        _work = RunAsync(port);
    }

    public string Url => $"amqp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Lets the client hear nothing more.</summary>
    public void Mute() => _isMuted = true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(int port)
    {
        using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
        using TcpClient broker = new();
        await broker.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
        await Task.WhenAny(client.GetStream().CopyToAsync(broker.GetStream(), _stop.Token), AnswerAsync(broker.GetStream(), client.GetStream()));
    }

    private async Task AnswerAsync(NetworkStream broker, NetworkStream client)
    {
        byte[] buffer = new byte[4096];
        while (await broker.ReadAsync(buffer, _stop.Token) is > 0 and int length)
        {
            if (!_isMuted)
            {
                await client.WriteAsync(buffer.AsMemory(0, length), _stop.Token);
            }
        }
    }
}
