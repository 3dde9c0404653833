using System.Collections.Immutable;

[assembly: TypedSender.AmqpTransparent(typeof(Lazy<>), nameof(Lazy<int>.Value))]

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A struct around a value of fixed width.</summary>
[AmqpTransparent]
public readonly record struct OrderId(Guid Value);

/// <summary>A struct around a reference: its default holds null.</summary>
[AmqpTransparent]
public readonly record struct Sku(string Value);

/// <summary>A struct around a reference that may be null.</summary>
[AmqpTransparent]
public readonly record struct Remark(string? Text);

/// <summary>A class around text.</summary>
[AmqpTransparent]
public sealed record CustomerName(string Value);

/// <summary>A class around a value of fixed width.</summary>
[AmqpTransparent]
public sealed record Amount(int Value);

/// <summary>As octokit.net has it: the text is kept, and parsed when it is asked for.</summary>
[AmqpTransparent(nameof(StringValue))]
public readonly struct TextOf<T>(string stringValue)
    where T : struct, Enum
{
    public string StringValue => stringValue;

    public T Value => Enum.Parse<T>(stringValue);
}

/// <summary>A generic wrapper, whose value is encoded as each argument is.</summary>
[AmqpTransparent]
public readonly record struct Tagged<T>(T Value);

/// <summary>The value says itself how it travels.</summary>
[AmqpTransparent]
public readonly record struct Wait([AmqpDuration(AmqpDurationEncoding.Milliseconds)] TimeSpan Value);

/// <summary>A wrapper of a wrapper.</summary>
[AmqpTransparent]
public readonly record struct Reference(OrderId Id);

/// <summary>A wrapper of a collection.</summary>
[AmqpTransparent]
public readonly record struct KeywordList(ImmutableArray<string> Items);

/// <summary>A wrapper with a field that is not public.</summary>
[AmqpTransparent(nameof(Code))]
public readonly struct Hidden(ushort code)
{
    internal readonly ushort Code = code;

    public string Text => Code.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
