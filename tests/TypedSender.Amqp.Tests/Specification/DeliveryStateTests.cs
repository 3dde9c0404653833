using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Specification;

public sealed class DeliveryStateTests
{
    public static TheoryData<string, object> States => new()
    {
        { "005323 C00502 5201 5305", new Received { SectionNumber = 1, SectionOffset = 5 } },
        { "00532445", Accepted.Instance },
        { "00532545", new Rejected() },
        { "00532645", Released.Instance },
        { "00532745", new Modified() },
        { "005327 C00302 41 42", new Modified { DeliveryFailed = true, UndeliverableHere = false } },
        { "005333 C00401 A00101", new Declared { TxnId = new([1]) } },
        { "005334 C00401 A00101", new TransactionalState { TxnId = new([1]) } },
        { "005334 C00802 A00101 00532445", new TransactionalState { TxnId = new([1]), Outcome = Accepted.Instance } },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void A_state_is_read_and_written(string bytes, object state)
    {
        Assert.Equal(state, Wire.Decode<DeliveryState>(bytes));
        Assert.Equal(Wire.Hex(bytes), Wire.Hex(Wire.Encode((DeliveryState)state)));
    }

    [Theory]
    [InlineData("accepted", "45")]
    [InlineData("rejected", "45")]
    [InlineData("released", "45")]
    [InlineData("modified", "45")]
    [InlineData("received", "C0030243 44")]
    [InlineData("declared", "C00401 A00101")]
    [InlineData("transactional-state", "C00401 A00101")]
    public void A_state_may_be_named_by_its_symbol(string name, string list)
    {
        string symbol = $"amqp:{name}:list";
        string bytes = $"00A3{symbol.Length:X2}{Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(symbol))}{list}";
        DeliveryState state = Wire.Decode<DeliveryState>(bytes);
        Assert.Equal(name.Replace("-", "", StringComparison.Ordinal), state.GetType().Name.ToLowerInvariant());
    }

    [Fact]
    public void Accepted_and_released_are_single_instances()
    {
        Assert.Same(Accepted.Instance, Wire.Decode<DeliveryState>("005324C00100"));
        Assert.Same(Released.Instance, Wire.Decode<DeliveryState>("005326D00000000400000000"));
    }

    [Fact]
    public void Rejected_carries_its_error()
    {
        var error = new AmqpError { Condition = AmqpErrorConditions.NotAllowed, Description = "no" };
        var rejected = Assert.IsType<Rejected>(Wire.Decode<DeliveryState>(Wire.Encode<DeliveryState>(new Rejected { Error = error })));
        Assert.Equal(error, rejected.Error);
    }

    [Fact]
    public void A_state_of_another_specification_is_kept_as_it_came()
    {
        // A descriptor that AMQP 1.0 does not use.
        const string Bytes = "005315 C00E 05 41 43 40 41 0053F4 C00401 A00101";
        Disposition disposition = Wire.Decode<Disposition>(Bytes);
        UnknownDeliveryState state = Assert.IsType<UnknownDeliveryState>(disposition.State);
        Assert.Equal(0xF4ul, state.Value.Descriptor);
        Assert.Equal(Wire.Hex(Bytes), Wire.Hex(Wire.Encode(disposition)));
    }

    [Fact]
    public void A_terminus_of_another_specification_is_kept_as_it_came()
    {
        // A descriptor that AMQP 1.0 does not use.
        const string Bytes = "005312 C00D 07 A1016C 43 42 40 40 40 0053F045";
        Attach attach = Wire.Decode<Attach>(Bytes);
        Assert.Null(attach.Target);
        Assert.Equal(0xF0ul, Assert.IsType<UnknownTerminus>(attach.TargetTerminus).Value.Descriptor);
        Assert.Equal(Wire.Hex(Bytes), Wire.Hex(Wire.Encode(attach)));
    }

    [Fact]
    public void A_state_without_a_descriptor_is_refused()
        => Assert.Throws<AmqpDecodeException>(() => Wire.Decode<DeliveryState>("45"));
}
