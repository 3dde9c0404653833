using Microsoft.Extensions.Configuration;

namespace TypedSender.Hosting;

/// <summary>Puts the configuration of a client into its options and settings. What is wrong with it is left to <see cref="ClientValidation"/>.</summary>
internal static class SettingsBinding
{
    /// <summary>Binds the settings, and looks for the connection string where it comes from first.</summary>
    public static void Apply(ClientRegistration client, TypedSenderSettings settings)
    {
        Bind(client, settings);
        if (client.ConnectionStrings?[client.Name] is { Length: > 0 } connectionString)
        {
            settings.ConnectionString = connectionString;
        }
    }

    /// <summary>Binds the options; the connection string comes before what the section says of the address.</summary>
    public static void Apply(ClientRegistration client, SendClientOptions options, TypedSenderSettings settings)
    {
        Bind(client, options);
        if (settings.ConnectionString is { } connectionString)
        {
            ClearAddress(options);
            _ = TryRead(client, options, connectionString, out _);
        }
        else if (options.Hosts.Count > 0)
        {
            // The host of another source of the configuration, such as that for development, is not one of these.
            options.Host = null;
        }
    }

    /// <summary>Binds what the section says of the settings, and nothing else.</summary>
    public static void Bind(ClientRegistration client, TypedSenderSettings settings)
    {
        if (client.Section is { } section)
        {
            SettingsCheck.GetUsable(section).Bind(settings);
        }
    }

    /// <summary>Binds what the section says of the options, and nothing else.</summary>
    public static void Bind(ClientRegistration client, SendClientOptions options)
    {
        if (client.Section is { } section)
        {
            SectionOptions bound = new();
            SettingsCheck.GetUsable(section).Bind(bound);
            bound.Apply(options);
        }
    }

    /// <summary>Reads a connection string.</summary>
    /// <param name="client">What it is of.</param>
    /// <param name="options">What it is read into.</param>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="fault">What is wrong with it; null for nothing.</param>
    public static bool TryRead(ClientRegistration client, SendClientOptions options, string connectionString, out string? fault)
    {
        try
        {
            if (client.ReadConnectionString is { } read)
            {
                read(options, connectionString);
            }
            else
            {
                SendClientAddress.Apply(connectionString, options);
            }

            fault = null;
            return true;
        }
        catch (ArgumentException exception)
        {
            fault = (client.ReadConnectionString is null ? ForeignConnectionStrings.AdviseInHost(connectionString, client.Call) : null) ?? GetText(exception);
            return false;
        }
        catch (FormatException exception)
        {
            // Its text repeats what could not be read.
            fault = $"The delegate of {nameof(TypedSenderBuilder.ReadConnectionString)} threw {exception.GetType().Name}. Let it throw an ArgumentException that says what is wrong, without a secret.";
            return false;
        }
    }

    /// <summary>The text of an exception without the name of the parameter, which is not the user's.</summary>
    public static string GetText(ArgumentException exception)
    {
        int end = exception.ParamName is null ? -1 : exception.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }

    private static void ClearAddress(SendClientOptions options)
    {
        options.Host = null;
        options.Hosts.Clear();
        options.Port = null;
        options.UseTls = false;
        options.Transport = AmqpTransportKind.Tcp;
    }
}
