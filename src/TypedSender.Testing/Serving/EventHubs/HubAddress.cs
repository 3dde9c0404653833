namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>An address below an event hub: <c>hub</c>, <c>hub/Partitions/0</c> or <c>hub/ConsumerGroups/$Default/Partitions/0</c>.</summary>
internal readonly record struct HubAddress(string Hub, string? ConsumerGroup, string? Partition)
{
    /// <summary>Reads an address; null for one of another form.</summary>
    public static HubAddress? Parse(string address) => address.Split('/') switch
    {
        [{ Length: > 0 } hub] => new(hub, null, null),
        [var hub, var partitions, var partition] when Is(partitions, "Partitions") => new(hub, null, partition),
        [var hub, var groups, var group, var partitions, var partition] when Is(groups, "ConsumerGroups") && Is(partitions, "Partitions") => new(hub, group, partition),
        _ => null,
    };

    private static bool Is(string segment, string name) => segment.Equals(name, StringComparison.OrdinalIgnoreCase);
}
