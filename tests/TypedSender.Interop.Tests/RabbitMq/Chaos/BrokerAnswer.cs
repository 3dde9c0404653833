using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.RabbitMq.Chaos;

/// <summary>When a broker answers again, and how long it then takes itself.</summary>
/// <param name="Answered">The time stamp of its first byte.</param>
/// <param name="Accepting">
/// How long after that it had accepted a message from a client which was made then, and so had no pause to wait for: what the broker and this machine need.
/// </param>
internal readonly record struct BrokerAnswer(long Answered, TimeSpan Accepting)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // AMQP 1.0, 5.3.1: the header that asks for SASL, which the peer answers with its own.
    private static readonly byte[] Header = [.. "AMQP"u8, 3, 1, 0, 0];

    /// <summary>Asks until the broker answers, and until it accepts a message at an address.</summary>
    public static async Task<BrokerAnswer> WaitAsync(int port, string address)
    {
        using CancellationTokenSource expired = new(Patience);
        while (!await AnswersAsync(port, expired.Token))
        {
            await Task.Delay(Pause, expired.Token);
        }

        long answered = Stopwatch.GetTimestamp();
        AmqpRetryPolicy eager = new() { MinDelay = Pause, MaxDelay = Pause, RetryFirstConnection = true };
        await using SendClient client = new(new SendClientOptions { Host = "127.0.0.1", Port = port, RetryPolicy = eager });
        ILedgerSender sender = client.GetSender<ILedgerSender>(new SenderOptions { Address = address, RetryIndeterminate = true });
        (await sender.SendAsync(default, expired.Token)).EnsureSuccess();
        return new BrokerAnswer(answered, Stopwatch.GetElapsedTime(answered));
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            await socket.SendAsync(Header, cancellationToken);
            return await socket.ReceiveAsync(new byte[1], cancellationToken) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
