using System.Globalization;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Table;

/// <summary>What of the table is measured: <c>[--runs N] [--body BYTES] [--mode settled|unsettled|single] [--transport plain|tls] [--svg PATH]</c>.</summary>
internal sealed record TableOptions
{
    public int Runs { get; private set; } = 5;

    public int[] BodySizes { get; private set; } = [16, 256, 16 * 1024, 1024 * 1024];

    public SendMode[] Modes { get; private set; } = [SendMode.Settled, SendMode.Unsettled, SendMode.Single];

    public bool[] UseTls { get; private set; } = [false, true];

    /// <summary>Where the picture is written; null for none.</summary>
    public string? PicturePath { get; private set; }

    public static TableOptions Parse(string[] arguments)
    {
        var options = new TableOptions();
        foreach (string[] pair in arguments.Chunk(2))
        {
            string value = pair.ElementAtOrDefault(1) ?? throw new ArgumentException($"{pair[0]} needs a value.");
            switch (pair[0])
            {
                case "--runs":
                    options.Runs = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--body":
                    options.BodySizes = [int.Parse(value, CultureInfo.InvariantCulture)];
                    break;
                case "--mode":
                    options.Modes = [Enum.Parse<SendMode>(value, ignoreCase: true)];
                    break;
                case "--transport":
                    options.UseTls = [value == "tls"];
                    break;
                case "--svg":
                    options.PicturePath = value;
                    break;
                default:
                    throw new ArgumentException($"There is no option {pair[0]}.");
            }
        }

        return options;
    }
}
