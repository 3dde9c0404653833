using TypedSender;

namespace OpenTelemetry.Metrics;

/// <summary>Adds the metrics of TypedSender.</summary>
public static class TypedSenderMeterProviderBuilderExtensions
{
    /// <summary>Adds the meter <see cref="TypedSenderTelemetry.MeterName"/>.</summary>
    /// <param name="builder">The metrics.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static MeterProviderBuilder AddTypedSenderInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(TypedSenderTelemetry.MeterName);
    }
}
