using System.Globalization;

namespace TypedSender.Tool.Sending;

/// <summary>Counts outcomes that read alike.</summary>
internal sealed class OutcomeTally
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _total;

    public bool HasFailed { get; private set; }

    public void Add(SendOutcome outcome)
    {
        string text = ErrorTexts.AddOptions(outcome.ToString());
        _counts[text] = _counts.GetValueOrDefault(text) + 1;
        _total++;
        HasFailed |= !outcome.IsSuccess;
    }

    /// <summary>A line for each outcome, the most frequent first; behind the last one, how much it was and how long it took.</summary>
    public IEnumerable<string> Describe(int size, TimeSpan elapsed)
    {
        string bytes = Screens.Count(size, "byte");
        string time = ErrorText.Duration(TimeSpan.FromMilliseconds(Math.Round(elapsed.TotalMilliseconds, elapsed.TotalMilliseconds < 100 ? 1 : 0)));
        if (_total == 1)
        {
            yield return $"{_counts.Keys.Single()} ({bytes}, {time})";
            yield break;
        }

        foreach ((string text, int count) in _counts.OrderByDescending(static entry => entry.Value))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {_total:N0}: {text}");
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"{_total:N0} messages of {bytes} in {time}");
    }
}
