using System.Globalization;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>The comparison of a ledger's file with the files of what was drained: what was told with what is there.</summary>
internal sealed class LedgerVerdict
{
    // Stands for a send that has begun and not ended: no outcome has this value.
    private const SendOutcomeKind Untold = default;

    private const int RunLength = 16;

    /// <summary>What the ledger says of each send, by its number.</summary>
    private readonly List<SendOutcomeKind?> _told = [null];
    private readonly HashSet<ulong> _drained = [];

    /// <summary>What senders were told beside the kind of an outcome, and how often.</summary>
    private readonly Dictionary<string, int> _remarks = [];
    private string? _run;

    private LedgerVerdict()
    {
    }

    public int Started { get; private set; }

    public int Accepted => Count(SendOutcomeKind.Accepted);

    /// <summary>Sends that have certainly not been taken.</summary>
    public int NotAccepted => _told.Count(IsRefusal);

    public int Indeterminate => Count(SendOutcomeKind.Indeterminate);

    /// <summary>Sends without an outcome.</summary>
    public int Pending => Count(Untold);

    /// <summary>Sends with two outcomes, and outcomes of what was never started.</summary>
    public int Contradictions { get; private set; }

    /// <summary>What was accepted and is not there.</summary>
    public int Lost { get; private set; }

    /// <summary>What was told not to have been taken and is there.</summary>
    public int Phantom { get; private set; }

    /// <summary>Messages beside another with the same id.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Messages that nobody has sent.</summary>
    public int Unknown { get; private set; }

    /// <summary>Messages that are not as they were sent.</summary>
    public int Damaged { get; private set; }

    public int Drained { get; private set; }

    /// <summary>Reads both sides.</summary>
    /// <param name="ledger">The file of a <see cref="Ledger"/>.</param>
    /// <param name="drained">The files that scripts/drain.py wrote.</param>
    public static LedgerVerdict Read(string ledger, IEnumerable<string> drained)
    {
        LedgerVerdict verdict = new();
        foreach (string line in File.ReadLines(ledger))
        {
            verdict.AddTold(line);
        }

        foreach (string line in drained.SelectMany(File.ReadLines))
        {
            verdict.AddDrained(line);
        }

        verdict.Compare();
        return verdict;
    }

    /// <summary>Every send was told of once; what was accepted is there, what was not taken is not, and nothing is damaged or unknown.</summary>
    public void AssertNothingLost() =>
        Assert.Equal((0, 0, 0, 0, 0, 0), (Pending, Contradictions, Lost, Phantom, Unknown, Damaged));

    /// <summary>Every send was accepted; what was told of the others stands in the failure.</summary>
    public void AssertAllAccepted() => Assert.True(
        Started == Accepted,
        $"Of {Started} sends {Accepted} were accepted. What was told of the others: {string.Join(" | ", _remarks.OrderByDescending(remark => remark.Value).Take(10).Select(remark => $"{remark.Value} x {remark.Key}"))}");

    /// <summary>The same, and nothing is there twice.</summary>
    public void AssertExact()
    {
        AssertNothingLost();
        Assert.Equal(0, Duplicates);
    }

    public override string ToString() =>
        $"started={Started} accepted={Accepted} notAccepted={NotAccepted} indeterminate={Indeterminate} pending={Pending} lost={Lost} phantom={Phantom} "
        + $"duplicates={Duplicates} unknown={Unknown} damaged={Damaged} contradictions={Contradictions} drained={Drained}";

    private static bool IsRefusal(SendOutcomeKind? kind) =>
        kind is SendOutcomeKind.NotSent or SendOutcomeKind.Rejected or SendOutcomeKind.Released or SendOutcomeKind.Modified;

    private void AddTold(string line)
    {
        string[] words = line.Split(' ');
        _run ??= words[1][..RunLength];
        int number = (int)NumberOf(words[1]);
        while (_told.Count <= number)
        {
            _told.Add(null);
        }

        // The lines of different sends stand in any order; those of one send in theirs.
        SendOutcomeKind? before = _told[number];
        if (words[0] == Ledger.StartedWord)
        {
            Started++;
            Contradictions += before is null ? 0 : 1;
            _told[number] = Untold;
        }
        else
        {
            Contradictions += before is Untold ? 0 : 1;
            _told[number] = Enum.Parse<SendOutcomeKind>(words[0]);
            string remark = string.Join(' ', words.Skip(3));
            if (remark.Length > 0)
            {
                _remarks[remark] = _remarks.GetValueOrDefault(remark) + 1;
            }
        }
    }

    private void AddDrained(string line)
    {
        Drained++;
        if (line.Length != 2 * RunLength)
        {
            Damaged++;
        }
        else if (!line.StartsWith(_run!, StringComparison.Ordinal) || NumberOf(line) >= (ulong)_told.Count || _told[(int)NumberOf(line)] is null)
        {
            Unknown++;
        }
        else if (!_drained.Add(NumberOf(line)))
        {
            Duplicates++;
        }
    }

    private void Compare()
    {
        for (int number = 1; number < _told.Count; number++)
        {
            bool isThere = _drained.Contains((ulong)number);
            Lost += _told[number] == SendOutcomeKind.Accepted && !isThere ? 1 : 0;
            Phantom += IsRefusal(_told[number]) && isThere ? 1 : 0;
        }
    }

    private static ulong NumberOf(string id) => ulong.Parse(id.AsSpan(RunLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private int Count(SendOutcomeKind kind) => _told.Count(told => told == kind);
}
