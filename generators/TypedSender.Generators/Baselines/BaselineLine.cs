using System;
using System.Globalization;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Baselines;

/// <summary>What a line of a baseline is about.</summary>
internal enum BaselineSubject
{
    /// <summary>A contract and the layout of its body.</summary>
    Contract,

    /// <summary>A value of a contract, in its body or in a section.</summary>
    Place,

    /// <summary>A value of an enum.</summary>
    Enum,

    /// <summary>A contract that arrives at an address.</summary>
    Address,
}

/// <summary>One line of a baseline: what the readers of a contract depend on, and nothing else.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Owner">The full name of the contract or enum; the address, as C# writes it.</param>
/// <param name="Place">Where the value stands; empty for a contract and for an address.</param>
/// <param name="Name">The member of a list; empty elsewhere, where readers do not depend on it.</param>
/// <param name="Value">The layout of the body, the type of the value, the name of a number of an enum, or what arrives at an address.</param>
internal readonly record struct BaselineLine(BaselineSubject Subject, string Owner, string Place, string Name, string Value)
{
    private const string EnumPrefix = "enum ";
    private const string Separator = ": ";
    private const char PlaceSeparator = '/';

    /// <summary>What two lines of one file may not share.</summary>
    public string Key => Subject switch
    {
        BaselineSubject.Contract => Owner,
        BaselineSubject.Place => Owner + PlaceSeparator + Place,
        BaselineSubject.Enum => EnumPrefix + Owner + PlaceSeparator + Place,
        _ => Owner + Separator + Value,
    };

    /// <summary>The line as the file has it.</summary>
    public string Text => Subject == BaselineSubject.Address ? Key
        : Key + (Name.Length == 0 ? string.Empty : " " + Name) + (Value.Length == 0 ? string.Empty : Separator + Value);

    /// <summary>Whether the value may be missing from a message.</summary>
    public bool IsOptional => Value.EndsWith("?", StringComparison.Ordinal);

    /// <summary>Whether the place is a field of a list.</summary>
    public bool IsField => Subject == BaselineSubject.Place && char.IsDigit(Place[0]);

    /// <summary>Reads a line.</summary>
    /// <param name="text">The line, without the white space around it.</param>
    /// <param name="line">What it says.</param>
    /// <returns>What is wrong with it, for people; null if nothing is.</returns>
    public static string? Read(string text, out BaselineLine line)
    {
        line = default;
        int separator = IndexOutsideText(text, Separator, 0);
        string head = separator < 0 ? text : text.Substring(0, separator);
        string value = separator < 0 ? string.Empty : text.Substring(separator + Separator.Length).Trim();
        if (head.StartsWith("\"", StringComparison.Ordinal))
        {
            line = new BaselineLine(BaselineSubject.Address, head, string.Empty, string.Empty, value);
            return !IsText(head) ? "the address does not end with a quotation mark" : value.Length == 0 ? "the contract is missing behind the address" : null;
        }

        bool isEnum = head.StartsWith(EnumPrefix, StringComparison.Ordinal);
        head = isEnum ? head.Substring(EnumPrefix.Length) : head;
        int slash = IndexOutsideText(head, PlaceSeparator.ToString(), 0);
        string owner = slash < 0 ? head : head.Substring(0, slash);
        string place = slash < 0 ? string.Empty : head.Substring(slash + 1);
        if (owner.Length == 0 || (isEnum && slash < 0) || (slash >= 0 && place.Length == 0))
        {
            return "a name is missing";
        }

        string name = string.Empty;
        int space = place.IndexOf(' ');
        if (place.Length > 0 && char.IsDigit(place[0]) && space > 0)
        {
            (place, name) = (place.Substring(0, space), place.Substring(space + 1).Trim());
        }

        line = new BaselineLine(isEnum ? BaselineSubject.Enum : slash < 0 ? BaselineSubject.Contract : BaselineSubject.Place, owner, place, name, value);
        return isEnum ? EnumObstacle(place, value)
            : value.Length == 0 ? "': ' and what follows it are missing"
            : slash >= 0 && !IsPlace(place) ? $"'{place}' is no place: write a name in quotation marks, the number of a field, or a section's field such as message-id or application-property \"key\""
            : null;
    }

    private static string? EnumObstacle(string place, string value)
        => IsText(place) ? value.Length == 0 ? null : "nothing follows the name of an enum's member"
            : !long.TryParse(place, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && !ulong.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? $"'{place}' is no number and no name in quotation marks"
            : value.Length == 0 ? "': ' and the name of the number are missing"
            : null;

    private static bool IsPlace(string place)
    {
        if (IsText(place) || int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out _) || place == ContractLines.Data)
        {
            return true;
        }

        return IsSectionPlace(place);
    }

    /// <summary>Whether the text is a section's field, with its key in quotation marks where it has one.</summary>
    public static bool IsSectionPlace(string place)
    {
        foreach (SectionSlot slot in (SectionSlot[])Enum.GetValues(typeof(SectionSlot)))
        {
            string field = ContractLines.Field(slot);
            if (SectionSlots.IsKeyed(slot)
                ? place.StartsWith(field + " ", StringComparison.Ordinal) && IsText(place.Substring(field.Length + 1))
                : place == field)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether all of it is one text in quotation marks.</summary>
    private static bool IsText(string text)
        => text.Length > 1 && text[0] == '"' && text[text.Length - 1] == '"' && IndexOutsideText(text + "/", "/", 0) == text.Length;

    /// <summary>Where a part begins that stands in no quotation marks; -1 if there is none.</summary>
    private static int IndexOutsideText(string text, string part, int start)
    {
        bool inside = false;
        for (int i = start; i < text.Length; i++)
        {
            if (inside && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                inside = !inside;
            }
            else if (!inside && string.CompareOrdinal(text, i, part, 0, part.Length) == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
