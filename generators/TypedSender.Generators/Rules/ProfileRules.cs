using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of what the broker takes that is named by an attribute or described by a file.</summary>
internal static class ProfileRules
{
    public static readonly DiagnosticDescriptor AddressForm = Rule.Warning(
        "TSND0901",
        "Address has a form that the broker does not take",
        "The address '{0}' begins with none of {1}, and {2} {3}: write it in one of these forms");

    public static readonly DiagnosticDescriptor AnnotationKey = Rule.Warning(
        "TSND0902",
        "Key of an annotation is refused by the broker",
        "The key '{0}' of a message annotation does not begin with '{1}', and {2} {3}: write '{1}{0}', or make it an application property");

    public static readonly DiagnosticDescriptor TooLong = Rule.Warning(
        "TSND0903",
        "Text is longer than the broker takes",
        "{0} {1} {2} characters, and {3} takes {4}: shorten it");

    public static readonly DiagnosticDescriptor PropertyType = Rule.Warning(
        "TSND0904",
        "Type of an application property is not taken by the broker",
        "The application property '{0}' is of type '{1}', and {2} takes {3}: use one of these");

    public static readonly DiagnosticDescriptor EditionOfOtherBroker = Rule.Error(
        "TSND0905",
        "Edition belongs to another broker",
        "'{0}' is no edition of {1}: name one of its own, or leave it out");

    public static readonly DiagnosticDescriptor MessageSize = Rule.Warning(
        "TSND0906",
        "Message can be larger than the broker takes",
        "'{0}' can take {1} bytes, and {2} takes {3}{4}: '{5}' alone can take {6}; lower its MaxLength, or send what is large in another way");

    public static readonly DiagnosticDescriptor MalformedLine = Rule.ErrorOfCompilation(
        "TSND0907",
        "Line of the broker's limits cannot be read",
        "'{0}' in AmqpBroker.txt cannot be read: {1}");
}
