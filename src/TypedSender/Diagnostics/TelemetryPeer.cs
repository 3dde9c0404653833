using System.Net;

namespace TypedSender;

/// <summary>The peer of a sender as spans and measurements name it. Immutable.</summary>
/// <param name="Endpoint">The host that was asked for; null where the transport does not say.</param>
/// <param name="Address">The address that is connected; null where it is not known, as through a stream of the user's.</param>
/// <param name="Broker">The profile by what the peer says of itself; null where it says nothing that is known.</param>
internal sealed record TelemetryPeer(BrokerEndpoint? Endpoint, IPEndPoint? Address = null, BrokerProfile? Broker = null);
