namespace TypedSender.Hosting;

/// <summary>The data of a health report: numbers, names and the reason, never a secret.</summary>
internal static class HealthData
{
    public static IReadOnlyDictionary<string, object> Make(ClientSnapshot client, SendFailure? failure, SenderSnapshot? sender)
    {
        Dictionary<string, object> data = new()
        {
            ["state"] = client.State.ToString(),
            ["endpoint"] = client.Endpoint,
            ["pending"] = client.PendingCount,
            ["senders"] = client.Senders.Count,
            ["credit"] = client.Senders.Sum(static link => link.Credit),
        };
        if (sender is not null)
        {
            data["address"] = sender.Address;
        }

        if (failure is not null)
        {
            data["reason"] = failure.Reason.ToString();
            if (failure.Error?.Condition.Value is { Length: > 0 } condition)
            {
                data["condition"] = ErrorText.FromPeer(condition);
            }
        }

        return data;
    }
}
