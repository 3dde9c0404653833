using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class WrapperTests
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    [Fact]
    public void A_transparent_type_is_sent_as_what_it_wraps()
        => Bytes.Equal(Convert.ToHexString(AmqpContracts.EncodeValue(Plain(Id, "n", 7, "r"))), AmqpContracts.EncodeValue(Full(new OrderId(Id), new CustomerName("n"), new Amount(7), new Remark("r"))));

    [Fact]
    public void Null_wrappers_and_null_in_wrappers_are_null()
        => Bytes.Equal(Convert.ToHexString(AmqpContracts.EncodeValue(Plain(null, null, null, null))), AmqpContracts.EncodeValue(Full(null, null, null, default)));

    [Fact]
    public void A_row_of_transparent_types_is_a_list()
        => Bytes.Equal(
            "c0 1a 05 54 05 98 00112233445566778899aabbccddeeff a101 6e 40 54 06",
            AmqpContracts.EncodeValue(new WrappedRow(new Amount(5), new OrderId(Id), new CustomerName("n"), default, new Amount(6))));

    [Fact]
    public void Null_at_the_end_of_a_row_is_left_out()
        => Bytes.Equal("c0 07 03 54 05 40 a101 6e", AmqpContracts.EncodeValue(new WrappedRow(new Amount(5), null, new CustomerName("n"), default, null)));

    [Fact]
    public void Transparent_types_fill_places_outside_the_body()
        => Bytes.Equal(
            $"""
            00 53 70 c0 06 03 40 50 03 52 fa
            00 53 72 c1 1b 02 a313 {Bytes.Of("x-opt-partition-key")} a103 {Bytes.Of("sku")}
            00 53 73 c0 35 0b 98 00112233445566778899aabbccddeeff a002 0102 40 a103 {Bytes.Of("sku")} 40 98 00112233445566778899aabbccddeeff 40 40 40 40 a101 67
            00 53 74 c1 0b 02 a106 {Bytes.Of("amount")} 54 07
            00 53 77 c1 01 00
            """,
            AmqpContracts.Encode(new WrappedPlaces(
                new OrderId(Id), new Reference(new OrderId(Id)), new Sku("sku"), new CustomerName("g"), default, null, new Tagged<byte[]>([1, 2]), new Tagged<TimeSpan>(TimeSpan.FromMilliseconds(250)),
                new Tagged<byte>(3), new Amount(7), null, new Sku("sku"))));

    [Fact]
    public void Parameters_may_be_transparent()
        => Bytes.Equal(
            $"""
            00 53 73 c0 22 0b 98 00112233445566778899aabbccddeeff 40 40 a103 {Bytes.Of("sku")} 40 40 40 40 40 40 a101 67
            00 53 74 c1 0b 02 a106 {Bytes.Of("amount")} 54 07
            00 53 77 c1 01 00
            """,
            Message.Of<IWrappedSender>("SendMessage", default(Empty), new OrderId(Id), new Sku("sku"), new CustomerName("g"), new Amount(7)));

    [Theory]
    [InlineData("Wrapped.Sku")]
    [InlineData("Wrapped.Name")]
    [InlineData("Wrapped.Amount")]
    [InlineData("Wrapped.Day")]
    public void Null_where_it_is_not_allowed_names_the_member(string member)
    {
        Wrapped good = Full(null, null, null, default);
        Wrapped bad = member switch
        {
            "Wrapped.Sku" => good with { Sku = default },
            "Wrapped.Name" => good with { Name = null! },
            "Wrapped.Amount" => good with { Amount = null! },
            _ => good with { Day = default },
        };

        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(bad));
        Assert.Equal(member, exception.Member);
        Assert.Equal($"{member} is null, but its type does not allow null. Set it, or declare it as nullable.", exception.Message);
    }

    [Fact]
    public void A_null_key_inside_a_wrapper_names_the_member()
        => Assert.Equal(
            "Wrapped.Amounts",
            Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(Full(null, null, null, default) with { Amounts = new() { [default] = new Amount(1) } })).Member);

    [Fact]
    public void What_cannot_be_sent_inside_a_wrapper_names_the_member()
        => Assert.Equal("Wrapped.Sku", Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(Full(null, null, null, default) with { Sku = new Sku("\ud800") })).Member);

    [Fact]
    public void A_null_argument_inside_a_wrapper_names_the_parameter()
        => Assert.Equal("subject", Assert.Throws<AmqpEncodeException>(() => Message.Of<IWrappedSender>("SendMessage", default(Empty), new OrderId(Id), default(Sku), null, new Amount(7))).Member);

    private static Wrapped Full(OrderId? id, CustomerName? name, Amount? amount, Remark remark) => new(
        new OrderId(Id), id, new Sku("s"), id is null ? null : new Sku("t"), remark, new CustomerName("name"), name, new Amount(1), amount, new TextOf<DayOfWeek>("Monday"), new Tagged<decimal>(12.50m),
        new Tagged<DateOnly?>(id is null ? null : new DateOnly(2024, 2, 29)), new Wait(TimeSpan.FromSeconds(1.5)), new Reference(new OrderId(Id)), id is null ? null : new Reference(id.Value), new KeywordList(["a", "b"]),
        new Tagged<Point>(new Point(1, 2)), new Hidden(513), new Lazy<int>(() => 9), new Tagged<Color>(Color.Green), [new OrderId(Id)], [id], [name], new() { [new Sku("k")] = new Amount(2) },
        new Dictionary<OrderId, Remark> { [new OrderId(Id)] = remark });

    private static Unwrapped Plain(Guid? id, string? name, int? amount, string? remark) => new(
        Id, id, "s", id is null ? null : "t", remark, "name", name, 1, amount, "Monday", 12.50m, id is null ? null : new DateOnly(2024, 2, 29), TimeSpan.FromSeconds(1.5), Id, id, ["a", "b"],
        new Point(1, 2), 513, 9, Color.Green, [Id], [id], [name], new() { ["k"] = 2 }, new Dictionary<Guid, string?> { [Id] = remark });
}
