using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>What holds for derived types, and what is refused of them, so that nothing is lost or sent without a word.</summary>
public class InheritanceTests
{
    [Fact]
    public void A_value_of_a_derived_type_is_refused_and_both_types_are_named()
    {
        string message = Refused(() => AmqpContracts.Encode<Animal>(new Dog("Rex", 3)));

        Assert.Contains("TypedSender.Generated.Tests.Shapes.Dog", message, StringComparison.Ordinal);
        Assert.Contains("where TypedSender.Generated.Tests.Shapes.Animal is declared", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Rex", message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_refused_wherever_the_contract_is_declared()
    {
        Animal animal = new Cat("Tom", 9);

        Refused(() => AmqpContracts.EncodeValue(animal));
        Refused(() => AmqpContracts.Encode(new Kennel(animal)));
        Refused(() => AmqpContracts.Encode(new Kennel(null, [new Animal("Eve"), animal])));
        Refused(() => Message.Of<IAnimalSender>("SendMessage", animal));
        Refused(() => Message.Of<IAnimalSender>("TagMessage", animal, "s"));
        Refused(() => Message.Of<IAnimalSender>("ListMessage", animal));
    }

    [Fact]
    public void The_contract_itself_and_a_derived_contract_where_it_is_declared_are_sent()
    {
        Bytes.Equal("c1 0c 02 a104 4e616d65 a103 457665", AmqpContracts.EncodeValue(new Animal("Eve")));
        Bytes.Equal("c1 15 04 a104 4e616d65 a103 546f6d a105 4c69766573 54 09", AmqpContracts.EncodeValue(new Cat("Tom", 9)));
    }

    [Fact]
    public void Json_of_a_derived_type_is_sent_if_it_is_declared_to_Json_and_refused_otherwise()
    {
        string sent = System.Text.Encoding.UTF8.GetString(Message.Of<IVehicleSender>("SendMessage", new Bus(6, 50)));

        Assert.Contains("\"$type\":\"bus\"", sent, StringComparison.Ordinal);
        Assert.Contains("\"Seats\":50", sent, StringComparison.Ordinal);
        Assert.Contains("Shapes.Ferry", Refused(() => AmqpContracts.Encode<Boat>(new Ferry(1, 2))), StringComparison.Ordinal);
    }

    [Fact]
    public void Constants_of_base_types_hold_unless_a_nearer_one_has_the_place()
        => Bytes.Equal(
            """
            00 53 70 c0 04 02 41 50 02
            00 53 73 c0 0f 04 40 40 a102 746f a106 6d6964646c65
            00 53 74 c1 17 04
                a104 6b696e64 a103 6f776e
                a107 76657273696f6e 54 01
            00 53 77 c1 1d 06
                a105 7061676573 54 02
                a106 576569676874 54 04
                a104 4e6f7465 a101 6e
            """,
            AmqpContracts.Encode(new Express { Secret = TimeSpan.FromSeconds(5), Thread = "to", Pages = 2, Weight = 3, Note = "n" }));

    [Fact]
    public void A_private_member_between_hides_nothing_and_a_public_one_hides()
        => Bytes.Equal("c0 05 02 54 01 55 02", AmqpContracts.EncodeValue(new Beyond()));

    [Fact]
    public void Links_of_base_interfaces_hold_unless_a_nearer_one_has_the_name()
    {
        SenderDescription description = Description<IInheritingSender>();

        Assert.Equal(["topic", "queue"], description.DesiredCapabilities);
        Assert.Equal(["shared"], description.RequiredCapabilities);
        Assert.Equal([new("r", false), new("q", "middle"), new("p", 1)], description.LinkProperties);
    }

    [Theory]
    [InlineData("OwnMessage", "00 53 70 c0 04 02 40 50 04  00 53 73 c0 0f 04 40 40 a105 6173696465 a103 6f776e  00 53 74 c1 07 02 a103 666172 41")]
    [InlineData("MiddleMessage", "00 53 70 c0 04 02 40 50 04  00 53 73 c0 09 04 40 40 40 a103 6f776e  00 53 74 c1 07 02 a103 666172 41")]
    [InlineData("FarMessage", "00 53 70 c0 04 02 40 50 04  00 53 73 c0 09 04 40 40 40 a103 6f776e  00 53 74 c1 07 02 a103 666172 41")]
    [InlineData("AsideMessage", "00 53 73 c0 0f 04 40 40 a105 6173696465 a103 6f776e")]
    public void Constants_of_base_interfaces_hold_on_their_own_line(string method, string sections)
        => Bytes.Equal(sections + "00 53 77 c1 01 00", Message.Of<IInheritingSender>(method, new Empty()));

    private static string Refused(Func<byte[]> encode) => Assert.Throws<AmqpEncodeException>(encode).Message;

    private static SenderDescription Description<T>()
        where T : ITypedSender<T> => T.Description;
}
