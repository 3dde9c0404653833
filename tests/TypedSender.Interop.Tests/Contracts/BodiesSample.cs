using System.Text;
using TypedSender.Interop.Tests.Peers;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests.Contracts;

/// <summary>A message of each kind of body, and what a stranger must make of them.</summary>
internal static class BodiesSample
{
    public const int Count = 6;

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100_000).Select(number => (byte)number)];

    public static async Task SendAsync(IBodySender sender)
    {
        await sender.SendAsync(new DescribedMap(5, new Version(1, 2, 3)));
        await sender.SendAsync(new NamedMap("named"));
        await sender.SendAsync(new Reading(21.5, "°C", 7));
        await sender.SendAsync(new Picture(Bytes));
        await sender.SendAsync(new Picture(ReadOnlyMemory<byte>.Empty));
        await sender.SendAsync(new Purchase("naïve \U0001F600", 3));
    }

    public static void AssertEqual(IReadOnlyList<ProtonMessage> received)
    {
        Assert.Equal(
            Described(ULong(0x0000_00AB_0000_0002), Map((ProtonValue.String("Number"), Int(5)), (ProtonValue.String("Version"), ProtonValue.String("1.2.3")))),
            received[0]["amqp-value"]);
        Assert.Equal(Described(Symbol("test:named:map"), Map((ProtonValue.String("Text"), ProtonValue.String("named")))), received[1]["amqp-value"]);
        Assert.Equal(List(ProtonValue.Double(21.5), ProtonValue.String("°C")), received[2]["amqp-sequence"]);
        Assert.Equal(Binary(Bytes).Notation, received[3]["data"]?.Notation);
        Assert.Equal(Binary([]), received[4]["data"]);
        Assert.Equal("image/png", ContentTypeOf(received[3]));
        byte[] json = Convert.FromBase64String(received[5]["data"]!.Value.Notation["binary ".Length..]);
        Assert.Equal("""{"item":"na\u00EFve \uD83D\uDE00","quantity":3}""", Encoding.UTF8.GetString(json));
        Assert.Equal("application/json", ContentTypeOf(received[5]));
    }

    private static string ContentTypeOf(ProtonMessage message) => message["properties"]!.Value.Notation.Split('"')[1];
}
