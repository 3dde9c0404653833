using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace TypedSender.Tool;

/// <summary>Options whose values are checked as the command line is read.</summary>
internal static class ToolOptions
{
    /// <summary>An option that takes a number within limits.</summary>
    public static Option<T> Number<T>(string name, string alias, T usual, (T Least, T Most) limits, string unit, string description)
        where T : struct, INumber<T> => new(name, alias)
        {
            Description = description,
            HelpName = unit,
            DefaultValueFactory = _ => usual,
            CustomParser = result => Read(result, name, limits.Least, limits.Most, unit),
        };

    /// <summary>The address that a command sends to or receives from.</summary>
    public static Option<string?> Address(string description, bool isRequired) =>
        NotEmpty(new Option<string?>("--address", "-a") { Description = description, Required = isRequired, HelpName = "address" }, "Give an address, such as the name of a queue.");

    /// <summary>An option that is refused where an empty text is given to it.</summary>
    public static Option<T> NotEmpty<T>(Option<T> option, string nextStep)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(static token => token.Value.Length == 0))
            {
                result.AddError($"{option.Name} is empty. {nextStep}");
            }
        });
        return option;
    }

    private static T Read<T>(ArgumentResult result, string name, T least, T most, string unit)
        where T : struct, INumber<T>
    {
        string given = result.Tokens is [var token, ..] ? token.Value : "";
        if (T.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && value >= least && value <= most)
        {
            return value;
        }

        string what = unit == "number" ? "a whole number" : $"a number of {unit}";
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {what} from {least:#,0.###} to {most:#,0.###}, not '{ErrorText.FromPeer(given)}'."));
        return default;
    }
}
