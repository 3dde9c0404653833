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
        if (!clients.Registrations.Any(known => known.Name == name))
        {
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, DescribeMissing()));
        }

        ClientSnapshot? client = clients.Find(name) is { } made ? ClientSnapshot.Of(made) : null;
        IReadOnlyCollection<SenderSnapshot> withoutCredit = client is null ? [] : _credit.Look(client, settings.Get(name).CreditTimeout, client.TimeProvider);
        return Task.FromResult(ClientHealth.Judge(client, withoutCredit, context.Registration.FailureStatus));
    }

    private string DescribeMissing()
    {
        string[] names = [.. clients.Registrations.Select(static client => client.Name).Where(static known => known.Length > 0)];
        string nearest = names.Length == 0 ? "" : $" The nearest: {NearestNames.List(NearestNames.Find(name, names))}.";
        return $"There is no client {(name.Length == 0 ? "without a name" : $"'{ErrorText.FromPeer(name)}'")}.{nearest} Correct the name in AddHealthChecks().AddTypedSender, or register the client.";
    }
}
