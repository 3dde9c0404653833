namespace TypedSender.Generators.Tests.Limits;

/// <summary>Addresses, keys, lengths and types that a broker does not take are reported where they are written.</summary>
public class PlaceLimitTests
{
    private const string Rabbit3 = "AmqpBrokerKind.RabbitMq, Edition = AmqpBrokerEdition.RabbitMq3";
    private const string Rabbit4 = "AmqpBrokerKind.RabbitMq, Edition = AmqpBrokerEdition.RabbitMq4";
    private const string Order = "[AmqpContract] public sealed partial record Order(int Id);";

    [Theory]
    [InlineData(Rabbit4, "/queues/orders")]
    [InlineData(Rabbit4, "/exchanges/shop/key")]
    [InlineData(Rabbit3, "orders")]
    [InlineData(Rabbit3, "/queue/orders")]
    [InlineData(Rabbit3, "/amq/queue/orders")]
    [InlineData(Rabbit3, "/exchange/shop/key")]
    [InlineData(Rabbit3, "/topic/key")]
    [InlineData("AmqpBrokerKind.RabbitMq", "/queues/orders")]
    [InlineData("AmqpBrokerKind.ServiceBus", "orders")]
    [InlineData(null, "/anything")]
    public async Task An_address_that_is_taken_is_not_reported(string? broker, string address) => Assert.Empty(await LimitsRun.OfAsync(broker, Sender(address)));

    [Theory]
    [InlineData("orders")]
    [InlineData("/queue/orders")]
    [InlineData("/queues/")]
    public async Task An_address_of_version_1_is_reported_for_version_4(string address)
        => Assert.Equal(
            [$"TSND0901|\"{address}\"|The address '{address}' begins with none of /queues/, /exchanges/, and RabbitMQ 4 reads it as version 1, which is deprecated, or refuses it: write it in one of these forms"],
            await LimitsRun.OfAsync(Rabbit4, Sender(address)));

    [Fact]
    public async Task An_address_of_version_2_is_reported_for_version_3()
        => Assert.Equal(
            ["TSND0901|\"/queues/orders\"|The address '/queues/orders' begins with none of /queue/, /amq/queue/, /exchange/, /topic/, and RabbitMQ 3 does not take it: write it in one of these forms"],
            await LimitsRun.OfAsync(Rabbit3, Sender("/queues/orders")));

    [Fact]
    public async Task A_sender_that_names_its_broker_is_held_to_that_one()
    {
        Assert.Empty(await LimitsRun.OfAsync(Rabbit4, Sender("orders", "[AmqpBroker(AmqpBrokerKind.ServiceBus)]")));
        Assert.Single(await LimitsRun.OfAsync(null, Sender("orders", $"[AmqpBroker({Rabbit4})]")));
        Assert.Single(await LimitsRun.OfAsync(null, $"[AmqpBroker({Rabbit4})] public interface IBase {{ }} " + Sender("orders", string.Empty, " : IBase")));
    }

    [Fact]
    public async Task A_key_that_is_reserved_is_reported_of_members_parameters_and_constants()
        => Assert.Equal(
            [
                "TSND0902|\"age\"|The key 'age' of a message annotation does not begin with 'x-', and RabbitMQ 4 refuses the message: write 'x-age', or make it an application property",
                "TSND0902|\"color\"|The key 'color' of a message annotation does not begin with 'x-', and RabbitMQ 4 refuses the message: write 'x-color', or make it an application property",
                "TSND0902|\"size\"|The key 'size' of a message annotation does not begin with 'x-', and RabbitMQ 4 refuses the message: write 'x-size', or make it an application property",
            ],
            await LimitsRun.OfAsync(Rabbit4, """
                [AmqpContract, MessageAnnotation("color", "red")] public sealed partial record Order([MessageAnnotation("age")] int Age, [MessageAnnotation("x-fine")] int Fine);
                [AmqpSender("/queues/orders")] public partial interface IOrders { ValueTask SendAsync(Order order, [MessageAnnotation("size")] int size); }
                """));

