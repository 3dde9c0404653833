using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace TypedSender.Hosting;

/// <summary>Reports the state of a client as it is. It neither connects nor sends.</summary>
/// <param name="clients">The clients.</param>
/// <param name="settings">Their settings.</param>
/// <param name="name">The client.</param>
internal sealed class ClientHealthCheck(ClientTable clients, IOptionsMonitor<TypedSenderSettings> settings, string name) : IHealthCheck
{
    private readonly CreditWatch _credit = new();

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ClientSnapshot? client = clients.Find(name) is { } made ? ClientSnapshot.Of(made) : null;
        IReadOnlyCollection<SenderSnapshot> withoutCredit = client is null ? [] : _credit.Look(client, settings.Get(name).CreditTimeout, client.TimeProvider);
        return Task.FromResult(ClientHealth.Judge(client, withoutCredit, context.Registration.FailureStatus));
    }
}
