using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace TypedSender.Benchmarks.Microsoft;

/// <summary>Sends events as one does with Microsoft.Azure.Amqp alone: a message object with the same sections and values.</summary>
internal sealed class PlainEventSender(SendingAmqpLink link) : IEventSender
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private int _lastTag;

    public async ValueTask SendAsync(Event message, CancellationToken cancellationToken = default) => (await TellAsync(message, cancellationToken)).EnsureSuccess();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SendOutcome> TellAsync(Event message, CancellationToken cancellationToken = default)
    {
        MemoryMarshal.TryGetArray(message.Body, out ArraySegment<byte> body);
        using var amqpMessage = AmqpMessage.Create(new Data { Value = body });
        amqpMessage.Properties.MessageId = message.Id;
        amqpMessage.Properties.ContentType = "application/octet-stream";
        amqpMessage.Properties.Subject = "bench.created";
        amqpMessage.ApplicationProperties.Map["region"] = message.Region;
        amqpMessage.ApplicationProperties.Map["attempt"] = message.Attempt;
        amqpMessage.ApplicationProperties.Map["time"] = message.Time;
        byte[] tag = BitConverter.GetBytes(Interlocked.Increment(ref _lastTag));
        Outcome outcome = await link.SendMessageAsync(amqpMessage, tag, AmqpConstants.NullBinary, Timeout).ConfigureAwait(false);
        return outcome is Accepted ? SendOutcome.Accepted : throw new InvalidOperationException($"The sink answered {outcome}.");
    }
}
