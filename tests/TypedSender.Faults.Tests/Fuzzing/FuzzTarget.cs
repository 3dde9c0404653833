using System.Runtime.CompilerServices;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Something that reads bytes which nobody vouches for. An instance is used by one thread.</summary>
internal abstract class FuzzTarget
{
    public abstract string Name { get; }

    /// <summary>Good inputs, from which the hostile ones are made.</summary>
    public abstract IReadOnlyList<byte[]> Corpus { get; }

    /// <summary>Whether every input of the corpus is taken as it is.</summary>
    public virtual bool TakesCorpus => true;

    /// <summary>What <see cref="Read"/> has allocated besides reading: for what the target itself sends.</summary>
    public long Excluded { get; protected set; }

    /// <summary>Makes the lengths in a large input right where it has some at its beginning.</summary>
    public virtual void Fit(Span<byte> input)
    {
    }

    /// <summary>Makes ready for one input; what this costs is not counted.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Reads an input: true when it was taken, false when it was refused with the one exception that the product defines for it. Anything else is a finding.</summary>
    public abstract bool Read(ReadOnlySpan<byte> input);

    /// <summary>Checks what <see cref="Read"/> has just made of an input that it took; throws when that is wrong.</summary>
    public virtual void CheckTaken(ReadOnlySpan<byte> input)
    {
    }

    /// <summary>Fails with a finding.</summary>
    protected static void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] FindingText what)
    {
        if (!holds)
        {
            throw new FindingException(what.ToString());
        }
    }

    /// <summary>Fails with a finding.</summary>
    protected static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new FindingException(what);
        }
    }
}

/// <summary>A text that costs nothing as long as it is not needed: what is read is measured.</summary>
[InterpolatedStringHandler]
internal ref struct FindingText
{
    private DefaultInterpolatedStringHandler _text;

    public FindingText(int literalLength, int formattedCount, bool holds, out bool isNeeded)
    {
        isNeeded = !holds;
        _text = isNeeded ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value, string? format = null) => _text.AppendFormatted(value, format);

    public override string ToString() => _text.ToStringAndClear();
}

/// <summary>A property that every input must have does not hold for one.</summary>
internal sealed class FindingException(string message) : Exception(message);
