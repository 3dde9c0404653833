using System.Net;
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
    [InlineData("DnsEndPoint")]
    [InlineData("Delivery")]
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
    public void The_places_of_an_external_contract_are_those_that_it_is_encoded_to()
    {
        using AssemblyFile assembly = AssemblyFile.Load(Dll);
        ContractInfo contract = assembly.GetContract("DnsEndPoint");
        Amqp.Messages.AmqpMessage message = Amqp.Messages.AmqpMessage.Decode(AmqpContracts.Encode<DnsEndPoint, DnsEndPointAmqpEncoder>(new DnsEndPoint("north.example", 5672)));

        Assert.Equal("shop:host:map", contract.Descriptor);
        Assert.Equal(((Amqp.AmqpMap)((Amqp.AmqpDescribed)message.Value!).Value!).Select(entry => (string)entry.Key), contract.Body.Select(member => member.Key));
        Assert.Equal(message.ApplicationProperties!.Select(entry => (string)entry.Key), contract.Placed.Where(value => value.Place.Section == "application-properties").Select(value => value.Place.Key));
        Assert.Equal(message.Properties!.Value.Subject, contract.Placed.Single(value => value.Place.Field == "subject").Constant);
    }

    [Theory]
    [InlineData("OrderPlaced", "Shop.OrderPlaced")]
    [InlineData("Page<OrderLine>", "Shop.Page<Shop.OrderLine>")]
    [InlineData("Shop.Page< Shop.OrderLine >", "Shop.Page<Shop.OrderLine>")]
    [InlineData("Page<int>", "Shop.Page<int>")]
    [InlineData("Heading", "Shop.Catalog.Heading")]
    [InlineData("Catalog.Entry", "Shop.Catalog.Entry")]
    [InlineData("Archive+Entry", "Shop.Archive.Entry")]
    [InlineData("Shop.Archive+Entry", "Shop.Archive.Entry")]
    [InlineData("Net.DnsEndPoint", "System.Net.DnsEndPoint")]
    public void A_contract_is_found_by_what_names_it_alone(string name, string expected)
    {
        // Names the type, so that there is code for it.
        Assert.NotEmpty(Encode(new Page<int>([1], 1)));
        using AssemblyFile assembly = AssemblyFile.Load(Dll);

        Assert.Equal(expected, assembly.GetContract(name).FullName);
    }

    [Theory]
    [InlineData(typeof(Page<OrderLine>), "Shop.Page<Shop.OrderLine>", "Page<OrderLine>")]
    [InlineData(typeof(List<int[]>), "System.Collections.Generic.List<int[]>", "List<int[]>")]
    [InlineData(typeof(Catalog.Entry), "Shop.Catalog.Entry", "Entry")]
    [InlineData(typeof(Dictionary<string, Guid>.Enumerator), "System.Collections.Generic.Dictionary<string, System.Guid>.Enumerator", "Enumerator")]
    public void Types_have_the_names_of_CSharp(Type type, string full, string simple) => Assert.Equal((full, simple), (TypeNames.Full(type), TypeNames.Simple(type)));

    [Theory]
    [InlineData("Entry", "'Entry' is several contracts: Shop.Archive.Entry, Shop.Catalog.Entry. Give the whole name.")]
    [InlineData("Page", "'Page' is several contracts: Shop.Page<Shop.OrderLine>, Shop.Page<int>. Give the whole name.")]
    [InlineData("Page<OrderPlaced>", "has no contract 'Page<OrderPlaced>'. It has Shop.Archive.Entry, ")]
    [InlineData("laced", "has no contract 'laced'.")]
    [InlineData("", "has no contract ''.")]
    public async Task A_name_of_several_contracts_or_of_none_is_said(string name, string expected)
    {
        ToolResult result = await new ToolRun().RunAsync("explain", Dll, "--contract", name);

        Assert.Equal(2, result.Code);
        result.AssertSays(expected);
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        (await new ToolRun().RunAsync("describe", "none.dll")).AssertSays("There is no file none.dll");
        (await new ToolRun().RunAsync("describe", typeof(ContractTests).Assembly.Location.Replace(".dll", ".deps.json"))).AssertSays("is no assembly of .NET");
        ToolResult result = await new ToolRun().RunAsync("explain", Dll, "-c", "Nothing");
        Assert.Equal(2, result.Code);
        result.AssertSays("has no contract 'Nothing'. It has Shop.Archive.Entry, Shop.BankTransfer");
        (await new ToolRun().RunAsync("explain", Dll)).AssertSays("--contract names what to explain");
    }

    private static byte[] Encode<T>(T value)
        where T : IAmqpContract<T>
        => AmqpContracts.Encode(value);
}
