using System.Globalization;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Table;

/// <summary>How figures and kinds of messages are written for readers.</summary>
internal static class Texts
{
    /// <summary>Three significant digits, thousands apart.</summary>
    public static string Number(double? value)
    {
        if (value is not { } number)
        {
            return "";
        }

        int digits = number == 0 ? 0 : Math.Max(0, 2 - (int)Math.Floor(Math.Log10(Math.Abs(number))));
        double unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, Math.Abs(number)))) - 2);
        double rounded = unit > 1 ? Math.Round(number / unit) * unit : number;
        return rounded.ToString(string.Create(CultureInfo.InvariantCulture, $"N{Math.Min(digits, 2)}"), CultureInfo.InvariantCulture);
    }

    public static string Size(int bytes) => bytes switch
    {
        >= 1024 * 1024 => $"{bytes / (1024 * 1024)} MiB",
        >= 1024 => $"{bytes / 1024} KiB",
        _ => $"{bytes} B",
    };

    public static string Mode(SendMode mode, int inFlight) => mode switch
    {
        SendMode.Settled => "settled",
        SendMode.Unsettled => $"unsettled, {inFlight:N0} in flight",
        _ => "one at a time",
    };
}
