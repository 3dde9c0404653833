using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class SequenceBodyTests
{
    [Fact]
    public void A_sequence_is_one_section_that_holds_a_list()
        => Bytes.Equal(
            """
            00 53 73 c0 0e 04 40 40 40 a108 72656164696e6773
            00 53 76 c0 03 01 54 07
            """,
            AmqpContracts.Encode(new Readings(7)));

    [Fact]
    public void A_sequence_inside_another_is_a_list_in_its_place()
        => Bytes.Equal("c0 0c 04 54 07 40 c0 03 01 54 08 a101 6e", AmqpContracts.EncodeValue(new Readings(7, new Readings(8), "n")));
}
