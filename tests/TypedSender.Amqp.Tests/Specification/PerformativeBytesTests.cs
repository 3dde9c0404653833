using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Specification;

/// <summary>Frames as other implementations write and read them, byte by byte.</summary>
public sealed class PerformativeBytesTests
{
    [Fact]
    public void Open_ends_at_its_last_field_that_is_no_default()
    {
        var open = new Open { ContainerId = "c", Hostname = "h", MaxFrameSize = 65536, IdleTimeOut = 30000 };
        Assert.Equal(Wire.Hex("005310 C012 05 A10163 A10168 7000010000 40 7000007530"), Wire.Hex(Wire.Encode(open)));
        Assert.Equal(Wire.Hex("005310 C004 01 A10163"), Wire.Hex(Wire.Encode(new Open { ContainerId = "c" })));
    }

    [Fact]
    public void Open_reads_one_symbol_and_an_array_of_symbols_alike()
    {
        Open one = Wire.Decode<Open>("005310 C00E 09 A10163 40 40 40 40 40 40 40 A30171");
        Open array = Wire.Decode<Open>("005310 C011 09 A10163 40 40 40 40 40 40 40 E004 01 A3 0171");
        Assert.Equal([new AmqpSymbol("q")], one.DesiredCapabilities!);
        Assert.Equal(one.DesiredCapabilities!, array.DesiredCapabilities!);
    }

    [Fact]
    public void An_empty_array_of_symbols_is_written_as_null()
        => Assert.Equal(Wire.Hex("005310 C004 01 A10163"), Wire.Hex(Wire.Encode(new Open { ContainerId = "c", DesiredCapabilities = [] })));

    [Fact]
    public void Begin()
    {
        var begin = new Begin { RemoteChannel = 3, NextOutgoingId = 1, IncomingWindow = 2048, OutgoingWindow = uint.MaxValue, HandleMax = 255 };
        Assert.Equal(Wire.Hex("005311 C012 05 600003 5201 7000000800 70FFFFFFFF 52FF"), Wire.Hex(Wire.Encode(begin)));
        Assert.Equal(begin, Wire.Decode<Begin>(Wire.Encode(begin)));
    }

    [Fact]
    public void Attach()
    {
        var attach = new Attach
        {
            Name = "l",
            Handle = 0,
            Role = Role.Sender,
            SndSettleMode = SenderSettleMode.Unsettled,
            Source = new Source(),
            Target = new Target { Address = "q" },
            InitialDeliveryCount = 0,
        };
        const string Bytes = "005312 C019 0A A1016C 43 42 5000 40 00532845 005329C00401A10171 40 40 43";
        Assert.Equal(Wire.Hex(Bytes), Wire.Hex(Wire.Encode(attach)));
        Attach decoded = Wire.Decode<Attach>(Bytes);
        Assert.Equal("q", decoded.Target?.Address);
        Assert.Equal(attach, decoded);
    }

    [Fact]
    public void Transfer()
    {
        var transfer = new Transfer { Handle = 0, DeliveryId = 256, DeliveryTag = new byte[] { 1, 2 }, MessageFormat = 0, Settled = false };
        const string Bytes = "005314 C00D 05 43 7000000100 A0020102 43 42";
        Assert.Equal(Wire.Hex(Bytes), Wire.Hex(Wire.Encode(transfer)));
        Transfer decoded = Wire.Decode<Transfer>(Bytes);
        Assert.Equal(new byte[] { 1, 2 }, decoded.DeliveryTag?.ToArray());
        Assert.Equal(transfer with { DeliveryTag = null }, decoded with { DeliveryTag = null });
    }

    [Fact]
    public void Transfer_that_continues_a_delivery_says_the_handle_and_that_more_follows()
        => Assert.Equal(Wire.Hex("005314 C008 06 5207 40 40 40 40 41"), Wire.Hex(Wire.Encode(new Transfer { Handle = 7, More = true })));

