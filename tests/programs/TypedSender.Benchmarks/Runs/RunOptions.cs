using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using TypedSender.Benchmarks.Contenders;

namespace TypedSender.Benchmarks.Runs;

/// <summary>What a sender in a process of its own is told: all of them take the same arguments.</summary>
internal sealed record RunOptions(int Port, string Container, SendMode Mode, int Count, int BodySize, int InFlight, string? CertificatePath)
{
    public Workload Workload => new() { BodySize = BodySize, IsSettled = Mode == SendMode.Settled, InFlight = InFlight };

    public SinkAddress Sink => new(Port, CertificatePath is null ? null : X509CertificateLoader.LoadCertificateFromFile(CertificatePath));

    public static RunOptions Parse(string[] arguments) =>
        new(Number(arguments[0]), arguments[1], Enum.Parse<SendMode>(arguments[2], ignoreCase: true), Number(arguments[3]), Number(arguments[4]), Number(arguments[5]),
            arguments.Length > 6 ? arguments[6] : null);

    public string[] ToArguments() =>
        [$"{Port}", Container, Mode.ToString().ToLowerInvariant(), $"{Count}", $"{BodySize}", $"{InFlight}", .. CertificatePath is null ? Array.Empty<string>() : [CertificatePath]];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
