using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TypedSender.Hosting;

/// <summary>Registers senders.</summary>
internal static class SenderRegistrations
{
    /// <summary>Registers the sender of an interface.</summary>
    public static void Add<T>(IServiceCollection services, ClientRegistration client, Action<SenderOptions>? configure)
        where T : class, ITypedSender<T>
    {
        if (Find(services, client.Key, typeof(T)) is var (owner, known))
        {
            if (owner != client || known.HasOptions || configure is not null)
            {
                throw AlreadyRegistered(typeof(T), owner, client);
            }

            return;
        }

        SenderOptions? options = null;
        if (configure is not null)
        {
            options = new SenderOptions();
            configure(options);
            _ = SenderSettings.Create(options);
        }

        client.Senders.Add(new SenderRegistration(typeof(T), configure is not null, made => made.GetMessageSender(made.GetSender<T>(options))));
        if (client.Key is { } key)
        {
            services.TryAddKeyedSingleton(key, (provider, _) => GetSender<T>(provider, client, options));
        }
        else
        {
            services.TryAddSingleton(provider => GetSender<T>(provider, client, options));
        }
    }

    private static T GetSender<T>(IServiceProvider services, ClientRegistration client, SenderOptions? options)
        where T : class, ITypedSender<T>
        => services.GetRequiredService<ClientTable>().Get(client).GetSender<T>(options);

    private static (ClientRegistration Client, SenderRegistration Sender)? Find(IServiceCollection services, string? key, Type type)
    {
        foreach (ClientRegistration client in ClientRegistrations.Of(services))
        {
            if (client.Key == key && client.Senders.Find(sender => sender.Type == type) is { } sender)
            {
                return (client, sender);
            }
        }

        return null;
    }

    private static InvalidOperationException AlreadyRegistered(Type type, ClientRegistration owner, ClientRegistration client) => new(
        owner == client
            ? $"The sender {type.Name} of {client.DisplayName} is registered twice, and once with options. Register it once, with the options that hold."
            : $"The sender {type.Name} is registered of {owner.DisplayName} and of {client.DisplayName}, so that it is not clear where its messages go. Register it of one of them, or give the clients keys: AddTypedSender(\"name\") or AddKeyedTypedSenderClient(\"name\").");
}
