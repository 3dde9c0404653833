using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Limits;

/// <summary>What a message can take is computed from the lengths that its members are given.</summary>
public class MessageSizeTests
{
    private const string Standard = "AmqpBrokerKind.ServiceBus, Edition = AmqpBrokerEdition.ServiceBusStandard";

    [Fact]
    public async Task A_message_that_can_exceed_the_limit_is_reported_at_its_largest_member()
        => Assert.Equal(
            ["TSND0906|Lines|'Shop.Order' can take 330,359 bytes, and Service Bus Standard takes 262,144: 'Shop.Order.Lines' alone can take 326,529; lower its MaxLength, or send what is large in another way"],
            await LimitsRun.OfAsync(Standard, """
                [AmqpContract] public sealed partial record Line([property: MaxLength(200)] string Sku, int Count);
                [AmqpContract] public sealed partial record Order([MessageId] Guid Id, [property: MaxLength(1000)] string Note, [property: MaxLength(500)] List<Line> Lines);
                """));

    [Fact]
    public async Task A_message_that_Broker_J_does_not_take_is_reported_for_it_alone()
    {
        const string Contract = "[AmqpContract] public sealed partial record Order([property: MaxLength(110_000_000)] byte[] Content);";

        Assert.Equal(
            ["TSND0906|Content|'Shop.Order' can take 110,000,817 bytes, and Qpid Broker-J takes 104,857,600 unless qpid.max_message_size says otherwise: 'Shop.Order.Content' alone can take 110,000,031; lower its MaxLength, or send what is large in another way"],
            await LimitsRun.OfAsync("AmqpBrokerKind.Qpid, Edition = AmqpBrokerEdition.QpidBrokerJ", Contract));
        Assert.Empty(await LimitsRun.OfAsync("AmqpBrokerKind.Qpid", Contract));
    }

    [Theory]
    [InlineData("string Note")]
    [InlineData("byte[] Content, List<string> Names, Dictionary<string, int> Counts")]
    [InlineData("[property: MaxLength(10)] string Note, string Other")]
    [InlineData("[property: MaxLength(80_000)] string Note")]
    [InlineData("[property: MaxLength(200_000)] byte[] Content")]
    [InlineData("Order? Inner, [property: MaxLength(100)] List<Order> Others")]
    public async Task What_is_not_bounded_and_what_fits_is_not_reported(string members)
        => Assert.Empty(await LimitsRun.OfAsync(Standard, $"[AmqpContract] public sealed partial record Order({members});"));

    [Theory]
    [InlineData("[property: MaxLength(90_000)] string Note")]
    [InlineData("[property: MaxLength(270_000)] byte[] Note, string Other")]
    [InlineData("[property: Length(1, 90_000)] string Note")]
    [InlineData("[property: StringLength(90_000)] string Note")]
    [InlineData("[property: MaxLength(20_000)] Guid[] Note")]
    [InlineData("[property: MaxLength(20_000)] Dictionary<int, long> Note")]
    public async Task What_is_bounded_by_more_is_reported(string members)
        => Assert.StartsWith("TSND0906|Note|", Assert.Single(await LimitsRun.OfAsync(Standard, $"[AmqpContract] public sealed partial record Order({members});")), StringComparison.Ordinal);

