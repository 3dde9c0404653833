using System.Net;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class FormatterTests
{
    [Fact]
    public void Members_elements_and_values_are_formatted()
        => Bytes.Equal(
            $$"""
            00 53 72 c1 13 02 a309 {{Bytes.Of("x-opt-fee")}} a105 {{Bytes.Of("3 EUR")}}
            00 53 74 c1 0d 02 a103 {{Bytes.Of("tip")}} a105 {{Bytes.Of("2 EUR")}}
            00 53 77 c1 5f 0c
                a105 {{Bytes.Of("Price")}} a107 {{Bytes.Of("1.5 EUR")}}
                a105 {{Bytes.Of("Parts")}} c0 0a 02 a106 {{Bytes.Of("-1 EUR")}} 40
                a106 {{Bytes.Of("ByName")}} c1 0b 02 a101 61 a105 {{Bytes.Of("4 EUR")}}
                a105 {{Bytes.Of("Large")}} a002 0100
                a104 {{Bytes.Of("From")}} a004 7f000001
                a104 {{Bytes.Of("Hops")}} c0 07 01 a004 0a000001
            """,
            AmqpContracts.Encode(new Formatted(
                new Money(1.5m, "EUR"),
                null,
                [new Money(-1, "EUR"), null],
                new Dictionary<string, Money> { ["a"] = new Money(4, "EUR") },
                256,
                IPAddress.Loopback,
                [IPAddress.Parse("10.0.0.1")],
                new Money(2, "EUR"),
                new Money(3, "EUR"))));

    [Fact]
    public void Parameters_are_formatted()
        => Bytes.Equal(
            $$"""
            00 53 72 c1 0b 02 a307 {{Bytes.Of("x-opt-c")}} 40
            00 53 74 c1 0f 02 a105 {{Bytes.Of("price")}} a105 {{Bytes.Of("1 EUR")}}
            00 53 77 c1 01 00
            """,
            Message.Of<IFormattedSender>("SendMessage", default(Empty), new Money(1, "EUR"), (Command?)Command.Null));

    [Fact]
    public void Any_one_value_may_be_written()
    {
        Bytes.Equal("c0 04 02 40 54 07", AmqpContracts.EncodeValue(new Obedient(Command.Null)));
        Bytes.Equal("c0 2d 02 00 a30c 746573743a636f6d6d616e64 00 80 0000123400000001 98 00000000000000000000000000000000 54 07", AmqpContracts.EncodeValue(new Obedient(Command.Described)));
        Assert.Equal(16 * 1024 + 5 + 2 + 9, AmqpContracts.EncodeValue(new Obedient(Command.Large)).Length);
        Assert.Equal(16 * 1024 + 5 + 9 + 2 + 9, AmqpContracts.EncodeValue(new Obedient(Command.LargeList)).Length);
        Assert.Equal(305 + 2 + 9 + 2 + 9, AmqpContracts.EncodeValue(new Obedient(Command.List)).Length);
    }

    [Theory]
    [InlineData(Command.Nothing, "wrote nothing for Obedient.Body")]
    [InlineData(Command.Two, "wrote more than one value")]
    [InlineData(Command.HalfDescribed, "wrote more than one value, or an unfinished one,")]
    [InlineData(Command.LargeAndOne, "wrote more than one value")]
    [InlineData(Command.AnotherWriter, "another writer in the place of the one it was given for Obedient.Body")]
    public void What_is_not_one_value_is_refused_by_name(Command command, string expected)
    {
        string message = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(new Obedient(command))).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("Shapes.ObedientFormatter", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Command.List)]
    [InlineData(Command.Described)]
    public void An_application_property_is_of_a_simple_type(Command command)
        => Assert.Contains(
            "for Obedient.Property, but application properties hold simple types only",
            Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(new Obedient(Command.Null, 1, command))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_large_application_property_is_whole()
        => Assert.Equal(
            new byte[16 * 1024],
            AmqpMessage.Decode(AmqpContracts.Encode(new Obedient(Command.Null, 1, Command.Large))).ApplicationProperties!["p"]);

    [Fact]
    public void An_exception_of_a_formatter_reaches_the_caller_as_it_is()
        => Assert.Throws<TimeoutException>(() => AmqpContracts.Encode(new Obedient(Command.Throw)));

    [Fact]
    public void Null_where_it_is_not_allowed_does_not_reach_the_formatter()
        => Assert.Contains(
            "Formatted.Hops holds a null element",
            Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(new Formatted(default, null, [], [], 0, null, [null!]))).Message,
            StringComparison.Ordinal);
}
