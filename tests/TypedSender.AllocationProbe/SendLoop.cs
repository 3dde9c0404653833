namespace TypedSender.AllocationProbe;

/// <summary>Keeps so many sends in flight, and allocates nothing of its own once it runs.</summary>
internal sealed class SendLoop(IReadingSender sender, int inFlight, CancellationToken token)
{
    private readonly ValueTask<SendOutcome>[] _pending = new ValueTask<SendOutcome>[inFlight];
    private readonly DateTimeOffset _time = new(2018, 2, 6, 15, 50, 43, TimeSpan.Zero);
    private ulong _number;

    public async Task RunAsync(int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            int slot = sent % inFlight;
            if (sent >= inFlight)
            {
                Check(await _pending[slot]);
            }

            _pending[slot] = sender.SendForOutcomeAsync(Next(), token);
        }

        for (int slot = 0; slot < inFlight; slot++)
        {
            Check(await _pending[slot]);
        }
    }

    private Reading Next() => new(++_number, (int)(_number % 16), _time, "celsius", 21.5, _number % 2 == 0 ? 0.1 : null);

    private static void Check(SendOutcome outcome)
    {
        if (!outcome.IsSuccess)
        {
            throw new InvalidOperationException(outcome.ToString());
        }
    }
}
