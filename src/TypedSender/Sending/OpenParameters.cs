using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>The fields of a client's open and begin frames, and the requirements on the peer's open. Immutable.</summary>
internal sealed class OpenParameters
{
    private readonly ConnectionSettings _settings;
    private readonly string[] _required;

    /// <param name="options">Options that have been checked.</param>
    /// <param name="containerId">The name of this container.</param>
    public OpenParameters(SendClientOptions options, string containerId)
    {
        _required = [.. options.RequiredCapabilities.Distinct(StringComparer.Ordinal)];
        _settings = new ConnectionSettings
        {
            ContainerId = containerId,
            MaxFrameSize = (uint)options.MaxFrameSize,
            ChannelMax = (ushort)options.ChannelMax,
            IdleTimeout = options.IdleTimeout == Timeout.InfiniteTimeSpan ? null : options.IdleTimeout,
            FindQuirks = PeerProfiles.GetQuirks,
            Properties = LinkArguments.MakeConnectionProperties([.. options.ConnectionProperties]),
            OfferedCapabilities = LinkArguments.MergeCapabilities(options.OfferedCapabilities),
            DesiredCapabilities = LinkArguments.MergeCapabilities(options.DesiredCapabilities, options.RequiredCapabilities),
        };
    }

    /// <summary>The fields of the begin frame of each session (AMQP 1.0, 2.7.2).</summary>
    public static SessionSettings MakeSession(SendClientOptions options) => options.SessionSettings with
    {
        IncomingWindow = (uint)options.IncomingWindow,
        OutgoingWindow = (uint)options.OutgoingWindow,
        HandleMax = (uint)options.HandleMax,
    };

    /// <summary>The fields of the begin frame of a session with limits of its own.</summary>
    /// <param name="settings">Those of the other sessions.</param>
    /// <param name="options">What differs; null for nothing.</param>
    /// <exception cref="ArgumentException">A value is not usable.</exception>
    public static SessionSettings MakeSession(SessionSettings settings, SendSessionOptions? options)
    {
        if (options is null)
        {
            return settings;
        }

        OptionCheck.Range(options.IncomingWindow ?? 1, 1, int.MaxValue, nameof(options.IncomingWindow));
        OptionCheck.Range(options.OutgoingWindow ?? 1, 1, int.MaxValue, nameof(options.OutgoingWindow));
        OptionCheck.Range(options.HandleMax ?? 0, 0, int.MaxValue, nameof(options.HandleMax));
        return settings with
        {
            IncomingWindow = (uint?)options.IncomingWindow ?? settings.IncomingWindow,
            OutgoingWindow = (uint?)options.OutgoingWindow ?? settings.OutgoingWindow,
            HandleMax = (uint?)options.HandleMax ?? settings.HandleMax,
        };
    }

    /// <summary>The fields of the open frame to one host (AMQP 1.0, 2.7.1).</summary>
    public ConnectionSettings MakeConnection(string hostname, IFrameTrace? trace = null) => _settings with { Hostname = hostname, FrameTrace = trace };

    /// <summary>The open frame has to fit the size that every peer takes before its own open says more.</summary>
    /// <exception cref="ArgumentException">It does not, for one of <paramref name="hosts"/>.</exception>
    public void CheckSize(IEnumerable<BrokerHost> hosts)
    {
        foreach (BrokerHost host in hosts)
        {
            // Where the form of the virtual host's name is found out, the longer one may be sent too.
            long size = (host.GetOtherFormAfterHangUp(null) is { } other ? MakeConnection(other.VirtualHost.Hostname) : MakeConnection(host.VirtualHost.Hostname)).MeasureOpen();
            if (size > ConnectionSettings.LeastMaxFrameSize)
            {
                throw LimitErrors.OpenTooLarge(size);
            }
        }
    }

    /// <summary>The capabilities that are required and that the peer's open does not offer.</summary>
    public string[] FindMissingCapabilities(in Open open) =>
        _required.Length == 0 ? [] : [.. _required.Except(PeerValues.ReadCapabilities(open.OfferedCapabilities), StringComparer.Ordinal)];
}
