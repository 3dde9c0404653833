using Microsoft.Extensions.Configuration;

namespace TypedSender.Hosting;

/// <summary>
/// Finds the subsections of <c>TypedSender</c> that no client reads, which are mostly mistyped names of clients. They are warnings and no errors: another application may share the file, or code of
/// this one may read them by itself. The texts contain names of sections and keys, and never a value.
/// </summary>
internal static class UnreadSections
{
    /// <summary>Returns a text for each unread subsection, with the nearest name of a client.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<ClientRegistration> clients)
    {
        ClientRegistration[] all = [.. clients];
        if (all.FirstOrDefault(static client => client.Sections is not null)?.Sections is not { } sections)
        {
            return [];
        }

        string[] read = [.. all.Select(static client => client.Section).OfType<IConfigurationSection>().Select(static section => section.Path)];
        string[] names = [.. read.Where(path => Holds(sections.Path, path)).Select(path => path[(sections.Path.Length + 1)..])];
        return [.. sections.GetChildren().Where(child => !read.Any(path => IsSame(path, child.Path) || Holds(path, child.Path) || Holds(child.Path, path))).Select(child => Describe(child, names))];
    }

    private static string Describe(IConfigurationSection section, string[] names)
    {
        if (section.Key.Length > SettingsCheck.LongestKey)
        {
            return $"No client reads a key of {section.Key.Length} characters in the section '{ConfigurationPath.GetParentPath(section.Path)}'. Remove it.";
        }

        string nearest = names.Length == 0 ? "" : $" The nearest name of a client: {NearestNames.List(NearestNames.Find(section.Key, names))}.";
        return SettingKeys.All.ContainsKey(section.Key)
            ? $"No client reads the key '{section.Path}': settings stand in the section of a client.{nearest} Move it to '{ConfigurationPath.GetParentPath(section.Path)}:{(names.Length == 0 ? "name" : names[0])}:{section.Key}'."
            : $"No client reads the section '{section.Path}'.{nearest} Correct the name, or remove the section if nothing else reads it.";
    }

    private static bool IsSame(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string outer, string inner) => inner.StartsWith($"{outer}:", StringComparison.OrdinalIgnoreCase);
}
