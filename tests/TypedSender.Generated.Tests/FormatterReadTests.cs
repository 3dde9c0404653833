using TypedSender.Amqp;

namespace TypedSender.Generated.Tests;

/// <summary>Formatters that read: what they must do, and what becomes of what they throw.</summary>
public partial class FormatterReadTests
{
    [Fact]
    public void A_formatter_that_reads_no_value_or_two_is_named()
    {
        Assert.StartsWith(
            "Read.First cannot be read: the formatter TypedSender.Generated.Tests.FormatterReadTests+NumberReader stands at byte 3 after its value, which ends at byte 5.",
            Message(new Read(NumberReader.Nothing, 0)),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Read.First cannot be read: the formatter TypedSender.Generated.Tests.FormatterReadTests+NumberReader stands at byte 7 after its value, which ends at byte 5.",
            Message(new Read(NumberReader.Two, 1)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_formatter_refuses_names_the_member()
        => Assert.Equal("Read.First cannot be read: invalid (at byte 0)", Message(new Read(NumberReader.Refused, 0)));

    [Fact]
    public void Another_exception_of_a_formatter_reaches_the_caller()
        => Assert.Throws<TimeoutException>(() => TypedSender.AmqpContracts.DecodeValue<Read>(TypedSender.AmqpContracts.EncodeValue(new Read(NumberReader.Thrown, 0))));

    [Fact]
    public void A_formatter_that_reads_one_value_is_believed()
        => Assert.Equal(new Read(7, 8), TypedSender.AmqpContracts.DecodeValue<Read>(TypedSender.AmqpContracts.EncodeValue(new Read(7, 8))));

    private static string Message(Read contract)
        => Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.DecodeValue<Read>(TypedSender.AmqpContracts.EncodeValue(contract))).Message;

    [AmqpContract(Encoding = AmqpBodyEncoding.List)]
    public sealed partial record Read([property: AmqpMember(Order = 0), AmqpFormatter(typeof(NumberReader))] int First, [property: AmqpMember(Order = 1)] int Second);

    /// <summary>Reads as the number tells it.</summary>
    public sealed class NumberReader : IAmqpReadFormatter<int>
    {
        public const int Nothing = 100;
        public const int Two = 101;
        public const int Refused = 102;
        public const int Thrown = 103;

        public static void Write(ref AmqpWriter writer, int value) => writer.WriteInt(value);

        static int IAmqpReadFormatter<int>.Read(ref AmqpReader reader)
        {
            AmqpReader start = reader;
            int value = reader.ReadInt();
            switch (value)
            {
                case Nothing:
                    reader = start;
                    return value;
                case Two:
                    return value + reader.ReadInt();
                case Refused:
                    throw new AmqpDecodeException(string.Empty, 0);
                case Thrown:
                    throw new TimeoutException();
                default:
                    return value;
            }
        }
    }
}
