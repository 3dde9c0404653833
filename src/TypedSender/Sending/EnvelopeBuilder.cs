using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>
/// Gathers messages into an envelope: the sections before the body of the first one, then a data section for each, which holds the whole message. Every message is
/// encoded by itself first, so that its size is exact when it is decided where it goes. Made to be reused; not thread-safe.
/// </summary>
internal sealed class EnvelopeBuilder
{
    /// <summary>The message format of envelopes (AMQP 1.0, 2.8.11): vendor 0x801370, version 0.</summary>
    public const uint MessageFormat = 0x8001_3700;

    // Descriptor, constructor and a size of one octet, or of four.
    private const int SmallSectionOverhead = 5;
    private const int SectionOverhead = 8;

    private AmqpBuffer _item = new();
    private AmqpBuffer? _spare;
    private MessageHead _itemHead;
    private MessageHead _first;

    /// <summary>The envelope so far. Whoever keeps the buffer puts another one here.</summary>
    public AmqpBuffer Envelope { get; set; } = new();

    /// <summary>How many messages are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a message is encoded that is in no envelope yet.</summary>
    public bool HasItem { get; private set; }

    /// <summary>The octets of an envelope that holds nothing but that message.</summary>
    public long ItemEnvelopeSize => _itemHead.BodyOffset + SectionSize(_item.Length);

    /// <summary>The octets that the buffers occupy between two uses.</summary>
    public long Capacity => (long)Envelope.Array.Length + _item.Array.Length + (_spare?.Array.Length ?? 0);

    /// <summary>Encodes the next message. After an exception there is none.</summary>
    /// <param name="message">The message.</param>
    /// <param name="context">The activity whose context it carries; null for none.</param>
    public void Encode<TMessage>(in TMessage message, Activity? context)
        where TMessage : struct, IAmqpMessageSource
    {
        _item.Clear();
        _item.TraceContext = context;
        var writer = new AmqpWriter(_item);
        try
        {
            message.Encode(ref writer);
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            throw AmqpMemberNaming.Explain(in message, exception);
        }

        writer.Flush();
        CheckLength(_item.TotalLength);
        if (_item.HasBorrowed)
        {
            Flatten();
        }

        _itemHead = MessageHead.Read(_item.WrittenSpan);
        CheckLength(ItemEnvelopeSize);
        HasItem = true;
    }

    /// <summary>Forgets everything, so that nothing of the caller's is kept.</summary>
    public void Reset()
    {
        Clear();
        DropItem();
        _item.Clear();
    }

    /// <summary>Forgets the message that is in no envelope.</summary>
    public void DropItem() => HasItem = false;

    /// <summary>Puts the message into the envelope; false when it has to go into the next one.</summary>
    /// <param name="maxMessages">How many the envelope may hold; 0 for any number.</param>
    /// <param name="maxSize">How many octets it may have. The first message goes in whatever its size.</param>
    public bool TryAdd(int maxMessages, long maxSize)
    {
        if (Count == 0)
        {
            Envelope.Append(_item.WrittenSpan[.._itemHead.BodyOffset]);
            _first = _itemHead;
        }
        else if (Count == maxMessages || Envelope.Length + SectionSize(_item.Length) > maxSize || !IsRoutedAlike())
        {
            return false;
        }

        var writer = new AmqpWriter(Envelope);
        writer.WriteDescriptor(SectionCode.Data);
        writer.WriteBinary(_item.WrittenSpan);
        writer.Flush();
        Count++;
        HasItem = false;
        return true;
    }

    /// <summary>Begins a new envelope. A message that is in none goes first.</summary>
    public void Clear()
    {
        Envelope.Clear();
        Count = 0;
    }

    /// <summary>The octets of the data section around a message.</summary>
    private static long SectionSize(int length) => (long)length + (length <= byte.MaxValue ? SmallSectionOverhead : SectionOverhead);

    private static void CheckLength(long length)
    {
        if (length > Array.MaxLength)
        {
            throw new AmqpEncodeException($"The encoded message needs an envelope of {length} octets; the largest that can be encoded has {Array.MaxLength}. Send less in one message.");
        }
    }

    /// <summary>The head of the first message stands at the beginning of the envelope as it does in the message.</summary>
    private bool IsRoutedAlike()
        => Envelope.WrittenSpan[_first.GroupId].SequenceEqual(_item.WrittenSpan[_itemHead.GroupId])
            && Envelope.WrittenSpan[_first.PartitionKey].SequenceEqual(_item.WrittenSpan[_itemHead.PartitionKey]);

    /// <summary>Copies what the message borrows: an envelope is not the place where the caller's memory could be kept.</summary>
    private void Flatten()
    {
        AmqpBuffer flat = _spare ?? new AmqpBuffer();
        int length = (int)_item.TotalLength;
        flat.Clear();
        _item.CopyTo(0, flat.GetSpan(length)[..length]);
        flat.Advance(length);
        _item.Clear();
        _spare = _item;
        _item = flat;
    }
}
