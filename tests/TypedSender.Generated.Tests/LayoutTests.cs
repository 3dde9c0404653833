using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class LayoutTests
{
    [Fact]
    public void Trailing_nulls_of_a_list_are_left_out()
        => Bytes.Equal(
            """
            00 80 00 00 12 34 00 00 00 01 c0 13 02
                82 3ff0000000000000
                82 4000000000000000
            """,
            AmqpContracts.EncodeValue(new Point(1, 2)));

    [Fact]
    public void A_number_nobody_has_is_null()
        => Bytes.Equal(
            """
            00 80 00 00 12 34 00 00 00 01 c0 1d 04
                82 3ff0000000000000
                82 4000000000000000
                40
                82 4008000000000000
            """,
            AmqpContracts.EncodeValue(new Point(1, 2, 3)));

    [Fact]
    public void A_null_before_the_last_member_stays()
        => Bytes.Equal(
            """
            00 80 00 00 12 34 00 00 00 01 c0 18 05
                82 3ff0000000000000
                82 4000000000000000
                40
                40
                a101 6c
            """,
            AmqpContracts.EncodeValue(new Point(1, 2, null, "l")));

    [Fact]
    public void Members_are_renamed_hidden_and_placed_twice()
        => Bytes.Equal(
            """
            00 53 73 c0 09 06 40 40 40 40 40 a101 62
            00 53 77 00 a3 0e 74 65 73 74 3a 6e 61 6d 65 64 3a 6d 61 70 c1 23 06
                a10a 66697273742d6e616d65 a101 61
                a106 536563726574 54 07
                a104 426f7468 a101 62
            """,
            AmqpContracts.Encode(new Named()));

    [Fact]
    public void Descriptors_stand_on_bodies_and_on_nested_values()
        => Bytes.Equal(
            """
            00 53 77 00 80 00 00 12 34 00 00 00 02 c1 67 04
                a105 506f696e74 00 80 00 00 12 34 00 00 00 01 c0 13 02
                    82 3ff0000000000000
                    82 4000000000000000
                a105 4e616d6564 c0 37 01
                    00 a3 0e 74 65 73 74 3a 6e 61 6d 65 64 3a 6d 61 70 c1 23 06
                        a10a 66697273742d6e616d65 a101 61
                        a106 536563726574 54 07
                        a104 426f7468 a101 62
            """,
            AmqpContracts.Encode(new Described(new Point(1, 2), [new Named()])));

    [Fact]
    public void Members_of_the_base_come_first()
        => Bytes.Equal(
            """
            c1 2a 08
                a10a 66697273742d6e616d65 a101 61
                a106 536563726574 54 07
                a104 426f7468 a101 62
                a103 4f776e 55 01
            """,
            AmqpContracts.EncodeValue(new Derived()));

    [Fact]
    public void Reserved_names_are_names_like_others()
        => Bytes.Equal(
            """
            c1 51 0e
                a103 696e74 54 01
                a105 76616c7565 a101 76
                a106 777269746572 a101 77
                a105 73636f7065 c0 03 01 54 01
                a105 636f756e74 a101 63
                a105 496e6e6572 c1 0b 02 a105 6576656e74 a101 65
                a106 53797374656d 54 02
            """,
            AmqpContracts.EncodeValue(new @class(1, "v", "w", [1], "c") { Inner = new @class.@struct("e"), System = 2 }));
}
