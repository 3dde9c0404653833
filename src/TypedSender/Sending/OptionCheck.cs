using System.Globalization;
using System.Text;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Checks of option values, with texts that name the option, its value and what to give instead.</summary>
internal static class OptionCheck
{
    // As code and as a configuration say it.
    private const string Infinite = "Timeout.InfiniteTimeSpan (-00:00:00.001) for ever";

    // What timers and the 32 bits of idle-time-out in milliseconds can hold.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(49);

    // Two of them are added up.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(24);

    public static void Range(long value, long minimum, long maximum, string name)
    {
        if (value < minimum || value > maximum)
        {
            throw new ArgumentOutOfRangeException(
                "options", string.Create(CultureInfo.InvariantCulture, $"{name} is {value}. Give a number from {minimum} to {maximum}."));
        }
    }

    public static void Broker(AmqpBrokerKind? kind, string name)
    {
        if (kind is { } value && BrokerProfiles.Find(value) is null)
        {
            throw new ArgumentOutOfRangeException(
                "options", string.Create(CultureInfo.InvariantCulture, $"{name} is {(int)value}, which is no kind of broker. Give a member of AmqpBrokerKind, or leave it null."));
        }
    }

    public static void Timeout(TimeSpan value, string name)
    {
        if (value != System.Threading.Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value > LongestTimeout))
        {
            throw new ArgumentOutOfRangeException("options", $"{name} is {value:c}. Give a time above zero and up to 49 days, or {Infinite}.");
        }
    }

    public static void TimeoutOrZero(TimeSpan value, string name)
    {
        if (value != System.Threading.Timeout.InfiniteTimeSpan && (value < TimeSpan.Zero || value > LongestTimeout))
        {
            throw new ArgumentOutOfRangeException("options", $"{name} is {value:c}. Give a time from zero to 49 days, or {Infinite}.");
        }
    }

    public static void Delay(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero || value > LongestDelay)
        {
            throw new ArgumentOutOfRangeException("options", $"{name} is {value:c}. Give a time from zero to 24 days.");
        }
    }

    /// <summary>A delay that no timer can keep would end all attempts for good.</summary>
    public static void Delays(AmqpRetryPolicy policy, string name)
    {
        Delay(policy.MinDelay, $"{name}.{nameof(policy.MinDelay)}");
        Delay(policy.MaxDelay, $"{name}.{nameof(policy.MaxDelay)}");
        Delay(policy.BusyDelay, $"{name}.{nameof(policy.BusyDelay)}");
    }

    public static void NotNull(object? value, string name, string nextStep)
    {
        if (value is null)
        {
            throw new ArgumentException($"SendClientOptions.{name} is null. {nextStep}", "options");
        }
    }

    public static void NotEmpty(string? value, string name, string nextStep)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new ArgumentException($"{name} is empty. {nextStep}", "options");
        }
    }

    public static void NullOrNotEmpty(string? value, string name, string nextStep)
    {
        if (value is not null && string.IsNullOrWhiteSpace(value))
        {
            throw new ArgumentException($"{name} is empty. {nextStep}", "options");
        }
    }

    /// <summary>The value appears in no text: a whole URL may have been given, with a password in it.</summary>
    public static void NullOrHost(string? value, string name)
    {
        if (value is not null && !HostText.IsHost(value))
        {
            throw AddressErrors.OfHost(name);
        }
    }

    /// <summary>An address appears in errors, logs and telemetry, so it may hold no secret.</summary>
    public static void Address(string? value, string name)
    {
        if (value is not null && SendClientAddress.HasSecret(value))
        {
            throw new ArgumentException(
                $"{name} holds a user name or a password, as of a URL or a connection string. Give the address alone, such as the name of a queue; who logs in is said by the client's URL or options.", name);
        }
    }

    /// <summary>Symbols are ASCII (AMQP 1.0, 1.6.21).</summary>
    public static void Symbol(string? value, string name)
    {
        if (string.IsNullOrEmpty(value) || !Ascii.IsValid(value))
        {
            throw new ArgumentException($"{name} has the entry '{ErrorText.FromPeer(value ?? "null")}'. Give ASCII text that is not empty: it is sent as a symbol.", "options");
        }
    }

    public static void Symbols(IEnumerable<string> values, string name)
    {
        foreach (string value in values)
        {
            Symbol(value, name);
        }
    }

    public static void Properties(IEnumerable<KeyValuePair<string, object?>> properties, string name)
    {
        foreach (KeyValuePair<string, object?> property in properties)
        {
            Symbol(property.Key, name);
            Value(property, name);
        }
    }

    /// <summary>A value that AMQP cannot carry is refused here, and not when the frame with it is on its way.</summary>
    private static void Value(KeyValuePair<string, object?> property, string name)
    {
        try
        {
            AmqpWriter writer = new(new AmqpBuffer());
            writer.WriteValue(property.Value);
        }
        catch (AmqpEncodeException exception)
        {
            throw new ArgumentException($"{name} has the entry '{property.Key}' with a value that AMQP cannot carry: {exception.Message}", "options", exception);
        }
    }
}
