using System.Globalization;
using System.Text;

namespace TypedSender.Benchmarks.Generators;

/// <summary>The sources of a project of message types: as contracts with senders, one for ten of them, or as types of a context of System.Text.Json.</summary>
internal sealed class GeneratorSources
{
    /// <summary>The file that edits change; nothing refers to its type.</summary>
    public const string UnrelatedFile = "Unrelated.cs";

    private const int Areas = 20;
    private const int Enums = 10;
    private const int MethodsOfSender = 10;

    /// <param name="contracts">How many message types there are.</param>
    public GeneratorSources(int contracts) => Contracts = contracts;

    public int Contracts { get; }

    public int Senders => Contracts / MethodsOfSender;

    /// <summary>The number of a message type that a sender and another type refer to.</summary>
    public int Held => (Contracts / 2 / 3 * 3) + 2;

    public IEnumerable<(string Name, string Text)> Ours()
        => Enumerable.Range(0, Contracts).Select(number => (FileOf(number), Contract(number, isOurs: true)))
            .Append(("Kinds.cs", Kinds()))
            .Append((UnrelatedFile, Unrelated(string.Empty, string.Empty)))
            .Concat(Enumerable.Range(0, Senders).Select(number => ($"Sender{number}.cs", Sender(number))));

    public IEnumerable<(string Name, string Text)> OfJson()
        => Enumerable.Range(0, Contracts).Select(number => (FileOf(number), Contract(number, isOurs: false)))
            .Append(("Kinds.cs", Kinds()))
            .Append((UnrelatedFile, Unrelated(string.Empty, string.Empty)))
            .Append(("Context.cs", JsonContext()));

    /// <summary>The file that nothing refers to.</summary>
    /// <param name="statement">What stands in the body of its method.</param>
    /// <param name="member">A further member.</param>
    public static string Unrelated(string statement, string member)
        => $$"""
            namespace Shop;

            internal class Unrelated
            {
                private void Work()
                {
                    {{statement}}
                }
                {{member}}
            }
            """;

    public static string FileOf(int number) => Text($"Contract{number}.cs");

    private static string Name(int number) => Text($"Shop.Area{number % Areas}.Contract{number}");

    /// <summary>A record with ten members; every third holds the one before it, and a list of it.</summary>
    public static string Contract(int number, bool isOurs, string member = "")
    {
        string nested = number % 3 != 0 || number == 0
            ? string.Empty
            : $$"""public {{Name(number - 1)}}? Inner { get; init; } public System.Collections.Generic.List<{{Name(number - 1)}}> Many { get; init; } = new();""";
        return Text(
            $$"""
            namespace Shop.Area{{number % Areas}};

            /// <summary>Contract {{number}}.</summary>
            {{(isOurs ? "[TypedSender.AmqpContract]" : string.Empty)}}
            public sealed partial record Contract{{number}}
            {
                {{(isOurs && number % 4 == 0 ? "[TypedSender.Subject]" : string.Empty)}} public required string Name { get; init; }
                public System.Guid Id { get; init; }
                public int Count { get; init; }
                public decimal Total { get; init; }
                public System.DateTimeOffset At { get; init; }
                public string? Note { get; init; }
                public Shop.Kind{{number % Enums}} Kind { get; init; }
                public System.Collections.Generic.IReadOnlyList<string> Tags { get; init; } = [];
                public System.Collections.Generic.Dictionary<string, long> Counters { get; init; } = new();
                public bool? Flag { get; init; }
                {{nested}}
                {{member}}
            }
            """);
    }

    private static string Kinds()
    {
        var text = new StringBuilder("namespace Shop;\n");
        for (int number = 0; number < Enums; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"public enum Kind{number} {{ First, Second, Third }}\n");
        }

        return text.ToString();
    }

    /// <summary>A sender of ten contracts, every third method with a list.</summary>
    private static string Sender(int number)
    {
        var text = new StringBuilder("using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using TypedSender;\nnamespace Shop;\n");
        text.Append(CultureInfo.InvariantCulture, $"[AmqpSender(\"queue{number}\")]\npublic partial interface ISender{number}\n{{\n");
        for (int method = 0; method < MethodsOfSender; method++)
        {
            string contract = Name((number * MethodsOfSender) + method);
            text.Append(Text(method % 3 == 2
                ? $"    ValueTask<IReadOnlyList<SendOutcome>> SendAll{method}Async(IReadOnlyList<{contract}> items, CancellationToken cancellationToken = default);\n"
                : (FormattableString)$"    ValueTask Send{method}Async({contract} item, [ApplicationProperty(\"region\")] string region, CancellationToken cancellationToken = default);\n"));
        }

        return text.Append("}\n").ToString();
    }

    private string JsonContext()
    {
        var text = new StringBuilder("using System.Text.Json.Serialization;\nnamespace Shop;\n");
        for (int number = 0; number < Contracts; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"[JsonSerializable(typeof({Name(number)}))]\n");
        }

        return text.Append("public partial class Context : JsonSerializerContext;\n").ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
