using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The transport of a sender whose messages name their addresses. Where the peer offers the capability <c>ANONYMOUS-RELAY</c>, all go out on one link to the anonymous terminus (AMQP 1.0, 3.5.4,
/// and OASIS, Using the AMQP Anonymous Terminus for Message Routing); elsewhere, and where that link is refused, on a link for each address.
/// </summary>
internal sealed class RelayQueue : SendQueue
{
    private const string Capability = "ANONYMOUS-RELAY";

    private readonly ClientContext _client;
    private readonly AddressLinks _links;
    private ClientConnection? _refusedOn;

    public RelayQueue(ClientContext client, SenderDescription description, SenderSettings settings)
        : base(client, description, settings)
    {
        _client = client;
        _links = new AddressLinks(client.Domain, address => MakeQueue(description, settings, address), settings.MaxAddressLinks);
    }

    public override int PendingCount
    {
        get
        {
            lock (Domain.Lock)
            {
                return Outstanding + _links.Queues.Sum(static queue => queue.Outstanding);
            }
        }
    }

    /// <remarks>This one is the first: what has waited in it is behind what has moved on.</remarks>
    protected override IEnumerable<SendQueue> Parts => [this, .. _links.Queues];

    public override Delivery? Submit(ref AmqpBuffer? buffer, in SendTerms terms, CancellationToken cancellationToken, out SendOutcome immediate, in SendTrace trace)
    {
        if (FindAddress(buffer!, terms.MessageFormat, out string address) is { } failure)
        {
            immediate = failure.NotSent();
            return null;
        }

        SendTerms addressed = terms with { Options = terms.Options with { Address = address } };
        AddressLinks.Entry? entry;
        lock (Domain.Lock)
        {
            ThrowIfClosed();
            entry = Link.IsBypassed ? _links.Rent(address) : _links.RentBusy(address);
        }

        if (entry is null)
        {
            return base.Submit(ref buffer, in addressed, cancellationToken, out immediate, in trace);
        }

        try
        {
            return entry.Queue.Submit(ref buffer, in addressed, cancellationToken, out immediate, in trace);
        }
        finally
        {
            lock (Domain.Lock)
            {
                _links.Return(entry);
            }
        }
    }

    public override bool NeedsNoLink(ClientConnection connection, SendFailure? refusal)
    {
        if (refusal is { Reason: SendReason.AddressRefused, Message: var text })
        {
            _refusedOn = connection;
            _client.Domain.LogLater(logger => Log.RelayRefused(logger, text));
        }

        return connection == _refusedOn || connection.Opened?.OfferedCapabilities.Contains(Capability, StringComparer.Ordinal) != true;
    }

    public override void OnBypassed()
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        Resumption?.Abandon();
        while (Waiting.First is Delivery delivery)
        {
            Waiting.Remove(delivery);
            AddressLinks.Entry entry = _links.Rent(delivery.Options.Address!);
            entry.Queue.TakeOver(delivery, this);
            entry.Queue.Requeue(delivery, isAhead: false);
            _links.Return(entry);
        }
    }

    /// <remarks>An envelope has no address, so it is refused, whatever its size; but what is alone in it is sent as a message.</remarks>
    public override EnvelopeLimits? GetEnvelopeLimits(long maxBytes) => EnvelopeLimits.Of(maxBytes, Broker.Envelopes, SizeLimits.Encoded, long.MaxValue, told: null);

    public override SendFailure? AddEntry(QueueEntry entry, out PassedMessage passed)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        passed = default;
        if (FindAddress(entry.Message, entry.MessageFormat, out string address) is { } refusal)
        {
            return refusal;
        }

        entry.Options = entry.Options with { Address = address };
        if ((Link.IsBypassed ? _links.Rent(address) : _links.RentBusy(address)) is not { } link)
        {
            return base.AddEntry(entry, out passed);
        }

        SendFailure? failure = link.Queue.AddEntry(entry, out passed);
        _links.Return(link);
        return failure;
    }

    public override SendFailure? FindRefusal(QueueEntry entry)
        => FindAddress(entry.Message, entry.MessageFormat, out string address) ?? (_links.Find(address, Link.IsBypassed)?.FindRefusal(entry) ?? base.FindRefusal(entry));

    public override long MeasureDroppable(long enough)
    {
        long measured = base.MeasureDroppable(enough);
        foreach (SendQueue queue in _links.Queues.TakeWhile(_ => measured < enough))
        {
            measured += queue.MeasureDroppable(enough - measured);
        }

        return measured;
    }

    protected override Delivery? FindDroppable(bool isNewest)
    {
        IEnumerable<Delivery> found = Parts.Select(part => QueueEntry.FindDroppable(part.Waiting, isNewest)).OfType<Delivery>();
        return isNewest ? found.MaxBy(static delivery => delivery.Entry!.Number) : found.MinBy(static delivery => delivery.Entry!.Number);
    }

    /// <summary>Finds the address of a message. Returns why it has none to send to, otherwise null.</summary>
    /// <remarks>The address appears in errors, logs and telemetry, so the rule of <see cref="OptionCheck.Address"/> holds for it.</remarks>
    private static SendFailure? FindAddress(AmqpBuffer message, uint messageFormat, out string address)
    {
        address = (messageFormat == 0 ? MessageAddress.Find(message) : null) ?? "";
        return address.Length == 0 ? SendErrors.AddressMissing(messageFormat)
            : SendClientAddress.HasSecret(address) ? SendErrors.AddressWithSecret()
            : null;
    }

    private SendQueue MakeQueue(SenderDescription description, SenderSettings settings, string address)
    {
        string origin = description.AddressTemplate is null ? PeerErrors.AddressOfMessage : PeerErrors.AddressOfTemplate;
        SendQueue queue = new(_client, description, settings with { Address = address, AddressOrigin = origin }) { Sender = Sender };
        queue.Telemetry.Sender = Sender;
        _client.Add(queue);
        return queue;
    }
}
