namespace TypedSender.Amqp.Messages;

/// <summary>A message, section by section, untyped (AMQP 1.0, 3.2): one that was received, or one that is built by an object initializer and encoded.</summary>
/// <remarks>
/// A section that is null is absent, and one that is set is written, be it empty. Its properties are set when it is made and not after that, so it is thread-safe as long as the maps and
/// values in it are not changed, and may be sent any number of times. What is sent is encoded before the call returns, but for binary values of 16 KiB and more, which are borrowed until
/// the send has ended. A body is of one kind: setting a second of <see cref="Value"/>, <see cref="Data"/> and <see cref="Sequences"/> throws.
/// </remarks>
/// <example>
/// <code>
/// AmqpMessage message = new()
/// {
///     Properties = new Properties { Subject = "queue" },
///     ApplicationProperties = new AmqpMap { ["operation"] = "READ" },
///     Value = new AmqpMap { ["name"] = "orders" },
/// };
/// byte[] bytes = message.ToBytes();
/// </code>
/// </example>
public sealed class AmqpMessage
{
    private List<byte[]> _data = [];
    private List<IReadOnlyList<object?>> _sequences = [];
    private object? _value;
    private Stream? _dataStream;

    /// <summary>Makes a message without any section; an object initializer gives it some. AMQP wants a body: give <see cref="Value"/>, if only null.</summary>
    public AmqpMessage()
    {
    }

    private AmqpMessage(AmqpMessage other)
    {
        Header = other.Header;
        DeliveryAnnotations = other.DeliveryAnnotations;
        MessageAnnotations = other.MessageAnnotations;
        Properties = other.Properties;
        ApplicationProperties = other.ApplicationProperties;
        BodyKind = other.BodyKind;
        Footer = other.Footer;
        _data = other._data;
        _sequences = other._sequences;
        _value = other._value;
        _dataStream = other._dataStream;
    }

    /// <summary>How the message is to be delivered; null if the section is absent (AMQP 1.0, 3.2.1).</summary>
    public Header? Header { get; init; }

    /// <summary>Annotations of the last hop; null if the section is absent (AMQP 1.0, 3.2.2). Keys are of the type <see cref="AmqpSymbol"/>, or <see cref="ulong"/>, which AMQP reserves.</summary>
    public AmqpMap? DeliveryAnnotations { get; init; }

    /// <summary>Annotations of the infrastructure; null if the section is absent (AMQP 1.0, 3.2.3). Keys are of the type <see cref="AmqpSymbol"/>, or <see cref="ulong"/>, which AMQP reserves.</summary>
    public AmqpMap? MessageAnnotations { get; init; }

    /// <summary>The immutable properties; null if the section is absent (AMQP 1.0, 3.2.4).</summary>
    public Properties? Properties { get; init; }

    /// <summary>The application's properties; null if the section is absent (AMQP 1.0, 3.2.5). Keys are strings, values neither lists nor maps nor arrays.</summary>
    public AmqpMap? ApplicationProperties { get; init; }

    /// <summary>Of which sections the body consists: it tells which of <see cref="Data"/>, <see cref="Sequences"/> and <see cref="Value"/> holds it.</summary>
    public AmqpBodyKind BodyKind { get; private set; }

    /// <summary>The data sections, in order; empty unless the body consists of them (AMQP 1.0, 3.2.6). The list is copied, the bytes are not.</summary>
    /// <exception cref="ArgumentNullException">It is set to null, or to a list with a null in it.</exception>
    /// <exception cref="ArgumentException">It is set to an empty list: such a body has one section at least, which may be empty.</exception>
    /// <exception cref="InvalidOperationException">It is set, and the body is of another kind already.</exception>
    public IReadOnlyList<byte[]> Data
    {
        get => _data;
        init
        {
            SetKind(AmqpBodyKind.Data);
            CheckData();
            _data = [.. CheckSections(value, nameof(Data))];
        }
    }

