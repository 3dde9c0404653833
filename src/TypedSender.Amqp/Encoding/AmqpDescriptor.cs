using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TypedSender.Amqp;

/// <summary>The descriptor of a described type: a numeric code or a symbol (AMQP 1.0, 1.2). Both forms of one type are equally valid on the wire.</summary>
public readonly struct AmqpDescriptor : IEquatable<AmqpDescriptor>
{
    private readonly string? _symbol;

    /// <summary>Creates a numeric descriptor.</summary>
    /// <param name="code">The code: domain in the upper 32 bits, id in the lower ones.</param>
    public AmqpDescriptor(ulong code) => Code = code;

    /// <summary>Creates a symbolic descriptor.</summary>
    /// <param name="symbol">The name.</param>
    public AmqpDescriptor(AmqpSymbol symbol) => _symbol = symbol.Value;

    /// <summary>The code; zero when the descriptor is a symbol.</summary>
    public ulong Code { get; }

    /// <summary>The name, or null when the descriptor is a code.</summary>
    public AmqpSymbol? Symbol => _symbol is null ? (AmqpSymbol?)null : AmqpSymbol.FromChecked(_symbol);

    /// <summary>Whether the descriptor is a symbol and not a code.</summary>
    [MemberNotNullWhen(true, nameof(Symbol))]
    public bool IsSymbol => _symbol is not null;

    /// <summary>Compares form and value.</summary>
    /// <param name="left">One descriptor.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(AmqpDescriptor left, AmqpDescriptor right) => left.Equals(right);

    /// <summary>Compares form and value.</summary>
    /// <param name="left">One descriptor.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(AmqpDescriptor left, AmqpDescriptor right) => !left.Equals(right);

    /// <summary>Whether this is the descriptor of a type, in whichever of its two forms.</summary>
    /// <param name="code">The type's code.</param>
    /// <param name="symbol">The type's name.</param>
    public bool Is(ulong code, string symbol) => _symbol is null ? Code == code : string.Equals(_symbol, symbol, StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Equals(AmqpDescriptor other) => Code == other.Code && string.Equals(_symbol, other._symbol, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AmqpDescriptor other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, _symbol);

    /// <summary>
    /// Returns the name, shortened and without control and format characters, or the code as the specification prints it: <c>0x00000000:0x00000010</c>.
    /// </summary>
    public override string ToString() => _symbol is { } symbol
        ? TextSanitizer.Clean(symbol)
        : string.Create(CultureInfo.InvariantCulture, $"0x{(uint)(Code >> 32):x8}:0x{(uint)Code:x8}");
}
