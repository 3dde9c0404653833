using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.Messages;

/// <summary>The bytes of the messages that a typed sender sends.</summary>
internal static class RecordedMessages
{
    /// <summary>Sends over a recording transport and returns the one message.</summary>
    /// <param name="send">Calls the sender.</param>
    /// <param name="configure">Changes the transport's options.</param>
    public static async Task<byte[]> OfAsync<TSender>(Func<TSender, ValueTask> send, Action<SendTransportOptions>? configure = null)
        where TSender : class, ITypedSender<TSender>
    {
        var transport = new RecordingTransport();
        var options = new SendTransportOptions();
        configure?.Invoke(options);
        await send(TypedSenders.Create<TSender>(transport, new SenderOptions(), options));
        return Assert.Single(transport.Messages).Bytes.ToArray();
    }
}
