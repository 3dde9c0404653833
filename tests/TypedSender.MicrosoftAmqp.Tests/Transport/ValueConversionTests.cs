using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;
using TypedSender.Amqp;
using OwnMap = TypedSender.Amqp.AmqpMap;
using OwnSymbol = TypedSender.Amqp.AmqpSymbol;

namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>Values of the peer that come through the types of Microsoft.Azure.Amqp: none is lost on the way.</summary>
public sealed class ValueConversionTests
{
    [Fact]
    public void An_error_keeps_all_that_the_peer_says()
    {
        Fields info = [];
        for (int number = 0; number < 1000; number++)
        {
            info[$"x-number-{number}"] = new string('x', 100);
        }

        info["x-symbol"] = new Microsoft.Azure.Amqp.Encoding.AmqpSymbol("s");
        info["x-binary"] = new ArraySegment<byte>([1, 2, 3]);
        info["x-list"] = new List<object> { 1, "two", 3L };
        info["x-described"] = new DescribedType(new Microsoft.Azure.Amqp.Encoding.AmqpSymbol("d"), 7u);
        info["x-uuid"] = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        info["x-time"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        AmqpError error = ValueConversion.ToError(new Error { Condition = "x:odd", Description = "told", Info = info })!;

        Assert.Equal(("x:odd", "told", 1006), (error.Condition.Value, error.Description, error.Info!.Count));
        Assert.Equal(new OwnSymbol("s"), error.Info[new OwnSymbol("x-symbol")]);
        Assert.Equal(new byte[] { 1, 2, 3 }, error.Info[new OwnSymbol("x-binary")]);
        Assert.Equal(new List<object?> { 1, "two", 3L }, error.Info[new OwnSymbol("x-list")]);
        Assert.Equal((object)7u, Assert.IsType<TypedSender.Amqp.AmqpDescribed>(error.Info[new OwnSymbol("x-described")]).Value);
        Assert.Equal(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), error.Info[new OwnSymbol("x-uuid")]);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), error.Info[new OwnSymbol("x-time")]);
    }

    [Fact]
    public void Nothing_stays_nothing()
    {
        Assert.Null(ValueConversion.ToError(null));
        Assert.Null(ValueConversion.ToMap(null));
        Assert.Null(ValueConversion.ToFields(null));
        Assert.Empty(ValueConversion.ToMap(new Fields())!);
        Assert.Equal(["a"], ValueConversion.ToStrings(new Multiple<Microsoft.Azure.Amqp.Encoding.AmqpSymbol>(["a"])));
        Assert.Equal(["a", "b"], ValueConversion.ToStrings(new Multiple<Microsoft.Azure.Amqp.Encoding.AmqpSymbol>(["a", "b"])));
        Assert.Equal(2, ValueConversion.ToFields(new OwnMap { { new OwnSymbol("a"), 1 }, { new OwnSymbol("b"), null } })!.Count());
    }
}
