namespace TypedSender;

/// <summary>
/// The checked, immutable copy of <see cref="SenderOptions"/>. Two of equal content are equal, so that a client finds the sender it already has: every property takes part,
/// as the compiler writes the comparison.
/// </summary>
internal sealed record SenderSettings
{
    private SenderSettings(SenderOptions options)
    {
        Address = options.Address;
        Broker = options.Broker is { } kind ? BrokerProfiles.Find(kind) : null;
        SendSettleMode = options.SendSettleMode;
        ReceiveSettleMode = options.ReceiveSettleMode;
        MaxInFlight = options.MaxInFlight;
        SendTimeout = options.SendTimeout;
        RetryPolicy = options.RetryPolicy;
        MaxMessageSize = options.MaxMessageSize;
        TokenAudience = options.TokenAudience;
        RetryIndeterminate = options.RetryIndeterminate;
        Retention = options.RetryIndeterminate ? MessageRetention.UntilSettled : options.Retention;
        DesiredCapabilities = new EquatableList<string>(options.DesiredCapabilities);
        RequiredCapabilities = new EquatableList<string>(options.RequiredCapabilities);

        // The order of a dictionary says nothing.
        LinkProperties = new EquatableList<KeyValuePair<string, object?>>(
            options.LinkProperties.OrderBy(property => property.Key, StringComparer.Ordinal), PropertyComparer.Instance);
    }

    /// <summary>The settings of a sender without options.</summary>
    public static SenderSettings Default { get; } = new(new SenderOptions());

    /// <summary>Null takes the address of the interface.</summary>
    public string? Address { get; init; }

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

    /// <summary>The name of the link; null for one that is made.</summary>
    public string? LinkName { get; private init; }

    public long? MaxMessageSize { get; }

    /// <summary>Null takes that of host and address.</summary>
    public string? TokenAudience { get; }

    public MessageRetention Retention { get; }

    public bool RetryIndeterminate { get; }

    public EquatableList<string> DesiredCapabilities { get; }

    public EquatableList<string> RequiredCapabilities { get; }

    /// <summary>Sorted by key.</summary>
    public EquatableList<KeyValuePair<string, object?>> LinkProperties { get; }

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
        return settings.Address is null || settings.Address == address
            ? settings with { Address = address }
            : throw new ArgumentException(
                $"SenderOptions.Address is {ErrorText.Address(settings.Address)}, and the sender is to be for {ErrorText.Address(address)}. Leave the option null, or give the same address.", nameof(options));
    }

    /// <summary>Checks and copies <paramref name="options"/> of a link on a session.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">A value is not usable, or there is no address.</exception>
    public static SenderSettings CreateFor(SenderLinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionCheck.NotEmpty(options.Address, $"{nameof(SenderLinkOptions)}.{nameof(options.Address)}", "Give the address of the target, such as the name of a queue.");
        OptionCheck.NullOrNotEmpty(options.Name, $"{nameof(SenderLinkOptions)}.{nameof(options.Name)}", "Leave it null for a name that is made.");
        OptionCheck.Address(options.Name, nameof(options.Name));
        return CheckAndCopy(options) with { LinkName = options.Name };
    }

    /// <summary>Compares properties of links: binary values by their bytes.</summary>
    private sealed class PropertyComparer : IEqualityComparer<KeyValuePair<string, object?>>
    {
        public static readonly PropertyComparer Instance = new();

        public bool Equals(KeyValuePair<string, object?> left, KeyValuePair<string, object?> right) => left.Key == right.Key
            && (left.Value is byte[] leftBytes && right.Value is byte[] rightBytes ? leftBytes.AsSpan().SequenceEqual(rightBytes) : Equals(left.Value, right.Value));

        public int GetHashCode(KeyValuePair<string, object?> property) => property.Key.GetHashCode(StringComparison.Ordinal);
    }
}
