using System.Net;
using System.Text;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests;

/// <summary>What is nested, left out, large or empty in each kind of body, as two strangers decode it.</summary>
public class BodyEdgeTests
{
    private const int Count = 7;
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly byte[] LargeBytes = [.. Enumerable.Range(0, 300_000).Select(number => (byte)(number * 7))];

    [ProtonFact]
    public async Task Qpid_proton_receives_each_of_them()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(Count);
        await SendAllAsync(receiver.Url);

        await AssertAllAsync(receiver.ReadMessageAsync);
    }

    [RheaFact]
    public async Task Rhea_receives_each_of_them()
    {
        await using RheaReceiver receiver = await RheaReceiver.ListenAsync(Count);
        await SendAllAsync(receiver.Url);

        await AssertAllAsync(receiver.ReadMessageAsync);
    }

    private static async Task SendAllAsync(string url)
    {
        await using SendClient client = new(url);
        IBodyEdgeSender sender = client.GetSender<IBodyEdgeSender>();
        await sender.SendAsync(new NestedDescriptors(new InnerList(-5), [IPAddress.Loopback, null], IPAddress.Any));
        await sender.SendAsync(new InnerList(70_000));
        await sender.SendAsync(new SequenceBody("é", 1L << 40));
        await sender.SendAsync(new RawBody(new byte[] { 0, 255, 1 }, "raw"));
        await sender.SendAsync(new RawBody(LargeBytes));
        await sender.SendAsync(new RawBody(default));
        await sender.SendAsync(new JsonBody(Id, 1.5, true, ["a", "\"", "é"]));
    }

    private static async Task AssertAllAsync(Func<Task<ProtonMessage>> read)
    {
        ProtonMessage map = await read();
        Assert.Equal(
            Described(ULong(0x0000_00AB_0000_0003), Map(
                (ProtonValue.String("Inner"), Described(Symbol("test:inner:list"), List(Null, Int(-5)))),
                (ProtonValue.String("Addresses"), List(Binary([127, 0, 0, 1]), Null)))),
            map["amqp-value"]);
        Assert.Equal([(ProtonValue.String("address"), Binary([0, 0, 0, 0]))], map.Entries("application-properties"));

        Assert.Equal(Described(Symbol("test:inner:list"), List(Null, Int(70_000))), (await read())["amqp-value"]);

        ProtonMessage sequence = await read();
        Assert.Equal(["amqp-sequence"], sequence.Sections.Select(section => section.Name));
        Assert.Equal(List(ProtonValue.String("é"), Null, Long(1L << 40)), sequence["amqp-sequence"]);

        ProtonMessage raw = await read();
        Assert.Equal(["properties", "data"], raw.Sections.Select(section => section.Name));
        Assert.Equal(Binary([0, 255, 1]), raw["data"]);
        Assert.Equal(Binary(LargeBytes).Notation, (await read())["data"]?.Notation);
        Assert.Equal(Binary([]), (await read())["data"]);

        ProtonMessage json = await read();
        Assert.Equal(["properties", "application-properties", "data"], json.Sections.Select(section => section.Name));
        Assert.Equal(List(Uuid(Id), Null, Null, Null, Null, Null, Symbol("application/json")), json["properties"]);
        Assert.Equal([(ProtonValue.String("hidden"), Boolean(true))], json.Entries("application-properties"));
        Assert.Equal(
            Binary(Encoding.UTF8.GetBytes("""{"Id":"00112233-4455-6677-8899-aabbccddeeff","Value":1.5,"Texts":["a","\u0022","\u00E9"]}""")),
            json["data"]);
    }
}
