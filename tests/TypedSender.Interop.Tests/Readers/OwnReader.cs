using TypedSender.Interop.Tests.Differential;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>The decoder of this library.</summary>
internal sealed class OwnReader : IMessageReader
{
    public string Name => ReaderNames.TypedSender;

    public string Read(byte[] bytes) => OurCodec.Sections(bytes);
}
