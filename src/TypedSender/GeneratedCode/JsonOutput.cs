using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>
/// A JSON writer that appends to the buffer of a message: one in a slot of each thread and contract, as the options of a writer are those of
/// the contract's context. It is taken out while in use, as a getter of a contract may itself send.
/// </summary>
/// <typeparam name="T">The contract.</typeparam>
internal sealed class JsonOutput<T> : IBufferWriter<byte>
{
    // What MaxDepth of the serializer's options means when it is not set.
    private const int DefaultDepth = 64;

    [ThreadStatic]
    private static JsonOutput<T>? t_slot;

    private readonly JsonTypeInfo<T> _typeInfo;
    private AmqpBuffer? _buffer;

    private JsonOutput(JsonTypeInfo<T> typeInfo, AmqpBuffer buffer)
    {
        _typeInfo = typeInfo;
        _buffer = buffer;
        Writer = new Utf8JsonWriter(this, Options(typeInfo.Options));
    }

    public Utf8JsonWriter Writer { get; }

    /// <summary>Whether values are nested as deep as the options allow, most likely in a circle.</summary>
    public bool IsTooDeep => Writer.CurrentDepth >= Writer.Options.MaxDepth;

    public static JsonOutput<T> Rent(JsonTypeInfo<T> typeInfo, AmqpBuffer buffer)
    {
        JsonOutput<T>? output = t_slot;
        if (output is null || output._typeInfo != typeInfo)
        {
            return new JsonOutput<T>(typeInfo, buffer);
        }

        t_slot = null;
        output._buffer = buffer;
        return output;
    }

    public static void Recycle(JsonOutput<T> output)
    {
        output.Writer.Reset();
        output._buffer = null;
        t_slot = output;
    }

    public void Advance(int count) => _buffer!.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        _buffer!.EnsureCapacity(Math.Max(sizeHint, 1));
        return _buffer.Array.AsMemory(_buffer.Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>A writer obeys options of its own, not those of the serializer.</summary>
    private static JsonWriterOptions Options(JsonSerializerOptions options) => new()
    {
        Encoder = options.Encoder,
        Indented = options.WriteIndented,
        MaxDepth = options.MaxDepth == 0 ? DefaultDepth : options.MaxDepth,
        SkipValidation = true,
#if NET9_0_OR_GREATER
        IndentCharacter = options.IndentCharacter,
        IndentSize = options.IndentSize,
        NewLine = options.NewLine,
#endif
    };
}
