using Microsoft.Extensions.Configuration;

namespace TypedSender.Hosting;

/// <summary>Finds what is wrong with a section of the configuration, before it is bound. No text of it has a value.</summary>
internal static class SettingsCheck
{
    // A longer key is not shown: something else may have got there.
    public const int LongestKey = 64;

    /// <summary>Everything that is wrong with the section; empty for nothing.</summary>
    public static IReadOnlyList<string> Find(IConfiguration? section)
    {
        List<string> faults = [.. (section?.GetChildren() ?? []).Select(FindFault).OfType<string>()];
        if (section is IConfigurationSection { Value: { Length: > 0 } } single)
        {
            faults.Add($"The section '{single.Path}' has a value and no keys. Write its keys, such as '{single.Path}:{nameof(SendClientOptions.Host)}'; a connection string goes to 'ConnectionStrings:{single.Key}'.");
        }

        return faults;
    }

    /// <summary>The section without the settings that something is wrong with.</summary>
    public static IConfiguration GetUsable(IConfiguration section)
    {
        HashSet<string> wrong = new(section.GetChildren().Where(static setting => FindFault(setting) is not null).Select(static setting => setting.Key), StringComparer.OrdinalIgnoreCase);
        return wrong.Count == 0
            ? section
            : new ConfigurationBuilder().AddInMemoryCollection(section.AsEnumerable(makePathsRelative: true).Where(pair => !wrong.Contains(pair.Key.Split(':')[0]))).Build();
    }

    private static string? FindFault(IConfigurationSection setting)
    {
        if (SettingKeys.All.TryGetValue(setting.Key, out SettingKind? kind))
        {
            return kind.Check(setting);
        }

        if (setting.Key.Length > LongestKey)
        {
            return $"A key of {setting.Key.Length} characters in the section '{ConfigurationPath.GetParentPath(setting.Path)}' is not known. Remove it.";
        }

        string section = setting.GetChildren().Any() ? " If it is the section of the client, give Bind that one." : "";
        return $"The key '{setting.Path}' is not known. The nearest known: {NearestNames.List(NearestNames.Find(setting.Key, SettingKeys.All.Keys))}. Correct it, or remove it.{section}";
    }
}
