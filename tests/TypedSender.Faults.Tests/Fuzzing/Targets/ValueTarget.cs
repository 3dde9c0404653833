using TypedSender.Amqp;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Values of any type, one after another (AMQP 1.0, 1.6).</summary>
internal sealed class ValueTarget : FuzzTarget
{
    private readonly List<object?> _values = new(Mutator.LargestInput);

    public override string Name => "value";

    public override IReadOnlyList<byte[]> Corpus => Fuzzing.Corpus.Values;

    public override void Prepare() => _values.Clear();

    public override bool Read(ReadOnlySpan<byte> input)
    {
        try
        {
            AmqpReader reader = new(input);
            while (!reader.End)
            {
                _values.Add(reader.ReadValue());
            }

            return true;
        }
        catch (AmqpDecodeException)
        {
            return false;
        }
    }

    public override void CheckTaken(ReadOnlySpan<byte> input)
    {
        AmqpReader passing = new(input);
        AmqpReader reading = new(input);
        foreach (object? value in _values)
        {
            passing.Skip();
            reading.ReadValue();
            Require(passing.Position == reading.Position, $"passing over a value ends at byte {passing.Position}, reading it at {reading.Position}");
            byte[] first = Encode(value);
            AmqpReader again = new(first);
            object? second = again.ReadValue();
            Require(again.End, "what was written for a value has bytes behind it");
            Require(IsSame(value, second), $"written as {Convert.ToHexString(first)}, the value is another");
            Require(Encode(second).AsSpan().SequenceEqual(first), $"written as {Convert.ToHexString(first)}, the value is written differently the second time");
        }
    }

    /// <summary>Whether two values are the same whatever the width in which the sizes of an array's elements were written.</summary>
    private static bool IsSame(object? left, object? right) => (left, right) switch
    {
        (AmqpArray one, AmqpArray other) => IsSame(one.Descriptor, other.Descriptor) && AreSame([.. one.Items], [.. other.Items]),
        (List<object?> one, List<object?> other) => AreSame(one, other),
        (AmqpDescribed one, AmqpDescribed other) => IsSame(one.Descriptor, other.Descriptor) && IsSame(one.Value, other.Value),
        (AmqpMap one, AmqpMap other) => AreSame([.. one.Select(static entry => entry.Key)], [.. other.Select(static entry => entry.Key)])
            && AreSame([.. one.Select(static entry => entry.Value)], [.. other.Select(static entry => entry.Value)]),
        _ => AmqpValueComparer.Instance.Equals(left, right),
    };

    private static bool AreSame(List<object?> left, List<object?> right) => left.Count == right.Count && left.Zip(right).All(static pair => IsSame(pair.First, pair.Second));

    private static byte[] Encode(object? value) => Fuzzing.Corpus.Encode((ref AmqpWriter writer) => writer.WriteValue(value));
}
