using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class SenderMessageTests
{
    [Fact]
    public void The_contract_is_nearer_than_the_interface()
        => Bytes.Equal(
            """
            00 53 70 c0 0a 04 41 50 07 70 000005dc 42
            00 53 72 c1 0c 02 a307 782d6f70742d6e 51 ff
            00 53 73 c0 3d 0d
                40
                a005 6775657374
                a105 7468657265
                a109 2271756f746564220a
                a104 6261636b
                40
                a30a 746578742f706c61696e
                a304 677a6970
                40
                40
                a101 67
                40
                a101 72
            00 53 74 c1 61 14
                a104 6e656172 a106 6d656d626572
                a104 626f6f6c 41
                a104 62797465 50 01
                a103 696e74 54 fe
                a104 6c6f6e67 55 03
                a106 646f75626c65 82 3fe0000000000000
                a104 63686172 73 00000063
                a104 74657874 a101 74
                a104 656e756d 50 01
                a103 666172 54 01
            00 53 77 c1 01 00
            """,
            Message.Of<INearSender>("ContractMessage", new Constants("member")));

    [Fact]
    public void The_method_is_nearer_than_the_contract()
        => Bytes.Equal(
            """
            00 53 70 c0 0a 04 41 50 07 70 000005dc 42
            00 53 72 c1 0c 02 a307 782d6f70742d6e 51 ff
            00 53 73 c0 36 0d
                40
                a001 6d
                a105 7468657265
                a106 6d6574686f64
                a104 6261636b
                40
                a30a 746578742f706c61696e
                a304 677a6970
                40
                40
                a101 67
                40
                a101 72
            00 53 74 c1 61 14
                a104 6e656172 a106 6d6574686f64
                a104 626f6f6c 41
                a104 62797465 50 01
                a103 696e74 54 fe
                a104 6c6f6e67 55 03
                a106 646f75626c65 82 3fe0000000000000
                a104 63686172 73 00000063
                a104 74657874 a101 74
                a104 656e756d 50 01
                a103 666172 54 01
            00 53 77 c1 01 00
            """,
            Message.Of<INearSender>("MethodMessage", new Constants("member")));

    [Fact]
    public void A_parameter_is_nearer_than_the_contract()
        => Bytes.Equal(
            """
            00 53 70 c0 0a 04 42 50 07 70 000005dc 42
            00 53 72 c1 0c 02 a307 782d6f70742d6e 54 04
            00 53 73 c0 35 0d
                40
                a005 6775657374
                a105 7468657265
                a101 70
                a104 6261636b
                40
                a30a 746578742f706c61696e
                a304 677a6970
                40
                40
                a101 67
                40
                a101 72
            00 53 74 c1 5d 14
                a104 6e656172 a102 706e
                a104 626f6f6c 41
                a104 62797465 50 01
                a103 696e74 54 fe
                a104 6c6f6e67 55 03
                a106 646f75626c65 82 3fe0000000000000
                a104 63686172 73 00000063
                a104 74657874 a101 74
                a104 656e756d 50 01
                a103 666172 54 01
            00 53 77 c1 01 00
            """,
            Message.Of<INearSender>("ParameterMessage", new Constants(null), "p", "pn", false, 4));

    [Fact]
    public void A_null_parameter_falls_through()
        => Bytes.Equal(
            """
            00 53 70 c0 0a 04 41 50 07 70 000005dc 42
            00 53 72 c1 0c 02 a307 782d6f70742d6e 51 ff
            00 53 73 c0 3d 0d
                40
                a005 6775657374
                a105 7468657265
                a109 2271756f746564220a
                a104 6261636b
                40
                a30a 746578742f706c61696e
                a304 677a6970
                40
                40
                a101 67
                40
                a101 72
            00 53 74 c1 5f 14
                a104 626f6f6c 41
                a104 62797465 50 01
                a103 696e74 54 fe
                a104 6c6f6e67 55 03
                a106 646f75626c65 82 3fe0000000000000
                a104 63686172 73 00000063
                a104 74657874 a101 74
                a104 656e756d 50 01
                a104 6e656172 a104 74797065
                a103 666172 54 01
            00 53 77 c1 01 00
            """,
            Message.Of<INearSender>("ParameterMessage", new Constants(null), null, null, null, null));

    [Fact]
    public void The_interface_binds_what_nobody_nearer_does()
        => Bytes.Equal(
            """
            00 53 70 c0 04 02 40 50 01
            00 53 73 c0 11 04 40 a001 75 40 a109 696e74657266616365
            00 53 74 c1 19 04
                a104 6e656172 a109 696e74657266616365
                a103 666172 54 01
            00 53 77 c1 01 00
            """,
            Message.Of<INearSender>("PlainMessage", default(Empty)));

    [Fact]
    public void An_inherited_method_keeps_its_constants()
        => Bytes.Equal(
            """
            00 53 73 c0 0a 04 40 40 40 a104 62617365
            00 53 77 c1 01 00
            """,
            Message.Of<IShapeSender>("InheritedMessage", default(Empty)));

    [Fact]
    public void Parameters_may_have_the_names_of_generated_variables()
        => Bytes.Equal(
            """
            00 53 73 c0 09 04 40 40 a101 70 a101 68
            00 53 74 c1 07 02 a101 73 a101 78
            00 53 77 c1 15 04
                a103 536b75 a101 73
                a108 5175616e74697479 54 01
            """,
            Message.Of<IShapeSender>("NamesMessage", new OrderLine("s", 1), "h", "p", "x", null));

    [Fact]
    public void One_parameter_may_go_to_two_places()
        => Bytes.Equal(
            """
            00 53 73 c0 12 01 98 00000000000000000000000000000000
            00 53 74 c1 16 02
                a102 6964 98 00000000000000000000000000000000
            00 53 77 c1 15 04
                a103 536b75 a101 73
                a108 5175616e74697479 54 01
            """,
            Message.Of<IShapeSender>("TwiceMessage", new OrderLine("s", 1), Guid.Empty));
}
