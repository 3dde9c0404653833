namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Methods that send any contract, with constraints of every kind.</summary>
[AmqpSender("generic")]
public partial interface IGenericMethodSender
{
    ValueTask SendAsync<T>(T item, CancellationToken cancellationToken = default)
        where T : IAmqpContract<T>;

    [Subject("added"), ApplicationProperty("method", 1)]
    ValueTask<SendOutcome> AddAsync<T>(T item, [MessageId] string? id)
        where T : IAmqpContract<T>;

    ValueTask ClassAsync<T>(T? item)
        where T : class?, IAmqpContract<T>;

    ValueTask StructAsync<T>(T item)
        where T : struct, IAmqpContract<T>;

    ValueTask UnmanagedAsync<T>(in T item)
        where T : unmanaged, IAmqpContract<T>;

    ValueTask NewAsync<T>(T item)
        where T : notnull, INumbered, IAmqpContract<T>, new();

    ValueTask InheritedAsync<T>(T item)
        where T : INumbered<T>;

    ValueTask<IReadOnlyList<SendOutcome>> ListAsync<T>(IReadOnlyList<T> items)
        where T : IAmqpContract<T>;

    ValueTask TwoAsync<T, TOther>(IEnumerable<T> items)
        where T : IAmqpContract<T>
        where TOther : IAmqpContract<TOther>;

    IAsyncEnumerable<SendOutcome> Stream<TItem>(IAsyncEnumerable<TItem> items, [Subject] string item)
        where TItem : IAmqpContract<TItem>;
}

public interface INumbered
{
    int N { get; }
}

public interface INumbered<T> : IAmqpContract<T>
    where T : INumbered<T>;

/// <summary>A value that is unmanaged.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public readonly partial record struct ValueItem([property: AmqpMember(Order = 0)] int N) : INumbered, INumbered<ValueItem>;

/// <summary>A contract with places of every kind of its own.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List), Subject("own")]
public partial class Sectioned
{
    [AmqpMember(Order = 0)]
    public int N { get; init; }

    [ApplicationProperty("own")]
    public int Own { get; init; }

    [MessageAnnotation("x-opt-a")]
    public int Annotation { get; init; }

    [To]
    public string? To { get; init; }
}