    /// <summary>
    /// A stream whose bytes, from its position to its end, are the body: read while the message is sent, and sent as data sections (AMQP 1.0, 3.2.6), one if its length is known. Null for none.
    /// </summary>
    /// <remarks>
    /// A message with it can be sent once, by itself and not in an envelope, and has no bytes that <see cref="Encode"/> could write. The stream is read by one send at a time, on the thread
    /// pool; leave it open until the send has ended, and then dispose it: the send does not.
    /// </remarks>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    /// <exception cref="InvalidOperationException">It is set, and the body is set already.</exception>
    public Stream? DataStream
    {
        get => _dataStream;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            SetKind(AmqpBodyKind.Data);
            CheckData();
            _dataStream = value;
        }
    }

    /// <summary>The amqp-sequence sections, in order; empty unless the body consists of them (AMQP 1.0, 3.2.7). The lists are copied, the values are not.</summary>
    /// <exception cref="ArgumentNullException">It is set to null, or to a list with a null in it.</exception>
    /// <exception cref="ArgumentException">It is set to an empty list: such a body has one section at least, which may be empty.</exception>
    /// <exception cref="InvalidOperationException">It is set, and the body is of another kind already.</exception>
    public IReadOnlyList<IReadOnlyList<object?>> Sequences
    {
        get => _sequences;
        init
        {
            SetKind(AmqpBodyKind.Sequence);
            _sequences = [.. CheckSections(value, nameof(Sequences)).Select(static sequence => new List<object?>(sequence))];
        }
    }

    /// <summary>
    /// The value of the amqp-value section, of a type that <see cref="AmqpReader.ReadValue"/> returns and <see cref="AmqpWriter.WriteValue(object)"/> takes; null also if the
    /// body is of another kind (AMQP 1.0, 3.2.8). Setting it to null makes a body of the value null.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is set, and the body is of another kind already.</exception>
    public object? Value
    {
        get => _value;
        init
        {
            SetKind(AmqpBodyKind.Value);
            _value = value;
        }
    }

    /// <summary>The values that were computed after the body; null if the section is absent (AMQP 1.0, 3.2.9). Keys are of the type <see cref="AmqpSymbol"/>, or <see cref="ulong"/>, which AMQP reserves.</summary>
    public AmqpMap? Footer { get; init; }

    /// <summary>Reads a whole message.</summary>
    /// <param name="bytes">The message's bytes, all frames' payloads joined.</param>
    /// <exception cref="AmqpDecodeException">
    /// The bytes are not sections in the order of AMQP 1.0, 3.2: header, delivery-annotations, message-annotations,
    /// properties, application-properties, body, footer, each at most once, except for several data or amqp-sequence sections.
    /// </exception>
    public static AmqpMessage Decode(ReadOnlySpan<byte> bytes)
    {
        AmqpMessage message = new();
        AmqpReader reader = new(bytes);
        ulong previous = 0;
        Header? header = null;
        Properties? properties = null;
        Span<AmqpMap?> maps = new AmqpMap?[4];
        while (!reader.End)
        {
            previous = AmqpSections.ReadNext(ref reader, previous);
            switch (previous)
            {
                case SectionCode.Header:
                    header = Messages.Header.DecodeFields(ref reader);
                    break;
                case SectionCode.Properties:
                    properties = Messages.Properties.DecodeFields(ref reader);
                    break;
                case SectionCode.Data or SectionCode.AmqpSequence or SectionCode.AmqpValue:
                    message.ReadBody(ref reader, previous);
                    break;
                default:
                    maps[IndexOf(previous)] = reader.ReadMap();
                    break;
            }
        }

        return new AmqpMessage(message)
        {
            Header = header,
            DeliveryAnnotations = maps[0],
            MessageAnnotations = maps[1],
            Properties = properties,
            ApplicationProperties = maps[2],
            Footer = maps[3],
        };
    }

    /// <summary>Writes the sections that are there, in the order of AMQP 1.0, 3.2.</summary>
    /// <param name="writer">Takes the bytes; large binary values are borrowed, not copied. After an exception its buffer is to be cleared.</param>
    /// <exception cref="AmqpEncodeException">
    /// A section holds what AMQP does not carry there: the text and <see cref="AmqpEncodeException.Member"/> name section and key. Of the value, the text holds the type alone.
    /// </exception>
    public void Encode(ref AmqpWriter writer) => MessageEncoding.Write(ref writer, this);

    /// <summary>Returns the encoded message: the bytes that a transfer carries (AMQP 1.0, 3.2).</summary>
    /// <exception cref="AmqpEncodeException"><inheritdoc cref="Encode" path="/exception"/></exception>
    public byte[] ToBytes()
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        Encode(ref writer);
        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>The same message with other properties; maps and body are shared.</summary>
    internal AmqpMessage With(Properties properties) => new(this) { Properties = properties };

    private static int IndexOf(ulong section) => section switch
    {
        SectionCode.DeliveryAnnotations => 0,
        SectionCode.MessageAnnotations => 1,
        SectionCode.ApplicationProperties => 2,
        _ => 3,
    };

    private static IReadOnlyList<T> CheckSections<T>(IReadOnlyList<T> sections, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(sections, name);
        if (sections.Count == 0)
        {
            throw new ArgumentException($"A body of {name} has one section at least. Give an empty one for an empty body.", name);
        }

        foreach (T section in sections)
        {
            ArgumentNullException.ThrowIfNull(section, name);
        }

        return sections;
    }

    private void CheckData()
    {
        if (_data.Count > 0 || _dataStream is not null)
        {
            throw new InvalidOperationException("The body consists of data sections already. Set one of Data and DataStream, once.");
        }
    }

    private void SetKind(AmqpBodyKind kind)
    {
        if (BodyKind != AmqpBodyKind.None && BodyKind != kind)
        {
            throw new InvalidOperationException($"The body is of the kind {BodyKind}, and cannot be of the kind {kind} too. Set one of Value, Data and Sequences (AMQP 1.0, 3.2).");
        }

        BodyKind = kind;
    }

    private void ReadBody(ref AmqpReader reader, ulong section)
    {
        switch (section)
        {
            case SectionCode.Data:
                BodyKind = AmqpBodyKind.Data;
                _data.Add(reader.ReadBinary());
                break;
            case SectionCode.AmqpSequence:
                BodyKind = AmqpBodyKind.Sequence;
                _sequences.Add(reader.ReadList());
                break;
            default:
                BodyKind = AmqpBodyKind.Value;
                _value = reader.ReadValue();
                break;
        }
    }
}
