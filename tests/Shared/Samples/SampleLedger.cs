using System.Globalization;

namespace TypedSender.Shared.Samples;

/// <summary>What a sender in another process told of its sends, held against what has come to the broker.</summary>
internal sealed record SampleLedger(long Started, long Accepted, long Unconfirmed, long NotSent, long Indeterminate, long Lost, long Phantom, long Duplicates, long UnconfirmedLost, string Reasons)
{
    /// <summary>Reads the account: a line for each send that was no success, and one for each lane with how many it sent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stored">What has come unsettled.</param>
    /// <param name="settled">How many have come settled; the broker tells no more of them.</param>
    public static SampleLedger Read(string path, StoredSamples stored, long settled = 0)
    {
        Dictionary<(int Lane, long Number), SendOutcomeKind> exceptions = [];
        Dictionary<string, int> reasons = [];
        List<(int Lane, long Count, bool IsSettled)> lanes = [];
        foreach (string line in File.ReadLines(path))
        {
            string[] words = line.Split(' ');
            int lane = int.Parse(words[1], CultureInfo.InvariantCulture);
            long number = long.Parse(words[2], CultureInfo.InvariantCulture);
            if (words[0] == "lane")
            {
                lanes.Add((lane, number, words[3] == "settled"));
                continue;
            }

            exceptions.Add((lane, number), Enum.Parse<SendOutcomeKind>(words[3]));
            string reason = $"{words[3]}.{words[4]}";
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
        }

        var ledger = new SampleLedger(0, 0, 0, 0, 0, 0, 0, stored.Duplicates, 0, string.Join(',', reasons.OrderBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => $"{reason.Key}:{reason.Value}")));
        ledger = lanes.Aggregate(ledger, (sum, lane) => sum.Add(lane.Lane, lane.Count, lane.IsSettled, exceptions, stored));
        return ledger with { Phantom = ledger.Phantom + Math.Max(0, settled - ledger.Unconfirmed), UnconfirmedLost = Math.Max(0, ledger.Unconfirmed - settled) };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"sends={Started} accepted={Accepted} unconfirmed={Unconfirmed} notSent={NotSent} indeterminate={Indeterminate} pending=0 lost={Lost} phantom={Phantom} duplicates={Duplicates} unconfirmedLost={UnconfirmedLost} reasons={(Reasons.Length == 0 ? "none" : Reasons)}");

    private SampleLedger Add(int lane, long count, bool isSettled, Dictionary<(int Lane, long Number), SendOutcomeKind> exceptions, StoredSamples stored)
    {
        long notSent = 0, indeterminate = 0, missing = 0, phantom = 0;
        for (long number = 0; number < count; number++)
        {
            bool hasCome = !isSettled && stored.Has(lane, number);
            if (!exceptions.TryGetValue((lane, number), out SendOutcomeKind kind))
            {
                missing += hasCome ? 0 : 1;
                continue;
            }

            notSent += kind == SendOutcomeKind.NotSent ? 1 : 0;
            indeterminate += kind == SendOutcomeKind.Indeterminate ? 1 : 0;
            phantom += kind != SendOutcomeKind.Indeterminate && hasCome ? 1 : 0;
        }

        long succeeded = count - notSent - indeterminate;
        return this with
        {
            Started = Started + count,
            Accepted = Accepted + (isSettled ? 0 : succeeded),
            Unconfirmed = Unconfirmed + (isSettled ? succeeded : 0),
            NotSent = NotSent + notSent,
            Indeterminate = Indeterminate + indeterminate,
            Phantom = Phantom + phantom,
            Lost = Lost + (isSettled ? 0 : missing),
        };
    }
}
