using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TypedSender.Hosting;

/// <summary>Judges the state of a client.</summary>
internal static class ClientHealth
{
    /// <summary>The verdict.</summary>
    /// <param name="client">The state of the client; null for one that has not been made yet.</param>
    /// <param name="withoutCredit">The senders that had messages and no credit for too long.</param>
    /// <param name="failureStatus">The status of a client that cannot send.</param>
    public static HealthCheckResult Judge(ClientSnapshot? client, IReadOnlyCollection<SenderSnapshot> withoutCredit, HealthStatus failureStatus)
    {
        if (client is null)
        {
            return HealthCheckResult.Healthy("Nothing has been sent yet; the first send connects.");
        }

        (HealthStatus status, string description, SendFailure? failure, SenderSnapshot? sender) = Find(client, withoutCredit, failureStatus);
        return new HealthCheckResult(status, description, exception: null, HealthData.Make(client, failure, sender));
    }

    private static (HealthStatus Status, string Description, SendFailure? Failure, SenderSnapshot? Sender) Find(
        ClientSnapshot client, IReadOnlyCollection<SenderSnapshot> withoutCredit, HealthStatus failureStatus)
    {
        switch (client.State)
        {
            case SendClientState.Closed:
                return (failureStatus, "The client has been closed.", null, null);
            case SendClientState.Connected:
                break;
            case SendClientState.Idle when client.Failure is null:
                return (HealthStatus.Healthy, "Nothing has been sent yet; the first send connects.", null, null);
            case SendClientState.Idle:
                return (failureStatus, client.Failure.Message, client.Failure, null);
            case SendClientState.Connecting or SendClientState.Reconnecting when client.Failure is { } failure:
                return (NeedsCorrection(failure) ? failureStatus : HealthStatus.Degraded, failure.Message, failure, null);
            default:
                return (HealthStatus.Degraded, client.State == SendClientState.Connecting ? "The first connection is being made." : "The connection was lost; another is being made.", null, null);
        }

        return FindOfSenders(client, withoutCredit, failureStatus);
    }

    private static (HealthStatus Status, string Description, SendFailure? Failure, SenderSnapshot? Sender) FindOfSenders(
        ClientSnapshot client, IReadOnlyCollection<SenderSnapshot> withoutCredit, HealthStatus failureStatus)
    {
        if (client.Senders.FirstOrDefault(static sender => sender is { Failure: { } failure } && (NeedsCorrection(failure) || sender.State == MessageSenderState.Idle)) is { } refused)
        {
            return (failureStatus, refused.Failure!.Message, refused.Failure, refused);
        }

        if (client.Senders.FirstOrDefault(static sender => sender.Failure is not null || sender.State == MessageSenderState.Recovering) is { } recovering)
        {
            return (HealthStatus.Degraded, recovering.Failure?.Message ?? $"The link to {recovering.Address} was lost; it is attached again.", recovering.Failure, recovering);
        }

        if (withoutCredit.FirstOrDefault() is { } waiting)
        {
            return (HealthStatus.Degraded, $"{waiting.PendingCount} messages to {waiting.Address} wait for credit of the peer.", null, waiting);
        }

        return (HealthStatus.Healthy, $"Connected to {client.Endpoint}.", null, null);
    }

    private static bool NeedsCorrection(SendFailure failure) => failure.Class is FailureClass.Permanent or FailureClass.Authentication or FailureClass.Redirect;
}
