using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Writes contracts as JSON, and reads them. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpJsonBody
{
    /// <summary>The metadata of a contract for System.Text.Json.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="context">The user's context.</param>
    /// <param name="contract">The contract, for the exception.</param>
    /// <param name="contextName">The context, for the exception.</param>
    /// <exception cref="AmqpEncodeException">The context does not know the contract.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>(JsonSerializerContext context, string contract, string contextName)
        => context?.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
            ?? throw new AmqpEncodeException($"{contextName}, the JSON context of {contract}, has no metadata for it. Mark {contextName} [JsonSerializable(typeof({contract}))], and let the generator of System.Text.Json make its members.") { Member = contract };

    /// <summary>Writes a contract as binary (AMQP 1.0, 1.6.19) that holds its JSON in UTF-8, as the options of its context say.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The contract.</param>
    /// <param name="typeInfo">What <see cref="TypeInfo"/> returned.</param>
    /// <param name="contract">The contract, for the exception.</param>
    /// <exception cref="AmqpEncodeException">System.Text.Json cannot write it; the inner exception says why.</exception>
    public static void Write<T>(ref AmqpWriter writer, in T value, JsonTypeInfo<T> typeInfo, string contract)
    {
        AmqpBuffer buffer = writer.BeginBinary(out CompoundScope scope);
        JsonOutput<T> output = JsonOutput<T>.Rent(typeInfo, buffer);
        try
        {
            JsonSerializer.Serialize(output.Writer, value, typeInfo);
            output.Writer.Flush();
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException || (exception is InvalidOperationException && output.IsTooDeep))
        {
            throw new AmqpEncodeException($"{contract} cannot be written as JSON: {exception.Message}", exception) { Member = contract };
        }
        finally
        {
            JsonOutput<T>.Recycle(output);
        }

        writer.EndBinary(scope);
    }

    /// <summary>Reads a contract from its JSON in UTF-8, as the options of its context say.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="json">The bytes of the body; null for none.</param>
    /// <param name="context">The user's context.</param>
    /// <param name="contract">The contract, for the exception.</param>
    /// <param name="contextName">The context, for the exception.</param>
    /// <exception cref="AmqpDecodeException">System.Text.Json cannot read it, or it is null; the inner exception says why.</exception>
    public static T Read<T>(byte[]? json, JsonSerializerContext context, string contract, string contextName)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TypeInfo<T>(context, contract, contextName)) ?? throw new AmqpDecodeException("Its JSON is null", 0);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException or AmqpEncodeException)
        {
            throw new AmqpDecodeException($"Its JSON cannot be read: {TextSanitizer.Clean(exception.Message)}", 0, exception);
        }
    }
}