    [Fact]
    public async Task A_bound_of_a_metadata_type_is_reported_there()
        => Assert.StartsWith(
            "TSND0906|Note|'Shop.Order' can take ",
            Assert.Single(await LimitsRun.OfAsync(Standard + "), AmqpContractFor<Shop.Order>(MetadataType = typeof(Shop.OrderMetadata)", """
                internal abstract class OrderMetadata { [MaxLength(90_000)] public abstract string Note { get; } }
                public class Order { public string Note { get; set; } = string.Empty; }
                """)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("AmqpBrokerKind.ServiceBus")]
    [InlineData("AmqpBrokerKind.ServiceBus, Edition = AmqpBrokerEdition.ServiceBusPremium")]
    [InlineData("AmqpBrokerKind.EventHubs")]
    [InlineData("AmqpBrokerKind.Artemis")]
    [InlineData(null)]
    public async Task Another_broker_takes_more(string? broker)
        => Assert.Empty(await LimitsRun.OfAsync(broker, "[AmqpContract] public sealed partial record Order([property: MaxLength(300_000)] byte[] Content);"));

    [Fact]
    public async Task A_sender_that_names_its_broker_holds_its_contracts_to_that_one()
        => Assert.StartsWith(
            "TSND0906|Content|'Shop.Order' can take 300,",
            Assert.Single(await LimitsRun.OfAsync(
                "AmqpBrokerKind.EventHubs",
                $"[AmqpContract] public sealed partial record Order([property: MaxLength(300_000)] byte[] Content); [AmqpSender(\"orders\"), AmqpBroker({Standard})] public partial interface IOrders {{ ValueTask SendAsync(Order order); ValueTask SendAllAsync(List<Order> orders); }}")),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_file_has_a_limit_of_its_own()
        => Assert.StartsWith(
            "TSND0906|Content|'Shop.Order' can take",
            Assert.Single(await LimitsRun.OfAsync(null, "[AmqpContract] public sealed partial record Order([property: MaxLength(3000)] byte[] Content);", "name: x\nmax-message-bytes: 2000")),
            StringComparison.Ordinal);

    /// <summary>Values that are as large as their members may be, encoded: no more than is computed, but for what a trace context and null fields may add.</summary>
    [Fact]
    public async Task What_is_computed_is_no_less_than_what_is_encoded()
    {
        const string Source = """
            using System; using System.Collections.Generic; using System.ComponentModel.DataAnnotations; using System.Linq; using TypedSender;
            namespace Shop;
            public enum State { Open, AlmostShut }
            [AmqpContract(Descriptor = "acme:line", Encoding = AmqpBodyEncoding.List)]
            public sealed partial record Line([property: AmqpMember(Order = 0), MaxLength(20)] string Sku, [property: AmqpMember(Order = 1)] ulong Count, [property: AmqpMember(Order = 2)] decimal Price);
            [AmqpContract(Descriptor = "acme:order"), Subject("order"), Durable, ApplicationProperty("kind", "retail")]
            public sealed partial record Order(
                [MessageId] Guid Id, [property: ApplicationProperty("region"), MaxLength(30)] string Region, [property: GroupId, MaxLength(40)] string Group,
                [property: MaxLength(100)] string Note, [property: MaxLength(50)] byte[] Content, [property: MaxLength(10)] List<Line> Lines, [property: MaxLength(5)] Dictionary<Guid, DateTimeOffset> Times,
                bool Flag, byte A, short B, uint C, long D, float E, double F, char G, DateOnly Day, TimeOnly Time, State State, [property: AmqpEnumAsString] State Name,
                [property: AmqpDuration(AmqpDurationEncoding.Milliseconds)] TimeSpan Wait);
            public static class Largest
            {
                public static byte[] Encode() => AmqpContracts.Encode(new Order(
                    Guid.NewGuid(), new string('\u20ac', 30), new string('\u20ac', 40), new string('\u20ac', 100), new byte[50],
                    Enumerable.Repeat(new Line(new string('\u20ac', 20), ulong.MaxValue, decimal.MaxValue), 10).ToList(), Enumerable.Range(0, 5).ToDictionary(_ => Guid.NewGuid(), _ => DateTimeOffset.MaxValue),
                    true, 255, short.MinValue, uint.MaxValue, long.MinValue, 1, 1, 'x', DateOnly.MaxValue, TimeOnly.MaxValue, State.AlmostShut, State.AlmostShut, TimeSpan.MaxValue));
            }
            """;
        GeneratorRun run = GeneratorRun.Of(Source);
        byte[] bytes = (byte[])Assembly.Load(run.Emit()).GetType("Shop.Largest")!.GetMethod("Encode")!.Invoke(null, null)!;

        string message = (await LimitsRun.AnalyzeAsync(run, "max-message-bytes: 1")).Select(found => found.GetMessage(CultureInfo.InvariantCulture)).Single(text => text.StartsWith("'Shop.Order'", StringComparison.Ordinal));
        int computed = int.Parse(Regex.Match(message, "can take ([0-9,]+) bytes").Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

        Assert.InRange(bytes.Length, computed - 1200, computed - 700);
    }
}
