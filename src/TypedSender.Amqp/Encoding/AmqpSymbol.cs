using System.Text;

namespace TypedSender.Amqp;

/// <summary>A symbolic value from a constrained domain: ASCII characters (AMQP 1.0, 1.6.21).</summary>
public readonly struct AmqpSymbol : IEquatable<AmqpSymbol>
{
    private readonly string? _value;

    /// <summary>Creates a symbol.</summary>
    /// <param name="value">The characters, ASCII only.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="value"/> has a character that is not ASCII.</exception>
    public AmqpSymbol(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!Ascii.IsValid(value))
        {
            throw new ArgumentException($"\"{value}\" is no AMQP symbol: only ASCII characters are allowed. Send it as a string.", nameof(value));
        }

        _value = value;
    }

    private AmqpSymbol(string value, bool _) => _value = value;

    /// <summary>The characters; empty for the default value.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Makes a symbol of a string.</summary>
    /// <param name="value">The characters, ASCII only.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="value"/> has a character that is not ASCII.</exception>
    public static implicit operator AmqpSymbol(string value) => new(value);

    /// <summary>Compares characters, with case.</summary>
    /// <param name="left">One symbol.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(AmqpSymbol left, AmqpSymbol right) => left.Equals(right);

    /// <summary>Compares characters, with case.</summary>
    /// <param name="left">One symbol.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(AmqpSymbol left, AmqpSymbol right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(AmqpSymbol other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AmqpSymbol other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns the characters.</summary>
    public override string ToString() => Value;

    internal static AmqpSymbol FromChecked(string value) => new(value, true);
}
