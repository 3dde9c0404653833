using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Baselines;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Limits;

/// <summary>Reads AmqpBroker.txt, by which a user says what a broker takes that has no profile. A line that begins with <c>#</c> is a comment.</summary>
internal sealed class LimitsFile
{
    private const string FileName = "AmqpBroker.txt";
    private const string MaxLengthPrefix = "max-length ";

    // The types that application properties may have (AMQP 1.0, 3.2.5 and 1.6).
    private static readonly string[] s_simpleTypes =
    [
        "boolean", "ubyte", "ushort", "uint", "ulong", "byte", "short", "int", "long", "float", "double", "decimal32", "decimal64", "decimal128", "char", "timestamp", "uuid", "binary", "string", "symbol",
    ];

    private readonly Dictionary<string, int> _maxLengths = new();
    private readonly List<string> _propertyTypes = new();
    private readonly List<string> _addressPrefixes = new();
    private readonly List<Diagnostic> _problems = new();
    private string _name = "the broker of AmqpBroker.txt";
    private string _annotationPrefix = string.Empty;
    private long _maxMessageBytes;
    private bool _takesPlainAddresses = true;

    private LimitsFile()
    {
    }

    public IReadOnlyList<Diagnostic> Problems => _problems;

    /// <summary>What the file says; null if there is none.</summary>
    public BrokerLimits? Limits { get; private set; }

    public static LimitsFile Read(IEnumerable<AdditionalText> files, CancellationToken cancellationToken)
    {
        var result = new LimitsFile();
        foreach (AdditionalText file in files)
        {
            if (result.Limits is not null
                || !string.Equals(Path.GetFileName(file.Path), FileName, StringComparison.OrdinalIgnoreCase)
                || file.GetText(cancellationToken) is not { } text)
            {
                continue;
            }

            foreach (TextLine line in text.Lines)
            {
                result.Add(file.Path, text, line);
            }

            result.Limits = new BrokerLimits(result._name)
            {
                MaxMessageBytes = result._maxMessageBytes,
                AnnotationPrefix = result._annotationPrefix,
                MaxLengths = result._maxLengths,
                PropertyTypes = result._propertyTypes,
                AddressPrefixes = result._addressPrefixes,
                TakesPlainAddresses = result._takesPlainAddresses,
            };
        }

        return result;
    }

    private void Add(string path, SourceText source, TextLine line)
    {
        string all = line.ToString();
        string text = all.Trim();
        if (text.Length > 0 && text[0] != '#' && Obstacle(text) is { } reason)
        {
            var span = new TextSpan(line.Start + all.IndexOf(text[0]), text.Length);
            _problems.Add(Diagnostic.Create(ProfileRules.MalformedLine, Location.Create(path, span, source.Lines.GetLinePositionSpan(span)), text, reason));
        }
    }

    /// <summary>Takes over what a line says; why it cannot be read, for people, or null.</summary>
    private string? Obstacle(string text)
    {
        int colon = text.LastIndexOf(": ", StringComparison.Ordinal);
        if (colon < 0)
        {
            return "write a name, a colon, a space and a value";
        }

        string name = text.Substring(0, colon).Trim();
        string value = text.Substring(colon + 2).Trim();
        bool isNumber = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number is > 0 and <= int.MaxValue;
        switch (name)
        {
            case "name":
                _name = value;
                return null;
            case "max-message-bytes" when isNumber:
                _maxMessageBytes = number;
                return null;
            case "annotation-prefix":
                _annotationPrefix = value;
                return null;
            case "address-prefix":
                _addressPrefixes.Add(value);
                return null;
            case "plain-addresses" when value is "yes" or "no":
                _takesPlainAddresses = value == "yes";
                return null;
            case "property-type" when Array.IndexOf(s_simpleTypes, value) >= 0:
                _propertyTypes.Add(value);
                return null;
            case "property-type":
                return "the value is none of " + string.Join(", ", s_simpleTypes);
            case "max-message-bytes":
                return "the value is no number from 1 to 2147483647";
            case "plain-addresses":
                return "the value is neither yes nor no";
        }

        if (!name.StartsWith(MaxLengthPrefix, StringComparison.Ordinal))
        {
            return "the name is none of name, max-message-bytes, max-length, annotation-prefix, address-prefix, plain-addresses and property-type";
        }

        if (!isNumber)
        {
            return "the value is no number from 1 to 2147483647";
        }

        string place = name.Substring(MaxLengthPrefix.Length).Trim();
        if (!BaselineLine.IsSectionPlace(place))
        {
            return $"'{place}' is no place: write a section's field, such as message-id or application-property \"key\"";
        }

        _maxLengths[place] = (int)number;
        return null;
    }
}
