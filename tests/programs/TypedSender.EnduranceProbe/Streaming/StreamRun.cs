using System.Diagnostics;
using System.Security.Cryptography;
using TypedSender.Amqp.Messages;

namespace TypedSender.EnduranceProbe.Streaming;

/// <summary>Sends one message of a length that is not told beforehand, and prints its hash and the most memory that this process has had.</summary>
internal static class StreamRun
{
    public static async Task RunAsync(string url, string address, int mebibytes)
    {
        var source = new NumberStream(mebibytes * 1024L * 1024);
        await using var client = new SendClient(url, options => options.SendTimeout = TimeSpan.FromMinutes(10));
        SendOutcome outcome = await client.GetMessageSender(address).SendForOutcomeAsync(new AmqpMessage { DataStream = source });
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{outcome.Kind} {source.Hash} {process.PeakWorkingSet64 / (1024 * 1024)}");
    }

    /// <summary>Numbers without end or period, made as they are read.</summary>
    private sealed class NumberStream(long length) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long _left = length;
        private ulong _state = 1;

        public string Hash => Convert.ToHexStringLower(_hash.GetCurrentHash());

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Span<byte> room = buffer.Span[..(int)Math.Min(buffer.Length, _left)];
            for (int index = 0; index < room.Length; index++)
            {
                _state = unchecked((_state * 6364136223846793005) + 1442695040888963407);
                room[index] = (byte)(_state >> 56);
            }

            _hash.AppendData(room);
            _left -= room.Length;
            return new(room.Length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
