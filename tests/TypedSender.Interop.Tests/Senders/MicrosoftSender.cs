using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;
using TypedSender.Interop.Tests.GoldenVectors;
using TypedSender.Testing;

namespace TypedSender.Interop.Tests.Senders;

/// <summary>A SendingAmqpLink of Microsoft.Azure.Amqp.</summary>
internal sealed class MicrosoftSender : IPeerSender
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly AmqpConnection _connection;
    private readonly SendingAmqpLink _link;
    private int _sent;

    private MicrosoftSender(AmqpConnection connection, SendingAmqpLink link)
    {
        _connection = connection;
        _link = link;
    }

    public static async Task<IPeerSender> OpenAsync(InProcessBroker broker, string address)
    {
        AmqpVersion version = new(1, 0, 0);
        SaslTransportProvider sasl = new() { Versions = { version } };
        sasl.AddHandler(new SaslAnonymousHandler());
        AmqpSettings settings = new() { TransportProviders = { sasl, new AmqpTransportProvider { Versions = { version } } } };
        AmqpTransportInitiator initiator = new(settings, new TcpTransportSettings { Host = "127.0.0.1", Port = broker.Port });
        TransportBase transport = await initiator.ConnectTaskAsync(Bound);
        AmqpConnection connection = new(transport, settings, new AmqpConnectionSettings { ContainerId = "sender", HostName = "127.0.0.1" });
        await connection.OpenAsync(Bound);
        AmqpSession session = connection.CreateSession(new AmqpSessionSettings());
        await session.OpenAsync(Bound);
        SendingAmqpLink link = new(session, new AmqpLinkSettings { LinkName = "sender", Role = false, InitialDeliveryCount = 0, Source = new Source(), Target = new Target { Address = address } });
        await link.OpenAsync(Bound);
        return new MicrosoftSender(connection, link);
    }

    public async Task<string> SendAsync(GoldenFile file)
    {
        using AmqpMessage source = AmqpMessage.CreateAmqpStreamMessage(new BufferListStream([new ArraySegment<byte>(file.Bytes)]));
        using AmqpMessage message = CreateWithBodyOf(source);
        CopySections(source, message);
        message.MessageFormat = file.MessageFormat;
        Outcome outcome = await _link.SendMessageAsync(message, new ArraySegment<byte>(BitConverter.GetBytes(_sent++)), default, Bound);
        return outcome switch
        {
            Accepted => "accepted",
            Rejected rejected => $"rejected {rejected.Error?.Condition}",
            Released => "released",
            Modified modified => modified.UndeliverableHere == true ? "modified, undeliverable here" : "modified",
            _ => $"{outcome}",
        };
    }

    public async ValueTask DisposeAsync() => await _connection.CloseAsync(Bound);

    private static AmqpMessage CreateWithBodyOf(AmqpMessage source) => source.BodyType switch
    {
        SectionFlag.Data => AmqpMessage.Create(source.DataBody.Select(data => new Data { Value = data.Value }).ToList()),
        SectionFlag.AmqpSequence => AmqpMessage.Create(source.SequenceBody.ToList()),
        _ => AmqpMessage.Create(new AmqpValue { Value = source.ValueBody.Value }),
    };

    /// <summary>Sets everything anew, so that nothing of the bytes that were read is sent.</summary>
    private static void CopySections(AmqpMessage source, AmqpMessage message)
    {
        SectionFlag present = source.Sections;
        if (present.HasFlag(SectionFlag.Header))
        {
            message.Header.Durable = source.Header.Durable;
            message.Header.Priority = source.Header.Priority;
            message.Header.Ttl = source.Header.Ttl;
            message.Header.FirstAcquirer = source.Header.FirstAcquirer;
            message.Header.DeliveryCount = source.Header.DeliveryCount;
        }

        if (present.HasFlag(SectionFlag.DeliveryAnnotations))
        {
            CopyEntries(source.DeliveryAnnotations, message.DeliveryAnnotations);
        }

        if (present.HasFlag(SectionFlag.MessageAnnotations))
        {
            CopyEntries(source.MessageAnnotations, message.MessageAnnotations);
        }

        if (present.HasFlag(SectionFlag.Properties))
        {
            CopyProperties(source.Properties, message.Properties);
        }

        if (present.HasFlag(SectionFlag.ApplicationProperties))
        {
            PropertiesMap target = message.ApplicationProperties.Map;
            foreach (var entry in source.ApplicationProperties.Map)
            {
                target[entry.Key] = entry.Value;
            }
        }

        if (present.HasFlag(SectionFlag.Footer))
        {
            CopyEntries(source.Footer, message.Footer);
        }
    }

    private static void CopyEntries(DescribedAnnotations source, DescribedAnnotations target)
    {
        foreach (var entry in source.Map)
        {
            target.Map[entry.Key] = entry.Value;
        }
    }

    private static void CopyProperties(Properties source, Properties target)
    {
        target.MessageId = source.MessageId;
        target.UserId = source.UserId;
        target.To = source.To;
        target.Subject = source.Subject;
        target.ReplyTo = source.ReplyTo;
        target.CorrelationId = source.CorrelationId;
        target.ContentType = source.ContentType;
        target.ContentEncoding = source.ContentEncoding;
        target.AbsoluteExpiryTime = source.AbsoluteExpiryTime;
        target.CreationTime = source.CreationTime;
        target.GroupId = source.GroupId;
        target.GroupSequence = source.GroupSequence;
        target.ReplyToGroupId = source.ReplyToGroupId;
    }
}
