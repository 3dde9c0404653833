using System.Collections.Concurrent;
using System.Globalization;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>What was sent, what its senders were told, and in the end what an independent client finds at the broker.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<ulong, SendOutcome> _told = new();
    private readonly object _gate = new();
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _started;
    private int _accepted;
    private int _wanted = int.MaxValue;

    public int Accepted => Count(SendOutcomeKind.Accepted);

    public int NotSent => Count(SendOutcomeKind.NotSent);

    public int Indeterminate => Count(SendOutcomeKind.Indeterminate);

    /// <summary>Sends entry after entry until it is told to stop; a send that waits is not cut short.</summary>
    public async Task SendUntilAsync(ILedgerSender sender, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            ulong id = Interlocked.Increment(ref _started);
            SendOutcome outcome = await sender.SendAsync(new LedgerEntry(id, $"entry {id}"), CancellationToken.None);
            Assert.True(_told.TryAdd(id, outcome));
            if (outcome.Kind == SendOutcomeKind.Accepted)
            {
                NoteAccepted();
            }
        }
    }

    /// <summary>Completes when so many more have been accepted.</summary>
    public Task WaitForAcceptedAsync(int more, Task senders)
    {
        lock (_gate)
        {
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted = _accepted + more;

            // A loop that fails must not leave its test waiting.
            return Task.WhenAny(_reached.Task, senders).Unwrap();
        }
    }

    /// <summary>Every entry was told of once; what was accepted is there, what was not sent is not, and nothing is there twice.</summary>
    public void AssertExact(IReadOnlyCollection<ProtonMessage> drained) =>
        Assert.Equal(0, AssertNothingLost(drained));

    /// <summary>Every entry was told of once; what was accepted is there, and what was not sent is not.</summary>
    /// <returns>How many messages are there beside another with the same entry.</returns>
    public int AssertNothingLost(IReadOnlyCollection<ProtonMessage> drained)
    {
        HashSet<ulong> found = [.. drained.Select(IdOf)];
        Assert.Equal((int)_started, _told.Count);
        Assert.Equal(_told.Count, Accepted + NotSent + Indeterminate);
        Assert.Empty(Ids(SendOutcomeKind.Accepted).Except(found));
        Assert.Empty(Ids(SendOutcomeKind.NotSent).Intersect(found));
        Assert.Empty(found.Except(Ids(SendOutcomeKind.Accepted)).Except(Ids(SendOutcomeKind.Indeterminate)));
        return drained.Count - found.Count;
    }

    public override string ToString() => $"started {_started}, accepted {Accepted}, not sent {NotSent}, indeterminate {Indeterminate}";

    private static ulong IdOf(ProtonMessage message) =>
        ulong.Parse(message["properties"]!.Value.Notation.AsSpan("list [ulong ".Length).TrimEnd(']'), CultureInfo.InvariantCulture);

    private void NoteAccepted()
    {
        lock (_gate)
        {
            if (++_accepted >= _wanted)
            {
                _reached.TrySetResult();
            }
        }
    }

    private IEnumerable<ulong> Ids(SendOutcomeKind kind) => _told.Where(entry => entry.Value.Kind == kind).Select(entry => entry.Key);

    private int Count(SendOutcomeKind kind) => Ids(kind).Count();
}
