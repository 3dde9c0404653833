namespace TypedSender;

/// <summary>Checks the options of a client one by one, each without regard to the others, so that all that are wrong can be told at once. What they mean together is checked as settings are made of them.</summary>
internal static class SendClientChecks
{
    private static readonly (string Option, Action<SendClientOptions> Check)[] All =
    [
        (nameof(SendClientOptions.Host), static options =>
        {
            OptionCheck.NullOrNotEmpty(options.Host, nameof(options.Host), "Give the name or address of the broker's machine, or leave it null for the first of Hosts, or localhost.");
            OptionCheck.NullOrHost(options.Host, nameof(options.Host));
        }),
        (nameof(SendClientOptions.MessagingSystem), static options =>
            OptionCheck.NotEmpty(options.MessagingSystem, nameof(options.MessagingSystem), $"Leave it 'amqp', or name the broker, such as '{BrokerProfiles.ExampleMessagingSystem}'.")),
        (nameof(SendClientOptions.TlsHost), static options =>
        {
            OptionCheck.NullOrNotEmpty(options.TlsHost, nameof(options.TlsHost), "Leave it null to take the host.");
            OptionCheck.NullOrHost(options.TlsHost, nameof(options.TlsHost));
        }),
        (nameof(SendClientOptions.TokenHost), static options =>
        {
            OptionCheck.NullOrNotEmpty(options.TokenHost, nameof(options.TokenHost), "Leave it null to take TlsHost, or the host.");
            OptionCheck.NullOrHost(options.TokenHost, nameof(options.TokenHost));
        }),
        (nameof(SendClientOptions.ContainerId), static options => OptionCheck.NullOrNotEmpty(options.ContainerId, nameof(options.ContainerId), "Leave it null for a generated name.")),
        (nameof(SendClientOptions.VirtualHost), static options => OptionCheck.NullOrNotEmpty(options.VirtualHost, nameof(options.VirtualHost), "Leave it null to send the host.")),
        (nameof(SendClientOptions.TimeProvider), static options => OptionCheck.NotNull(options.TimeProvider, nameof(options.TimeProvider), "Leave it TimeProvider.System, or give another one.")),
        (nameof(SendClientOptions.RetryPolicy), static options =>
        {
            OptionCheck.NotNull(options.RetryPolicy, nameof(options.RetryPolicy), "Leave it AmqpRetryPolicy.Default, or give another one, such as AmqpRetryPolicy.None.");
            OptionCheck.Delays(options.RetryPolicy, nameof(options.RetryPolicy));
        }),
        (nameof(SendClientOptions.Port), static options => OptionCheck.Range(options.EffectivePort, 1, 65_535, nameof(options.Port))),
        (nameof(SendClientOptions.MaxFrameSize), static options => OptionCheck.Range(options.MaxFrameSize, 512, int.MaxValue, nameof(options.MaxFrameSize))),
        (nameof(SendClientOptions.ChannelMax), static options => OptionCheck.Range(options.ChannelMax, 0, ushort.MaxValue, nameof(options.ChannelMax))),
        (nameof(SendClientOptions.VirtualHostForm), static options => OptionCheck.Range((long)options.VirtualHostForm, 0, (long)VirtualHostForm.Prefixed, nameof(options.VirtualHostForm))),
        (nameof(SendClientOptions.Broker), static options => OptionCheck.Broker(options.Broker, nameof(options.Broker))),
        (nameof(SendClientOptions.MaxPendingBytes), static options => OptionCheck.Range(options.MaxPendingBytes, 1, long.MaxValue, nameof(options.MaxPendingBytes))),
        (nameof(SendClientOptions.IdleTimeout), static options => OptionCheck.Timeout(options.IdleTimeout, nameof(options.IdleTimeout))),
        (nameof(SendClientOptions.OpenTimeout), static options => OptionCheck.Timeout(options.OpenTimeout, nameof(options.OpenTimeout))),
        (nameof(SendClientOptions.SendTimeout), static options => OptionCheck.Timeout(options.SendTimeout, nameof(options.SendTimeout))),
        (nameof(SendClientOptions.DrainTimeout), static options => OptionCheck.TimeoutOrZero(options.DrainTimeout, nameof(options.DrainTimeout))),
        (nameof(SendClientOptions.CloseTimeout), static options => OptionCheck.TimeoutOrZero(options.CloseTimeout, nameof(options.CloseTimeout))),
        (nameof(SendClientOptions.ConnectionProperties), static options => OptionCheck.Properties(options.ConnectionProperties, nameof(options.ConnectionProperties))),
        (nameof(SendClientOptions.IncomingWindow), static options => OptionCheck.Range(options.IncomingWindow, 1, int.MaxValue, nameof(options.IncomingWindow))),
        (nameof(SendClientOptions.OutgoingWindow), static options => OptionCheck.Range(options.OutgoingWindow, 1, int.MaxValue, nameof(options.OutgoingWindow))),
        (nameof(SendClientOptions.HandleMax), static options => OptionCheck.Range(options.HandleMax, 0, int.MaxValue, nameof(options.HandleMax))),
        (nameof(SendClientOptions.OfferedCapabilities), static options => OptionCheck.Symbols(options.OfferedCapabilities, nameof(options.OfferedCapabilities))),
        (nameof(SendClientOptions.DesiredCapabilities), static options => OptionCheck.Symbols(options.DesiredCapabilities, nameof(options.DesiredCapabilities))),
        (nameof(SendClientOptions.RequiredCapabilities), static options => OptionCheck.Symbols(options.RequiredCapabilities, nameof(options.RequiredCapabilities))),
        (nameof(SendClientOptions.Hosts), CheckHosts),
        (nameof(SendClientOptions.TokenTimeout), static options => OptionCheck.Timeout(options.TokenTimeout, nameof(options.TokenTimeout))),
        (nameof(SendClientOptions.TokenRefreshWindow), static options => OptionCheck.Delay(options.TokenRefreshWindow ?? TimeSpan.Zero, nameof(options.TokenRefreshWindow))),
        (nameof(SendClientOptions.Redirects), static options => OptionCheck.Range((long)options.Redirects, 0, (long)RedirectPolicy.Follow, nameof(options.Redirects))),
        (nameof(SendClientOptions.RedirectHosts), CheckRedirectHosts),
        (nameof(SendClientOptions.UserName), static options => OptionCheck.NullOrNotEmpty(options.UserName, nameof(options.UserName), "Leave it null for ANONYMOUS.")),
        (nameof(SendClientOptions.SaslMode), static options => OptionCheck.Range((long)options.SaslMode, 0, (long)SaslMode.None, nameof(options.SaslMode))),
        (nameof(SendClientOptions.SaslMechanisms), LoginCheck.Mechanisms),
        (nameof(SendClientOptions.Transport), static options => OptionCheck.Range((long)options.Transport, 0, (long)AmqpTransportKind.WebSocket, nameof(options.Transport))),
        (nameof(SendClientOptions.WebSocketPath), WebSocketTarget.CheckPath),
        (nameof(SendClientOptions.WebSocketHeaders), WebSocketTarget.CheckHeaders),
    ];

