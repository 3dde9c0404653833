using Microsoft.Extensions.Configuration;

namespace TypedSender.Hosting;

/// <summary>Finds what is wrong with a section of the configuration, before it is bound. No text of it has a value.</summary>
internal static class SettingsCheck
{
    // A longer key is not shown: something else may have got there.
    private const int LongestKey = 64;

    /// <summary>Everything that is wrong with the section; empty for nothing.</summary>
    public static IReadOnlyList<string> Find(IConfiguration? section)
    {
        List<string> faults = [];
        if (section is IConfigurationSection { Value: { Length: > 0 } } single)
        {
            faults.Add($"The section '{single.Path}' has a value and no keys. Write its keys, such as '{single.Path}:{nameof(SendClientOptions.Host)}'; a connection string goes to 'ConnectionStrings:{single.Key}'.");
        }

        foreach (IConfigurationSection setting in section?.GetChildren() ?? [])
        {
            if (!SettingKeys.All.TryGetValue(setting.Key, out SettingKind? kind))
            {
                string nearest = NearestNames.List(NearestNames.Find(setting.Key, SettingKeys.All.Keys));
                faults.Add(setting.Key.Length > LongestKey
                    ? $"A key of {setting.Key.Length} characters in the section '{ConfigurationPath.GetParentPath(setting.Path)}' is not known. Remove it."
                    : $"The key '{setting.Path}' is not known. The nearest known: {nearest}. Correct it, or remove it.");
            }
            else if (kind.Check(setting) is { } fault)
            {
                faults.Add(fault);
            }
        }

        return faults;
    }
}
