using System.Text;

namespace TypedSender.Amqp;

/// <summary>
/// Where in a message its body begins, and where what an envelope is routed by stands: noted by <see cref="AmqpNotes"/> while the message is encoded, in the flattened
/// bytes of its <see cref="AmqpBuffer"/>. Made to be reused; not thread-safe.
/// </summary>
/// <param name="partitionKeyName">The message annotation that envelopes are routed by, in ASCII.</param>
internal sealed class MessagePositions(byte[] partitionKeyName)
{
    private const int NullLength = 1;

    private long _groupIdStart;
    private long _groupIdLength;
    private long _partitionKeyStart;
    private long _partitionKeyLength;

    /// <summary>Where the descriptor of the body stands; negative if none has been written.</summary>
    public long BodyStart { get; set; } = -1;

    /// <summary>Forgets what has been noted.</summary>
    public void Clear()
    {
        BodyStart = -1;
        _groupIdStart = _groupIdLength = _partitionKeyStart = _partitionKeyLength = 0;
    }

    /// <summary>The encoded group-id (AMQP 1.0, 3.2.4); empty if there is none.</summary>
    /// <param name="message">The message, flattened.</param>
    public ReadOnlySpan<byte> GroupIdIn(ReadOnlySpan<byte> message) => message.Slice((int)_groupIdStart, (int)_groupIdLength);

    /// <summary>The encoded value of the annotation that envelopes are routed by; empty if there is none.</summary>
    /// <param name="message">The message, flattened.</param>
    public ReadOnlySpan<byte> PartitionKeyIn(ReadOnlySpan<byte> message) => message.Slice((int)_partitionKeyStart, (int)_partitionKeyLength);

    /// <summary>Notes the group-id. Null, which stands in a list for a group-id that is missing and is the only value of one byte, counts as none.</summary>
    public void SetGroupId(long start, long length)
        => (_groupIdStart, _groupIdLength) = length == NullLength ? (0, 0) : (start, length);

    /// <summary>Whether envelopes are routed by the annotation of this key.</summary>
    /// <param name="key">The key in ASCII.</param>
    public bool IsPartitionKey(ReadOnlySpan<byte> key) => key.SequenceEqual(partitionKeyName);

    /// <summary>Whether envelopes are routed by the annotation of this key.</summary>
    /// <param name="key">The key.</param>
    public bool IsPartitionKey(string key) => Ascii.Equals(partitionKeyName, key);

    /// <summary>Notes the value of the annotation.</summary>
    public void SetPartitionKey(long start, long length) => (_partitionKeyStart, _partitionKeyLength) = (start, length);

    /// <summary>Adjusts the positions of values behind a list or map header that has grown from its short to its long form.</summary>
    /// <param name="first">Where the bytes begin that have moved.</param>
    /// <param name="distance">How far.</param>
    public void Shift(long first, int distance)
    {
        _groupIdStart += _groupIdStart >= first ? distance : 0;
        _partitionKeyStart += _partitionKeyStart >= first ? distance : 0;
    }
}
