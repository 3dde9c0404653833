using TypedSender;

namespace Recovery;

/// <summary>What to do about each outcome.</summary>
internal static class Deciding
{
    /// <summary>Sends until the reading is there. False when somebody has to look at it first.</summary>
    public static async Task<bool> DeliverAsync(IReadingSender readings, Reading reading, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            SendOutcome outcome = await readings.SendAsync(reading, cancellationToken);
            switch (outcome.Kind)
            {
                case SendOutcomeKind.Accepted or SendOutcomeKind.Unconfirmed:
                    return true;

                // It may be there. Sent again only because readers know a reading by its Id.
                case SendOutcomeKind.Indeterminate when outcome.IsTransient:
                    break;

                // It is certainly not there, and nothing has to be corrected.
                case SendOutcomeKind.Released or SendOutcomeKind.Modified or SendOutcomeKind.Rejected or SendOutcomeKind.NotSent when outcome.IsTransient:
                    break;

                default:
                    Console.WriteLine(outcome);
                    return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }
}
