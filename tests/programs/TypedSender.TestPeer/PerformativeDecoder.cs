using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;

namespace TypedSender.TestPeer;

/// <summary>Turns the bytes of a frame into its performative and payload.</summary>
internal static class PerformativeDecoder
{
    public static PeerFrame Decode(byte[] frame)
    {
        int start = frame[4] * 4;
        ushort channel = (ushort)((frame[6] << 8) | frame[7]);
        if (start == frame.Length)
        {
            return new PeerFrame(frame[5], channel, null, [], frame);
        }

        var reader = new AmqpReader(frame.AsSpan(start));
        object performative = DecodePerformative(ref reader, frame[start..]);
        return new PeerFrame(frame[5], channel, performative, frame[(start + reader.Position)..], frame);
    }

    private static object DecodePerformative(ref AmqpReader reader, byte[] body)
    {
        ulong code = FrameBody.PeekDescriptorCode(body);
        return code switch
        {
            0x10 => Open.Decode(ref reader),
            0x11 => Begin.Decode(ref reader),
            0x12 => Attach.Decode(ref reader),
            0x13 => Flow.Decode(ref reader),
            0x14 => Transfer.Decode(ref reader),
            0x15 => Disposition.Decode(ref reader),
            0x16 => Detach.Decode(ref reader),
            0x17 => End.Decode(ref reader),
            0x18 => Close.Decode(ref reader),
            0x40 => SaslMechanisms.Decode(ref reader),
            0x41 => SaslInit.Decode(ref reader),
            0x42 => SaslChallenge.Decode(ref reader),
            0x43 => SaslResponse.Decode(ref reader),
            0x44 => SaslOutcome.Decode(ref reader),
            _ => throw new ScriptFailedException($"Expected a frame of AMQP 1.0, but its body is {Convert.ToHexString(body)}."),
        };
    }
}
