using TypedSender.Amqp.Engine;

namespace TypedSender.Faults.Tests.Sequences;

/// <summary>A message of a sequence: its first bytes are its number.</summary>
internal sealed class SequenceDelivery(int number) : OutgoingDelivery
{
    public int Number { get; } = number;

    /// <summary>What became of it, each time that somebody said so.</summary>
    public List<string> Outcomes { get; } = [];

    public bool IsBegun { get; set; }
}
