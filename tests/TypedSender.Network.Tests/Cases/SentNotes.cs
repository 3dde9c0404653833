using System.Text;
using TypedSender.Amqp;
using TypedSender.Shared.Ledgers;
using TypedSender.Testing;

namespace TypedSender.Network.Tests.Cases;

/// <summary>What was sent, what was told of it, and whether a broker's queue agrees.</summary>
internal sealed class SentNotes
{
    private readonly List<Entry> _entries = [];

    public IReadOnlyList<SendOutcome> Outcomes => [.. _entries.Select(entry => entry.Outcome.Result)];

    public int Count => _entries.Count;

    /// <summary>Sends a small message.</summary>
    public Task<SendOutcome> Send(INoteSender notes)
    {
        // Whatever bit of its end is flipped, it does not become the next one's.
        string text = $"note-{_entries.Count:D6}.";
        return Add(text, [], notes.TellTaskAsync(new Note(text)));
    }

    /// <summary>Sends a message of many frames.</summary>
    public Task<SendOutcome> SendLarge(INoteSender notes, int size)
    {
        byte[] data = new byte[size];
        new Random(_entries.Count).NextBytes(data);
        return Add($"blob-{_entries.Count:D6}", data, notes.TellBlobAsync(new Blob(data)).AsTask());
    }

    public Task WhenAllEnded() => Task.WhenAll(_entries.Select(entry => entry.Outcome)).Within();

    public int CountPending() => _entries.Count(entry => !entry.Outcome.IsCompleted);

    /// <summary>
    /// Every message that was accepted is stored as it was sent, none that was not sent is stored, and none is stored twice.
    /// </summary>
    /// <param name="stored">All messages that the queue was ever given, once nothing more can come.</param>
    /// <param name="changed">How many messages the network has changed on their way, by one bit each.</param>
    public void Check(IReadOnlyList<BrokerMessage> stored, int changed = 0)
    {
        Ledger ledger = new();
        Dictionary<Entry, int> copies = [];
        int changedOnes = 0;
        foreach (BrokerMessage message in stored)
        {
            Entry? entry = Find(message, 0);
            if (entry is null && Find(message, 1) is { } flipped)
            {
                entry = flipped;
                changedOnes++;
            }

            if (entry is null)
            {
                ledger.AddUnknown(message);
            }
            else
            {
                copies[entry] = copies.GetValueOrDefault(entry) + 1;
            }
        }

        foreach (Entry entry in _entries)
        {
            ledger.Add(entry, entry.Outcome.Result.Kind, copies.GetValueOrDefault(entry));
        }

        Assert.Equal(changed, changedOnes);
        ledger.AssertExact();
        Assert.All(Outcomes, outcome => Assert.Contains(outcome.Kind, new[] { SendOutcomeKind.Accepted, SendOutcomeKind.NotSent, SendOutcomeKind.Indeterminate }));
    }

    /// <summary>How many messages the queue took without the client's being told.</summary>
    public int CountStoredInDoubt(IReadOnlyList<BrokerMessage> stored) => stored.Count(message => Find(message, 0) is { Outcome.Result.Kind: SendOutcomeKind.Indeterminate });

    private Task<SendOutcome> Add(string name, byte[] data, Task<SendOutcome> outcome)
    {
        _entries.Add(new Entry(name, data, outcome));
        return outcome;
    }

    private Entry? Find(BrokerMessage message, int flippedBits)
    {
        AmqpMap body = (AmqpMap)message.Message.Value!;
        byte[]? data = body.TryGetValue("Data", out object? bytes) ? (byte[]?)bytes : null;
        byte[] content = data ?? Encoding.UTF8.GetBytes((string)body["Text"]!);
        return _entries.Find(entry => CountDifferences(content, data is null ? entry.Text : entry.Data, flippedBits) == flippedBits);
    }

    /// <summary>By how many bits they differ; one more than is asked for stands for any more.</summary>
    private static int CountDifferences(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int most)
    {
        if (left.Length != right.Length)
        {
            return int.MaxValue;
        }

        int count = 0;
        for (int i = left.CommonPrefixLength(right); i < left.Length && count <= most; i++)
        {
            count += int.PopCount(left[i] ^ right[i]);
        }

        return count;
    }

    private sealed record Entry(string Name, byte[] Data, Task<SendOutcome> Outcome)
    {
        /// <summary>What a small message holds; nothing for others.</summary>
        public byte[] Text { get; } = Data.Length == 0 ? Encoding.UTF8.GetBytes(Name) : [];

        public bool Equals(Entry? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"{Name}: {Outcome.Result}";
    }
}
