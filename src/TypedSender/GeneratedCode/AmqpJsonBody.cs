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
    // The path of a circle is as long as JSON may be deep.
    private const int MaxPath = 200;

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
    /// <exception cref="AmqpEncodeException">JSON cannot hold a value in it, which the message names, or System.Text.Json cannot write it; the inner exception says why.</exception>
    public static void Write<T>(ref AmqpWriter writer, in T value, JsonTypeInfo<T> typeInfo, string contract) => Write(ref writer, in value, typeInfo, contract, null);

    /// <summary>The same of the contract alone, or of an event that has it as data.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The contract.</param>
    /// <param name="typeInfo">Its metadata.</param>
    /// <param name="contract">The contract, for the exception.</param>
    /// <param name="attributes">Writes the attributes of the event; null for the contract alone.</param>
    internal static void Write<T>(ref AmqpWriter writer, in T value, JsonTypeInfo<T> typeInfo, string contract, AmqpCloudEventAttributes<T>? attributes)
    {
        AmqpBuffer buffer = writer.BeginBinary(out CompoundScope scope);
        int start = buffer.Length;
        JsonOutput<T> output = JsonOutput<T>.Rent(typeInfo, buffer);
        try
        {
            if (attributes is null)
            {
                JsonSerializer.Serialize(output.Writer, value, typeInfo);
            }
            else
            {
                output.Writer.WriteStartObject();
                attributes(output.Writer, in value);
                output.Writer.WritePropertyName("data"u8);
                JsonSerializer.Serialize(output.Writer, value, typeInfo);
                output.Writer.WriteEndObject();
            }

            output.Writer.Flush();
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            if (Refusal(value, typeInfo, contract, exception, output.IsTooDeep) is { } refusal)
            {
                throw refusal;
            }

            throw;
        }
        finally
        {
            JsonOutput<T>.Recycle(output);
        }

        CheckCharacters(buffer.Array.AsSpan(start, buffer.Length - start), value, typeInfo, contract);
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

    /// <summary>The exception of System.Text.Json by our own, with the member where it can be told; null for one of user code: of a getter, or of a converter.</summary>
    private static AmqpEncodeException? Refusal<T>(T value, JsonTypeInfo<T> typeInfo, string contract, Exception exception, bool isTooDeep)
    {
        switch (exception)
        {
            case JsonException { Path: ['$', .. string path] }:
                return Refusal(contract + (path.Length > MaxPath ? path[..MaxPath] + "…" : path), exception.Message, exception);
            case JsonException or NotSupportedException:
                return Refusal(contract, exception.Message, exception);
            case InvalidOperationException when isTooDeep:
                return Refusal(contract, exception.Message, exception);
        }

        JsonObstacleKind kind = exception is ArgumentException ? JsonObstacleKind.Number : JsonObstacleKind.Element;
        return JsonObstacle.Find(kind, value, typeInfo.Options) is { } obstacle ? Refusal(contract + obstacle.Path, obstacle.Reason, exception)
            : exception is ArgumentException && !HasMembers(typeInfo) ? Refusal(contract, exception.Message, exception)
            : null;
    }

    private static AmqpEncodeException Refusal(string member, string reason, Exception? exception)
        => new($"{member} cannot be written as JSON: {reason}", exception!) { Member = member };

    /// <summary>Throws if the JSON has U+FFFD where the contract has half a character. A context without metadata does not tell, and keeps it.</summary>
    private static void CheckCharacters<T>(ReadOnlySpan<byte> json, T value, JsonTypeInfo<T> typeInfo, string contract)
    {
        if (JsonObstacle.HasReplacement(json) && JsonObstacle.Find(JsonObstacleKind.HalfCharacter, value, typeInfo.Options) is { } obstacle)
        {
            throw Refusal(contract + obstacle.Path, obstacle.Reason, null);
        }
    }

    /// <summary>Whether the context knows the members of the contract: one of the generation mode Serialization does not.</summary>
    private static bool HasMembers(JsonTypeInfo typeInfo)
    {
        try
        {
            return typeInfo.Properties.Count > 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
