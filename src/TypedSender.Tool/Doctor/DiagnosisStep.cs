namespace TypedSender.Tool.Doctor;

/// <summary>How a step ended.</summary>
internal enum Verdict
{
    /// <summary>It succeeded.</summary>
    Good,

    /// <summary>It failed; the text says why, and what to do.</summary>
    Bad,

    /// <summary>It was not tried; the text says why.</summary>
    Skipped,
}

/// <summary>One step on the way to a broker.</summary>
/// <param name="Name">DNS, TCP, TLS, SASL, open or attach.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Elapsed">How long it took; zero when it was not tried.</param>
/// <param name="Text">What was found, in full; never a secret.</param>
internal sealed record DiagnosisStep(string Name, Verdict Verdict, TimeSpan Elapsed, string Text);
