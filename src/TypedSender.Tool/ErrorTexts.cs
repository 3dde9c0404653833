using System.Text.RegularExpressions;
using TypedSender.Testing;

namespace TypedSender.Tool;

/// <summary>
/// Texts of the library, for the user of a command line. They advise options of the API; what the command line has in their place stands in one table here, and is said behind the text.
/// </summary>
internal static partial class ErrorTexts
{
    // A null means that there is nothing in its place.
    private static readonly Dictionary<string, string?> InPlaceOf = new(StringComparer.Ordinal)
    {
        [nameof(SendClientOptions)] = "the options that --help lists",
        [$"{nameof(SendClientOptions)}.{nameof(SendClientOptions.Hosts)}"] = "the hosts of the URL",
        [$"{nameof(SenderOptions)}.{nameof(SenderOptions.Address)}"] = "--address",
        [$"{nameof(InProcessBrokerOptions)}.{nameof(InProcessBrokerOptions.AnonymousRelay)}"] = "typed-sender broker without --profile",
        [nameof(SendClientOptions.AllowInsecureTransport)] = "--insecure",
        [nameof(SendClientOptions.TrustedAuthorities)] = "--ca",
        [nameof(SendClientOptions.WebSocketPath)] = "the path of the URL",
        [nameof(SendClientOptions.VirtualHost)] = "the path of the URL",
        [nameof(SendClientOptions.ContainerId)] = "container-id in the query of the URL",
        [nameof(SendClientOptions.MaxFrameSize)] = "max-frame-size in the query of the URL",
        [nameof(SendClientOptions.OpenTimeout)] = "--timeout",
        [nameof(SendClientOptions.SendTimeout)] = "--timeout",
        [nameof(SendClientOptions.IdleTimeout)] = null,
        [nameof(SendClientOptions.RetryPolicy)] = null,
        [nameof(SenderOptions.MaxInFlight)] = null,
        [nameof(InProcessBroker.CreateQueue)] = "typed-sender broker --queue",
        [nameof(InProcessBrokerOptions.CreateQueuesOnDemand)] = "typed-sender broker without --strict",
    };

    /// <summary>What an exception says. Of an <see cref="ArgumentException"/>, the name of the parameter is of no use to the user.</summary>
    public static string Of(Exception exception) => exception switch
    {
        ToolException => exception.Message,
        ArgumentException { ParamName: { } name } => AddOptions(exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)),
        _ => AddOptions(exception.Message),
    };

    /// <summary>A text of the library, and behind it what the command line has in place of the options that it names.</summary>
    public static string AddOptions(string text)
    {
        List<string> present = [];
        List<string> missing = [];
        foreach (Match match in Name().Matches(text).DistinctBy(static match => match.Value))
        {
            string name = match.Value;
            if (InPlaceOf.TryGetValue(name, out string? option) || InPlaceOf.TryGetValue(name.Split('.')[^1], out option))
            {
                (option is null ? missing : present).Add(option is null ? name : $"{option} for {name}");
            }
            else if (match.Groups["options"].Success)
            {
                missing.Add(name);
            }
        }

        string[] said =
        [
            .. present.Count > 0 ? [$"write {string.Join(", ", present)}"] : (string[])[],
            .. missing.Count > 0 ? [$"there is no option for {string.Join(" and ", missing)}"] : (string[])[],
        ];
        return said.Length == 0 ? text : $"{text.TrimEnd('.')}. On the command line, {string.Join("; ", said)}.";
    }

    [GeneratedRegex(@"\b(?<options>(?:SendClient|Sender|AmqpReceiver|InProcessBroker)Options(?:\.\w+)*)|\b[A-Z]\w+")]
    private static partial Regex Name();
}
