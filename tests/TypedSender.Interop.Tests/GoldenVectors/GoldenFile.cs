using System.Runtime.CompilerServices;
using TypedSender.Interop.Tests.Shapes;
using TypedSender.Testing;

namespace TypedSender.Interop.Tests.GoldenVectors;

/// <summary>The bytes of one form of message as they are kept, with what each is; written anew where <c>TYPEDSENDER_GOLDEN=write</c> is set.</summary>
/// <param name="Bytes">All sections.</param>
/// <param name="MessageFormat">The format of the message (AMQP 1.0, 2.8.11).</param>
internal sealed record GoldenFile(byte[] Bytes, uint MessageFormat)
{
    private const string FormatComment = "# message format 0x";

    public static bool IsWriting => Environment.GetEnvironmentVariable("TYPEDSENDER_GOLDEN") == "write";

    /// <summary>The folder of the files, in the sources of this project.</summary>
    public static string Folder { get; } = Path.Combine(ProjectFolder(), "Golden");

    public bool IsEnvelope => MessageFormat == Shape.EnvelopeFormat;

    public static string PathOf(string name) => Path.Combine(Folder, $"{name}.hex");

    /// <summary>Reads the file of a form.</summary>
    public static GoldenFile Load(string name)
    {
        string text = File.ReadAllText(PathOf(name));
        string format = text.Split('\n').FirstOrDefault(line => line.StartsWith(FormatComment, StringComparison.Ordinal)) ?? $"{FormatComment}0";
        return new GoldenFile(MessageListing.Read(text), Convert.ToUInt32(format[FormatComment.Length..], 16));
    }

    /// <summary>The text of the file for a message as it is encoded today.</summary>
    public static string Print(RecordedMessage message)
    {
        string format = message.MessageFormat == 0 ? "" : $"{FormatComment}{message.MessageFormat:x8}\n";
        return format + MessageListing.Write(message.Bytes.ToArray(), message.MessageFormat == Shape.EnvelopeFormat);
    }

    private static string ProjectFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(Path.GetDirectoryName(path))!;
}