    [Theory]
    [InlineData(226)]
    [InlineData(227)]
    [InlineData(255)]
    [InlineData(300)]
    public void Transfer_of_a_long_tag_has_a_list_that_holds_it(int length)
    {
        var transfer = new Transfer { Handle = uint.MaxValue, DeliveryId = uint.MaxValue, DeliveryTag = new byte[length], MessageFormat = uint.MaxValue, Settled = true, More = true, RcvSettleMode = ReceiverSettleMode.Second, Resume = true, Aborted = true, Batchable = true };
        Transfer decoded = Wire.Decode<Transfer>(Wire.Encode(transfer));
        Assert.Equal(length, decoded.DeliveryTag?.Length);
        Assert.Equal(transfer with { DeliveryTag = null }, decoded with { DeliveryTag = null });
    }

    [Fact]
    public void Disposition()
    {
        var disposition = new Disposition { Role = Role.Receiver, First = 1, Last = 300, Settled = true, State = Accepted.Instance };
        const string Bytes = "005315 C00E 05 41 5201 700000012C 41 00532445";
        Assert.Equal(Wire.Hex(Bytes), Wire.Hex(Wire.Encode(disposition)));
        Assert.Equal(disposition, Wire.Decode<Disposition>(Bytes));
    }

    [Fact]
    public void Flow_of_a_session_and_of_a_link()
    {
        var session = new Flow { NextIncomingId = 0, IncomingWindow = 100, NextOutgoingId = 1, OutgoingWindow = 100 };
        Assert.Equal(Wire.Hex("005313 C008 04 43 5264 5201 5264"), Wire.Hex(Wire.Encode(session)));
        Flow link = session with { Handle = 0, DeliveryCount = 0, LinkCredit = 50, Drain = true };
        Assert.Equal(Wire.Hex("005313 C00E 09 43 5264 5201 5264 43 43 5232 40 41"), Wire.Hex(Wire.Encode(link)));
        Assert.Equal(link, Wire.Decode<Flow>(Wire.Encode(link)));
    }

    [Fact]
    public void Detach_with_an_error()
    {
        var detach = new Detach { Handle = 0, Closed = true, Error = new AmqpError { Condition = AmqpErrorConditions.Stolen, Description = "x" } };
        const string Bytes = "005316 C01E 03 43 41 00531D C016 02 A310616D71703A6C696E6B3A73746F6C656E A10178";
        Assert.Equal(Wire.Hex(Bytes), Wire.Hex(Wire.Encode(detach)));
        Assert.Equal(detach, Wire.Decode<Detach>(Bytes));
    }

    [Fact]
    public void End_and_close_without_an_error_are_empty_lists()
    {
        Assert.Equal("00531745", Wire.Hex(Wire.Encode(default(End))));
        Assert.Equal("00531845", Wire.Hex(Wire.Encode(default(Close))));
        Assert.Null(Wire.Decode<Close>("005318 D000000005 00000001 40").Error);
    }

    [Fact]
    public void SaslInit()
    {
        var init = new SaslInit { Mechanism = "PLAIN", InitialResponse = new byte[] { 0, 0x61, 0, 0x62 }, Hostname = "h" };
        Assert.Equal(Wire.Hex("005341 C011 03 A305504C41494E A00400610062 A10168"), Wire.Hex(Wire.Encode(init)));
    }

    [Fact]
    public void SaslMechanisms_reads_a_single_symbol()
        => Assert.Equal([new AmqpSymbol("PLAIN")], Wire.Decode<SaslMechanisms>("005340 C008 01 A305504C41494E").SaslServerMechanisms);

    [Fact]
    public void A_mandatory_field_that_is_null_is_not_written()
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => Wire.Encode(default(Open)));
        Assert.Equal("The field container-id of the open is mandatory, and it is null. Set it.", exception.Message);
    }

    [Theory]
    [InlineData("00531045", 0x10)]
    [InlineData("0080000000000000001445", 0x14)]
    [InlineData("00A312616D71703A7472616E736665723A6C69737445", 0x14)]
    [InlineData("00A310616D71703A6174746163683A6C69737445", 0x12)]
    [InlineData("00A316616D71703A7361736C2D6F7574636F6D653A6C69737445", 0x44)]
    [InlineData("00A3016145", 0)]
    public void A_frame_body_tells_its_performative(string bytes, ulong code)
        => Assert.Equal(code, FrameBody.PeekDescriptorCode(Convert.FromHexString(bytes)));
}
