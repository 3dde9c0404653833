namespace TypedSender.AllocationProbe;

/// <summary>Keeps so many sends in flight, and allocates nothing of its own once it runs.</summary>
internal sealed class SendLoop(Func<ValueTask<SendOutcome>> send, int inFlight)
{
    private readonly ValueTask<SendOutcome>[] _pending = new ValueTask<SendOutcome>[inFlight];

    public async Task RunAsync(int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            int slot = sent % inFlight;
            if (sent >= inFlight)
            {
                Check(await _pending[slot]);
            }

            _pending[slot] = send();
        }

        for (int slot = 0; slot < inFlight; slot++)
        {
            Check(await _pending[slot]);
        }
    }

    private static void Check(SendOutcome outcome)
    {
        if (!outcome.IsSuccess)
        {
            throw new InvalidOperationException(outcome.ToString());
        }
    }
}
