namespace TypedSender;

/// <summary>
/// The checked, immutable copy of <see cref="SenderOptions"/>. Two of equal content are equal, so that a client finds the sender it already has: every property takes part,
/// as the compiler writes the comparison.
/// </summary>
internal sealed record SenderSettings
{
    private SenderSettings(SenderOptions options)
    {
        Address = options.Address ?? options.Target?.Address;
        Target = options.Target;
        Source = options.Source;
        MaxAddressLinks = options.MaxAddressLinks;
        Broker = options.Broker is { } kind ? BrokerProfiles.Find(kind) : null;
        SendSettleMode = options.SendSettleMode;
        ReceiveSettleMode = options.ReceiveSettleMode;
        MaxInFlight = options.MaxInFlight;
        SendTimeout = options.SendTimeout;
        RetryPolicy = options.RetryPolicy;
        FrameLog = FrameLog.Create(options.FrameLogger);
        MaxMessageSize = options.MaxMessageSize;
        TokenAudience = options.TokenAudience;
        RetryIndeterminate = options.RetryIndeterminate;
        Resume = options.Resume;
        Retention = options.RetryIndeterminate || options.Resume ? MessageRetention.UntilSettled : options.Retention;
        Queue = SendQueueSettings.Create(options.Queue);
        DesiredCapabilities = new EquatableList<string>(options.DesiredCapabilities);
        RequiredCapabilities = new EquatableList<string>(options.RequiredCapabilities);
        LinkProperties = new EquatableMap<object?>(options.LinkProperties);
    }

    /// <summary>The settings of a sender without options.</summary>
    public static SenderSettings Default { get; } = new(new SenderOptions());

    /// <summary>Null takes the address of the interface.</summary>
    public string? Address { get; init; }

    /// <summary>Where the address comes from, for the texts of errors.</summary>
    public string AddressOrigin { get; init; } = PeerErrors.AddressOfSender;

    /// <summary>Null takes that of the interface.</summary>
    public AmqpTarget? Target { get; init; }

    public int MaxAddressLinks { get; }

    /// <summary>Null for a plain one.</summary>
    public AmqpSource? Source { get; }

    /// <summary>Null takes the client's, or what the interface says.</summary>
    public BrokerProfile? Broker { get; }

    /// <summary>Null takes the mode of the interface.</summary>
    public SenderSettleMode? SendSettleMode { get; init; }

    /// <summary>Null takes the mode of the interface.</summary>
    public ReceiverSettleMode? ReceiveSettleMode { get; }

    public int MaxInFlight { get; }

    /// <summary>Null takes the client's.</summary>
    public TimeSpan? SendTimeout { get; }

    /// <summary>Null takes the client's.</summary>
    public AmqpRetryPolicy? RetryPolicy { get; }

    /// <summary>Null for no trace of this sender alone.</summary>
    public FrameLog? FrameLog { get; }

    /// <summary>The name of the link; null for one that is made.</summary>
    public string? LinkName { get; private init; }

    public long? MaxMessageSize { get; }

    /// <summary>Null takes that of host and address.</summary>
    public string? TokenAudience { get; }

    public MessageRetention Retention { get; }

    public bool RetryIndeterminate { get; }

    public bool Resume { get; }

    public SendQueueSettings Queue { get; }

    public EquatableList<string> DesiredCapabilities { get; }

    public EquatableList<string> RequiredCapabilities { get; }

    public EquatableMap<object?> LinkProperties { get; }

    /// <summary>Checks and copies <paramref name="options"/>; null gives <see cref="Default"/>.</summary>
    /// <exception cref="ArgumentException">A value is not usable.</exception>
    public static SenderSettings Create(SenderOptions? options)
    {
        if (options is SenderLinkOptions { Name: not null })
        {
            throw new ArgumentException(
                $"{nameof(SenderLinkOptions)}.{nameof(SenderLinkOptions.Name)} is set, and a client names its links itself, as it attaches them on any session. Leave it null, or make the sender by SendSession.CreateSenderAsync.",
                nameof(options));
        }

        return options is null ? Default : CheckAndCopy(options);
    }

