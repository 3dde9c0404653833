using Shop;
using TypedSender.Tool.Contracts;

namespace TypedSender.Tool.Tests.Contracts;

/// <summary>What <c>describe</c> and <c>explain --contract</c> read from an assembly, beside what the generator encodes.</summary>
public class ContractTests
{
    private static readonly string Dll = typeof(OrderPlaced).Assembly.Location;

    [Fact]
    public void The_places_of_a_contract_are_those_that_it_is_encoded_to()
    {
        using AssemblyFile assembly = AssemblyFile.Load(Dll);
        ContractInfo contract = assembly.GetContract("OrderPlaced");
        Amqp.Messages.AmqpMessage message = Amqp.Messages.AmqpMessage.Decode(Encode(new OrderPlaced(Guid.NewGuid(), "eu", "c", 1m, [new("sku", 1, 0.5)], "note") { Counts = new Dictionary<string, int> { ["a"] = 1 } }));

        Assert.Equal(((Amqp.AmqpMap)message.Value!).Select(entry => (string)entry.Key).Order(StringComparer.Ordinal), contract.Body.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(message.ApplicationProperties!.Select(entry => (string)entry.Key).Order(StringComparer.Ordinal), contract.Placed.Where(value => value.Place.Section == "application-properties").Select(value => value.Place.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["durable", "group-id", "message-id", "subject"], contract.Placed.Where(value => value.Place.Field.Length > 0).Select(value => value.Place.Field).Order(StringComparer.Ordinal));
        Assert.Equal(("order.placed", true, "c"), (message.Properties!.Value.Subject, message.Header!.Value.Durable, message.Properties!.Value.GroupId));
    }

    [Theory]
    [InlineData("Total", "decimal128")]
    [InlineData("Lines", "list<Shop.OrderLine>")]
    [InlineData("Note", "string?")]
    [InlineData("Origin", "string (enum)")]
    [InlineData("PlacedAt", "timestamp")]
    [InlineData("Counts", "map<int>?")]
    [InlineData("Signature", "binary")]
    public void A_member_has_the_type_that_it_is_encoded_to(string name, string expected)
    {
        using AssemblyFile assembly = AssemblyFile.Load(Dll);

        Assert.Equal(expected, assembly.GetContract("Shop.OrderPlaced").Body.Single(member => member.Name == name).Value.ToString());
    }

    [Theory]
    [InlineData("OrderPlaced")]
    [InlineData("OrderLine")]
    [InlineData("OrderCancelled")]
    [InlineData("Invoice")]
    [InlineData("Payment")]
    [InlineData("CardPayment")]
    [InlineData("OrderShipped")]
    [InlineData("OrderReturned")]
    public async Task A_contract_is_shown_as_the_message_that_it_makes(string name)
    {
        ToolResult result = await new ToolRun { Width = 120 }.RunAsync("explain", Dll, "--contract", name);

        Assert.Equal((0, ""), (result.Code, result.Errors));
        Snapshot.Verify(result.Output, name);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task Senders_and_contracts_are_listed(int width)
    {
        ToolResult result = await new ToolRun { Width = width }.RunAsync("describe", Dll);

        Assert.Equal((0, ""), (result.Code, result.Errors));
        result.AssertFits(width);
        Snapshot.Verify(result.Output, $"{width}");
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        (await new ToolRun().RunAsync("describe", "none.dll")).AssertSays("There is no file none.dll");
        (await new ToolRun().RunAsync("describe", typeof(ContractTests).Assembly.Location.Replace(".dll", ".deps.json"))).AssertSays("is no assembly of .NET");
        ToolResult result = await new ToolRun().RunAsync("explain", Dll, "-c", "Nothing");
        Assert.Equal(2, result.Code);
        result.AssertSays("has no contract 'Nothing'. It has Shop.BankTransfer");
        (await new ToolRun().RunAsync("explain", Dll)).AssertSays("--contract names what to explain");
    }

    private static byte[] Encode<T>(T value)
        where T : IAmqpContract<T>
        => AmqpContracts.Encode(value);
}
