using Microsoft.Extensions.Configuration;
using TypedSender;
using TypedSender.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers clients and their senders with the services of an application.</summary>
public static class TypedSenderServiceCollectionExtensions
{
    /// <summary>
    /// Registers a client: <see cref="SendClient"/> and <see cref="ISendClient"/>, as a singleton that connects with the first send and is closed with the host, after the application's own
    /// services. Its options are checked when the host starts. It has the loggers of the application, and its <see cref="TimeProvider"/> if one is registered. A second call adds to the first.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>What binds the client to the configuration, and adds senders to it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static TypedSenderBuilder AddTypedSender(this IServiceCollection services) => Add(services, Options.Options.DefaultName, key: null, configure: null);

    /// <inheritdoc cref="AddTypedSender(IServiceCollection)" path="/*[not(self::param)]"/>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets where to connect, as whom, and the limits.</param>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="configure"/> is null.</exception>
    public static TypedSenderBuilder AddTypedSender(this IServiceCollection services, Action<SendClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, Options.Options.DefaultName, key: null, configure);
    }

    /// <summary>
    /// Registers a client with a name, which is the key of its services too: <c>[FromKeyedServices("eu")] IOrderSender</c>. Otherwise as
    /// <see cref="AddTypedSender(IServiceCollection)"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name.</param>
    /// <returns>What binds the client to the configuration, and adds senders to it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, or a URL or connection string in place of a name.</exception>
    public static TypedSenderBuilder AddTypedSender(this IServiceCollection services, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, name, configure: null);
    }

    /// <inheritdoc cref="AddTypedSender(IServiceCollection, string)" path="/*[not(self::param)]"/>
    /// <param name="services">The services.</param>
    /// <param name="name">The name.</param>
    /// <param name="configure">Sets where to connect, as whom, and the limits.</param>
    /// <exception cref="ArgumentNullException"><paramref name="services"/>, <paramref name="name"/> or <paramref name="configure"/> is null.</exception>
    public static TypedSenderBuilder AddTypedSender(this IServiceCollection services, string name, Action<SendClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, name, configure);
    }

    private static TypedSenderBuilder Add(IServiceCollection services, string name, string? key, Action<SendClientOptions>? configure)
    {
        TypedSenderBuilder builder = new(services, ClientRegistrations.GetOrAdd(services, name, key));
        if (configure is not null)
        {
            services.Configure(name, configure);
        }

        return builder;
    }
}
