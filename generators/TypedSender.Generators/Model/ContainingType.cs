namespace TypedSender.Generators.Model;

/// <summary>A type that is opened again around generated code.</summary>
/// <param name="Keyword">Its keyword, such as <c>record struct</c>.</param>
/// <param name="Name">Its name, escaped, with its type parameters.</param>
internal sealed record ContainingType(string Keyword, string Name);
