using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Against;

/// <summary>One way of sending in which two builds are compared.</summary>
/// <param name="Name">The beginning of the names that are printed.</param>
/// <param name="Mode">How messages are sent.</param>
/// <param name="BodySize">Bytes of the body of each.</param>
/// <param name="InFlight">How many unsettled messages are under way at a time.</param>
/// <param name="UsesTls">Whether over TLS.</param>
/// <param name="IsAllocationFree">Whether nothing at all may be allocated for a send; otherwise no more than the other build allocates.</param>
internal sealed record Figure(string Name, SendMode Mode, int BodySize = 256, int InFlight = 1000, bool UsesTls = false, bool IsAllocationFree = false)
{
    public static readonly Figure[] All =
    [
        new("settled", SendMode.Settled, IsAllocationFree: true),
        new("unsettled", SendMode.Unsettled, IsAllocationFree: true),
        new("single", SendMode.Single, InFlight: 1, IsAllocationFree: true),
        new("big16k", SendMode.Settled, 16 * 1024),
        new("big1m", SendMode.Settled, 1024 * 1024),
        new("tls_settled", SendMode.Settled, UsesTls: true),
    ];
}
