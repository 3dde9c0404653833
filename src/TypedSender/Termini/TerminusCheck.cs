using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Checks of targets and sources that options name, with texts that name the option and its value.</summary>
internal static class TerminusCheck
{
    /// <summary>Checks a target.</summary>
    /// <param name="target">The target; null for none.</param>
    /// <param name="name">The option, such as <c>Target</c>.</param>
    /// <exception cref="ArgumentException">A value is not usable.</exception>
    public static void Target(AmqpTarget? target, string name)
    {
        if (target is null)
        {
            return;
        }

        CheckAddress(target.Address, $"{name}.{nameof(target.Address)}");
        CheckCommon(target.Durability, target.ExpiryPolicy, target.Timeout, target.Capabilities, name);
        if (target.IsAnonymous && (target.Address is not null || target.DynamicNode is not null))
        {
            throw new ArgumentException($"{name} is anonymous, and has {(target.Address is null ? "a dynamic node" : "an address")}. Leave one of them out.", "options");
        }

        if (target.DynamicNode is not { } node)
        {
            return;
        }

        if (target.Address is not null)
        {
            throw new ArgumentException($"{name} has an address and a dynamic node. The peer chooses the address of a dynamic node (AMQP 1.0, 3.5.4): leave one of them null.", "options");
        }

        string nodeName = $"{name}.{nameof(target.DynamicNode)}";
        CheckEnum((int?)node.Lifetime, (int)DynamicNodeLifetime.DeleteOnNoLinksOrMessages, $"{nodeName}.{nameof(node.Lifetime)}");
        foreach (AmqpDistributionMode mode in node.DistributionModes)
        {
            CheckEnum((int)mode, (int)AmqpDistributionMode.Copy, $"{nodeName}.{nameof(node.DistributionModes)}");
        }

        OptionCheck.Properties(node.Properties, $"{nodeName}.{nameof(node.Properties)}");
    }

    /// <summary>Checks a source.</summary>
    /// <param name="source">The source; null for none.</param>
    /// <param name="name">The option, such as <c>Source</c>.</param>
    /// <exception cref="ArgumentException">A value is not usable.</exception>
    public static void Source(AmqpSource? source, string name)
    {
        if (source is null)
        {
            return;
        }

        CheckAddress(source.Address, $"{name}.{nameof(source.Address)}");
        CheckCommon(source.Durability, source.ExpiryPolicy, source.Timeout, source.Capabilities, name);
        CheckEnum((int?)source.DistributionMode, (int)AmqpDistributionMode.Copy, $"{name}.{nameof(source.DistributionMode)}");
        CheckEnum((int?)source.DefaultOutcome, (int)DeliveryOutcome.Modified, $"{name}.{nameof(source.DefaultOutcome)}");
        foreach (DeliveryOutcome outcome in source.Outcomes)
        {
            CheckEnum((int)outcome, (int)DeliveryOutcome.Modified, $"{name}.{nameof(source.Outcomes)}");
        }

        OptionCheck.Properties(source.Filters.Select(static filter => new KeyValuePair<string, object?>(filter.Key, filter.Value)), $"{name}.{nameof(source.Filters)}");
    }

    private static void CheckAddress(string? address, string name)
    {
        OptionCheck.NullOrNotEmpty(address, name, "Leave it null, or give an address.");
        OptionCheck.Address(address, name);
    }

    private static void CheckCommon(TerminusDurability? durability, TerminusExpiryPolicy? expiryPolicy, TimeSpan? timeout, IEnumerable<string> capabilities, string name)
    {
        CheckEnum((int?)durability, (int)TerminusDurability.UnsettledState, $"{name}.{nameof(AmqpTarget.Durability)}");
        CheckEnum((int?)expiryPolicy, (int)TerminusExpiryPolicy.Never, $"{name}.{nameof(AmqpTarget.ExpiryPolicy)}");
        OptionCheck.Symbols(capabilities, $"{name}.{nameof(AmqpTarget.Capabilities)}");
        if (timeout is { } time && (time < TimeSpan.Zero || time.Ticks % TimeSpan.TicksPerSecond != 0 || time.Ticks / TimeSpan.TicksPerSecond > uint.MaxValue))
        {
            throw new ArgumentOutOfRangeException(
                "options", string.Create(CultureInfo.InvariantCulture, $"{name}.{nameof(AmqpTarget.Timeout)} is {time:c}. Give whole seconds from 0 to {uint.MaxValue} (AMQP 1.0, 3.5.4)."));
        }
    }

    private static void CheckEnum(int? value, int last, string name)
    {
        if (value is { } given)
        {
            OptionCheck.Range(given, 0, last, name);
        }
    }
}
