using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>
/// Goes through the sections of a message (AMQP 1.0, 3.2) for a decoder: it reads header and properties itself, passes over what no contract binds, and stops at the
/// others. Of a value alone it makes a message of one section. Not thread-safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct AmqpSectionReader
{
    private readonly bool _isMessage;
    private readonly ulong _body;
    private ulong _section;
    private bool _hasBody;
    private int _propertiesStart;

    /// <summary>Stands before the first section.</summary>
    /// <param name="isMessage">Whether a message is read, not a value alone.</param>
    /// <param name="body">The section that holds the body of the contract, one of <see cref="SectionCode"/>.</param>
    public AmqpSectionReader(bool isMessage, ulong body)
    {
        _isMessage = isMessage;
        _body = body;
    }

    /// <summary>The section that the reader stands in: one that is a map, or the body of the contract.</summary>
    public readonly ulong Section => _section;

    /// <summary>What has been read of the header.</summary>
    public Header Header { get; private set; }

    /// <summary>What has been read of the properties.</summary>
    public Properties Properties { get; private set; }

    /// <summary>The time to live of the header; null for none.</summary>
    public readonly TimeSpan? TimeToLive => Header.Ttl is { } milliseconds ? TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond) : null;

    /// <summary>The time to live, which the times of creation and expiry tell where it is longer than the header's field; null for none.</summary>
    public readonly TimeSpan? Lifetime
        => Header.Ttl == uint.MaxValue && Properties is { CreationTime: { } creation, AbsoluteExpiryTime: { } expiry } ? expiry - creation : TimeToLive;

    /// <summary>Goes to the next section that a contract may bind.</summary>
    /// <param name="reader">Stands behind the section before it; stands at the content of the section afterwards.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="AmqpDecodeException">The bytes are no sections in the order of the standard, or hold no body or one of another kind.</exception>
    public bool Next(ref AmqpReader reader)
    {
        if (!_isMessage)
        {
            (bool isFirst, _hasBody, _section) = (!_hasBody, true, _body);
            return isFirst;
        }

        while (!reader.End)
        {
            int start = reader.Position;
            _section = AmqpSections.ReadNext(ref reader, _section);
            switch (_section)
            {
                case SectionCode.Header:
                    Header = Header.DecodeFields(ref reader);
                    break;
                case SectionCode.Properties:
                    _propertiesStart = start;
                    Properties = Properties.DecodeFields(ref reader);
                    break;
                case SectionCode.DeliveryAnnotations or SectionCode.MessageAnnotations or SectionCode.ApplicationProperties or SectionCode.Footer:
                    return true;
                case SectionCode.Data or SectionCode.AmqpSequence or SectionCode.AmqpValue:
                    CheckBody(start);
                    return true;
                default:
                    reader.Skip();
                    break;
            }
        }

        return _hasBody ? false : throw new AmqpDecodeException("The message has no body", reader.Position);
    }

    /// <summary>The id; null for none.</summary>
    /// <param name="id">The id.</param>
    public static AmqpMessageId? IdOrNull(AmqpMessageId id) => id.IsNone ? default(AmqpMessageId?) : id;

    /// <summary>An id that is a number; null for none.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="AmqpDecodeException">It is of another type.</exception>
    public readonly ulong? IdAsULong(AmqpMessageId id) => (ulong?)IdAs(id, AmqpMessageIdKind.ULong);

    /// <summary>An id that is a UUID; null for none.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="AmqpDecodeException">It is of another type.</exception>
    public readonly Guid? IdAsUuid(AmqpMessageId id) => (Guid?)IdAs(id, AmqpMessageIdKind.Uuid);

    /// <summary>An id that is text; null for none.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="AmqpDecodeException">It is of another type.</exception>
    public readonly string? IdAsString(AmqpMessageId id) => (string?)IdAs(id, AmqpMessageIdKind.String);

    /// <summary>An id that is bytes; null for none.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="AmqpDecodeException">It is of another type.</exception>
    public readonly byte[]? IdAsBinary(AmqpMessageId id) => (byte[]?)IdAs(id, AmqpMessageIdKind.Binary);

    private readonly object? IdAs(AmqpMessageId id, AmqpMessageIdKind kind)
        => id.IsNone || id.Kind == kind
            ? id.ToObject()
            : throw new AmqpDecodeException($"Expected an id of type {NameOf(kind)}, found {NameOf(id.Kind)}", _propertiesStart);

    private static string NameOf(AmqpMessageIdKind kind) => kind.ToString().ToLowerInvariant();

    private void CheckBody(int start)
    {
        if (_section != _body)
        {
            throw new AmqpDecodeException($"Expected the body in the section {AmqpSections.NameOf(_body)}, found {AmqpSections.NameOf(_section)}", start);
        }

        if (_hasBody && _section == SectionCode.AmqpSequence)
        {
            throw new AmqpDecodeException("Expected one amqp-sequence section, found a second one", start);
        }

        _hasBody = true;
    }
}
