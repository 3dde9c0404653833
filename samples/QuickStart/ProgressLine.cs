namespace QuickStart;

/// <summary>One line that fills while the work goes on: rewritten in place on a terminal, printed at each quarter elsewhere.</summary>
internal sealed class ProgressLine(string what, int total)
{
    private const int WidthOfText = 28;

    private readonly int _width = Math.Clamp(Terminal.Width - WidthOfText, 1, 32);
    private int _done;
    private int _quarter;

    public void Advance(int count = 1)
    {
        _done += count;
        bool isLast = _done == total;
        if (Console.IsOutputRedirected)
        {
            int quarter = _done * 4 / total;
            if (quarter > _quarter)
            {
                _quarter = quarter;
                Console.WriteLine(Text);
            }
        }
        else if (isLast || _done % 16 == 0 || count > 1)
        {
            Console.Write('\r' + Text + (isLast ? "\n" : ""));
        }
    }

    private string Text
    {
        get
        {
            int filled = _done * _width / total;
            return $"{what,-9} [{new string('#', filled)}{new string('.', _width - filled)}] {_done,5:N0} of {total:N0}";
        }
    }
}
