namespace TypedSender;

/// <summary>
/// The checked, immutable copy of <see cref="SenderOptions"/>. Two of equal content are equal, so that a client finds the sender it already
/// has.
/// </summary>
internal sealed class SenderSettings : IEquatable<SenderSettings>
{
    private readonly string[] _desiredCapabilities;
    private readonly string[] _requiredCapabilities;
    private readonly KeyValuePair<string, object?>[] _linkProperties;

    private SenderSettings(SenderOptions options)
    {
        Address = options.Address;
        Broker = options.Broker is { } kind ? BrokerProfiles.Find(kind) : null;
        SendSettleMode = options.SendSettleMode;
        ReceiveSettleMode = options.ReceiveSettleMode;
        MaxInFlight = options.MaxInFlight;
        SendTimeout = options.SendTimeout;
        MaxMessageSize = options.MaxMessageSize;
        RetryIndeterminate = options.RetryIndeterminate;
        Retention = options.RetryIndeterminate ? MessageRetention.UntilSettled : options.Retention;
        _desiredCapabilities = [.. options.DesiredCapabilities];
        _requiredCapabilities = [.. options.RequiredCapabilities];
        _linkProperties = [.. options.LinkProperties];

        // The order of a dictionary says nothing.
        Array.Sort(_linkProperties, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
    }

    /// <summary>The settings of a sender without options.</summary>
    public static SenderSettings Default { get; } = new(new SenderOptions());

    /// <summary>Null takes the address of the interface.</summary>
    public string? Address { get; }

    /// <summary>Null takes the client's, or what the interface says.</summary>
    public BrokerProfile? Broker { get; }

    /// <summary>Null takes the mode of the interface.</summary>
    public SenderSettleMode? SendSettleMode { get; }

    /// <summary>Null takes the mode of the interface.</summary>
    public ReceiverSettleMode? ReceiveSettleMode { get; }

    public int MaxInFlight { get; }

    /// <summary>Null takes the client's.</summary>
    public TimeSpan? SendTimeout { get; }

    public long? MaxMessageSize { get; }

    public MessageRetention Retention { get; }

    public bool RetryIndeterminate { get; }

    public IReadOnlyList<string> DesiredCapabilities => _desiredCapabilities;

    public IReadOnlyList<string> RequiredCapabilities => _requiredCapabilities;

    /// <summary>Sorted by key.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> LinkProperties => _linkProperties;

    /// <summary>Checks and copies <paramref name="options"/>; null gives <see cref="Default"/>.</summary>
    /// <exception cref="ArgumentException">A value is not usable.</exception>
    public static SenderSettings Create(SenderOptions? options)
    {
        if (options is null)
        {
            return Default;
        }

        OptionCheck.NullOrNotEmpty(options.Address, nameof(options.Address), "Leave it null to take the address of the sender interface.");
        OptionCheck.Address(options.Address, nameof(options.Address));
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

        if (options.MaxMessageSize is { } maxMessageSize)
        {
            OptionCheck.Range(maxMessageSize, 1, long.MaxValue, nameof(options.MaxMessageSize));
        }

        foreach (string capability in options.DesiredCapabilities)
        {
            OptionCheck.Symbol(capability, nameof(options.DesiredCapabilities));
        }

        foreach (string capability in options.RequiredCapabilities)
        {
            OptionCheck.Symbol(capability, nameof(options.RequiredCapabilities));
        }

        OptionCheck.Range((long)options.Retention, 0, (long)MessageRetention.UntilSettled, nameof(options.Retention));
        OptionCheck.Properties(options.LinkProperties, nameof(options.LinkProperties));
        return new SenderSettings(options);
    }

    /// <inheritdoc/>
    public bool Equals(SenderSettings? other) => other is not null
        && Address == other.Address
        && Broker == other.Broker
        && SendSettleMode == other.SendSettleMode
        && ReceiveSettleMode == other.ReceiveSettleMode
        && MaxInFlight == other.MaxInFlight
        && SendTimeout == other.SendTimeout
        && MaxMessageSize == other.MaxMessageSize
        && Retention == other.Retention
        && RetryIndeterminate == other.RetryIndeterminate
        && _requiredCapabilities.AsSpan().SequenceEqual(other._requiredCapabilities)
        && _desiredCapabilities.AsSpan().SequenceEqual(other._desiredCapabilities)
        && PropertiesEqual(_linkProperties, other._linkProperties);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SenderSettings);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Address, SendSettleMode, ReceiveSettleMode, MaxInFlight, SendTimeout, MaxMessageSize, _desiredCapabilities.Length, _linkProperties.Length);

    private static bool PropertiesEqual(KeyValuePair<string, object?>[] left, KeyValuePair<string, object?>[] right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (int index = 0; index < left.Length; index++)
        {
            if (left[index].Key != right[index].Key || !ValuesEqual(left[index].Value, right[index].Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ValuesEqual(object? left, object? right) =>
        left is byte[] leftOctets && right is byte[] rightOctets ? leftOctets.AsSpan().SequenceEqual(rightOctets) : Equals(left, right);
}
