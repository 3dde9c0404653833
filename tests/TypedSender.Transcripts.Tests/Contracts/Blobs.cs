namespace TypedSender.Transcripts.Tests.Contracts;

/// <summary>Makes large messages.</summary>
internal static class Blobs
{
    /// <summary>So many bytes, of which each has the value of its place.</summary>
    public static Blob Make(int size) => new(Enumerable.Range(0, size).Select(place => (byte)place).ToArray());
}
