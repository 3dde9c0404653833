namespace TypedSender;

/// <summary>The first bytes that a peer sent, beneath TLS, which identify its protocol.</summary>
internal struct FirstBytes
{
    private const int Most = 16;

    private byte[]? _bytes;
    private int _count;

    public readonly ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _count);

    public void Note(ReadOnlySpan<byte> read)
    {
        if (_count < Most)
        {
            _bytes ??= new byte[Most];
            int count = Math.Min(read.Length, Most - _count);
            read[..count].CopyTo(_bytes.AsSpan(_count));
            _count += count;
        }
    }
}
