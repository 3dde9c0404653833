using System.Buffers.Binary;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Reads what an engine says, and does not let it say what AMQP forbids.</summary>
internal sealed class OutputCheck(ConnectionEngine engine, int maxFrameSize)
{
    private readonly bool[] _begun = new bool[256];
    private AmqpBuffer _spare = new();

    /// <summary>Whether the close is out: nothing follows it (AMQP 1.0, 2.4.3).</summary>
    public bool IsClosed { get; private set; }

    /// <summary>How many deliveries began in what was last taken.</summary>
    public int Begun { get; private set; }

    /// <summary>Takes what has been appended, which counts as written then.</summary>
    /// <returns>How many transfers there are in it.</returns>
    public int Take()
    {
        _spare = engine.TakeOutput(_spare);
        ReadOnlySpan<byte> bytes = _spare.WrittenSpan;
        int transfers = 0;
        Begun = 0;
        while (!bytes.IsEmpty)
        {
            int size = BinaryPrimitives.ReadInt32BigEndian(bytes);
            ushort channel = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
            AmqpReader reader = new(bytes[8..size]);
            ulong code = FrameBody.ReadDescriptorCode(ref reader);
            if (size > maxFrameSize && code != FrameCode.Open)
            {
                throw new FindingException($"a frame of {size} bytes is said to a peer that takes {maxFrameSize}");
            }

            Follow(code, channel);
            if (code == FrameCode.Transfer)
            {
                transfers++;
                Transfer transfer = Transfer.DecodeFields(ref reader);
                Begun += transfer.DeliveryTag is null ? 0 : 1;
            }
            else
            {
                reader.Skip();
                if (!reader.End)
                {
                    throw new FindingException($"the frame 0x{code:x} has bytes behind its performative");
                }
            }

            bytes = bytes[size..];
        }

        engine.OnWritten();
        return transfers;
    }

    private void Follow(ulong code, ushort channel)
    {
        if (IsClosed)
        {
            throw new FindingException($"the frame 0x{code:x} follows the close");
        }

        switch (code)
        {
            case FrameCode.Open:
                break;
            case FrameCode.Close:
                IsClosed = true;
                break;
            case FrameCode.Begin when !_begun[channel]:
                _begun[channel] = true;
                break;
            case FrameCode.End when _begun[channel]:
                _begun[channel] = false;
                break;
            default:
                if (code == FrameCode.Begin || !_begun[channel])
                {
                    throw new FindingException($"the frame 0x{code:x} is said on channel {channel}, whose session is{(_begun[channel] ? "" : " not")} under way");
                }

                break;
        }
    }
}
