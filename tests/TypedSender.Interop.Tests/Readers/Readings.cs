using TypedSender.Interop.Tests.GoldenVectors;
using TypedSender.Interop.Tests.Shapes;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>What readers make of messages, as lines that can be compared.</summary>
internal static class Readings
{
    private const string Data = "data: binary ";

    /// <summary>Reads a message, and the messages in it if it is an envelope. What the reader throws becomes the text.</summary>
    public static string Read(IMessageReader reader, GoldenFile file)
    {
        try
        {
            return file.IsEnvelope ? Unpack(reader.ReadEnvelope(file.Bytes), reader.Read) : reader.Read(file.Bytes);
        }
        catch (Exception exception)
        {
            return Refused(exception.GetType().Name, exception.Message);
        }
    }

    /// <summary>Replaces each data section of an envelope by the sections of the message in it.</summary>
    public static string Unpack(string sections, Func<byte[], string> read)
    {
        List<string> lines = [];
        int number = 0;
        foreach (string line in sections.Split('\n'))
        {
            if (line.StartsWith(Data, StringComparison.Ordinal))
            {
                number++;
                lines.AddRange(read(Convert.FromBase64String(line[Data.Length..])).Split('\n').Select(section => $"{number} {section}"));
            }
            else
            {
                lines.Add(line);
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>What stands in place of the sections when a reader refuses a message.</summary>
    public static string Refused(string kind, string message) => $"refused: {kind}: {message.ReplaceLineEndings("\n").Split('\n')[0]}";

    /// <summary>What a reader sees otherwise than it should: the lines that differ, or null when none does.</summary>
    public static string? Difference(Shape shape, string seen)
    {
        string[] expected = shape.Sections.ReplaceLineEndings("\n").Split('\n');
        string[] lines = seen.Split('\n');
        if (expected.SequenceEqual(lines))
        {
            return null;
        }

        return expected.Length == lines.Length ? string.Join('\n', lines.Where((line, index) => line != expected[index])) : seen;
    }
}
