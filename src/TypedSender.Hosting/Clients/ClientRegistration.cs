using Microsoft.Extensions.Configuration;

namespace TypedSender.Hosting;

/// <summary>What is registered of a client. Written while services are registered, then read; one object for all providers that are built of them.</summary>
/// <param name="name">The name of its options; empty for none.</param>
/// <param name="key">The key of its services; null for none.</param>
internal sealed class ClientRegistration(string name, string? key)
{
    /// <summary>The name of its options; empty for none.</summary>
    public string Name { get; } = name;

    /// <summary>The key of its services; null for none.</summary>
    public string? Key { get; } = key;

    /// <summary>The section of the configuration that its settings are in; null for none.</summary>
    public IConfiguration? Section { get; set; }

    /// <summary>The section of the configuration that has those of all clients; null for none.</summary>
    public IConfigurationSection? Sections { get; set; }

    /// <summary>Where its connection string is looked for, by its name; null for nowhere but the section.</summary>
    public IConfiguration? ConnectionStrings { get; set; }

    /// <summary>Reads a connection string into options; null for a URL.</summary>
    public Action<SendClientOptions, string>? ReadConnectionString { get; set; }

    /// <summary>Whether it has a health check by itself, and adds its source and meter.</summary>
    public bool IsObserved { get; set; }

    /// <summary>Its senders.</summary>
    public List<SenderRegistration> Senders { get; } = [];

    /// <summary>How texts name it.</summary>
    public string DisplayName => Name.Length == 0 ? "the client without a name" : $"the client '{Name}'";

    /// <summary>The call that registers it, for texts.</summary>
    public string Call => $"{(ConnectionStrings is null ? "AddTypedSender" : Key is null ? "AddTypedSenderClient" : "AddKeyedTypedSenderClient")}({(Name.Length == 0 ? "" : $"\"{Name}\"")})";

    /// <summary>A key of its section, as a whole.</summary>
    public string GetKey(string name) => Section is IConfigurationSection section ? ConfigurationPath.Combine(section.Path, name) : name;
}

/// <summary>A sender that is registered of a client.</summary>
/// <param name="Type">Its interface.</param>
/// <param name="HasOptions">Whether options were given.</param>
/// <param name="Get">Returns it of its client.</param>
internal sealed record SenderRegistration(Type Type, bool HasOptions, Func<SendClient, MessageSender> Get);
