using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>
/// An append-only file of what was sent and what its senders were told, written around each send: a line before it begins, and one with its outcome before the
/// next. Each line is with the operating system when its writing returns, so that none is lost with this process.
/// </summary>
internal sealed class LedgerFile : IDisposable
{
    /// <summary>The word of a line about a send that begins. The others begin with the kind of an outcome.</summary>
    public const string StartedWord = "started";

    private const int FillingLength = 64;
    private const int LargeFillingLength = 150_000;
    private const int LargeInterval = 1000;

    private static readonly byte[] Filling = CreateFilling();

    private readonly object _gate = new();
    private readonly FileStream _file;
    private readonly ulong _run = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly long _begin = Stopwatch.GetTimestamp();
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _started;
    private long _wanted = long.MaxValue;

    /// <param name="folder">Where it is made, together with what is drained; made when it is missing.</param>
    public LedgerFile(string folder)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        _file = new FileStream(FilePath, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 });
    }

    public string Folder { get; }

    public string FilePath => Path.Combine(Folder, "ledger.txt");

    /// <summary>How many sends have been accepted.</summary>
    public long Accepted { get; private set; }

    /// <summary>Writes down that a send begins.</summary>
    /// <param name="sender">The name of who sends.</param>
    /// <returns>What is sent: now and then a message of several frames.</returns>
    public LedgerEntry Start(string sender)
    {
        ulong number = Interlocked.Increment(ref _started);
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(id, _run);
        BinaryPrimitives.WriteUInt64BigEndian(id[sizeof(ulong)..], number);
        int length = number % LargeInterval == 0 ? LargeFillingLength : FillingLength;
        LedgerEntry entry = new(new Guid(id, bigEndian: true), Filling.AsMemory(0, length), length);
        Write(StartedWord, entry.Id, sender, isAccepted: false);
        return entry;
    }

    /// <summary>Writes down what became of a send.</summary>
    public void Tell(LedgerEntry entry, SendOutcome outcome)
    {
        bool isAccepted = outcome.Kind == SendOutcomeKind.Accepted;
        Write(outcome.Kind.ToString(), entry.Id, isAccepted ? "" : outcome.ToString().ReplaceLineEndings(" "), isAccepted);
    }

    /// <summary>Completes when so many have been accepted in all.</summary>
    public Task WaitForAcceptedAsync(long count)
    {
        lock (_gate)
        {
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted = count;
            if (Accepted >= count)
            {
                _reached.SetResult();
            }

            return _reached.Task;
        }
    }

    public void Dispose() => _file.Dispose();

    private static byte[] CreateFilling()
    {
        byte[] filling = new byte[LargeFillingLength];
        Array.Fill(filling, (byte)0xA5);
        return filling;
    }

    private void Write(string word, Guid id, string remark, bool isAccepted)
    {
        Span<byte> line = stackalloc byte[Encoding.UTF8.GetMaxByteCount(remark.Length) + 128];
        long elapsed = (long)Stopwatch.GetElapsedTime(_begin).TotalMilliseconds;
        Utf8.TryWrite(line, $"{word} {id:N} {elapsed} {remark}\n", out int length);
        lock (_gate)
        {
            _file.Write(line[..length]);
            if (isAccepted && ++Accepted == _wanted)
            {
                _reached.TrySetResult();
            }
        }
    }
}
