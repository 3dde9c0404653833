using TypedSender.Interop.Tests.Differential;
using TypedSender.Interop.Tests.GoldenVectors;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Interop.Tests.Shapes;
using Xunit;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>The kept bytes of every form, as each reader decodes them. Where one sees something else, <see cref="DisagreementTable"/> says what and why, and nothing that is not so.</summary>
public class ReaderTests
{
    private static readonly IMessageReader[] Readers =
        [new OwnReader(), new MicrosoftAmqpReader(), new NetLiteReader(), new AnnotatedMessageReader(), new ServiceBusReader(), new EventDataReader()];

    public static TheoryData<string> Names => [.. Readers.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reader_in_this_process_sees_what_the_table_says(string name)
    {
        IMessageReader reader = Readers.Single(reader => reader.Name == name);
        DisagreementTable.Check(name, ShapeTable.All.Select(shape => (shape, Readings.Read(reader, GoldenFile.Load(shape.Name)))));
    }

    [Fact]
    public void The_table_may_say_neither_less_nor_more_than_is_so()
    {
        Shape agreed = ShapeTable.Find("body-raw");
        Shape disagreed = ShapeTable.Find("type-decimal32");

        DisagreementTable.Check(ReaderNames.NetLite, [(agreed, agreed.Sections)]);
        Assert.ThrowsAny<Exception>(() => DisagreementTable.Check(ReaderNames.NetLite, [(agreed, disagreed.Sections)]));
        Assert.ThrowsAny<Exception>(() => DisagreementTable.Check(ReaderNames.MicrosoftAmqp, [(disagreed, disagreed.Sections)]));
        Assert.ThrowsAny<Exception>(() => DisagreementTable.Check(ReaderNames.MicrosoftAmqp, [(disagreed, "refused: otherwise")]));
        Assert.ThrowsAny<Exception>(() => DisagreementTable.Check(ReaderNames.NetLite, []));
    }

    [ProtonFact]
    public async Task Qpid_proton_sees_what_the_table_says() => DisagreementTable.Check(ReaderNames.Proton, await ReadAllAsync(ProtonCodec.DecodeAsync));

    [RheaFact]
    public async Task Rhea_sees_what_the_table_says() => DisagreementTable.Check(ReaderNames.Rhea, await ReadAllAsync(RheaCodec.DecodeAsync));

    /// <summary>Asks a process about all messages at once, and then about the messages in envelopes.</summary>
    private static async Task<IEnumerable<(Shape Shape, string Seen)>> ReadAllAsync(Func<IReadOnlyList<byte[]>, Task<IReadOnlyList<ProtonVerdict>>> decode)
    {
        GoldenFile[] files = [.. ShapeTable.All.Select(shape => GoldenFile.Load(shape.Name))];
        string[] readings = [.. (await decode([.. files.Select(file => file.Bytes)])).Select(Text)];
        List<byte[]> inner = [];
        for (int index = 0; index < files.Length; index++)
        {
            if (files[index].IsEnvelope)
            {
                Readings.Unpack(readings[index], bytes => Note(inner, bytes));
            }
        }

        Queue<string> unpacked = new((await decode(inner)).Select(Text));
        return [.. ShapeTable.All.Select((shape, index) => (shape, files[index].IsEnvelope ? Readings.Unpack(readings[index], _ => unpacked.Dequeue()) : readings[index]))];
    }

    private static string Note(List<byte[]> messages, byte[] bytes)
    {
        messages.Add(bytes);
        return "";
    }

    private static string Text(ProtonVerdict verdict) => verdict.Error is { } error ? $"refused: {error}" : verdict.Sections;
}
