using System.Globalization;
using TypedSender.Shared.Ledgers;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Reads a ledger's file and the files of what was drained, and compares them.</summary>
internal sealed class LedgerReader
{
    // Stands for a send that has begun and not ended: no outcome has this value.
    private const SendOutcomeKind Untold = default;

    private const int RunLength = 16;

    /// <summary>What the ledger says of each send, by its number.</summary>
    private readonly List<SendOutcomeKind?> _told = [null];
    private readonly HashSet<ulong> _drained = [];
    private readonly Ledger _ledger = new();
    private string? _run;

    private LedgerReader()
    {
    }

    /// <summary>Reads both sides.</summary>
    /// <param name="ledger">The file of a <see cref="LedgerFile"/>.</param>
    /// <param name="drained">The files that scripts/drain.py wrote.</param>
    public static Ledger Read(string ledger, IEnumerable<string> drained)
    {
        LedgerReader reader = new();
        foreach (string line in File.ReadLines(ledger))
        {
            reader.AddTold(line);
        }

        foreach (string line in drained.SelectMany(File.ReadLines))
        {
            reader.AddDrained(line);
        }

        return reader.Compare();
    }

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
        bool begins = words[0] == LedgerFile.StartedWord;
        if (begins ? before is not null : before is not Untold)
        {
            _ledger.AddContradiction(words[1]);
        }

        _told[number] = begins ? Untold : Enum.Parse<SendOutcomeKind>(words[0]);
        if (!begins && string.Join(' ', words.Skip(3)) is { Length: > 0 } remark)
        {
            _ledger.AddRemark(remark);
        }
    }

    private void AddDrained(string line)
    {
        if (line.Length != 2 * RunLength)
        {
            _ledger.AddDamaged(line);
        }
        else if (!line.StartsWith(_run!, StringComparison.Ordinal) || NumberOf(line) >= (ulong)_told.Count || _told[(int)NumberOf(line)] is null)
        {
            _ledger.AddUnknown(line);
        }
        else if (!_drained.Add(NumberOf(line)))
        {
            _ledger.AddDuplicates(line, 1);
        }
    }

    private Ledger Compare()
    {
        for (int number = 1; number < _told.Count; number++)
        {
            if (_told[number] is { } told)
            {
                _ledger.Add(number, told == Untold ? null : told, _drained.Contains((ulong)number) ? 1 : 0);
            }
        }

        return _ledger;
    }

    private static ulong NumberOf(string id) => ulong.Parse(id.AsSpan(RunLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
