using System.Globalization;
using TypedSender.Shared.Ledgers;

namespace TypedSender.Shared.Samples;

/// <summary>Reads what a sender in another process was told of its sends, and holds it against what has come to the broker.</summary>
internal static class SampleLedgerFile
{
    /// <summary>Reads the account: a line for each send that was no success, and one for each lane with how many it sent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stored">What has come unsettled.</param>
    /// <param name="settled">How many have come settled; the broker tells no more of them.</param>
    public static Ledger Read(string path, StoredSamples stored, long settled = 0)
    {
        Ledger ledger = new();
        Dictionary<(int Lane, long Number), SendOutcomeKind> exceptions = [];
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
            ledger.AddRemark($"{words[3]}.{words[4]}");
        }

        foreach ((int lane, long count, bool isSettled) in lanes)
        {
            SendOutcomeKind success = isSettled ? SendOutcomeKind.Unconfirmed : SendOutcomeKind.Accepted;
            for (long number = 0; number < count; number++)
            {
                SendOutcomeKind told = exceptions.TryGetValue((lane, number), out SendOutcomeKind exception) ? exception : success;
                ledger.Add((lane, number), told, !isSettled && stored.Has(lane, number) ? 1 : 0);
            }
        }

        ledger.AddDuplicates("one of the samples", stored.Duplicates);
        ledger.CompareUnconfirmed(settled);
        return ledger;
    }

    /// <summary>Why sends were no success, and how often, in one word.</summary>
    public static string Reasons(this Ledger ledger) => ledger.Remarks.Any() ? string.Join(',', ledger.Remarks.Select(remark => $"{remark.Key}:{remark.Value}")) : "none";
}