    [Fact]
    public async Task A_key_that_AMQP_reserves_is_reported_for_a_generic_broker_that_is_named()
    {
        const string Contract = "[AmqpContract] public sealed partial record Order([MessageAnnotation(\"age\")] int Age, [MessageAnnotation(\"x-fine\")] int Fine);";

        Assert.Equal(
            ["TSND0902|\"age\"|The key 'age' of a message annotation does not begin with 'x-', and AMQP 1.0 reserves it: write 'x-age', or make it an application property"],
            await LimitsRun.OfAsync("AmqpBrokerKind.Generic", Contract));
        Assert.Empty(await LimitsRun.OfAsync(null, Contract));
        Assert.Empty(await LimitsRun.OfAsync("AmqpBrokerKind.Artemis", Contract));
    }

    [Fact]
    public async Task A_key_of_a_metadata_type_is_reported()
        => Assert.Equal(
            [
                "TSND0902|\"age\"|The key 'age' of a message annotation does not begin with 'x-', and RabbitMQ 4 refuses the message: write 'x-age', or make it an application property",
                "TSND0902|\"color\"|The key 'color' of a message annotation does not begin with 'x-', and RabbitMQ 4 refuses the message: write 'x-color', or make it an application property",
            ],
            await LimitsRun.OfAsync(Rabbit4 + "), AmqpContractFor<Shop.Order>(MetadataType = typeof(Shop.OrderMetadata)", """
                [MessageAnnotation("color", "red")] internal abstract class OrderMetadata { [MessageAnnotation("age")] public abstract int Age { get; } [MessageAnnotation("x-fine")] public abstract int Fine { get; } }
                public class Order { public int Age => 1; public int Fine => 1; }
                """));

    [Fact]
    public async Task A_key_is_not_reported_where_the_broker_takes_it()
        => Assert.Empty(await LimitsRun.OfAsync(Rabbit3, "[AmqpContract] public sealed partial record Order([MessageAnnotation(\"age\")] int Age);"));

    [Fact]
    public async Task An_id_that_may_be_too_long_is_reported_on_its_length()
        => Assert.Equal(
            ["TSND0903|200|'Shop.Order.Id', which is the message-id, may have 200 characters, and Service Bus takes 128: shorten it"],
            await LimitsRun.OfAsync("AmqpBrokerKind.ServiceBus", "[AmqpContract] public sealed partial record Order([property: MessageId, MaxLength(200)] string Id, [property: CorrelationId, MaxLength(200)] string Other);"));

    [Fact]
    public async Task A_constant_that_is_too_long_is_reported()
        => Assert.Equal(
            [$"TSND0903|\"{new string('k', 129)}\"|The constant of message annotation x-opt-partition-key has 129 characters, and Event Hubs takes 128: shorten it"],
            await LimitsRun.OfAsync("AmqpBrokerKind.EventHubs", $"[AmqpContract, MessageAnnotation(\"x-opt-partition-key\", \"{new string('k', 129)}\")] public sealed partial record Order();"));

    [Theory]
    [InlineData("[MessageId] string Id")]
    [InlineData("[property: MessageId, MaxLength(128)] string Id")]
    [InlineData("[property: MessageId, StringLength(64)] string Id")]
    [InlineData("[MessageId] Guid Id")]
    public async Task An_id_without_a_longer_bound_is_not_reported(string member)
        => Assert.Empty(await LimitsRun.OfAsync("AmqpBrokerKind.ServiceBus, Edition = AmqpBrokerEdition.ServiceBusStandard", $"[AmqpContract] public sealed partial record Order({member});"));

