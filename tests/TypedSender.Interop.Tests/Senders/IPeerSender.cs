using TypedSender.Interop.Tests.GoldenVectors;
using TypedSender.Interop.Tests.Readers;
using TypedSender.Testing;

namespace TypedSender.Interop.Tests.Senders;

/// <summary>A sender of another implementation at the in-process broker.</summary>
internal interface IPeerSender : IAsyncDisposable
{
    /// <summary>Reads a message and sends it as its own encoder writes it.</summary>
    /// <returns>The outcome: accepted, rejected, released or modified, and the condition of its error.</returns>
    Task<string> SendAsync(GoldenFile file);

    /// <summary>Opens one.</summary>
    /// <param name="implementation">One of <see cref="ReaderNames"/>.</param>
    /// <param name="broker">Where it sends to.</param>
    /// <param name="address">The address of its target.</param>
    static async Task<IPeerSender> OpenAsync(string implementation, InProcessBroker broker, string address) =>
        implementation == ReaderNames.NetLite ? await NetLiteSender.OpenAsync(broker, address) : await MicrosoftSender.OpenAsync(broker, address);
}
