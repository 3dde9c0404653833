using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Makes the open frame of a connection (AMQP 1.0, 2.7.1), as Microsoft.Azure.Amqp takes it.</summary>
internal static class OpenFrame
{
    // A peer that takes this side for gone after less could not be satisfied by a timer of milliseconds.
    private const uint ShortestIdleTimeout = 100;

    /// <summary>Makes the settings of one connection: Microsoft.Azure.Amqp writes into them what the peer says.</summary>
    /// <param name="settings">The client's.</param>
    /// <param name="hostname">The virtual host, or the host that is connected to.</param>
    public static AmqpConnectionSettings Make(MicrosoftAmqpClientSettings settings, string hostname)
    {
        SendClientSettings common = settings.Common;
        AmqpConnectionSettings open = new()
        {
            ContainerId = settings.ContainerId,
            HostName = hostname,
            MaxFrameSize = (uint)common.MaxFrameSize,
            ChannelMax = common.ChannelMax,
            MinIdleTimeout = ShortestIdleTimeout,
            Properties = ValueConversion.ToFields(LinkArguments.MakeConnectionProperties(common.ConnectionProperties)),
        };
        if (common.IdleTimeout != Timeout.InfiniteTimeSpan)
        {
            open.IdleTimeOut = (uint)common.IdleTimeout.TotalMilliseconds;
        }

        if (common.OpenTimeout != Timeout.InfiniteTimeSpan)
        {
            open.OperationTimeout = common.OpenTimeout;
        }

        return open;
    }
}