    [Fact]
    public async Task An_edition_of_another_broker_is_an_error_on_it()
        => Assert.Equal(
            [
                "TSND0905|AmqpBrokerEdition.RabbitMq4|'RabbitMq4' is no edition of Event Hubs: name one of its own, or leave it out",
                "TSND0905|AmqpBrokerEdition.ServiceBusPremium|'ServiceBusPremium' is no edition of RabbitMQ: name one of its own, or leave it out",
            ],
            await LimitsRun.OfAsync("AmqpBrokerKind.RabbitMq, Edition = AmqpBrokerEdition.ServiceBusPremium", "[AmqpBroker(AmqpBrokerKind.EventHubs, Edition = AmqpBrokerEdition.RabbitMq4)] public interface IBase { }"));

    [Fact]
    public async Task A_file_says_what_a_broker_takes_that_has_no_profile()
        => Assert.Equal(
            [
                "TSND0901|\"/queues/orders\"|The address '/queues/orders' begins with none of topic/, and the gateway does not take it: write it in one of these forms",
                "TSND0902|\"age\"|The key 'age' of a message annotation does not begin with 'x-opt-', and the gateway refuses the message: write 'x-opt-age', or make it an application property",
                "TSND0903|64|'Shop.Order.Id', which is the message-id, may have 64 characters, and the gateway takes 36: shorten it",
                "TSND0904|2.5|The application property 'ratio' is of type 'double', and the gateway takes string, long: use one of these",
                "TSND0904|Guid|The application property 'trace' is of type 'uuid', and the gateway takes string, long: use one of these",
            ],
            await LimitsRun.OfAsync(
                null,
                """
                [AmqpContract, ApplicationProperty("ratio", 2.5)]
                public sealed partial record Order(
                    [property: MessageId, StringLength(64)] string Id, [MessageAnnotation("age")] int Age, [ApplicationProperty("trace")] Guid? Trace, [ApplicationProperty("n")] long N, [ApplicationProperty("s")] string? S);
                [AmqpSender("/queues/orders")] public partial interface IOrders { ValueTask SendAsync(Order order); }
                """,
                "# ours\nname: the gateway\nmax-length message-id: 36\nannotation-prefix: x-opt-\nproperty-type: string\nproperty-type: long\naddress-prefix: topic/\nplain-addresses: no\n"));

    [Fact]
    public async Task A_line_of_the_file_that_cannot_be_read_is_reported_with_its_place()
        => Assert.Equal(
            [
                "TSND0907|AmqpBroker.txt(1,1)|'max-size: 5' in AmqpBroker.txt cannot be read: the name is none of name, max-message-bytes, max-length, annotation-prefix, address-prefix, plain-addresses and property-type",
                "TSND0907|AmqpBroker.txt(2,3)|'max-message-bytes: 1 MB' in AmqpBroker.txt cannot be read: the value is no number from 1 to 2147483647",
                "TSND0907|AmqpBroker.txt(3,1)|'plain-addresses: maybe' in AmqpBroker.txt cannot be read: the value is neither yes nor no",
                "TSND0907|AmqpBroker.txt(4,1)|'nothing' in AmqpBroker.txt cannot be read: write a name, a colon, a space and a value",
                "TSND0907|AmqpBroker.txt(5,1)|'property-type: int32' in AmqpBroker.txt cannot be read: the value is none of boolean, ubyte, ushort, uint, ulong, byte, short, int, long, float, double, decimal32, decimal64, decimal128, char, timestamp, uuid, binary, string, symbol",
                "TSND0907|AmqpBroker.txt(6,1)|'max-length mesage-id: 36' in AmqpBroker.txt cannot be read: 'mesage-id' is no place: write a section's field, such as message-id or application-property \"key\"",
            ],
            await LimitsRun.OfAsync(null, "class Empty;", "max-size: 5\n  max-message-bytes: 1 MB\nplain-addresses: maybe\nnothing\nproperty-type: int32\nmax-length mesage-id: 36\n"));

    private static string Sender(string address, string attributes = "", string bases = "")
        => $"{Order} {attributes} [AmqpSender(\"{address}\")] public partial interface IOrders{bases} {{ ValueTask SendAsync(Order order); }}";
}
