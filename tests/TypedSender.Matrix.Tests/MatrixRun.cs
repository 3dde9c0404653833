using System.Collections.Concurrent;
using System.Diagnostics;
using TypedSender.Matrix.Tests.Compilers;
using TypedSender.Matrix.Tests.Judging;
using TypedSender.Matrix.Tests.Rows;

namespace TypedSender.Matrix.Tests;

/// <summary>The matrix, compiled once by each compiler for all tests of the class.</summary>
public sealed class MatrixRun
{
    // Of the rows, those that the newest compiler is asked about.
    private const int SampleOf = 8;

    private readonly ConcurrentDictionary<int, Verdict> _verdicts = [];

    public MatrixRun()
    {
        Stopwatch watch = Stopwatch.StartNew();
        Matrix = Rows.Matrix.Make();
        TimeOfMaking = watch.Elapsed;
        Task floor = Task.Run(() =>
        {
            RowCompilation compilation = new(Compiler.Floor, withGenerators: true, withAssemblies: false);
            OfFloor = Results(compilation.Run(Matrix.Rows));
            Floor = compilation.Identity!;
        });
        RowCompilation sdk = new(Compiler.Sdk, withGenerators: true, withAssemblies: true);
        IReadOnlyList<BatchResult> batches = sdk.Run(Matrix.Rows);
        Sdk = sdk.Identity!;
        OfSdk = Results(batches);
        Elsewhere = [.. batches.SelectMany(batch => batch.Elsewhere)];
        RowCompilation newest = new(Compiler.Newest, withGenerators: true, withAssemblies: false);
        OfNewest = Results(newest.Run(Matrix.Rows.Where(row => row.Key % SampleOf == 0).ToDictionary()));
        Newest = newest.Identity!;
        floor.Wait();
        TimeOfCompiling = watch.Elapsed - TimeOfMaking;
        Parallel.ForEach(batches, Judge);
        TimeOfJudging = watch.Elapsed - TimeOfMaking - TimeOfCompiling;
    }

    internal Rows.Matrix Matrix { get; }

    internal IReadOnlyDictionary<int, Verdict> Verdicts => _verdicts;

    internal IReadOnlyDictionary<int, RowResult> OfFloor { get; private set; } = null!;

    internal IReadOnlyDictionary<int, RowResult> OfSdk { get; }

    internal IReadOnlyDictionary<int, RowResult> OfNewest { get; }

    /// <summary>What the SDK's compiler says of no row.</summary>
    internal IReadOnlyList<CompilerDiagnostic> Elsewhere { get; }

    internal CompilerIdentity Floor { get; private set; } = null!;

    internal CompilerIdentity Sdk { get; }

    internal CompilerIdentity Newest { get; }

    internal TimeSpan TimeOfMaking { get; }

    internal TimeSpan TimeOfCompiling { get; }

    internal TimeSpan TimeOfJudging { get; }

    private static Dictionary<int, RowResult> Results(IReadOnlyList<BatchResult> batches) => batches.SelectMany(batch => batch.Rows).ToDictionary();

    private void Judge(BatchResult batch)
    {
        // Rows with errors leave their batch without an assembly: they are faults, and the others are judged when they are mended.
        CompiledBatch? compiled = batch.Assembly is null || batch.Library is null ? null : new CompiledBatch(batch);
        foreach ((int number, RowResult result) in batch.Rows)
        {
            RowJudge judge = new(Matrix.Rows[number], number, result);
            _verdicts[number] = judge.JudgeCompilation()
                ?? (compiled is null ? new Verdict(VerdictKind.Uncompilable, "its batch has errors elsewhere, so that it has no assembly") : judge.JudgeMessage(compiled));
        }
    }
}
