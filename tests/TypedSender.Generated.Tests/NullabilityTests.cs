using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>The attributes of System.Diagnostics.CodeAnalysis that allow null where the type does not.</summary>
public class NullabilityTests
{
    [Fact]
    public void Null_members_are_left_out()
        => Bytes.Equal("00 53 77 c1 01 00", AmqpContracts.Encode(new MaybeNulls()));

    [Fact]
    public void Others_are_sent()
        => Bytes.Equal("00 53 77 c1 11 02 a108 50726f7065727479 a104 74657874", AmqpContracts.Encode(new MaybeNulls { Property = "text" }));

    [Fact]
    public void Null_of_a_positional_parameter_is_left_out()
        => Bytes.Equal("45", AmqpContracts.EncodeValue(new PositionalMaybeNulls(null!, null!)));

    [Fact]
    public void A_null_argument_binds_nothing()
        => Bytes.Equal(
            "00 53 77 c1 09 02 a104 4e616d65 a100",
            Message.Of<IAllowNullSender>("SendMessage", new Tree(), null, null));

    [Fact]
    public void A_null_argument_is_allowed_at_the_call_and_a_null_contract_is_not()
    {
        IAllowNullSender sender = Create<IAllowNullSender>();

        Assert.Throws<ArgumentNullException>("tree", () => { _ = sender.SendAsync(null, "s", "p"); });
        Assert.Throws<NullReferenceException>(() => { _ = sender.SendAsync(new Tree(), null, null); });
    }

    /// <summary>A sender without a client: what passes its checks ends in a <see cref="NullReferenceException"/>.</summary>
    private static T Create<T>()
        where T : ITypedSender<T> => T.Create(null!);
}
