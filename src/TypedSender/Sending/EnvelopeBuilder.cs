using System.Diagnostics;
using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>
/// Gathers messages into an envelope: the sections before the body of the first one, then a data section for each, which holds the whole message. A message that stays
/// alone is not put into an envelope: brokers that unpack envelopes refuse one of a single large message. Every message is encoded by itself first, so that its size is
/// exact when it is decided where it goes. Made to be reused; not thread-safe.
/// </summary>
/// <param name="profile">How the broker takes envelopes.</param>
/// <param name="settings">What messages take from their sender.</param>
internal sealed class EnvelopeBuilder(EnvelopeProfile profile, EncodeSettings settings)
{
    // Descriptor, constructor and a size of one byte, or of four.
    private const int SmallSectionOverhead = 5;
    private const int SectionOverhead = 8;

    private readonly AmqpBuffer _envelope = new();
    private AmqpBuffer _first = new();
    private AmqpBuffer _item = new();
    private AmqpBuffer? _spare;
    private MessagePositions _firstPositions = new(Encoding.ASCII.GetBytes(profile.PartitionKey));
    private MessagePositions _itemPositions = new(Encoding.ASCII.GetBytes(profile.PartitionKey));

    /// <summary>The messages that have been gathered: one message as it is, or an envelope of several. Valid until <see cref="Clear"/>.</summary>
    public AmqpBuffer Content => Count == 1 ? _first : _envelope;

    /// <summary>The message format of <see cref="Content"/> (AMQP 1.0, 2.7.5).</summary>
    public uint MessageFormat => Count == 1 ? 0 : profile.MessageFormat;

    /// <summary>How many messages are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a message is encoded that has not been gathered yet.</summary>
    public bool HasItem { get; private set; }

    /// <summary>The bytes of that message.</summary>
    public int ItemSize => _item.Length;

    /// <summary>The bytes that the buffers occupy between two uses.</summary>
    public long Capacity => (long)_envelope.Array.Length + _first.Array.Length + _item.Array.Length + (_spare?.Array.Length ?? 0);

    /// <summary>Encodes the next message. After an exception there is none.</summary>
    /// <param name="message">The message.</param>
    /// <param name="trace">The telemetry of the message, whose context it carries.</param>
    public void Encode<TMessage>(in TMessage message, in SendTrace trace)
        where TMessage : struct, IAmqpMessageSource
    {
        _item.Clear();
        _item.TraceContext = trace.Context;
        _item.Settings = settings;
        _item.Positions = _itemPositions;
        _itemPositions.Clear();
        var writer = new AmqpWriter(_item);
        try
        {
            message.Encode(ref writer);
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            throw AmqpMemberNaming.Explain(in message, exception);
        }

        if (_itemPositions.BodyStart < 0)
        {
            throw new AmqpEncodeException("The message does not tell where its body begins: its sender or contract was built with an earlier version of TypedSender. Build it again with this one.");
        }

        writer.Flush();
        if (_item.HasBorrowed)
        {
            Flatten();
        }

        if (trace.MessageSpan is { } span)
        {
            MessageTags.Set(span, _item.WrittenSpan, trace.IsNamedByMessage);
        }

        HasItem = true;
    }

    /// <summary>Forgets everything, so that nothing of the caller's is kept.</summary>
    public void Reset()
    {
        Clear();
        DropItem();
        _item.Clear();
    }

    /// <summary>Forgets the message that has not been gathered.</summary>
    public void DropItem() => HasItem = false;

    /// <summary>Gathers the message; false when it has to go into the next envelope.</summary>
    /// <param name="maxMessages">How many the envelope may hold.</param>
    /// <param name="maxSize">How many bytes it may have. The first message is taken whatever its size.</param>
    public bool TryAdd(int maxMessages, long maxSize)
    {
        if (Count == 0)
        {
            (_first, _item) = (_item, _first);
            (_firstPositions, _itemPositions) = (_itemPositions, _firstPositions);
        }
        else if (Count == maxMessages || SizeWithItem > maxSize || !IsRoutedAlike())
        {
            return false;
        }
        else
        {
            if (Count == 1)
            {
                _envelope.Append(_first.WrittenSpan[..(int)_firstPositions.BodyStart]);
                AppendSection(_first);
            }

            AppendSection(_item);
        }

        Count++;
        HasItem = false;
        return true;
    }

    /// <summary>Begins anew. A message that has not been gathered goes first.</summary>
    public void Clear()
    {
        _envelope.Clear();
        _first.Clear();
        Count = 0;
    }

    /// <summary>The bytes of the envelope with the message in it.</summary>
    private long SizeWithItem => (Count == 1 ? _firstPositions.BodyStart + SectionSize(_first.Length) : _envelope.Length) + SectionSize(_item.Length);

    /// <summary>The bytes of the data section around a message.</summary>
    private static long SectionSize(int length) => (long)length + (length <= byte.MaxValue ? SmallSectionOverhead : SectionOverhead);

    private bool IsRoutedAlike()
        => (!profile.IsRoutedByGroup || _firstPositions.GroupIdIn(_first.WrittenSpan).SequenceEqual(_itemPositions.GroupIdIn(_item.WrittenSpan)))
            && _firstPositions.PartitionKeyIn(_first.WrittenSpan).SequenceEqual(_itemPositions.PartitionKeyIn(_item.WrittenSpan));

    private void AppendSection(AmqpBuffer message)
    {
        var writer = new AmqpWriter(_envelope);
        writer.WriteDescriptor(SectionCode.Data);
        writer.WriteBinary(message.WrittenSpan);
        writer.Flush();
    }

    /// <summary>Copies what the message borrows: it may have to go into an envelope, which is not the place where the caller's memory could be kept.</summary>
    private void Flatten()
    {
        if (_item.TotalLength > Array.MaxLength)
        {
            throw new AmqpEncodeException($"The encoded message needs {_item.TotalLength} bytes; the largest that can be encoded has {Array.MaxLength}. Send less in one message.");
        }

        AmqpBuffer flat = _spare ?? new AmqpBuffer();
        flat.Clear();
        _item.CopyAllTo(flat);
        _item.Clear();
        _spare = _item;
        _item = flat;
    }
}
