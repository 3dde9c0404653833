using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Shapes;

/// <summary>Where C# does not say whether a reference may be null, as in files that tools generate, every shape is sent that has an encoding where it does.</summary>
public class ObliviousTests
{
    private const string Usings = "using System.Collections.Concurrent; using System.Collections.Frozen; using System.Collections.Immutable; using System.Collections.ObjectModel; using System.Text.Json; using System.Text.Json.Nodes;\n";

    private const string Types = """
        #nullable disable
        [AmqpContract] public partial class Line { public string Text { get; set; } }
        [AmqpTransparent] public class Name { public Name(string value) { Value = value; } public string Value { get; } }
        [AmqpTransparent] public readonly struct Key<T> { public Key(T value) { Value = value; } public T Value { get; } }
        public class Own : Dictionary<string, string> { }
        public class Rows : List<List<string>> { }

        """;

    private static readonly string[] s_members =
    [
        "IDictionary<string, string>",
        "Dictionary<string, IList<string>>",
        "Dictionary<string, Dictionary<string, string[]>>",
        "IReadOnlyDictionary<string, Line>",
        "ImmutableDictionary<string, ImmutableList<string>>",
        "ImmutableSortedDictionary<string, string>",
        "FrozenDictionary<string, IReadOnlyList<string>>",
        "ConcurrentDictionary<string, List<string>>",
        "SortedDictionary<string, HashSet<string>>",
        "Dictionary<Name, string>",
        "Dictionary<Key<string>, string>",
        "Own",
        "Own[]",
        "IList<IList<string>>",
        "List<IReadOnlyList<IEnumerable<string>>>",
        "string[][]",
        "List<string[]>",
        "IReadOnlyCollection<ISet<string>>",
        "List<IDictionary<string, string>>",
        "Stack<IList<string>>",
        "ImmutableArray<IList<string>>",
        "ImmutableArray<ImmutableArray<string>>",
        "ReadOnlyMemory<IList<string>>",
        "ReadOnlyMemory<string>[]",
        "ObservableCollection<IList<string>>",
        "ReadOnlyObservableCollection<IList<string>>",
        "Queue<Stack<string>>",
        "Rows",
        "IList<Rows>",
        "IList<Line[]>",
        "IList<Name>[]",
        "IList<Key<string>>[]",
        "Key<IList<string>>[]",
        "Key<IList<IList<string>>>",
        "IList<byte[]>[]",
        "IList<Uri>[]",
        "[AmqpArray] string[]",
        "[AmqpArray] IList<byte[]>",
        "[AmqpDynamic] object",
        "[AmqpDynamic] IList<object>",
        "[AmqpDynamic] IDictionary<string, object>",
        "[AmqpDynamic] IList<IDictionary<string, object>>",
        "[AmqpJson] JsonNode",
        "[AmqpJson] IList<JsonDocument>[]",
        "[AmqpJson] IList<JsonObject>",
        "[AmqpFormatter(typeof(AmqpVersionFormatter))] IList<Version>",
    ];

    [Fact]
    public async Task Every_shape_is_sent_in_maps_and_in_lists()
    {
        // In one compilation, since each costs as much as all members in one.
        string contracts = string.Concat(s_members.Select((member, index) =>
        {
            int space = member.StartsWith('[') ? member.LastIndexOf("] ", StringComparison.Ordinal) + 2 : 0;
            return $"[AmqpContract] public partial class Map{index} {{ {member[..space]}public {member[space..]} Value {{ get; set; }} }}\n"
                + $"[AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record class List{index}([property: AmqpMember(Order = 0)] {member} Value);\n";
        }));

        await Marked.AssertCleanAsync(Usings + Types + contracts);
    }
}
