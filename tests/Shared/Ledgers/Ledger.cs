using Xunit;

namespace TypedSender.Shared.Ledgers;

/// <summary>
/// The one comparison of what senders were told of their messages with what a receiver has: what was accepted is there, what was not taken is not, what is indeterminate may
/// be; no message is there twice, with other content, or without having been sent. Not thread-safe.
/// </summary>
internal sealed class Ledger
{
    private const int ShownFaults = 5;

    private readonly long[] _told = new long[(int)Enum.GetValues<SendOutcomeKind>().Max() + 1];
    private readonly Dictionary<string, int> _remarks = [];
    private readonly List<string> _faults = [];

    /// <summary>Sends that were begun.</summary>
    public long Started { get; private set; }

    public long Accepted => _told[(int)SendOutcomeKind.Accepted];

    public long Unconfirmed => _told[(int)SendOutcomeKind.Unconfirmed];

    public long NotSent => _told[(int)SendOutcomeKind.NotSent];

    /// <summary>Sends that have certainly not been taken.</summary>
    public long NotAccepted => Started - Pending - Accepted - Unconfirmed - Indeterminate;

    public long Indeterminate => _told[(int)SendOutcomeKind.Indeterminate];

    /// <summary>Sends without an outcome.</summary>
    public long Pending { get; private set; }

    /// <summary>Sends with two outcomes, and outcomes of what was never begun.</summary>
    public long Contradictions { get; private set; }

    /// <summary>What was accepted and is not there.</summary>
    public long Lost { get; private set; }

    /// <summary>What was told not to have been taken and is there.</summary>
    public long Phantom { get; private set; }

    /// <summary>Messages beside another of the same send.</summary>
    public long Duplicates { get; private set; }

    /// <summary>The messages that were received and had not been sent.</summary>
    public long Unknown { get; private set; }

    /// <summary>Messages that are not as they were sent.</summary>
    public long Damaged { get; private set; }

    /// <summary>Messages that were sent settled and have not come: nothing was promised of them.</summary>
    public long UnconfirmedLost { get; private set; }

    /// <summary>What senders were told beside the kind of an outcome, and how often, the most frequent first.</summary>
    public IEnumerable<KeyValuePair<string, int>> Remarks => _remarks.OrderByDescending(remark => remark.Value).ThenBy(remark => remark.Key, StringComparer.Ordinal);

    /// <summary>Enters a send.</summary>
    /// <param name="name">How texts name it.</param>
    /// <param name="told">The outcome; null when there is none.</param>
    /// <param name="copies">How often the receiver has its message.</param>
    public void Add<TName>(TName name, SendOutcomeKind? told, long copies)
    {
        Started++;
        if (told is { } kind)
        {
            _told[(int)kind]++;
        }
        else
        {
            Pending++;
        }

        if (told == SendOutcomeKind.Accepted && copies == 0)
        {
            Lost++;
            Note("lost", name);
        }

        if (copies > 0 && told is SendOutcomeKind.NotSent or SendOutcomeKind.Rejected or SendOutcomeKind.Released or SendOutcomeKind.Modified)
        {
            Phantom++;
            Note($"{told} and there", name);
        }

        AddDuplicates(name, copies - 1);
    }

    /// <summary>Enters further copies of a message.</summary>
    public void AddDuplicates<TName>(TName name, long count)
    {
        if (count > 0)
        {
            Duplicates += count;
            Note("there more than once", name);
        }
    }

    public void AddUnknown<TName>(TName name)
    {
        Unknown++;
        Note("sent by nobody", name);
    }

    public void AddDamaged<TName>(TName name)
    {
        Damaged++;
        Note("changed", name);
    }

    public void AddContradiction<TName>(TName name)
    {
        Contradictions++;
        Note("told twice, or never begun", name);
    }

    public void AddRemark(string remark) => _remarks[remark] = _remarks.GetValueOrDefault(remark) + 1;

    /// <summary>Compares what was sent settled, of which a receiver tells no more than how many have come.</summary>
    public void CompareUnconfirmed(long arrived)
    {
        Phantom += Math.Max(0, arrived - Unconfirmed);
        UnconfirmedLost = Math.Max(0, Unconfirmed - arrived);
    }

    /// <summary>Every send was told of once; what was accepted is there, what was not taken is not, and nothing is changed or unknown.</summary>
    public void AssertNothingLost() =>
        Assert.True((Pending, Contradictions, Lost, Phantom, Unknown, Damaged) is (0, 0, 0, 0, 0, 0), $"{this}: {string.Join("; ", _faults)}");

    /// <summary>The same, and nothing is there twice.</summary>
    public void AssertExact()
    {
        AssertNothingLost();
        Assert.True(Duplicates == 0, $"{this}: {string.Join("; ", _faults)}");
    }

    /// <summary>Every send was accepted; what was told of the others stands in the failure.</summary>
    public void AssertAllAccepted() => Assert.True(
        Started == Accepted,
        $"Of {Started} sends {Accepted} were accepted. What was told of the others: {string.Join(" | ", Remarks.Take(10).Select(remark => $"{remark.Value} x {remark.Key}"))}");

    public override string ToString() =>
        $"started={Started} accepted={Accepted} unconfirmed={Unconfirmed} notAccepted={NotAccepted} indeterminate={Indeterminate} pending={Pending} lost={Lost} phantom={Phantom} "
        + $"duplicates={Duplicates} unknown={Unknown} damaged={Damaged} contradictions={Contradictions} unconfirmedLost={UnconfirmedLost}";

    private void Note<TName>(string what, TName name)
    {
        if (_faults.Count < ShownFaults)
        {
            _faults.Add($"{name} is {what}");
        }
    }
}