    private static SenderSettings CheckAndCopy(SenderOptions options)
    {
        OptionCheck.NullOrNotEmpty(options.Address, nameof(options.Address), "Leave it null to take the address of the sender interface.");
        OptionCheck.Address(options.Address, nameof(options.Address));
        TerminusCheck.Target(options.Target, nameof(options.Target));
        TerminusCheck.Source(options.Source, nameof(options.Source));
        CheckSameAddress(options);
        OptionCheck.NullOrNotEmpty(options.TokenAudience, nameof(options.TokenAudience), "Leave it null to take that of host and address.");
        OptionCheck.Address(options.TokenAudience, nameof(options.TokenAudience));
        OptionCheck.Broker(options.Broker, nameof(options.Broker));
        if (options.SendSettleMode is { } sendMode)
        {
            OptionCheck.Range((long)sendMode, 0, (long)SenderSettleMode.Mixed, nameof(options.SendSettleMode));
        }

        if (options.ReceiveSettleMode is { } receiveMode)
        {
            OptionCheck.Range((long)receiveMode, 0, (long)ReceiverSettleMode.Second, nameof(options.ReceiveSettleMode));
        }

        OptionCheck.Range(options.MaxInFlight, 1, int.MaxValue, nameof(options.MaxInFlight));
        OptionCheck.Range(options.MaxAddressLinks, 1, int.MaxValue, nameof(options.MaxAddressLinks));
        if (options.SendTimeout is { } sendTimeout)
        {
            OptionCheck.Timeout(sendTimeout, nameof(options.SendTimeout));
        }

        if (options.RetryPolicy is { } policy)
        {
            OptionCheck.Delays(policy, $"{nameof(SenderOptions)}.{nameof(options.RetryPolicy)}");
        }

        if (options.MaxMessageSize is { } maxMessageSize)
        {
            OptionCheck.Range(maxMessageSize, 1, long.MaxValue, nameof(options.MaxMessageSize));
        }

        OptionCheck.Symbols(options.DesiredCapabilities, nameof(options.DesiredCapabilities));
        OptionCheck.Symbols(options.RequiredCapabilities, nameof(options.RequiredCapabilities));
        OptionCheck.Range((long)options.Retention, 0, (long)MessageRetention.UntilSettled, nameof(options.Retention));
        OptionCheck.Properties(options.LinkProperties, nameof(options.LinkProperties));
        return new SenderSettings(options);
    }

    /// <summary>Checks and copies <paramref name="options"/> of a sender without an interface.</summary>
    /// <param name="address">The address of its target.</param>
    /// <param name="options">The options; null for none.</param>
    /// <exception cref="ArgumentException">A value is not usable, or the options name another address.</exception>
    public static SenderSettings CreateFor(string address, SenderOptions? options)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (string.IsNullOrWhiteSpace(address))
        {
            throw new ArgumentException("The address is empty. Give the address of the target, such as the name of a queue.", nameof(address));
        }

        OptionCheck.Address(address, nameof(address));
        SenderSettings settings = Create(options);
        if (settings.Target is { NamesNode: true, Address: null } target)
        {
            throw new ArgumentException(
                $"SenderOptions.Target {(target.IsAnonymous ? "is anonymous" : "has a dynamic node")}, and the sender is to be for {ErrorText.Address(address)}. Leave that out, or call GetMessageSender with the options alone.", nameof(options));
        }

        return settings.Address is null || settings.Address == address
            ? settings with { Address = address }
            : throw new ArgumentException(
                $"SenderOptions.Address is {ErrorText.Address(settings.Address)}, and the sender is to be for {ErrorText.Address(address)}. Leave the option null, or give the same address.", nameof(options));
    }

    /// <summary>Checks and copies <paramref name="options"/> of a link on a session.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">A value is not usable, or there is no target.</exception>
    public static SenderSettings CreateFor(SenderLinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionCheck.NullOrNotEmpty(options.Name, $"{nameof(SenderLinkOptions)}.{nameof(options.Name)}", "Leave it null for a name that is made.");
        OptionCheck.Address(options.Name, nameof(options.Name));
        return RequireTarget(CheckAndCopy(options) with { LinkName = options.Name });
    }

    /// <summary>Checks and copies <paramref name="options"/> of a sender without an interface, which name its target.</summary>
    /// <exception cref="ArgumentException">A value is not usable, or there is no target.</exception>
    public static SenderSettings CreateForTarget(SenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RequireTarget(Create(options));
    }

    private static SenderSettings RequireTarget(SenderSettings settings)
        => settings.Address is not null || settings.Target?.NamesNode == true
            ? settings
            : throw new ArgumentException("The options name no target. Give Address, or a Target with an address or a dynamic node, or AmqpTarget.Anonymous.", "options");

    private static void CheckSameAddress(SenderOptions options)
    {
        if (options is { Address: { } address, Target: { NamesNode: true } target } && target.Address != address)
        {
            throw new ArgumentException(
                $"Address is {ErrorText.Address(address)}, and Target {(target.Address is { } named ? $"has the address {ErrorText.Address(named)}" : target.IsAnonymous ? "is anonymous" : "has a dynamic node, whose address the peer chooses")}. Leave one of them null.", nameof(options));
        }
    }
}
