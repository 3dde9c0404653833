using TypedSender.Generated.Tests.Shapes;

namespace TypedSender.Generated.Tests;

/// <summary>What a generated sender does before anything is sent, and what it says of its link.</summary>
public class SenderCallTests
{
    [Fact]
    public void A_null_contract_is_refused_at_the_call()
        => Assert.Throws<ArgumentNullException>("order", () => { _ = Create<IOrderSender>().PlaceAsync(null!); });

    [Fact]
    public void A_null_parameter_is_refused_at_the_call()
        => Assert.Throws<ArgumentNullException>("reason", () => { _ = Create<IOrderSender>().CancelAsync(new OrderCancelled { OrderId = Guid.Empty }, TimeSpan.Zero, null!); });

    [Fact]
    public void A_null_list_is_refused_at_the_call()
        => Assert.Throws<ArgumentNullException>("lines", () => { _ = Create<IShapeSender>().SequenceAsync(null!); });

    [Fact]
    public void A_description_holds_settle_modes_and_typed_link_properties()
    {
        SenderDescription description = Description<INearSender>();

        Assert.Equal(SenderSettleMode.Settled, description.SendSettleMode);
        Assert.Null(description.ReceiveSettleMode);
        Assert.Equal([new("number", (byte)1), new("text", "t")], description.LinkProperties);
    }

    [Fact]
    public void An_interface_may_be_faked_by_hand() => Assert.IsAssignableFrom<IGlobalSender>(new Fake());

    private static T Create<T>()
        where T : ITypedSender<T> => T.Create(null!);

    private static SenderDescription Description<T>()
        where T : ITypedSender<T> => T.Description;

    private sealed class Fake : IGlobalSender
    {
        public ValueTask SendAsync(GlobalContract contract) => ValueTask.CompletedTask;
    }
}
