using Microsoft.CodeAnalysis.Text;

namespace TypedSender.Generators.Model;

/// <summary>Why nothing was generated for a type. The others still are.</summary>
/// <param name="Type">The type's name.</param>
/// <param name="Reason">The cause, for a person.</param>
/// <param name="FilePath">Where the type is declared.</param>
/// <param name="Span">The declaration's name in that file.</param>
/// <param name="LineSpan">The same, by line and column.</param>
internal sealed record GeneratorFailure(string Type, string Reason, string FilePath, TextSpan Span, LinePositionSpan LineSpan);
