using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class SectionTests
{
    [Fact]
    public void Members_fill_every_place_outside_the_body()
        => Bytes.Equal(
            """
            00 53 70 c0 0a 04 41 50 09 70 000007d0 41
            00 53 72 c1 1d 04
                a307 782d6f70742d61 51 ff
                a30a 782d6f70742d6c697374 c0 03 01 54 01
            00 53 73 c0 35 0d
                a101 6d
                a001 01
                a101 74
                a101 73
                a101 72
                53 05
                a302 6374
                a302 6365
                83 0000000000000001
                83 0000000000000002
                a101 67
                52 06
                a102 7267
            00 53 74 c1 17 04
                a101 70 54 01
                a106 6d6f6d656e74 83 0000000000000000
            00 53 77 c1 01 00
            """,
            AmqpContracts.Encode(new Placed
            {
                Durable = true,
                Priority = 9,
                TimeToLive = TimeSpan.FromSeconds(2),
                FirstAcquirer = true,
                MessageId = "m",
                UserId = [1],
                To = "t",
                Subject = "s",
                ReplyTo = "r",
                CorrelationId = 5,
                ContentType = "ct",
                ContentEncoding = "ce",
                Expiry = DateTimeOffset.UnixEpoch.AddMilliseconds(1),
                Creation = DateTimeOffset.UnixEpoch.AddMilliseconds(2),
                GroupId = "g",
                GroupSequence = 6,
                ReplyToGroupId = "rg",
                Annotation = -1,
                AnnotationList = [1],
                Property = 1,
                Moment = DateTimeOffset.UnixEpoch,
            }));

    [Fact]
    public void Null_members_leave_the_sections_out()
        => Bytes.Equal("00 53 77 c1 01 00", AmqpContracts.Encode(new Placed()));

    [Fact]
    public void Constants_fill_every_place_and_a_member_is_nearer()
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
            00 53 74 c1 5a 12
                a104 6e656172 a106 6d656d626572
                a104 626f6f6c 41
                a104 62797465 50 01
                a103 696e74 54 fe
                a104 6c6f6e67 55 03
                a106 646f75626c65 82 3fe0000000000000
                a104 63686172 73 00000063
                a104 74657874 a101 74
                a104 656e756d 50 01
            00 53 77 c1 01 00
            """,
            AmqpContracts.Encode(new Constants("member")));

    [Fact]
    public void A_null_member_leaves_the_place_to_the_constant()
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
            00 53 74 c1 58 12
                a104 626f6f6c 41
                a104 62797465 50 01
                a103 696e74 54 fe
                a104 6c6f6e67 55 03
                a106 646f75626c65 82 3fe0000000000000
                a104 63686172 73 00000063
                a104 74657874 a101 74
                a104 656e756d 50 01
                a104 6e656172 a104 74797065
            00 53 77 c1 01 00
            """,
            AmqpContracts.Encode(new Constants(null)));
}
