using TypedSender.Interop.Tests.Readers;
using TypedSender.Interop.Tests.Shapes;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Interop.Tests.Listeners;

/// <summary>A typed sender sends every form to the listeners of other implementations: they see what they see in the kept bytes.</summary>
public class ListenerFormTests
{
    [Theory]
    [InlineData(ReaderNames.NetLite)]
    [InlineData(ReaderNames.MicrosoftAmqp)]
    public async Task What_arrives_is_what_the_table_says(string implementation)
    {
        IMessageReader reader = implementation == ReaderNames.NetLite ? new NetLiteReader() : new MicrosoftAmqpReader();
        using ListenerBroker broker = ListenerBroker.Start(implementation);
        await using SendClient client = broker.Connect();
        IShapeSender sender = client.GetSender<IShapeSender>();
        MessageSender messages = client.GetMessageSender(sender);
        List<(Shape, string)> readings = [];
        foreach (Shape shape in ShapeTable.All)
        {
            await shape.Send(sender, messages).Within();
            ArrivedMessage message = await broker.ReadAsync();
            readings.Add((shape, message.MessageFormat == Shape.EnvelopeFormat ? Readings.Unpack(message.Sections, reader.Read) : message.Sections));
        }

        DisagreementTable.Check(implementation, readings);
    }
}
