using System.Globalization;
using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>The texts of limits that are reached, and of capabilities that a connection lacks.</summary>
internal static class LimitErrors
{
    /// <summary>The peer's open does not offer what the options require of it.</summary>
    /// <param name="host">Where the peer is.</param>
    /// <param name="port">Its port.</param>
    /// <param name="missing">The capabilities that are required and not offered.</param>
    /// <param name="offered">Those that the peer offers.</param>
    public static SendFailure CapabilityMissing(string host, int port, IEnumerable<string> missing, IReadOnlyCollection<string> offered) => new(
        SendReason.CapabilityMissing,
        $"The connection to {ErrorText.Endpoint(host, port)} was closed: the client requires the capabilities {string.Join(", ", missing)}, and the peer {Offers(offered)}. Connect to a broker that offers them, or require less in SendClientOptions.RequiredCapabilities.");

    /// <summary>Says what a peer offers.</summary>
    public static string Offers(IReadOnlyCollection<string> offered) => offered.Count == 0 ? "offers none" : $"offers {ErrorText.FromPeer(string.Join(", ", offered))}";

    /// <summary>No number is left for a further link or session.</summary>
    /// <param name="address">The target of the link.</param>
    /// <param name="reached">The limit, and the side that set it.</param>
    public static SendFailure LimitReached(string address, LimitReachedException reached) => new(
        SendReason.LimitReached,
        string.Create(
            CultureInfo.InvariantCulture,
            $"No further link could be made for {ErrorText.Address(address)}: {Name(reached)} is {reached.Limit}, and all numbers are in use. {(reached.IsOwn ? "Raise it, use" : "Use")} fewer senders per client, or several clients."));

    /// <summary>No number is left for a further session.</summary>
    /// <param name="endpoint">Where the peer is.</param>
    /// <param name="reached">The limit, and the side that set it.</param>
    public static SendFailure NoSession(string endpoint, LimitReachedException reached) => new(
        SendReason.LimitReached,
        string.Create(
            CultureInfo.InvariantCulture,
            $"No further session could be begun on the connection to {endpoint}: {Name(reached)} is {reached.Limit}, and all numbers are in use. {(reached.IsOwn ? "Raise it, or close" : "Close")} sessions that are not needed, or use several connections."));

    /// <summary>Options make an open frame that a peer need not take.</summary>
    /// <param name="size">The size of the frame, in bytes.</param>
    public static ArgumentException OpenTooLarge(long size) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The open frame would take {size} bytes, and until the peer's open has come no frame may be larger than {ConnectionSettings.LeastMaxFrameSize} (AMQP 1.0, 2.8.19). Shorten ContainerId, VirtualHost, ConnectionProperties, OfferedCapabilities, DesiredCapabilities or RequiredCapabilities."),
        "options");

    private static string Name(LimitReachedException reached) => reached.IsOwn
        ? $"this client's {reached.LimitName} (SendClientOptions.{(reached.LimitName == LimitReachedException.ChannelMax ? nameof(SendClientOptions.ChannelMax) : nameof(SendClientOptions.HandleMax))})"
        : $"the peer's {reached.LimitName}";
}
