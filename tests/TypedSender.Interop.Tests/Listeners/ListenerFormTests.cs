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
        await using SendClient client = broker.Connect(options => options.RetryPolicy = new AmqpRetryPolicy { MinDelay = TimeSpan.Zero });
        IShapeSender sender = client.GetSender<IShapeSender>();
        MessageSender messages = client.GetMessageSender(sender);
        List<(Shape, string)> readings = [];
        foreach (Shape shape in ShapeTable.All)
        {
            readings.Add((shape, await SendAsync(broker, reader, () => shape.Send(sender, messages))));
        }

        DisagreementTable.Check(implementation, readings, isLive: true);
    }

    private static async Task<string> SendAsync(ListenerBroker broker, IMessageReader reader, Func<Task> send)
    {
        try
        {
            await send().Within();
        }
        catch (SendException exception)
        {
            // A listener that cannot decode a message closes the connection, and shows no message.
            return Readings.Refused(exception.GetType().Name, exception.Message);
        }

        ArrivedMessage message = await broker.ReadAsync();
        return message.MessageFormat == Shape.EnvelopeFormat ? Readings.Unpack(message.Sections, reader.Read) : message.Sections;
    }
}
