namespace TypedSender.Tool.Doctor;

/// <summary>One case of the conformance suite.</summary>
/// <param name="Part">What it belongs to, such as body.</param>
/// <param name="Name">What it is.</param>
/// <param name="RunAsync">Runs it; returns null, or how the broker differs.</param>
internal sealed record SuiteCase(string Part, string Name, Func<SuiteQueue, CancellationToken, Task<string?>> RunAsync);

/// <summary>What a case has found.</summary>
/// <param name="Case">The case.</param>
/// <param name="Failure">How the broker differs; null for not at all.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record SuiteResult(SuiteCase Case, string? Failure, TimeSpan Elapsed);
