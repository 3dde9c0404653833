using System.Reflection;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests.Senders;

/// <summary>A generic method sends what a method for the contract would send.</summary>
public class GenericMethodTests
{
    private readonly IGenericMethodSender _sender;
    private readonly Recorder _recorder;

    public GenericMethodTests() => (_sender, _recorder) = Recorder.Of<IGenericMethodSender>();

    [Fact]
    public async Task Any_contract_is_sent()
    {
        await _sender.SendAsync(new Item(1));
        await _sender.SendAsync(new ValueItem(2));
        await _sender.SendAsync(new Sectioned { N = 3, Own = 4, Annotation = 5, To = "t" });

        Assert.Equal([Item.Message(1), Item.Message(2), Convert.ToHexString(AmqpContracts.Encode(new Sectioned { N = 3, Own = 4, Annotation = 5, To = "t" })).ToLowerInvariant()], _recorder.Messages);
    }

    [Fact]
    public async Task Constraints_of_every_kind_are_met()
    {
        await _sender.ClassAsync<Item>(new Item(1));
        await _sender.StructAsync(new ValueItem(2));
        await _sender.UnmanagedAsync(new ValueItem(3));
        await _sender.NewAsync(new ValueItem(4));
        await _sender.InheritedAsync(new ValueItem(5));

        Assert.Equal(Enumerable.Range(1, 5).Select(Item.Message), _recorder.Messages);
    }

    [Fact]
    public async Task What_the_method_binds_is_nearer_than_what_the_contract_binds()
    {
        Assert.Equal(SendOutcome.Accepted, await _sender.AddAsync(new Sectioned { N = 3, Own = 4, Annotation = 5, To = "t" }, "i"));

        Assert.Equal(
            Plain(
                """
                00 53 72 c1 0c 02 a307 782d6f70742d61 54 05
                00 53 73 c0 0f 04 a101 69 40 a101 74 a105 6164646564
                00 53 74 c1 12 04 a106 6d6574686f64 54 01 a103 6f776e 54 04
                00 53 77 c0 03 01 54 03
                """),
            Assert.Single(_recorder.Messages));
    }

    [Fact]
    public async Task A_contract_without_sections_gets_those_of_the_method()
    {
        await _sender.AddAsync(new Item(3), null);

        Assert.Equal(
            Plain(
                """
                00 53 73 c0 0b 04 40 40 40 a105 6164646564
                00 53 74 c1 0b 02 a106 6d6574686f64 54 01
                00 53 77 c0 03 01 54 03
                """),
            Assert.Single(_recorder.Messages));
    }

    /// <summary>A body of each kind, with the constants of its contract and what the method adds: as a method of the contract would send it.</summary>
    [Fact]
    public async Task Bodies_of_every_kind_are_sent()
    {
        await _sender.AddAsync(new Spot(1, 2), null);
        await _sender.AddAsync(new Raw.Array([1, 2]), null);
        await _sender.AddAsync(new OrderLine("a", 1), null);

        const string Method = "005374c10b02a1066d6574686f645401";
        Assert.Equal(
            [
                $"005373c02a07404040a10561646465644040a31b{Bytes.Of("application/vnd.shapes+json")}{Method}005375a00d{Bytes.Of("{\"x\":1,\"y\":2}")}",
                $"005373c01807404040a10561646465644040a309{Bytes.Of("image/png")}{Method}005375a0020102",
                $"005373c00b04404040a1056164646564{Method}{Convert.ToHexString(AmqpContracts.Encode(new OrderLine("a", 1))).ToLowerInvariant()}",
            ],
            _recorder.Messages);
    }

    [Fact]
    public async Task Several_are_sent()
    {
        Assert.Equal(2, (await _sender.ListAsync([new ValueItem(1), new ValueItem(2)])).Count);
        await _sender.TwoAsync<Item, ValueItem>([new Item(3)]);
        await foreach (SendOutcome outcome in _sender.Stream(new[] { new Item(4) }.ToAsyncEnumerable(), "s"))
        {
            Assert.Equal(SendOutcome.Accepted, outcome);
        }

        Assert.Equal([Item.Message(1), Item.Message(2), Item.Message(3), "005373c00704404040a10173" + Item.Message(4)], _recorder.Messages);
    }

    [Fact]
    public void Null_is_refused_at_the_call()
    {
        Assert.Throws<ArgumentNullException>("item", () => { _ = _sender.SendAsync<Item>(null!); });
        Assert.Throws<ArgumentNullException>("item", () => { _ = _sender.ClassAsync<Item>(null); });
    }

    [Fact]
    public void The_member_that_cannot_be_sent_is_named()
        => Assert.Equal("UnsendablePart.Text", Assert.Throws<AmqpEncodeException>(() => { _ = _sender.AddAsync(new UnsendablePart("\ud800", null), "i"); }).Member);

    [Fact]
    public async Task The_sections_of_a_generic_contract_are_those_of_one_that_is_written_out()
    {
        await _sender.AddAsync(new MarkedNumber(1, 2, 3, 4, 5), "i");
        await _sender.AddAsync(new MarkedEvent<int>(1, 2, 3, 4, 5), "i");

        string[] messages = [.. _recorder.Messages];
        Assert.Equal(messages[0], messages[1]);
        Assert.All(["005371", "005372", "005374", "005378"], section => Assert.Contains(section, messages[1], StringComparison.Ordinal));
    }

    [Fact]
    public void A_generic_contract_implements_every_member_of_its_interface()
    {
        string[] implemented = [.. typeof(MarkedEvent<int>).GetMethods(BindingFlags.NonPublic | BindingFlags.Static).Select(method => method.Name)];

        Assert.All(typeof(IAmqpContract<>).GetMethods(), member => Assert.Contains(implemented, name => name.EndsWith("." + member.Name, StringComparison.Ordinal)));
    }

    private static string Plain(string bytes) => bytes.Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings("");
}
