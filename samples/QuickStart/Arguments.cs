namespace QuickStart;

/// <summary>What the command line asks for.</summary>
/// <param name="Url">The broker; null for the one inside this process.</param>
/// <param name="Address">The address to send to.</param>
/// <param name="Receive">Whether to read the messages back.</param>
internal sealed record Arguments(string? Url, string Address, bool Receive)
{
    public const string Usage = """
        QuickStart [--url amqp://user:password@host:port] [--address NAME] [--receive]

          Sends 1,707 earthquakes, each as a typed message. Without --url it starts a broker inside this process and reads them back.
          --url      send to this AMQP 1.0 broker or receiver; without a user: SASL ANONYMOUS
          --address  the address to send to (default: earthquakes)
          --receive  with --url: read the messages back from the address and compare them
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An argument is not known, or lacks its value.</exception>
    public static Arguments Parse(IReadOnlyList<string> given)
    {
        string? url = null;
        string address = "earthquakes";
        bool receive = false;
        for (int i = 0; i < given.Count; i++)
        {
            switch (given[i])
            {
                case "--url":
                    url = Value(given, ref i);
                    break;
                case "--address":
                    address = Value(given, ref i);
                    break;
                case "--receive":
                    receive = true;
                    break;
                default:
                    throw new FormatException($"'{given[i]}' is not an argument of this program; see --help.");
            }
        }

        return new Arguments(url, address, receive || url is null);
    }

    private static string Value(IReadOnlyList<string> given, ref int i) =>
        i + 1 < given.Count && !given[i + 1].StartsWith("--", StringComparison.Ordinal)
            ? given[++i]
            : throw new FormatException($"{given[i]} needs a value after it; see --help.");
}
