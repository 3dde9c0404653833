namespace TypedSender.Interop.Tests.Readers;

/// <summary>One implementation of AMQP, asked what a message holds.</summary>
internal interface IMessageReader
{
    /// <summary>Its name, one of <see cref="ReaderNames"/>.</summary>
    string Name { get; }

    /// <summary>Reads a message that is no envelope.</summary>
    /// <returns>Its sections, one a line, in the notation of <see cref="Peers.ProtonValue"/>.</returns>
    string Read(byte[] bytes);

    /// <summary>Reads an envelope, without the messages in it.</summary>
    /// <returns>Its sections; a data section for each message.</returns>
    string ReadEnvelope(byte[] bytes) => Read(bytes);
}
