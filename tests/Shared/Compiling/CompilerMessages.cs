namespace TypedSender.Shared.Compiling;

/// <summary>A file of C#.</summary>
internal sealed record SourceText(string Path, string Text);

/// <summary>What is compiled together: a library, and the sources that refer to it.</summary>
internal sealed record CompilerRequest(IReadOnlyList<SourceText> Library, IReadOnlyList<SourceText> Sources);

/// <summary>What the compiler, a generator or an analyzer has said.</summary>
/// <param name="Id">The id of the rule.</param>
/// <param name="Severity">Error, Warning or Info.</param>
/// <param name="Message">The text.</param>
/// <param name="Path">The file; empty for none.</param>
/// <param name="Text">The source that it underlines.</param>
/// <param name="IsInGenerated">Whether the file is one that our generators have written.</param>
internal sealed record CompilerDiagnostic(string Id, string Severity, string Message, string Path, string Text, bool IsInGenerated);

/// <summary>What became of a request.</summary>
/// <param name="Diagnostics">Everything that was said of the sources.</param>
/// <param name="Generated">The generated files of the sources.</param>
/// <param name="Library">The assembly of the library; null where the generators are not asked for, or where it has errors.</param>
/// <param name="Assembly">The assembly of the sources; null where none is asked for, or where there are errors.</param>
internal sealed record CompilerResponse(IReadOnlyList<CompilerDiagnostic> Diagnostics, IReadOnlyList<SourceText> Generated, byte[]? Library, byte[]? Assembly);

/// <summary>What a process of a compiler is asked.</summary>
/// <param name="WithGenerators">Whether our generators and analyzers run.</param>
/// <param name="WithAssemblies">Whether assemblies are wanted.</param>
/// <param name="Requests">What to compile, one after the other.</param>
internal sealed record CompilerJob(bool WithGenerators, bool WithAssemblies, IReadOnlyList<CompilerRequest> Requests);

/// <summary>What ran.</summary>
/// <param name="Version">The version of the compiler's assembly.</param>
/// <param name="Path">Where it was loaded from.</param>
internal sealed record CompilerIdentity(string Version, string Path);
