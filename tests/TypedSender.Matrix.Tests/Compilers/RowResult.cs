namespace TypedSender.Matrix.Tests.Compilers;

/// <summary>What a compiler made of one row.</summary>
/// <param name="Diagnostics">What was said in the files of the row, and in those generated for it.</param>
/// <param name="Generated">The generated files.</param>
/// <param name="Death">What the process said when it ended at this row; null if it did not.</param>
internal sealed record RowResult(IReadOnlyList<CompilerDiagnostic> Diagnostics, IReadOnlyList<SourceText> Generated, string? Death)
{
    public bool HasCompilerError => Death is not null || Diagnostics.Any(diagnostic => diagnostic.Severity == "Error" && diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));
}

/// <summary>What became of a batch of rows.</summary>
/// <param name="Rows">What became of each row, by its number.</param>
/// <param name="Elsewhere">What was said of no row.</param>
/// <param name="Library">The assembly of base types.</param>
/// <param name="Assembly">The assembly of the rows; null where none was asked for, or where there were errors.</param>
internal sealed record BatchResult(IReadOnlyDictionary<int, RowResult> Rows, IReadOnlyList<CompilerDiagnostic> Elsewhere, byte[]? Library, byte[]? Assembly);
