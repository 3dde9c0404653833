namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A base interface that is no sender itself.</summary>
public interface IBaseSender<T>
{
    [Subject("base")]
    ValueTask InheritedAsync(T body, CancellationToken cancellationToken = default);
}
