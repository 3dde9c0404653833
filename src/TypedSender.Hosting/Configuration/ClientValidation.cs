using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TypedSender.Hosting;

/// <summary>Checks the configuration of a client and the options that came of it, when the host starts. No text has a secret.</summary>
/// <param name="client">The client.</param>
/// <param name="all">All clients.</param>
/// <param name="settings">Its settings.</param>
internal sealed class ClientValidation(ClientRegistration client, IEnumerable<ClientRegistration> all, IOptionsMonitor<TypedSenderSettings> settings) : IValidateOptions<SendClientOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SendClientOptions options)
    {
        if (name != client.Name)
        {
            return ValidateOptionsResult.Skip;
        }

        IReadOnlyList<string> faults = Find(options, settings.Get(client.Name));
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => $"TypedSender, {client.DisplayName}: {fault}"));
    }

    private IReadOnlyList<string> Find(SendClientOptions options, TypedSenderSettings present)
    {
        List<string> faults = [.. SettingsCheck.Find(client.Section)];
        if (present.ConnectionString is { } text && !SettingsBinding.TryRead(client, new SendClientOptions(), text, out string? fault))
        {
            faults.Add($"The connection string{GetOrigin(text)} cannot be used. {fault}");
        }

        faults.AddRange(FindOutOfRange(options, present));
        if (faults.Count > 0)
        {
            return faults;
        }

        if (options is { Host: null, Hosts.Count: 0, ConnectStream: null })
        {
            return [DescribeMissingAddress()];
        }

        try
        {
            _ = SendClientSettings.Create(options);
            return [];
        }
        catch (ArgumentException exception)
        {
            return [SettingsBinding.GetText(exception)];
        }
    }

    /// <summary>Values out of their range, each by the key of the section if the section gave it.</summary>
    private IEnumerable<string> FindOutOfRange(SendClientOptions options, TypedSenderSettings present)
    {
        TypedSenderSettings settingsOfSection = new();
        SettingsBinding.Bind(client, settingsOfSection);
        if (present.CreditTimeout < TimeSpan.Zero)
        {
            yield return Describe(
                nameof(TypedSenderSettings), nameof(present.CreditTimeout), settingsOfSection.CreditTimeout < TimeSpan.Zero, $"{nameof(present.CreditTimeout)} is {present.CreditTimeout:c}. Give zero or more.");
        }

        SendClientOptions optionsOfSection = new();
        SettingsBinding.Bind(client, optionsOfSection);
        HashSet<string> ofSection = [.. SendClientChecks.Find(optionsOfSection).Select(static fault => fault.Option)];
        foreach ((string option, ArgumentException fault) in SendClientChecks.Find(options))
        {
            yield return Describe(nameof(SendClientOptions), option, ofSection.Contains(option), SettingsBinding.GetText(fault));
        }
    }

    private string Describe(string type, string option, bool isOfSection, string fault) =>
        $"{(isOfSection ? $"The value of the key '{client.GetKey(option)}'" : $"The value of {type}.{option}")} cannot be used. {fault}";

    /// <summary>The key that a connection string comes from; empty where code gave it.</summary>
    private string GetOrigin(string connectionString) =>
        client.ConnectionStrings is IConfigurationSection strings && strings[client.Name] == connectionString ? $" '{strings.Path}:{client.Name}'"
        : client.Section is IConfigurationSection section && section[nameof(TypedSenderSettings.ConnectionString)] == connectionString ? $" '{section.Path}:{nameof(TypedSenderSettings.ConnectionString)}'"
        : "";

    private string DescribeMissingAddress()
    {
        string where = (client.ConnectionStrings, client.Section) switch
        {
            (IConfigurationSection strings, IConfigurationSection section) => $"Set '{strings.Path}:{client.Name}', such as amqp://localhost, or '{section.Path}:{nameof(SendClientOptions.Host)}'",
            (_, IConfigurationSection section) => $"Set '{section.Path}:{nameof(TypedSenderSettings.ConnectionString)}', such as amqp://localhost, or '{section.Path}:{nameof(SendClientOptions.Host)}'",
            _ => $"Set {nameof(SendClientOptions)}.{nameof(SendClientOptions.Host)} or {nameof(SendClientOptions.Hosts)} in AddTypedSender, or bind the client to a section of the configuration",
        };
        IConfigurationSection[] present = [.. client.ConnectionStrings?.GetChildren() ?? []];
        string[] others = [.. present.Select(static other => other.Key).Where(name => !name.Equals(client.Name, StringComparison.OrdinalIgnoreCase))];
        string nearest = others.Length < present.Length ? " It is there, and empty."
            : others.Length == 0 ? ""
            : $" There is the connection string {NearestNames.List(NearestNames.Find(client.Name, others))}.";
        return $"Nothing says where to connect to. {where}.{nearest}{string.Concat(UnreadSections.Find(all).Select(static text => $" {text}"))}";
    }
}
