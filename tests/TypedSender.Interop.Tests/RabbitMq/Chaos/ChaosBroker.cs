using System.Diagnostics;

namespace TypedSender.Interop.Tests.RabbitMq.Chaos;

/// <summary>Breaks a broker and mends it.</summary>
/// <param name="node">The broker.</param>
/// <param name="address">What it is asked by.</param>
internal sealed class ChaosBroker(RabbitMqNode node, string address)
{
    /// <summary>Does what a fault says, and lets it last.</summary>
    /// <returns>The time stamp since which messages that are accepted prove that the sender has recovered, when they began to be sent at that time or later.</returns>
    public async Task<long> BreakAsync(ChaosFault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                await node.KillAsync();
                return Stopwatch.GetTimestamp();
            case FaultKind.RestartApplication:
                await node.StopApplicationAsync();
                return Stopwatch.GetTimestamp();
            case FaultKind.CloseConnections:
                await node.CloseConnectionsAsync("closed by the test");
                return Stopwatch.GetTimestamp();
            case FaultKind.Freeze:
                await node.FreezeAsync();
                await Task.Delay(fault.Duration);
                return 0;
            default:
                await node.SetMemoryAlarmAsync(true);
                await Task.Delay(fault.Duration);
                return 0;
        }
    }

    /// <summary>Undoes what <see cref="BreakAsync"/> did.</summary>
    public async Task<BrokerAnswer> MendAsync(ChaosFault fault)
    {
        Task<BrokerAnswer> answer = BrokerAnswer.WaitAsync(node.Port, address);
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                await node.StartAsync();
                break;
            case FaultKind.RestartApplication:
                await node.StartApplicationAsync();
                break;
            case FaultKind.Freeze:
                await node.ThawAsync();
                break;
            case FaultKind.MemoryAlarm:
                await node.SetMemoryAlarmAsync(false);
                break;
        }

        return await answer;
    }
}
