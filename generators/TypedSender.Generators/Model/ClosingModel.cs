namespace TypedSender.Generators.Model;

/// <summary>By which interfaces of .NET a sender is closed.</summary>
/// <param name="IsDisposable">By IDisposable.</param>
/// <param name="IsAsyncDisposable">By IAsyncDisposable.</param>
internal sealed record ClosingModel(bool IsDisposable, bool IsAsyncDisposable);
