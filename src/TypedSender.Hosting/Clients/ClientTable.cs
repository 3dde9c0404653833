using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TypedSender.Hosting;

/// <summary>The clients of one service provider, each made when it is first asked for. Thread-safe.</summary>
/// <param name="registrations">The clients that there may be.</param>
/// <param name="options">Their options, which are validated when they are read.</param>
internal sealed class ClientTable(IEnumerable<ClientRegistration> registrations, IOptionsMonitor<SendClientOptions> options)
{
    private readonly Dictionary<string, SendClient> _clients = [];

    /// <summary>The clients that there may be.</summary>
    public IReadOnlyList<ClientRegistration> Registrations { get; } = [.. registrations];

    /// <summary>The clients that there are.</summary>
    public IReadOnlyList<(ClientRegistration Registration, SendClient Client)> All
    {
        get
        {
            lock (_clients)
            {
                return [.. Registrations.Where(known => _clients.ContainsKey(known.Name)).Select(known => (known, _clients[known.Name]))];
            }
        }
    }

    /// <summary>Returns a client. Nothing is sent yet.</summary>
    /// <exception cref="OptionsValidationException">Its options are not usable.</exception>
    public SendClient Get(ClientRegistration registration)
    {
        // Outside the lock: delegates of the application set the options.
        SendClientOptions checkedOptions = options.Get(registration.Name);
        lock (_clients)
        {
            if (!_clients.TryGetValue(registration.Name, out SendClient? client))
            {
                client = new SendClient(checkedOptions);
                _clients.Add(registration.Name, client);
            }

            return client;
        }
    }

    /// <summary>Returns a client if it has been made.</summary>
    public SendClient? Find(string name)
    {
        lock (_clients)
        {
            return _clients.GetValueOrDefault(name);
        }
    }
}