    /// <summary>Checks each option.</summary>
    /// <exception cref="ArgumentException">A value is not usable: the first such.</exception>
    public static void Check(SendClientOptions options)
    {
        foreach ((_, Action<SendClientOptions> check) in All)
        {
            check(options);
        }
    }

    /// <summary>The options whose values are not usable, each with the text that says why; empty for none.</summary>
    public static IReadOnlyList<(string Option, ArgumentException Fault)> Find(SendClientOptions options)
    {
        List<(string, ArgumentException)> faults = [];
        foreach ((string option, Action<SendClientOptions> check) in All)
        {
            try
            {
                check(options);
            }
            catch (ArgumentException fault)
            {
                faults.Add((option, fault));
            }
        }

        return faults;
    }

    private static void CheckHosts(SendClientOptions options)
    {
        for (int index = 0; index < options.Hosts.Count; index++)
        {
            OptionCheck.NotEmpty(options.Hosts[index], nameof(options.Hosts), "Give each host as host or host:port, or leave the list empty.");
            if (HostText.Read(options.Hosts[index], out _, out _) is var fault and not AddressFault.None)
            {
                throw AddressErrors.OfHosts(fault, index + 1);
            }
        }
    }

    private static void CheckRedirectHosts(SendClientOptions options)
    {
        foreach (string host in options.RedirectHosts)
        {
            OptionCheck.NotEmpty(host, nameof(options.RedirectHosts), "Give each name or address of a host whole and without a port, or leave the list empty.");
            OptionCheck.NullOrHost(host, nameof(options.RedirectHosts));
        }
    }
}
