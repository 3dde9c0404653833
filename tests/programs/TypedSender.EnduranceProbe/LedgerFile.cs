using System.Globalization;

namespace TypedSender.EnduranceProbe;

/// <summary>
/// The account of one run, in a file: a line for each send that did not end as its lane expects, and at the end how many each lane has sent. What is not named has been
/// accepted, or sent settled: so the account of millions needs no memory. Thread-safe.
/// </summary>
internal sealed class LedgerFile(string path) : IDisposable
{
    private const int LaneShift = 40;

    private readonly StreamWriter _file = new(path);

    public static ulong MakeId(int lane, long number) => ((ulong)lane << LaneShift) | (ulong)number;

    public void Note(int lane, long number, SendOutcome outcome)
    {
        if (outcome.IsSuccess)
        {
            return;
        }

        string line = string.Create(CultureInfo.InvariantCulture, $"not {lane} {number} {outcome.Kind} {outcome.Reason}");
        lock (_file)
        {
            _file.WriteLine(line);
        }
    }

    public void NoteEnd(int lane, long count, bool isSettled)
    {
        lock (_file)
        {
            _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lane {lane} {count} {(isSettled ? "settled" : "unsettled")}"));
        }
    }

    public void Dispose() => _file.Dispose();
}
