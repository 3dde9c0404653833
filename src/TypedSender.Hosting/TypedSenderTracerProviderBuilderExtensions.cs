using TypedSender;

namespace OpenTelemetry.Trace;

/// <summary>Adds the spans of TypedSender to traces.</summary>
public static class TypedSenderTracerProviderBuilderExtensions
{
    /// <summary>Adds the source <see cref="TypedSenderTelemetry.SourceName"/>.</summary>
    /// <param name="builder">The traces.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TracerProviderBuilder AddTypedSenderInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(TypedSenderTelemetry.SourceName);
    }
}
