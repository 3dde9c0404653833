using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TypedSender.Hosting;

/// <summary>Adds senders to a client that <c>AddTypedSender</c> or <c>AddTypedSenderClient</c> has registered, and says more of it. Not thread-safe, as <see cref="IServiceCollection"/> is not.</summary>
public sealed class TypedSenderBuilder
{
    private readonly ClientRegistration _registration;

    internal TypedSenderBuilder(IServiceCollection services, ClientRegistration registration)
    {
        Services = services;
        _registration = registration;
    }

    /// <summary>The services that the client is registered in.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The name of the client, and so of its <see cref="SendClientOptions"/> and <see cref="TypedSenderSettings"/>; empty for the one without a name.</summary>
    public string Name => _registration.Name;

    /// <summary>
    /// Registers the sender of an interface marked with <c>[AmqpSender]</c>, as a singleton: with the key of the client if that is a keyed one, such as for
    /// <c>[FromKeyedServices("eu")] IOrderSender</c>. An implementation of the interface that is registered already, such as a fake, stays. A second call for the same interface without options
    /// does nothing.
    /// </summary>
    /// <typeparam name="T">The sender interface.</typeparam>
    /// <param name="configure">Sets what differs from the attributes of the interface in this environment; called at once. Null for nothing.</param>
    /// <exception cref="ArgumentException">An option is not usable.</exception>
    /// <exception cref="InvalidOperationException">
    /// The interface is registered already, of another client with the same key or with options: it would not be clear where its messages go.
    /// </exception>
    public TypedSenderBuilder AddSender<T>(Action<SenderOptions>? configure = null)
        where T : class, ITypedSender<T>
    {
        SenderRegistrations.Add<T>(Services, _registration, configure);
        return this;
    }

    /// <summary>
    /// Binds the client to a section of the configuration: its keys are those of <see cref="SendClientOptions"/> that have a text, a number, a duration or a list as value, and those of
    /// <see cref="TypedSenderSettings"/>. A key or value that is not known is an error at start. <c>Hosts</c> replaces <c>Host</c>.
    /// </summary>
    /// <param name="section">The section, of this client alone.</param>
    /// <exception cref="ArgumentNullException"><paramref name="section"/> is null.</exception>
    public TypedSenderBuilder Bind(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        _registration.Section = section;
        return this;
    }

    /// <summary>Sets options with the help of other services, such as a credential. Called once, after configuration and connection string have been read.</summary>
    /// <param name="configure">Sets options; it must not resolve a sender.</param>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    public TypedSenderBuilder Configure(Action<SendClientOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.AddOptions<SendClientOptions>(Name).Configure<IServiceProvider>(configure);
        return this;
    }

    /// <summary>Sets what a client in a host has besides its options. Called once, after the configuration has been read.</summary>
    /// <param name="configure">Sets settings.</param>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    public TypedSenderBuilder ConfigureSettings(Action<TypedSenderSettings> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.AddOptions<TypedSenderSettings>(Name).Configure(configure);
        return this;
    }

    /// <summary>
    /// Reads the connection string with a delegate in place of <see cref="SendClientOptions.FromUrl"/>, such as <c>(options, text) =&gt; options.UseServiceBus(text)</c> of the package
    /// TypedSender.Azure.
    /// </summary>
    /// <param name="read">
    /// Sets options as the connection string says. An <see cref="ArgumentException"/> of it becomes an error of validation with its text, which must not have a secret; a <see cref="FormatException"/> one
    /// without it. It is called twice.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="read"/> is null.</exception>
    public TypedSenderBuilder ReadConnectionString(Action<SendClientOptions, string> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        _registration.ReadConnectionString = read;
        return this;
    }

    /// <summary>Sets <see cref="TypedSenderSettings.ConnectAtStart"/>.</summary>
    public TypedSenderBuilder ConnectAtStart() => ConfigureSettings(static settings => settings.ConnectAtStart = true);
}
