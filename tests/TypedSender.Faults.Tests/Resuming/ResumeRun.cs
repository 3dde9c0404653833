using System.Collections.Concurrent;
using System.Globalization;

namespace TypedSender.Faults.Tests.Resuming;

/// <summary>A sender at a peer that follows a script, and what both say in the end.</summary>
internal sealed class ResumeRun(ResumeScript script)
{
    private const int LargeMessage = 1200;

    // Bytes of a format that AMQP does not define: nothing looks into them.
    private const uint NumberFormat = 7;
    private const int TurnsUntilQuiet = 10;
    private const int MostTurns = 3000;

    private readonly ReceiverModel _model = new(script.SettlesSecond);
    private readonly ConcurrentBag<(int Number, Task<SendOutcome> Send)> _sends = [];
    private readonly TaskCompletionSource _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _seen = -1;
    private int _count;

    /// <summary>The messages that were sent, and the deliveries that were resumed or settled by a resumed transfer.</summary>
    public (int Sends, int Resumed, int Settled) Counts => (_count, _model.Counts.Resumed, _model.Counts.Settled);

    /// <summary>Sends until the script is through, and compares both sides.</summary>
    /// <exception cref="InvalidOperationException">They do not agree, or the sender breaks the standard.</exception>
    public async Task RunAsync()
    {
        MessageSender? sender = null;
        await using ModelPeer peer = new(script, _model, attachment => OnAttached(sender!, attachment));
        ManualTimeProvider time = new();
        SendClientOptions options = new()
        {
            Host = "127.0.0.1",
            Port = peer.Port,
            TimeProvider = time,
            RetryPolicy = new AmqpRetryPolicy { MinDelay = TimeSpan.Zero, BusyDelay = TimeSpan.Zero },
            IdleTimeout = Timeout.InfiniteTimeSpan,
            SendTimeout = Timeout.InfiniteTimeSpan,
            DrainTimeout = TimeSpan.Zero,
            CloseTimeout = TimeSpan.Zero,
            OpenTimeout = TimeSpan.FromDays(1),
        };
        await using SendClient client = new(options);
        sender = client.GetMessageSender("notes", new SenderOptions { Resume = true });
        peer.Start();
        await sender.OpenAsync().Within();

        if (!await TryEndAsync(peer, time))
        {
            throw new InvalidOperationException($"after attachment {_seen}, {_sends.Count(static send => !send.Send.IsCompleted)} of {_sends.Count} sends do not end; {Describe()}");
        }

        Compare();
    }

    /// <summary>Lets time pass until all sends have ended; false when they do not. An attachment on which nothing more happens is lost then.</summary>
    private async Task<bool> TryEndAsync(ModelPeer peer, ManualTimeProvider time)
    {
        int quiet = 0;
        (int Seen, int Ended) before = default;
        for (int turn = 0; turn < MostTurns; turn++)
        {
            if (_last.Task.IsCompleted && _sends.All(static send => send.Send.IsCompleted))
            {
                return true;
            }

            // A pause precedes the second attempt in a row.
            time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.WhenAny(_last.Task.IsCompleted ? Task.WhenAll(_sends.Select(static send => send.Send)) : _last.Task, Task.Delay(TimeSpan.FromMilliseconds(1)));
            (int Seen, int Ended) now = (Volatile.Read(ref _seen), _sends.Count(static send => send.Send.IsCompleted));
            quiet = now == before ? quiet + 1 : 0;
            before = now;
            if (quiet == TurnsUntilQuiet)
            {
                peer.LoseNow();
                quiet = 0;
            }
        }

        return false;
    }

    private void OnAttached(MessageSender sender, int attachment)
    {
        if (attachment == _seen)
        {
            return;
        }

        _seen = attachment;
        int sends = attachment < script.Attachments.Length ? script.Attachments[attachment].Sends : 1;
        for (; sends > 0; sends--)
        {
            int number = _count++;
            byte[] message = new byte[number % 5 == 4 ? LargeMessage : 8];
            message[0] = (byte)(number >> 24);
            message[1] = (byte)(number >> 16);
            message[2] = (byte)(number >> 8);
            message[3] = (byte)number;
            _sends.Add((number, sender.SendEncodedForOutcomeAsync(message, NumberFormat).AsTask()));
        }

        if (attachment == script.Attachments.Length)
        {
            _last.TrySetResult();
        }
    }

    private void Compare()
    {
        Require(_model.Violations.Count == 0, string.Join("; ", _model.Violations));
        foreach ((int number, Task<SendOutcome> send) in _sends)
        {
            SendOutcome outcome = send.Result;
            int taken = _model.Taken.GetValueOrDefault(number);
            Require(taken <= 1, $"message {number} was taken {taken} times, and its outcome is {outcome}");
            Require(outcome.Kind != SendOutcomeKind.Accepted || taken == 1, $"message {number} is Accepted, and was taken {taken} times");
            Require(outcome.Kind is SendOutcomeKind.Accepted or SendOutcomeKind.Indeterminate || taken == 0, $"message {number} is {outcome}, and was taken");
            Require(outcome.Kind != SendOutcomeKind.Indeterminate || !script.IsDecidable, $"message {number} is {outcome}, though the maps tell what became of it");
        }
    }

    private void Require(bool holds, string failure)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{failure}; {Describe()}");
        }
    }

    private string Describe() => string.Create(CultureInfo.InvariantCulture, $"{_count} messages over {script}");
}
