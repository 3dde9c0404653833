using Amqp.Framing;
using Amqp.Sasl;
using TypedSender.Interop.Tests.GoldenVectors;
using TypedSender.Shared;
using TypedSender.Testing;
using Address = global::Amqp.Address;
using ByteBuffer = global::Amqp.ByteBuffer;
using Connection = global::Amqp.Connection;
using ConnectionFactory = global::Amqp.ConnectionFactory;
using Message = global::Amqp.Message;
using SenderLink = global::Amqp.SenderLink;
using Session = global::Amqp.Session;

namespace TypedSender.Interop.Tests.Senders;

/// <summary>A SenderLink of AMQPNetLite.</summary>
internal sealed class NetLiteSender : IPeerSender
{
    private readonly Connection _connection;
    private readonly SenderLink _link;

    private NetLiteSender(Connection connection, SenderLink link)
    {
        _connection = connection;
        _link = link;
    }

    public static async Task<IPeerSender> OpenAsync(InProcessBroker broker, string address)
    {
        ConnectionFactory factory = new();
        factory.SASL.Profile = SaslProfile.Anonymous;
        Connection connection = await factory.CreateAsync(new Address($"amqp://127.0.0.1:{broker.Port}"));
        return new NetLiteSender(connection, new SenderLink(new Session(connection), "sender", address));
    }

    public Task<string> SendAsync(GoldenFile file)
    {
        byte[] bytes = file.Bytes;
        Message message = Message.Decode(new ByteBuffer(bytes, 0, bytes.Length, bytes.Length));
        message.Format = file.MessageFormat;
        TaskCompletionSource<string> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _link.Send(message, (_, _, state, _) => outcome.TrySetResult(Describe(state)), state: null);
        return outcome.Task.Within();
    }

    public async ValueTask DisposeAsync() => await _connection.CloseAsync();

    private static string Describe(DeliveryState? state) => state switch
    {
        Accepted => "accepted",
        Rejected rejected => $"rejected {rejected.Error?.Condition}",
        Released => "released",
        Modified modified => modified.UndeliverableHere ? "modified, undeliverable here" : "modified",
        _ => $"{state}",
    };
}
