using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TypedSender.Hosting;

/// <summary>What the value of a setting is in the configuration: how it is checked before it is bound, and what errors say of it, which never repeat a value. Immutable.</summary>
/// <param name="Expected">What is to be written.</param>
/// <param name="IsList">Whether it has keys of its own in place of a value.</param>
/// <param name="IsValid">Whether a text is such a value.</param>
internal sealed record SettingKind(string Expected, bool IsList, Func<string, bool> IsValid)
{
    public static SettingKind Text { get; } = new("a text", false, static _ => true);

    public static SettingKind Boolean { get; } = new("true or false", false, static text => bool.TryParse(text, out _));

    public static SettingKind Integer { get; } = new("a whole number", false, static text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _));

    public static SettingKind LongInteger { get; } = new("a whole number", false, static text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _));

    /// <summary>What binds it takes a number alone, and hours above 23, for days, and 00:30 for minutes.</summary>
    public static SettingKind Duration { get; } = new(
        "a duration as hh:mm:ss, such as 00:01:30", false, static text => text.Count(':') == 2 && TimeSpan.TryParseExact(text.Trim(), "c", CultureInfo.InvariantCulture, out _));

    public static SettingKind List { get; } = new("a list", true, static _ => false);

    public static SettingKind Map { get; } = new("keys with values", true, static _ => false);

    public static SettingKind Choice<TEnum>()
        where TEnum : struct, Enum
        => new($"one of {string.Join(", ", Enum.GetNames<TEnum>())}", false, static text => Enum.GetNames<TEnum>().Contains(text.Trim(), StringComparer.OrdinalIgnoreCase));

    /// <summary>What is wrong with a setting; null for nothing.</summary>
    public string? Check(IConfigurationSection setting)
    {
        string? value = setting.Value;
        bool hasKeys = setting.GetChildren().Any();
        if (IsList)
        {
            if (setting.GetChildren().Any(static entry => entry.GetChildren().Any()))
            {
                return $"An entry of the key '{setting.Path}' has keys beneath it and is a single value. Write '{setting.Path}:{(this == List ? "0" : "name")}' with a text as value.";
            }

            return string.IsNullOrEmpty(value)
                ? null
                : this == List
                    ? $"The key '{setting.Path}' has a single value and is a list. Write '{setting.Path}:0', '{setting.Path}:1' and so on, or [ ] in JSON."
                    : $"The key '{setting.Path}' has a single value and is made of keys with values. Write '{setting.Path}:name'.";
        }

        if (hasKeys)
        {
            return $"The key '{setting.Path}' has keys beneath it and is a single value. Write {Expected}.";
        }

        return value is null || IsValid(value) ? null : $"The value of the key '{setting.Path}' is not {Expected}. Write {Expected}, or remove the key for the default.";
    }
}
