using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TypedSender.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of clients.</summary>
public static class TypedSenderHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds the health check of a client that <c>AddTypedSender</c> has registered; <c>AddTypedSenderClient</c> adds it by itself, unless one is added here under its name. It reports what is so, and neither connects nor sends: healthy
    /// while connected, or idle as nothing has been sent; degraded while it reconnects, or a sender lacks credit for longer than <see cref="TypedSenderSettings.CreditTimeout"/>; the failure
    /// status when the peer refuses the connection, the login or a link, or no further attempt is made. Its data has <c>state</c>, <c>endpoint</c>, <c>pending</c>, <c>senders</c>,
    /// <c>credit</c>, and of what is wrong <c>address</c>, <c>reason</c> and <c>condition</c>.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="client">The name of the client; null for the one without a name. Where there is no such client, the check fails and says so.</param>
    /// <param name="name">The name of the check; null for <c>TypedSender</c>, or <c>TypedSender:client</c>.</param>
    /// <param name="failureStatus">The status of a client that cannot send; null for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags that select checks, such as <c>ready</c>; null for none.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHealthChecksBuilder AddTypedSender(
        this IHealthChecksBuilder builder, string? client = null, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        client ??= Options.Options.DefaultName;
        builder.Services.AddOptions().TryAddSingleton<ClientTable>();
        return builder.Add(HealthRegistration.Make(client, name ?? HealthRegistration.GetName(client), failureStatus, tags));
    }
}
