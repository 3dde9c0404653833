namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>SplitMix64: the same numbers from the same seed on every runtime, so that a seed and an index name an input for ever.</summary>
internal struct FuzzRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E37_79B9_7F4A_7C15;
            ulong mixed = _state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>A number from 0 to below <paramref name="limit"/>; 0 when there is none.</summary>
    public int Below(int limit) => limit <= 1 ? 0 : (int)(Next() % (ulong)limit);

    public byte Byte() => (byte)Next();

    public T Pick<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];
}
