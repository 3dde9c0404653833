using System.Runtime.CompilerServices;
using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Azure.Messaging.ServiceBus;
using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Interop.Tests.Readers;

/// <summary><see cref="ServiceBusReceivedMessage"/>: the sections are those of its raw message, the body is that of its property Body.</summary>
internal sealed class ServiceBusReader : AnnotatedMessageReader, IMessageReader
{
    public override string Name => ReaderNames.ServiceBus;

    /// <summary>The message as the SDK shows it to an application.</summary>
    public static ServiceBusReceivedMessage Open(AmqpAnnotatedMessage message) => ServiceBusReceivedMessage.FromAmqpMessage(message, BinaryData.FromBytes(new byte[16]));

    /// <summary>The service unpacks envelopes before a receiver sees their messages.</summary>
    string IMessageReader.ReadEnvelope(byte[] bytes) => new AnnotatedMessageReader().Read(bytes);

    protected override void AddBody(SectionWriter sections, AmqpAnnotatedMessage message) => sections.Add("data", ProtonValue.Binary(Open(message).Body.ToMemory().Span));
}

/// <summary><see cref="EventData"/>: the sections are those of its raw message, the body is that of its property EventBody.</summary>
internal sealed class EventDataReader : AnnotatedMessageReader, IMessageReader
{
    public override string Name => ReaderNames.EventHubs;

    /// <summary>The event as the SDK shows it to an application: what its consumer calls for each message.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern EventData Open(AmqpAnnotatedMessage message);

    /// <summary>The service unpacks envelopes before a receiver sees their messages.</summary>
    string IMessageReader.ReadEnvelope(byte[] bytes) => new AnnotatedMessageReader().Read(bytes);

    protected override void AddBody(SectionWriter sections, AmqpAnnotatedMessage message) => sections.Add("data", ProtonValue.Binary(Open(message).EventBody.ToMemory().Span));
}
