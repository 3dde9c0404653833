using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests;

/// <summary>What decoders make: collections of every kind, contracts by every way, and the shapes for which there is none.</summary>
public class DecodedShapeTests
{
    [Fact]
    public void Collections_come_back_in_their_order()
    {
        Made.Collected sent = new()
        {
            Queue = new Queue<int>([1, 2]), Stack = new Stack<int>([1, 2, 3]), Linked = new LinkedList<string>(["a", "b"]), Sorted = [2, 1], Set = new HashSet<int> { 4, 3 },
            ReadOnlySet = new HashSet<int> { 6, 5 }, Collection = [1, 2], ReadOnly = new([3, 4]), Observable = [5, 6], ReadOnlyObservable = new([7, 8]),
            ConcurrentQueue = new([1, 2]), ConcurrentStack = new([1, 2, 3]), Blocking = new BlockingCollection<int>(new ConcurrentQueue<int>([1, 2])),
            ImmutableList = [1, 2], IImmutableList = ImmutableList.Create(3, 4), ImmutableSet = [5], ImmutableSorted = [7, 6], ImmutableQueue = [1, 2], ImmutableStack = ImmutableStack.Create(1, 2, 3),
            Frozen = new[] { "x", "y" }.ToFrozenSet(), Segment = new([9, 1, 2, 9], 1, 2), Interface = ["a", null], Jagged = [[1], [], [2, 3]], Nullables = [1, null], Own = ["t"], OwnBuilt = new([4, 5]),
            SortedMap = new() { ["b"] = 2, ["a"] = 1 }, SortedList = new() { ["b"] = 2, ["a"] = 1 }, ConcurrentMap = new() { ["c"] = 3 }, ReadOnlyMap = new(new Dictionary<string, int> { ["d"] = 4 }),
            ImmutableMap = ImmutableDictionary<string, int>.Empty.Add("e", 5), ImmutableSortedMap = ImmutableSortedDictionary<string, int>.Empty.Add("g", 7).Add("f", 6),
            FrozenMap = new Dictionary<string, int> { ["h"] = 8 }.ToFrozenDictionary(), OwnMap = new() { ["i"] = null }, Nested = new() { ["j"] = [new Made.Interval(1, 2) { Label = "l" }] },
        };

        Made.Collected read = TypedSender.AmqpContracts.Decode<Made.Collected>(AmqpContracts.Encode(sent));

        Assert.Equal([3, 2, 1], read.Stack);
        Assert.Equal([3, 2, 1], read.ConcurrentStack);
        Assert.Equal([3, 2, 1], read.ImmutableStack.ToArray());
        foreach (PropertyInfo property in typeof(Made.Collected).GetProperties().Where(property => property.PropertyType != typeof(Type)))
        {
            Assert.Equal(property.GetValue(sent), property.GetValue(read));
        }
    }

    [Fact]
    public void Contracts_are_made_in_every_way()
    {
        var primary = new Made.ByPrimary(1) { Name = "n", Count = 2, Tags = ["t"], Comment = "c", Changed = 3, Field = 4 };
        primary.Enter(5);
        Made.ByPrimary read = Again(primary);

        Assert.Equal((1, "n", 2, "c", 3, 4.0, 5L), (read.Number, read.Name, read.Count, read.Comment, read.Changed, read.Field, read.Inside));
        Assert.Equal(["t"], read.Tags);
        Assert.Equivalent(new Made.ByConstructor(1, ["a"], null, 9), Again(new Made.ByConstructor(1, ["a"], null, 9)));
        Assert.Equal(new Made.Required("f") { Second = "s" }, Again(new Made.Required("f") { Second = "s" }));
        Assert.Equal(-7, Again(new Made.Backed { Value = 7 }).Negative);
        Assert.Equal(new Made.Interval(1, 2) { Label = "l" }, Again(new Made.Interval(1, 2) { Label = "l" }));
    }

    [Theory]
    [InlineData("P1W", "7.00:00:00")]
    [InlineData("-P1DT2H30M0.5S", "-1.02:30:00.5")]
    [InlineData("+PT0,0000001S", "00:00:00.0000001")]
    [InlineData("PT36H", "1.12:00:00")]
    [InlineData("PT0S", "00:00:00")]
    [InlineData("P10675199DT2H48M5.4775807S", "10675199.02:48:05.4775807")]
    [InlineData("-P10675199DT2H48M5.4775808S", "-10675199.02:48:05.4775808")]
    public void Durations_of_ISO_8601_are_read(string text, string duration)
        => Assert.Equal(TimeSpan.Parse(duration, System.Globalization.CultureInfo.InvariantCulture), Duration(text));

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1")]
    [InlineData("PD")]
    [InlineData("1D")]
    [InlineData("P1M")]
    [InlineData("P1DT")]
    [InlineData("PT1M1H")]
    [InlineData("PT1H1H")]
    [InlineData("PT0.5M")]
    [InlineData("PT1.S")]
    [InlineData("PT1.")]
    [InlineData("PT0.00000001S")]
    [InlineData("P10675200D")]
    [InlineData("P99999999999999999999D")]
    [InlineData("P1D ")]
    public void What_is_no_duration_is_refused(string text) => Assert.Throws<AmqpDecodeException>(() => Duration(text));

    [Fact]
    public void Every_shape_can_be_read_but_for_these()
        => Assert.Equal(
            ["Bags", "Enclosing", "Fickle", "Obedient", "Unsendable"],
            typeof(DecodedShapeTests).Assembly.GetTypes()
                .Where(type => type.GetCustomAttribute<NotReadableAttribute>() is not null)
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal));

    [Fact]
    public void A_contract_that_cannot_be_read_says_so_where_only_its_type_parameter_is_known()
    {
        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => Again(new Obedient(Command.Null)));

        Assert.Equal(
            "TypedSender.Generated.Tests.Shapes.Obedient cannot be read: it cannot be made of its members, or was built by a version that wrote no decoders. The compiler says why where AmqpContracts.Decode<Obedient> is called with the contract itself.",
            exception.Message);
    }

    private static T Again<T>(T contract)
        where T : IAmqpContract<T>
        => TypedSender.AmqpContracts.Decode<T>(TypedSender.AmqpContracts.Encode(in contract));

    private static TimeSpan Duration(string text)
    {
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        writer.WriteString(text);
        writer.Flush();
        var reader = new AmqpReader(buffer.ToArray());
        return AmqpValueReader.Duration(ref reader);
    }
}
