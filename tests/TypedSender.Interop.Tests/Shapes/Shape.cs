using TypedSender.Amqp.Messages;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>One form that a message may have, and the value that every reader should see in it.</summary>
/// <param name="Name">The name of its file in the folder Golden and of its row in docs/interop.md.</param>
/// <param name="Send">Sends one message of this form by a typed sender, or by what carries its messages.</param>
/// <param name="Sections">
/// The sections, one a line, in the notation of <see cref="Peers.ProtonValue"/>. In an envelope each data section is replaced by the sections of the message in it.
/// </param>
internal sealed record Shape(string Name, Func<IShapeSender, MessageSender, Task> Send, string Sections)
{
    /// <summary>A form that a contract has.</summary>
    public Shape(string name, Func<IShapeSender, Task> send, string sections)
        : this(name, (sender, _) => send(sender), sections)
    {
    }

    /// <summary>The message format of envelopes.</summary>
    public const uint EnvelopeFormat = 0x8001_3700;

    /// <summary>A form that only an untyped message has.</summary>
    public static Shape Untyped(string name, AmqpMessage message, string sections) => new(
        name,
        (_, sender) => sender.SendAsync(message).AsTask(),
        sections);

    /// <summary>The message as a sender encodes it today.</summary>
    public async Task<RecordedMessage> EncodeAsync()
    {
        RecordingTransport transport = new();
        IShapeSender sender = TypedSenders.Create<IShapeSender>(transport);
        await Send(sender, TypedSenders.GetMessageSender(sender));
        return Assert.Single(transport.Messages);
    }

    /// <summary>The name, in messages of tests.</summary>
    public override string ToString() => Name;
}
