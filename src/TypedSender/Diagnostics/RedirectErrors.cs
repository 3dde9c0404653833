using System.Globalization;

namespace TypedSender;

/// <summary>Texts of redirects: where they point to, and why they are not followed.</summary>
internal static class RedirectErrors
{
    private const string Advice = "Use that, or let redirects be followed (SendClientOptions.Redirects).";

    /// <summary>The next step after a redirect that is not followed because the options say so.</summary>
    public static string NextStep(AmqpError error) => AmqpRedirect.TryRead(error, out AmqpRedirect? redirect, out string? problem)
        ? $"It points to {redirect}. {Advice}"
        : $"Its info map cannot be used: {problem}. Check the broker.";

    /// <summary>A redirect was to be followed, and is not.</summary>
    /// <param name="failure">The failure that is one.</param>
    /// <param name="problem">Why, with what to do.</param>
    public static SendFailure NotFollowed(SendFailure failure, string problem) =>
        new(failure.Reason, $"{failure.Message.Replace(Advice, "", StringComparison.Ordinal).TrimEnd()} It was not followed: {problem}", failure.Cause) { Error = failure.Error, Class = FailureClass.Redirect };

    /// <summary>The info map is crooked; the text of the failure says how.</summary>
    public const string Unusable = "there is no telling where to.";

    /// <summary>The host is none that may be gone to.</summary>
    public static string NotListed(string host) =>
        $"'{ErrorText.FromPeer(host)}' is neither a host of the options nor in SendClientOptions.RedirectHosts. Add exactly this name there if it is to be trusted.";

    /// <summary>The redirect leads out of TLS.</summary>
    public static string ToPlain(string scheme) =>
        $"the connection is secured by TLS, and the redirect asks for the scheme '{ErrorText.FromPeer(scheme)}', which is not. Messages and credentials do not leave TLS by the word of a peer: correct the broker.";

    /// <summary>The redirect asks for something else than AMQP.</summary>
    public static string OtherScheme(string scheme) => $"it asks for the scheme '{ErrorText.FromPeer(scheme)}', and amqp and amqps are followed. Correct the broker.";

    /// <summary>There is nothing to log in with.</summary>
    public static string NoCredential(BrokerEndpoint endpoint) =>
        $"the credential of this client goes to no host but its own, and there is none for {endpoint}. Give one by SendClientOptions.RedirectCredential.";

    /// <summary>The user's delegate threw.</summary>
    public static string CredentialFailed(BrokerEndpoint endpoint, Exception exception) =>
        $"SendClientOptions.RedirectCredential threw a {exception.GetType().Name} for {endpoint}.";

    /// <summary>A name that was given in place of a machine's is none.</summary>
    public const string NoHost = "it names no machine (network-host), and its hostname is no name or address of a host. Correct the broker.";

    /// <summary>One redirect led to the next.</summary>
    public static string TooMany(int limit, IEnumerable<string> way) =>
        string.Create(CultureInfo.InvariantCulture, $"redirects lead from one to the next: {string.Join(" -> ", way)}. No more than {limit} are followed without a message settled between. Correct the brokers.");

    /// <summary>A link on the session of a <see cref="SendSession"/>, which is never moved.</summary>
    public const string KeptSession = "the link belongs to a SendSession, and is attached on no other. Make it on a session of a connection to that host.";
}
